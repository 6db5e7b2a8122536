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


def bound(line: str) -> str:
    """Return a line of an address with no-break spaces inside each group of words."""
    for pattern in _BOUND:
        line = pattern.sub(rf"\1{HARD}", line)
    return line
