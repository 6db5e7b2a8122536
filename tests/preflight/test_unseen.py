"""Parts of a file that were not checked are reported, so that nobody takes them for correct.

Issue 12, 15: `check` stopped at 2,000 pages in silence, and drew a page of 608 bytes for minutes.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from tests.pdf.opening import bombs
from tests.preflight import pdfs
from zines.base import own_processes
from zines.base.problems import Problem
from zines.pdf.pdf_file import Code
from zines.preflight import ghostscript, overprint_ink, qr_drawing, qr_reader, run
from zines.preflight.reading import read


def unseen(content: bytes, folder: Path) -> list[Problem]:
    file = folder / "essai.pdf"
    file.write_bytes(content)
    return [one for one in run(file, "essai") if one.code == "pdf-unseen"]


def test_pages_beyond_the_bound_are_told(tmp_path: Path) -> None:
    (problem,) = unseen(bombs.FILES["many_pages"](), tmp_path)
    assert "2,001 to 2,100 were not looked into" in problem.message


def test_all_of_a_file_of_as_many_pages_as_are_looked_into_is_seen(tmp_path: Path) -> None:
    assert not unseen(bombs.one_page(lambda pdf, page: None, pages=2000), tmp_path)


def with_code() -> bytes:
    """Return a page with a square drawing of many segments, which may be a QR code."""
    return bombs.one_page(
        lambda pdf, page: page.__setitem__(
            "/Contents", pdf.make_stream(b"9 9 m " + b"9 200 l 200 9 l " * 60 + b"f")
        )
    )


def test_a_page_that_takes_too_long_to_be_drawn_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A limit of 0 s stands for a page that takes too long."""
    drawn = qr_drawing._drawn
    monkeypatch.setattr(qr_drawing, "_drawn", lambda file, pages: drawn(file, pages, 0.0))
    (problem,) = unseen(with_code(), tmp_path)
    assert problem.message.startswith("page 1: QR codes were not looked for")


def test_a_page_that_is_drawn_in_time_is_not_told(tmp_path: Path) -> None:
    assert not unseen(with_code(), tmp_path)
    assert qr_drawing.with_codes(tmp_path / "essai.pdf", read(tmp_path / "essai.pdf")).codes_read


@pytest.mark.parametrize(
    ("drawn", "told", "asked"), [(0, 1, [[1, 2, 3], [2, 3]]), (1, 2, [[1, 2, 3], [3]])]
)
def test_pages_after_one_that_cannot_be_drawn_are_drawn(
    drawn: int,
    told: int,
    asked: list[list[int]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A process ends at a page that it cannot draw: the next one skips this page."""
    with pikepdf.open(io.BytesIO(with_code())) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    process, calls = qr_drawing._process, list[list[int]]()

    def failing(file: Path, pages: list[qr_reader.ToRead], *seconds: float) -> object:
        calls.append([page.number for page in pages])
        return process(file, pages[:drawn] if len(calls) == 1 else pages, *seconds)

    monkeypatch.setattr(qr_drawing, "_process", failing)
    (problem,) = unseen(content, tmp_path)
    assert problem.message.startswith(f"page {told}:") and calls == asked


def test_after_three_pages_that_cannot_be_drawn_no_other_is_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each may take as long as a page may."""
    with pikepdf.open(io.BytesIO(with_code())) as pdf:
        for _ in range(4):
            pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    calls = []

    def failing(*asked: object) -> object:
        calls.append(asked)
        return iter(())

    monkeypatch.setattr(qr_drawing, "_process", failing)
    (problem,) = unseen(content, tmp_path)
    assert problem.message.startswith("pages 1-5: ") and len(calls) == 3


def test_pages_share_the_time_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When each of 200 pages could take 20 s, all of them took an hour."""
    with pikepdf.open(io.BytesIO(with_code())) as pdf:
        pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    given: list[float] = []

    def slow(_file: Path, _pages: list[object], _seconds: float, left: float) -> object:
        given.append(left)
        return iter(())

    # Each process takes 60 s of CPU time.
    monkeypatch.setattr(qr_drawing, "_computed", lambda: 60.0 * len(given))
    monkeypatch.setattr(qr_drawing, "_process", slow)
    (problem,) = unseen(content, tmp_path)
    assert given == [100.0, 40.0] and problem.message.startswith("pages 1-2: ")


@pytest.mark.parametrize(("left", "allowed"), [(200.0, 20), (15.0, 5), (5.0, 0)])
def test_a_process_has_no_more_time_than_is_left(
    left: float,
    allowed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The process has already used 10 s of CPU time. Its page is a line for who waits for it."""
    (tmp_path / "essai.pdf").write_bytes(with_code())
    pages = [asdict(qr_drawing._to_read(read(tmp_path / "essai.pdf").pages[0]))]
    job = {"file": str(tmp_path / "essai.pdf"), "pages": pages, "seconds": left}
    given: list[int] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(job).encode())))
    monkeypatch.setattr("zines.preflight.qr_reader.time.process_time", lambda: 10.0)
    monkeypatch.setattr(qr_reader, "allow_seconds", given.append)
    monkeypatch.setattr(qr_reader, "codes_of", lambda *_: (Code("a", 60.0, 2.0, 4.0),))
    qr_reader.main()
    assert given == [allowed]
    assert json.loads(capsys.readouterr().out) == [1, [["a", 60.0, 2.0, 4.0, False]]]


class _Page:
    """A page of pypdfium2, which notes the scale that it is drawn at."""

    def __init__(self, width: float, height: float) -> None:
        self.size, self.scales = (width, height), list[float]()

    def get_size(self) -> tuple[float, float]:
        return self.size

    def render(self, scale: float, **_: object) -> _Page:
        self.scales.append(scale)
        return self

    def to_pil(self) -> Image.Image:
        return Image.new("L", (9, 9), 255)


@pytest.mark.parametrize(
    ("width", "height", "unit", "scales"),
    [
        # 300 dots an inch of 72 pt; in a page of a UserUnit of 2, each pt is two.
        (595, 842, 1, [300 / 72]),
        (595, 842, 2, [600 / 72]),
        (595, 842, 0.5, [150 / 72]),
        (595, 842, 0, [300 / 72]),
        (1, 1, 1, [300 / 72]),
        # A0 has as many dots as A2 at 300 dpi at most: more take gigabytes.
        (2384, 3370, 1, [(36_000_000 / (2384 * 3370)) ** 0.5]),
        (0, 842, 1, []),
        (595, 0, 1, []),
    ],
)
def test_a_page_is_drawn_at_300_dpi_as_it_is_printed(
    width: float, height: float, unit: float, scales: list[float]
) -> None:
    page = _Page(width, height)
    found = qr_reader.codes_of([page], qr_reader.ToRead(1, unit, 0, 0, []))
    assert page.scales == pytest.approx(scales)
    assert found == (() if scales else None)


def read_code(extra: object) -> Code:
    """Return a code of 30 pt of a white drawing, from what zxing-cpp tells of it."""
    at = SimpleNamespace
    corners = at(top_left=at(x=10, y=10), top_right=at(x=70, y=10), bottom_left=at(x=10, y=70))
    found = at(text="a", extra=extra, position=corners)
    return qr_reader._code(found, Image.new("L", (80, 80), 255), 2.0)


@pytest.mark.parametrize("extra", [{}, {"Version": "M4"}, None])
def test_a_code_whose_modules_are_not_known_is_not_measured_by_them(extra: object) -> None:
    """A Micro QR code has fewer than a version says; nothing is told of their size or white."""
    assert read_code(extra) == Code("a", 30.0, 0.0, 4.0)


@pytest.mark.parametrize(("version", "modules"), [("1", 21), ("2", 25), ("40", 177)])
def test_a_code_has_as_many_modules_as_its_version_says(version: str, modules: int) -> None:
    """ISO/IEC 18004, table 1."""
    assert read_code({"Version": version}).module == pytest.approx(30 / modules)


@pytest.mark.parametrize(("left", "top", "white"), [(4, 4, 4), (3, 4, 3), (4, 3, 3)])
def test_the_white_around_a_code_ends_with_the_page(left: int, top: int, white: float) -> None:
    """ISO/IEC 18004: four modules, here of a dot; what is beyond the page is not white paper."""
    at = SimpleNamespace
    corners = at(
        top_left=at(x=left, y=top),
        top_right=at(x=left + 21, y=top),
        bottom_left=at(x=left, y=top + 21),
    )
    found = at(text="a", extra={"Version": "1"}, position=corners)
    assert qr_reader._code(found, Image.new("L", (80, 80), 255), 2.0).quiet == white


def test_pages_beyond_those_that_are_drawn_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qr_drawing, "MOST_DRAWN_PAGES", 1)
    with pikepdf.open(io.BytesIO(with_code())) as pdf:
        pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    (problem,) = unseen(content, tmp_path)
    assert problem.message.startswith("page 2: QR codes were not looked for: they are on more than")


def test_drawing_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    """pdfium would decompress a colour table of 1 GB 200 times."""
    (problem,) = unseen(bombs.FILES["indexed"](), tmp_path)
    assert problem.message.startswith("page 1: QR codes were not looked for")


def test_no_module_of_the_folder_where_one_stands_is_run(tmp_path: Path) -> None:
    """The current folder may contain a foreign json.py."""
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    call = own_processes.command("zines.preflight.qr_reader")
    (tmp_path / "essai.pdf").write_bytes(with_code())
    job = {"file": str(tmp_path / "essai.pdf"), "pages": []}
    done = subprocess.run(call, cwd=tmp_path, input=json.dumps(job).encode(), check=False)
    assert done.returncode == 0


def blended() -> bytes:
    def fill(pdf: pikepdf.Pdf, page: object) -> None:
        page.Resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Multiply))  # type: ignore[attr-defined]
        page.Contents = pdf.make_stream(b"/G gs 1 0 0 0 k 0 0 9 9 re f")  # type: ignore[attr-defined]

    return bombs.one_page(fill)


def test_pages_whose_layers_are_not_measured_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overprint_ink, "MOST_DRAWN_PAGES", 1)
    monkeypatch.setattr(ghostscript, "_NAMES", ())
    with pikepdf.open(io.BytesIO(blended())) as pdf:
        pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    (problem,) = unseen(content, tmp_path)
    assert problem.message.startswith("page 2: the ink of layers was measured on the first")


def test_a_picture_that_is_too_large_to_be_measured_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """800 MB of pixels are not even decoded."""
    monkeypatch.setattr(qr_drawing, "with_codes", lambda _file, read: read)
    monkeypatch.setattr("zines.pdf.resources.pictures.decoded", None)
    (problem,) = unseen(bombs.FILES["large_picture"](), tmp_path)
    assert problem.message == "page 1: a picture is too large for its ink to be measured"


def test_a_picture_for_which_no_memory_is_left_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_memory(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(qr_drawing, "with_codes", lambda _file, read: read)
    monkeypatch.setattr("zines.preflight.reading.samples_of", out_of_memory)
    (problem,) = unseen(bombs.FILES["large_picture"](), tmp_path)
    assert problem.message == "page 1: a picture is too large for its ink to be measured"


@pytest.mark.parametrize(("room", "reported_pages"), [(2 * 160_000, 0), (2 * 160_000 - 1, 1)])
def test_pictures_share_the_room(
    room: int, reported_pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zines.preflight.reading.LARGEST_PICTURES", room)

    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        images = [
            bombs.inflating(
                pdf,
                bytes(160_000),
                Subtype=Name.Image,
                Width=400,
                Height=100,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceCMYK,
            )
            for _ in range(2)
        ]
        one, other = map(pdf.make_indirect, images)
        page.Resources.XObject = Dictionary(I=one, J=other)
        page.Contents = pdf.make_stream(b"40 0 0 10 9 9 cm /I Do /J Do")

    assert len(unseen(bombs.one_page(fill), tmp_path)) == reported_pages


def test_what_a_library_unpacks_by_itself_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """qpdf decompresses object streams before any part of a file can be read."""
    monkeypatch.setattr("zines.preflight.reading.MOST_MEMORY", 100_000_000)
    file = tmp_path / "essai.pdf"
    file.write_bytes(bombs.FILES["packed_objects"]())
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    found = run(file, "essai")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert "pdf-unreadable" in {one.code for one in found} or not sys.platform.startswith("linux")
