"""The structure tree of a PDF (ISO 32000-1, 14.7), as far as it is checked. Imports pikepdf."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from zines.pdf import packed
from zines.pdf.opening.safe_get import get, key, listed, number, text

#: The most nodes that are read; a book has about 50,000.
_MOST_NODES = 200_000
#: Entries with words that replace content, and have its language.
_WORDS = ("/Alt", "/ActualText", "/E")


@dataclass
class Structure:
    """What is read of a structure tree.

    ``code_figures``: the number of figures that are QR codes by their alternative text.
    ``has_lang``: an element declares its language. ``silent_words``: some alternative or
    replacement text has no declared language. ``silent_marks``: the numbers of marked content in
    elements without a language, by the key of their page. ``attached``: an element has an
    associated file.
    """

    code_figures: int = 0
    has_lang: bool = False
    silent_words: bool = False
    attached: bool = False
    silent_marks: dict[str, set[int]] = field(default_factory=dict)


class _Node(NamedTuple):
    """A kid of an element, its page, and whether an element above it declares its language."""

    value: Any
    page: Any
    has_lang: bool


def read(tree: Any) -> Structure:
    """Read a structure tree; anything else gives an empty result."""
    found = Structure()
    waiting = [_Node(kid, None, has_lang=False) for kid in listed(get(tree, "/K"))]
    seen: set[str] = set()
    for count in range(_MOST_NODES):
        if not waiting:
            break
        node = waiting.pop()
        identity = key(node.value) or f"direct {count}"
        if identity not in seen:
            seen.add(identity)
            waiting += _looked_at(node, found)
    return found


def _looked_at(node: _Node, found: Structure) -> list[_Node]:
    """Record the data of an element, and return its kids."""
    value = node.value
    page = node.page if get(value, "/Pg") is None else get(value, "/Pg")
    if not isinstance(value, pikepdf.Dictionary) or get(value, "/MCID") is not None:
        mark = get(value, "/MCID") if isinstance(value, pikepdf.Dictionary) else value
        # The content of a form has its own numbers.
        if isinstance(mark, int) and not node.has_lang and get(value, "/Stm") is None:
            found.silent_marks.setdefault(key(page), set()).add(int(number(mark)))
        return []
    has_own_lang = bool(text(get(value, "/Lang")))
    has_lang = node.has_lang or has_own_lang
    found.has_lang = found.has_lang or has_own_lang
    found.code_figures += text(get(value, "/Alt")).startswith("Code QR")
    found.attached = found.attached or packed.is_associated(value)
    if not has_lang and any(text(get(value, word)) for word in _WORDS):
        found.silent_words = True
    return [_Node(kid, page, has_lang) for kid in listed(get(value, "/K"))]
