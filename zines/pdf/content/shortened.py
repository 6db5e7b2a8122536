"""Content with the long paths of drawings replaced by their box, or by a number. Pure.

Code that checks a page only needs the box of a path and the count of its segments; code that
rewrites a page leaves paths unchanged. A drawing has tens of thousands of segments: as an
instruction of pikepdf, each costs a hundred times what it costs here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: The operator that replaces a path: left, bottom, right and top, and the count of its segments.
OPERATOR = "shortened-path"
#: The operator that replaces a path that was set apart: its number, from 0.
_APART = b"path-set-apart"

_NUMBER = rb"(?:-?+(?:\d{1,7}+(?:\.\d{0,9}+)?+|\.\d{1,9}+)\s++)"
#: The smallest number of segments that makes a search worthwhile.
_LEAST = 4
#: A path begins after an operator that does not belong to it.
_BEGINNING = rb"(?<![^\s])(?:[fhknqwFGgKQSW]|[fW]\*|cm|gs|BT|ET|BDC|BMC|EMC|rg|RG|scn|SCN)\s++"
_SEGMENTS = (
    rb"(?:" + _NUMBER + rb"{2}+(?:[ml]\s++|" + _NUMBER + rb"{2}+(?:[vy]\s++|" + _NUMBER
    + rb"{2}+c\s++))|h\s++)"
)  # fmt: skip
#: A text in brackets, which may hold one level of brackets.
_PLAIN = rb"(?:[^()\\]++|\\.)"
TEXT = rb"\((?:" + _PLAIN + rb"|\(" + _PLAIN + rb"*+\))*+\)"
#: Texts stay. After a comment, an inline picture or another bracket, the content is not certain.
_FOUND = re.compile(
    rb"(" + _BEGINNING + rb")(" + _NUMBER + rb"{2}+m\s++" + _SEGMENTS + rb"{%d,}+)" % (_LEAST - 1)
    + rb"|(?P<text>" + TEXT + rb")|(?P<unsure>[%()]|(?<![^\s])BI(?![^\s/]))",
    re.DOTALL,
)  # fmt: skip
_OPERATORS = b"mlcvyh"


def shortened(content: bytes) -> tuple[bytes, bool]:
    """Return a content in which one `OPERATOR` replaces the segments of each long path.

    Also returns whether the paths were replaced: a content that may hold other things than
    instructions is returned unchanged. Instructions around long paths stay. The time is
    proportional to the length.
    """
    if OPERATOR.encode() in content:
        return content, False
    try:
        return _replaced(content, _box), True
    except _UnsureError:
        return content, False


def set_apart(content: bytes) -> tuple[bytes, list[bytes]]:
    """Return a content in which an operator of ours replaces each long path, and these paths.

    A content that may hold other things than instructions is returned unchanged, without paths.
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
    """Return a content with the paths that `set_apart` took out put back in their places."""
    if not paths:
        return content
    return re.sub(rb"(\d+) " + _APART, lambda found: paths[int(found[1])], content)


class _UnsureError(Exception):
    """The content may hold something other than instructions."""


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
    # Numbers are copied as they are written, not rounded.
    numbers = segments.translate(None, _OPERATORS).split()
    xs, ys = numbers[::2], numbers[1::2]
    corners = (min(xs, key=float), min(ys, key=float), max(xs, key=float), max(ys, key=float))
    count = sum(segments.count(one) for one in (b"m", b"l", b"c", b"v", b"y"))
    return b"%s %d %s" % (b" ".join(corners), count, OPERATOR.encode())
