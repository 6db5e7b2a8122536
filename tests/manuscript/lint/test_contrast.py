"""The contrast of palettes: 4.5:1 for text, 3:1 for large text (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import example_of, own_layouts, small_project, whole_project
from zines.manuscript import lint
from zines.manuscript.lint.contrast import PAIRS, ratio
from zines.workshop import checking
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.project import Project


def test_contrast_is_counted_as_wcag_does() -> None:
    assert ratio((0, 0, 0, 1), (0, 0, 0, 0)) == pytest.approx(21)
    assert ratio((0, 1, 1, 0), (0, 0, 0, 0)) == pytest.approx(4.0, abs=0.01)


def test_each_role_of_each_theme_is_measured(checkout: Project) -> None:
    typesetter = project_typesetter(checkout)
    assert typesetter.themes() == ["affiche", "calme"]
    found = {name: typesetter.theme(name).palettes for name in typesetter.themes()}
    for inks in found.values():
        assert set(inks) == {"colour", "black", "riso"}
        measured = {role for front, ground, _ in PAIRS for role in (front, ground)}
        # (In these palettes, they are the same as other roles: they differ for two drums only.)
        measured |= {"fine", "accent-large", "on-accent-text"}
        assert set(inks["colour"]) == measured
        assert set(inks["black"]) == measured - {"tint"}
    assert not lint.palettes(found, "theme.typ", "")


@pytest.mark.parametrize(
    ("old", "new", "code", "expected"),
    [
        ("black: in-black", "black: (text: cmyk(0%, 0%, 0%, 100%))", "palette-contrast",
         "there is no colour for accent, accent-text, on-accent, paper in the theme 'affiche', "
         "ink black"),
        ("accent: cmyk(0%, 95%, 88%, 12%)", 'accent: rgb("#e3342f")', "typst",
         "the colours of a theme are inks"),
        ("accent: cmyk(0%, 95%, 88%, 12%)", "accent: luma(40%)", "typst",
         "the colours of a theme are inks"),
        ("#let palettes = (", "#let palettes = ((", "typst", "unclosed delimiter"),
        ("#let palettes = (", "#let palets = (", "typst", "unresolved import"),
    ],
)  # fmt: skip
def test_check_tells_a_theme_that_cannot_be_measured(
    old: str, new: str, code: str, expected: str, tmp_path: Path
) -> None:
    project = small_project(tmp_path)
    theme = own_layouts(project) / "lib" / "themes" / "affiche.typ"
    theme.write_text(theme.read_text("utf-8").replace(old, new, 1), "utf-8")
    example = str(example_of("tract"))
    problem, *_ = (one for one in checking.check(project, (example,)) if one.code == code)
    assert expected in problem.message
    assert problem.path.startswith("layouts/lib/") and problem.line > 1


def test_check_tells_a_file_of_values_that_is_none(tmp_path: Path) -> None:
    project = whole_project(tmp_path)
    file = project.layouts / "lib" / "theme-values.typ"
    for spoil in (lambda: file.write_text("", "utf-8"), file.unlink):
        spoil()
        problems = checking.check(project, (str(example_of("card")),))
        (problem,) = (one for one in problems if one.code == "typst")
        assert problem.path == "layouts/lib/theme-values.typ"


def test_check_tells_a_pale_theme(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    theme = own_layouts(project) / "lib" / "themes" / "affiche.typ"
    theme.write_text(
        theme.read_text("utf-8").replace(
            "accent-text: cmyk(0%, 95%, 88%, 12%)", "accent-text: cmyk(0%, 20%, 90%, 0%)"
        ),
        "utf-8",
    )
    example = str(example_of("tract"))
    on_paper, on_tint = (
        problem
        for problem in checking.check(project, (example,))
        if problem.code == "palette-contrast"
    )
    assert on_paper.message.startswith("accent-text on paper has a contrast of 1.")
    assert "'affiche', ink colour" in on_tint.message
    line = theme.read_text("utf-8").splitlines()[on_paper.line - 1]
    assert line[on_paper.column - 1 :] == "colour: roles("
