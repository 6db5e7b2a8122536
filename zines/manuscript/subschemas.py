"""Schemas in schemas: references followed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def subschema(schema: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow ``$ref: '#/$defs/...'`` until a real schema stands there; its own words win.

    A schema that is only true or false has no words. Raises LookupError for a reference that
    leads nowhere or round in a circle: never after :func:`schema.check_schema`.
    """
    seen = set()
    while isinstance(schema, Mapping) and "$ref" in schema:
        reference = schema["$ref"]
        if reference in seen:
            raise LookupError(reference)
        seen.add(reference)
        target: Any = root
        for part in reference.split("/")[1:]:
            if not isinstance(target, Mapping):
                raise LookupError(reference)
            target = target[part]
        if not isinstance(target, Mapping):
            return {}
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema if isinstance(schema, Mapping) else {}
