"""A rule on words without their œ or ç, which hurried hands type as oe and c."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import WARNING
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling import Row, matches

#: Beginnings of French words in which oe is one letter; oe of moelle or coexister is two.
_LIGATURES = (
    r"(?:ch|ranc|s|c)oeurs?|écoeur\w*|(?:dés|man)?oeuvr\w*|b?oeufs?|noeuds?|voeux?|moeurs"
    r"|oeil(?:s|lets?|lères?|lades?)?|f(?:oet|oét)(?:us|al|ale|ales|aux)|oecumén\w+|oesophag\w+"
    r"|oestrog\w+|oenolog\w+|oed[èé]m\w+"
)
#: Words that do not exist without their cedilla. CA is the council of an association, which decides
#: and meets; Facon and Garcon are family names.
_CEDILLA = (
    r"(?<!(?:le|du|au|un) )(?-i:CA(?= (?:VA|SUFFIT|MARCHE|ARRIVE)(?!\w)))"
    r"|(?:(?<=['’]est )|(?<=comme )|(?<=pour )|(?<=tout )|(?<=avec ))(?-i:ca)"
    r"|(?-i:ca)(?= (?:va|ne|n[’']|y|se|s[’']|fait|suffit|sert|marche|coûte|dépend|arrive|reste|peut"
    r"|doit|commence|continue|change|veut|aussi|suit))"
    r"|(?-i:[Ff]rancais(?:es?)?|(?:mal)?facons?|garcons?)|lecons?|apercus?|recue?s?|d[eé]cue?s?"
    r"|facades?|soupcons?|hamecons?|\w*ncons|(?:re|d[eé]|aper)coi(?:s|t|vent)"
)


def _with_letter(match: re.Match[str]) -> str:
    word = match[0]
    for typed, letter in (("oe", "œ"), ("Oe", "Œ"), ("OE", "Œ")):
        word = word.replace(typed, letter)
    if word == match[0]:
        # (The last c before a, o or u: français, leçon, reçu; and é of déçu.)
        word = re.sub(r"c(?=[aou])(?!.*c[aou])", "ç", word)
        word = re.sub(r"C(?=[aouAOU])(?!.*[cC][aouAOU])", "Ç", word)
        word = re.sub(r"^d[eé](?=ç)", "dé", word)
        word = re.sub(r"^D[EÉ](?=Ç)", "DÉ", word)
    return word


_ROWS = (
    Row(
        "lost-letter",
        re.compile(rf"(?<![\w@.])(?:{_LIGATURES}|{_CEDILLA})(?![\w@])", re.IGNORECASE),
        _with_letter,
        mark("copy it from here: œ Œ ç Ç"),
        own=True,
    ),
)


@rule(
    "lost-letter",
    WARNING,
    "B",
    what=mark("A word was typed without its œ or ç: *coeur*, *oeuvre*, *ca va*, *recu*."),
    why=mark("""
        Both are letters of the word. Only words of a short list count: oe of *moelle*, *coexister*
        or of a foreign name is two letters.
    """),
    mend=mark("Write what the message says. On a telephone, hold the key o or c."),
    fails="lead: Le coeur y est, ca va.",
    passes="lead: Le cœur y est, ça va, jusqu'à la moelle.",
)
def letters(file: ContentFile) -> Iterator[Finding]:
    """Yield each word without its œ or ç, with its correction."""
    return matches(file, _ROWS)
