"""Where a character stands that no font holds: Typst only says which one it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zines.base.problems import Problem
from zines.workshop import equipment
from zines.workshop.project import Entry, Project


def placed(problem: Problem, entry: Entry, project: Project, edition: Path | None) -> Problem:
    """Return a problem at the place of its character, in one of the files of a document.

    Problems of other kinds, and characters that stand in none of them, come back as they are.
    """
    if problem.code != "missing-glyph":
        return problem
    group = equipment.organisation_file(project, edition)
    for file in (entry.file, group, *equipment.sources_files(project)):
        if found := _first(problem.message, file):
            line, column = found
            return replace(problem, path=project.named(file), line=line, column=column)
    return problem


def _first(message: str, file: Path) -> tuple[int, int] | None:
    """Return line and column of the first unusual character of a message that a file holds."""
    signs = [sign for sign in message if not sign.isascii()]
    if not file.is_file():
        return None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        for sign in signs:
            if sign in line:
                return number, line.index(sign) + 1
    return None
