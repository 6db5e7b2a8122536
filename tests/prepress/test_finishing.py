"""Metadata of finished sheets."""

from __future__ import annotations

import io

import pikepdf
import pytest

from zines.prepress.finishing import Properties, finished_sheets, page_trims

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


def test_title_and_dates_agree_in_both_places() -> None:
    with pikepdf.open(io.BytesIO(sheets())) as pdf:
        assert str(pdf.docinfo.Title) == TITLE
        assert str(pdf.docinfo.CreationDate) == "D:20261124000000Z"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLE
            assert metadata["xmp:CreateDate"] == "2026-11-24T00:00:00Z"
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


def test_pages_are_counted() -> None:
    assert len(page_trims(sheets())) == 1
