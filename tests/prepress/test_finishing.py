"""Metadata of finished sheets."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Pdf

from tests.helpers import ROOT, saved
from zines.base.printing import Condition
from zines.pdf import catalog
from zines.prepress import finishing
from zines.prepress.finishing import Properties, finished_sheets, page_trims
from zines.prepress.press import finished_press

TITLE = "Éditer & « couper » <vite>"


def sheets(flip: str | None = "long-edge", width: int = 842) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(width, 595))
    return finished_sheets(pdf, Properties(TITLE, "fr", "2026-11-24", flip))


@pytest.mark.parametrize(
    ("flip", "duplex"),
    [
        ("long-edge", "/DuplexFlipLongEdge"),
        ("short-edge", "/DuplexFlipShortEdge"),
        (None, "/Simplex"),
    ],
)
def test_the_print_dialog_is_told(flip: str | None, duplex: str) -> None:
    with pikepdf.open(io.BytesIO(sheets(flip))) as pdf:
        wishes = pdf.Root.ViewerPreferences
        assert wishes.Duplex == duplex
        assert wishes.PrintScaling == "/None"
        assert bool(wishes.PickTrayByPDFSize)
        # The window shows the title of the paper, not the name of its file.
        assert bool(wishes.DisplayDocTitle)


def test_title_and_dates_agree_in_both_places() -> None:
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        assert str(pdf.docinfo.Title) == TITLE
        assert str(pdf.docinfo.CreationDate) == "D:20261124000000Z"
        assert str(pdf.docinfo.ModDate) == "D:20261124000000Z"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLE
            assert metadata["xmp:CreateDate"] == "2026-11-24T00:00:00Z"
            assert metadata["xmp:ModifyDate"] == "2026-11-24T00:00:00Z"
            assert metadata["dc:format"] == "application/pdf"
            assert metadata["dc:language"] == {"fr"}
            # Sheets are not PDF/UA: they have no reading order.
            assert "pdfuaid:part" not in metadata


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert sheets() == sheets()


def test_the_id_comes_from_the_content_and_not_from_the_clock() -> None:
    """ISO 32000-1, 14.4: other content gives another ID, even in the same second."""
    ids = set()
    for width in (842, 595):
        with pikepdf.open(io.BytesIO(sheets(width=width))) as pdf:
            ids.add(bytes(pdf.trailer.ID[0]))
    assert len(ids) == 2


def test_sheets_say_their_language() -> None:
    """ISO 32000-1, 14.9.2: screen readers take the language from the catalog."""
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        assert str(pdf.Root.Lang) == "fr"


def test_pages_are_counted_and_measured() -> None:
    with pikepdf.new() as pdf:
        for box in ([0, 0, 842, 595], [10, 20, 430, 615]):
            pdf.add_blank_page(page_size=(900, 700))
            pdf.pages[-1].obj.TrimBox = Array(box)
        content = saved(pdf)
    # To 0.01 mm, so that pages of one size are known as such.
    assert page_trims(content) == [(297.04, 209.9), (148.17, 209.9)]
    assert finishing.page_count(content) == 2


ABOUT = Properties(TITLE, "fr", "2026-11-24", None)


def test_a_file_of_someone_else_gets_no_date_and_no_language_that_it_has_not() -> None:
    """Without a date, two runs on two days give the same bytes; a wrong language is read aloud."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        made = finishing.finished_pages(pdf, replace(ABOUT, date="", lang=""))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title"} and "/Lang" not in pdf.Root
        packet = pdf.Root.Metadata.read_bytes()
        assert b"Date>" not in packet and b"D:" not in packet


def test_a_file_has_at_least_the_version_of_its_content() -> None:
    """A reader that is older would not know what it cannot show (ISO 32000-1, 7.2.2)."""
    for version in (("1.6", 0), ("1.7", 8)):
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            made = finishing.finished_pages(pdf, replace(ABOUT, version=version))
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert (pdf.pdf_version, pdf.extension_level) == version


def test_objects_of_sheets_are_packed() -> None:
    """A list of objects that is not packed is a third of a file of many sheets."""
    assert b"/ObjStm" in sheets()


def test_what_is_for_screens_is_removed_and_nothing_else() -> None:
    """ISO 15930-7: no annotation, action or form in a file for a press."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Annots, page.AA, page.Tabs = Array(), Dictionary(), Name.S
        page.StructParents, page.Group = 0, Dictionary(S=Name.Transparency)
        kept = set(page.keys()) - {"/Annots", "/AA", "/Tabs", "/StructParents"}
        for entry in catalog.FOR_READERS:
            pdf.Root[entry] = Dictionary()
        finishing.without_reading(pdf)
        assert set(page.keys()) == kept and "/Group" in kept
        assert not set(pdf.Root.keys()) & set(catalog.FOR_READERS)
        # A second time, there is nothing left to remove.
        finishing.without_reading(pdf)


def of_typst() -> bytes:
    made = typst.compile(b'#set document(title: "x")\nx', format="pdf", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def pressed() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        given = saved(pdf)
    condition = Condition("FOGRA39", "x", ROOT / "assets/icc/FOGRA39L_free.icc")
    return finished_press(given, ABOUT, condition)


def changed(content: bytes, change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        return saved(pdf, fix_metadata_version=False)


def by_another(pdf: Pdf) -> None:
    pdf.docinfo.Creator = "Scribus"


def without_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    ("content", "finished", "ours"),
    [
        (sheets(), True, True),
        (sheets(None), True, True),
        (pressed(), False, True),
        (finishing.finished_page(of_typst()), False, True),
        # What Typst writes by itself, with its version, may be a letter of the user.
        (of_typst(), False, False),
        (changed(sheets(), by_another), False, False),
        (changed(pressed(), by_another), False, False),
        (changed(sheets(), without_metadata), False, False),
        (b"%PDF-1.7 nothing", False, False),
        (b"", False, False),
    ],
)
def test_a_file_is_ours_or_is_not_overwritten(
    tmp_path: Path, content: bytes, finished: bool, ours: bool
) -> None:
    """What this program has not written, it overwrites only with --force."""
    file = tmp_path / "essai.pdf"
    file.write_bytes(content)
    assert (finishing.is_finished(file), finishing.is_ours(file)) == (finished, ours)


def test_a_page_of_our_own_names_no_version_of_what_set_it() -> None:
    """A version tells what is installed on the machine, and changes the bytes with each update."""
    with pikepdf.open(io.BytesIO(finishing.finished_page(of_typst()))) as pdf:
        assert pdf.docinfo.Creator == "Typst"
        assert b">Typst<" in pdf.Root.Metadata.read_bytes()
