"""Texts with French words for enumerated values: the result is the same, problems name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
import yaml

from tests.helpers import LAYOUT_FOLDERS, ROOT, read_yaml, speaking
from tests.manuscript.schemas.test_french_keys import FRENCH, SCHEMAS
from zines.base import words as of_commands
from zines.base.file_names import slug_of
from zines.base.imposition_options import MARKS
from zines.manuscript import layouts
from zines.manuscript.schemas import french_values, schema
from zines.manuscript.yaml_files import yaml_reader

#: Words that are the same in French, sizes and names, by their keys.
SAME = {
    "architecture": {"image", "document"},
    "document": {"ticket"},
    "edition": {"site", "contact", "signature"},
    "format": {"a4", "a5", "a6", "a7"},
    "kind": {"article", "phrase"},
    "lang": {"fr"},
    "layout": {"tract", "zine"},
    "licence": {"CC BY-SA 4.0", "CC BY 4.0", "CC0 1.0"},
    "panels": {"site", "signature"},
    "standard": {"PDF/X-4"},
    "tone": {"accent"},
    "way": {"riso"},
}


def enumerations(schema: Any, key: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each enumeration of a schema with the key whose values it lists, at any depth."""
    if isinstance(schema, list):
        for part in schema:
            yield from enumerations(part, key)
    if not isinstance(schema, dict):
        return
    if isinstance(schema.get("enum"), list):
        yield key, frozenset(schema["enum"])
    if isinstance(schema.get("pattern"), str) and (
        word := re.fullmatch(r"\^(\w+)\$", schema["pattern"])
    ):
        yield key, frozenset({word[1]})
    for name, part in schema.items():
        if name == "properties" and isinstance(part, dict):
            for inner, rules in part.items():
                yield from enumerations(rules, inner)
        elif name != "enum":
            yield from enumerations(part, key)


@cache
def shipped() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the enumerations of all shipped schemas, and the names of the shipped layouts."""
    files = [*SCHEMAS, *(ROOT / "layouts").glob("*/schema.yaml")]
    read = [read_yaml(file.read_text("utf-8")) for file in files]
    named = ("layout", frozenset(layouts.names(LAYOUT_FOLDERS)))
    return (named, *enumerations(read))


def test_the_schemas_of_the_house_have_these_words() -> None:
    """(Else the tests below would look at nothing.)"""
    found = [(key, word) for key, words in shipped() for word in words]
    for one in (("kind", "law"), ("rows", "fill"), ("marks", "crop"), ("panels", "posted_by")):
        assert one in found


def test_every_word_has_a_french_one_or_is_the_same() -> None:
    """A new word of a schema is a line of french_values.yaml, or of the list above."""
    missing = {
        (key, word)
        for key, words in shipped()
        for word in words - SAME.get(key, set())
        if word not in french_values.table().get(key, {}).values()
    }
    assert missing == set()


def test_every_french_word_is_of_a_word_that_a_schema_has() -> None:
    # (Those of a printer are some of all marks, which outputs may have.)
    known: dict[str, set[str]] = {"marks": {*MARKS}}
    for key, words in shipped():
        known.setdefault(key, set()).update(words)
    for key, table in french_values.table().items():
        assert set(table.values()) <= known[key], key
        # Each word has one French word, so that a text can be written back as it was.
        assert len(set(table.values())) == len(table), key


@pytest.mark.parametrize(("key", "words"), [*dict.fromkeys(shipped())])
def test_a_word_is_what_it_was_after_both_ways(key: str, words: frozenset[str]) -> None:
    french = {word: french_values.french(key, word, words) for word in words}
    assert len({slug_of(one) for one in french.values()}) == len(words), "two have the same word"
    for word, one in french.items():
        # (A French word that is another English one of the same key would change its meaning.)
        assert one == word or one not in words
        for typed in (one, one.upper(), one.capitalize(), slug_of(one)):
            if one != word:
                assert french_values.english(key, typed, words) == word
        assert french_values.english(key, word, words) == word


def test_words_stand_in_patterns_and_in_yaml_as_they_are() -> None:
    """Schemas for editors list them in a pattern; YAML would read ``oui`` as a truth value."""
    for table in french_values.table().values():
        for french, english in table.items():
            assert re.fullmatch(r"[\w -]+", french) and re.fullmatch(r"[\w-]+", english)
            assert yaml.safe_load(french) == french


def test_roles_and_inks_are_those_of_the_commands() -> None:
    """``--role feuilles`` and ``usage: feuilles`` are one word."""
    for key in ("role", "ink"):
        for french, english in french_values.table()[key].items():
            assert of_commands.FRENCH[slug_of(french)] == english


def test_a_layout_is_called_as_its_files_are() -> None:
    """The file of an ``affiche`` is affiche-....pdf: an author knows that word."""
    for french, name in french_values.table()["layout"].items():
        assert layouts.load(LAYOUT_FOLDERS, name).piece == french


def in_french(value: Any, key: str = "") -> Any:
    """Return a text with all keys and enumerated words that have a French word."""
    if isinstance(value, list):
        return [in_french(item, key) for item in value]
    if isinstance(value, dict):
        return {FRENCH.get(name, name): in_french(item, name) for name, item in value.items()}
    return french_values.french(key, value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", layouts.names(LAYOUT_FOLDERS))
def test_an_example_in_french_words_is_the_same_text(name: str) -> None:
    text = (ROOT / "layouts" / name / "example.yaml").read_text("utf-8")
    english = yaml_reader.parse(text, "a.yaml")
    written = yaml.safe_dump(in_french(english.value), allow_unicode=True, sort_keys=False)
    french = yaml_reader.parse(written, "a.yaml")
    rules = layouts.load(LAYOUT_FOLDERS, name).schema
    assert schema.validate(french, rules) == []
    assert french.value == english.value
    assert set(french.values) == set(english.values)


RULES: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "kind": {"type": "string", "enum": ["phrase", "law", "demand"]},
        "own": {"type": "object", "properties": {"kind": {"enum": ["law", "loi", "Texte"]}}},
        "free": {"type": "object", "properties": {"kind": {"type": "string"}}},
        "rows": {"type": ["integer", "string"], "pattern": "^fill$"},
        "marks": {"type": "array", "items": {"$ref": "#/$defs/mark"}},
    },
    "$defs": {"mark": {"type": "string", "enum": ["crop", "registration"]}},
}


def read(text: str) -> Any:
    parsed = yaml_reader.parse(text, "a.yaml")
    assert schema.validate(parsed, RULES) == []
    return parsed.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("genre: loi\n", {"kind": "law"}),
        ("kind: Loi\n", {"kind": "law"}),
        ("rangees: le reste\n", {"rows": "fill"}),
        ("rows: 3\n", {"rows": 3}),
        ("reperes: [rogne, reperage]\n", {"marks": ["crop", "registration"]}),
        # Words of a user's own layout stay, and so do texts that are typed freely.
        ("own: {kind: loi}\n", {"own": {"kind": "loi"}}),
        ("own: {genre: texte}\n", {"own": {"kind": "Texte"}}),
        ("free: {kind: loi}\n", {"free": {"kind": "loi"}}),
    ],
)
def test_a_french_word_is_the_one_of_its_schema(text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("spoken", "typed", "hint"),
    [
        ("fr", "xyz", "phrase, loi, demande"),
        ("en", "xyz", "phrase, law, demand"),
        ("fr", "demende", "demande"),
        ("en", "demende", "demand"),
        ("en", "loix", "loi"),
        ("fr", "lwa", "law"),
    ],
)
def test_a_wrong_word_is_told_with_those_of_the_language(
    spoken: str, typed: str, hint: str
) -> None:
    """The word that was nearly typed is named in its own language."""
    with speaking(spoken):
        parsed = yaml_reader.parse(f"\ngenre: {typed}\n", "a.yaml")
        (problem,) = schema.validate(parsed, RULES)
    assert (problem.line, problem.column) == (2, 8)
    assert re.search(rf"(?<!\w){re.escape(hint)}(?!\w)", problem.hint)
