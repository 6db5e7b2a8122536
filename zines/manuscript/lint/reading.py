"""What makes a text hard to read, to trust, or untrue in a year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zines.manuscript.lint.copy import CITATION, Copy, Finding
from zines.manuscript.parsed import Trail, shortened

LONGEST_SENTENCE = 40
#: What ends a sentence: signs before a space, or the end of a line that opens a list or its items.
_END = re.compile(
    r"(?<![.!?…])[.!?…]+[»”)\u00a0\u202f ]*(?:\s|$)|\n[ ]*(?:[-*+>#]+|\d+[.)]) |\n[ ]*\n|[:;]\n"
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
_FIGURE = re.compile(
    r"(?<![\w.,-])\d[\d.,\u00a0\u202f ]{0,15}"
    r"(?:[%‰€]|(?:pour cent|millions?|milliards?|euros?)(?!\w))"
)
#: An article of a code (L2312-8, R. 1111-28) or a law by its number.
_ARTICLE = re.compile(r"(?<!\w)[LRD]\.?[ \u00a0\u202f]?\*?\d+-\d+|[Ll]oi n[°º][ \u00a0\u202f]?\d")
_SAYS = "prévoit|impose|oblige|interdit|garantit|permet|exige|dit|veut"
_LAW_WORDS = re.compile(
    rf"{_ARTICLE.pattern}|(?<!\w)(?:[Aa]rticles? \d+|[Ll]a loi (?:{_SAYS})"
    rf"|[Ll]e [Cc]ode (?:du|de|général|des)\b[^.;]{{0,80}}?(?<!\w)(?:{_SAYS}))(?!\w)"
)
_NO_LAW = re.compile(r"(?<!\w)(?:aucun (?:article|texte)|aucune (?:loi|disposition))(?!\w)", re.I)


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


def figures(copy: Copy) -> Iterator[Finding]:
    """Tell paragraphs of a body with an amount or a share and without a citation.

    What is easy to read has its citations in a paragraph of their own.
    """
    for passage in copy.passages:
        if passage.form != "body":
            continue
        for start, paragraph in passage.paragraphs():
            match = _FIGURE.search(passage.shown, start, start + len(paragraph))
            if match and not CITATION.search(passage.text if copy.is_easy else paragraph):
                yield Finding(
                    "figure-uncited",
                    passage.trail,
                    match.start(),
                    f"'{match[0]}' stands in a paragraph without a source",
                    "say where it was counted: [@id-of-the-source]",
                )


def laws(copy: Copy) -> Iterator[Finding]:
    """Tell boxes of law, demands and articles of a code that cite nothing.

    A box of law that says that no text exists has nothing to cite.
    """
    told: set[Trail] = set()
    for group in copy.groups:
        kind = group.value.get("kind")
        if kind not in ("law", "demand") or not copy.layout:
            continue
        inside = list(copy.under(group.trail))
        told |= {passage.trail for passage in inside}
        if any(passage.citations for passage in inside):
            continue
        claims = [one for one in inside if one.form != "title"]
        if kind == "law" and claims and not any(_NO_LAW.search(one.text) for one in claims):
            message = "this box says what the law says, and cites nothing"
            yield Finding("law-uncited", claims[0].trail, 0, message, _CITE)
        for passage in claims if kind == "demand" else ():
            if match := _LAW_WORDS.search(passage.shown):
                message = f"a demand that speaks of the law cites nothing: '{match[0]}'"
                yield Finding("law-uncited", passage.trail, match.start(), message, _CITE)
    for passage in copy.passages:
        if passage.form != "body" or passage.trail in told or passage.citations:
            continue
        if match := _ARTICLE.search(passage.shown):
            message = f"'{match[0]}' stands in a text that cites nothing"
            yield Finding("law-uncited", passage.trail, match.start(), message, _CITE)


_CITE = "cite the text of law, as [@code-travail-cse]; it is listed in content/sources.yaml"


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
