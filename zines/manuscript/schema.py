"""JSON Schema over a parsed file, told in words. The only module that names jsonschema.

Two words of our own, so that a layout needs no Python: ``x-order: KEY`` sorts a list of mappings
by KEY in French order; ``x-one-of: LIST/*/KEY`` asks that a text be one of those values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from zines.manuscript.parsed import Parsed, Trail
from zines.problems import Problem, nearest

_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a group of 'key: value' lines",
    "boolean": "true or false",
    "null": "nothing",
}


def check_schema(schema: Mapping[str, Any]) -> str:
    """Say what is wrong with a schema, or nothing."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    return ""


def validate(parsed: Parsed, schema: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of the file against the schema, placed at the key or value."""
    problems: list[Problem] = []
    for error in Draft202012Validator(schema).iter_errors(parsed.value):
        problems += _told(parsed, error)
    return problems


def _told(parsed: Parsed, error: Any) -> Iterator[Problem]:
    trail: Trail = tuple(error.absolute_path)
    name = f"'{trail[-1]}'" if trail and isinstance(trail[-1], str) else "this item"
    hint = str(error.schema.get("description", "")) if isinstance(error.schema, dict) else ""
    rule, wanted, value = error.validator, error.validator_value, error.instance
    if rule == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        for key in value:
            if key not in known:
                close = nearest(key, known)
                yield parsed.problem(
                    (*trail, key),
                    "unknown-key",
                    f"unknown key '{key}'",
                    f"did you mean '{close}'?" if close else f"known keys: {', '.join(known)}",
                    key=True,
                )
    elif rule == "required":
        key = next(key for key in wanted if f"'{key}'" in error.message.split(" is ")[0])
        described = error.schema.get("properties", {}).get(key, {}).get("description", "")
        yield parsed.problem(trail, "missing-key", f"the key '{key}' is missing", described)
    elif rule == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        expected = " or ".join(_KINDS[kind] for kind in kinds)
        if value is None:
            yield parsed.problem(
                trail, "empty-value", f"{name} is empty", f"it takes {expected}. {hint}".strip()
            )
        else:
            quoted = "string" in kinds and isinstance(value, (bool, int, float))
            yield parsed.problem(
                trail,
                "wrong-type",
                f"{name} takes {expected}, not {_shown(value)}",
                f'quote it: "{_raw(value)}"' if quoted else hint,
            )
    elif rule == "enum":
        close = nearest(str(value), [str(choice) for choice in wanted])
        yield parsed.problem(
            trail,
            "wrong-value",
            f"{name} cannot be {_shown(value)}",
            f"did you mean '{close}'?" if close else f"one of: {', '.join(map(str, wanted))}",
        )
    elif rule in ("minLength", "minItems"):
        what = "is empty" if not value else f"is too short ({len(value)}, at least {wanted})"
        yield parsed.problem(trail, "too-short", f"{name} {what}", hint)
    elif rule in ("maxLength", "maxItems"):
        unit = "characters" if rule == "maxLength" else "items"
        yield parsed.problem(
            trail, "too-long", f"{name} has {len(value)} {unit}, at most {wanted}", hint
        )
    elif rule == "pattern":
        yield parsed.problem(trail, "wrong-form", f"{name} cannot be {_shown(value)}", hint)
    else:
        yield parsed.problem(trail, "wrong-value", f"{name}: {error.message}", hint)


def _raw(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return _KINDS["object" if isinstance(value, dict) else "array"]
    text = f"'{_raw(value)}'" if isinstance(value, str) else _raw(value)
    return text if len(text) <= 60 else f"{text[:57]}...'"


def subschema(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow ``$ref: '#/$defs/...'`` until a real schema stands there; its own words win."""
    while "$ref" in schema:
        target: Any = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    return schema


def texts(
    value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], trail: Trail = ()
) -> Iterator[tuple[Trail, str, Mapping[str, Any]]]:
    """Walk a valid value in its own order; yield each text with its trail and its schema."""
    schema = subschema(schema, root)
    if isinstance(value, str):
        yield trail, value, schema
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, schema.get("items", {}), root, (*trail, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, schema.get("properties", {}).get(key, {}), root, (*trail, key))
