"""The names that the columns of a table may have, from schemas/columns.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import spoken
from zines.manuscript.yaml_files import yaml_reader

#: Keys of which one word is enough in a longer name of a column.
SURE = (
    "name", "address", "postcode", "town", "email", "site", "phone", "hours", "hours.days",
    "hours.times",
)  # fmt: skip
#: Prefix, among the keys of editions, of fields that documents declare and of fields of forms.
FIELDS = "fields."
COLUMNS = Path(__file__).parent.parent / "schemas" / "columns.yaml"
_UNPRINTED = COLUMNS.with_name("unprinted-columns.yaml")
#: Small words that do not count in the name of a column: jour du rendez-vous.
_SMALL = {"d", "de", "des", "du", "et", "l", "la", "le", "les", "of", "the", "ou", "or"}
#: Words that say whose it is, or that it is the first: adresse du siège social, téléphone 1.
_WHOSE = frozenset(
    ("1", "principal", "principale", "siege", "social", "section", "ul", "ud", "syndicat",
     "association", "groupe", "collectif", "structure")
)  # fmt: skip
#: Where words change from small letters to capitals or digits: codePostal, Adresse2.
_WORD_ENDS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z0-9])|(?<=[A-Z])(?=[0-9])")


def spelt(column: str) -> str:
    """Return a column name in the form that is compared: its words, sorted, without small words."""
    return " ".join(sorted(set(slug_of(_WORD_ENDS.sub(" ", column)).split("-")) - _SMALL))


def key_of(column: str) -> str | None:
    """Return the key of editions that a column fills in: its name may say whose it is, too."""
    keys, words = keys_by_column(), spelt(column)
    found = keys.get(words)
    if found or words in unprinted():
        return found
    plain = keys.get(" ".join(one for one in words.split() if one not in _WHOSE))
    return plain if plain in SURE else None


@cache
def keys_by_column() -> Mapping[str, str]:
    """Return the keys of editions by the names of their columns, in the form of :func:`spelt`."""
    found: dict[str, str] = {}
    for key, called in named().items():
        for name in (key, *called):
            found.setdefault(spelt(name), key)
    return found


def named() -> Mapping[str, list[str]]:
    """Return the names that spreadsheets give to the column of each key of editions."""
    return read(COLUMNS)


@cache
def unprinted() -> frozenset[str]:
    """Return names of columns that no paper shows, in the form of :func:`spelt`."""
    return frozenset(spelt(name) for names in read(_UNPRINTED).values() for name in names)


def with_keys(columns: Iterable[str]) -> dict[str, str]:
    """Return each column with its name and the key that it stands for, if any: Portable phone."""
    keys = of_meetings({column: key_of(column) for column in columns})
    return {column: f"{column} {key or ''}" for column, key in keys.items()}


def of_meetings(keys: Mapping[str, str | None]) -> dict[str, str | None]:
    """Return the keys of columns in their order, where Date and Lieu may be those of a meeting.

    Date is its day beside its hour, where no other column is. Lieu is its place after its day or
    hour. Elsewhere they are the date of printing and the place of the group.
    """
    found = dict(keys)
    for meeting in ("events", "meeting"):
        day, hour, place = (f"{meeting}.{part}" for part in ("day", "hour", "place"))
        follows = False
        for column, key in keys.items():
            follows = follows or key in (day, hour)
            if key == "date" and hour in keys.values() and day not in found.values():
                found[column] = day
            if key == "place" and follows and place not in found.values():
                found[column] = place
    return found


def shown(key: str) -> str:
    """Return the name of the column of a key, in the language of messages."""
    if key.startswith(FIELDS):
        return key.removeprefix(FIELDS)
    return named()[key][0 if spoken() == "fr" else -1]


@cache
def read(file: Path) -> Mapping[str, list[str]]:
    """Return the names of columns that a file of schemas/ lists, by what they stand for."""
    found: dict[str, list[str]] = yaml_reader.read(file, file.name).value
    return found


def count(cells: Iterable[Any]) -> int:
    """Return how many cells are names of columns."""
    return sum(key_of(str(cell)) is not None for cell in cells if cell != "")
