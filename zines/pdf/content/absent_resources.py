"""Pictures, drawings, patterns and fonts that a content names, but that its file does not have.

A reference to an object that is not in the file counts as null (ISO 32000-1, 7.3.10), without a
warning of any library: the page is shown and printed without it. Imports pikepdf.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

import pikepdf

from zines.base.language import mark, tr
from zines.base.problems import some_of
from zines.pdf.content.parsing import REGULAR, parsed
from zines.pdf.opening.safe_get import get, listed, name

_DRAWING = mark("a picture or a drawing on it is not in the file ({names}), and is missing")
#: The resources that operators name, and the message if there are none of these names.
_KINDS = {
    "Do": ("/XObject", _DRAWING),
    "sh": ("/Shading", _DRAWING),
    "scn": ("/Pattern", _DRAWING),
    "SCN": ("/Pattern", _DRAWING),
    "Tf": (
        "/Font",
        mark("a font on it is not in the file ({names}): words look otherwise, or are missing"),
    ),
}
_SHOW_TEXT = ("Tj", "TJ", "'", '"')
#: The mode of text that is not drawn, as programs lay it over scans (ISO 32000-1, 9.3.6).
_INVISIBLE = 3
#: An operator with its operands, also where it is part of a text.
_MAY_NAME = re.compile(
    rb"/(" + REGULAR + rb"*)\s+(?:(Do|sh|scn|SCN)|[-+.\d]+\s+(Tf))(?!" + REGULAR + rb")", re.ASCII
)


def messages(data: bytes, resources: Any) -> list[str]:
    """Return the messages about a content with these resources, one of each kind.

    The content may be parsed, so its words must have been counted before. There are none about a
    content that cannot be parsed: what else is wrong in it is reported, and mended, all the same.
    """
    if all(_is_there(kind, called, resources) for kind, called in _likely(data)):
        return []
    try:
        named = list(_named(data))
    except pikepdf.PdfError:
        return []
    absent: dict[str, dict[str, None]] = {}
    for kind, called in named:
        if not _is_there(kind, called, resources):
            absent.setdefault(_KINDS[kind][1], {})[f"'{name(called)[:40]}'"] = None
    return [tr(message, names=some_of(list(names))) for message, names in absent.items()]


def _likely(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a content seems to name: this is quick, and also finds words of texts."""
    for called, do, tf in set(_MAY_NAME.findall(data)):
        yield (do or tf).decode(), "/" + called.decode("latin-1")


def _named(data: bytes) -> Iterator[tuple[str, pikepdf.Name]]:
    """Yield what a content draws, and the fonts in which it shows text."""
    owner = pikepdf.new()
    with warnings.catch_warnings():
        # pikepdf warns of operands at the end without an operator.
        warnings.simplefilter("ignore")
        chosen = " ".join((*_KINDS, *_SHOW_TEXT, "Tr", "q", "Q"))
        instructions = parsed(pikepdf.Stream(owner, data), chosen)
    font, mode, saved = None, None, list[Any]()
    for instruction in instructions:
        operator, operands = str(instruction.operator), instruction.operands
        called = operands[0] if len(operands) else None
        if operator == "q":
            saved.append((font, mode))
        elif operator == "Q":
            font, mode = saved.pop() if saved else (font, mode)
        elif operator == "Tf":
            font = called
        elif operator == "Tr":
            mode = called
        elif operator in _SHOW_TEXT:
            if isinstance(font, pikepdf.Name) and mode != _INVISIBLE and _has_text(operands):
                yield "Tf", font
        elif operator in ("Do", "sh") and isinstance(called, pikepdf.Name):
            yield operator, called
        elif (
            operator in ("scn", "SCN") and len(operands) and isinstance(operands[-1], pikepdf.Name)
        ):
            # (Numbers, of the colour of the tile, may stand before it.)
            yield operator, operands[-1]


def _has_text(operands: Any) -> bool:
    """Return whether the last operand is a text with letters, or a list with one."""
    parts = listed(operands[-1]) if len(operands) else []
    return any(isinstance(part, pikepdf.String) and bytes(part).strip() for part in parts)


def _is_there(kind: str, called: str | pikepdf.Name, resources: Any) -> bool:
    return get(get(resources, _KINDS[kind][0]), called) is not None
