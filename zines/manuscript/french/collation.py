"""French alphabetical order and French dates."""

from __future__ import annotations

import datetime
import re
import unicodedata

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
#: A month in a text, with a capital or abbreviated too, as people write it.
MONTH_IN_TEXT = "|".join(
    (
        *(f"[{month[0]}{month[0].upper()}]{month[1:]}" for month in MONTHS),
        *(rf"{short}\." for short in ("janv", "févr", "juill?", "sept", "oct", "nov", "déc")),
    )
)
_DAY = re.compile("[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def sort_key(word: str) -> tuple[str, str]:
    """Return a key for dictionary order: letters first, accents only to separate equal words.

    Spaces, hyphens and apostrophes do not count (letter by letter, as in French dictionaries).
    """
    folded = unicodedata.normalize("NFD", word.translate(_LIGATURES).casefold())
    return "".join(sign for sign in folded if sign.isalnum()), folded


def initial(word: str) -> str:
    """Return the letter of the alphabet under which a word is listed: E for État."""
    return sort_key(word)[0][:1].upper()


def no_such_day(date: str) -> bool:
    """Return whether a well-formed date, such as 2023-02-30, does not exist in the calendar."""
    if not _DAY.fullmatch(date):
        return False
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return True
    return False


def date_in_words(date: str) -> str:
    """Return a date in words: ``16 septembre 2023`` for ``2023-09-16``; the day may be missing.

    ``2023-09`` gives ``septembre 2023``, and ``2023`` stays as it is.
    """
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = int(rest[1])
    return f"{'1er' if day == 1 else day} {month} {year}"
