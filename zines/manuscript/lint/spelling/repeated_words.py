"""A rule on words that hurried hands type twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule

#: A word, and the same again. (Bora Bora is a name; three times is a slogan or a song.)
_TWICE = re.compile(
    r"(?<![\w'’-])(?P<first>[^\W\d_])(?P<rest>[^\W\d_]+)"
    rf"(?P<again>(?:(?:{SPACE}|\n)(?i:(?P=first))(?P=rest)(?![\w'’-]))+)"
)
#: Words that may stand twice: pronouns, what is said twice to insist, sounds.
_TWO_TIMES = frozenset(
    ("nous", "vous", "faire", "en", "très", "bien", "non", "oui", "si", "trop", "vite", "plus",
     "tout", "tous", "toutes", "petit", "petite", "loin", "fort", "jamais", "encore", "allez",
     "bla", "boum", "cha", "coin", "ha", "hi", "ho", "hop", "la", "na", "pom", "tam", "tic", "toc",
     "tut", "yo")
)  # fmt: skip
#: Words before a noun, which may be its own verb too: le juge juge.
_BEFORE_NOUNS = frozenset(
    ("le", "la", "l", "les", "un", "une", "des", "du", "au", "ce", "cet", "cette", "ces", "son",
     "sa", "notre", "votre", "leur")
)  # fmt: skip
_SHORT = 3


@rule(
    "repeated-word",
    WARNING,
    "B",
    what=mark("""
        The same word stands twice: *de de*, *nous ferons ferons céder*. Words that may (*nous nous
        battons*, *très très*, names, three times the same) are left alone.
    """),
    why=mark("Nobody sees it on the screen, and everybody on the wall."),
    mend=mark("Leave one of them."),
    fails="lead: Le guichet de de la gare.",
    passes="lead: Nous nous battons pour le guichet de la gare.",
)
def words(file: ContentFile) -> Iterator[Finding]:
    """Yield each word that stands twice where it stands once in French."""
    for passage in file.passages:
        if passage.quoted:
            continue
        for match in _TWICE.finditer(passage.shown):
            again = match["again"].split()
            word = match["first"] + match["rest"]
            if len(again) > 1 or again[0][0].isupper() or word.lower() in _TWO_TIMES:
                continue
            before = re.split(r"[\W_]+", passage.shown[: match.start()].rstrip())[-1]
            if len(word) > _SHORT and before.lower() in _BEFORE_NOUNS:
                continue
            message = tr("'{word}' stands here twice", word=again[0])
            yield Finding("repeated-word", passage.trail, message, tr("leave one"), match.start())
