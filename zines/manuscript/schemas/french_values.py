"""French words of enumerated values: ``genre: loi`` is ``kind: law``.

The table is ``schemas/french_values.yaml``, by the English key of the values. A word is translated
only where the schema has the English word for that key and not the French one: the words of a
user's own layout stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import spoken
from zines.base.problems import nearest
from zines.manuscript.yaml_files import yaml_reader

_TABLE = Path(__file__).parent / "french_values.yaml"
#: A pattern that takes one word only, beside numbers: fill.
_ONE_WORD = re.compile(r"\^([a-z]+)\$")
#: Other words for a kind of paper, as slugs, with the layouts that they mean.
OTHER_PAPERS = {
    **dict.fromkeys(("livret", "cahier"), "booklet"),
    **dict.fromkeys(("flyer", "feuillet", "invitation"), "tract"),
    **dict.fromkeys(("petition", "motion", "questionnaire", "bulletin", "inscription"), "form"),
    **dict.fromkeys(("plaquette", "triptyque"), "leaflet"),
    **dict.fromkeys(("glossaire", "lexique"), "dictionary"),
    "badge": "card",
    "courrier": "letter",
    "fanzine": "zine",
    "pancarte": "poster",
}
#: No French word of the table is longer, in characters.
_LONGEST = 20


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Return the English word of each French word, by the English key of the values."""
    found: dict[str, dict[str, str]] = yaml_reader.read(_TABLE, _TABLE.name).value
    return found


@cache
def _slugs() -> Mapping[str, Mapping[str, str]]:
    return {
        key: {slug_of(french): english for french, english in words.items()}
        for key, words in table().items()
    }


@cache
def _french() -> Mapping[str, Mapping[str, str]]:
    return {key: {one: word for word, one in words.items()} for key, words in table().items()}


@cache
def _any_slug() -> frozenset[str]:
    return frozenset(slug for words in _slugs().values() for slug in words)


def may_be_french(text: str) -> bool:
    """Return whether a text is a French word of the table, under any key."""
    return len(text) <= _LONGEST and slug_of(text) in _any_slug()


def words_of(schemas: Iterable[Mapping[str, Any]]) -> set[Any]:
    """Return the enumerated values of schemas that apply to the same value."""
    found: set[Any] = set()
    for one in schemas:
        found |= {word for word in one.get("enum", ()) if isinstance(word, str)}
        if word := _ONE_WORD.fullmatch(str(one.get("pattern", ""))):
            found.add(word[1])
    return found


def english(key: str, word: str, offered: Collection[str]) -> str:
    """Return the one of the ``offered`` values of a key that a French word names, else the word.

    A value that is itself called so goes before the one that the table names.
    """
    if word in offered or len(word) > _LONGEST:
        return word
    slug = slug_of(word)
    found = _slugs().get(key, {}).get(slug)
    if found is None:
        return word
    return _called(slug, offered) or (found if found in offered else word)


def _called(slug: str, offered: Iterable[str]) -> str:
    return next((one for one in offered if slug_of(one) == slug), "")


def french(key: str, word: str, offered: Collection[str] = ()) -> str:
    """Return the French word for a value of a key, unless one of the ``offered`` is called so."""
    found = _french().get(key, {}).get(word, word)
    other = _called(slug_of(found), offered) if found != word else ""
    return found if other in ("", word) else word


def shown(key: str, word: str, offered: Collection[str] = ()) -> str:
    """Return a value as messages name it: in French where messages are in French."""
    return french(key, word, offered) if spoken() == "fr" else word


def alternatives(key: str, offered: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each of the ``offered`` values in the language in use and in the other one.

    The other is the same where there is only one word.
    """
    for word in offered:
        other = french(key, word, offered)
        yield (other, word) if spoken() == "fr" else (word, other)


def meant(key: str, word: str, offered: Collection[str]) -> str:
    """Return the value that was probably meant, in the language of the nearest word; else empty."""
    pairs = [*alternatives(key, offered)]
    own = nearest(word, [first for first, _ in pairs])
    return own or nearest(word, [second for _, second in pairs]) or ""
