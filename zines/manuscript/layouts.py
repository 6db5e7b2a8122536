"""Layout folders: what fields a document of that layout takes, and what it is printed as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from zines.manuscript import schema, yaml_reader
from zines.problems import Problem, ProblemError

PARTS = ("layout.typ", "schema.yaml", "outputs.yaml", "example.yaml")
_SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True)
class Output:
    """One file that a document is printed as; sizes are names or millimetres, as written."""

    name: str
    label: str
    role: str
    trim: str
    sheet: str
    ink: str
    schema: str
    up: int
    flip: Literal["short-edge", "long-edge", ""]


@dataclass(frozen=True)
class Layout:
    """One folder of layouts/; ``pages`` is 0 when the piece may have any number."""

    name: str
    schema: Mapping[str, Any]
    reading_distance_mm: float
    pages: int
    hyphenate: bool
    outputs: tuple[Output, ...]


@cache
def shipped_schema(name: str) -> Mapping[str, Any]:
    """Return the schema of organisation, sources, outputs or of what all documents share."""
    value: Mapping[str, Any] = yaml_reader.read(_SCHEMAS / f"{name}.yaml", name).value
    return value


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
    shared = shipped_schema("document")
    merged = {
        **shared,
        "properties": {**shared["properties"], **own.value.get("properties", {})},
        "required": [*shared["required"], *own.value.get("required", [])],
        "$defs": {**shared["$defs"], **own.value.get("$defs", {})},
    }
    if wrong := schema.check_schema(merged):
        raise ProblemError([Problem("layout-schema", wrong, path=own.path)])
    parsed = yaml_reader.read(folder / "outputs.yaml", f"{shown}/outputs.yaml")
    if problems := schema.validate(parsed, shipped_schema("outputs")):
        raise ProblemError(problems)
    return Layout(
        folder.name,
        merged,
        parsed.value["reading_distance_mm"],
        parsed.value.get("pages", 0),
        parsed.value.get("hyphenate", False),
        tuple(_output(fields) for fields in parsed.value["outputs"]),
    )


def _output(fields: dict[str, Any]) -> Output:
    imposition = fields.get("imposition", {})
    return Output(
        fields["name"],
        fields.get("label", ""),
        fields["role"],
        fields["trim"],
        fields.get("sheet", ""),
        fields.get("ink", "colour"),
        imposition.get("schema", ""),
        imposition.get("up", 0),
        imposition.get("flip", ""),
    )
