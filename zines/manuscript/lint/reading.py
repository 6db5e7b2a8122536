"""What makes a text hard to read, to trust, or untrue in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zines.manuscript.lint.passages import Copy, Finding
from zines.manuscript.parsed import shortened

LONGEST_SENTENCE = 40
#: What ends a sentence: signs before a space, or the end of a line that opens a list or its items.
_END = re.compile(
    r"(?<![.!?…])[.!?…]+[»”)\u00a0\u202f ]*(?:\\?\s|$)|\n[ ]*(?:[-*+>#]+|\d+[.)]) |\n[ ]*\n|[:;]\n"
)
_WORD = re.compile(r"[^\W_]+(?:[-’'·.][^\W_]+)*")
_RELATIVE = re.compile(
    r"(?<![\w-])(?:cette année|l[’']an (?:dernier|passé|prochain)"
    r"|l[’']année (?:dernière|prochaine|passée)"
    r"|récemment|le mois (?:dernier|prochain|passé)|la semaine (?:dernière|prochaine|passée)"
    r"|ces derniers (?:jours|mois|temps)|ces dernières (?:semaines|années)|aujourd[’']hui"
    r"|depuis peu|à ce jour|ce mois-ci|cette semaine-ci|avant-hier"
    r"|il y a (?:\d+|deux|trois|quatre|cinq|six|dix|quelques|une?) (?:ans?|mois|semaines?|jours?)"
    r")(?!\w)",
    re.IGNORECASE,
)
#: A text that speaks of its reader or asks something tells no fact.
_ASKED = re.compile(r"(?<!\w)(?:vous|votre|vos|nous voulons)(?!\w)|\?", re.IGNORECASE)


def sentences(copy: Copy) -> Iterator[Finding]:
    """Tell sentences of more than 40 words; what is easy to read has a rule of its own."""
    if copy.is_easy:
        return
    for passage in copy.passages:
        for start, end, count in each_sentence(passage.shown):
            if count > LONGEST_SENTENCE:
                said = shortened(passage.shown[start:end])
                message = f"a sentence of {count} words: '{said}'"
                hint = f"cut it in two: more than {LONGEST_SENTENCE} words are hard to keep in mind"
                yield Finding("long-sentence", passage.trail, start, message, hint)


def each_sentence(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each sentence of a text: where its words begin, where it ends, and their count."""
    position = 0
    for start, end in [*(m.span() for m in _END.finditer(text)), (len(text), len(text))]:
        words = list(_WORD.finditer(text, position, start))
        if words:
            yield words[0].start(), start, len(words)
        position = end


def relative_dates(copy: Copy) -> Iterator[Finding]:
    """Tell words that are true only in the year in which they were written."""
    for passage in copy.passages:
        if passage.quoted:
            continue
        for match in _RELATIVE.finditer(passage.shown):
            if not _ASKED.search(_sentence(passage.shown, match.start())):
                yield Finding(
                    "relative-date",
                    passage.trail,
                    match.start(),
                    f"'{match[0]}' will mean another day on the wall",
                    "name the year, or the day",
                )


def _sentence(text: str, position: int) -> str:
    start, end = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= position:
            start = match.end()
        elif match.start() >= position:
            end = match.end()
            break
    return text[start:end]


def uncited_codes(copy: Copy) -> Iterator[Finding]:
    """Tell sources that have a QR code and are cited nowhere."""
    cited = {one for passage in copy.passages for one in passage.citations}
    for index, name in enumerate(coded(copy.parsed.value)):
        if name not in cited:
            yield Finding(
                "qr-uncited",
                ("qr", index),
                0,
                f"'{name}' has a QR code and is cited nowhere in the text",
                f"cite it where it is spoken of: [@{name}]",
            )


def coded(value: Mapping[str, Any]) -> list[str]:
    """Return the ids of the sources that are asked for as QR codes."""
    listed = value.get("qr")
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


_NEARLY = re.compile(r"(?<!\\)\[ ?@(?![A-Za-z0-9][A-Za-z0-9_-]*\])")


def citations(copy: Copy) -> Iterator[Finding]:
    """Tell what looks like a citation and is none: it would be printed as it stands."""
    for passage in copy.passages:
        if passage.form in ("body", "line"):
            for match in _NEARLY.finditer(passage.text):
                written = passage.text[match.start() : match.start() + 30].split("\n")[0]
                message = f"'{written}' is no citation, and is printed as it stands"
                hint = (
                    "one id in each pair of brackets, on one line: [@one][@two]; to print it: \\[@"
                )
                yield Finding("citation-form", passage.trail, match.start(), message, hint)
