"""The standards that a file claims, and its XMP properties."""

from __future__ import annotations

from typing import Any

import pytest

from zines.pdf.content.painted import Area, Colour, Line, Text
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Annotation, Code, Intent, Page, PdfFile, Samples, Xmp
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
        # No part of the page lies beyond its MediaBox; where both do not meet, viewers show all.
        ({"crop": Box(-5, 1, 20, 8)}, Box(0, 1, 9, 8)),
        ({"crop": Box(20, 20, 30, 30)}, MEDIA),
        ({"crop": Box(9, 0, 30, 9)}, MEDIA),
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


@pytest.mark.parametrize(
    ("annotation", "label"),
    [
        (Annotation("Widget", None, field="nom"), "the field 'nom'"),
        (Annotation("Widget", None), "a field without a name"),
        (Annotation("Stamp", None), "a stamp"),
        (Annotation("a" * 20, None), f"a note ({'a' * 20})"),
        (Annotation("a" * 21, None), f"a note ({'a' * 20})"),
    ],
)
def test_a_note_has_a_name_for_messages(annotation: Annotation, label: str) -> None:
    """A kind may be a name of any length (ISO 32000-1, 7.3.5)."""
    assert annotation.label == label


@pytest.mark.parametrize(
    ("entries", "lost", "left_to_programs"),
    [
        ({"filled": True, "seen": True}, True, False),
        ({"filled": True}, False, False),
        ({"filled": True, "seen": True, "prints": True}, False, False),
        ({"seen": True}, False, False),
        ({"prints": True, "has_look": False}, False, False),
        ({"prints": True, "has_look": False, "filled": True}, False, True),
        ({"has_look": False, "filled": True}, False, False),
    ],
)
def test_what_becomes_of_a_field_on_paper(
    entries: dict[str, bool], lost: bool, left_to_programs: bool
) -> None:
    field = Annotation("Widget", None, "nom", **entries)
    assert field.is_lost_on_paper is lost
    assert field.is_left_to_programs is left_to_programs
    assert not field.is_bare_remark


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Square", "Text", "FileAttachment"])
@pytest.mark.parametrize("look", [True, False])
def test_what_becomes_of_a_note_on_paper(kind: str, look: bool) -> None:
    """Stamps and texts belong to the page; other notes are remarks beside it (12.5.6)."""
    seen = Annotation(kind, None, seen=True, has_look=look)
    assert seen.is_lost_on_paper is (kind in ("Stamp", "FreeText") and look)
    assert seen.is_bare_remark is (kind in ("Text", "FileAttachment") and not look)
    assert Annotation(kind, None, prints=True, has_look=look).is_left_to_programs is not look


def test_what_nothing_is_known_of_is_an_ordinary_page() -> None:
    """Readers of files only set what they find: a page stands upright, in points, and so on."""
    page, file = Page(1, None), PdfFile()
    assert (page.rotate, page.user_unit, page.finished) == (0, 1, None)
    flags = page.white_overprint, page.overprints, page.marks_lang, page.silent_text, page.attached
    assert not any(flags)
    assert file.printable and file.has_id and not file.encrypted
    assert (file.form_fields, file.code_figures) == (0, 0)
    flags = file.structured, file.marked, file.shows_title, file.for_printer, file.attached
    assert not any((*flags, file.xfa, file.drawn_by_xfa, file.codes_read, file.silent_words))
    assert not any((file.elements_have_lang, file.overprint_ink_failed))
    assert not (file.is_press or file.is_reader or file.is_ours or file.is_sheet)
    note = Annotation("Text", None)
    assert note.has_look and not (note.prints or note.seen or note.filled)
    assert Samples() == Samples(None, (), 0, False, False)
    assert not Code("a", 1, 1, 4).light_on_dark


@pytest.mark.parametrize(
    ("change", "ours"),
    [
        ({}, True),
        ({"Creator": "Typst 0.14"}, False),
        ({"Producer": "x"}, False),
        ({"Author": "x"}, False),
        ({"ModDate": "D:20261125000000Z"}, False),
        ({"CreationDate": "D:20261124000001Z", "ModDate": "D:20261124000001Z"}, False),
        ({"CreationDate": "20261124000000Z", "ModDate": "20261124000000Z"}, False),
    ],
)
def test_a_sheet_of_ours_is_known_by_its_dates(change: dict[str, str], ours: bool) -> None:
    file = PdfFile(info={**OURS, **change}, for_printer=True)
    assert (file.is_ours, file.is_sheet) == (ours, ours)
    assert not PdfFile(info={**OURS, **change}).is_sheet
