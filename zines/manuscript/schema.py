"""JSON Schema over a parsed file, with problems in words. The only module that names jsonschema_rs.

Two words of our own, so that a layout needs no Python: ``x-order: KEY`` sorts a list of mappings
by KEY in French order; ``x-one-of: LIST/*/KEY`` asks that a text be one of those values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """Return what is wrong with a schema; an empty text for a good one."""
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
        for part in inner:
            yield from _parts(part)


def _wrong_words(schema: Mapping[str, Any]) -> str:
    """Return what is wrong with the words that are ours, or an empty text."""
    kind = schema.get("format", FORMATS[0])
    if kind not in FORMATS:
        return f"there is no format '{kind}': {_likely(str(kind), FORMATS, 'one of')}"
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
        problems += _problems_of(parsed, error, rule)
    # Where YAML may misread a value, the file has a problem already; its type says nothing more.
    places = {(problem.line, problem.column) for problem in parsed.problems}
    return parsed.problems + [p for p in problems if (p.line, p.column) not in places]


def _holder(schema: Mapping[str, Any], path: Iterable[Any]) -> Mapping[str, Any]:
    """Return the schema that holds a keyword, following the references on the way."""
    holder: Any = schema
    for part in path:
        if isinstance(holder, dict):
            holder = subschema(holder, schema)
        holder = holder[part]
    return subschema(holder, schema) if isinstance(holder, dict) else {}


def _problems_of(parsed: Parsed, error: Any, rule: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what one error of the library means; ``rule`` is the schema that holds the keyword."""
    trail: Trail = tuple(error.instance_path)
    name = f"'{trail[-1]}'" if trail and isinstance(trail[-1], str) else "this item"
    hint = str(rule.get("description", "")) or "see an example.yaml"
    value = error.instance
    match error.kind:
        case Kind.AdditionalProperties(unexpected):
            yield from _unknown_keys(parsed, trail, unexpected, list(rule.get("properties", {})))
            return
        case Kind.Required(key):
            described = rule.get("properties", {}).get(key, {}).get("description", "")
            hint = described or f"add a line '{key}: ...'"
            code, message = "missing-key", f"the key '{key}' is missing"
        case Kind.Type(types):
            written = parsed.written.get(trail)
            code, message, hint = _wrong_type(name, types, value, written, hint)
        case Kind.Enum(options):
            code, message = "wrong-value", f"{name} cannot be {_shown(value)}"
            hint = _likely(str(value), list(map(str, options)), "one of")
        case Kind.MinLength(limit) | Kind.MinItems(limit):
            what = f"is too short ({len(value)}, at least {limit})" if value else "is empty"
            code, message = "too-short", f"{name} {what}"
        case Kind.MaxLength(limit) | Kind.MaxItems(limit):
            unit = "characters" if isinstance(value, str) else "items"
            code, message = "too-long", f"{name} has {len(value)} {unit}, at most {limit}"
        case Kind.Pattern():
            code, message = "wrong-form", f"{name} cannot be {_shown(value)}"
        case _:
            code, message = "wrong-value", f"{name}: {shortened(error.message)}"
    yield parsed.problem(trail, code, message, hint)


def _unknown_keys(
    parsed: Parsed, trail: Trail, keys: Iterable[str], offered: Sequence[str]
) -> Iterator[Problem]:
    for key in keys:
        message = f"unknown key '{shortened(key)}'"
        hint = _likely(key, offered, "known keys")
        yield parsed.problem((*trail, key), "unknown-key", message, hint, key=True)


def _wrong_type(
    name: str, types: Iterable[str], value: Any, written: str | None, hint: str
) -> tuple[str, str, str]:
    """Return code, message and hint of a value that is none of the types.

    ``written`` is a number or truth value as it stands in the file.
    """
    expected = " or ".join(_KINDS[kind] for kind in types)
    if value is None:
        return "empty-value", f"{name} is empty", f"it takes {expected}. {hint}".strip()
    if "string" in types and isinstance(value, (bool, int, float)):
        hint = f'quote it: "{value if written is None else written}"'
    return "wrong-type", f"{name} takes {expected}, not {_shown(value, written)}", hint


def _likely(word: str, choices: Sequence[str], otherwise: str) -> str:
    """Return a hint with the nearest choice, or with all of them."""
    close = nearest(word, choices)
    return f"did you mean '{close}'?" if close else f"{otherwise}: {', '.join(choices)}"


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
