"""Layout folders: what fields a document of that layout takes, and what it is printed as."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zines.base import imposition_options
from zines.base.options import clashing
from zines.base.outputs import Output
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, UsageError
from zines.manuscript import schema, yaml_reader
from zines.manuscript.parsed import Parsed, Spot, Trail

PARTS = ("layout.typ", "schema.yaml", "outputs.yaml", "example.yaml")
_SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Layout:
    """One folder of layouts/; ``pages`` is 0 for any number, ``posted`` True for what is put up."""

    name: str
    schema: Mapping[str, Any]
    reading_distance_mm: float
    pages: int
    hyphenate: bool
    posted: bool
    outputs: tuple[Output, ...]


@cache
def shipped_schema(name: str) -> Mapping[str, Any]:
    """Return the schema of organisation, sources, outputs or of what all documents share."""
    value: Mapping[str, Any] = yaml_reader.read(_SCHEMAS / f"{name}.yaml", name).value
    return value


@cache
def _outputs_schema() -> Mapping[str, Any]:
    """Return the schema of outputs.yaml, with the options of imposition from their table."""
    whole: dict[str, Any] = copy.deepcopy(dict(shipped_schema("outputs")))
    output = whole["properties"]["outputs"]["items"]["properties"]
    output["imposition"] = {**output["imposition"], **imposition_options.outputs_schema()}
    return whole


def names(folder: Path) -> list[str]:
    """Return the layouts that are there, in order."""
    return sorted(item.parent.name for item in folder.glob("*/layout.typ"))


def load(folder: Path) -> Layout:
    """Read one layout folder; raises ProblemError with everything that is wrong with it."""
    shown = f"layouts/{folder.name}"
    missing = [part for part in PARTS if not (folder / part).is_file()]
    if missing:
        raise ProblemError(
            [
                Problem(
                    "layout-part", f"{part} is missing", f"a layout has {', '.join(PARTS)}", shown
                )
                for part in missing
            ]
        )
    own = yaml_reader.read(folder / "schema.yaml", f"{shown}/schema.yaml")
    for key, kind in (("properties", dict), ("required", list), ("$defs", dict)):
        if not isinstance(own.value.get(key, kind()), kind):
            raise ProblemError([_bad_schema(own, (key,), f"'{key}' is of the wrong type")])
    shared = shipped_schema("document")
    # What a layout asks of a document as a whole (dependentRequired...) stands beside what all do.
    merged = {
        **own.value,
        **shared,
        "properties": {**shared["properties"], **own.value.get("properties", {})},
        "required": [*shared["required"], *own.value.get("required", [])],
        "$defs": {**shared["$defs"], **own.value.get("$defs", {})},
    }
    if wrong := schema.check_schema(merged):
        raise ProblemError([_bad_schema(own, (), wrong)])
    parsed = yaml_reader.read_on(folder / "outputs.yaml", f"{shown}/outputs.yaml")
    problems = schema.validate(parsed, _outputs_schema())
    if problems := problems or _same_names(parsed) + _wrong_sizes(parsed):
        raise ProblemError(problems)
    return Layout(
        folder.name,
        merged,
        parsed.value["reading_distance_mm"],
        parsed.value.get("pages", 0),
        parsed.value.get("hyphenate", False),
        parsed.value.get("posted", False),
        tuple(
            _output(fields, parsed.spot(("outputs", index)))
            for index, fields in enumerate(parsed.value["outputs"])
        ),
    )


def _bad_schema(parsed: Parsed, trail: Trail, wrong: str) -> Problem:
    return parsed.problem(trail, "layout-schema", wrong, "see the schema.yaml of another layout")


def _same_names(parsed: Parsed) -> list[Problem]:
    """Tell outputs whose files could be taken for one another's; a document has one format."""
    by_format: dict[str, list[tuple[int, str]]] = {}
    for index, fields in enumerate(parsed.value["outputs"]):
        by_format.setdefault(fields.get("format", ""), []).append((index, fields["name"]))
    problems = []
    for listed in by_format.values():
        names = [name for _, name in listed]
        alike = clashing(names)
        for at, (index, name) in enumerate(listed):
            if at in alike:
                message = f"'{name}' begins like '{alike[at]}'"
                hint = "files add words to the name, as -noir: they could be taken for one another"
            elif name in names[:at]:
                message = f"the name '{name}' stands here twice"
                hint = "each output is a file of its own"
            else:
                continue
            trail = ("outputs", index, "name")
            problems.append(parsed.problem(trail, "wrong-value", message, hint))
    return problems


def _wrong_sizes(parsed: Parsed) -> list[Problem]:
    problems = []
    for index, fields in enumerate(parsed.value["outputs"]):
        sizes = [(key, fields.get(key)) for key in ("trim", "sheet")]
        sizes.append(("imposition", fields.get("imposition", {}).get("poster")))
        for key, size in sizes:
            try:
                size_named(size or "a4")
            except UsageError as error:
                problems.append(
                    parsed.problem(("outputs", index, key), "wrong-value", str(error), "as in a4")
                )
    return problems


def _output(fields: dict[str, Any], spot: Spot) -> Output:
    return Output(
        fields["name"],
        fields.get("label", ""),
        fields["role"],
        fields["trim"],
        fields.get("sheet", ""),
        fields.get("ink", "colour"),
        fields.get("imposition", {}),
        spot.line,
        spot.column,
        fields.get("format", ""),
        fields.get("on_request", False),
    )
