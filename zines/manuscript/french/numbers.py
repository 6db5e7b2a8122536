"""Numbers that people dial or copy, each on one line: telephone, IBAN, SIRET, social security."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GAP = "[ \u00a0\u202f\u2009]"
#: The fewest and most digits of a telephone number with its country code (ITU-T E.164; 9 in
#: Belgium).
_FEWEST, _MOST = 9, 15
_TELEPHONE = re.compile(
    rf"(?<![\w,.+-])(?<!\d{_GAP})(?:(?:(?:\+|00{_GAP}?)\d{{1,3}}{_GAP}|\(\+\d{{1,3}}\){_GAP}?"
    rf"|(?:\+|00)\d{{1,3}}(?=\(0\)))(?:\(0\){_GAP}?)?\d{{1,4}}|0\d{{0,3}})"
    rf"(?:{_GAP}\d{{2,4}}){{2,5}}(?![\w,.]\d|{_GAP}\d|\w)"
)
_OTHERS = re.compile(
    # ISO 13616: country, two check digits, groups of four, the last one shorter.
    rf"(?<!\w)[A-Z]{{2}}\d\d(?:{_GAP}[A-Z0-9]{{4}}){{3,7}}(?:{_GAP}[A-Z0-9]{{1,3}})?(?!\w)"
    # SIRET: a SIREN and five digits; the number of the French social security.
    rf"|(?<![\w,.])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{5}}(?!\w)"
    rf"|(?<![\w,.])[12]{_GAP}\d\d{_GAP}\d\d{_GAP}\d[\dAB]{_GAP}\d{{3}}{_GAP}\d{{3}}"
    rf"(?:{_GAP}\d\d)?(?!\w)"
    # Short numbers of services, 30 00 to 39 99, such as 39 19.
    rf"|(?<![\w,.+-])(?<!\d{_GAP})3\d{_GAP}\d\d(?![\w,.:/]?\d|{_GAP}[\d%€]|[\w%€])"
)
#: A French number of ten digits without spaces, or with its country code. Numbers that begin with
#: 08 are read in other groups: they stay as typed, as those after the code of another country.
_FRENCH = re.compile(
    r"(?<![\w+.-])(?<!\+(?!33)\d\d )(?<!\+(?!33)\d\d\) )(?<!\+\d{3} )(?<!\+\d{3}\) )"
    r"(?:(?P<code>\+33|0033)[ .-]?(?:\(0\)[ ]?)?|0)(?P<first>[1-79])(?P<sign>[./-]?)"
    r"(?P<rest>\d\d(?:(?P=sign)\d\d){3})(?!\w|[.-]\w|/\d\d?(?!\d))"
)
#: One whose + is lost, as in a spreadsheet, and the label that some type before the number.
_LOST_PLUS = re.compile(r"(?<![\w+.-])(?<!\d )33(?=[1-79]\d{8}(?!\w))")
_LABEL = re.compile(r"\A\s*t[ée]l(?:[ée]phone|\.)?\s*[:.]?\s*(?=[+(\d])", re.IGNORECASE)
#: One with a sign between its pairs, as in a text; 08 as above.
_SIGNED = re.compile(
    r"(?<![\w+./-])0[1-79](?P<sign>[./-])\d\d(?:(?P=sign)\d\d){3}(?!\w|[.-]\w|/\d\d?(?!\d))"
)


def in_pairs(text: str) -> str:
    """Return telephone numbers with the digits in pairs, on one line, as French ones are printed.

    04.77.12.34.56 and 0477123456 become 04 77 12 34 56, +33477123456 becomes +33 4 77 12 34 56
    (Lexique des règles typographiques en usage à l'Imprimerie nationale). Numbers with spaces, of
    other countries and of services stay as they are typed. The word Tél. goes, since a label stands
    before the number.
    """
    paired = _FRENCH.sub(_paired, _LOST_PLUS.sub("+33", _LABEL.sub("", text)))
    for start, end in gaps(paired):
        paired = f"{paired[:start]}\u00a0{paired[end:]}"
    return paired


def _paired(number: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", number["rest"])
    first = f"+33 {number['first']}" if number["code"] else f"0{number['first']}"
    return " ".join([first, *(digits[at : at + 2] for at in range(0, 8, 2))])


def parted(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield edits that put spaces in place of the signs between the pairs: 04.77.12.34.56."""
    for number in _SIGNED.finditer(text):
        for at in range(number.start() + 2, number.end(), 3):
            yield at, at + 1, "\u00a0"


def gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spaces inside these numbers; all of them become no-break spaces."""
    for pattern in (_TELEPHONE, _OTHERS):
        for number in pattern.finditer(text):
            digits = sum(sign.isdecimal() for sign in number[0])
            if pattern is _TELEPHONE and not _FEWEST <= digits <= _MOST:
                continue
            for gap in re.finditer(_GAP, number[0]):
                yield number.start() + gap.start(), number.start() + gap.end()
