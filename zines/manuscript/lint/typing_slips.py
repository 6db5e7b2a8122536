"""Rules on what hurried hands type: hours, dates, abbreviations, œ and ç, decimals, lost spaces.

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
from zines.manuscript.lint.passages import ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling import Row, matches

_SPACE = "[ \u00a0\u202f]"
_NARROW = "\u202f"
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
    r"|(?-i:ca)(?= (?:va|ne|n[’']|y|se|s[’']|fait|suffit|sert|marche|coûte|dépend|arrive|reste|peut"
    r"|doit|commence|continue|change|veut|aussi|suit))"
    r"|(?-i:[Ff]rancais(?:es?)?|(?:mal)?facons?|garcons?)|lecons?|apercus?|recue?s?|decus?"
)
#: Four numbers of a byte each, which may have a port or the length of a prefix (RFC 791, 4632).
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IP_ADDRESS = rf"{_BYTE}(?:\.{_BYTE}){{3}}(?![\w.])(?![ \u00a0\u202f]?[€%])"
#: Units after a number. (The L of 2.1 L'accueil is no litre.)
_UNITS = r"(?:€|%|k€|M€|euros?|km|kg|cm|mm|m²?|ha|kWh|L|°C)(?![\w'’])"


#: Brands, works and artists whose names have the full stop, or Mr, of other languages.
_NAMES = (
    r"(?!(?:Martens|Oetker|Dre|Pepper|Scholl|Folamour|Jekyll|House|Strange|Bricolage|Propre|Bean"
    r"|Robot|Nobody|Freeze|Hyde|President)(?!\w))"
)
#: After a quotation mark or a sign of emphasis stands a title: « Dr. Folamour », *Mr. Robot*.
_NO_TITLE = rf"(?<![«“\"*_])(?<![«“]{_SPACE})"
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_WEEKDAY = "|".join(
    f"(?<=[{day[0]}{day[0].upper()}]{day[1:]}{_SPACE})" for day in collation.WEEKDAYS
)
#: A part of something, as in mercredi 1/2 journée.
_FRACTION = (
    rf"(?:1/[2-4]|2/3|3/4){_SPACE}(?:(?:journées?|heures?|h|tarifs?|pension|pages?)(?!\w)|d['’])"
)
#: A year with a 29th of February, for dates without a year.
_LEAP = 2000
#: The first year of a century that two digits stand for: 49 is 2049, 50 is 1950.
_PAST = 50


def _hour(match: re.Match[str]) -> str:
    return f"{match['hour']} h {match['minutes']}" if match["hour"] else f"{match['whole']} h"


def _title(match: re.Match[str]) -> str:
    title = match["title"] or match["mister"]
    return f"{'M.' if title == 'Mr' else title} {match['name']}"


def _with_letter(match: re.Match[str]) -> str:
    word = match[0]
    for typed, letter in (("oe", "œ"), ("Oe", "Œ"), ("OE", "Œ")):
        word = word.replace(typed, letter)
    if word == match[0]:
        # (The last c before a, o or u: français, leçon, reçu.)
        word = re.sub(r"c(?=[aou])(?!.*c[aou])", "ç", word)
        word = re.sub(r"C(?=[aouAOU])(?!.*[cC][aouAOU])", "Ç", word)
    return word


def _number(match: re.Match[str]) -> str:
    if match["thousands"]:
        return match["thousands"].replace(".", _NARROW)
    return match["decimal"].replace(".", ",")


def _date(match: re.Match[str]) -> str:
    """Return a date in words; empty for a day that its month does not have."""
    day, month, *years = map(int, re.findall(r"\d+", match[0]))
    year = years[0] if years else _LEAP
    if year < 100:
        year += 1900 if year >= _PAST else 2000
    try:
        written = date(year, month, day).isoformat()
    except ValueError:
        return ""
    words = collation.date_in_words(written)
    return words if years else words.removesuffix(f" {year}")


def _parted(match: re.Match[str]) -> str:
    if match["end"]:
        return f"{match['end']}. {match['next']}"
    if match["colon"]:
        return f"{match['first']} : {match['after']}"
    before = "" if match["sign"] == "," else " "
    return f"{match['first']}{before}{match['sign']} {match['second']}"


_ROWS = (
    Row(
        "hour",
        re.compile(
            rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]){_SPACE}?H{_SPACE}?(?P<minutes>[0-5]\d)(?!\w)"
            rf"|(?:(?<=[àÀ]{_SPACE})|(?<=(?:de|et|DE|ET){_SPACE})"
            rf"|(?<=(?:dès|DÈS){_SPACE}))(?P<whole>[01]?\d|2[0-4]){_SPACE}?H(?!\w)"
        ),
        _hour,
        mark("the sign of the hour is a small h: 9 h 15"),
    ),
    Row(
        "abbreviation",
        re.compile(
            rf"(?<![\w.@/-]){_NO_TITLE}(?:(?P<title>Mmes?|Mlles?|Drs?|Mr)\.{_SPACE}?|(?P<mister>Mr){_SPACE})"
            rf"{_NAMES}(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)(?![\w@/])"
        ),
        _title,
        mark("an abbreviation that ends with the last letter of its word has no full stop"),
        own=True,
    ),
    Row(
        "abbreviation",
        re.compile(rf"(?<!\w)etc(?:\.{_SPACE}?)?(?:\.{{2,}}|…)"),
        lambda match: "etc.",
        mark("etc. stands for the rest already"),
        own=True,
    ),
    Row(
        "lost-letter",
        re.compile(rf"(?<![\w@.])(?:{_LIGATURES}|{_CEDILLA})(?![\w@])", re.IGNORECASE),
        _with_letter,
        mark("copy it from here: œ Œ ç Ç"),
        own=True,
    ),
    Row(
        "decimal-point",
        re.compile(
            rf"(?<![\w.,/:-])(?<!ersion )(?!{_IP_ADDRESS})"
            rf"(?:(?P<thousands>[1-9]\d{{0,2}}(?:\.\d{{3}}){{2,}}(?![\w.])"
            rf"|[1-9]\d{{0,2}}\.\d{{3}}(?={_SPACE}?{_UNITS}))"
            rf"|(?P<decimal>\d+\.\d{{1,2}})(?={_SPACE}?{_UNITS}))"
        ),
        _number,
        mark("French has a comma before decimals, and a space between thousands"),
        own=True,
    ),
    Row(
        "numeric-date",
        re.compile(
            rf"(?<![\w/.,°-])(?<![nN]°{_SPACE})(?:{_DAY}/{_MONTH}/(?:19|20)\d\d"
            rf"|(?:0[1-9]|[12]\d|3[01])/(?:0[1-9]|1[0-2])/\d\d"
            rf"|(?:{_WEEKDAY})(?!{_FRACTION}){_DAY}/{_MONTH})"
            rf"(?![\w/%€]|[.,-]\d|{_SPACE}(?:ans|mois|jours|[€%]))"
        ),
        _date,
        mark("a month in letters cannot be taken for a day"),
        own=True,
    ),
    Row(
        "missing-space",
        re.compile(
            r"(?<![\w@#./-])(?P<first>[^\W\d_]*[a-zà-ÿ]{2})"
            + _SPACE
            + r"?(?:(?P<sign>[,;!?])(?P<second>[^\W\d_]{2,})(?![\w@/.-])"
            r"|(?P<colon>:)(?P<after>[^\W\d_]{2,}|\d{2,})(?![\w@/:]))"
            r"|(?<![\w@#./-])(?P<end>[a-zà-ÿ]{3,})\.(?P<next>[A-ZÀ-Þ][a-zà-ÿ]+)(?![\w@/.])"
        ),
        _parted,
        mark("a space follows the sign"),
        own=True,
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
    what=mark("A date has its month as a number: *12/03/2026*, *jeudi 12/03*."),
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
    "missing-space",
    INFO,
    "B",
    what=mark(
        "No space follows a comma, a colon or the end of a sentence: *mot,mot*, *fin.Début*."
    ),
    why=mark("""
        Two words run together, and break at no line's end. It may be a name, as of an account or a
        file: then leave it.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Venez nombreux,nombreuses.Merci",
    passes="lead: Venez nombreux, nombreuses. Merci",
)
def slips(file: ContentFile) -> Iterator[Finding]:
    """Yield each match of the rows above, with its correction."""
    return matches(file, _ROWS)
