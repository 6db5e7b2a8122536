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
from zines.manuscript.schemas import editor_schema

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


@pytest.mark.parametrize("name", layouts.names(LAYOUT_FOLDERS))
def test_every_reference_of_a_layout_leads_somewhere(name: str) -> None:
    made = editor_schema.complete(layouts.load(LAYOUT_FOLDERS, name).schema, name)
    for pointer in re.findall(r'"\$ref": "#/(.+?)"', json.dumps(made)):
        part: Any = made
        for step in pointer.split("/"):
            part = part[int(step)] if isinstance(part, list) else part[unquote(step)]
