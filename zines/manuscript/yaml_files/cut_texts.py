"""Texts that YAML ends too early: at `` #``, or at a comma in brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from zines.base.language import tr
from zines.base.problems import Problem
from zines.manuscript.yaml_files.parsed import Parsed, Trail, shortened

_COMMENT = re.compile(r"[ ]+(#.*)")
#: In a list in brackets, a comma ends an item, even inside a number.
_COMMA = re.compile(r",(?=[^\s,\]}])")
#: A hashtag right after a text in quotes: a note begins with a sign and a space.
_TAG = re.compile(r"[ ]+(#[^\W\d_]\w*.*)")
#: In brackets, a text without quotes before a comment, which also takes the bracket that closes.
_IN_BRACKETS = re.compile(r"[^\"'#\]}]*[^\s\"'#\]},:\[{](?P<gap>[ ]+)(?P<comment>#.*)")
#: A line below a text, indented like the text, that begins with a hashtag.
_HASHTAG = re.compile(r"([ ]*)(#[^\W\d_]\w*.*)")


def found(
    parsed: Parsed,
    unquoted: Mapping[Trail, tuple[int, int]],
    quoted: Mapping[Trail, tuple[int, int]],
) -> dict[Trail, Problem]:
    """Return the problem of each text that YAML may have cut, by its trail.

    Both give the line and column, from 0, where each text ends for YAML. The schema decides later
    whether a text is printed: a comment beside another value is no problem.
    """
    cut: dict[Trail, Problem] = {}
    for trail, (line, column) in unquoted.items():
        if problem := _cut(parsed, trail, line, column):
            cut[trail] = problem
    for trail, (line, column) in quoted.items():
        shown = parsed.lines[line] if line < len(parsed.lines) else ""
        if tag := _TAG.match(shown, column):
            cut[trail] = _lost(parsed.path, tag[1], (line + 1, tag.start(1) + 1))
    return cut


def in_brackets(path: str, lines: Sequence[str], start: int, end: int) -> Problem | None:
    """Return the problem of a comment in a list in brackets that libyaml found no end of.

    ``start`` and ``end`` are the lines, from 0, where the list begins and where libyaml stopped.
    """
    for line in range(start, min(end + 1, len(lines))):
        if found := _IN_BRACKETS.match(lines[line], max(lines[line].find("["), 0)):
            return _lost(path, found["comment"], (line + 1, found.start("comment") + 1))
    return None


def _cut(parsed: Parsed, trail: Trail, line: int, column: int) -> Problem | None:
    shown = parsed.lines[line] if line < len(parsed.lines) else ""
    if comment := _COMMENT.match(shown, column):
        place = line + 1, comment.start(1) + 1
        return _lost(parsed.path, comment[1], place)
    if comma := _COMMA.match(shown, column):
        return Problem(
            "yaml-comma",
            tr("the text ends here for YAML: in brackets, a comma begins the next item"),
            tr('quote the text: ["Hausse de 10,5 %"]; between two items write a comma and a space'),
            parsed.path,
            line + 1,
            comma.start() + 1,
        )
    rest = shown[column:].strip()
    below = parsed.lines[line + 1] if line + 1 < len(parsed.lines) else ""
    spot = parsed.spot(trail)
    own = parsed.lines[spot.line - 1]
    # The least indent of a hashtag that belongs to the text: the indent of a text on its own line,
    # or one more than that of the key or hyphen before the text.
    indent = len(own) - len(own.lstrip(" "))
    least = indent + (indent != spot.column - 1)
    hashtag = _HASHTAG.fullmatch(below)
    if not rest and hashtag and len(hashtag[1]) >= least:
        return _lost(parsed.path, hashtag[2], (line + 2, len(hashtag[1]) + 1))
    return None


def _lost(path: str, comment: str, place: tuple[int, int]) -> Problem:
    return Problem(
        "yaml-comment",
        tr("YAML reads a comment here, which is not printed: {text}", text=shortened(comment)),
        tr('quote the text: "le 8 #mars"; a note to yourself stands on a line of its own'),
        path,
        *place,
    )
