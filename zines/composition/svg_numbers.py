"""Check of the numbers in vector drawings: an invalid one is drawn elsewhere, or not at all.

The grammars are those of SVG 1.1 (chapters 4.2, 7.6, 7.7, 8.3, 9). Programs draw an attribute that
breaks them in different ways, which is only noticed on paper.
"""

from __future__ import annotations

import re

from zines.base.language import tr
from zines.base.limits import LARGEST_DRAWING_NUMBER

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_LENGTH = re.compile(rf"(?:{_NUMBER.pattern})(?:em|ex|rem|px|in|cm|mm|pt|pc|%)?|auto|inherit|")
_LENGTH_KEYS = frozenset(("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry")) | {
    "width",
    "height",
}
#: What must remain of an attribute without its numbers.
_REST = {
    "d": re.compile(r"[MmZzLlHhVvCcSsQqTtAa\s,]*|none"),
    "points": re.compile(r"[\s,]*"),
    "viewBox": re.compile(r"[\s,]*"),
    "transform": re.compile(
        r"\s*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([\s,]*\)[\s,]*)*|\s*none\s*"
    ),
}
#: Numbers in CSS, but not those in names or colours.
_IN_CSS = re.compile(rf"(?<![\w#.-]){_NUMBER.pattern}")


def fault(key: str, value: str) -> str:
    """Return what is wrong with the numbers of an attribute; an empty text if nothing is."""
    shown = f'{key}="{value.strip()[:40]}"'
    if key in _LENGTH_KEYS and not _LENGTH.fullmatch(value.strip()):
        return tr("a coordinate that is no number: {shown}", shown=shown)
    if key in _REST and not _REST[key].fullmatch(_NUMBER.sub(" ", value)):
        return tr("a coordinate that is no number: {shown}", shown=shown)
    if key == "viewBox" and len(_NUMBER.findall(value)) != 4:
        return tr("a viewBox that is not four numbers: {shown}", shown=shown)
    numbers = _NUMBER if key in _REST else _IN_CSS
    if key not in ("id", "class", "href") and any(
        abs(float(one)) > LARGEST_DRAWING_NUMBER for one in numbers.findall(value)
    ):
        return tr("a number beyond all measure: {shown}", shown=shown)
    return ""


def is_empty(size: str) -> bool:
    """Return whether a width or height is 0 or less, or is no number at all."""
    found = _NUMBER.match(size.strip())
    return found is None or float(found[0]) <= 0


def is_empty_box(box: str) -> bool:
    """Return whether a viewBox has a width or height of 0 or less, or not four numbers."""
    numbers = _NUMBER.findall(box)
    return len(numbers) != 4 or any(float(one) <= 0 for one in numbers[2:])
