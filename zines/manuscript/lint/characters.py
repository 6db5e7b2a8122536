"""Rules on characters that cannot be seen, and on what was left over: placeholders, spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING, Problem
from zines.manuscript.lint import words
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule

#: Printed as nothing, although Unicode does not class them as format characters.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_PLACEHOLDER = re.compile(
    r"(?<!\w)(?:TODO|FIXME|TBD|TBC|X{4,}|[Ll]orem [Ii]psum|LOREM IPSUM)(?!\w)|\?{3,}"
    # XXX is thirty in Roman numerals unless it is in brackets or is a whole value.
    r"|[\[(<]X{3}[\])>]|(?:^|(?<=: )|(?<=:[\u00a0\u202f]))X{3}(?=[.!]?$)"
    r"|\[\s*(?:à|À) (?:compléter|remplir|préciser|vérifier|traduire)\b[^\]\n]{0,60}\]",
    re.MULTILINE,
)
_LABEL = re.compile(r"^[ #>*_-]*([^\W\d_][^\n]{0,30}?)[ *_:\u00a0\u202f]*$", re.MULTILINE)
#: Spaces before and inside signs that take a French space are corrected by the program.
_SPACES = re.compile(r"(?<=[^\s«])[ \u00a0\u202f]{2,}(?=[^\s;:!?»%€])")
#: What begins a line in CommonMark; after it, more than one space changes nothing.
_MARKER = re.compile(r"[ ]*(?:[-*+>#]+|\d{1,9}[.)])")


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


@rule(
    "hidden-character",
    ERROR,
    "A",
    what=mark("""
        A character that cannot be seen stands in the file: a bidirectional control (U+202A to
        U+202E, U+2066 to U+2069), a space of no width, a soft hyphen, a byte order mark; in keys
        and comments too.
    """),
    why=mark("""
        Bidirectional controls show whoever proof-reads the file other words than those that are
        printed (Unicode Standard Annex 9; "Trojan Source", CVE-2021-42574). The others part words
        that look whole, and no search finds those. Soft hyphens are put in by the program.
    """),
    mend=mark("""
        Delete the character. If you cannot see it, delete the letters on both sides too, and type
        them again.
    """),
    fails=r"""
        lead: "Un mot ca\u200bché"
    """,
    passes="""
        lead: "Un mot caché"
    """,
)
def hidden_in_file(file: ContentFile) -> Iterator[Problem]:
    """Yield a problem for each format character of the file, also in comments, keys and escapes.

    Bidirectional controls show a reviewer other words than those that are printed (Unicode UAX 9;
    "Trojan Source", CVE-2021-42574). The other characters split words that look whole.
    """
    hidden: dict[tuple[int, int], str] = {}
    for number, line in enumerate(file.parsed.lines, 1):
        if not (line.isascii() or line.isprintable()):
            for index, sign in enumerate(line, 1):
                if _hidden(sign):
                    hidden[number, index] = sign
    for passage in file.passages:
        if not (passage.text.isascii() or passage.text.isprintable()):
            for index, sign in enumerate(passage.text):
                if _hidden(sign):
                    hidden.setdefault(file.place(passage.trail, index), sign)
    for (line_number, column), sign in hidden.items():
        name = unicodedata.name(sign).lower()  # (All of this category have one.)
        yield Problem(
            "hidden-character",
            tr("the character U+{number:04X} stands here ({name})", number=ord(sign), name=name),
            tr("it cannot be seen: remove it (words may break without it)"),
            file.parsed.path,
            line_number,
            column,
        )


@rule(
    "hidden-text",
    ERROR,
    "A",
    what=mark("A text is there, but nothing in it can be seen."),
    why=mark("It would be printed as a gap, and read aloud as nothing."),
    mend=mark("Write the text, or remove its key."),
    fails=r"""
        kicker: "\u200b"
    """,
    passes="kicker: Santé",
)
def hidden_texts(file: ContentFile) -> Iterator[Finding]:
    """Yield texts in which nothing can be seen."""
    for passage in file.passages:
        text = passage.text
        # Where a text is needed, the schema refuses white space alone.
        if text.strip() and all(sign.isspace() or _hidden(sign) or sign in _BLANK for sign in text):
            message = tr("nothing can be seen in this text")
            yield Finding("hidden-text", passage.trail, message, tr("write it, or remove its key"))


@rule(
    "placeholder",
    ERROR,
    "A",
    what=mark("""
        `TODO`, `FIXME`, `TBD`, `XXXX`, `???`, *lorem ipsum*, or square brackets that open with *à
        compléter*, *à remplir*, *à préciser*, *à vérifier*, *à traduire*. `XXX` too, in brackets,
        alone on its line, or alone after a colon: within a sentence it may be the Roman thirty
        (*chapitre XXX*).
    """),
    why=mark("It would be printed as it stands, in as many copies as are made."),
    mend=mark("""
        Write what belongs there, or remove it. A note to yourself goes into a comment, after `#`.
    """),
    fails="lead: La réunion a lieu [à préciser avec la mairie].",
    passes="lead: La réunion a lieu à la bourse du travail.",
)
@rule(
    "untranslated",
    WARNING,
    "A",
    what=mark("A whole line is a label in English, as *Read more* or *Table of contents*."),
    why=mark("""
        The document says that its language is French; a screen reader pronounces all of it as
        French (WCAG 3.1.2). English titles of sources are left alone.
    """),
    mend=mark("Translate it."),
    fails="""
        back: |
          ### Further reading

          Un livre.
    """,
    passes="""
        back: |
          ### À lire

          Un livre.
    """,
)
@rule(
    "double-space",
    WARNING,
    "A",
    what=mark("Two or more spaces stand between two words."),
    why=mark("All of them are printed (measured: 2.75 pt more at 11 pt), and the gap shows."),
    mend=mark("Leave one."),
    fails="lead: Une  idée.",
    passes="lead: Une idée.",
)
def leftovers(file: ContentFile) -> Iterator[Finding]:
    """Yield placeholders, English labels and gaps between words."""
    for passage in file.passages:
        for match in _PLACEHOLDER.finditer(passage.shown):
            yield Finding(
                "placeholder",
                passage.trail,
                tr("'{text}' would be printed as it stands", text=match[0]),
                tr("write what belongs here, or remove it"),
                match.start(),
            )
        for match in _LABEL.finditer("" if passage.quoted else passage.shown):
            if match[1].casefold() in words.ENGLISH:
                yield Finding(
                    "untranslated",
                    passage.trail,
                    tr("'{text}' is English in a French text", text=match[1]),
                    tr("translate it: read aloud by a French voice, nobody knows the word"),
                    match.start(1),
                )
        for match in _SPACES.finditer(passage.shown):
            start = passage.shown.rfind("\n", 0, match.start()) + 1
            if _MARKER.fullmatch(passage.shown, start, match.start()) and passage.form == "body":
                continue
            yield Finding(
                "double-space",
                passage.trail,
                tr("{count} spaces stand here", count=len(match[0])),
                tr("one is enough: all of them are printed"),
                match.start(),
            )
