"""JSON Schema of ``imposition`` in a layout's outputs.yaml, from the table of options."""

from __future__ import annotations

from typing import Any

from zines.base.declared_option import ImpositionOption, Kind
from zines.base.imposition_options import OPTIONS, SCHEMAS
from zines.base.language import mark

#: The JSON type of each kind of value, and the number of items where it is a list.
_TYPES: dict[Kind, dict[str, Any]] = {
    "choice": {"type": "string"},
    "flag": {"type": "boolean"},
    "number": {"type": "number"},
    "whole": {"type": "integer"},
    "paper": {"type": "string"},
}
_PAIR = {"type": "array", "minItems": 2, "maxItems": 2}
_LISTS: dict[Kind, tuple[dict[str, Any], dict[str, Any]]] = {
    "grid": (_PAIR, {"type": "integer"}),
    "gutter": (_PAIR, {"type": "number"}),
    "margins": (_PAIR, {"type": "number"}),
    "marks": ({"type": "array"}, {"type": "string"}),
}


def imposition_schema() -> dict[str, Any]:
    """Return the schema of the key ``imposition`` of an output."""
    schema_name = {
        "type": "string",
        "enum": list(SCHEMAS),
        "description": mark("How pages lie on the sheet: repeat, saddle-stitch."),
    }
    options = {name: _schema_of(option) for name, option in OPTIONS.items() if option.outputs}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["schema"],
        "properties": {"schema": schema_name, **options},
    }


def _schema_of(option: ImpositionOption) -> dict[str, Any]:
    limits: dict[str, Any] = {"minimum": option.least, "maximum": option.most}
    limits = {key: limit for key, limit in limits.items() if limit is not None}
    if option.choices:
        limits["enum"] = list(option.choices)
    if option.kind in _LISTS:
        whole, item = _LISTS[option.kind]
        if option.kind == "gutter":
            # A single number is both lengths. Limits of numbers do not apply to a list.
            whole = {**whole, "type": ["number", "array"], **limits}
        return {**whole, "items": {**item, **limits}, "description": option.description}
    return {**_TYPES[option.kind], **limits, "description": option.description}
