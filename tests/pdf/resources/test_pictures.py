"""Ink in pictures, measured dot by dot, and the placing of pictures (ISO 32000-1, 8.9)."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Matrix, Name
from PIL import Image

from zines.pdf.geometry import EVERYWHERE, Box
from zines.pdf.resources import pictures
from zines.pdf.resources.colour_spaces import CMYK, GREY, RGB, Space
from zines.pdf.resources.pictures import ink_of_page, placed, samples_of, space_of_picture

PDF = pikepdf.new()
ALL = Space("all", 1)
#: Two entries: full cyan, and full cyan with half magenta.
TABLE = Space("cmyk", 4, table=bytes([255, 0, 0, 0, 255, 128, 0, 0]))


def image(data: bytes, width: int, height: int, bits: int = 8, **entries: Any) -> pikepdf.Stream:
    return PDF.make_stream(
        data, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=bits, **entries
    )


def ink(data: bytes, width: int, height: int, space: Space, bits: int = 8, **entries: Any) -> Any:
    return samples_of(image(data, width, height, bits, **entries), space).ink


def dots(*counted: tuple[tuple[int, ...], int]) -> bytes:
    return b"".join(bytes(dot) * count for dot, count in counted)


@pytest.mark.parametrize(
    ("dot", "percent"),
    [
        ((0, 0, 0, 0), 0),
        ((255, 0, 0, 0), 100),
        ((255, 255, 0, 0), 200),
        ((255, 255, 255, 255), 400),
        ((0, 128, 0, 128), 100),
        ((51, 102, 153, 204), 200),
    ],
)
def test_the_ink_of_a_dot_is_that_of_its_four_inks(dot: tuple[int, ...], percent: float) -> None:
    """The average of four inks has whole steps of 1/255, which are 400 / 255 % of ink."""
    assert ink(bytes(dot) * 100, 10, 10, CMYK) == pytest.approx(percent, abs=3.2)
    # Decode inverts values (8.9.5.2).
    turned = ink(bytes(dot) * 100, 10, 10, CMYK, Decode=Array([1, 0] * 4))
    assert turned == pytest.approx(400 - percent, abs=3.2)
    same = ink(bytes(dot) * 100, 10, 10, CMYK, Decode=Array([0, 1] * 4))
    assert same == ink(bytes(dot) * 100, 10, 10, CMYK)
    # Only the high byte of 16 bits counts.
    wide = b"".join(bytes([value, 77]) for value in dot) * 100
    assert ink(wide, 10, 10, CMYK, bits=16) == same


@pytest.mark.parametrize(("specks", "percent"), [(1, 0), (2, 400)])
def test_one_dot_in_a_thousand_is_a_speck(specks: int, percent: float) -> None:
    data = dots(((255,) * 4, specks), ((0,) * 4, 1000 - specks))
    assert ink(data, 100, 10, CMYK) == percent


def test_the_ink_is_that_of_the_darkest_dots() -> None:
    data = dots(((0,) * 4, 50), ((255, 255, 0, 0), 30), ((255, 0, 0, 0), 20))
    assert ink(data, 10, 10, CMYK) == pytest.approx(200, abs=3.2)


@pytest.mark.parametrize(
    ("value", "turned", "percent"),
    [(0, False, 0), (255, False, 400), (51, False, 80), (51, True, 320)],
)
def test_registration_colour_is_four_inks(value: int, turned: bool, percent: float) -> None:
    decode: dict[str, Any] = {"Decode": Array([1, 0])} if turned else {}
    assert ink(bytes([value]) * 100, 10, 10, ALL, **decode) == pytest.approx(percent)
    # Bytes after the data are not part of the picture.
    assert ink(bytes([value]) * 100 + b"\xff" * 9, 10, 10, ALL, **decode) == pytest.approx(percent)


@pytest.mark.parametrize(
    ("bits", "data", "percent"),
    [
        # Rows start at whole bytes (8.9.5.1): 8, 4, 2 or 1 dots per byte.
        (8, bytes([0] * 8), 100),
        (8, bytes([1] * 8), 150),
        (4, bytes([0x00] * 4), 100),
        (4, bytes([0x11] * 4), 150),
        (2, bytes([0b01010101] * 2), 150),
        (1, b"\x00", 100),
        (1, b"\x01", 150),
    ],
)
def test_dots_by_a_table(bits: int, data: bytes, percent: float) -> None:
    assert ink(data, 8, 1, TABLE, bits) == pytest.approx(percent, abs=0.5)


def test_all_of_a_picture_of_sixteen_bits_is_read() -> None:
    """Its values take two bytes each (8.9.5.2): more than that would be a bomb."""
    assert ink(bytes([255, 0]) * 4 * 1600, 40, 40, CMYK, bits=16) == 400


def test_a_table_read_from_its_end() -> None:
    """With Decode [1 0] and one bit, 1 is the first entry."""
    assert ink(b"\xff", 8, 1, TABLE, 1, Decode=Array([1, 0])) == pytest.approx(100)


def test_the_smallest_pictures_are_measured_too() -> None:
    assert ink(b"\xff" * 4, 1, 1, CMYK) == 400
    given = image(b"\xff" * 4, 1, 1)
    del given["/BitsPerComponent"]
    assert samples_of(given, CMYK).ink == 400
    white = Space("cmyk", 4, table=bytes(8))
    assert ink(b"\0" * 4, 2, 2, white) == 0


@pytest.mark.parametrize(
    ("space", "bits"),
    [(RGB, 8), (GREY, 8), (CMYK, 4), (CMYK, 1), (TABLE, 16), (Space("ink", 1), 8)],
)
def test_what_is_not_measured_is_none(space: Space, bits: int) -> None:
    assert ink(bytes(900), 10, 10, space, bits) is None


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (10**5, 10**5)])
def test_pictures_without_dots_or_with_too_many_are_not_opened(width: int, height: int) -> None:
    assert ink(b"", width, height, CMYK) is None


def test_data_that_lack_or_never_end_have_no_ink() -> None:
    assert ink(bytes(10), 10, 10, CMYK) is None
    # White space at the end is ignored; additional data of a thousand pictures are a bomb.
    assert ink(bytes(400) + b"\r\n", 10, 10, CMYK) == 0
    assert ink(bytes(400 * 1000), 10, 10, CMYK) is None


def jpeg(mode: str, colour: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (16, 16), colour).save(stream, "JPEG", quality=100, **options)
    return stream.getvalue()


@pytest.mark.parametrize("filter_", ["/DCTDecode", "/DCT"])
def test_ink_of_a_jpeg_is_that_of_its_values(filter_: str) -> None:
    """Pillow inverts CMYK JPEGs, like Adobe; PDF reads the values without inverting them."""
    given = pikepdf.Stream(PDF, b"", Width=16, Height=16, BitsPerComponent=8)
    given.write(jpeg("CMYK", (255, 255, 0, 0), comment=b"by me"), filter=Name(filter_))
    found = samples_of(given, CMYK)
    assert found.ink == pytest.approx(200, abs=5) and found.traces == ("a comment",)
    given.Decode = Array([1, 0] * 4)
    assert samples_of(given, CMYK).ink == pytest.approx(200, abs=5)
    given.write(jpeg("CMYK", (255, 0, 0, 0)), filter=Name(filter_))
    del given["/Decode"]
    low, high = sorted((samples_of(given, CMYK).ink or 0, 400 - (samples_of(given, CMYK).ink or 0)))
    assert (low, high) == pytest.approx((100, 300), abs=5)
    given.write(jpeg("RGB", (255, 0, 0)), filter=Name(filter_))
    assert samples_of(given, CMYK).ink is None and samples_of(given, CMYK).traces == ()
    given.write(b"\xff\xd8 broken", filter=Name(filter_))
    assert samples_of(given, CMYK).ink is None


def page(folder: Path, mode: str = "CMYK") -> Path:
    """Write a picture of 100 x 50 dots: left half white, right half cyan and magenta."""
    drawn = Image.new(mode, (100, 50))
    if mode == "CMYK":
        drawn.paste((255, 255, 0, 0), (50, 0, 100, 50))
    file = folder / "page.tif"
    drawn.save(file)
    return file


@pytest.mark.parametrize(
    ("part", "percent"),
    [
        ((0, 0, 1, 1), 200),
        ((0, 0, 0.5, 1), 0),
        ((0.5, 0, 1, 1), 200),
        ((-1, -1, 0.4, 0.5), 0),
        ((0.9, 0.9, 2, 2), 200),
        ((0.5, 0, 0.5, 1), None),
        ((0, 0.5, 1, 0.5), None),
        ((0.6, 0, 0.4, 1), None),
        ((1.1, 0, 2, 1), None),
        ((0, 1.1, 1, 2), None),
    ],
)
def test_the_ink_of_a_part_of_a_page(
    part: tuple[float, float, float, float], percent: float | None, tmp_path: Path
) -> None:
    """Parts are fractions of the width and the height, from the upper left corner."""
    found = ink_of_page(page(tmp_path), part)
    assert found is None if percent is None else found == pytest.approx(percent, abs=3.2)


def test_the_first_dots_of_a_page_are_measured(tmp_path: Path) -> None:
    drawn = Image.new("CMYK", (100, 50))
    drawn.paste((255, 255, 0, 0), (0, 0, 1, 1))
    drawn.save(tmp_path / "page.tif")
    assert ink_of_page(tmp_path / "page.tif", (0, 0, 0.01, 0.02)) == pytest.approx(200, abs=3.2)


def test_pages_that_are_not_drawn_in_four_inks(tmp_path: Path) -> None:
    assert ink_of_page(page(tmp_path, "RGB"), (0, 0, 1, 1)) is None
    assert ink_of_page(tmp_path / "none.tif", (0, 0, 1, 1)) is None


@pytest.mark.parametrize(
    ("matrix", "dpi"),
    [
        # 100 x 50 dots: the side with fewer dots per inch (72 pt) counts.
        (Matrix(72, 0, 0, 36, 0, 0), 100),
        (Matrix(36, 0, 0, 36, 0, 0), 100),
        (Matrix(72, 0, 0, 72, 0, 0), 50),
        (Matrix(0, 72, -36, 0, 50, 0), 100),
    ],
)
def test_dots_an_inch_as_a_picture_is_placed(matrix: Matrix, dpi: float) -> None:
    given = image(b"", 100, 50, ColorSpace=Name.DeviceGray)
    found = placed(given, space_of_picture(given, None), matrix, EVERYWHERE)
    assert found is not None and found.dpi == pytest.approx(dpi)


def test_a_picture_that_is_folded_onto_a_line_has_dots_along_it() -> None:
    """Some programs paint such a picture: one side has no length, so that the other side counts."""
    given = image(b"", 100, 50, ColorSpace=Name.DeviceGray)
    found = placed(given, space_of_picture(given, None), Matrix(0, 0, 3, 4, 0, 0), EVERYWHERE)
    assert found is not None and found.dpi == pytest.approx(72 * 50 / 5)
    found = placed(given, space_of_picture(given, None), Matrix(0.5, 0, 0, 0.5, 0, 0), EVERYWHERE)
    assert found is not None and found.dpi == pytest.approx(7200)


def test_a_picture_is_seen_within_its_clip() -> None:
    given = image(b"", 100, 50, ColorSpace=Name.DeviceGray)
    found = placed(
        given, space_of_picture(given, None), Matrix(72, 0, 0, 36, 0, 0), Box(10, 10, 20, 20)
    )
    assert found is not None and found.box == Box(10, 10, 20, 20)
    assert (
        placed(given, space_of_picture(given, None), Matrix(72, 0, 0, 36, 0, 0), Box(72, 0, 99, 99))
        is None
    )


@pytest.mark.parametrize(
    ("number", "family"),
    [
        *((16, "rgb"), (17, "grey"), (18, "rgb")),
        *((12, "cmyk"), (14, "lab"), (20, "rgb"), (21, "rgb")),
        *((0, "unknown"), (1, "unknown"), (19, "unknown"), (22, "unknown")),
    ],
)
def test_a_jpeg_2000_names_its_colours_by_a_number(number: int, family: str) -> None:
    """ISO/IEC 15444-1, table I.10, and 15444-2, table M.25; Pillow writes 16 and 17."""
    file = io.BytesIO()
    Image.new("L" if number == 17 else "RGB", (8, 8)).save(file, "JPEG2000")
    data = bytearray(file.getvalue())
    at = data.index(b"colr") + 7
    own = int.from_bytes(data[at : at + 4], "big")
    assert own == (17 if number == 17 else 16)
    data[at : at + 4] = number.to_bytes(4, "big")
    given = pikepdf.Stream(PDF, b"", Width=8, Height=8)
    given.write(bytes(data), filter=Name.JPXDecode)
    assert space_of_picture(given, None).family == family


def test_a_jpeg_2000_brings_its_own_colours() -> None:
    """It needs no ColorSpace in the PDF (8.9.5)."""
    given = pikepdf.Stream(PDF, b"", Width=1, Height=1)
    head = b"\xff\x4f\xff\x51" + bytes(36) + b"\0\4"
    given.write(head, filter=Name.JPXDecode)
    # (Its channels are not counted: 0 stands for unknown.)
    assert space_of_picture(given, None).count == 0
    for space, family in ((None, "cmyk"), (Name.DeviceRGB, "rgb")):
        if space is not None:
            given.ColorSpace = space
        found = placed(given, space_of_picture(given, None), Matrix(9, 0, 0, 9, 0, 0), EVERYWHERE)
        assert found is not None and (found.family, found.bits) == (family, 8)
    del given["/ColorSpace"]
    given.ImageMask = True
    found = placed(given, space_of_picture(given, None), Matrix(9, 0, 0, 9, 0, 0), EVERYWHERE)
    assert found is not None and (found.family, found.bits, found.stencil) == ("grey", 1, True)


def test_colours_by_profile_are_told() -> None:
    profile = PDF.make_stream(b"", N=4)
    given = image(b"", 1, 1, ColorSpace=Array([Name.ICCBased, profile]))
    found = placed(given, space_of_picture(given, None), Matrix(9, 0, 0, 9, 0, 0), EVERYWHERE)
    assert found is not None and found.by_profile and found.family == "cmyk"


@pytest.mark.parametrize(
    ("space", "bits", "length"),
    [(CMYK, 8, 400), (CMYK, 16, 800), (ALL, 8, 100), (ALL, 16, 200), (TABLE, 8, 100)],
)
def test_the_bytes_of_all_dots_count_and_must_find_room(
    space: Space, bits: int, length: int
) -> None:
    """A dot has a byte for each of its inks, or for its entry of the table; or two bytes."""
    given = image(bytes(length), 10, 10, bits)
    found = samples_of(given, space, length)
    assert (found.read, found.ink is not None, found.unmeasured) == (length, True, False)
    found = samples_of(given, space, length - 1)
    assert (found.read, found.ink, found.unmeasured) == (0, None, True)


@pytest.mark.parametrize(("more", "measured"), [(4096, True), (4097, False)])
def test_some_bytes_may_follow_the_dots(more: int, measured: bool) -> None:
    """Programs fill their data up to a block of 4 kB; what is longer is another picture."""
    assert (ink(bytes(400 + more), 10, 10, CMYK) is not None) is measured


def test_a_picture_is_measured_in_bands_and_all_of_them_count() -> None:
    """1,500 rows of 1,000 dots are two bands, of which the second is half as high."""
    upper, lower = bytes((0, 0, 0, 0)) * 1000, bytes((255, 0, 0, 0)) * 1000
    assert ink(upper * 1498 + lower * 2, 1000, 1500, CMYK) == pytest.approx(100, abs=3.2)
    assert ink(upper * 1499 + lower, 1000, 1500, CMYK) == 0
    wide = bytes((0, 0, 0, 0)) * 1_000_001
    assert ink(wide, 1_000_001, 1, CMYK) == 0


@pytest.mark.parametrize("space", [CMYK, RGB])
def test_a_jpeg_with_a_head_of_billions_of_dots_is_left_unread(space: Space) -> None:
    """Pillow refuses it (DecompressionBombError), whether its ink is measured or only its end."""
    data = bytearray(jpeg("CMYK", (255, 255, 0, 0)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = b"\xff\xff" * 2
    for whole in (bytes(data), bytes(data[:-40])):
        given = pikepdf.Stream(PDF, b"", Width=16, Height=16, BitsPerComponent=8)
        given.write(whole, filter=Name.DCTDecode)
        found = samples_of(given, space)
        assert found.ink is None and not found.broken


def test_a_jpeg_is_opened_up_to_a_size_and_told_where_it_breaks_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own sides count, whatever the file says of them; and its own colours."""
    given = pikepdf.Stream(PDF, b"", Width=1, Height=1, BitsPerComponent=8)
    given.write(jpeg("CMYK", (255, 255, 0, 0)), filter=Name.DCTDecode)
    for most, measured in ((4 * 16 * 16, True), (4 * 16 * 16 - 1, False)):
        monkeypatch.setattr(pictures, "LARGEST_PICTURE", most)
        assert (samples_of(given, CMYK).ink is not None) is measured
    monkeypatch.undo()
    given.Width, given.Height = 16, 16
    for mode, colour in (("CMYK", (255, 9, 0, 0)), ("RGB", (255, 9, 0)), ("L", 9)):
        whole = jpeg(mode, colour)
        for data, broken in ((whole, False), (whole[:-40], True)):
            given.write(data, filter=Name.DCTDecode)
            assert samples_of(given, CMYK).broken is broken
