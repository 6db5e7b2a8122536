"""Content without the long paths of drawings: in their place stands their box, or their number.

What judges a page asks a path for its box and the count of its segments alone; what writes a page
anew leaves paths as they are. A drawing has tens of thousands of segments: as instructions of
pikepdf, each costs a hundred times what it costs here. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: The operator that stands for a path: left, bottom, right and top, and the count of its segments.
OPERATOR = "shortened-path"
#: The operator that stands for a path that was set apart: its number, from 0.
_APART = b"path-set-apart"

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
TEXT = rb"\((?:" + _PLAIN + rb"|\(" + _PLAIN + rb"*+\))*+\)"
#: A text stays; after a comment, a picture in the content itself or another bracket, who knows.
_FOUND = re.compile(
    rb"(" + _BEGINNING + rb")(" + _NUMBER + rb"{2}+m\s++" + _SEGMENTS + rb"{%d,}+)" % (_LEAST - 1)
    + rb"|(?P<text>" + TEXT + rb")|(?P<unsure>[%()]|(?<![^\s])BI(?![^\s/]))",
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
        return _replaced(content, _box), True
    except _UnsureError:
        return content, False


def set_apart(content: bytes) -> tuple[bytes, list[bytes]]:
    """Return a content in which an operator of ours stands for each long path, and these paths.

    What may hold other things than instructions is returned as it is, without any.
    """
    paths: list[bytes] = []

    def numbered(segments: bytes) -> bytes:
        paths.append(segments.rstrip())
        return b"%d %s" % (len(paths) - 1, _APART)

    try:
        return (content, []) if _APART in content else (_replaced(content, numbered), paths)
    except _UnsureError:
        return content, []


def put_back(content: bytes, paths: list[bytes]) -> bytes:
    """Return a content with the paths that `set_apart` took out of it in their places."""
    if not paths:
        return content
    return re.sub(rb"(\d+) " + _APART, lambda found: paths[int(found[1])], content)


class _UnsureError(Exception):
    """What follows may be no instructions."""


def _replaced(content: bytes, instead: Callable[[bytes], bytes]) -> bytes:
    """Replace the segments of each long path; raises _UnsureError."""

    def replaced(found: re.Match[bytes]) -> bytes:
        if found["text"]:
            return found[0]
        if found["unsure"]:
            raise _UnsureError
        return found[1] + instead(found[2]) + b"\n"

    return _FOUND.sub(replaced, content)


def _box(segments: bytes) -> bytes:
    # Numbers are kept as they were written: none is rounded.
    numbers = segments.translate(None, _OPERATORS).split()
    xs, ys = numbers[::2], numbers[1::2]
    corners = (min(xs, key=float), min(ys, key=float), max(xs, key=float), max(ys, key=float))
    count = sum(segments.count(one) for one in (b"m", b"l", b"c", b"v", b"y"))
    return b"%s %d %s" % (b" ".join(corners), count, OPERATOR.encode())
