"""Detection of changes by the sizes and times of files, which is cheaper than reading them."""

from __future__ import annotations

from pathlib import Path

from zines.base.language import spoken
from zines.workshop.project import Project, entries


def of_texts(project: Project) -> object:
    """Return a value that changes with any text, source, shelf or layout schema of a project."""
    schemas = project.search_path("layouts").files((".yaml",)).values()
    shared = [project.file("content/shelves.yaml"), project.file("content/sources.yaml")]
    found = [*(one.file for one in entries(project)), *schemas, *shared]
    return spoken(), tuple(stamp(file) for file in found)


def stamp(file: Path) -> tuple[str, int, int]:
    """Return the path, size in bytes and modification time in ns of a file; zeros if missing."""
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), found.st_size, found.st_mtime_ns
