"""Line breaks inside the paragraphs of CommonMark, which print as spaces (soft line breaks)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.manuscript import markdown, unmeant

#: Lines of CommonMark that are no text: code, tables, HTML, lines under headings.
_NO_TEXT = re.compile(r"[ ]*(?:```|~~~|\||<|[-=*_]+\s*$)")
#: The signs of a list, a quotation or a heading that has no text yet.
_SIGNS = re.compile(r"(?:\s*(?:[-+*]|\d{1,9}[.)]|#{1,6}|>))*\s*")
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
    for before, line, words in followed(text):
        if not words:
            found.append(line)
        elif printed := _BREAK.search(before):
            kept = found[-1][: len(found[-1]) - len(printed[1] or printed[0])].rstrip()
            if not (_SIGNS.fullmatch(kept) or _NO_TEXT.match(kept)):
                found[-1] = kept
            found.append(line)
        else:
            found[-1] = f"{found[-1].rstrip()} {words}"
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
        "\\" if words and not _BREAK.search(before) else "" for before, _, words in followed(text)
    ]
    return "\n".join(map("".join, zip(lines, [*ends, ""], strict=True)))


def followed(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each line of a text with the next, and the words of that if the paragraph goes on.

    They are without the signs of a list or quotation around it; empty where the next line is blank
    or begins something else.
    """
    lines = text.split("\n")
    words = {
        first + number: line
        for first, paragraph in markdown.paragraphs(text)
        for number, line in enumerate(paragraph)
        if number
    }
    for number in range(1, len(lines)):
        yield lines[number - 1], lines[number], words.get(number, "")
