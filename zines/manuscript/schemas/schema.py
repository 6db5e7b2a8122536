"""Check a parsed file with JSON Schema. The only module that imports jsonschema_rs.

Keywords of our own: ``x-order: KEY`` sorts a list of mappings by KEY in French order, ``x-one-of:
LIST/*/KEY`` requires one of those values, ``x-first: [KEY]`` adds to what a short new text has.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from zines.base.language import mark, tr
from zines.base.problems import Problem
from zines.manuscript.schemas import french_keys, grouped_errors, hints, written_forms
from zines.manuscript.schemas.subschemas import references, subschema
from zines.manuscript.yaml_files.parsed import Parsed, Trail, key_of, shortened

#: Values of ``format``: how a text is set, or looked up.
FORMATS = ("body", "line", "title", "verbatim", "date", "source", "code", "picture")
_ONE_OF = re.compile("[^/*]+/[*]/[^/*]+")
_KINDS = {
    "string": mark("a text"),
    "integer": mark("a whole number"),
    "number": mark("a number"),
    "array": mark("a list"),
    "object": mark("a group of 'key: value' lines"),
    "boolean": mark("true or false"),
    "null": mark("nothing"),
}
_validators: deque[tuple[Mapping[str, Any], Any]] = deque(maxlen=4)


def _no_network(address: str) -> Any:
    raise ValueError(tr("a schema cannot refer to {address}", address=address))


def _validator(schema: Mapping[str, Any]) -> Any:
    """Return the validator of a schema; those of the last four are kept, as building one is slow.

    (A table of a thousand rows is checked with one schema.)
    """
    for cached_schema, validator in _validators:
        if cached_schema is schema:
            return validator
    validator = jsonschema_rs.validator_for(
        dict(schema), validate_formats=False, retriever=_no_network
    )
    _validators.appendleft((schema, validator))
    return validator


def check_schema(schema: Mapping[str, Any]) -> str:
    """Return what is wrong with a schema; an empty text for a good one."""
    try:
        _validator(schema)
    except ValueError as error:
        place = "/".join(map(str, getattr(error, "instance_path", [])))
        message = getattr(error, "message", str(error))
        # The message of the library is shown as it is: authors of schemas know its terms.
        return tr("{place}: {message}", place=place, message=message) if place else message
    for reference in references(schema):
        try:
            subschema({"$ref": reference}, schema)
        except LookupError:
            return tr("$ref: '{reference}' leads nowhere", reference=reference)
    return next(filter(None, map(_wrong_words, _parts(schema))), "")


def _parts(schema: Any) -> Iterator[Mapping[str, Any]]:
    """Yield a schema and all schemas in it; keys of ``properties`` are names, not keywords."""
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
    """Return what is wrong with our own keywords, or with an empty keyword; else an empty text."""
    empty = next((key for key, value in schema.items() if value is None), None)
    if empty is not None:
        return tr("the key '{key}' is empty: quote a text that holds a comma", key=empty)
    kind = schema.get("format", FORMATS[0])
    if kind not in FORMATS:
        hint = hints.likely(str(kind), FORMATS, hints.ONE_OF_THESE)
        return tr("there is no format '{format}': {hint}", format=kind, hint=hint)
    if not isinstance(schema.get("x-order", ""), str):
        return tr("x-order names the key to sort by, as in x-order: term")
    if not _ONE_OF.fullmatch(str(schema.get("x-one-of", "list/*/key"))):
        return tr("x-one-of names a list and a key of its items, as in x-one-of: entries/*/term")
    if not {*schema.get("x-first", ())} <= {*schema.get("properties", ())}:
        return tr("x-first names keys of the layout, as in x-first: [drawing]")
    return ""


def validate(parsed: Parsed, schema: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of a file: its own, and those found with a valid schema.

    Each is placed at its key or value. Keys and enumerated values in French become English.
    """
    french_keys.rename(parsed, schema)
    problems, errors = grouped_errors.without_colons(
        parsed,
        grouped_errors.strictest(_validator(schema).iter_errors(parsed.value)),
        lambda error: _holder(schema, error.schema_path[:-1]),
    )
    for error in errors:
        path = error.schema_path[:-1]
        rule = _holder(schema, path)
        # The description of an item may stand in the schema of its list.
        described = rule if path[-1:] != ["items"] else {**_holder(schema, path[:-1]), **rule}
        hint = tr(str(described.get("description", "")))
        problems += _problems_of(parsed, error, rule, hint, schema)
    # A value that YAML may misread has a problem already; one about its type would add nothing.
    places = {(problem.line, problem.column) for problem in parsed.problems}
    return parsed.problems + [
        one for one in problems if one.code == "missing-key" or (one.line, one.column) not in places
    ]


def _holder(schema: Mapping[str, Any], path: Iterable[Any]) -> Mapping[str, Any]:
    """Return the schema that holds a keyword, following the references on the way."""
    holder: Any = schema
    for part in path:
        if isinstance(holder, dict):
            holder = subschema(holder, schema)
        holder = holder[part]
    return subschema(holder, schema) if isinstance(holder, dict) else {}


def _problems_of(
    parsed: Parsed, error: Any, rule: Mapping[str, Any], hint: str, schema: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield the problems of one error of the library.

    ``rule`` is the part of the whole ``schema`` that has the keyword.
    """
    trail: Trail = tuple(error.instance_path)
    name = (
        _quoted(french_keys.shown(trail[-1]))
        if trail and isinstance(trail[-1], str)
        else tr("this item")
    )
    value = error.instance
    match error.kind:
        case Kind.AdditionalProperties(unexpected):
            for key in unexpected:
                message = tr("unknown key '{key}'", key=shortened(key))
                hint = hints.of_unknown_key(key, value, rule, schema)
                yield parsed.problem((*trail, key), "unknown-key", message, hint, key=True)
            return
        case Kind.Required(key) if hints.is_misnamed(key, value, rule):
            return
        case Kind.Required(key):
            wanted = rule.get("properties", {}).get(key, {})
            shown = french_keys.shown(key)
            hint = hints.missing_key(key, wanted, schema)
            if options := wanted.get("enum"):
                hint = hints.missing_value(key, options, value, hint)
            code, message = "missing-key", tr("the key '{key}' is missing", key=shown)
        case Kind.AnyOf() if alternatives := _alternative_keys(rule):
            keys = ", ".join(_quoted(french_keys.shown(key)) for key in alternatives)
            code, message = "missing-key", tr("one of these keys is missing: {keys}", keys=keys)
            hint = tr("add a line '{key}: ...'", key=french_keys.shown(alternatives[0]))
        case Kind.Type(types):
            written = parsed.written.get(trail)
            code, message, hint = _wrong_type(name, types, value, written, hint)
            hint = hints.with_form(hint, value, rule, schema)
        case Kind.Enum(options):
            code, message = "wrong-value", _cannot_be(name, value)
            hint = hints.one_of_values(key_of(trail), value, list(map(str, options)))
        case Kind.MinLength(limit) | Kind.MinItems(limit):
            code, message = "too-short", _too_short(name, len(value), limit)
        case Kind.MaxLength(limit) | Kind.MaxItems(limit):
            code, message = "too-long", _too_long(name, value, limit)
            hint = tr("take {count} of them out", count=len(value) - limit)
        case Kind.Pattern():
            code, message = "wrong-form", _cannot_be(name, value)
            if form := written_forms.meant(value, rule["pattern"]):
                hint = hints.before(tr("write it as {form}", form=form), hint)
        case Kind.Minimum(limit):
            template = mark("{name}: {value} is less than the minimum of {limit}")
            shown = _shown(value, parsed.written.get(trail))
            code, message = "wrong-value", tr(template, name=name, value=shown, limit=limit)
        case Kind.Maximum(limit):
            template = mark("{name}: {value} is greater than the maximum of {limit}")
            shown = _shown(value, parsed.written.get(trail))
            code, message = "wrong-value", tr(template, name=name, value=shown, limit=limit)
        case _:
            fault = shortened(error.message)
            code, message = "wrong-value", tr("{name}: {fault}", name=name, fault=fault)
    yield parsed.problem(trail, code, message, hint or tr("see an example.yaml"))


def _alternative_keys(rule: Mapping[str, Any]) -> list[str]:
    """Return the keys of which a rule requires at least one; empty for rules of other kinds."""
    required = [part.get("required") for part in rule["anyOf"] if isinstance(part, Mapping)]
    keys = [keys[0] for keys in required if keys]
    return keys if len(keys) == len(rule["anyOf"]) else []


def _cannot_be(name: str, value: Any) -> str:
    return tr("{name} cannot be {value}", name=name, value=_shown(value))


def _too_short(name: str, count: int, least: int) -> str:
    if not count:
        return tr("{name} is empty", name=name)
    message = mark("{name} is too short ({count}, at least {least})")
    return tr(message, name=name, count=count, least=least)


def _too_long(name: str, value: Any, most: int) -> str:
    if isinstance(value, str):
        message = mark("{name} has {count} characters, at most {most}")
    else:
        message = mark("{name} has {count} items, at most {most}")
    return tr(message, name=name, count=len(value), most=most)


def _wrong_type(
    name: str, types: Iterable[str], value: Any, written: str | None, hint: str
) -> tuple[str, str, str]:
    """Return code, message and hint for a value that has none of the types.

    ``written`` is a number or truth value as it stands in the file.
    """
    expected = reduce(
        lambda one, other: tr("{one} or {other}", one=one, other=other),
        (tr(_KINDS[kind]) for kind in types),
    )
    if value is None:
        hint = tr("it takes {expected}. {hint}", expected=expected, hint=hint)
        return "empty-value", tr("{name} is empty", name=name), hint
    if "string" in types and isinstance(value, (bool, int, float)):
        hint = tr('quote it: "{text}"', text=str(value) if written is None else written)
    shown = _shown(value, written)
    message = tr("{name} takes {expected}, not {value}", name=name, expected=expected, value=shown)
    return "wrong-type", message, hint


def _quoted(text: str) -> str:
    return tr("'{text}'", text=shortened(text))


def _shown(value: Any, written: str | None = None) -> str:
    if isinstance(value, (dict, list)):
        return tr(_KINDS["object" if isinstance(value, dict) else "array"])
    return _quoted(value) if isinstance(value, str) else written or str(value)
