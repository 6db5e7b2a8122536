"""Rules on what makes a text hard to read, hard to trust, or untrue after a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import INFO
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.words import CAPITAL
from zines.manuscript.yaml_files.parsed import shortened

LONGEST_SENTENCE = 40
#: The end of a sentence: signs before a space, or the end of a line before a list or an item.
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
#: A sentence that addresses its reader or asks something states no fact.
_ASKED = re.compile(r"(?<!\w)(?:vous|votre|vos|nous voulons)(?!\w)|\?", re.IGNORECASE)
#: Words in capitals with what is between them; acronyms in a list are separated by commas.
_BLOCK = re.compile(rf"(?<!\w)[{CAPITAL}](?:[{CAPITAL}]|[ \n’'·-](?=[{CAPITAL} ’']))*(?!\w)")
_WORDS_IN_CAPITALS = 6
_LETTERS_IN_CAPITALS = 40


@rule(
    "long-sentence",
    INFO,
    "C",
    what=mark("""
        A sentence has more than 40 words. A word with an apostrophe counts once; an item of a list
        is a sentence of its own.
    """),
    why=mark("""
        Whoever reads standing, tired, or in a second language has lost the beginning by then.
        Custom, not law: texts that are easy to read stay near 12 words.
    """),
    mend=mark("Cut it in two."),
    fails="""
        lead: >-
          Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze
          quinze seize un deux trois quatre cinq six sept huit neuf dix onze douze treize
          quatorze quinze seize un deux trois quatre cinq six sept huit neuf dix.
    """,
    passes="""
        lead: >-
          Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze
          quinze seize. Un deux trois quatre cinq six sept huit neuf dix onze douze treize
          quatorze quinze seize un deux trois quatre cinq six sept huit neuf dix.
    """,
)
def sentences(file: ContentFile) -> Iterator[Finding]:
    """Yield sentences of more than 40 words; easy-to-read texts have a rule of their own."""
    if file.is_easy:
        return
    for passage in file.passages:
        for start, end, count in each_sentence(passage.shown):
            if count > LONGEST_SENTENCE:
                sentence = shortened(passage.shown[start:end])
                message = tr("a sentence of {count} words: '{text}'", count=count, text=sentence)
                hint = tr(
                    "cut it in two: more than {most} words are hard to keep in mind",
                    most=LONGEST_SENTENCE,
                )
                yield Finding("long-sentence", passage.trail, message, hint, start)


def each_sentence(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each sentence of a text: the start of its words, its end, and the number of words."""
    position = 0
    for start, end in [*(m.span() for m in _END.finditer(text)), (len(text), len(text))]:
        words = list(_WORD.finditer(text, position, start))
        if words:
            yield words[0].start(), start, len(words)
        position = end


@rule(
    "relative-date",
    INFO,
    "U",
    what=mark("""
        *Cette année*, *récemment*, *l'an dernier*, *aujourd'hui*, *il y a deux ans*: in a sentence
        that does not speak to the reader.
    """),
    why=mark("A sheet on a wall is read years later, and is then wrong. Custom, not law."),
    mend=mark("Name the year or the day."),
    fails="lead: La préfecture a fermé son accueil l'an dernier.",
    passes="lead: La préfecture a fermé son accueil en 2022. Que vous a-t-on dit cette année ?",
)
def relative_dates(file: ContentFile) -> Iterator[Finding]:
    """Yield words that are true only in the year in which they are written."""
    for passage in file.passages:
        for match in _RELATIVE.finditer(passage.shown):
            if not _ASKED.search(sentence_at(passage.shown, match.start())):
                yield Finding(
                    "relative-date",
                    passage.trail,
                    tr("'{text}' will mean another day on the wall", text=match[0]),
                    tr("name the year, or the day"),
                    match.start(),
                )


def sentence_at(text: str, position: int) -> str:
    """Return the sentence of a text in which a position is."""
    start, end = 0, len(text)
    for match in _END.finditer(text):
        if match.end() <= position:
            start = match.end()
        elif match.start() >= position:
            end = match.end()
            break
    return text[start:end]


@rule(
    "capital-block",
    INFO,
    "A",
    what=mark("More than six words, or more than 40 letters, in capitals in a row."),
    why=mark("""
        Words in capitals have no outline and are slower to read (UKAAF, clear print guidelines). A
        layout makes a headline large without them.
    """),
    mend=mark("Write it in small letters."),
    fails="headline: [NOUS VOULONS DES GUICHETS OUVERTS POUR CHAQUE PERSONNE]",
    passes="headline: [Nous voulons des guichets]",
)
def capitals(file: ContentFile) -> Iterator[Finding]:
    """Yield texts in capitals, in which words lose their outline (UKAAF, clear print)."""
    for passage in file.passages:
        for match in _BLOCK.finditer(passage.shown):
            in_capitals = [word for word in re.split(r"[ \n’'-]+", match[0]) if len(word) > 1]
            letters = sum(sign.isalpha() for sign in match[0])
            if len(in_capitals) > _WORDS_IN_CAPITALS or letters > _LETTERS_IN_CAPITALS:
                yield Finding(
                    "capital-block",
                    passage.trail,
                    tr(
                        "{count} words in capitals: '{text}'",
                        count=len(in_capitals),
                        text=shortened(match[0]),
                    ),
                    tr("small letters are read faster; the layout makes a headline large enough"),
                    match.start(),
                )
