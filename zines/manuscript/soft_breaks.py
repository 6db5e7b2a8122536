"""Line breaks inside the paragraphs of CommonMark, which print as spaces (soft line breaks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from zines.manuscript import unmeant

#: Lines of CommonMark that are no text: code, tables, HTML, lines under headings.
_NO_TEXT = re.compile(r"[ ]*(?:```|~~~|\||<|[-=*_]+\s*$)")
#: The start of what is no part of the paragraph before it: an item, a heading, a quotation.
_BLOCK = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)]|#{1,6}|>)(?:\s|$)|\s*>")
#: The start of a list or a quotation, and of an item that may only follow these: in a paragraph, a
#: list begins at 1, so that a line may begin with the end of a sentence, such as 1985.
_INSIDE = re.compile(r"\s*(?:(?:[-+*]|\d{1,9}[.)])(?:\s|$)|>)")
_LATER_ITEM = re.compile(r"\s*(?!1[.)])\d{1,9}[.)]\s")
#: A line that no line goes on: a heading, or an item or quotation without text yet.
_ALONE = re.compile(r"\s*(?:#{1,6}(?:\s|$)|(?:[-+*]|\d{1,9}[.)]|>)\s*$)")
#: The end of a line of a paragraph at which it breaks: an odd number of backslashes, or two spaces.
_BREAK = re.compile(r"(?<!\\)(?:\\\\)*(\\)$|(?<! )[ ]{2,}$")


def unwrapped(text: str) -> str:
    """Return CommonMark as it is typed in a browser, which breaks long lines itself.

    Each paragraph is on one line, but for the line breaks that print. Where lines may be more than
    text (code, tables, lists with signs of their own), nothing is changed.
    """
    lines = text.split("\n")
    if any(map(_NO_TEXT.match, lines)) or unmeant.TYPED_LIST.search(text):
        return text
    found = lines[:1]
    for before, line, goes_on in followed(lines):
        if not goes_on:
            found.append(line)
        elif printed := _BREAK.search(before):
            words = found[-1][: len(found[-1]) - len(printed[1] or printed[0])].rstrip()
            found[-1] = words or found[-1]
            found.append(line.lstrip())
        else:
            found[-1] = f"{found[-1].rstrip()} {line.lstrip()}"
    return "\n".join(found)


def with_breaks(text: str) -> str:
    """Return a typed text as CommonMark, with a backslash at each line break in a paragraph.

    It is the opposite of :func:`unwrapped`. Without it they would print as spaces, and the lines of
    an address, of a song or of a list of hours would run on.
    """
    lines = text.split("\n")
    if any(map(_NO_TEXT.match, lines)):
        return text
    ends = [
        "\\" if goes_on and not _BREAK.search(before) else ""
        for before, _, goes_on in followed(lines)
    ]
    return "\n".join(map("".join, zip(lines, [*ends, ""], strict=True)))


def followed(lines: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield each line with the next, and whether that belongs to the same paragraph."""
    inside = bool(_INSIDE.match(lines[0]))
    for before, line in pairwise(lines):
        starts = _BLOCK.match(line) and (inside or not _LATER_ITEM.match(line))
        goes_on = bool(before.strip() and line.strip()) and not (_ALONE.match(before) or starts)
        if not before.strip():
            inside = inside and line.startswith(" ")
        inside = inside or (not goes_on and bool(_INSIDE.match(line)))
        yield before, line, goes_on
