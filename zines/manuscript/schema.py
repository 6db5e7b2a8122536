"""JSON Schema over a parsed file, told in words. The only module that names jsonschema_rs.

Two words of our own, so that a layout needs no Python: ``x-order: KEY`` sorts a list of mappings
by KEY in French order; ``x-one-of: LIST/*/KEY`` asks that a text be one of those values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from zines.base.problems import Problem, nearest
from zines.manuscript.parsed import Parsed, Trail, shortened

#: How a text is set, or looked up.
FORMATS = ("body", "line", "title", "verbatim", "date", "source", "picture")
_ONE_OF = re.compile("[^/*]+/[*]/[^/*]+")
_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a group of 'key: value' lines",
    "boolean": "true or false",
    "null": "nothing",
}


def _no_network(address: str) -> Any:
    raise ValueError(f"a schema cannot refer to {address}")


def _validator(schema: Mapping[str, Any]) -> Any:
    return jsonschema_rs.validator_for(dict(schema), validate_formats=False, retriever=_no_network)


def check_schema(schema: Mapping[str, Any]) -> str:
    """Say what is wrong with a schema, or nothing."""
    try:
        _validator(schema)
    except ValueError as error:
        place = "/".join(map(str, getattr(error, "instance_path", [])))
        message = getattr(error, "message", str(error))
        return f"{place}: {message}" if place else message
    for reference in _references(schema):
        try:
            subschema({"$ref": reference}, schema)
        except LookupError:
            return f"$ref: '{reference}' leads nowhere"
    return next(filter(None, map(_wrong_words, _parts(schema))), "")


def _parts(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all schemas in it; what stands in ``properties`` are names, not words."""
    if not isinstance(schema, Mapping):
        return
    yield schema
    for key, value in schema.items():
        if key in ("properties", "$defs", "patternProperties") and isinstance(value, Mapping):
            inner = list(value.values())
        else:
            inner = value if isinstance(value, list) else [value]
        for one in inner:
            yield from _parts(one)


def _wrong_words(schema: Mapping[str, Any]) -> str:
    """Say what is wrong with the words that are ours, or nothing."""
    kind = schema.get("format", FORMATS[0])
    if kind not in FORMATS:
        close = nearest(str(kind), FORMATS)
        known = f"did you mean '{close}'?" if close else f"one of: {', '.join(FORMATS)}"
        return f"there is no format '{kind}': {known}"
    if not isinstance(schema.get("x-order", ""), str):
        return "x-order names the key to sort by, as in x-order: term"
    reference = schema.get("x-one-of", "list/*/key")
    if not isinstance(reference, str) or not _ONE_OF.fullmatch(reference):
        return "x-one-of names a list and a key of its items, as in x-one-of: entries/*/term"
    return ""


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def validate(parsed: Parsed, schema: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of the file, its own and against a good schema, at the key or value."""
    problems: list[Problem] = []
    for error in _validator(schema).iter_errors(parsed.value):
        rule = _holder(schema, error.schema_path[:-1])
        problems += _told(parsed, error, rule)
    # Where YAML may misread a value this is told already; its type says nothing more.
    told = {(problem.line, problem.column) for problem in parsed.problems}
    return parsed.problems + [one for one in problems if (one.line, one.column) not in told]


def _holder(schema: Mapping[str, Any], path: Iterable[Any]) -> Mapping[str, Any]:
    """Return the schema that holds a keyword, following the references on the way."""
    found: Any = schema
    for part in path:
        if isinstance(found, dict):
            found = subschema(found, schema)
        found = found[part]
    return subschema(found, schema) if isinstance(found, dict) else {}


def _told(parsed: Parsed, error: Any, rule: Mapping[str, Any]) -> Iterator[Problem]:
    trail: Trail = tuple(error.instance_path)
    name = f"'{trail[-1]}'" if trail and isinstance(trail[-1], str) else "this item"
    hint = str(rule.get("description", "")) or "see an example.yaml"
    value = error.instance
    match error.kind:
        case Kind.AdditionalProperties(unexpected):
            known = list(rule.get("properties", {}))
            for key in unexpected:
                close = nearest(key, known)
                yield parsed.problem(
                    (*trail, key),
                    "unknown-key",
                    f"unknown key '{shortened(key)}'",
                    f"did you mean '{close}'?" if close else f"known keys: {', '.join(known)}",
                    key=True,
                )
        case Kind.Required(key):
            described = rule.get("properties", {}).get(key, {}).get("description", "")
            hint = described or f"add a line '{key}: ...'"
            yield parsed.problem(trail, "missing-key", f"the key '{key}' is missing", hint)
        case Kind.Type(types):
            expected = " or ".join(_KINDS[kind] for kind in types)
            if value is None:
                hint = f"it takes {expected}. {hint}".strip()
                yield parsed.problem(trail, "empty-value", f"{name} is empty", hint)
            else:
                if "string" in types and isinstance(value, (bool, int, float)):
                    hint = f'quote it: "{parsed.written.get(trail, value)}"'
                message = f"{name} takes {expected}, not {_shown(value, parsed.written.get(trail))}"
                yield parsed.problem(trail, "wrong-type", message, hint)
        case Kind.Enum(options):
            close = nearest(str(value), map(str, options))
            yield parsed.problem(
                trail,
                "wrong-value",
                f"{name} cannot be {_shown(value)}",
                f"did you mean '{close}'?" if close else f"one of: {', '.join(map(str, options))}",
            )
        case Kind.MinLength(limit) | Kind.MinItems(limit):
            what = f"is too short ({len(value)}, at least {limit})" if value else "is empty"
            yield parsed.problem(trail, "too-short", f"{name} {what}", hint)
        case Kind.MaxLength(limit) | Kind.MaxItems(limit):
            unit = "characters" if isinstance(value, str) else "items"
            message = f"{name} has {len(value)} {unit}, at most {limit}"
            yield parsed.problem(trail, "too-long", message, hint)
        case Kind.Pattern():
            message = f"{name} cannot be {_shown(value)}"
            yield parsed.problem(trail, "wrong-form", message, hint)
        case _:
            message = f"{name}: {shortened(error.message)}"
            yield parsed.problem(trail, "wrong-value", message, hint)


def _shown(value: Any, written: str | None = None) -> str:
    if isinstance(value, (dict, list)):
        return _KINDS["object" if isinstance(value, dict) else "array"]
    return f"'{shortened(value)}'" if isinstance(value, str) else written or str(value)


def subschema(schema: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow ``$ref: '#/$defs/...'`` until a real schema stands there; its own words win.

    A schema that is only true or false has no words. Raises LookupError for a reference that
    leads nowhere or round in a circle: never after :func:`check_schema`.
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
