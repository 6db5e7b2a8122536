"""Schemas for editors, read by an independent validator: JSON Schema 2020-12."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from tests.helpers import LAYOUT_FOLDERS, speaking
from zines.manuscript import layouts
from zines.manuscript.schemas import editor_schema, french_keys

#: References go to definitions that refer to others; one definition is never used.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"$ref": "#/$defs/line", "description": "What it is called."},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
    },
    "$defs": {
        "unused": {"type": "string"},
        "part": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"title": {"$ref": "#/$defs/line"}},
        },
        "line": {"type": "string", "format": "line", "maxLength": 20},
    },
}


def faults(schema: Any, value: Any) -> list[str]:
    jsonschema.Draft202012Validator.check_schema(schema)
    return [one.message for one in jsonschema.Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_it_takes_keys_of_both_languages_and_refuses_others(spoken: str) -> None:
    with speaking(spoken):
        made = editor_schema.complete(SCHEMA, "a text")
    assert (made["title"], list(made["$defs"])) == ("a text", ["part", "line"])
    for right in (
        {"title": "Un", "parts": [{"title": "Deux"}]},
        {"titre": "Un", "parties": [{"titre": "Deux"}]},
        {"titre": "Un", "parts": []},
    ):
        assert faults(made, right) == []
    for wrong in (
        {},
        {"title": "Un", "titre": "Un"},
        {"titl": "Un"},
        {"title": "Un", "parts": [{"titl": "Deux"}]},
        {"titre": "Un", "parties": [{"titre": 3}]},
        {"title": "Un" * 20},
    ):
        assert faults(made, wrong), wrong


WORDS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["phrase", "law", "quote"], "description": "What."},
        "body": {"type": "string"},
        "rows": {"type": ["integer", "string"], "pattern": "^fill$"},
    },
    "allOf": [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": "law"}}},
            "then": {"required": ["body"]},
        }
    ],
}


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_it_takes_words_of_both_languages_and_refuses_others(spoken: str) -> None:
    """What a law needs (its words) is asked of a ``loi``, too."""
    with speaking(spoken):
        made = editor_schema.complete(WORDS, "a text", {"kind": "law"})
    rights = ("phrase", "quote", "citation")
    for right in (*({"kind": one} for one in rights), {"rows": 3}, {"rows": "fill"}):
        assert faults(made, right) == []
    for right in ({"genre": "loi", "corps": "a"}, {"kind": "law", "body": "a"}):
        assert faults(made, right) == []
    assert faults(made, {"rangees": "le reste"}) == []
    for wrong in ({"kind": "loi"}, {"kind": "law"}, {"genre": "lois"}, {"rows": "tout"}):
        assert faults(made, wrong), wrong


@pytest.mark.parametrize(
    ("spoken", "offered", "example"),
    [("en", ["phrase", "law", "quote"], "law"), ("fr", ["phrase", "loi", "citation"], "loi")],
)
def test_editors_offer_words_of_the_language_in_use(
    spoken: str, offered: list[str], example: str
) -> None:
    """In the order of the schema; they offer nothing for a pattern."""
    with speaking(spoken):
        made = editor_schema.complete(WORDS, "a text", {"kind": "law"})["properties"]
    rules = made[{"en": "kind", "fr": "genre"}[spoken]]
    assert rules["examples"] == [example] and "enum" not in rules
    assert rules["allOf"][0]["anyOf"][0] == {"enum": offered}


def test_what_needs_no_definition_has_none() -> None:
    made = editor_schema.complete({"type": "object", "$defs": {"a": {"type": "string"}}}, "a text")
    assert "$defs" not in made


def test_editors_offer_keys_of_the_language_in_use() -> None:
    """``doNotSuggest`` is a keyword of yaml-language-server."""
    for spoken, offered in (("en", "title"), ("fr", "titre")):
        with speaking(spoken):
            properties = editor_schema.complete(SCHEMA, "a text")["properties"]
        shown = [key for key, rules in properties.items() if not rules.get("doNotSuggest")]
        assert offered in shown and len(shown) == 2


def test_editors_describe_keys_in_the_language_in_use() -> None:
    """At any depth; a description that is not a text, or empty, is none."""
    shipped = layouts.shipped_schema("organisation")
    english = described(editor_schema.complete(shipped, "an edition"))
    with speaking("fr"):
        french = described(editor_schema.complete(shipped, "an edition"))
    # (The keys of the language in use come first.)
    assert len(french) == len(english) > 30
    assert not set(french) & set(english)
    odd = {"properties": {"a": {"description": ""}, "description": {"type": "string"}}}
    assert editor_schema.complete(odd, "a text")["properties"] == odd["properties"]


def described(schema: Any) -> list[str]:
    """Return the descriptions of all keys, at any depth."""
    if isinstance(schema, list):
        return [text for one in schema for text in described(one)]
    if not isinstance(schema, dict):
        return []
    text = schema.get("description")
    own = [text] if isinstance(text, str) else []
    return own + [text for key, one in schema.items() for text in described(one)]


def examples(schema: Any) -> dict[str, Any]:
    """Return the examples of fields by name, at any depth."""
    found: dict[str, Any] = {}
    for name, field in schema.get("properties", {}).items():
        if "examples" in field:
            (found[name],) = field["examples"]
        found |= examples(field) | examples(field.get("items", {}))
    return found


TEXT = {"type": "string"}
OF_EXAMPLES: dict[str, Any] = {
    "properties": {
        **dict.fromkeys(("short", "long", "longer", "blank", "none"), TEXT),
        **dict.fromkeys(("lines", "rows", "empty"), {"type": "array"}),
        "loud": {"type": "boolean"},
        "size": {"type": "integer"},
        "kept": {"type": "string", "examples": ["as the schema says"]},
        "box": {"properties": {"word": TEXT, "other": TEXT}},
        "parts": {"type": "array", "items": {"properties": {"sign": TEXT, "mark": TEXT}}},
    }
}


def test_fields_show_the_first_short_value_of_an_example() -> None:
    """Editors show it beside the field: a text of a page would hide what is written."""
    value = {
        "short": " un mot\n",
        "long": "a" * 200,
        "longer": "a" * 201,
        "blank": " ",
        "lines": ["un", "deux"],
        "rows": [["un"]],
        "empty": [],
        "loud": False,
        "size": 3,
        "kept": "other",
        "box": {"word": "un"},
        "parts": [{"sign": "a"}, {"sign": "b", "mark": "c"}, "no mapping"],
        "unknown": "x",
    }
    assert examples(editor_schema.complete(OF_EXAMPLES, "a text", value)) == {
        "short": "un mot",
        "long": "a" * 200,
        "lines": ["un", "deux"],
        "loud": False,
        "size": 3,
        "kept": "as the schema says",
        "word": "un",
        "sign": "a",
        "mark": "c",
    }
    assert examples(editor_schema.complete(OF_EXAMPLES, "a text")) == {"kept": "as the schema says"}


def test_a_definition_shows_the_example_of_the_field_that_uses_it() -> None:
    made = editor_schema.complete(SCHEMA, "a text", {"parts": [{"title": "Un"}]})
    assert examples(made["$defs"]["part"]) == {"title": "Un"}


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_a_key_asks_for_another_in_either_language(spoken: str) -> None:
    """A picture needs its alternative text (WCAG 2.2, 1.1.1), whatever the keys are called."""
    schema = {
        "type": "object",
        "properties": {"drawing": TEXT, "drawing_alt": TEXT, "x": TEXT, "y": TEXT},
        "dependentRequired": {"drawing": ["drawing_alt"], "x": ["y"]},
    }
    with speaking(spoken):
        made = editor_schema.complete(schema, "a text")
    french = {english: one for one, english in french_keys.table().items()}
    picture, caption = french["drawing"], french["drawing_alt"]
    for first in ("drawing", picture):
        assert faults(made, {first: "a"})
        for second in ("drawing_alt", caption):
            assert not faults(made, {first: "a", second: "b"})
    assert not faults(made, {"drawing_alt": "b"}) and not faults(made, {"y": "b"})
    assert faults(made, {"x": "a"}) and not faults(made, {"x": "a", "y": "b"})


@pytest.mark.parametrize("name", layouts.names(LAYOUT_FOLDERS))
def test_every_reference_of_a_layout_leads_somewhere(name: str) -> None:
    made = editor_schema.complete(layouts.load(LAYOUT_FOLDERS, name).schema, name)
    for pointer in re.findall(r'"\$ref": "#/(.+?)"', json.dumps(made)):
        part: Any = made
        for step in pointer.split("/"):
            part = part[int(step)] if isinstance(part, list) else part[unquote(step)]
