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
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.pdf.opening import bombs
from tests.preflight import pdfs
from zines.base import own_processes
from zines.base.problems import Problem
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


def test_pages_after_one_that_cannot_be_drawn_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that ends before its first page has drawn none: the next one skips this page."""
    with pikepdf.open(io.BytesIO(with_code())) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.pages.append(pdf.pages[0])
        content = pdfs.saved(pdf)
    process, calls = qr_drawing._process, []

    def failing(file: Path, pages: list[object], *seconds: float) -> object:
        calls.append(len(pages))
        return iter(()) if len(calls) == 1 else process(file, pages, *seconds)  # type: ignore[arg-type]

    monkeypatch.setattr(qr_drawing, "_process", failing)
    (problem,) = unseen(content, tmp_path)
    assert problem.message.startswith("page 1:") and calls == [3, 2]


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
    left: float, allowed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process has already used 10 s of CPU time."""
    (tmp_path / "essai.pdf").write_bytes(with_code())
    pages = [asdict(qr_drawing._to_read(read(tmp_path / "essai.pdf").pages[0]))]
    job = {"file": str(tmp_path / "essai.pdf"), "pages": pages, "seconds": left}
    given: list[int] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(job).encode())))
    monkeypatch.setattr("zines.preflight.qr_reader.time.process_time", lambda: 10.0)
    monkeypatch.setattr(qr_reader, "allow_seconds", given.append)
    monkeypatch.setattr(qr_reader, "codes_of", lambda *_: ())
    qr_reader.main()
    assert given == [allowed]


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


@pytest.mark.parametrize(("room", "reported_pages"), [(40_000 * 4, 0), (40_000 * 4 - 1, 1)])
def test_pictures_share_the_room(
    room: int, reported_pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zines.preflight.reading.LARGEST_PICTURES", room)

    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        image = bombs.inflating(
            pdf,
            bytes(160_000),
            Subtype=Name.Image,
            Width=400,
            Height=100,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceCMYK,
        )
        page.Resources.XObject = Dictionary(I=pdf.make_indirect(image))
        page.Contents = pdf.make_stream(b"40 0 0 10 9 9 cm /I Do")

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
