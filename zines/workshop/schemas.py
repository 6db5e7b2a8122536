"""The command ``schema``: JSON Schemas of the files that people write, for their editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zines.base import files
from zines.base.file_names import slug_of
from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError, UsageError, meant
from zines.manuscript import layouts
from zines.manuscript.schemas import column_schema, editor_schema, examples
from zines.workshop import layout_names
from zines.workshop.project import Project

#: The folder of the schemas of a project, from its root, for text editors.
SCHEMAS = Path(".hors-bocal/schemas")
#: Kinds of files other than documents: the schema of each, and its title.
_OTHERS = {
    "edition": ("organisation", mark("a group: its edition of hors-bocal")),
    "sources": ("sources", mark("the sources of the texts of hors-bocal")),
    "shelves": ("shelves", mark("where the papers of hors-bocal are found")),
}
_COLUMNS = "columns"
#: Keys of an edition that are not printed, and what stands for a line to write on.
_OF_FILE, _PEN = ("kind", "extends", "printing", "fields"), r"^_{3,}\s*$"
#: French words for these, as slugs.
_FRENCH = {
    **dict.fromkeys(("groupe", "groupes", "editions", "group"), "edition"),
    **dict.fromkeys(("colonnes", "tableau-de-groupes", "table"), _COLUMNS),
    **dict.fromkeys(("etageres", "rayons"), "shelves"),
}


def names(project: Project) -> list[str]:
    """Return the names of all schemas: each layout, edition, sources, shelves, columns."""
    return [*layouts.names(project.search_path("layouts")), *_OTHERS, _COLUMNS]


def schema(project: Project, name: str) -> dict[str, Any]:
    """Return the schema of a name in :func:`names`: documents of a layout, editions, sources...

    A layout has its French word too (affiche). Its texts are in the language in use. Raises
    UsageError for another name, ProblemError for a layout with errors.
    """
    if name == _COLUMNS:
        return column_schema.schema(tr("a row of a table of groups for hors-bocal"))
    if name in _OTHERS:
        kind, title = _OTHERS[name]
        rules = layouts.shipped_schema(kind)
        if name == "edition":
            rules = {**rules, "properties": dict(map(_with_pen, rules["properties"].items()))}
        return editor_schema.complete(rules, tr(title), examples.of(name))
    known = names(project)
    folders = project.search_path("layouts")
    if name not in known:
        if found := _FRENCH.get(slug_of(name)) or layout_names.meant_by(project, name):
            return schema(project, found)
        others = tr("one of: {choices}", choices=", ".join(known))
        hint = meant(slug_of(name), [*known, *layout_names.by_piece(project), *_FRENCH], others)
        raise UsageError(tr("there is no schema '{name}': {hint}", name=name, hint=hint))
    layout = layouts.load(folders, name, project.named)
    rules = dict(layout.schema)
    properties = rules["properties"]
    rules["properties"] = {**properties, "layout": {**properties["layout"], "const": name}}
    example = layouts.example(folders, layout, project.named)
    shown = layout_names.shown(project, name)
    title = tr("a document of the layout '{layout}' of hors-bocal", layout=shown)
    return editor_schema.complete(rules, title, example.value)


def _with_pen(item: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Return a key of an edition with its schema, which takes ___ too: a line to write on."""
    key, rule = item
    kinds = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    if key in _OF_FILE or (kinds == ["string"] and "pattern" not in rule):
        return item
    patterns = [rule["pattern"], _PEN] if "pattern" in rule else [_PEN]
    said = {"type": kinds if "string" in kinds else [*kinds, "string"]}
    # (What editors say of another text; other programs ignore the keyword.)
    said["patternErrorMessage"] = tr(rule["description"])
    return key, {**rule, **said, "pattern": "|".join(patterns)}


def as_json(found: dict[str, Any]) -> str:
    """Return a schema as the text of a file."""
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def write(project: Project, wanted: Iterable[str], folder: Path) -> list[Path]:
    """Write schemas into a folder, each as ``NAME.json``, all or none; overwrite older ones.

    Raises as :func:`schema`, with the problems of all layouts, and OSError.
    """
    contents: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for name in wanted:
        try:
            contents[folder / f"{name}.json"] = as_json(schema(project, name)).encode()
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    files.write_all(contents)
    return list(contents)
