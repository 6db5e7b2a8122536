"""Pages drawn as pictures: their sizes, their white, and what a screen gets."""

from __future__ import annotations

import io
from typing import Literal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.helpers import saved
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError

#: A black square of 20 x 20 pt that leaves 10 pt white at the left, 30 at the foot.
SQUARE = "0 g 10 30 20 20 re f"


def page(content: str, width: float = 100, height: float = 200, **entries: list[int]) -> bytes:
    """Return a PDF of one page, in pt."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(width, height))
    pdf.pages[0].Contents = pdf.make_stream(content.encode())
    for key, box in entries.items():
        pdf.pages[0].obj[f"/{key}"] = Array(box)
    return saved(pdf)


def pages(*contents: str) -> bytes:
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page(page_size=(100, 200))
        pdf.pages[-1].Contents = pdf.make_stream(content.encode())
    return saved(pdf)


def opened(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture))


def test_sizes_are_those_of_pages_as_they_are_shown() -> None:
    with pikepdf.open(io.BytesIO(pages("", ""))) as pdf:
        pdf.pages[1].Rotate = 90
        assert page_pictures.sizes(saved(pdf)) == ((100, 200), (200, 100))


def test_pages_without_ink_in_their_trim_are_blank() -> None:
    """White that is painted is no ink; what lies in the bleed alone is cut off."""
    assert page_pictures.blank_pages(pages("", SQUARE, "1 g 0 0 100 200 re f", SQUARE)) == [1, 3]
    assert page_pictures.blank_pages(page("0.9 g 20 20 60 60 re f")) == []
    assert page_pictures.blank_pages(page(SQUARE, TrimBox=[40, 0, 100, 200])) == [1]
    assert page_pictures.blank_pages(page(SQUARE, TrimBox=[20, 0, 100, 200])) == []


def test_white_is_measured_at_each_edge() -> None:
    """Left, right, foot and head; a dot is 0.2 mm (0.57 pt), and one is not counted."""
    found = page_pictures.white_rims(page(SQUARE))
    for rim, white in zip(found, (10, 70, 30, 150), strict=True):
        assert white - 1.2 < rim <= white
    assert page_pictures.white_rims(page("")) == (0, 0, 0, 0)
    assert page_pictures.white_rims(page("0 g 0 0 100 200 re f")) == (0, 0, 0, 0)
    # A page without a colour in its dots at one edge only.
    left, right, foot, head = page_pictures.white_rims(page("0 g 0 0 50 200 re f"))
    assert (left, foot, head) == (0, 0, 0) and 48.8 < right <= 50


def test_white_of_an_immense_page_is_measured_with_fewer_dots() -> None:
    """Of 16 million dots, one is 3 pt wide there; of 0.2 mm, they would be 450 million."""
    found = page_pictures.white_rims(page("0 g 3000 3000 6000 6000 re f", 12000, 12000))
    # (One dot is not counted.)
    assert found == pytest.approx((2997,) * 4, abs=0.5)


def test_the_faintest_tint_is_ink() -> None:
    assert page_pictures.white_rims(page(f"0.997 g 0 0 100 200 re f {SQUARE}")) == (0, 0, 0, 0)


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_a_page_is_as_wide_as_the_screen_asks(kind: Literal["png", "webp"]) -> None:
    picture = page_pictures.drawn(pages("", SQUARE), 2, 50, kind)
    shown = opened(picture)
    assert shown.format == kind.upper() and shown.size == (50, 100)
    # (In dots from the head: half as many as pt.)
    assert shown.convert("L").point(lambda light: 255 * (light < 128)).getbbox() == (5, 75, 15, 85)
    assert opened(page_pictures.drawn(pages("", SQUARE), 1, 50)).convert("L").getextrema() == (
        255,
        255,
    )


def test_a_webp_loses_nothing() -> None:
    shades = "".join(
        f"{one / 20} {1 - one / 20} 0.5 rg {5 * one} 0 5 200 re f " for one in range(20)
    )
    source = page(shades)
    png, webp = (opened(page_pictures.drawn(source, 1, 100, kind)) for kind in ("png", "webp"))
    assert png.convert("RGB").tobytes() == webp.convert("RGB").tobytes()


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_colours_are_reduced_where_asked(kind: Literal["png", "webp"]) -> None:
    shades = "".join(f"{one / 20} g {5 * one} 0 5 200 re f " for one in range(20))
    few = opened(page_pictures.drawn(page(shades), 1, 100, kind, 4)).convert("RGB")
    every = opened(page_pictures.drawn(page(shades), 1, 100, kind)).convert("RGB")
    assert len(few.getcolors() or ()) == 4 and len(every.getcolors() or ()) >= 20


def test_a_picture_has_sixteen_million_dots_at_most() -> None:
    shown = opened(page_pictures.drawn(page("", 100, 10000), 1, 4000))
    assert shown.width * shown.height == pytest.approx(16_000_000, rel=0.01)


def test_a_page_that_does_not_exist_is_told() -> None:
    with pytest.raises(PdfError):
        page_pictures.drawn(pages("", ""), 3, 50)


def test_a_page_that_shows_nothing_of_itself_is_told() -> None:
    """Its CropBox lies outside it."""
    with pytest.raises(PdfError, match="page 1"):
        page_pictures.drawn(page(SQUARE, CropBox=[500, 500, 600, 600]), 1, 50)


def test_what_is_filled_in_and_stamped_is_seen() -> None:
    """Annotations are drawn as a viewer shows them."""
    with pikepdf.open(io.BytesIO(page(""))) as pdf:
        look = pdf.make_stream(b"0 g 0 0 50 50 re f", Subtype=Name.Form, BBox=[0, 0, 50, 50])
        stamp = Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 50, 50], AP=Dictionary(N=look), F=4)
        pdf.pages[0].obj.Annots = Array([stamp])
        source = saved(pdf)
    assert opened(page_pictures.drawn(source, 1, 100)).convert("L").getextrema() == (0, 255)


def test_what_is_no_pdf_is_told() -> None:
    for ask in (
        page_pictures.sizes,
        page_pictures.blank_pages,
        page_pictures.white_rims,
        lambda content: page_pictures.drawn(content, 1, 50),
    ):
        with pytest.raises(PdfError, match="."):
            ask(b"%PDF-1.7 no")
