"""Errors of the library that are one for people: of several limits, or of a text with a colon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from zines.base.language import tr
from zines.base.problems import Problem
from zines.manuscript.yaml_files.parsed import Parsed, Trail, shortened


def strictest(errors: Iterable[Any]) -> Iterator[Any]:
    """Yield errors; of several limits that a text exceeds, only the error of the lowest."""
    long = []
    for error in errors:
        if error.schema_path[-1] == "maxLength":
            long.append(error)
        else:
            yield error
    long.sort(key=lambda error: error.kind.limit, reverse=True)
    yield from {tuple(error.instance_path): error for error in long}.values()


def without_colons(
    parsed: Parsed, errors: Iterable[Any], rule_of: Callable[[Any], Mapping[str, Any]]
) -> tuple[list[Problem], list[Any]]:
    """Return a problem for each text that YAML read as a key with its value, and other errors.

    ``- Urgences : 15`` in a list of texts is such a one. ``rule_of`` returns the part of the schema
    that an error is from.
    """
    whole = list(errors)
    found: dict[Trail, Problem] = {}
    for error in whole:
        trail, value = tuple(error.instance_path), error.instance
        is_text = _is_text(value, rule_of(error)) and not _in_braces(parsed, trail)
        if is_text and trail not in found:
            ((key, after),) = value.items()
            text = f"{key} : {after}" if after is not None else f"{key} :"
            message = tr("'{text}' was read as a key and its value", text=shortened(text))
            hint = tr('put the text between quotes: "{text}"', text=shortened(text))
            found[trail] = parsed.problem(trail, "text-colon", message, hint)
    rest = [error for error in whole if not _under(tuple(error.instance_path), found)]
    return list(found.values()), rest


def _is_text(value: Any, rule: Mapping[str, Any]) -> bool:
    if not (isinstance(value, dict) and len(value) == 1):
        return False
    ((key, after),) = value.items()
    if isinstance(after, (dict, list)) or key in rule.get("properties", {}):
        return False
    types = rule.get("type", ())
    return "string" in ([types] if isinstance(types, str) else types)


def _in_braces(parsed: Parsed, trail: Trail) -> bool:
    """Return whether the author wrote a key and its value on purpose: ``{key: value}``."""
    spot = parsed.spot(trail)
    return "".join(parsed.lines[spot.line - 1 : spot.line])[spot.column - 1 :].startswith("{")


def _under(trail: Trail, found: Iterable[Trail]) -> bool:
    return any(trail[: len(one)] == one for one in found)
