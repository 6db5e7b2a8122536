"""Total ink where colours overprint or blend: with Ghostscript, and with a stand-in."""

from __future__ import annotations

import io
import math
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.preflight import pdfs
from zines.base.problems import Problem
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page
from zines.preflight import ghostscript, overprint_ink, proved, reading, run
from zines.preflight.rules.table import PrinterLimits

HEAVY = "1 1 1 0 k 60 60 200 80 re f"
OVER = " q /G gs 0 0 0 1 k 80 70 120 50 re f Q"
HAS_GS = any(map(shutil.which, ghostscript._NAMES))


def press(drawn: str, state: Any = None, change: Any = None) -> bytes:
    """Return the good press file, with more content on top of its first page."""
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        page = pdf.pages[0]
        states = Dictionary(G=Dictionary(op=True, OP=True, OPM=1) if state is None else state)
        page.obj.Resources = Dictionary({**dict(page.obj.Resources.items()), "/ExtGState": states})
        page.obj.Contents = pdf.make_stream(f"{pdfs.CONTENT} {drawn}".encode())
        if change:
            change(page)
        return pdfs.saved(pdf, deterministic_id=True)


def problems_of(content: bytes, folder: Path, limits: PrinterLimits | None = None) -> list[Problem]:
    file = folder / "50 % essai.pdf"
    file.write_bytes(content)
    return run(file, "essai.pdf", limits)


def stand_in(monkeypatch: pytest.MonkeyPatch, *pictures: Image.Image) -> list[tuple[Any, ...]]:
    """Replace the drawing of pages by these pictures; return the list of requests."""
    asked: list[tuple[Any, ...]] = []

    def drawn(file: Path, pages: Sequence[int], dpi: float, folder: Path) -> list[Path]:
        asked.append((file.name, list(pages), round(dpi)))
        files = [folder / f"{count}.tif" for count, _ in enumerate(pictures)]
        for path, picture in zip(files, pictures, strict=True):
            picture.save(path)
        return files

    monkeypatch.setattr(ghostscript, "_drawn", drawn)
    return asked


def page(*boxes: tuple[int, int, int, int]) -> Image.Image:
    """Return a page of 154 x 216 pixels (A5 with 3 mm of bleed) with 400 % of ink in boxes."""
    made = Image.new("CMYK", (154, 216), (0, 0, 0, 0))
    for box in boxes:
        made.paste((255, 255, 255, 255), box)
    return made


def test_the_ink_of_a_drawn_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = stand_in(monkeypatch, page((20, 20, 40, 40)))
    (problem,) = problems_of(press(HEAVY + OVER), tmp_path)
    assert problem.code == "pdf-total-ink" and problem.severity == "error"
    assert "page 1: 400 % of ink where colours overprint or blend" in problem.message
    assert asked == [("50 % essai.pdf", [1], 100)]


@pytest.mark.parametrize(
    "boxes",
    [
        # A spot of less than a thousandth of the page; marks outside the trim.
        [(20, 20, 26, 25)],
        [(0, 0, 154, 3), (0, 0, 3, 216)],
        [],
    ],
)
def test_peaks_and_marks_are_left_alone(
    boxes: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, page(*boxes))
    assert problems_of(press(HEAVY + OVER), tmp_path) == []


def test_a_drawn_page_is_rounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, Image.new("CMYK", (154, 216), (255, 255, 255, 3)))
    assert problems_of(press(HEAVY + OVER), tmp_path) == []
    (problem,) = problems_of(press(HEAVY + OVER), tmp_path, PrinterLimits(total_ink_percent=298))
    assert "300 % of ink, over" in problem.message


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_trim_of_a_turned_page_is_looked_at(rotate: int) -> None:
    def turn(page: pikepdf.Page) -> None:
        page.obj.Rotate = rotate
        page.obj.TrimBox = Array([0, 0, pdfs.FULL[0] / 2, pdfs.FULL[1] / 4])
        del page.obj["/BleedBox"]

    (first, _) = reading.read(io.BytesIO(press(HEAVY + OVER, change=turn))).pages
    # The lower left part of the page; each rotation is 90 degrees clockwise.
    expected = {
        0: (0, 0.75, 0.5, 1),
        90: (0, 0, 0.25, 0.5),
        180: (0.5, 0, 1, 0.25),
        270: (0.75, 0.5, 1, 1),
    }
    assert overprint_ink._part(first) == pytest.approx(expected[rotate], abs=0.001)


@pytest.mark.parametrize(
    ("drawn", "state"),
    [
        (HEAVY, Dictionary(SA=True)),
        ("1 0 0 rg 60 60 9 9 re f" + OVER, None),
        ("/P cs 1 scn 60 60 9 9 re f" + OVER, None),
        # A page that cannot be fully read is not passed to another program.
        (HEAVY + " /F Do" + OVER, None),
    ],
    ids=["nothing adds up", "RGB", "an unknown space", "broken"],
)
def test_pages_that_cannot_be_measured_are_not_drawn(
    drawn: str, state: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = stand_in(monkeypatch)

    def change(page: pikepdf.Page) -> None:
        # A stream that draws itself.
        page.obj.Resources.XObject = Dictionary(
            {**dict(page.obj.Resources.XObject.items()), "/F": page.obj.Contents}
        )

    problems_of(press(drawn, state, change if " /F Do" in drawn else None), tmp_path)
    assert not any(1 in pages for _, pages, _ in asked)


@pytest.mark.parametrize(("width", "height"), [(0, 9), (9, 0), (9, 9)])
def test_a_page_without_a_surface_has_no_ink(width: int, height: int) -> None:
    """Some programs write a MediaBox of nothing; there is no part of it to be measured."""
    empty = Page(number=1, media=Box(5, 5, 5 + width, 5 + height), overprints=True)
    assert overprint_ink._may_add_up(empty) is (width == height)


def test_a_build_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = stand_in(monkeypatch)
    assert proved(press(HEAVY + OVER), "essai.pdf", PrinterLimits()) == [] and asked == []


def test_without_ghostscript_all_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert problems_of(press(HEAVY + OVER), tmp_path) == []
    read = reading.read(io.BytesIO(press(HEAVY + OVER)))
    (tmp_path / "essai.pdf").write_bytes(b"")
    assert (
        overprint_ink.with_overprint_ink(tmp_path / "essai.pdf", read, 300).pages[0].overprint_ink
        is None
    )


@pytest.mark.parametrize(
    ("drawn", "state", "least"),
    [
        # The page has 10 % of magenta and yellow, black, and a picture of 71 %.
        (OVER, None, 191),
        ("0.3 0.9 0.7 0 k 60 60 9 9 re f" + OVER, None, 361),
        # Blending may give any amount, and so may colours that are not in four inks.
        (OVER, Dictionary(BM=Name.Multiply, op=True), math.inf),
        ("/Z cs 0.1 scn 60 60 9 9 re f" + OVER, None, math.inf),
    ],
)
def test_only_pages_of_which_the_inks_could_be_too_much_are_drawn(
    drawn: str, state: Any, least: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overprinting keeps, for each ink, the new or the old amount (ISO 32000-1, 8.6.7)."""

    def change(page: pikepdf.Page) -> None:
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
        space = Array([Name.Separation, Name("/Z"), Name.DeviceCMYK, function])
        page.obj.Resources.ColorSpace = Dictionary(Z=space)

    asked = stand_in(monkeypatch)
    content = press(drawn, state, change)
    for limit in (189, 192, 360, 362):
        asked.clear()
        problems_of(content, tmp_path, PrinterLimits(total_ink_percent=limit))
        assert any(1 in pages for _, pages, _ in asked) is (limit < least), limit


def test_grey_is_black_ink(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(page: pikepdf.Page) -> None:
        page.obj.Contents.write(b"/G gs 0.2 g 60 60 9 9 re f 0.4 0 0 0 k 60 60 9 9 re f")
        del page.obj.Resources.XObject

    asked = stand_in(monkeypatch)
    for limit in (119, 121):
        problems_of(press("", change=change), tmp_path, PrinterLimits(total_ink_percent=limit))
    assert [1 in pages for _, pages, _ in asked] == [True, False]


@pytest.mark.parametrize("program", ["exit 1", "exit 0", "echo no > 1.tif", "exec sleep 60"])
def test_a_program_that_fails_is_told(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "gs"
    fake.write_text(f"#!/bin/sh\n{program}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(ghostscript, "_NAMES", ("gs",))
    monkeypatch.setattr(ghostscript, "_SECONDS", 0.5)
    (problem,) = problems_of(press(HEAVY + OVER), tmp_path)
    assert (problem.code, problem.severity) == ("pdf-unseen", "info")
    assert problem.message.startswith("the ink of layers was not measured: Ghostscript")


MULTIPLY = Dictionary(BM=Name.Multiply)


@pytest.mark.skipif(not HAS_GS, reason="Ghostscript is not installed")
@pytest.mark.parametrize(
    ("drawn", "state", "heavy"),
    [
        (HEAVY + OVER, None, True),
        (HEAVY + OVER.replace("120 50 re f", "120 50 re f 0 0 0 0.2 k"), None, True),
        (HEAVY + " q /G gs 0 0 0 1 k BT /F 40 Tf 80 80 Td (Un texte) Tj ET Q", None, True),
        (HEAVY.replace("1 1 1 0", "1 1 0 0") + OVER.replace("0 0 0 1", "0 0 1 1"), MULTIPLY, True),
        # Black that knocks out; overprint mode 0, which removes the ink below; a tiny spot.
        (HEAVY + OVER.replace("/G gs", ""), None, False),
        (HEAVY + OVER, Dictionary(op=True, OPM=0), False),
        (HEAVY + OVER.replace("120 50", "10 5"), None, False),
        # 290 % in total.
        (HEAVY.replace("1 1 1 0", "0.3 0.9 0.7 0") + OVER, None, False),
    ],
)
def test_ghostscript_adds_up_the_inks(drawn: str, state: Any, heavy: bool, tmp_path: Path) -> None:
    found = [one.code for one in problems_of(press(drawn, state), tmp_path)]
    assert found == (["pdf-total-ink"] if heavy else [])


@pytest.mark.parametrize(
    ("rotate", "expected"),
    [
        (0, (0.1, 0.2, 0.8, 0.6)),
        (90, (0.4, 0.1, 0.8, 0.8)),
        (180, (0.2, 0.4, 0.9, 0.8)),
        (270, (0.2, 0.2, 0.6, 0.9)),
    ],
)
def test_a_page_whose_corner_is_not_at_zero_is_measured_within_its_trim(
    rotate: int, expected: tuple[float, ...]
) -> None:
    """ISO 32000-1, 14.11.2: boxes may begin anywhere, also below zero."""
    for x, y in ((0, 0), (-30, 40), (500, -100)):
        media, trim = Box(x, y, x + 100, y + 200), Box(x + 10, y + 80, x + 80, y + 160)
        found = overprint_ink._part(Page(number=1, media=media, trim=trim, rotate=rotate))
        assert found == pytest.approx(expected)
