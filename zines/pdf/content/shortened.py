"""Content with the long paths of drawings shortened to their boxes, to be read, never to be drawn.

What judges a page asks a path for its box and the count of its segments alone. A drawing has tens
of thousands of segments: as instructions of pikepdf, each costs a hundred times what it costs here.
Pure.
"""

from __future__ import annotations

import re

#: The operator that stands for a path: left, bottom, right and top, and the count of its segments.
OPERATOR = "shortened-path"

_NUMBER = rb"(?:-?+(?:\d{1,7}+(?:\.\d{0,9}+)?+|\.\d{1,9}+)\s++)"
#: At least this many segments are worth a search.
_LEAST = 4
#: A path begins after an operator that takes nothing of it.
_BEGINNING = rb"(?<![^\s])(?:[fhknqwFGgKQSW]|[fW]\*|cm|gs|BT|ET|BDC|BMC|EMC|rg|RG|scn|SCN)\s++"
_SEGMENTS = (
    rb"(?:" + _NUMBER + rb"{2}+(?:[ml]\s++|" + _NUMBER + rb"{2}+(?:[vy]\s++|" + _NUMBER
    + rb"{2}+c\s++))|h\s++)"
)  # fmt: skip
#: A text in brackets, with brackets in it that are in no others.
_PLAIN = rb"(?:[^()\\]++|\\.)"
_TEXT = rb"\((?:" + _PLAIN + rb"|\(" + _PLAIN + rb"*+\))*+\)"
#: A text stays; after a comment, a picture in the content itself or another bracket, who knows.
_FOUND = re.compile(
    rb"(" + _BEGINNING + rb")(" + _NUMBER + rb"{2}+m\s++" + _SEGMENTS + rb"{%d,}+)" % (_LEAST - 1)
    + rb"|(?P<text>" + _TEXT + rb")|(?P<unsure>[%()]|(?<![^\s])BI(?![^\s/]))",
    re.DOTALL,
)  # fmt: skip
_OPERATORS = b"mlcvyh"


def shortened(content: bytes) -> tuple[bytes, bool]:
    """Return a content in which one operator, `OPERATOR`, stands for the segments of a long path.

    Returns too whether it was looked for: what may hold other things than instructions is returned
    as it is. Instructions around long paths stay. It takes time in proportion to the length.
    """
    if OPERATOR.encode() in content:
        return content, False
    try:
        return _FOUND.sub(_box, content), True
    except _UnsureError:
        return content, False


class _UnsureError(Exception):
    """What follows may be no instructions."""


def _box(found: re.Match[bytes]) -> bytes:
    if found["text"]:
        return found[0]
    if found["unsure"]:
        raise _UnsureError
    before, segments = found[1], found[2]
    # Numbers are kept as they were written: none is rounded.
    numbers = segments.translate(None, _OPERATORS).split()
    xs, ys = numbers[::2], numbers[1::2]
    corners = (min(xs, key=float), min(ys, key=float), max(xs, key=float), max(ys, key=float))
    count = sum(segments.count(one) for one in (b"m", b"l", b"c", b"v", b"y"))
    return b"%s%s %d %s\n" % (before, b" ".join(corners), count, OPERATOR.encode())
