"""Rules on capitals where French has small letters: days, peoples, languages, ministries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark
from zines.base.problems import INFO
from zines.manuscript.french.collation import MONTHS, WEEKDAYS
from zines.manuscript.lint.passages import SPACE, ContentFile, Finding
from zines.manuscript.lint.rules import rule
from zines.manuscript.lint.spelling.rows import Row, matches

_PEOPLES = (
    "Français|Anglais|Allemand|Espagnol|Italien|Portugais|Européen|Américain|Algérien|Marocain"
    "|Tunisien|Turc|Arabe|Russe|Ukrainien|Chinois|Japonais|Belge|Suisse|Breton|Basque|Corse"
)
_WITH_PEOPLES = (
    "langues?|peuples?|gouvernement|sociétés?|armée|police|entreprises?|travailleurs?"
    "|travailleuses?|ouvriers?|ouvrières?|citoyens?|citoyennes?|ressortissants?|industrie"
    "|agriculture|agriculteurs?|paysans?|produits?|cuisine|économie|territoire|nationalité"
    "|origine|jeunesse|salariés?|salariées?|étudiants?|étudiantes?"
)

_DOMAINS = (
    "santé|justice|travail|intérieur|éducation|culture|défense|agriculture|économie|finances"
    "|transition|affaires|logement|armées|enseignement|transports|écologie|solidarités|recherche"
    "|sports|jeunesse|environnement|budget|immigration"
)
_CAPITAL_MONTHS = [month.title() for month in MONTHS if month not in ("mars", "mai")]

#: Days that are names in any year of today: la manifestation du 1er Mai 2026.
_FEAST = re.compile(
    rf"(?:8{SPACE}Mars|1er{SPACE}Mai|8{SPACE}Mai|14{SPACE}Juillet|11{SPACE}Novembre)(?!{SPACE}19)"
)
#: What stands before a date that is the name of a place: rue du 11 Novembre 1918.
_PLACE = re.compile(rf"[^\W\d_]{{3,}}{SPACE}du{SPACE}$")


def _month_of_date(match: re.Match[str]) -> str:
    """Return the month of an appointment or of a year; le 14 Juillet is the name of a day."""
    known = match["weekday"] or match["after"]
    start = match.start("day")
    if not known or _FEAST.match(match.string, start) or _PLACE.search(match.string, 0, start):
        return ""
    return match["word"].lower()


_ROWS = (
    Row(
        "capital-month",
        re.compile(
            rf"(?<![\w.,/°-])(?:(?P<weekday>(?i:{'|'.join(WEEKDAYS)})){SPACE})?"
            rf"(?P<day>\d{{1,2}})(?:er)?{SPACE}(?P<word>{'|'.join(map(str.title, MONTHS))})(?!\w)"
            rf"(?P<after>{SPACE}(?:(?:19|20)\d\d|(?:à|de|dès){SPACE}\d))?"
        ),
        _month_of_date,
        mark("the names of months have no capital"),
        signs="0",
    ),
    Row(
        "capital-month",
        # (Mai 1968, Mars, and de Juillet of a column are names.)
        re.compile(
            rf"(?<!\w)(?:en|début|fin|courant|dès|depuis|mi)[ \u00a0-]"
            rf"(?P<word>{'|'.join(_CAPITAL_MONTHS)})"
            r"(?![\w-])"
        ),
        lambda match: match["word"].lower(),
        mark("the names of months have no capital"),
        signs="".join({month[0] for month in _CAPITAL_MONTHS}),
    ),
    Row(
        "capital-day",
        re.compile(
            rf"(?<!\w)(?:le|du|au|ce|chaque|dès|les|tous les|avant|RDV|[Rr]endez-vous"
            r"|[Rr]éunion)[ \u00a0]"
            rf"(?P<word>(?:{'|'.join(day.title() for day in WEEKDAYS)})s?)"
            r"(?=[ \u00a0](?:\d|et |soir|matin|après|prochain|de[ \u00a0]\d)|[,.;:!?]|$)",
            re.MULTILINE,
        ),
        lambda match: match["word"].lower(),
        mark("the days of the week have no capital"),
        signs="".join({day[0].upper() for day in WEEKDAYS}),
    ),
    Row(
        "capital-people",
        re.compile(
            rf"(?<!\w)(?:{_WITH_PEOPLES}|pays|droit|[ÉéE]tat"
            r"|(?:[Uu]nion|[Pp]arlement|[Cc]ommission)(?=[ \u00a0]Européen)"
            rf"|parl(?:e|es|ent|ons|ez|er)(?=[ \u00a0](?:{_PEOPLES})(?!\w)))"
            rf"[ \u00a0](?P<word>(?:{_PEOPLES})(?:e|es|s|ne|nes)?)(?!\w)"
        ),
        lambda match: match["word"].lower(),
        mark("adjectives and languages have no capital; a person does: un Français"),
    ),
    Row(
        "capital-ministry",
        re.compile(
            r"(?<!\w)[Mm]inistère[ \u00a0](?:de[ \u00a0](?:la[ \u00a0]|l['’])"
            r"|du[ \u00a0]|des[ \u00a0])"
            rf"(?P<word>{_DOMAINS})(?!\w)"
        ),
        lambda match: match["word"][0].upper() + match["word"][1:],
        mark("what a ministry is in charge of has a capital: le ministère de la Santé"),
        signs="è",
    ),
)


@rule(
    "capital-month",
    INFO,
    "B",
    what=mark("The month of a date has a capital: *samedi 12 Décembre*."),
    why=mark("""
        French months have a small letter (Lexique des règles typographiques en usage à l'Imprimerie
        nationale). A day that is a name keeps its capital: *le 14 Juillet*, *rue du 11 Novembre*.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Réunion samedi 12 Décembre.",
    passes="lead: Réunion samedi 12 décembre, bal le 14 Juillet.",
)
@rule(
    "capital-day",
    INFO,
    "B",
    what=mark("A day of the week has a capital within a sentence: *le Lundi 12*."),
    why=mark("""
        French days have a small letter (Lexique des règles typographiques en usage à l'Imprimerie
        nationale), except at the start of a sentence or a label.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Permanence le Lundi 12 mars.",
    passes="lead: Permanence le lundi 12 mars.",
)
@rule(
    "capital-people",
    INFO,
    "B",
    what=mark("An adjective of a people, or a language, has a capital: *la langue Anglaise*."),
    why=mark("""
        Only the noun for a person has one (Lexique des règles typographiques en usage à
        l'Imprimerie nationale): *un Français*, but *un ouvrier français qui parle anglais*.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Les travailleurs Français apprennent la langue Anglaise.",
    passes="lead: Les travailleurs français et les Français apprennent la langue anglaise.",
)
@rule(
    "capital-ministry",
    INFO,
    "B",
    what=mark("The domain of a ministry has a small letter: *le ministère de la santé*."),
    why=mark("""
        The word that tells ministries apart has the capital (Lexique des règles typographiques en
        usage à l'Imprimerie nationale): *le ministère de la Santé*.
    """),
    mend=mark("Write what the message says."),
    fails="lead: Le ministère de la santé ne répond pas.",
    passes="lead: Le ministère de la Santé ne répond pas.",
)
def capitals(file: ContentFile) -> Iterator[Finding]:
    """Yield each capital, or small letter, that French writes the other way."""
    return matches(file, _ROWS)
