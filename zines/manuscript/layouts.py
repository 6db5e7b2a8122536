"""Layout folders: the fields that documents of a layout take, and their outputs."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from zines.base.file_names import clashing
from zines.base.language import tr
from zines.base.names import may_be_named
from zines.base.outputs import Output
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, UsageError
from zines.base.search_path import SearchPath
from zines.manuscript.schemas import french_keys, french_values, schema
from zines.manuscript.schemas.imposition_schema import imposition_schema
from zines.manuscript.yaml_files import text_file, yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed, Spot, Trail

PARTS = ("layout.typ", "schema.yaml", "outputs.yaml", "example.yaml")
_SCHEMAS = Path(__file__).parent / "schemas"
_TYPST = ".typ"


@dataclass(frozen=True)
class Layout:
    """One folder of layouts/; ``pages`` is 0 for any number.

    ``piece`` is what the layout makes, as output files are called: tract, affiche. ``folder`` is
    the folder of content/ for such texts. ``posted`` is True for papers that are put up on walls.
    ``read_aloud_s`` is the longest time to read one aloud, in seconds; 0 is no limit. ``fillable``
    is True where files for screens can be filled in. ``paper`` is the default of an order to a
    print shop. ``panels`` are the fields of a group that stand only in its panels.
    """

    name: str
    piece: str
    schema: Mapping[str, Any]
    reading_distance_mm: float
    pages: int
    hyphenate: bool
    posted: bool
    read_aloud_s: int
    paper: str
    outputs: tuple[Output, ...]
    folder: str
    fillable: bool
    panels: tuple[str, ...]

    @property
    def is_poster(self) -> bool:
        """Whether the law on posters applies: it is put up on walls, or printed as tiles."""
        return self.posted or any(output.role == "tiles" for output in self.outputs)


@cache
def shipped_schema(name: str) -> Mapping[str, Any]:
    """Return a schema of schemas/, by the name of its file without ``.yaml``."""
    value: Mapping[str, Any] = yaml_reader.read(_SCHEMAS / f"{name}.yaml", name).value
    return value


def read_valid(file: Path, name: str, kind: str) -> Parsed:
    """Read a file that a schema of schemas/ describes; raises ProblemError with all its problems.

    ``name`` is its path as problems show it.
    """
    parsed = yaml_reader.read_on(file, name)
    if problems := schema.validate(parsed, shipped_schema(kind)):
        raise ProblemError(problems)
    return parsed


@cache
def _outputs_schema() -> Mapping[str, Any]:
    """Return the schema of outputs.yaml, with the options of imposition from their table."""
    whole: dict[str, Any] = copy.deepcopy(dict(shipped_schema("outputs")))
    output = whole["properties"]["outputs"]["items"]["properties"]
    output["imposition"] = {**output["imposition"], **imposition_schema()}
    return whole


def names(folders: SearchPath) -> list[str]:
    """Return the names of the layouts that documents may use, in order.

    A layout whose name starts with ``_`` is for a page that goes with an output file, such as the
    recipe.
    """
    found = {item.parent.name for folder in folders.folders for item in folder.glob("*/layout.typ")}
    return sorted(name for name in found if may_be_named(name))


def named(folders: SearchPath, word: object) -> str:
    """Return the name of the layout that a text names, in English or French; empty if none.

    A layout that is itself called by the French word goes before the shipped one.
    """
    known = names(folders)
    name = french_values.english("layout", str(word), known)
    return name if name in known else ""


def names_in(folders: SearchPath, kind: str) -> list[str]:
    """Return the names of the ``drawings`` or ``themes`` in layouts folders, in order.

    Each is a Typst file in lib/drawings/ or lib/themes/, unless its name starts with ``_``.
    """
    listed = (os.listdir(one) for one in folders.candidates(f"lib/{kind}") if one.is_dir())
    found = {name[: -len(_TYPST)] for names in listed for name in names if name.endswith(_TYPST)}
    return sorted(filter(may_be_named, found))


def _document_schema(
    names: tuple[str, ...], themes: tuple[str, ...], drawings: tuple[str, ...]
) -> Mapping[str, Any]:
    """Return the schema of all documents, with the layouts, themes and drawings that exist."""
    schema = copy.deepcopy(dict(shipped_schema("document")))
    schema["properties"]["layout"]["enum"] = [*names]
    schema["properties"]["theme"]["enum"] = [*themes]
    schema["$defs"]["drawing"]["enum"] = [*drawings]
    return schema


def example(folders: SearchPath, layout: Layout, shown_path: Callable[[Path], str]) -> Parsed:
    """Return the example of a layout, with its keys in English; raises ProblemError."""
    file = folders.find(f"{layout.name}/example.yaml") or Path()
    parsed = yaml_reader.read(file, shown_path(file))
    french_keys.rename(parsed, layout.schema)
    return parsed


def load(folders: SearchPath, name: str, shown_path: Callable[[Path], str] | None = None) -> Layout:
    """Read one layout; raises ProblemError with all its problems.

    Each of its files is the first file of that name in ``folders``. ``shown_path`` returns the path
    of a file as problems show it.
    """
    parts = {part: folders.find(f"{name}/{part}") for part in PARTS}
    shown = f"layouts/{name}"
    paths = {
        part: shown_path(file) if file and shown_path else f"{shown}/{part}"
        for part, file in parts.items()
    }
    missing = [part for part, file in parts.items() if file is None or not file.is_file()]
    if missing:
        raise ProblemError(
            [
                Problem(
                    "layout-part",
                    tr("{part} is missing", part=part),
                    tr("a layout has {parts}", parts=", ".join(PARTS)),
                    shown,
                )
                for part in missing
            ]
        )
    schema_text, outputs_text = (
        text_file.read(parts[part] or Path(), paths[part])
        for part in ("schema.yaml", "outputs.yaml")
    )
    themes, drawings = (tuple(names_in(folders, kind)) for kind in ("themes", "drawings"))
    return _layout(
        name,
        tuple(dict.fromkeys((*names(folders), name))),
        (paths["schema.yaml"], schema_text),
        (paths["outputs.yaml"], outputs_text),
        themes,
        drawings,
    )


@lru_cache(maxsize=32)
def _layout(
    name: str,
    names: tuple[str, ...],
    schema_file: tuple[str, str],
    outputs_file: tuple[str, str],
    themes: tuple[str, ...],
    drawings: tuple[str, ...],
) -> Layout:
    """Return the layout of two files, each given as its path in problems and its text.

    Results are kept, since an editor or a watcher asks for the same layout at each change. Raises
    ProblemError.
    """
    own = yaml_reader.parse(schema_file[1], schema_file[0])
    for key, kind in (("properties", dict), ("required", list), ("$defs", dict)):
        if not isinstance(own.value.get(key, kind()), kind):
            raise ProblemError(
                [_bad_schema(own, (key,), tr("'{key}' is of the wrong type", key=key))]
            )
    shared = _document_schema(names, themes, drawings)
    # Keywords of a layout about a whole document (dependentRequired...) are kept with the shared
    # ones.
    merged = {
        **own.value,
        **shared,
        "properties": {**shared["properties"], **own.value.get("properties", {})},
        "required": [*shared["required"], *own.value.get("required", [])],
        "$defs": {**shared["$defs"], **own.value.get("$defs", {})},
    }
    if wrong := schema.check_schema(merged):
        raise ProblemError([_bad_schema(own, (), wrong)])
    parsed = yaml_reader.parse_on(outputs_file[1], outputs_file[0])
    problems = schema.validate(parsed, _outputs_schema())
    if problems := problems or _same_names(parsed) + _wrong_sizes(parsed):
        raise ProblemError(problems)
    value = parsed.value
    return Layout(
        name=name,
        piece=value.get("piece", name),
        schema=merged,
        reading_distance_mm=value["reading_distance_mm"],
        pages=value.get("pages", 0),
        hyphenate=value.get("hyphenate", False),
        posted=value.get("posted", False),
        read_aloud_s=value.get("read_aloud_s", 0),
        paper=value.get("paper", ""),
        outputs=tuple(
            _output(fields, parsed.spot(("outputs", index)))
            for index, fields in enumerate(value["outputs"])
        ),
        folder=value.get("folder", name),
        fillable=value.get("fillable", False),
        panels=tuple(value.get("panels", ())),
    )


def _bad_schema(parsed: Parsed, trail: Trail, wrong: str) -> Problem:
    return parsed.problem(
        trail, "layout-schema", wrong, tr("see the schema.yaml of another layout")
    )


def _same_names(parsed: Parsed) -> list[Problem]:
    """Return the problems of outputs whose output files could be confused with one another.

    A document has one format, so outputs of two formats may have the same name.
    """
    by_format: dict[str, list[tuple[int, str]]] = {}
    for index, fields in enumerate(parsed.value["outputs"]):
        by_format.setdefault(fields.get("format", ""), []).append((index, fields["name"]))
    problems = []
    for listed in by_format.values():
        names = [name for _, name in listed]
        alike = clashing(names)
        for at, (index, name) in enumerate(listed):
            if at in alike:
                message = tr("'{name}' begins like '{other}'", name=name, other=alike[at])
                hint = tr(
                    "files add words to the name, as -noir: they could be taken for one another"
                )
            elif name in names[:at]:
                message = tr("the name '{name}' stands here twice", name=name)
                hint = tr("each output is a file of its own")
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
                    parsed.problem(
                        ("outputs", index, key), "wrong-value", str(error), tr("as in a4")
                    )
                )
    return problems


def _output(fields: dict[str, Any], spot: Spot) -> Output:
    return Output(
        name=fields["name"],
        label=fields.get("label", ""),
        role=fields["role"],
        trim=fields["trim"],
        sheet=fields.get("sheet", ""),
        ink=fields.get("ink", "colour"),
        imposition=fields.get("imposition", {}),
        line=spot.line,
        column=spot.column,
        format=fields.get("format", ""),
        on_request=fields.get("on_request", False),
    )
