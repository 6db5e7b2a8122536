"""JSON Schema of a row of a table of variants, as an object of its cells by column name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zines.base.language import tr
from zines.manuscript import layouts
from zines.manuscript.groups import column_names
from zines.manuscript.schemas import examples
from zines.manuscript.schemas.editor_schema import DIALECT


def schema(title: str) -> dict[str, Any]:
    """Return the schema, with descriptions in the language in use.

    A column may have several names. Editors offer one in the language in use; the other names are
    valid but not offered, as in the schemas of texts. Any other column may be a field that a
    document declares, or a note.
    """
    properties: dict[str, Any] = {}
    for key, called in column_names.named().items():
        rule = _rule(key)
        offered = column_names.shown(key)
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
    """Return the schema of a cell, from that of the key of an edition which it fills in."""
    if key == "copies":
        copies = tr("How many copies of each paper this group gets, as 300.")
        return {"type": "string", "description": copies, "examples": [examples.cell(key)]}
    rules: Mapping[str, Any] = layouts.shipped_schema("organisation")
    described = ""
    longest = 0
    for part in key.split("."):
        rules = rules.get("items", rules)
        rules = rules.get("properties", {}).get(part, {})
        described = rules.get("description", described)
        longest = rules.get("maxLength", longest)
    rule: dict[str, Any] = {"type": "string", "description": tr(described) if described else key}
    rule["examples"] = [examples.cell(key)]
    return {**rule, "maxLength": longest} if longest else rule
