"""Rules on documents that are declared easy to read (FALC, "facile à lire et à comprendre").

They follow the European guidelines (Inclusion Europe and Unapei, "L'information pour tous", 2009),
for people with an intellectual disability and all who find reading hard. No rule makes a text FALC:
people concerned proof-read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, WARNING
from zines.manuscript.lint import words
from zines.manuscript.lint.passages import CITATION, ContentFile, Finding, Passage
from zines.manuscript.lint.reading import each_sentence
from zines.manuscript.lint.rules import rule
from zines.manuscript.yaml_files.parsed import shortened

LONGEST_SENTENCE = 12
_DOT = re.compile(r"(?<![^\W_])[^\W_]+(?:·[^\W_]+)+|·")
_SHARE = re.compile(
    r"(?:\d[\d.,\u00a0\u202f ]{0,15})?[%‰]|(?<!\w)pour[ \u00a0](?:cent|mille)(?!\w)", re.I
)
#: A paragraph that has only its sources: "Source : [@id]".
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


def texts(file: ContentFile) -> Iterator[Finding]:
    """Yield what must not stand in a document with ``easy_to_read: true``."""
    if not file.is_easy:
        return
    explained = _explained(file)
    for passage in file.passages:
        yield from _sentences(passage)
        yield from _signs(passage)
        yield from _marks(passage)
        yield from _abbreviations(passage, explained)
        yield from _foreign(passage)


@rule(
    "easy-sentence",
    INFO,
    "C",
    what=mark("""
        In a document that is easy to read, a sentence has more than 12 words, counted as for
        [long-sentence](#long-sentence).
    """),
    why=mark("""
        The guidelines ask for short sentences with one idea each; that 12 are enough is what those
        who write them say. Custom, not law.
    """),
    mend=mark("Cut it in two."),
    fails="""
        easy_to_read: true
        lead: Le guichet de la mairie est fermé et il faut remplir un dossier par internet.
    """,
    passes="""
        easy_to_read: true
        lead: Le guichet de la mairie est fermé. Il faut remplir un dossier par internet.
    """,
)
def _sentences(passage: Passage) -> Iterator[Finding]:
    for start, end, count in each_sentence(passage.shown):
        if count > LONGEST_SENTENCE:
            yield Finding(
                "easy-sentence",
                passage.trail,
                tr(
                    "a sentence of {count} words: '{text}'",
                    count=count,
                    text=shortened(passage.shown[start:end]),
                ),
                tr(
                    "cut it, one idea a sentence: about {most} words at most",
                    most=LONGEST_SENTENCE,
                ),
                start,
            )


_SIGNS = (
    (
        "easy-dot",
        _DOT,
        mark("'{text}' cannot be read aloud"),
        mark(
            "a word for everybody (le personnel), or both in full (les salariées et les salariés)"
        ),
    ),
    (
        "easy-percent",
        _SHARE,
        mark("'{text}' is a share in percent"),
        mark("say it in people: 1 personne sur 4, beaucoup de personnes"),
    ),
)


@rule(
    "easy-dot",
    ERROR,
    "B",
    what=mark("In a document that is easy to read, a middle dot stands in a text."),
    why=mark("""
        Inclusive writing with a dot cannot be read letter by letter, nor aloud. The European
        guidelines for texts that are easy to read (*L'information pour tous*, Inclusion Europe and
        Unapei, 2009) ask for plain words and no special signs. No rule makes a text FALC: people
        concerned read it before it is printed.
    """),
    mend=mark("Find a word for everybody (*le personnel*, *les élèves*), or write both in full."),
    fails="""
        easy_to_read: true
        lead: Les salarié·es ont des droits.
    """,
    passes="""
        easy_to_read: true
        lead: Les salariées et les salariés ont des droits.
    """,
)
@rule(
    "easy-percent",
    WARNING,
    "B",
    what=mark("In a document that is easy to read, a share is given with `%`, `‰` or *pour cent*."),
    why=mark("The guidelines ask for no percentages: few people see what they mean."),
    mend=mark("Say it in people: *1 personne sur 4*, *beaucoup de personnes*."),
    fails="""
        easy_to_read: true
        lead: 25 % des personnes n'ont pas internet.
    """,
    passes="""
        easy_to_read: true
        lead: 1 personne sur 4 n'a pas internet.
    """,
)
def _signs(passage: Passage) -> Iterator[Finding]:
    for code, pattern, message, hint in _SIGNS:
        for match in pattern.finditer(passage.shown):
            translated = tr(message, text=match[0].strip())
            yield Finding(code, passage.trail, translated, tr(hint), match.start())


@rule(
    "easy-citation",
    WARNING,
    "B",
    what=mark("""
        In a document that is easy to read, a citation stands in a sentence. It may have a paragraph
        of its own, after the word *Source*.
    """),
    why=mark("""
        It is printed as the mark of a note: the guidelines ask for no notes, which lead away from
        the sentence.
    """),
    mend=mark("Put it below what it proves, in a paragraph of its own."),
    fails="""
        easy_to_read: true
        back: |
          Vous avez le droit de lire vos données [@rgpd].
    """,
    passes="""
        easy_to_read: true
        back: |
          Vous avez le droit de lire vos données.

          Source : [@rgpd]
    """,
)
def _marks(passage: Passage) -> Iterator[Finding]:
    """Yield citations inside a text; those in a paragraph of their own are allowed."""
    if not passage.citations:
        return
    for start, paragraph in passage.paragraphs():
        cited = CITATION.search(paragraph)
        if cited and not _SOURCES.fullmatch(paragraph.strip()):
            yield Finding(
                "easy-citation",
                passage.trail,
                tr("a citation is a mark in the text that sends the eye elsewhere"),
                tr(
                    "give it a paragraph of its own, at the end: Source : {citation}",
                    citation=cited[0],
                ),
                start + cited.start(),
            )


@rule(
    "easy-abbreviation",
    WARNING,
    "B",
    what=mark("""
        In a document that is easy to read, a word is shortened (*etc.*, *p.*, *n°*, *Mme*), or
        there are initials (*CSE*) that are explained nowhere. Initials in brackets after their
        words, or before them, are explained.
    """),
    why=mark("""
        The guidelines ask for words in full: who does not know the initials has nothing to guess
        from.
    """),
    mend=mark("""
        Write the words. Initials that people hear every day are explained once: *la caisse
        d'allocations familiales (CAF)*.
    """),
    fails="""
        easy_to_read: true
        lead: Écrivez à la CAF, à la mairie, etc.
    """,
    passes="""
        easy_to_read: true
        lead: Écrivez à la caisse d'allocations familiales (CAF). La CAF doit répondre.
    """,
)
def _abbreviations(passage: Passage, explained: set[str]) -> Iterator[Finding]:
    for match in (
        *_unexplained(passage.shown, explained),
        *_SHORTENED.finditer(passage.shown),
        *_TITLES.finditer(passage.shown),
    ):
        yield Finding(
            "easy-abbreviation",
            passage.trail,
            tr("'{text}' is an abbreviation", text=match[0]),
            tr(
                "write the words in full; initials that people know by heart are explained once,"
                " in brackets: la caisse d'allocations familiales (CAF)"
            ),
            match.start(),
        )


def _unexplained(text: str, explained: set[str]) -> Iterator[re.Match[str]]:
    """Yield initials that are not explained and are neither numerals nor words in capitals."""
    for match in _INITIALS.finditer(text):
        if (
            match[0] not in explained
            and match[0] not in words.SHOUTED
            and not _ROMAN.fullmatch(match[0])
            and not _shouts(text, match.start(), match.end())
        ):
            yield match


@rule(
    "easy-foreign",
    WARNING,
    "B",
    what=mark("""
        In a document that is easy to read, there is a foreign word of a short list (*mail*,
        *online*, *planning*, *a priori*).
    """),
    why=mark("The guidelines ask for no words of other languages, but those that everybody knows."),
    mend=mark("Write what the message says."),
    fails="""
        easy_to_read: true
        lead: Envoyez un mail à la mairie.
    """,
    passes="""
        easy_to_read: true
        lead: Envoyez un courriel à la mairie.
    """,
)
def _foreign(passage: Passage) -> Iterator[Finding]:
    for match in _FOREIGN.finditer(passage.shown):
        better = words.FOREIGN[match[0].lower()]
        message = tr("'{text}' is a foreign word", text=match[0])
        hint = tr("say: {better}", better=better)
        yield Finding("easy-foreign", passage.trail, message, hint, match.start())


def _explained(file: ContentFile) -> set[str]:
    """Return the initials that stand somewhere in brackets after words, or before brackets."""
    initials: set[str] = set()
    for passage in file.passages:
        initials.update(re.findall(r"\w{3} \(([A-ZÀ-Þ]{2,6})\)", passage.shown))
        initials.update(re.findall(r"(?<!\w)([A-ZÀ-Þ]{2,6}) \(\w+ \w", passage.shown))
    return initials


def _shouts(text: str, start: int, end: int) -> bool:
    """Return whether a word in capitals is next to another one: emphasis then, not initials."""
    before = re.search(r"[A-ZÀ-Þ]{2,}[^\w.]{1,3}$", text[max(0, start - 20) : start])
    after = re.match(r"[^\w.]{1,3}[A-ZÀ-Þ]{2,}(?!\w)", text[end : end + 20])
    return bool(before or after)
