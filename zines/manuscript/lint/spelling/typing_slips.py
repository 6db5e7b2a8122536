"""Rules on what hurried hands type: hours, dates, abbreviations, decimals, units.

The program corrects spaces and quotation marks itself (`french.typography`); here a letter or sign
would change, so that only the author can decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from zines.base.language import mark
from zines.base.problems import INFO, WARNING
from zines.manuscript.french import collation
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

_NARROW = "\u202f"
#: Four numbers of a byte each, which may have a port or the length of a prefix (RFC 791, 4632).
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IP_ADDRESS = rf"{_BYTE}(?:\.{_BYTE}){{3}}(?![\w.])(?![ \u00a0\u202f]?[€%])"
#: Units after a number. (The L of 2.1 L'accueil is no litre.)
_UNITS = r"(?:€|%|k€|M€|euros?|km|kg|cm|mm|m²?|ha|kWh|L|°C|h|heures?)(?![\w'’])"

#: Brands, works and artists whose names have the full stop, or Mr, of other languages.
_NAMES = (
    r"(?!(?:Martens|Oetker|Dre|Pepper|Scholl|Folamour|Jekyll|House|Strange|Bricolage|Propre|Bean"
    r"|Robot|Nobody|Freeze|Hyde|President)(?!\w))"
)
#: After a quotation mark or a sign of emphasis stands a title: « Dr. Folamour », *Mr. Robot*.
_NO_TITLE = rf"(?<![«“\"*_])(?<![«“]{SPACE})"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_WEEKDAY = "|".join(
    f"(?<=[{day[0]}{day[0].upper()}]{day[1:]}{SPACE})" for day in collation.WEEKDAYS
)
#: A part of something, as in mercredi 1/2 journée.
_FRACTION = (
    rf"(?:1/[2-4]|2/3|3/4){SPACE}(?:(?:journées?|heures?|h|tarifs?|pension|pages?)(?!\w)|d['’])"
)
#: A year with a 29th of February, for dates without a year.
_LEAP = 2000
#: The first year of a century that two digits stand for: 49 is 2049, 50 is 1950.
_PAST = 50


#: Words in small letters that end in s and are not what a number counts.
_NOT_COUNTED = (
    r"(?:dans|sans|sous|plus|mais|puis|depuis|vers|après|alors|toujours|moins|très|nous|vous|tous)"
    r"(?!\w)"
)
#: Units as people write them, and their signs (SI Brochure, chapter 5; NF X 02-006).
_SIGNS = {
    **dict.fromkeys(("Km", "KM", "kms", "Kms", "KMS"), "km"),
    **dict.fromkeys(("Kg", "KG", "kgs", "Kgs", "KGS"), "kg"),
    **dict.fromkeys(("Kwh", "kwh", "KWh", "KWH"), "kWh"),
    **{"Cm": "cm", "Ha": "ha", "hrs": "h", "Mn": "min", "Euros": "euros"},
}


def _hour(match: re.Match[str]) -> str:
    if match["from"]:
        return f"{match['from']} h{match['dash']}{match['to']} h"
    if match["hour"]:
        return f"{match['hour']} h {match['minutes']}"
    return f"{match['whole'] or match['start']} h"


def _title(match: re.Match[str]) -> str:
    title = match["title"] or match["mister"]
    return f"{'M.' if title == 'Mr' else title} {match['name']}"


def _number(match: re.Match[str]) -> str:
    if match["thousands"]:
        return re.sub("[.,]", _NARROW, match["thousands"])
    return match["decimal"].replace(".", ",")


def _date(match: re.Match[str]) -> str:
    """Return a date in words; empty for a day that its month does not have."""
    parts = [int(part) for part in re.findall(r"\d+", match[0])]
    day, month, *years = reversed(parts) if parts[0] > 31 else parts
    year = years[0] if years else _LEAP
    if year < 100:
        year += 1900 if year >= _PAST else 2000
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return ""
    words = collation.date_in_words(written)
    return words if years else words.removesuffix(f" {year}")


_ROWS = (
    Row(
        "hour",
        re.compile(
            rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]){SPACE}?H{SPACE}?(?P<minutes>[0-5]\d)(?!\w)"
            rf"|(?:(?<=[àÀ]{SPACE})|(?<=(?:de|et|DE|ET){SPACE})"
            rf"|(?<=(?:dès|DÈS|RDV){SPACE})|(?<=\bA{SPACE})|(?<=(?:vers|VERS){SPACE})"
            rf"|(?<=(?:avant|après){SPACE})|{_WEEKDAY})"
            rf"(?P<whole>[01]?\d|2[0-4]){SPACE}?H(?![\w-])"
            # (A line of a programme: 14H : repas.)
            rf"|(?<![^\n])(?P<start>[01]?\d|2[0-4]){SPACE}?H(?={SPACE}?[:–-])"
            rf"|(?<![\w.,:/-])(?P<from>[01]?\d|2[0-4]){SPACE}?H(?P<dash>{SPACE}?[-–]{SPACE}?)"
            rf"(?P<to>[01]?\d|2[0-4]){SPACE}?H(?!\w)"
        ),
        _hour,
        mark("the sign of the hour is a small h: 9 h 15"),
        own=False,
        signs="H",
    ),
    Row(
        "abbreviation",
        re.compile(
            rf"(?<![\w.@/-]){_NO_TITLE}(?:(?P<title>Mmes?|Mlles?|[DP]rs?|Mr)\.{SPACE}?|(?P<mister>Mr){SPACE})"
            rf"{_NAMES}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)(?![\w@/])"
        ),
        _title,
        mark("an abbreviation that ends with the last letter of its word has no full stop"),
        signs="MDP",
    ),
    Row(
        "abbreviation",
        re.compile(
            rf"(?<![\w.-]){_NO_TITLE}(?:(?P<mister>Mr?\.?)(?<!M\.){SPACE}"
            r"(?=le (?:[Mm]aire|[Pp]réfet|[Pp]résident|[Dd]irecteur"
            r"|[Mm]inistre|[Rr]ecteur|[Pp]roviseur)(?!\w))"
            r"|Melle(?=\.? [A-ZÀ-Þ]))"
        ),
        lambda match: "M." if match["mister"] else "Mlle",
        mark("Monsieur is abbreviated M., Mademoiselle Mlle"),
        signs="M",
    ),
    Row(
        "abbreviation",
        re.compile(rf"(?<!\w)etc(?:\.{SPACE}?)?(?:\.{{2,}}|…)"),
        lambda match: "etc.",
        mark("etc. stands for the rest already"),
        signs=".…",
    ),
    Row(
        "decimal-point",
        re.compile(
            rf"(?<![\w.,/:-])(?<!ersion )(?!{_IP_ADDRESS})"
            rf"(?:(?P<thousands>[1-9]\d{{0,2}}(?:(?:\.\d{{3}}){{2,}}|(?:,\d{{3}}){{2,}})(?![\w.]|,\d)"
            rf"|[1-9]\d{{0,2}}\.\d{{3}}(?={SPACE}?{_UNITS})"
            # Of people, who have no decimals; a litre may cost 1,500 €.
            rf"|[1-9]\d{{0,2}}[.,]\d00(?={SPACE}(?!{_NOT_COUNTED})[a-zà-ÿ]{{3,}}s(?!\w))"
            rf"|[1-9]\d{{0,2}},[05]00(?={SPACE}?€(?!{SPACE}?(?:/|le|la|du|par))))"
            rf"|(?P<decimal>\d+\.\d{{1,2}})(?={SPACE}?(?:{_UNITS}|(?:million|milliard)s?(?!\w))))"
        ),
        _number,
        mark("French has a comma before decimals, and a space between thousands"),
        signs=".,",
    ),
    Row(
        "numeric-date",
        re.compile(
            rf"(?<![\w/.,°-])(?<![nN]°{SPACE})(?:{_DAY}/{_MONTH}/(?:19|20)\d\d"
            rf"|(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])/\d\d"
            rf"|(?<=(?:le|du|au|Le|Du|Au){SPACE}){_DAY}/{_MONTH}/\d\d"
            rf"|(?:{_WEEKDAY})(?!{_FRACTION}){_DAY}/{_MONTH}"
            rf"|(?<=(?:le|du|au|Le|Du|Au){SPACE})(?:0[1-9]|[12]\d|3[01])/0[1-9]"
            r"|(?:0[1-9]|[12]\d|3[01])(?P<sign>[.-])(?:0[1-9]|1[0-2])(?P=sign)(?:19|20)\d\d"
            r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
            rf"(?![\w/%€]|[.,-]\d|{SPACE}(?:ans|mois|jours|[€%]))"
        ),
        _date,
        mark("a month in letters cannot be taken for a day"),
        signs="/.-",
    ),
    Row(
        "numeric-date",
        re.compile(
            rf"(?<![\w.,/-])(?P<word>0(?P<day>[2-9]))(?={SPACE}(?:{'|'.join(collation.MONTHS)})(?!\w))",
            re.IGNORECASE,
        ),
        lambda match: match["day"],
        mark("a day has no zero before it"),
        signs="0",
    ),
    Row(
        "unit-sign",
        re.compile(rf"(?<=\d){SPACE}?(?P<word>{'|'.join(_SIGNS)})(?![\w'’-])"),
        lambda match: _SIGNS[match["word"]],
        mark("the sign of a unit has its own letters, and no s in the plural"),
        signs="0",
    ),
)


@rule(
    "hour",
    WARNING,
    "B",
    what=mark("An hour has a capital H: *9H15*, *à 18H*."),
    why=mark("""
        The sign of the hour is h (SI Brochure, table 8); H is another unit. The spaces of *9h15*
        are put in by the program; it changes no letter of yours.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Rendez-vous à 9H15.",
    passes="lead: Rendez-vous à 9h15.",
)
@rule(
    "abbreviation",
    WARNING,
    "B",
    what=mark(
        "*Mme.*, *Mlle.* or *Dr.* with a full stop, *Mr* for *M.*, or *etc.* with an ellipsis."
    ),
    why=mark("""
        An abbreviation that keeps the last letter of its word has no full stop, *Monsieur* is
        abbreviated M., and *etc.* is never followed by an ellipsis (Imprimerie nationale).
    """),
    mend=mark("Write what the message says."),
    fails="lead: Mme.Durand, Mr Martin, etc...",
    passes="lead: Mme Durand, M. Martin, etc.",
)
@rule(
    "decimal-point",
    WARNING,
    "B",
    what=mark("A price or a measure has a point: *12.50 €*, *10.000 €*."),
    why=mark("""
        In French, a comma stands before decimals and a space between thousands (Imprimerie
        nationale): *10.000 €* may be read as ten euros.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Entrée à 12.50 €.",
    passes="lead: Entrée à 12,50 €, version 2.10.",
)
@rule(
    "numeric-date",
    INFO,
    "B",
    what=mark("""
        A date has its month as a number, or a zero before its day: *12/03/2026*, *2026-03-12*,
        *jeudi 12/03*, *09 juin*.
    """),
    why=mark("""
        French texts write the month in letters (Lexique des règles typographiques en usage à
        l'Imprimerie nationale). In figures, 4/3 is the fourth of March here, and the third of April
        in American English.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Rendez-vous le 12/03/2026.",
    passes="lead: Rendez-vous le 12 mars 2026, ouvert 7 jours sur 7.",
)
@rule(
    "unit-sign",
    INFO,
    "B",
    what=mark("A unit is written with other letters: *5 Km*, *3 kgs*, *10 Euros*."),
    why=mark("""
        Signs of units have fixed letters and no plural (SI Brochure, chapter 5), and *euro* is a
        common noun.
    """),
    mend=mark("Write what the message says."),
    fails="lead: À 5 Km d'ici, pour 10 Euros.",
    passes="lead: À 5 km d'ici, pour 10 euros.",
)
def slips(file: ContentFile) -> Iterator[Finding]:
    """Yield each match of the rows above, with its correction."""
    return matches(file, _ROWS)
