"""A text to start from: an example with keys and comments in one language. Pure."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from zines.base.language import tr
from zines.manuscript.schemas import french_keys, french_values
from zines.manuscript.schemas.subschemas import names, subschema
from zines.manuscript.yaml_files.parsed import Parsed, Spot, Trail, key_of

_WIDTH = 100
_KEY = re.compile(r"[\w-]+")
#: What may stand in a line before its first key.
_FIRST = re.compile(r"[ -]*")


def needed(schema: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys that a text of a layout needs, and those that ``x-first`` of it names."""
    return frozenset((*schema.get("required", ()), *schema.get("x-first", ())))


def written(
    example: Parsed,
    schema: Mapping[str, Any],
    values: Mapping[str, str],
    only: Container[str] | None = None,
) -> str:
    """Return an example as a text to start from, without its own comments.

    Keys and enumerated values are in the language in use; a comment above a key describes it, from
    the ``schema``.
    ``values`` replace those that the example gives to top-level keys; top-level keys that are not
    in ``only`` are left out. Keys of the example may have been renamed
    (:func:`french_keys.rename`): their positions are still valid.
    """
    lines: list[str | None] = list(example.lines)
    _remove_comments(example, lines)
    for key, value in values.items():
        if spot := example.values.get((key,)):
            line = example.lines[spot.line - 1]
            lines[spot.line - 1] = line[: spot.column - 1] + json.dumps(value, ensure_ascii=False)
            lines[spot.line : spot.last_line] = [None] * (spot.last_line - spot.line)
    for key in example.value:
        if only is not None and key not in only:
            first, last = example.keys[key,].line - 1, example.values[key,].last_line
            lines[first:last] = [None] * (last - first)
    comments = dict(_comments(example, schema))
    own = set(names(schema))
    words = [*_values(example, schema)]
    for trail, spot in example.keys.items():
        name = _KEY.match(example.lines[spot.line - 1], spot.column - 1)
        if name:
            words.append((spot, name[0], _shown(str(trail[-1]), own)))
    replace_words(lines, words)
    found = []
    for number, one in enumerate(lines, 1):
        if one is not None:
            found += [*comments.get(number, []), one]
    return "\n".join(found).strip("\n") + "\n"


def replace_words(lines: list[str | None], words: Iterable[tuple[Spot, str, str]]) -> None:
    """Replace each word that stands at its place in the lines of a file by the word beside it."""
    for spot, word, shown in sorted(words, key=lambda one: -one[0].column):
        line, start = lines[spot.line - 1] or "", spot.column - 1
        if word and line.startswith(word, start):
            lines[spot.line - 1] = line[:start] + shown + line[start + len(word) :]


def _values(example: Parsed, schema: Mapping[str, Any]) -> Iterator[tuple[Spot, str, str]]:
    """Yield the place of each enumerated value, as it stands there and as it is to be."""
    for trail, spot in example.values.items():
        value, key = value_at(example.value, trail), key_of(trail)
        offered = french_values.words_of([_rules_at(schema, trail)])
        if isinstance(value, str) and value in offered:
            names = (value, french_values.french(key, value, offered))
            line = example.lines[spot.line - 1][spot.column - 1 :]
            typed = max(filter(line.startswith, names), key=len, default="")
            yield spot, typed, french_values.shown(key, value, offered)


def _shown(key: str, own: Container[str]) -> str:
    """Return a key in the language in use, unless the French word is another key of the schema."""
    shown = french_keys.shown(key)
    return key if shown in own else shown


def _remove_comments(example: Parsed, lines: list[str | None]) -> None:
    """Remove blank lines and comment lines, except those inside texts."""
    texts = {
        number
        for trail, spot in example.values.items()
        if isinstance(value_at(example.value, trail), str)
        for number in range(spot.line, spot.last_line + 1)
    }
    for index, line in enumerate(lines):
        is_comment = (line or "").lstrip().startswith("#")
        if index + 1 not in texts and (is_comment or not (line or "").strip()):
            lines[index] = None


def value_at(value: Any, trail: Trail) -> Any:
    """Return the part of a value that a trail leads to."""
    for part in trail:
        value = value[part]
    return value


def _comments(example: Parsed, schema: Mapping[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of a line and the lines above it that describe the field on it."""
    used_texts: set[str] = set()
    for trail, spot in sorted(example.keys.items(), key=lambda item: item[1].line):
        line = example.lines[spot.line - 1]
        first = _FIRST.match(line)
        if first is None or first.end() != spot.column - 1:
            continue
        described = _described(schema, trail)
        text = tr(described) if described else ""
        top = len(trail) == 1
        if text and (top or text not in used_texts):
            indent = " " * (len(line) - len(line.lstrip(" ")))
            rows = textwrap.wrap(text, _WIDTH - len(indent) - 2)
            yield spot.line, [*([""] if top else []), *(f"{indent}# {row}" for row in rows)]
            used_texts.add(text)
        elif top:
            yield spot.line, [""]


def _described(schema: Mapping[str, Any], trail: Trail) -> str:
    """Return the description of the field at a trail in a schema, or an empty text."""
    text = _rules_at(schema, trail).get("description", "")
    return text if isinstance(text, str) else ""


def _rules_at(schema: Mapping[str, Any], trail: Trail) -> Mapping[str, Any]:
    """Return the schema of the field at a trail."""
    here: Any = schema
    for part in trail:
        words = subschema(here, schema)
        here = (
            words.get("items") if isinstance(part, int) else words.get("properties", {}).get(part)
        )
    return subschema(here, schema)
