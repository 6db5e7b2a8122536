"""JSON Schema of a row of a table of variants, as an object of its cells by their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zines.base.language import tr
from zines.manuscript import layouts
from zines.manuscript.groups import variants
from zines.manuscript.schemas.editor_schema import DIALECT


def schema(title: str) -> dict[str, Any]:
    """Return the schema, its words in the language in use.

    Columns are known by several names: the first of the language is offered, the others are known
    and not offered, as in the schemas of texts. Any other column may be a field that a document
    declares, or a note.
    """
    properties: dict[str, Any] = {}
    for key, called in variants.named().items():
        rule = _rule(key)
        offered = variants.shown(key)
        for name in dict.fromkeys([offered, *called, key]):
            hidden = {} if name == offered else {"doNotSuggest": True}
            properties.setdefault(name, {**rule, **hidden})
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "properties": properties,
        "additionalProperties": {
            "type": "string",
            "description": tr("A field that a document declares under fields, or a note."),
        },
    }


def _rule(key: str) -> dict[str, Any]:
    """Return what a cell may hold, as the key of an edition that it fills in."""
    rules: Mapping[str, Any] = layouts.shipped_schema("organisation")
    described = ""
    longest = 0
    for part in key.split("."):
        rules = rules.get("items", rules)
        rules = rules.get("properties", {}).get(part, {})
        described = rules.get("description", described)
        longest = rules.get("maxLength", longest)
    rule: dict[str, Any] = {"type": "string", "description": tr(described) if described else key}
    return {**rule, "maxLength": longest} if longest else rule
