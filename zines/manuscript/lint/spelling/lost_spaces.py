"""A rule on spaces that are missing after a sign, or before a bracket.

The program corrects the spaces before signs itself (`french.spaces`). After a sign, what follows
may belong to a name, so that only the author can decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import INFO
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

_HINT = mark("a space follows the sign")
#: Words that begin a sentence, and are no names.
_BEGINNINGS = (
    "Ils?|Elles?|Les?|La|Nous|Vous|On|Et|Mais|Pour|Une?|Des|Ces?|Cette|Si|En|Aux?|Dans|Sur|Avec"
    "|Tous|Toutes|Venez|Merci|Chaque|Notre|Nos|Votre|Vos"
)
#: Units after the decimals of 12 ,50 €.
_UNITS = r"(?:€|%|euros?|km|kg|cm|m|h)(?!\w)"


def _parted(match: re.Match[str]) -> str:
    if match["end"] or match["name"]:
        return f"{match['end'] or match['name']}. {match['next'] or match['beginning']}"
    if match["colon"]:
        return f"{match['first']} : {match['after']}"
    before = "" if match["sign"] == "," else " "
    return f"{match['first']}{before}{match['sign']} {match['second']}"


def _before_bracket(match: re.Match[str]) -> str:
    if match["inside"]:
        # (The brackets of (re)donner are inside a word.)
        return f"{match['inside']}) {match['suite']}" if " " in match["inside"] else ""
    return f"{match['mot']} ({match['first']}"


_ROWS = (
    Row(
        "missing-space",
        re.compile(
            r"(?<![\w@#./-])(?P<first>[^\W\d_]*[a-zà-ÿ]{2})"
            + SPACE
            + r"?(?:(?P<sign>[,;!?])(?P<second>[^\W\d_]{2,}|\d+)(?![\w@/.-])"
            r"|(?P<colon>:)(?P<after>[^\W\d_]{2,}|\d{2,}|\dh\d*|\d(?=[ ,]))(?![\w@/:]))"
            r"|(?<![\w@#./-])(?P<end>[a-zà-ÿ]{3,}|\d{1,4})"
            rf"{SPACE}?\.(?P<next>[A-ZÀ-Þ][a-zà-ÿ]+)(?![\w@/.])"
            # (Nom.Prénom is an account.)
            rf"|(?<![\w@#./-])(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{{3,}})\.(?P<beginning>{_BEGINNINGS})(?![\w@/.])"
        ),
        _parted,
        _HINT,
        signs=",;!?:.",
    ),
    Row(
        "missing-space",
        re.compile(
            rf"(?<=[)»”\"*\]\d\ufffc]){SPACE}?(?P<word>(?P<sign>[,;])(?P<second>[^\W\d_]{{2,}}))(?![@/.])"
        ),
        lambda match: f"{match['sign']} {match['second']}",
        _HINT,
        signs=",;",
    ),
    # A line that would be an item of a list.
    Row(
        "missing-space",
        re.compile(r"(?:\A|\n[ ]*\n)(?P<word>-(?P<next>[^\W\d_]{2,}))"),
        lambda match: f"- {match['next']}",
        mark("a space makes the line an item of a list"),
        signs="-",
    ),
    Row(
        "missing-space",
        re.compile(rf"(?<=\d)(?P<word>{SPACE}?%(?P<next>[a-zà-ÿ]{{2,}}))(?!\w)"),
        lambda match: f"% {match['next']}",
        _HINT,
        signs="%",
    ),
    Row(
        "missing-space",
        re.compile(
            rf"(?<!\w)(?P<first>[a-zà-ÿ]{{3,}}){SPACE}?(?:…|(?<!\.)\.{{3}})(?P<next>[^\W\d_]{{2,}})"
        ),
        lambda match: f"{match['first']}… {match['next']}",
        _HINT,
        signs="….",
    ),
    Row(
        "missing-space",
        re.compile(
            r"(?<![\w@/.])(?P<mot>[a-zà-ÿ]{3,})\((?P<first>[^\W\d_]{2,})(?=[ ,][^()\n]{0,80}\))"
            r"|(?<=\()(?P<inside>[^()\n]{3,80})\)(?P<suite>[a-zà-ÿ]{2,})(?!\w)"
        ),
        _before_bracket,
        mark("a space parts brackets from the words around them"),
        signs="(",
    ),
    Row(
        "missing-space",
        re.compile(
            rf"(?<![\w.,])(?P<whole>\d+){SPACE},(?P<decimals>\d{{1,2}})(?={SPACE}?{_UNITS})"
        ),
        lambda match: f"{match['whole']},{match['decimals']}",
        mark("no space stands before the comma of a number"),
        signs=",",
    ),
)


@rule(
    "missing-space",
    INFO,
    "B",
    what=mark(
        "No space follows a comma, a colon or the end of a sentence: *mot,mot*, *fin.Début*, *mot "
        ",78 ans*; none stands around brackets, or one inside a number: *12 ,50 €*."
    ),
    why=mark("""
        Two words run together, and break at no line's end. It may be a name, as of an account or a
        file: then leave it.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Venez nombreux,nombreuses.Merci",
    passes="lead: Venez nombreux, nombreuses. Merci",
)
def spaces(file: ContentFile) -> Iterator[Finding]:
    """Yield each place without its space, with its correction."""
    return matches(file, _ROWS)
