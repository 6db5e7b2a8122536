"""French order of words and French dates."""

from __future__ import annotations

import unicodedata

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def sort_key(word: str) -> tuple[str, str]:
    """Return a key for dictionary order: letters first, accents only to part equal words.

    Spaces, hyphens and apostrophes do not count (letter by letter, as French dictionaries do).
    """
    folded = unicodedata.normalize("NFD", word.translate(_LIGATURES).casefold())
    return "".join(sign for sign in folded if sign.isalnum()), folded


def initial(word: str) -> str:
    """Return the letter under which a word stands: E for État."""
    return sort_key(word)[0][:1].upper()


def date_in_words(date: str) -> str:
    """``2023-09-16`` gives ``16 septembre 2023``; ``2023-09`` and ``2023`` as far as they go."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = int(rest[1])
    return f"{'1er' if day == 1 else day} {month} {year}"
