"""Patterns and soft masks that have no resources use those of their page, on sheets too."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.imposition import looks
from tests.imposition.pdfs import A5, changed, imposed, pages
from zines.imposition.plans.request import ImpositionRequest

_SQUARE = b"q 20 0 0 20 0 0 cm /I Do Q"


def picture(pdf: pikepdf.Pdf, dot: bytes) -> pikepdf.Stream:
    return pdf.make_stream(
        dot, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )


def patterned(pdf: pikepdf.Pdf) -> tuple[bytes, Dictionary]:
    tile = pdf.make_stream(
        _SQUARE, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 30, 30]),
        XStep=30, YStep=30,
    )  # fmt: skip
    resources = Dictionary(Pattern=Dictionary(P=tile), XObject=Dictionary(I=picture(pdf, b"\0")))
    return b"/Pattern cs /P scn 50 50 200 200 re f", resources


def masked(pdf: pikepdf.Pdf) -> tuple[bytes, Dictionary]:
    mask = pdf.make_stream(
        b"10 0 0 10 0 0 cm " + _SQUARE, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )  # fmt: skip
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    resources = Dictionary(
        ExtGState=Dictionary(G=state), XObject=Dictionary(I=picture(pdf, b"\xff"))
    )
    return b"/G gs 0 g 0 0 300 300 re f", resources


@pytest.mark.parametrize("drawn", [patterned, masked])
@pytest.mark.parametrize("in_form", [False, True])
def test_what_has_no_resources_is_on_the_sheet(
    drawn: Callable[[pikepdf.Pdf], tuple[bytes, Dictionary]], in_form: bool
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content, resources = drawn(pdf)
        page = pdf.pages[0].obj
        page.Contents, page.Resources = pdf.make_stream(content), resources
        if in_form:
            form = pdf.make_stream(
                content, Subtype=Name.Form, BBox=Array([0, 0, 300, 300]), Resources=resources
            )
            page.Contents = pdf.make_stream(b"/F Do")
            page.Resources = Dictionary(XObject=Dictionary(F=form))

    made = imposed(changed(pages(1, A5), change), ImpositionRequest("n-up", A5))
    for program in looks.PROGRAMS:
        assert looks.ink(program(made)) > 0, program.__name__
