"""Layers that do not print are reported, but not checked; all else is (issue 12, 6 and 8).

ISO 32000-1, 8.11: the usage Print of a layer states whether it prints, View whether it is visible.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.preflight import layered, pdfs
from zines.preflight import qr_drawing
from zines.preflight.reading import read

RGB = "1 0 0 rg 0 0 50 50 re f"


def codes(breaking: Callable[[Pdf], object], folder: Path) -> set[str]:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        breaking(pdf)
        return {one.code for one in pdfs.checked(pdfs.saved(pdf), folder)}


def with_a_missing_font(pdf: Pdf, content: str) -> None:
    missing = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources.Font.X = missing
    layered.draw(pdf, content, Print=False)


@pytest.mark.parametrize(
    "content",
    [
        RGB,
        "BT 0 0 0 1 k /X 10 Tf 5 5 Td (Un) Tj ET",
        "BT 0 0 0 1 k /F 3 Tf 5 5 Td (Un) Tj ET",
        "q 400 0 0 400 0 0 cm /I Do Q",
        # In nested marked content, and in its own graphics state.
        f"/Span BMC {RGB} EMC 0 0 5 5 re f",
    ],
)
def test_no_colour_font_size_or_picture_is_judged(content: str, tmp_path: Path) -> None:
    found = codes(lambda pdf: with_a_missing_font(pdf, content), tmp_path)
    assert found == {"pdf-layer-unprinted"}


@pytest.mark.parametrize(
    "content",
    [
        # After its end, set there or kept from within.
        f"EMC {RGB} /OC /L BDC",
        "1 0 0 rg EMC 0 0 50 50 re f /OC /L BDC",
        f"/Span BMC EMC EMC {RGB} /OC /L BDC",
    ],
)
def test_what_comes_after_it_is_judged(content: str, tmp_path: Path) -> None:
    found = codes(lambda pdf: layered.draw(pdf, content, Print=False), tmp_path)
    assert "pdf-rgb" in found


def test_marked_content_with_another_tag_is_in_no_layer(tmp_path: Path) -> None:
    """ISO 32000-1, 8.11.3.2: only the tag OC puts content into a layer; pdfium prints the rest."""
    file = tmp_path / "essai.pdf"
    for tag, printed in (("OC", False), ("Span", True)):
        with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
            layered.draw(pdf, "1 0 0 rg 0 0 400 400 re f", Print=False)
            drawn = pdf.pages[0].obj.Contents.read_bytes().replace(b"/OC /L", f"/{tag} /L".encode())
            pdf.pages[0].obj.Contents = pdf.make_stream(drawn)
            pdf.save(file)
        found = {one.code for one in pdfs.checked(file.read_bytes(), tmp_path)}
        assert ("pdf-layer-unprinted" in found, "pdf-rgb" in found) == (not printed, printed)
        with pypdfium2.PdfDocument(file) as opened:
            picture = opened[0].render(optimize_mode="print").to_pil()
            assert (picture.getpixel((50, picture.height - 50)) == (255, 0, 0)) is printed


@pytest.mark.parametrize(("saved", "restored", "blends"), [("", "", True), ("q", "Q", False)])
def test_what_stays_set_after_it_is_judged(
    saved: str, restored: str, blends: bool, tmp_path: Path
) -> None:
    file = tmp_path / "essai.pdf"
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Multiply))
        layered.draw(pdf, f"{saved} /G gs {restored}", Print=False)
        pdf.save(file)
    assert bool(read(file).pages[0].transparency) is blends


def test_a_pattern_that_stays_set_after_it_is_judged(tmp_path: Path) -> None:
    def breaking(pdf: Pdf) -> None:
        tile = pdf.make_stream(RGB.encode(), PatternType=1, PaintType=1, BBox=[0, 0, 50, 50])
        pdf.pages[0].obj.Resources.Pattern = Dictionary(P=tile)
        layered.draw(pdf, "/Pattern cs /P scn EMC 0 0 9 9 re f /OC /L BDC", Print=False)

    assert "pdf-rgb" in codes(breaking, tmp_path)


@pytest.mark.parametrize("kind", ["form", "picture"])
def test_forms_and_pictures_have_layers_of_their_own(kind: str, tmp_path: Path) -> None:
    def breaking(pdf: Pdf) -> None:
        if kind == "form":
            made = pdf.make_stream(RGB.encode(), Subtype=Name.Form, BBox=Array([0, 0, 50, 50]))
        else:
            made = pdfs.picture(pdf, 4, 9, "RGB")
        made.OC = layered.add(pdf, Print=False)
        pdf.pages[0].obj.Resources.XObject.Y = pdf.make_indirect(made)
        old = pdf.pages[0].obj.Contents.read_bytes()
        pdf.pages[0].obj.Contents = pdf.make_stream(old + b" q 50 0 0 50 0 0 cm /Y Do Q")

    assert codes(breaking, tmp_path) == {"pdf-layer-unprinted"}


@pytest.mark.parametrize(("shown", "read_codes"), [("View", 0), ("Print", 1)])
def test_codes_are_read_off_what_is_printed(shown: str, read_codes: int, tmp_path: Path) -> None:
    file = tmp_path / "essai.pdf"
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        old = pdf.pages[0].obj.Contents.read_bytes().replace(pdfs.CODE.encode(), b"")
        # A drawing with enough segments, so that preflight draws the page.
        drawn = b" 9 9 m " + b"9 20 l 20 9 l " * 60 + b"f "
        pdf.pages[0].obj.Contents = pdf.make_stream(old + drawn)
        layered.draw(pdf, pdfs.CODE, Print=shown == "Print", View=shown == "View")
        pdf.save(file)
    found = qr_drawing.with_codes(file, read(file)).pages[0].codes
    assert found is not None and len(found) == read_codes


@pytest.mark.parametrize(("seen", "expected"), [(True, ["pdf-unseen"]), (False, [])])
def test_no_ink_is_measured_of_what_is_seen_alone(
    seen: bool, expected: list[str], tmp_path: Path
) -> None:
    """Ghostscript 10.00 draws a layer that does not print by its usage."""

    def breaking(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.ExtGState = Dictionary(G=Dictionary(BM=Name.Multiply))
        page.Contents = pdf.make_stream(b"/G gs 1 0 0 0 k 0 0 9 9 re f")
        layered.draw(pdf, "1 1 1 1 k 0 0 500 600 re f", Print=False, View=seen)
        pdf.Root.OCProperties.D.OFF = Array([] if seen else [page.Resources.Properties.L])

    found = codes(breaking, tmp_path) - {"pdf-layer-unprinted", "pdf-transparency"}
    assert found == set(expected)
