"""Where in its files a problem of a document's pages stands: Typst only says what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zines.base.language import tr
from zines.base.problems import Problem
from zines.manuscript.edition_chain import Link
from zines.manuscript.parsed import Parsed, Spot
from zines.workshop import equipment
from zines.workshop.project import Project
from zines.workshop.text_reading import ReadText


def placed(problem: Problem, text: ReadText, project: Project, group: Sequence[Link]) -> Problem:
    """Return a problem at the place of its character, or of the text that does not fit.

    ``group`` are the files of who prints it. Problems of other kinds, and what stands in none of
    the files, come back as they are.
    """
    if problem.code == "copyfit" and text.parsed:
        keys = [trail[0] for trail in text.parsed.keys if len(trail) == 1]
        if name := _named(problem.message, keys):
            spot = text.parsed.spot((name,), key=True)
            return replace(problem, path=text.parsed.path, line=spot.line, column=spot.column)
    if problem.code == "missing-glyph":
        for link in group:
            if link.row and (place := _in_row(problem.message, link.parsed)):
                path = link.parsed.path
                return replace(problem, path=path, line=place.line, column=place.column)
        files = [link.file for link in group if not link.row]
        for file in (text.entry.file, *files, *equipment.sources_files(project)):
            if found := _first(problem.message, file):
                line, column = found
                return replace(problem, path=project.named(file), line=line, column=column)
    return problem


def _named(message: str, keys: Iterable[Any]) -> str:
    """Return the first key that a message names, as in "the front is too long"; empty for none.

    Layouts name what does not fit mostly by its key; each name is a message of its own.
    """
    names = {key: f"the {key}" for key in keys}
    found = {message.find(tr(name)): key for key, name in names.items() if tr(name) in message}
    return str(found[min(found)]) if found else ""


def _in_row(message: str, row: Parsed) -> Spot | None:
    """Return the place of the first unusual character of a message that a row of a table holds."""
    signs = {sign for sign in message if not sign.isascii()}
    for trail, spot in row.values.items():
        value = row.value.get(trail[0]) if trail else ""
        if signs & set(str(value)):
            return spot
    return None


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
