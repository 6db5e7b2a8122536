"""The spaces of a postal address at which no line breaks."""

from __future__ import annotations

import re

HARD = "\u00a0"
#: A post code and its town (or the article of the town), a number, bis or ter, and the street, a
#: word such as bâtiment or BP and its number (La Poste, norme AFNOR XP Z 10-011, lines 2 to 6).
_BOUND = (
    re.compile(r"(?<!\d)(\d{5}) +(?=\w)"),
    re.compile(r"(?<!\d)(\d{5}\u00a0(?:L[ae]s?)) +(?=\w)"),
    re.compile(r"(?<![\w-])(\d+) +(?=(?:bis|ter|quater|[A-D])(?![\w’'-]))"),
    # The number of a house, which begins its line, and the word after it.
    re.compile(r"^(\d{1,4}(?:\u00a0(?:bis|ter|quater|[A-D]))?,?) +(?=[^\W\d])"),
    re.compile(
        r"(?i)(?<!\w)(bâtiment|bât\.?|escalier|esc\.?|appartement|appt?\.?|porte|hall|étage|boîte"
        r"|boîte postale|salle|bureau|BP|CS|TSA|n°) +(?=(?:\d+|[A-Z]\d*)(?!\w))"
    ),
    re.compile(r"(?i)(?<!\w)(cedex) +(?=\d)"),
)
#: A post code with a space before the name of a town: 42 700 Firminy. (BP 12 345 is no post code.)
_PARTED_CODE = re.compile(
    r"(?<![^\s,(])(?<!BP[ \u00a0])(?<!CS[ \u00a0])(?<!TSA[ \u00a0])"
    r"(\d{2})[ \u00a0](\d{3}) +(?=[^\W\d_])"
)


def bound(line: str) -> str:
    """Return a line of an address with no-break spaces inside each group of words.

    A post code has no space (La Poste, same standard, line 6): 42 700 Firminy becomes 42700.
    """
    line = _PARTED_CODE.sub(r"\1\2 ", line)
    for pattern in _BOUND:
        line = pattern.sub(rf"\1{HARD}", line)
    return line
