"""Texts that say that they are easy to read (FALC, "facile à lire et à comprendre").

After the European guidelines (Inclusion Europe and Unapei, "L'information pour tous", 2009): for
people with an intellectual disability, and all who read with effort. No rule here makes a text
FALC: people concerned proof-read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.manuscript.lint import words
from zines.manuscript.lint.passages import CITATION, Copy, Finding, Passage
from zines.manuscript.lint.reading import each_sentence
from zines.manuscript.parsed import shortened

LONGEST_SENTENCE = 12
_DOT = re.compile(r"(?<![^\W_])[^\W_]+(?:·[^\W_]+)+|·")
_SHARE = re.compile(
    r"(?:\d[\d.,\u00a0\u202f ]{0,15})?[%‰]|(?<!\w)pour[ \u00a0](?:cent|mille)(?!\w)", re.I
)
#: Nothing but where it comes from: "Source : [@id]".
_SOURCES = re.compile(rf"(?:[-*] )?(?:sources?\s*:\s*)?(?:{CITATION.pattern}[\s,;.]*)+", re.I)
_INITIALS = re.compile(r"(?<![\w'’.-])(?:[A-ZÀ-Þ]{2,6}|(?:[A-Z]\.){2,6})(?![\w-])")
_ROMAN = re.compile(r"[IVXLC]+")
_SHORTENED = re.compile(
    rf"(?<![\w.'’-])(?:{'|'.join(map(re.escape, words.ABBREVIATIONS))})(?![\w])", re.IGNORECASE
)
_TITLES = re.compile(r"(?<![\w.])(?:M\.|MM\.|Mmes?|Mlles?|Dr|Pr|Me)(?= [A-ZÀ-Þ])")
_FOREIGN = re.compile(
    rf"(?<![\w@/-])(?:{'|'.join(map(re.escape, words.FOREIGN))})(?![\w@/])", re.IGNORECASE
)


def texts(copy: Copy) -> Iterator[Finding]:
    """Tell what a document that says it is easy to read may not hold."""
    if not copy.is_easy:
        return
    explained = _explained(copy)
    for passage in copy.passages:
        yield from _sentences(passage)
        yield from _signs(passage)
        yield from _marks(passage)
        yield from _abbreviations(passage, explained)
        for match in _FOREIGN.finditer(passage.shown):
            better = words.FOREIGN[match[0].lower()]
            message = f"'{match[0]}' is a foreign word"
            yield Finding("easy-foreign", passage.trail, match.start(), message, f"say: {better}")


def _sentences(passage: Passage) -> Iterator[Finding]:
    for start, end, count in each_sentence(passage.shown):
        if count > LONGEST_SENTENCE:
            yield Finding(
                "easy-sentence",
                passage.trail,
                start,
                f"a sentence of {count} words: '{shortened(passage.shown[start:end])}'",
                f"cut it, one idea a sentence: about {LONGEST_SENTENCE} words at most",
            )


_SIGNS = (
    (
        "easy-dot",
        _DOT,
        "cannot be read aloud",
        "a word for everybody (le personnel), or both in full (les salariées et les salariés)",
    ),
    (
        "easy-percent",
        _SHARE,
        "is a share in percent",
        "say it in people: 1 personne sur 4, beaucoup de personnes",
    ),
)


def _signs(passage: Passage) -> Iterator[Finding]:
    for code, pattern, what, hint in _SIGNS:
        for match in pattern.finditer(passage.shown):
            message = f"'{match[0].strip()}' {what}"
            yield Finding(code, passage.trail, match.start(), message, hint)


def _marks(passage: Passage) -> Iterator[Finding]:
    """Tell citations but those that have a paragraph of their own."""
    if not passage.citations:
        return
    for start, paragraph in passage.paragraphs():
        mark = CITATION.search(paragraph)
        if mark and not _SOURCES.fullmatch(paragraph.strip()):
            yield Finding(
                "easy-citation",
                passage.trail,
                start + mark.start(),
                "a citation is a mark in the text that sends the eye elsewhere",
                f"give it a paragraph of its own, at the end: Source : {mark[0]}",
            )


def _abbreviations(passage: Passage, explained: set[str]) -> Iterator[Finding]:
    for pattern in (_INITIALS, _SHORTENED, _TITLES):
        for match in pattern.finditer(passage.shown):
            word = match[0]
            if pattern is _INITIALS and (
                word in explained
                or word in words.SHOUTED
                or _ROMAN.fullmatch(word)
                or _shouts(passage.shown, match.start(), match.end())
            ):
                continue
            yield Finding(
                "easy-abbreviation",
                passage.trail,
                match.start(),
                f"'{word}' is an abbreviation",
                "write the words in full; initials that people know by heart are explained once,"
                " in brackets: la caisse d'allocations familiales (CAF)",
            )


def _explained(copy: Copy) -> set[str]:
    """Return the initials that stand in brackets after words, or before brackets, somewhere."""
    found: set[str] = set()
    for passage in copy.passages:
        found.update(re.findall(r"\w{3} \(([A-ZÀ-Þ]{2,6})\)", passage.shown))
        found.update(re.findall(r"(?<!\w)([A-ZÀ-Þ]{2,6}) \(\w+ \w", passage.shown))
    return found


def _shouts(text: str, start: int, end: int) -> bool:
    """Say whether a word in capitals stands beside another: it is shouted, not shortened."""
    before = re.search(r"[A-ZÀ-Þ]{2,}[^\w.]{1,3}$", text[max(0, start - 20) : start])
    after = re.match(r"[^\w.]{1,3}[A-ZÀ-Þ]{2,}(?!\w)", text[end : end + 20])
    return bool(before or after)
