"""Places in the text for problems of pages, in any language of the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import TRACT, add, small_project
from zines.base.problems import Problem
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.production import page_problems
from zines.workshop.production.text_reading import ReadText
from zines.workshop.project import Entry


@pytest.mark.parametrize(
    "message", ["no font holds '🌳'", "aucune police ne contient «\u00a0🌳\u00a0»"]
)
def test_a_sign_is_found_and_not_the_quotes_around_it(tmp_path: Path, message: str) -> None:
    """French messages use quotation marks that French texts contain too."""
    project = small_project(tmp_path)
    text = TRACT.replace("Le recto", "Un «\u00a0recto\u00a0» et").replace("Le verso.", "Un 🌳.")
    file = add(project, "tracts/essai", text)
    parsed = yaml_reader.read(file, project.named(file))
    read = ReadText(Entry("tracts/essai", file), parsed)
    (found,) = page_problems.placed([Problem("missing-glyph", message)], read, project, ())
    line = next(n for n, one in enumerate(text.split("\n"), 1) if "🌳" in one)
    assert (found.path, found.line, found.column) == (project.named(file), line, 6)


def test_a_sign_in_the_first_line_is_counted_as_editors_do(tmp_path: Path) -> None:
    """Windows' Notepad writes a byte order mark, which no editor shows; YAML ignores it (5.2)."""
    project = small_project(tmp_path)
    text = "\ufefftitle: Un 🌳\n" + TRACT.replace("title: Un essai\n", "")
    file = add(project, "tracts/essai", text)
    parsed = yaml_reader.read(file, project.named(file))
    read = ReadText(Entry("tracts/essai", file), parsed)
    problem = Problem("missing-glyph", "no font holds '🌳'")
    (found,) = page_problems.placed([problem], read, project, ())
    assert (found.line, found.column) == (1, len("title: Un 🌳"))
    # Someone may save the text anew, in any encoding, before its place is looked for.
    file.write_bytes("title: été".encode("latin-1"))
    assert page_problems.placed([problem], read, project, ()) == (problem,)
