"""The standards that a file claims, and its XMP properties."""

from __future__ import annotations

from typing import Any

import pytest

from zines.pdf.content.painted import Area, Colour, Line, Text
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Intent, Page, PdfFile, Xmp
from zines.pdf.xmp import properties

MEDIA, CROP, TRIM = Box(0, 0, 9, 9), Box(1, 1, 8, 8), Box(2, 2, 7, 7)
OURS = {"CreationDate": "D:20261124000000Z", "ModDate": "D:20261124000000Z", "Creator": "Typst"}


@pytest.mark.parametrize(
    ("boxes", "finished"),
    [
        ({}, MEDIA),
        ({"crop": CROP}, CROP),
        ({"crop": CROP, "trim": TRIM}, TRIM),
        ({"trim": TRIM}, TRIM),
    ],
)
def test_the_finished_page_is_its_trim_or_what_is_shown(boxes: Any, finished: Box) -> None:
    assert Page(1, MEDIA, **boxes).finished == finished


def test_all_that_has_a_colour_is_painted() -> None:
    black = Colour("grey", (0.0,))
    text, line, area = Text("F", 9, black, TRIM), Line(1, black, TRIM), Area(black, TRIM, 1)
    page = Page(1, MEDIA, texts=(text,), lines=(line,), areas=(area,))
    assert page.painted == (text, line, area)


@pytest.mark.parametrize(
    ("properties", "info", "claim"),
    [
        ({}, {}, ""),
        ({"pdfxid:GTS_PDFXVersion": " PDF/X-4 "}, {}, "PDF/X-4"),
        ({"pdfx:GTS_PDFXVersion": "PDF/X-3"}, {}, "PDF/X-3"),
        ({}, {"GTS_PDFXVersion": "PDF/X-1:2001"}, "PDF/X-1:2001"),
        # The conformance is more precise than the version (PDF/X-1a:2001 is a PDF/X-1:2001).
        (
            {},
            {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"},
            "PDF/X-1a:2001",
        ),
    ],
)
def test_claims_of_pdf_x(properties: dict[str, str], info: dict[str, str], claim: str) -> None:
    file = PdfFile(xmp=Xmp(properties), info=info)
    assert file.claims_x == claim and file.is_press is bool(claim)
    assert not file.is_reader


def test_an_output_intent_makes_a_press_file() -> None:
    assert PdfFile(intents=(Intent("GTS_PDFX", "FOGRA39", True),)).is_press
    archive = PdfFile(intents=(Intent("GTS_PDFA1", "FOGRA39", True),))
    assert not archive.is_press and not archive.is_reader


@pytest.mark.parametrize(
    ("properties", "marked", "a", "ua"),
    [
        ({"pdfaid:part": "2", "pdfaid:conformance": "A"}, False, "2A", False),
        ({"pdfaid:part": "4"}, False, "4", False),
        ({"pdfaid:conformance": "A"}, True, "", False),
        ({"pdfuaid:part": "1"}, False, "", True),
    ],
)
def test_files_for_readers(properties: dict[str, str], marked: bool, a: str, ua: bool) -> None:
    file = PdfFile(xmp=Xmp(properties), marked=marked)
    assert (file.claims_a, file.claims_ua, file.is_reader) == (a, ua, True)
    press = PdfFile(xmp=Xmp(properties), marked=marked, info={"GTS_PDFXVersion": "PDF/X-4"})
    assert not press.is_reader


@pytest.mark.parametrize(
    ("changes", "ours"),
    [
        ({}, True),
        ({"Creator": None}, True),
        ({"Title": "Un essai"}, True),
        ({"Creator": "Typst 0.14"}, False),
        ({"Producer": "qpdf"}, False),
        ({"Author": "Louise"}, False),
        ({"ModDate": "D:20261125000000Z"}, False),
        ({"ModDate": None}, False),
        ({"CreationDate": "20261124000000Z", "ModDate": "20261124000000Z"}, False),
        ({"CreationDate": "D:20261124120000Z", "ModDate": "D:20261124120000Z"}, False),
    ],
)
def test_files_of_ours_name_nobody_and_no_hour(changes: dict[str, Any], ours: bool) -> None:
    info = {key: value for key, value in {**OURS, **changes}.items() if value is not None}
    assert PdfFile(info=info).is_ours is ours
    assert PdfFile(info=info, for_printer=True).is_sheet is ours
    assert not PdfFile(info=info).is_sheet
    press = {**info, "GTS_PDFXVersion": "PDF/X-4"}
    assert not PdfFile(info=press, for_printer=True).is_sheet


XMP = b"""\0\n<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer=" Un programme "
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:o="http://exemple.fr/">
<dc:title><rdf:Alt><rdf:li>Un titre</rdf:li><rdf:li>A title</rdf:li></rdf:Alt></dc:title>
<dc:format>application/pdf</dc:format><dc:rights/><o:odd>rien</o:odd>
</rdf:Description>
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>deux</dc:format>
</rdf:Description></rdf:RDF></x:xmpmeta>\r\n"""


def test_properties_of_xmp() -> None:
    """Properties are attributes or elements (ISO 16684-1); the first value and list entry count."""
    assert properties(XMP) == {
        "pdf:Producer": "Un programme",
        "dc:title": "Un titre",
        "dc:format": "application/pdf",
        "dc:rights": "",
    }
    file = PdfFile(xmp=Xmp(properties(XMP)))
    assert file.xmp.get("dc:title") == "Un titre" and file.xmp.get("dc:creator") == ""
    with pytest.raises(ValueError, match="no well-formed XML"):
        properties(b"<x:xmpmeta>")
