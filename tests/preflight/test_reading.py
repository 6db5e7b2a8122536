"""Values read from a page: sizes, positions and colours as printed on paper."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import typst
from pikepdf import Array, Name

from tests.preflight import pdfs
from zines.pdf.geometry import Box
from zines.pdf.opening import soundness
from zines.pdf.pdf_file import Page, PdfFile
from zines.preflight.reading import UnreadableError, read


def page_with(content: str, folder: Path, **entries: Any) -> Page:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(content.encode())
        for key, value in entries.items():
            page[f"/{key}"] = value
        file = folder / "essai.pdf"
        file.write_bytes(pdfs.saved(pdf))
    return read(file).pages[0]


@pytest.mark.parametrize(
    ("placed", "size"),
    [
        ("/F 10 Tf", 10),
        ("/F 1 Tf 12 0 0 12 50 50 Tm", 12),
        ("/F 5 Tf 0 2 -2 0 50 50 Tm", 10),
        ("/F -9 Tf 1 0 0 -1 50 50 Tm", 9),
    ],
)
def test_text_has_its_size_on_paper(placed: str, size: float, tmp_path: Path) -> None:
    (text,) = page_with(f"BT {placed} (abc) Tj ET", tmp_path).texts
    assert text.size == pytest.approx(size)
    assert text.signs == 3


def test_sizes_follow_the_matrix_and_the_unit_of_the_page(tmp_path: Path) -> None:
    page = page_with(
        "2 0 0 2 0 0 cm 1 w 10 10 m 20 10 l S BT /F 4 Tf (a) Tj ET", tmp_path, UserUnit=3
    )
    assert page.texts[0].size == pytest.approx(24)
    assert page.lines[0].width == pytest.approx(6)
    assert page.media and page.media.width == pytest.approx(3 * pdfs.FULL[0], abs=0.01)


def test_text_moves_on_by_its_widths(tmp_path: Path) -> None:
    page = page_with("BT /F 10 Tf 100 50 Td (abcd) Tj [(ab) -1000 (cd)] TJ ET", tmp_path)
    first, second = page.texts
    assert (first.box.left, first.box.right) == pytest.approx((100, 118))
    assert (second.box.left, second.box.right) == pytest.approx((118, 146))


def test_what_is_clipped_away_is_not_painted(tmp_path: Path) -> None:
    page = page_with("q 0 0 50 50 re W n 60 60 10 10 re f 40 40 30 30 re f Q", tmp_path)
    assert [area.box for area in page.areas] == [Box(40, 40, 50, 50)]


def test_hidden_text_is_not_painted(tmp_path: Path) -> None:
    assert not page_with("BT /F 10 Tf 3 Tr 50 50 Td (a) Tj ET", tmp_path).texts


def test_q_brings_back_the_colour(tmp_path: Path) -> None:
    page = page_with("0 0 0 1 k q 1 0 0 rg 0 0 9 9 re f Q 0 0 9 9 re f", tmp_path)
    assert [area.colour.family for area in page.areas] == ["rgb", "cmyk"]


def test_a_picture_has_its_resolution_on_paper(tmp_path: Path) -> None:
    page = page_with("q 0 144 -96 0 200 50 cm /I Do Q", tmp_path)
    assert page.pictures[0].dpi == pytest.approx(200)
    assert page.pictures[0].box == pytest.approx((104, 50, 200, 194))


def test_an_indexed_colour_is_that_of_its_table(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        space = Array(
            [Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(bytes([0] * 4 + [255] * 4))]
        )
        pdf.pages[0].obj.Resources.ColorSpace = pikepdf.Dictionary(C=space)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/C cs 1 sc 0 0 9 9 re f")
        file = tmp_path / "essai.pdf"
        file.write_bytes(pdfs.saved(pdf))
    assert read(file).pages[0].areas[0].colour.ink == 400


@pytest.mark.parametrize(
    ("creator", "ours"),
    [("Typst", True), ("Typst 0.15.2", False), ("Typstudio", False), ("A program", False)],
)
def test_ours_name_typst_without_its_version(creator: str, ours: bool) -> None:
    dated = {"CreationDate": "D:20261124000000Z", "ModDate": "D:20261124000000Z"}
    assert PdfFile(info={**dated, "Creator": creator}).is_ours is ours
    assert PdfFile(info=dated).is_ours


@pytest.mark.parametrize(
    ("matrices", "box"),
    [
        ("2 0 0 2 0 0 cm 1 0 0 1 10 0 cm", Box(20, 0, 22, 2)),
        ("1 0 0 1 10 0 cm 2 0 0 2 0 0 cm", Box(10, 0, 12, 2)),
    ],
)
def test_the_matrix_set_last_applies_first(matrices: str, box: Box, tmp_path: Path) -> None:
    """ISO 32000-1, 8.3.4: the new matrix is that of ``cm`` times the current matrix."""
    page = page_with(f"{matrices} 0 0 1 1 re f", tmp_path)
    assert [area.box for area in page.areas] == [box]


def test_a_plain_file_of_typst_with_a_date_is_not_ours(tmp_path: Path) -> None:
    """Files by Typst with a date have midnight UTC and no producer, like our own files."""
    source = tmp_path / "essai.typ"
    source.write_text("#set document(date: datetime(year: 2026, month: 11, day: 24))\nUn essai")
    file = tmp_path / "essai.pdf"
    typst.compile(source, output=file, root=tmp_path, ignore_system_fonts=True)
    read_back = read(file)
    assert read_back.info["CreationDate"] == "D:20261124000000Z"
    assert not read_back.is_ours


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file may be broken in a way that nobody has thought of: no traceback, and no silence."""
    faults = iter([ValueError("an unheard-of thing"), None])

    def fault(_contents: Any) -> str:
        if one := next(faults):
            raise one
        return ""

    monkeypatch.setattr(soundness, "content_fault", fault)
    first, second = read(io.BytesIO(pdfs.reader())).pages
    (trouble,) = first.trouble
    assert trouble.startswith("the page has content that cannot be read: ")
    assert second.trouble == ()
    # The boxes of the broken page are known all the same.
    assert first.media == second.media


@pytest.mark.parametrize("content", [b"", b"a text", b"%PDF-1.7\n"])
def test_a_file_that_cannot_be_read_says_why_in_words(content: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(io.BytesIO(content))
    error = caught.value
    assert error.code == "pdf-unreadable" and error.hint
    # A sentence, and not how Python writes a list of values.
    assert str(error) and error.code not in str(error) and error.hint not in str(error)
