"""Schemas inside schemas: references followed, names and references listed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def subschema(schema: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow ``$ref: '#/$defs/...'`` to a real schema; keywords beside the reference win.

    A schema that is only true or false gives an empty mapping. Raises LookupError for a reference
    that leads nowhere or in a circle, which :func:`schema.check_schema` excludes.
    """
    if isinstance(schema, dict) and "$ref" not in schema:
        return schema
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


def names(schema: Any) -> Iterator[str]:
    """Yield the keys that a schema knows, at any depth."""
    for part in _mappings(schema):
        if isinstance(part.get("properties"), Mapping):
            yield from part["properties"]


def references(schema: Any) -> Iterator[str]:
    """Yield the references of a schema, at any depth."""
    for part in _mappings(schema):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]


def _mappings(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all mappings in it."""
    if isinstance(schema, Mapping):
        yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _mappings(part)
