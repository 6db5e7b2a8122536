"""Photographs on pages: really cropped, and halftones in black and on two drums."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Matrix, Name
from PIL import Image, ImageDraw

from tests.helpers import MM_PER_INCH, saved
from tests.prepress.pages import PROFILE, drawn, set_up
from zines.base.printing import Drum
from zines.pdf.content.placements import Placement
from zines.pdf.geometry import Box
from zines.prepress.finishing import Properties
from zines.prepress.inks.plates import plate, preview
from zines.prepress.pictures import photographs
from zines.prepress.pictures.raster_pictures import inked

ABOUT = Properties("x", "fr", "2026-11-24", None)
DRUMS = (Drum("bleu", "Bleu", (0, 0.25, 0.6)), Drum("rouge", "Rouge", (1, 0.3, 0.35)))
#: All tones from black to white, like a photograph.
RAMP = Image.linear_gradient("L").resize((600, 600))


def converted(folder: Path, picture: Image.Image, ink: str, size: float = 40) -> bytes:
    """Set a photograph, ``size`` mm wide, on a page of 100 mm, and convert it to the inks."""
    pages = set_up(folder, picture, ink=ink, size=size)
    (one,) = inked(pages, ink, PROFILE).placed
    return inked(pages, ink, PROFILE, own={one.fingerprint}).content


@dataclass(frozen=True)
class Layer:
    """A picture of a PDF: image mask or not, bits per pixel, size in pixels, and samples."""

    stencil: bool
    bits: int
    size: tuple[int, int]
    space: str
    samples: bytes


def layers(content: bytes) -> list[Layer]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            Layer(
                bool(one.get("/ImageMask", False)),
                int(one.BitsPerComponent),
                (int(one.Width), int(one.Height)),
                str(one.get("/ColorSpace", "")),
                one.read_bytes(),
            )
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]


def dots(layer: Layer) -> Image.Image:
    """Return the dots of an image mask, black where it has ink."""
    assert layer.stencil and layer.bits == 1 and not layer.space
    return Image.frombytes("1", layer.size, layer.samples)


@pytest.mark.parametrize(("ink", "count"), [("black", 1), ("riso", 2)])
def test_dots_are_one_bit_at_600_dpi(tmp_path: Path, ink: str, count: int) -> None:
    found = layers(converted(tmp_path, RAMP, ink))
    assert len(found) == count
    for layer in found:
        assert dots(layer).width / (40 / MM_PER_INCH) == pytest.approx(600, abs=1)


@pytest.mark.parametrize("index", [0, 1])
def test_no_pixel_of_a_plate_is_grey(tmp_path: Path, index: int) -> None:
    raw = plate(converted(tmp_path, RAMP, "riso"), index, ABOUT)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        greys = [
            float(one.operands[0])
            for stream in [*pdf.pages, *(thing for thing in pdf.objects if _is_form(thing))]
            for one in pikepdf.parse_content_stream(stream)
            if str(one.operator) in ("g", "G")
        ]
    assert greys and set(greys) <= {0, 1}
    assert all(layer.stencil and layer.bits == 1 for layer in layers(raw))


@pytest.mark.parametrize("ink", ["black", "riso", "colour"])
def test_a_photograph_takes_the_place_of_its_picture(tmp_path: Path, ink: str) -> None:
    """ISO 32000-1, 8.9.4: a picture is drawn in the unit square; so is the form in its place."""
    with pikepdf.open(io.BytesIO(converted(tmp_path, RAMP, ink))) as pdf:
        boxes = [
            [float(side) for side in thing.BBox]
            for thing in pdf.objects
            if _is_form(thing) and "/Layer0" in thing.Resources.get("/XObject", {})
        ]
    assert boxes == [[0, 0, 1, 1]]


def _is_form(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def test_both_drums_print_the_darks_and_the_second_alone_the_lights(tmp_path: Path) -> None:
    second, first = map(dots, layers(converted(tmp_path, RAMP, "riso")))

    def covered(picture: Image.Image, top: float, bottom: float) -> float:
        area = picture.crop(
            (0, int(top * picture.height), picture.width, int(bottom * picture.height))
        )
        return area.histogram()[0] / (area.width * area.height)

    assert covered(first, 0, 0.04) == 1 and covered(first, 0.7, 1) == 0
    assert covered(second, 0, 0.1) == pytest.approx(0.85, abs=0.02)
    assert 0.1 < covered(second, 0.7, 0.8) < 0.4


def test_the_sum_of_the_plates_is_the_preview(tmp_path: Path) -> None:
    """Each ink absorbs a part of the light: the plates are multiplied, pixel by pixel."""
    pages = converted(tmp_path, RAMP, "riso")
    seen = drawn(preview(pages, DRUMS, ABOUT)).crop((80, 80, 390, 390))
    light = []
    for index, drum in enumerate(DRUMS):
        grey = drawn(_without_marks(plate(pages, index, ABOUT))).convert("L")
        light.append((drum.screen, grey.crop((80, 80, 390, 390))))
    third = 0
    for x in range(0, 300, 7):
        for y in range(0, 300, 7):
            inks = [1 - one.getpixel((x, y)) / 255 for _, one in light]  # type: ignore[operator]
            wanted = [
                255 * (1 - inks[0] * (1 - light[0][0][n])) * (1 - inks[1] * (1 - light[1][0][n]))
                for n in range(3)
            ]
            assert seen.getpixel((x, y)) == pytest.approx(wanted, abs=4)
            third += inks == [1, 1]
    assert third > 100


def _without_marks(raw: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        pdf.pages[0].MediaBox = pdf.pages[0].BleedBox
        return saved(pdf)


def test_line_art_keeps_its_edges_and_is_of_the_first_drum(tmp_path: Path) -> None:
    art = Image.new("L", (600, 600), 255)
    ImageDraw.Draw(art).ellipse((100, 100, 500, 500), fill=0)
    (layer,) = layers(converted(tmp_path, art, "riso"))
    assert dots(layer).width == pytest.approx(40 / MM_PER_INCH * 1200, abs=1)


def test_in_colour_a_photograph_keeps_its_colours(tmp_path: Path) -> None:
    red = Image.new("RGB", (600, 600), (200, 30, 30))
    red.paste((30, 60, 200), (0, 0, 300, 600))
    page = drawn(converted(tmp_path, red, "colour"))
    blue, other = page.getpixel((120, 200)), page.getpixel((350, 200))
    assert blue[2] > blue[0] + 60 and other[0] > other[2] + 60  # type: ignore[index]


def test_alpha_is_paper(tmp_path: Path) -> None:
    ramp = RAMP.convert("LA")
    ramp.putalpha(Image.new("L", ramp.size, 0))
    # One pixel is opaque, since a picture that is entirely transparent is left out.
    ramp.putpixel((0, 0), (0, 255))
    assert (
        drawn(converted(tmp_path, ramp, "black")).crop((90, 90, 300, 300)).getextrema()
        == ((255, 255),) * 3
    )


WIDE, HIGH = 60, 40


@given(st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.02, 1), st.floats(0.02, 1), st.booleans())
def test_what_is_cropped_away_is_gone_and_what_is_seen_stays(
    left: float, bottom: float, width: float, height: float, upside_down: bool
) -> None:
    """Each visible pixel is kept; of the others, only those at the edge of the crop are."""
    right, top = min(left + width, 1), min(bottom + height, 1)
    pdf = pikepdf.new()
    pixels = bytes(range(256)) * 10
    image = pdf.make_stream(
        pixels[: WIDE * HIGH], Width=WIDE, Height=HIGH, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    matrix = Matrix(200, 0, 0, -100, 10, 120) if upside_down else Matrix(200, 0, 0, 100, 10, 20)
    low, high = (1 - top, 1 - bottom) if upside_down else (bottom, top)
    clip = Box(10 + 200 * left, 20 + 100 * low, 10 + 200 * right, 20 + 100 * high)
    found = photographs.seen(image, [Placement(image, matrix, False, None, clip)])
    assert found is not None
    whole = Image.frombytes("L", (WIDE, HIGH), pixels[: WIDE * HIGH])
    x0, y1 = round(found.left * WIDE), HIGH - round(found.bottom * HIGH)
    x1, y0 = x0 + found.picture.width, y1 - found.picture.height
    assert found.picture.tobytes() == whole.crop((x0, y0, x1, y1)).tobytes()
    # It is painted as large as the part that it is, not as the whole.
    assert (found.width * WIDE, found.height * HIGH) == pytest.approx((x1 - x0, y1 - y0))
    for edge, first, last, count in (
        (left, x0, x0, WIDE), (right, x1, x1, WIDE),
        (1 - top, y0, y0, HIGH), (1 - bottom, y1, y1, HIGH),
    ):  # fmt: skip
        assert first - 1.02 <= edge * count <= last + 1.02
    assert x0 <= left * WIDE + 0.02 and right * WIDE - 0.02 <= x1


def test_a_picture_that_stands_twice_keeps_what_either_shows() -> None:
    pdf = pikepdf.new()
    image = pdf.make_stream(
        bytes(100), Width=10, Height=10, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    whole = Matrix(100, 0, 0, 100, 0, 0)
    places = [
        Placement(image, whole, False, None, Box(0, 0, 20, 100)),
        Placement(image, whole, False, None, Box(30, 50, 60, 100)),
    ]
    found = photographs.seen(image, places)
    assert found is not None
    assert (found.left, found.bottom, found.width, found.height) == (0, 0, 0.6, 1)
    turned_round = [Placement(image, Matrix(0, 100, -100, 0, 0, 0), False, None, Box(0, 0, 1, 1))]
    found = photographs.seen(image, turned_round)
    assert found is not None and (found.width, found.height) == (1, 1)


def test_clips_of_a_page_are_heeded(tmp_path: Path) -> None:
    """The page crops half of a picture: these pixels are in no stream of the file."""
    half = Image.new("RGB", (400, 400), (200, 30, 30))
    half.paste((30, 60, 200), (200, 0, 400, 400))
    pages = set_up(tmp_path, half, size=40)
    (one,) = inked(pages, "colour", PROFILE).placed
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        # The clip goes from the left edge of the page to the middle of the picture.
        pdf.pages[0].contents_add(b"q 0 0 85.04 400 re W n", prepend=True)
        pdf.pages[0].contents_add(b"Q", prepend=False)
        given = saved(pdf)
    (layer,) = layers(inked(given, "colour", PROFILE, own={one.fingerprint}).content)
    assert layer.size[0] in (200, 201) and layer.space == "/DeviceCMYK"
