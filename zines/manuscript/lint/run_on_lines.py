"""A rule on lines that were meant as lines, and print as one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript import unmeant
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding, Passage
from zines.manuscript.lint.rules import rule
from zines.manuscript.soft_breaks import followed
from zines.manuscript.yaml_files.parsed import shortened

#: No editor breaks lines that would have fewer signs with their next word; lines with more may be
#: broken for want of room.
_LEAST_ROOM, _MOST_ROOM = 35, 50
#: The end of a line after which the next is read on with no loss, or that breaks anyway.
_READ_ON = re.compile(rf"(?:[.!?…](?:{SPACE}?[»”)])?|\[@[\w-]+\]|\\|\s\s)$")
_COMMA = re.compile("[,;]$")
#: So much shorter than the longest line of its text, a line was not broken for want of room.
_SHORTER = 20
#: The end of a line that may be a title: a long word.
_TITLE_END = re.compile(r"[\w’']{4,}[ ]?:?$")


@rule(
    "run-on-lines",
    WARNING,
    "A",
    what=mark("""
        Short lines of a song, an address or a list of hours, or a title, in a text between blank
        lines: they print one after the other, as one paragraph.
    """),
    why=mark("""
        In a file, a line break inside a paragraph is a space (CommonMark, soft line breaks), so
        that long paragraphs can be broken anywhere.
    """),
    mend=mark(
        "End each line with `\\`, or begin it with `- ` for a list. In the atelier, press Enter."
    ),
    fails="""
        front: |
          Lundi : 9 h à 12 h
          Mardi : fermé
    """,
    passes="""
        front: |
          Lundi : 9 h à 12 h\\
          Mardi : fermé
    """,
)
def lines(file: ContentFile) -> Iterator[Finding]:
    """Yield the first line of each paragraph that would run on into the next, against its sense."""
    for passage in file.passages:
        if "\n" not in passage.text or unmeant.TYPED_LIST.search(passage.text):
            continue
        broken = passage.text.split("\n")
        longest = max(map(len, broken))
        room = min(_MOST_ROOM, max(_LEAST_ROOM, longest))
        # (Few texts have such lines at all, and it takes time to find paragraphs.)
        if not any(_runs_on(line, words, room, longest) for line, words in pairwise(broken)):
            continue
        starts = accumulate((len(line) + 1 for line in broken), initial=0)
        reported = False
        for start, (line, _, words) in zip(starts, followed(passage.text), strict=False):
            reported = reported and bool(words)
            if words and not reported and _runs_on(line, words, room, longest):
                yield _finding(passage, line, start)
                reported = True


def _finding(passage: Passage, line: str, offset: int) -> Finding:
    message = tr("this line and the next print as one: '{text}'", text=shortened(line.strip()))
    hint = tr("end it with \\ to keep the line, or begin each with '- ' for a list")
    return Finding("run-on-lines", passage.trail, message, hint, offset)


def _runs_on(line: str, words: str, room: int, longest: int) -> bool:
    """Return whether a line ends before its room does, with no sense that goes on in ``words``."""
    first = words.split(maxsplit=1)[:1]
    if not (first and line.strip()):
        return False
    length = len(line) + 1 + len(first[0])
    if length > room:
        is_short = length + _SHORTER <= longest
        return is_short and first[0][0].isupper() and bool(_TITLE_END.search(line))
    return not _READ_ON.search(line) and (first[0][0].isupper() or not _COMMA.search(line))
