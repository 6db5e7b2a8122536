"""What cannot be seen, and what was left over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zines.base.problems import Problem
from zines.manuscript.lint import words
from zines.manuscript.lint.passages import Copy, Finding

#: Printed as nothing, though Unicode does not class them as format characters.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_PLACEHOLDER = re.compile(
    r"(?<!\w)(?:TODO|FIXME|TBD|TBC|X{4,}|[Ll]orem [Ii]psum|LOREM IPSUM)(?!\w)|\?{3,}"
    # Three of them are thirty, in Roman numerals, unless they stand for a whole value.
    r"|[\[(<]X{3}[\])>]|(?:^|(?<=: )|(?<=:[\u00a0\u202f]))X{3}(?=[.!]?$)"
    r"|\[\s*(?:à|À) (?:compléter|remplir|préciser|vérifier|traduire)\b[^\]\n]{0,60}\]",
    re.MULTILINE,
)
_LABEL = re.compile(r"^[ #>*_-]*([^\W\d_][^\n]{0,30}?)[ *_:\u00a0\u202f]*$", re.MULTILINE)
#: Before and inside signs that take a French space, whatever stands there is mended.
_SPACES = re.compile(r"(?<=[^\s«])[ \u00a0\u202f]{2,}(?=[^\s;:!?»%€])")
#: What opens a line in CommonMark, where more than one space means nothing.
_MARKER = re.compile(r"[ ]*(?:[-*+>#]+|\d{1,9}[.)])")


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def hidden_in_file(copy: Copy) -> Iterator[Problem]:
    """Tell every format character of the file, in comments and keys too, and those of escapes.

    Bidirectional controls show a reviewer other words than those that are printed (Unicode UAX 9;
    "Trojan Source", CVE-2021-42574); the other ones part words that look whole.
    """
    found: dict[tuple[int, int], str] = {}
    for number, line in enumerate(copy.parsed.lines, 1):
        if not line.isascii():
            for index, sign in enumerate(line, 1):
                if _hidden(sign):
                    found[number, index] = sign
    for passage in copy.passages:
        if not passage.text.isascii():
            for index, sign in enumerate(passage.text):
                if _hidden(sign):
                    found.setdefault(copy.place(passage.trail, index), sign)
    for (line_number, column), sign in found.items():
        name = unicodedata.name(sign, "a format character").lower()
        yield Problem(
            "hidden-character",
            f"the character U+{ord(sign):04X} stands here ({name})",
            "it cannot be seen: remove it (words may break without it)",
            copy.parsed.path,
            line_number,
            column,
        )


def hidden_texts(copy: Copy) -> Iterator[Finding]:
    """Tell texts in which nothing can be seen."""
    for passage in copy.passages:
        text = passage.text
        # White space alone is told by the schema, where a text is asked for.
        if text.strip() and all(one.isspace() or _hidden(one) or one in _BLANK for one in text):
            message = "nothing can be seen in this text"
            yield Finding("hidden-text", passage.trail, 0, message, "write it, or remove its key")


def leftovers(copy: Copy) -> Iterator[Finding]:
    """Tell placeholders, English labels and gaps between words."""
    for passage in copy.passages:
        for match in _PLACEHOLDER.finditer(passage.shown):
            yield Finding(
                "placeholder",
                passage.trail,
                match.start(),
                f"'{match[0]}' would be printed as it stands",
                "write what belongs here, or remove it",
            )
        for match in _LABEL.finditer("" if passage.quoted else passage.shown):
            if match[1].casefold() in words.ENGLISH:
                yield Finding(
                    "untranslated",
                    passage.trail,
                    match.start(1),
                    f"'{match[1]}' is English in a French text",
                    "translate it: read aloud by a French voice, nobody knows the word",
                )
        for match in _SPACES.finditer(passage.shown):
            start = passage.shown.rfind("\n", 0, match.start()) + 1
            if _MARKER.fullmatch(passage.shown, start, match.start()) and passage.form == "body":
                continue
            yield Finding(
                "double-space",
                passage.trail,
                match.start(),
                f"{len(match[0])} spaces stand here",
                "one is enough: all of them are printed",
            )
