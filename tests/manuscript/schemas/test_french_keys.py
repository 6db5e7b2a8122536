"""Texts with French keys: the result is the same, and problems have the right places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers import LAYOUT_FOLDERS, ROOT, read_yaml, speaking
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys, schema
from zines.manuscript.yaml_files import yaml_reader

SCHEMAS = sorted((ROOT / "zines/manuscript/schemas").glob("*.yaml"))
SHIPPED = [file.stem for file in SCHEMAS if file.stem != "french"]
FRENCH = {english: french for french, english in french_keys.table().items()}


def names(schema: Any) -> set[str]:
    """Return the names of all properties in a schema, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(names, schema))
    if not isinstance(schema, dict):
        return set()
    inner = set().union(*map(names, schema.values()))
    return (
        inner | set(schema["properties"]) if isinstance(schema.get("properties"), dict) else inner
    )


@pytest.mark.parametrize(
    ("spoken", "key", "label"),
    [
        ("fr", "title", "Titre"),
        ("fr", "event", "Événement"),
        ("en", "event", "Event"),
        ("en", "back_title", "Back title"),
    ],
)
def test_a_label_is_a_key_as_people_write_words(spoken: str, key: str, label: str) -> None:
    """A key has neither accents nor spaces, the label of a field has both."""
    with speaking(spoken):
        assert french_keys.label(key) == label


def test_every_key_has_one_french_word() -> None:
    """Words that are the same in both languages (date, pages, contact) are not in the table."""
    every = [read_yaml(file.read_text("utf-8")) for file in SCHEMAS if file.stem != "french"]
    every += [
        read_yaml(file.read_text("utf-8")) for file in (ROOT / "layouts").glob("*/schema.yaml")
    ]
    known = names(every)
    same = {
        *("articles", "codes", "colophon", "condition", "contact", "credit", "date", "description"),
        *(
            "architecture",
            "document",
            "edition",
            "format",
            "icc",
            "imposition",
            "licence",
            "logo",
            "note",
        ),
        *("notes", "pages", "phrase", "points", "portrait"),
        *("qr", "references", "salutation", "sections", "signature", "site", "slogan", "url"),
    }
    assert known - set(FRENCH) <= same | {"theme"}
    assert set(FRENCH) <= known, "a French word for a key that no text has"
    assert len(FRENCH) == len(french_keys.table())
    assert not set(french_keys.table()) & known, "a French word that is another English key"


def in_french(value: Any) -> Any:
    if isinstance(value, list):
        return [in_french(item) for item in value]
    if isinstance(value, dict):
        return {FRENCH.get(key, key): in_french(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("name", layouts.names(LAYOUT_FOLDERS))
def test_an_example_with_french_keys_is_the_same_text(name: str) -> None:
    text = (ROOT / "layouts" / name / "example.yaml").read_text("utf-8")
    english = yaml_reader.parse(text, "a.yaml")
    written = yaml.safe_dump(in_french(english.value), allow_unicode=True, sort_keys=False)
    french = yaml_reader.parse(written, "a.yaml")
    assert french.value != english.value
    rules = layouts.load(LAYOUT_FOLDERS, name).schema
    assert schema.validate(french, rules) == []
    assert french.value == english.value and list(french.value) == list(english.value)
    # Each value is found at its place, under its English name.
    assert set(french.values) == set(english.values)
    for trail, spot in french.keys.items():
        key = str(trail[-1])
        line = written.split("\n")[spot.line - 1][spot.column - 1 :]
        assert line.startswith((FRENCH.get(key, key), f"'{FRENCH.get(key, key)}'"))


RULES = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "dessin": {"type": "string"},
        "drawing": {"type": "string"},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        "named": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "$defs": {
        "row": {
            "anyOf": [
                {"type": "object", "properties": {"label": {"type": "string"}}},
                {"type": "string"},
            ]
        }
    },
}


def problems(text: str) -> list[tuple[str, int, int]]:
    parsed = yaml_reader.parse(text, "a.yaml")
    return [(one.code, one.line, one.column) for one in schema.validate(parsed, RULES)]


def test_languages_may_be_mixed_but_not_for_one_key() -> None:
    assert problems("titre: A\nrows: [{libelle: b}, {label: c}]\n") == []
    assert problems("titre: A\ntitle: B\n") == [("yaml-duplicate-key", 1, 1)]
    # Keys after it are read, and have problems of their own.
    found = problems("titre: A\ntitle: B\nrows: [{libelle: 5}]\n")
    assert found == [("yaml-duplicate-key", 1, 1), ("wrong-value", 3, 8)]


def test_french_keys_of_a_list_alone_are_understood() -> None:
    """Who fills in an English file from the example writes the days of a list in French."""
    text = "name: Nous\naddress: Ici\nhours: [{jours: lundi, heures: 9 h}]\n"
    parsed = yaml_reader.parse(text, "nous.yaml")
    assert schema.validate(parsed, layouts.shipped_schema("organisation")) == []
    assert parsed.value["hours"] == [{"days": "lundi", "times": "9 h"}]


def test_a_problem_stands_where_the_french_key_does() -> None:
    assert problems("rows: []\ntitre: [a]\n") == [("wrong-type", 2, 8)]


def test_keys_that_a_layout_names_itself_stay() -> None:
    parsed = yaml_reader.parse("dessin: a\nnamed: {titre: b, loi: c}\n", "a.yaml")
    assert schema.validate(parsed, RULES) == []
    assert parsed.value == {"dessin": "a", "named": {"titre": "b", "loi": "c"}}


def test_an_edition_may_say_its_kind_in_french(tmp_path: Path) -> None:
    from zines.base.editions import is_edition

    file = tmp_path / "a.yaml"
    file.write_text("genre: edition\nnom: Union\n", "utf-8")
    assert is_edition(file)


@pytest.mark.parametrize(
    ("typed", "offered", "meant"),
    [
        ("Photo", ["picture", "drawing"], "picture"),
        ("QR-codes", ["qr"], "qr"),
        # Words of address books, which columns of tables may have: editions are filled in likewise.
        ("Tél.", ["phone"], "phone"),
        ("mail", ["email"], "email"),
        ("ville", ["town"], "town"),
        ("texte", ["body"], "body"),
        ("Texte", ["front", "back"], "front"),
        ("mot", ["term", "hides"], "term"),
        ("définition", ["term", "hides"], "hides"),
        ("téléphone", ["reach", "does"], "reach"),
        ("Rendez-vous", ["event", "line"], "event"),
        ("rdv", ["event", "meeting"], "meeting"),
        ("phrase", ["line", "credit"], "line"),
        ("lignes", ["labels", "title"], "labels"),
        # A layout without pictures has nothing that a photo could be.
        ("photo", ["drawing"], ""),
        ("title", ["title"], ""),
    ],
)
def test_what_people_call_a_key_leads_to_it(typed: str, offered: list[str], meant: str) -> None:
    """A list of thirty-six keys is no help to who typed the thirty-seventh."""
    assert french_keys.meant_by(typed, offered) == meant


def keys_of(rules: Any) -> Iterator[str]:
    """Yield the keys that a schema knows, at any depth."""
    for key, value in rules.items() if isinstance(rules, Mapping) else ():
        if key in ("properties", "$defs") and isinstance(value, Mapping):
            yield from value if key == "properties" else ()
            for inner in value.values():
                yield from keys_of(inner)
        else:
            yield from keys_of(value)


def test_other_words_are_of_keys() -> None:
    """Each names a key of a layout or source: no hint would name one that was renamed."""
    names = layouts.names(LAYOUT_FOLDERS)
    rules = [layouts.load(LAYOUT_FOLDERS, name, str).schema for name in names]
    keys = {key for one in [*rules, layouts.shipped_schema("sources")] for key in keys_of(one)}
    named = yaml_reader.read(french_keys._OTHER_WORDS[0], "other_words.yaml").value
    assert named.keys() <= keys
