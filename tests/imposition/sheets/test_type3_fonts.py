"""Type 3 fonts, whose glyphs may use the resources of their page (ISO 32000-1, 9.6.5).

Ghostscript shows what is lost; other programs always find the resources of the page.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.imposition import looks
from tests.imposition.pdfs import A5, changed, imposed, pages
from zines.imposition.plans.request import ImpositionRequest

ONE = ImpositionRequest("n-up", A5)


def square(pdf: pikepdf.Pdf, side: int) -> Any:
    """Return a form: a square with this side, in glyph units."""
    return pdf.make_stream(
        b"0 0 %d %d re f" % (side, side),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 1000, 1000]),
    )


def signs(pdf: pikepdf.Pdf) -> Any:
    """Return a font whose "a" draws the form Sq of its page."""
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=Dictionary(a=pdf.make_stream(b"1000 0 d0 /Sq Do")),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.a])),
            FirstChar=97,
            LastChar=97,
            Widths=Array([1000]),
        )
    )


SHOWN = b"BT /T3 200 Tf 50 100 Td (a) Tj ET"


def plain(pdf: pikepdf.Pdf) -> None:
    """Make two pages share the font, by a common dictionary of fonts, and nothing else."""
    fonts = pdf.make_indirect(Dictionary(T3=signs(pdf)))
    for page, side in zip(pdf.pages, (1000, 400), strict=True):
        page.obj.Contents = pdf.make_stream(SHOWN)
        page.obj.Resources = Dictionary(Font=fonts, XObject=Dictionary(Sq=square(pdf, side)))


def shared(pdf: pikepdf.Pdf) -> None:
    """Make two pages share the same resources."""
    plain(pdf)
    pdf.pages[0].obj.Resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
    pdf.pages[1].obj.Resources = pdf.pages[0].obj.Resources


def in_a_form(pdf: pikepdf.Pdf) -> None:
    """Put the text into a form whose own resources lack what the glyph needs."""
    plain(pdf)
    for page in pdf.pages:
        form = pdf.make_stream(
            SHOWN,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 420, 595]),
            Resources=Dictionary(Font=Dictionary(T3=signs(pdf))),
        )
        page.obj.Resources.XObject.F = form
        page.obj.Contents = pdf.make_stream(b"/F Do")


@pytest.mark.parametrize("made", [plain, shared])
def test_signs_are_drawn_with_the_resources_of_their_page(made: Any) -> None:
    source = changed(pages(2, A5), made)
    sheets = imposed(source, ONE)
    for page in range(2):
        assert looks.ink(looks.by_pdfium(source, page)) > 0.02
        looks.assert_alike(source, sheets, page)


@pytest.mark.skipif(not looks.GS, reason="pdfium does not find these even on the page")
def test_signs_in_a_form_are_drawn_with_the_resources_of_their_page() -> None:
    source = changed(pages(2, A5), in_a_form)
    sheets = imposed(source, ONE)
    for page in range(2):
        before = looks.by_ghostscript(source, page)
        assert looks.ink(before) > 0.02
        assert looks.differ(before, looks.by_ghostscript(sheets, page)) < 0.004


def test_signs_name_the_resources_of_their_page() -> None:
    """Ghostscript needs this; the test also runs where it is not installed."""
    with pikepdf.open(io.BytesIO(imposed(changed(pages(2, A5), plain), ONE))) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            own = page.obj.Resources.XObject[f"/P{number}"].Resources
            assert own.Font.T3.Resources.objgen == own.objgen


def test_signs_with_resources_of_their_own_keep_them() -> None:
    """This includes a direct font dictionary of a page, beside a font without resources."""

    def change(pdf: pikepdf.Pdf) -> None:
        plain(pdf)
        for page in pdf.pages:
            without, own = (Dictionary(dict(signs(pdf).items())) for _ in range(2))
            own.Resources = Dictionary(XObject=Dictionary(Sq=square(pdf, 700)))
            page.obj.Resources.Font = Dictionary(T3=without, Own=own)
            page.obj.Contents = pdf.make_stream(SHOWN + b" BT /Own 90 Tf 50 400 Td (a) Tj ET")

    source = changed(pages(2, A5), change)
    sheets = imposed(source, ONE)
    for page in range(2):
        looks.assert_alike(source, sheets, page)
