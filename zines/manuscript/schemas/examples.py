"""Examples of editions and sources, in ``example_files``, for schemas and for new files."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import ProblemError
from zines.manuscript import layouts
from zines.manuscript.groups import postal_address
from zines.manuscript.schemas import french_keys, french_values, starting_text
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed, key_of

_FOLDER = Path(__file__).parent / "example_files"
_OPTIONAL = mark("Optional: remove the # and the space before each line that you fill in.")
#: The address says these, too.
_SAID_OTHERWISE = postal_address.APART
_UNCOMMENTED = re.compile("^(?!#|$)", re.MULTILINE)


def read(kind: str) -> Parsed:
    """Return the example of a kind, edition or sources, with keys in English."""
    file = _FOLDER / f"{kind}.yaml"
    return yaml_reader.read(file, file.name)


@cache
def of(kind: str) -> Any:
    """Return what the example of a kind says; None without one."""
    return read(kind).value if (_FOLDER / f"{kind}.yaml").is_file() else None


def others_of_edition(keys: Collection[str]) -> str:
    """Return the lines of all other keys of an edition, as comments, in the language in use."""
    example = read("edition")
    others = [key for key in example.value if key not in {*keys, *_SAID_OTHERWISE}]
    text = starting_text.written(example, layouts.shipped_schema("organisation"), {}, others)
    return f"# {tr(_OPTIONAL)}\n{_UNCOMMENTED.sub('# ', text)}"


def translated(text: str) -> str:
    """Return a part of a file of texts with its keys, and words such as law, in the language used.

    Files of layouts have the keys of the program: they stay as they are.
    """
    if text.startswith("# layouts/"):
        return text
    try:
        parsed = yaml_reader.parse(text, "")
    except ProblemError:
        return text
    words = []
    for trail, spot in parsed.keys.items():
        key = str(trail[-1])
        words.append((spot, key, french_keys.shown(key)))
    for trail, spot in parsed.values.items():
        value = starting_text.value_at(parsed.value, trail)
        if isinstance(value, str):
            words.append((spot, value, french_values.shown(key_of(trail), value)))
    lines: list[str | None] = [*parsed.lines]
    starting_text.replace_words(lines, words)
    return "\n".join(one or "" for one in lines)


@cache
def cell(key: str) -> str:
    """Return a cell of a column of a table, as hours.days, that says what the edition says."""
    if key == "copies":
        return "300"
    value: Any = of("edition")
    for part in key.split("."):
        value = (value[0] if isinstance(value, list) else value)[part]
    if isinstance(value, dict):
        return "nous-mêmes"
    if isinstance(value, list):
        return ", ".join(one if isinstance(one, str) else " : ".join(one.values()) for one in value)
    return " / ".join(str(value).strip().splitlines())
