"""A rule on words without their accents, œ or ç, which hurried hands type as e, oe and c."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from zines.base.language import mark, without_accents
from zines.base.problems import WARNING
from zines.manuscript.french.collation import MONTHS, WEEKDAYS
from zines.manuscript.lint import words
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

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


_ACCENTED = {without_accents(word): word for word in words.ACCENTED}
#: Words of which only the capital has lost its accent: they are of another rule (capital-accent).
_INITIALS = frozenset(without_accents(word[0]) + word[1:] for word in words.INITIALS)
_HINT = mark("hold the key of the letter on a telephone; or copy it from here: é è ê à ç œ")


def _with_accents(match: re.Match[str]) -> str:
    word = match[0]
    if word[0].islower() or word in words.NAMES:
        return _ACCENTED.get(word, "")
    if word in _INITIALS:
        return ""
    return _ACCENTED.get(word.lower(), "").capitalize()


_ROWS = (
    Row(
        "lost-letter",
        re.compile(rf"(?<![\w@.])(?:{_LIGATURES}|{_CEDILLA})(?![\w@])", re.IGNORECASE),
        _with_letter,
        _HINT,
    ),
    Row(
        "lost-letter",
        re.compile(r"(?<![\w@#./’'_-])[A-Za-z][a-z]{2,}(?![\w@/_]|\.\w)"),
        _with_accents,
        _HINT,
    ),
    # (Words in -ès: aprés, trés, accés.)
    Row(
        "lost-letter",
        re.compile(
            r"(?<!\w)(?P<word>(?P<start>[Aa]pr|[Aa]upr|[Tt]r|[Aa]cc|[Ss]ucc|[Pp]rogr|[Pp]roc|[Dd]éc"
            r"|[Ee]xc|[Cc]ongr)és|(?P<already>[Dd]éja|[Dd]ejà))(?!\w)"
        ),
        lambda match: f"{match['word'][0]}éjà" if match["already"] else f"{match['start']}ès",
        _HINT,
        signs="éà",
    ),
    Row(
        "lost-letter",
        re.compile(
            r"(?<![\w.@/-])(?P<word>(?P<start>[Tt])el)"
            rf"(?=\.?{SPACE}?:?{SPACE}*(?:\+33|0)[ .(]?[1-9(])"
        ),
        lambda match: f"{match['start']}él",
        mark("an abbreviation of téléphone"),
        signs="Tt",
    ),
    # (Elle a 16 h de cours is right.)
    Row(
        "lost-letter",
        re.compile(
            rf"(?<!\w)(?:[a-zà-ÿ]{{3,}}ent|[Rr]endez-vous|RDV|[Rr]dv|[Dd]épart|[Dd]ébut|[Aa]ccueil"
            rf"|[Oo]uverture|[Ff]ermeture|[Ff]in|demain|{'|'.join((*WEEKDAYS, *MONTHS))})"
            rf"{SPACE}(?P<word>a)(?={SPACE}\d{{1,2}}{SPACE}?h)"
        ),
        lambda match: "à",
        _HINT,
        signs="0",
    ),
)


def with_letters(text: str) -> str:
    """Return a text with the accents, œ and ç that its words have lost, as in names of files."""
    for row in _ROWS[:2]:
        text = row.pattern.sub(partial(_mended, row), text)
    return text


def _mended(row: Row, match: re.Match[str]) -> str:
    return row.better(match) or match[0]


@rule(
    "lost-letter",
    WARNING,
    "B",
    what=mark("""
        A word was typed without its accents, œ or ç: *ecole*, *aprés*, *coeur*, *ca va*, *recu*,
        *Tel : 04...*, *ouvrent a 16h*.
    """),
    why=mark("""
        They are letters of the word. Only words of a list count, which do not exist without them:
        *retraite* and *retraité* are two words, and oe of *moelle* or of a foreign name is two
        letters.
    """),
    mend=mark("Write what the message says. On a telephone, hold the key of the letter."),
    fails="lead: Le coeur y est, ca va, aprés la greve.",
    passes="lead: Le cœur y est, ça va, après la grève, jusqu'à la moelle.",
)
def letters(file: ContentFile) -> Iterator[Finding]:
    """Yield each word without its accents, œ or ç, with its correction."""
    return matches(file, _ROWS)
