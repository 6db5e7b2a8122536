"""The spaces of French before and inside signs, numbers, dates and abbreviations. Pure.

The rules are those of the Lexique des règles typographiques en usage à l'Imprimerie nationale
(2002), as they were listed for this project; each is one row of ``_SPACES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from zines.manuscript.french import bound, numbers
from zines.manuscript.french.collation import MONTH_IN_TEXT
from zines.manuscript.french.typed_signs import Edit

NARROW = "\u202f"
HARD = "\u00a0"
SPACE_SIGNS = " \u00a0\u202f\u2009"
ANY = f"[{SPACE_SIGNS}]"
_UNITS = (
    r"%|‰|€|k€|M€|Md€|\$|£|°C|km/h|km[²2]?|[cm]?m[²2³3]|cm|mm|m|[kMGT]?Wh|[kMG]?W|V|[kMG]?Hz|dB"
    "|kg|mg|g|t|ha|[cdm]?[lL]|Mo|Go|To|ko|min|mn|s|pt|dpi|EUR|CHF|euros?|millions?|milliards?"
)
#: Units that are also recognised directly after their number, and those that are after at least two
#: digits: 5G, 4g and 24L are names, of networks and rooms.
_CLOSED_UP = (
    r"km/h|km[²2]?|[cm]?m[²2³3]|cm|mm|k?Wh|kW|kg|mg|ha|[cdm]l|[kMG]o|min|mn|k€|M€|Md€|euros?"
)
_AFTER_TWO_DIGITS = "[glm]"


class _Rule(NamedTuple):
    """A rule: the group ``gap`` of each match of ``pattern`` becomes ``space``.

    A text with none of the ``signs`` has no match, so the pattern is not tried on it.
    """

    pattern: re.Pattern[str]
    space: str
    signs: frozenset[str]


def _rule(pattern: str, space: str, signs: str) -> _Rule:
    return _Rule(
        re.compile(
            pattern.replace("GAP", f"(?P<gap>{ANY}*)")
            .replace("SPACE", f"(?P<gap>{ANY}+)")
            .replace("UNITS", _UNITS)
            .replace("ANY", ANY)
        ),
        space,
        frozenset(signs),
    )


#: Stands for any digit among the signs of a rule.
_DIGIT = "0"
#: What follows the e of an ordinal typed apart: 10 e may be ten euros.
_COUNTED = (
    r"siècles?|étages?|arrondissements?|éditions?|années?|anniversaires?|circonscriptions?|congrès"
    r"|génération|rencontres?|République|âge|fois|jours?|semaines?|mois|rang|place|classe"
    r"|[Aa]ssemblées?|journées?|étapes?|partie|séances?|trimestre|numéro|chapitre|festival|salon"
)
_SPACES = [
    # Before ; ! and ? (no space inside "?!", after an opening bracket or at the start of a line).
    _rule(r"(?<=[^\s!?;:(\[…])GAP[;!?](?=[\s!?;:«»”)\]\ufffc,.…]|$)", NARROW, ";!?"),
    _rule(r"(?<=…)SPACE[;!?]", NARROW, "…"),
    # Between the signs of "? !": neither begins a line.
    _rule(r"(?<=[!?])SPACE[!?](?=[\s!?;:«»”)\]\ufffc,.…]|$)", NARROW, "!?"),
    # One before a bracket in place of that after it: mot( suite).
    _rule(r"(?<=[a-zà-ÿ]{3})(?P<gap>)(?=\(ANY\w\w)", " ", "("),
    # None inside brackets, nor after an elided letter; smileys and blanks to fill in stay.
    _rule(r"(?<![:;=’'-])\((?P<gap>ANY)(?=\w\w)", "", "("),
    _rule(r"(?:(?<=\w[\w.])|(?<=[!?»”]))(?P<gap>ANY)\)", "", ")"),
    _rule(r"\([^()\n]{3,80}(?<=\w)(?P<gap>ANY)\)", "", "("),
    _rule(
        r"(?<![\w‘’'-])(?:[cdjlmnstCDJLMNST]|(?:[Jj]us|[Ll]ors|[Pp]uis|[Qq]uel|[Qq]uoi|[Pp]res)?[Qq]u"
        r"|[Aa]ujourd)’(?P<gap>ANY)(?=[^\W\d_])",
        "",
        "’",
    ),
    # Nor before the apostrophe of an elided letter (l 'école).
    _rule(
        r"(?<![\w‘’'-])(?:[cdjlmnstCDJLMNST]|[Qq]u|[Aa]ujourd)(?P<gap>ANY)’(?=[^\W\d_])", "", "’"
    ),
    # None before a comma, or before the full stop of a sentence; several are a blank to fill in.
    _rule(
        r"(?<=[\w)\]»”’\ufffc])(?P<gap>ANY)(?:,(?=[\s\ufffc]|$)|\.(?=[\n\ufffc]|$|ANY?[»”]))",
        "",
        ",.",
    ),
    _rule(r"(?:(?<=[a-zà-ÿ]{2})|(?<=[)»%€]))(?P<gap>ANY)\.(?=ANY[A-ZÀ-Þ][a-zà-ÿ’])", "", "."),
    # Before a colon, never inside a time (12:30).
    _rule(r"(?<=[^\s:;!?(\[])GAP:(?=[\s«»”)\ufffc]|$)", HARD, ":"),
    _rule(r"(?<=[;!?])SPACE:", HARD, ":"),
    # One outside « », where it is missing; not after an elided letter or a bracket.
    _rule(r"(?<=[\w.,:;!?…»])(?P<gap>)(?=«)", " ", "«"),
    _rule(r"»(?P<gap>)(?=\w\w)", " ", "»"),
    _rule(r"«GAP(?=[^\s])", NARROW, "«"),
    _rule(r"(?<=[^\s«])GAP»", NARROW, "»"),
    _rule(r"(?<=\d)GAP(?:[%‰€]|°C)(?!\w)", HARD, "%‰€°"),
    # 3 € 50, also when written 3€50.
    _rule(r"(?<=\d)GAP€(?=ANY*\d\d(?![,.]?\w))", HARD, "€"),
    _rule(r"(?<=\d)ANY*€GAP(?=\d\d(?![,.]?\w|ANY*[%€\d]))", HARD, "€"),
    _rule(r"(?<=\d)SPACE(?:UNITS)(?![\w’'])", HARD, _DIGIT),
    # 12 km and 10x15 cm, also when written 12km.
    _rule(
        rf"(?<![\w.,/×#@])(?<!\w-)(?:\d+[x×/-])*\d+(?:[.,]\d+)?GAP(?:{_CLOSED_UP})(?![\w’'-]|\.\w)",
        HARD,
        _DIGIT,
    ),
    _rule(
        rf"(?<![\w.,/×#@])(?<!\w-)(?:\d\d+|\d+[.,]\d+)GAP{_AFTER_TWO_DIGITS}(?![\w’'-]|\.\w)",
        HARD,
        _DIGIT,
    ),
    # None inside 5 °C and n° 5, as in 5° C and N °5.
    _rule(r"(?<=\d)GAP°ANY?C(?![\w’'])", HARD, "°"),
    _rule(r"(?<=\d)ANY*°SPACEC(?![\w’'])", "", "°"),
    _rule(r"(?<!\w)[nN]SPACE[°º](?=ANY*\d)", "", "°º"),
    _rule(r"(?<!\w)[nN]ANY+[°º]GAP(?=\d)", HARD, "°º"),
    _rule(r"(?<!\w)(?:[nN][°º]s?|§)GAP(?=[\dA-Z])", HARD, "°º§"),
    # 1 er mai, la 2 nde, le XX e siècle: the letters of an ordinal touch its number.
    _rule(r"(?<![\w.,-])[1I]SPACE(?:er|re)s?(?!\w)", "", "1I"),
    _rule(r"(?<![\w.,-])2SPACEnde?s?(?!\w)", "", "2"),
    _rule(rf"(?<![\w.,-])(?:\d+|[IVXL]+)SPACEe(?=ANY(?:{_COUNTED})(?!\w))", "", "0IVXL"),
    # (10 e after la or le is no price.)
    _rule(r"(?<!\w)(?<=[Ll][ae]ANY)\d\d?SPACEe(?=[\s,.;:!?)»](?!\d)|$)", "", _DIGIT),
    _rule(r"(?<!\w)[nN]os?SPACE(?=\d)", HARD, _DIGIT),
    _rule(r"(?<!\w)(?:MM?\.|Mmes?|Mlles?|Drs?)SPACE(?=\w)", HARD, "MD"),
    _rule(r"(?<![\w./\\])MM?\.GAP(?=[A-ZÀ-Þ][a-zà-ÿ]{2}|l(?:a|e|es)ANY)", HARD, "M"),
    # Me (maître) before a name; "me" is a word too.
    _rule(r"(?<!\w)(?:Me|Mgr|Mr|Prs?)SPACE(?=[A-ZÀ-Þ])", HARD, "MP"),
    _rule(
        r"(?<!\w)(?:pp?\.|art\.|al\.|chap\.|ch\.|fig\.|vol\.|t\.|articles?|alinéas?|pages?|notes?)"
        r"SPACE(?=[LRDA]?\.?\s?\d)",
        HARD,
        _DIGIT,
    ),
    # Also when written p.12 or art.3, but not in names and paths of files (fig.3.png, docs/p.12).
    _rule(r"(?<![\w./\\])(?:pp?|[aA]rt|al|chap|ch|fig|vol)\.GAP(?=\d+(?!\w|\.\w))", HARD, "."),
    _rule(r"(?<![\w./\\])[aA]rt\.GAP(?=[LRDA]\.?ANY*\d)", HARD, "."),
    _rule(r"(?<![\w./\\])(?:chap|vol)\.GAP(?=[IVXL]+(?!\w|\.\w))", HARD, "."),
    _rule(
        r"(?<!\w)(?:chap\.|vol\.|t\.|[Tt]ome|[Tt]itre|[Cc]hapitre)SPACE(?=[IVXL]+(?!\w))",
        HARD,
        "IVXL",
    ),
    _rule(r"(?<!\w)[LRD]\.?\*?SPACE(?=\d+-\d)", HARD, "-"),
    # The numbers of articles, L. 123-4, also when written L.123-4.
    _rule(r"(?<![\w./\\])[LRD]\.GAP(?=\d+-\d)", HARD, "."),
    _rule(r"(?<!\w)(?:articles?|art\.)ANY*[LRDA]\.GAP(?=\d)", HARD, "."),
    # 16 septembre, 1er mai: a day stays with its month.
    _rule(
        rf"(?<![\w.,])(?:1ANY?er|[1-9]|[12]\d|3[01])SPACE(?:{MONTH_IN_TEXT})(?!\w)", HARD, _DIGIT
    ),
    # 18 h 30 and 18 h, also when written 18h30.
    _rule(r"(?<![\w,.:])\d{1,2}GAPh(?=ANY*\d{2}(?!\w)|(?!\w))", HARD, _DIGIT),
    _rule(r"(?<![\w,.:])\d{1,2}ANY*hGAP(?=[0-5]\d(?!\w))", HARD, _DIGIT),
    _rule(r"(?<![\w,.:])\d{1,2}SPACEH(?!\w)", HARD, "H"),
    _rule(r"(?<![\w,.:])\d{1,2}ANY*HSPACE(?=[0-5]\d(?!\w))", HARD, "H"),
]

#: Thousands that the author separated by spaces; years and postcodes have none and stay as they
#: are.
_THOUSANDS = re.compile(f"(?<![\\d,.\u00a0\u202f])[1-9]\\d{{0,2}}(?:{ANY}\\d{{3}})+(?![\\d])")


#: All signs that decide which rules are tried.
_NEEDED = frozenset[str]().union(*(rule.signs for rule in _SPACES))


@lru_cache(maxsize=256)
def _rules_for(signs: frozenset[str]) -> tuple[_Rule, ...]:
    """Return the rules that may match a text with these signs: few texts differ in them."""
    return tuple(rule for rule in _SPACES if not rule.signs.isdisjoint(signs))


def gaps(text: str) -> Iterator[Edit]:
    """Yield, as edits, the gaps that become other spaces.

    All rules see the same text; the first rule that matches a gap decides.
    """
    claimed: dict[tuple[int, int], str] = {}
    signs = set(text)
    has_digits = any(map(str.isdigit, signs))
    if has_digits:
        signs.add(_DIGIT)
    for pattern, space, _ in _rules_for(_NEEDED.intersection(signs)):
        for match in pattern.finditer(text):
            claimed.setdefault(match.span("gap"), space)
    for span in (*(numbers.gaps(text) if has_digits else ()), *bound.gaps(text)):
        claimed.setdefault(span, HARD)
    for number in _THOUSANDS.finditer(text) if has_digits else ():
        for match in re.finditer(ANY, number[0]):
            first = number.start() + match.start()
            claimed.setdefault((first, first + 1), NARROW)
    for (start, end), space in claimed.items():
        if text[start:end] != space:
            yield start, end, space
