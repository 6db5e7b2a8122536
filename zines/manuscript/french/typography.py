"""French micro-typography of the inlines of one paragraph.

It changes only spaces, quotation marks, apostrophes, hyphens, ellipses, ordinals, and the signs
between the pairs of a telephone number. No letter is added, lost or changed, except a sign that was
typed in place of one of those or stands for them (ﬁ). A second run changes nothing. Addresses and
text between backticks are left alone.

The rules are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale
(2002), as they were listed for this project.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from zines.manuscript.french import bound, numbers, spaces, typed_signs
from zines.manuscript.french.spaces import ANY, HARD, SPACE_SIGNS
from zines.manuscript.french.typed_signs import PROTECTED, Edit
from zines.manuscript.text import Break, Citation, Inline, Link, Superscript, Text, mapped

_OPENING_DASH = re.compile(f"(?:(?<=[^\\S\u00a0])|^)[–—](?P<gap>{ANY}+)(?=\\S)")
_CLOSING_DASH = re.compile(f"(?<=\\S)(?P<gap>{ANY}+)[–—](?=[\\s,.;:!?)]|$)")
#: A dash that opens a reply of a dialogue, and the signs before it that end the reply before.
_REPLY_DASH = re.compile(f'[–—](?P<gap>{ANY}+)(?=[A-ZÀ-Þ«“"])')
_REPLY_ENDS = (".", "!", "?", "…", "»", "\n")
_ORDINAL = re.compile(
    # Both of two centuries joined by a hyphen.
    r"(?:(?<![\w.,-])|(?<=[\dIVXL]e-)|(?<=[\dIVXL]es-)|(?<=[1I][er][re]-))"
    r"(?:(?P<first>1|I)(?P<er>er|re|ers|res)|(?P<second>2)(?P<nd>n?de?s?)"
    # Le is a word, not the fiftieth; CVe is not the hundred and fifth.
    r"|(?P<number>[1-9]\d*|(?!I(?=e))[IVX]+|LX{0,3}(?:I[XV]|V?I{0,3})(?<!L)|C{1,3}(?:XC|XL|LX{0,3}"
    r"|X{1,3})(?:I[XV]|V?I{0,3}))(?P<e>es?))(?!\w)"
)
#: The power of a unit after its number: 35 m2, 200 km2.
_POWER = re.compile(rf"(?<=\d{ANY})[ckd]?m(?P<e>[23])(?!\w)")
#: Friday in the head of a table, with a letter for morning or afternoon: not the fifth.
_FRIDAY = re.compile(r"Ve \w")
#: Signs of word processors and PDFs, which few fonts have or no search finds, and what they stand
#: for: the hyphens U+2010 and U+2011, spaces of other widths, letters joined to one sign (ﬁ).
_PASTED = {
    **dict.fromkeys((0x2010, 0x2011), "-"),
    **dict.fromkeys((*range(0x2000, 0x2009), 0x200A, 0x205F, 0x3000), " "),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
#: Stands in the joined text for a node without characters, so that rules find a character there.
_HOLE = "\ufffc"

#: A row of citation marks may break after this number of marks.
_LONGEST_ROW = 4


def fixed(nodes: Sequence[Inline], *, published: bool = False) -> tuple[Inline, ...]:
    """Return the inlines of one paragraph with French spaces, quotes and ordinals.

    With ``published`` (a title that others published), three full stops stay as they are.
    """
    leaves = [leaf.translate(_PASTED) for leaf in _leaves(nodes)]
    text = "".join(leaves)
    for signs, edits in _PASSES:
        if published and edits is typed_signs.ellipses:
            continue
        if (not signs or not signs.isdisjoint(text)) and (found := list(edits(text))):
            protected = [match.span() for match in PROTECTED.finditer(text)]
            leaves = _edited(leaves, [edit for edit in found if not _inside(edit, protected)])
            text = "".join(leaves)
    return _ordinals(_calls(_rebuilt(nodes, iter(leaves))))


def _leaves(nodes: Sequence[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, (Text, Superscript)):
            yield node.value
        elif isinstance(node, Break):
            yield "\n"
        elif isinstance(node, Citation):
            yield _HOLE
        else:
            yield from _leaves(node.children)


def _rebuilt(nodes: Sequence[Any], leaves: Iterator[str]) -> tuple[Any, ...]:
    def changed(node: Any) -> Any:
        leaf = next(leaves) if isinstance(node, (Text, Superscript, Break, Citation)) else ""
        return type(node)(leaf) if isinstance(node, (Text, Superscript)) else node

    return mapped(nodes, changed)


def _edited(leaves: list[str], edits: list[Edit]) -> list[str]:
    """Apply edits, given for the joined text, to the leaves that hold the characters."""
    if not edits:
        return leaves
    owners = [index for index, leaf in enumerate(leaves) for _ in leaf]
    joined = "".join(leaves)
    result = [""] * len(leaves)
    position = 0
    for start, end, replacement in sorted(edits):
        if start < position:
            continue
        for index in range(position, start):
            result[owners[index]] += joined[index]
        # An edit of an empty gap goes to the leaf of the sign after it, as in **mot**!
        result[owners[start]] += replacement
        position = end
    for index in range(position, len(joined)):
        result[owners[index]] += joined[index]
    return result


def _inside(edit: Edit, protected: list[tuple[int, int]]) -> bool:
    start, end, _ = edit
    return any(first < end and start < last for first, last in protected)


def _dashes(text: str) -> Iterator[Edit]:
    """Yield edits that make the spaces on the inner sides of a dashed aside no-break spaces.

    A dash without a pair opens an aside too. In a dialogue, which begins with a dash, each dash
    after the end of a reply opens the next one.
    """
    inside, position, dialogue = False, 0, text.startswith(("–", "—"))
    for match in re.finditer("[–—]", text):
        # The text before the previous dash is not searched again.
        before = text[position : match.start()].rstrip(SPACE_SIGNS)
        gap = None
        if dialogue and before.endswith(_REPLY_ENDS):
            gap = _REPLY_DASH.match(text, match.start())
        if gap:
            inside = False
        elif inside:
            gap = _CLOSING_DASH.match(text, position + len(before))
        else:
            gap = _OPENING_DASH.match(text, match.start())
        if gap:
            yield (*gap.span("gap"), HARD)
            inside = not inside
        position = match.end()


def _paragraph(text: str) -> Iterator[Edit]:
    for start, end in bound.paragraph(text):
        yield start, end, HARD


#: The passes in their order, and the signs without which a pass has nothing to edit.
_PASSES: tuple[tuple[frozenset[str], Callable[[str], Iterator[Edit]]], ...] = (
    (frozenset("."), typed_signs.ellipses),
    (frozenset("<"), typed_signs.double_angles),
    (frozenset("'‘"), typed_signs.single_quotes),
    (frozenset("´`‘ʼ′"), typed_signs.accents),
    (frozenset("“"), typed_signs.curly_quotes),
    (frozenset('"'), typed_signs.quotes),
    (frozenset("'"), typed_signs.apostrophes),
    (frozenset("./-"), numbers.parted),
    (frozenset(), spaces.gaps),
    (frozenset("–—"), _dashes),
    (frozenset(), _paragraph),
)


def _calls(nodes: Sequence[Any]) -> tuple[Any, ...]:
    """Put citation marks close to their word, with a raised comma between two marks.

    Up to four of them stay on one line with their word; a longer row may break.
    """
    result: list[Any] = []
    row = 0
    for node in nodes:
        if hasattr(node, "children"):
            result.append(replace(node, children=_calls(node.children)))
            continue
        if isinstance(node, Citation):
            while result and isinstance(result[-1], Text):
                if before := result.pop().value.rstrip(SPACE_SIGNS):
                    result.append(Text(before))
                    break
            row = row + 1 if result and isinstance(result[-1], Citation) else 0
            if row:
                result.append(Superscript(f",{' ' if row % _LONGEST_ROW == 0 else HARD}"))
        result.append(node)
    return tuple(result)


def _ordinals(nodes: Sequence[Any]) -> tuple[Any, ...]:
    result: list[Any] = []
    for node in nodes:
        if isinstance(node, Text):
            result += _split(node.value)
        elif hasattr(node, "children"):
            result.append(replace(node, children=_ordinals(node.children)))
        else:
            result.append(node)
    return tuple(result)


def _split(text: str) -> Iterator[Text | Superscript]:
    ordinals = [] if _FRIDAY.fullmatch(text) else list(_ORDINAL.finditer(text))
    if "m2" in text or "m3" in text:
        ordinals = sorted([*ordinals, *_POWER.finditer(text)], key=re.Match.start)
    protected = [match.span() for match in PROTECTED.finditer(text)] if ordinals else []
    position = 0
    for match in ordinals:
        if _inside((*match.span(), ""), protected):
            continue
        ending = match["e"] or match["er"] or match["nd"]
        yield Text(text[position : match.end() - len(ending)])
        yield Superscript(ending)
        position = match.end()
    if position < len(text) or not text:
        yield Text(text[position:])


def soft_hyphenated(nodes: Sequence[Inline], hyphenate: Callable[[str], str]) -> tuple[Inline, ...]:
    """Let words with an apostrophe break; ``hyphenate`` returns a text with U+00AD inserted."""
    result: list[Any] = []
    for node in nodes:
        if isinstance(node, Text):
            result.append(Text(_outside_protected(node.value, hyphenate)))
        elif isinstance(node, (Superscript, Break, Citation, Link)):
            result.append(node)
        else:
            result.append(replace(node, children=soft_hyphenated(node.children, hyphenate)))
    return tuple(result)


def _outside_protected(text: str, change: Callable[[str], str]) -> str:
    if "’" not in text:
        return text
    parts, position = [], 0
    for match in PROTECTED.finditer(text):
        parts += [change(text[position : match.start()]), match[0]]
        position = match.end()
    return "".join([*parts, change(text[position:])])
