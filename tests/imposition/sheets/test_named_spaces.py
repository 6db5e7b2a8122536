"""Pictures whose colour space is a name among the resources of their page."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.imposition import looks
from tests.imposition.pdfs import A5, changed, imposed, pages
from zines.imposition.plans.request import ImpositionRequest
from zines.pdf.resources.named_spaces import give_spaces


def test_a_picture_with_a_named_space_is_on_the_sheet() -> None:
    """pdfium looks for the name among the resources of the sheet, and drew nothing."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        picture = pdf.make_stream(b"\0", Subtype=Name.Image, Width=8, Height=1)
        picture.ColorSpace, picture.BitsPerComponent = Name.Noir, 1
        palette = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes(6))])
        page.Resources = Dictionary(
            XObject=Dictionary(I=picture), ColorSpace=Dictionary(Noir=palette)
        )
        page.Contents = pdf.make_stream(b"q 100 0 0 100 100 100 cm /I Do Q")

    made = imposed(changed(pages(1, A5), change), ImpositionRequest("n-up", A5))
    for program in looks.PROGRAMS:
        assert looks.ink(program(made)) > 0, program.__name__


@pytest.mark.parametrize(
    ("own", "spaces", "given"),
    [
        (Name.C, {"/C": Name.DeviceGray}, Name.DeviceGray),
        (Name.C, {"/D": Name.DeviceGray}, Name.C),
        # The name of a device space is that space.
        (Name.DeviceRGB, {"/DeviceRGB": Name.DeviceGray}, Name.DeviceRGB),
        (Name.C, {"/C": 5}, Name.C),
    ],
)
def test_only_names_of_resources_are_replaced(own: Any, spaces: dict[str, Any], given: Any) -> None:
    pdf = pikepdf.new()
    picture = pdf.make_stream(b"", ColorSpace=own)
    give_spaces(Dictionary(ColorSpace=Dictionary(spaces), XObject=Dictionary(I=picture)))
    assert picture.ColorSpace == given
    give_spaces(Dictionary(XObject=Dictionary(I=picture)))
    assert picture.ColorSpace == given
