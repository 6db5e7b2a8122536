"""Drawings that crash Typst do not end a build: each is first tried alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
import typst

from tests.helpers import POSTER, TRACT, add, own_layouts, printed
from zines.base.problems import ProblemError
from zines.composition import drawing_trial, request, svg_numbers, typesetting
from zines.workshop.checking import check
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.project import Project

START = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
#: Typst 0.15.2: "panic in a destructor during cleanup", which aborts the process.
ABORTS = START + '<path d="M0 0L3e38 9L9 -3e38Z" stroke="red"/></svg>'


@pytest.mark.parametrize(
    ("drawing", "expected"), [(ABORTS, "fails on it"), (START + "</g>", "failed to parse SVG")]
)
def test_what_ends_typst_is_told_in_words(drawing: str, expected: str) -> None:
    with pytest.raises(ProblemError) as caught:
        drawing_trial.check(drawing.encode(), ".svg", "logo.svg", "assets/logo.svg")
    (problem,) = caught.value.problems
    assert expected in problem.message and "'logo.svg'" in problem.message
    assert (problem.code, problem.path) == ("picture-broken", "assets/logo.svg")


SQUARE = '<rect x="1" y="1" width="8" height="8" fill="red"/></svg>'


@pytest.mark.parametrize(
    "start",
    [
        START.replace("10 10", "1e-30 1e-30"),
        START.replace('viewBox="0 0 10 10"', 'width="1e-9" height="1e9"'),
        START.replace("10 10", "1e9 1e9") + '<rect width="1e9%" height="1e9%"/>',
        START + '<path transform="skewX(90)" d="M1 1h8v8z"/>',
    ],
)
def test_a_drawing_of_numbers_beyond_all_measure_is_told_by_its_name(start: str) -> None:
    """Each number is within its limit, but on pages they became null and the drawing was lost."""
    with pytest.raises(ProblemError) as caught:
        drawing_trial.check((start + SQUARE).encode(), ".svg", "logo.svg", "assets/logo.svg")
    (problem,) = caught.value.problems
    assert problem.code == "picture-broken" and "beyond all measure" in problem.message


@pytest.mark.parametrize(
    "drawing",
    [
        START + '<path d="M0 0L9 9" stroke="red"/></svg>',
        START + '<g transform="scale(0)">' + SQUARE.replace("</svg>", "</g></svg>"),
        START.replace("10 10", "1000000 1000000") + SQUARE,
        START.replace("10 10", "0.001 0.001") + SQUARE,
    ],
)
def test_a_good_drawing_passes(drawing: str) -> None:
    drawing_trial.check(drawing.encode(), ".svg", "logo.svg", "")


def test_of_two_drawings_the_one_that_fails_is_named(tmp_path: Path) -> None:
    """Whoever mends the other looks for a fault that is not there."""
    (tmp_path / "1.svg").write_text(START + SQUARE)
    (tmp_path / "2.svg").write_text(ABORTS)
    asked = Mock(pictures={"bon.svg": "/1.svg", "mauvais.svg": "/2.svg"})
    (problem,) = typesetting.Typesetter._undrawn(Mock(stage=Mock(root=tmp_path)), asked)
    assert "mauvais.svg" in problem.message


def test_a_drawing_that_ends_typst_fails_by_its_name(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the cause: here the limits that prevent the known crash are raised."""
    monkeypatch.setattr(svg_numbers, "LARGEST_DRAWING_NUMBER", 1e40)
    add(project, "tracts/a", TRACT)
    (project.assets / "logo.svg").write_text(ABORTS)
    (project.content / "organisation.yaml").write_text('name: "N"\nlogo: logo.svg\n')
    for problems in (printed(project).problems, check(project)):
        (found,) = (one for one in problems if one.code == "picture-broken")
        assert found.path == "assets/logo.svg" and "'logo.svg'" in found.message


def test_a_panic_of_typst_fails_one_document(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Compiler:
        def __init__(self, *arguments: Any, **named: Any) -> None:
            self.real = typst.Compiler(*arguments, **named)
            self.request = project.cache / "stage" / named["sys_inputs"].get("request", "")[1:]

        def compile_with_warnings(self, **named: Any) -> Any:
            if "Une affiche" in self.request.read_text("utf-8"):
                raise PanicException("called `Option::unwrap()` on a `None` value")
            return self.real.compile_with_warnings(**named)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

    add(project, "tracts/a", TRACT)
    add(project, "posters/b", POSTER)
    monkeypatch.setattr(typesetting, "typst", _With(type("Typst", (), {"Compiler": Compiler})))
    report = printed(project, workers=1)
    assert {made.slug: bool(made.files) for made in report.made} == {
        "posters/b": False,
        "tracts/a": True,
    }
    (problem,) = report.problems
    assert (problem.code, problem.path) == ("typst-panic", "content/posters/b.yaml")


class PanicException(BaseException):
    """A panic as pyo3 raises it: not an Exception."""


def _panicking(*_: Any, **__: Any) -> Any:
    raise PanicException("called `Option::unwrap()` on a `None` value\nnote: run with")


@pytest.mark.parametrize(
    ("part", "folder"), [("Fonts", "assets/fonts"), ("Compiler", "layouts/lib")]
)
def test_a_panic_on_fonts_or_themes_is_told_by_their_folder(
    part: str, folder: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(project, "tracts/a", TRACT)
    only = type("Typst", (), {part: staticmethod(_panicking)})()
    monkeypatch.setattr(typesetting, "typst", _With(only))
    found = [one for one in check(project) if one.code == "typst-panic"]
    assert found and all(folder in one.path for one in found)
    assert "value" in found[0].message and "note" not in found[0].message


@pytest.mark.parametrize(
    "reason",
    [
        # (The two panics of a process that has opened 65,535 files: the first, and all after it.)
        "out of file ids: TryFromIntError(PosOverflow)",
        "called `Result::unwrap()` on an `Err` value: PoisonError { .. }",
    ],
)
def test_who_has_opened_too_many_files_begins_again(
    reason: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that was added last is wrong, and no part of the text."""

    def panicking(*_: Any, **__: Any) -> Any:
        raise PanicException(reason)

    add(project, "tracts/a", TRACT)
    for part in ({"Compiler": staticmethod(panicking)}, {"Compiler": _Tired}):
        monkeypatch.setattr(typesetting, "typst", _With(type("Typst", (), part)))
        monkeypatch.setattr(_Tired, "reason", reason)
        found = [one for one in check(project) if one.code == "typst-panic"]
        assert found and {one.hint for one in found} == {"end this program, and start it again"}


class _Tired:
    """A compiler that fails when it is used."""

    reason = ""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.real = typst.Compiler(*arguments, **named)
        self.sets = "request" in named["sys_inputs"]

    def __getattr__(self, name: str) -> Any:
        if self.sets:
            raise PanicException(self.reason)
        return getattr(self.real, name)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_what_is_no_panic_is_not_called_one(
    error: BaseException, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stops the program while fonts are read is not asked to take them out."""

    def interrupted(*_: Any, **__: Any) -> Any:
        raise error

    add(project, "tracts/a", TRACT)
    only = type("Typst", (), {"Fonts": staticmethod(interrupted)})()
    monkeypatch.setattr(typesetting, "typst", _With(only))
    with pytest.raises(type(error)):
        check(project)


class _With:
    """A replacement for the module typst, with other parts."""

    def __init__(self, parts: object) -> None:
        self.parts = parts

    def __getattr__(self, name: str) -> object:
        return getattr(self.parts, name, None) or getattr(typst, name)


def test_what_typst_cannot_decode_is_told_by_its_name(project: Project) -> None:
    """Typst would report the line of the layout that shows the picture."""
    typesetter = project_typesetter(project)
    place = typesetter.stage.root / "pictures" / "a.png"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"\x89PNG\r\n\x1a\nno more")
    layout = own_layouts(project) / "shown"
    layout.mkdir()
    (layout / "layout.typ").write_text(
        '#let render(document) = image(document.pictures.at("photo.png"), alt: "x")\n'
    )
    typesetter = project_typesetter(project)
    page = request.own_page("shown", "Un essai", "2026-11-24", {})
    page = request.Request(**{**vars(page), "pictures": {"photo.png": "/pictures/a.png"}})
    with pytest.raises(ProblemError) as caught:
        typesetter.pages(page)
    (problem,) = caught.value.problems
    assert "'photo.png' cannot be drawn" in problem.message and problem.path == ""
