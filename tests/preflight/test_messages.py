"""What messages about properties and codes say, and how much of a long value they show."""

from __future__ import annotations

import pytest

from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Code, Page, PdfFile, Xmp
from zines.preflight import PrinterLimits, walked

PAGE = Box(0, 0, 400, 600)
SHORTENER = "https://bit.ly/"


def said(code: str, file: PdfFile) -> list[str]:
    """Return the messages of a rule."""
    return [one.message for one in walked(file, "x.pdf", PrinterLimits()) if one.code == code]


def claiming(info: dict[str, str], xmp: dict[str, str]) -> PdfFile:
    """Return a file that claims to be PDF/X-4."""
    properties = {"pdfxid:GTS_PDFXVersion": "PDF/X-4", **xmp}
    return PdfFile(pages=(Page(1, PAGE),), info=info, xmp=Xmp(properties), has_id=True)


@pytest.mark.parametrize(
    ("in_info", "in_xmp", "message"),
    [
        ("True", "", ""), ("", "False", ""), ("False", "False", ""),
        ("", "", "Trapped is missing, not True or False"),
        ("Unknown", "", "Trapped is Unknown, not True or False"),
        ("Unknown", "Unknown", "Trapped is Unknown, not True or False"),
        ("True", "False", "Trapped is False and True, not True or False"),
        ("True", "Unknown", "Trapped is True and Unknown, not True or False"),
    ],
)  # fmt: skip
def test_trapped_is_told_as_it_is_stated(in_info: str, in_xmp: str, message: str) -> None:
    """ISO 15930-7: it is stated, as True or False, and not in two ways."""
    file = claiming({"Trapped": in_info} if in_info else {}, {"pdf:Trapped": in_xmp})
    assert said("pdf-trapped", file) == ([message] if message else [])


def test_titles_that_differ_are_told_up_to_60_signs() -> None:
    dates = {"CreationDate": "D:20260901120000Z", "ModDate": "D:20260901120000Z"}
    told = said(
        "pdf-x-identity",
        claiming({**dates, "Title": "a" * 61}, {"dc:title": "b" * 61}),
    )
    assert told == [f"Title is '{'a' * 60}' in Info and '{'b' * 60}' in XMP"]


@pytest.mark.parametrize(
    ("given", "same"),
    [
        # The same minute, in the two ways to write it; seconds and the zone may differ.
        ("2026-09-01T12:00:59+02:00", True), ("2026-09-01T12:01:00Z", False),
        ("2026-09-01T12:00", True), ("2026-09-01", False), ("2025-09-01T12:00:00Z", False),
    ],
)  # fmt: skip
def test_dates_are_compared_by_the_minute(given: str, same: bool) -> None:
    file = claiming(
        {"Title": "t", "CreationDate": "D:20260901120000Z", "ModDate": "D:20260901120000Z"},
        {"dc:title": " t ", "xmp:CreateDate": given},
    )
    assert [one.partition(" ")[0] for one in said("pdf-x-identity", file)] == (
        [] if same else ["CreationDate"]
    )


def test_names_and_paths_are_told_up_to_80_signs() -> None:
    """A hostile file may have properties of megabytes; a line of a terminal has about 80 signs."""
    page, path = Page(1, PAGE), "C:\\Users\\" + "a" * 90
    assert said("pdf-author", PdfFile(pages=(page,), info={"Author": "n" * 81})) == [
        f"the file names an author: {'n' * 80}"
    ]
    assert said("pdf-path", PdfFile(pages=(page,), info={"Title": path})) == [
        f"the properties hold a path: {path[:80]}"
    ]


def test_a_shortened_address_is_told_up_to_80_signs() -> None:
    address = SHORTENER + "a" * 90
    page = Page(1, PAGE, codes=(Code(f" {address}", 60, 2, 4),))
    assert said("pdf-qr-address", PdfFile(pages=(page,))) == [
        f"page 1: a QR code holds a shortened address: {address[:80]}"
    ]
