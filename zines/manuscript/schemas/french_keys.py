"""Rename French keys of texts to the English keys that schemas and layouts know.

The table is ``schemas/french.yaml``. A key is renamed only where the schema knows the English key
and not the French one: keys of a user's own layout stay as they are, and so do ids of sources.
French words of enumerated values are translated with them (:mod:`french_values`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from zines.base.file_names import slug_of
from zines.base.language import spoken, tr
from zines.manuscript.schemas import french_values
from zines.manuscript.schemas.subschemas import subschema
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed, Trail, key_of

_TABLE = Path(__file__).parent / "french.yaml"
_LABELS = Path(__file__).parent / "labels.yaml"
_PLAIN_LABELS = Path(__file__).parent / "plain_labels.yaml"
#: What people type for keys: of texts, and of editions (the columns of tables).
_OTHER_WORDS = tuple(Path(__file__).parent / f"{one}.yaml" for one in ("other_words", "columns"))
#: Keywords whose schemas apply to the same mapping.
_BRANCHES = ("allOf", "anyOf", "oneOf")
_CONDITIONAL = ("if", "then", "else")


@cache
def table() -> Mapping[str, str]:
    """Return the English key of each French key."""
    found: dict[str, str] = yaml_reader.read(_TABLE, _TABLE.name).value
    return found


@cache
def _french() -> Mapping[str, str]:
    return {english: french for french, english in table().items()}


@cache
def _other_words() -> Mapping[str, Sequence[str]]:
    """Return the English keys that each other word, as a slug, may stand for."""
    found: dict[str, list[str]] = {}
    for file in _OTHER_WORDS:
        for key, words in yaml_reader.read(file, file.name).value.items():
            for word in words:
                found.setdefault(slug_of(word), []).append(key)
    return found


def meant_by(word: str, offered: Collection[str]) -> str:
    """Return the key among the ``offered`` (in English) that a word stands for; empty if none."""
    return next((key for key in _other_words().get(slug_of(word), ()) if key in offered), "")


def shown(key: str) -> str:
    """Return a key as messages name it: in French where messages are in French."""
    return _french().get(key, key) if spoken() == "fr" else key


@cache
def labels() -> Mapping[str, str]:
    """Return the labels of French keys, for keys whose label is not just the key with spaces."""
    found: dict[str, str] = yaml_reader.read(_LABELS, _LABELS.name).value
    return found


@cache
def plain_labels() -> Mapping[str, str]:
    """Return the labels of French keys that only the press, the trade or programs have."""
    found: dict[str, str] = yaml_reader.read(_PLAIN_LABELS, _PLAIN_LABELS.name).value
    return found


def label(key: str) -> str:
    """Return a key as the label of a field: ``event`` gives Événement, or Event in English."""
    word = shown(key)
    known = plain_labels().get(word) or labels().get(word) if spoken() == "fr" else None
    if known:
        return known.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    spaced = word.replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def rename(parsed: Parsed, schema: Mapping[str, Any]) -> None:
    """Rename the keys of a file to those of its schema; a key in both languages is a problem.

    Values keep their order, and their positions in the file; enumerated ones become English.
    """
    if not _has_french(parsed.value):
        return
    renamer = _Renamer(parsed, schema)
    parsed.value = renamer.in_english(parsed.value, [schema], (), ())
    if renamer.renamed:
        for places in (parsed.values, parsed.keys, parsed.written, parsed.cut):
            _move(places, renamer.renamed)


def in_english(value: Any, schema: Mapping[str, Any]) -> Any:
    """Return a value of a file with the keys and the enumerated values of its schema."""
    parsed = Parsed("", value)
    rename(parsed, schema)
    return parsed.value


def in_french(value: Any, schema: Mapping[str, Any]) -> Any:
    """Return a value with French keys and enumerated values: :func:`in_english` turns it back."""
    return _in_french(value, [schema], schema, "")


def _in_french(value: Any, schemas: Sequence[Any], root: Mapping[str, Any], key: str) -> Any:
    words = list(_words(schemas, root))
    if isinstance(value, list):
        inner = [one["items"] for one in words if "items" in one]
        return [_in_french(item, inner, root, key) for item in value]
    if isinstance(value, str):
        offered = french_values.words_of(words)
        return french_values.french(key, value, offered) if value in offered else value
    if not isinstance(value, Mapping):
        return value
    subschemas, others = _inside(words)
    found = {}
    for name, item in value.items():
        own = _french().get(name, name) if name in subschemas else name
        own = name if own in subschemas or own in value else own
        found[own] = _in_french(item, subschemas.get(name, others), root, name)
    return found


def are_french(keys: Iterable[str]) -> bool:
    """Return whether more keys of a file are French than English, of those that differ."""
    return sum((key in table()) - (key in _french()) for key in keys) > 0


def _has_french(value: Any) -> bool:
    if isinstance(value, str):
        return french_values.may_be_french(value)
    if isinstance(value, dict):
        return not table().keys().isdisjoint(value) or any(map(_has_french, value.values()))
    return isinstance(value, list) and any(map(_has_french, value))


class _Renamer:
    """Renames the keys of one file; ``renamed`` collects the trails that change."""

    def __init__(self, parsed: Parsed, root: Mapping[str, Any]) -> None:
        self._parsed, self._root = parsed, root
        self.renamed: dict[Trail, Trail] = {}

    def in_english(self, value: Any, schemas: Sequence[Any], written: Trail, trail: Trail) -> Any:
        """Return a value in English; ``schemas`` are those that apply to it.

        ``written`` is the trail of the value in the file, ``trail`` the one with English keys.
        """
        words = list(_words(schemas, self._root))
        if isinstance(value, list):
            inner = [one["items"] for one in words if "items" in one]
            return [
                self.in_english(item, inner, (*written, at), (*trail, at))
                for at, item in enumerate(value)
            ]
        if isinstance(value, str):
            return french_values.english(key_of(trail), value, french_values.words_of(words))
        return self._mapping(value, words, written, trail) if isinstance(value, dict) else value

    def _mapping(
        self,
        value: Mapping[str, Any],
        words: Sequence[Mapping[str, Any]],
        written: Trail,
        trail: Trail,
    ) -> dict[str, Any]:
        subschemas, others = _inside(words)
        result: dict[str, Any] = {}
        for key, item in value.items():
            english = table().get(key, key)
            name = english if key not in subschemas and english in subschemas else key
            if name != key and name in value:
                self._report_twice((*written, key), english)
                continue
            below = (*trail, name)
            if (*written, key) != below:
                self.renamed[*written, key] = below
            inner = subschemas.get(name, others)
            result[name] = self.in_english(item, inner, (*written, key), below)
        return result

    def _report_twice(self, written: Trail, english: str) -> None:
        message = tr(
            "the keys '{french}' and '{english}' say the same",
            french=written[-1],
            english=english,
        )
        hint = tr("remove one of the two")
        problem = self._parsed.problem(written, "yaml-duplicate-key", message, hint, key=True)
        self._parsed.problems.append(problem)


def _inside(words: Iterable[Mapping[str, Any]]) -> tuple[dict[str, list[Any]], list[Any]]:
    """Return the schemas of the values of a mapping by key, and those of values of other keys."""
    subschemas: dict[str, list[Any]] = {}
    for one in words:
        for name, inside in one.get("properties", {}).items():
            subschemas.setdefault(name, []).append(inside)
    return subschemas, [
        one["additionalProperties"] for one in words if "additionalProperties" in one
    ]


def _words(schemas: Sequence[Any], root: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield schemas with all subschemas that apply to the same value; references are followed."""
    for one in schemas:
        words = subschema(one, root)
        yield words
        branches = [part for key in _BRANCHES for part in words.get(key, ())]
        branches += [words[key] for key in _CONDITIONAL if key in words]
        yield from _words(branches, root)


def _move(places: dict[Trail, Any], renamed: Mapping[Trail, Trail]) -> None:
    """Move what is known of each trail to its new trail."""
    moved = {}
    for trail, what in places.items():
        # The longest renamed beginning of a trail includes the renamed keys above it.
        end = max((n for n, _ in enumerate(trail, 1) if trail[:n] in renamed), default=0)
        moved[renamed[trail[:end]] + trail[end:] if end else trail] = what
    places.clear()
    places.update(moved)
