"""Problems of a file beside the fields of the form that was made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base.problems import Problem, ProblemError
from zines.manuscript import layouts
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.project import Project

#: The key in "the key 'title' is missing".
_QUOTED = re.compile("'([^']+)'")


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong, in words; ``field`` names that of the form where it can be mended, if any."""

    problem: Problem
    field: str = ""


def field_of(problem: Problem, edition: Path | None, text: Path | None, project: Project) -> str:
    """Return the name of the field that a problem stands in, or nothing.

    ``edition`` and ``text`` are the files that the forms of the page were made of.
    """
    if text and problem.path == project.named(text):
        return _field_of_text(problem, text, project)
    if edition is None or problem.path != project.named(edition):
        return ""
    if problem.code == "imprint":
        return "name" if "'name'" in problem.message else "address"
    return field_at(problem, edition, layouts.shipped_schema("organisation"))


def _field_of_text(problem: Problem, file: Path, project: Project) -> str:
    try:
        parsed = yaml_reader.read_on(file, problem.path)
        french_keys.rename(parsed, layouts.shipped_schema("document"))
        layout = layouts.load(
            project.search_path("layouts"), str(parsed.value["layout"]), project.named
        )
        french_keys.rename(parsed, layout.schema)
    except (ProblemError, OSError, KeyError, TypeError):
        return ""
    missing = _QUOTED.search(problem.message)
    if problem.code == "missing-key" and missing:
        key = french_keys.table().get(missing[1], missing[1])
        if key in layout.schema.get("required", ()) and key not in parsed.value:
            return key
    return field_at(problem, file, layout.schema)


def field_at(problem: Problem, file: Path, schema: Mapping[str, Any]) -> str:
    """Return the way to the innermost value of a file that a problem's line lies in, or nothing."""
    try:
        parsed = yaml_reader.read_on(file, problem.path)
    except (ProblemError, OSError):
        return ""
    french_keys.rename(parsed, schema)
    inside = [
        trail
        for places in (parsed.values, parsed.keys)
        for trail, spot in places.items()
        if trail and spot.line <= problem.line <= spot.last_line
    ]
    best = max(inside, key=lambda trail: (parsed.spot(trail).line, len(trail)), default=())
    return ".".join(map(str, best))
