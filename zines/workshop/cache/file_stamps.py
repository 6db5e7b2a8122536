"""Whether anything has changed, by the sizes and times of files: cheaper than to read them."""

from __future__ import annotations

from pathlib import Path

from zines.base.language import spoken
from zines.workshop.project import Project, entries


def of_texts(project: Project) -> object:
    """Return what changes with any text, source, shelf or layout of a project."""
    schemas = project.search_path("layouts").files((".yaml",)).values()
    shared = [project.file("content/shelves.yaml"), project.file("content/sources.yaml")]
    found = [*(one.file for one in entries(project)), *schemas, *shared]
    return spoken(), tuple(stamp(file) for file in found)


def stamp(file: Path) -> tuple[str, int, int]:
    """Return the name, size and time of change of a file; zeros for one that is not there."""
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), found.st_size, found.st_mtime_ns
