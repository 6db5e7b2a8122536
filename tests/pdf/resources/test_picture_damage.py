"""A picture that lacks rows prints with a band; a part of a row does not show."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from tests.helpers import saved
from tests.pdf.resources.test_bilevel_damage import PAGE, REGION
from zines.pdf.resources import picture_damage
from zines.pdf.resources.colour_spaces import Space
from zines.pdf.resources.picture_damage import is_broken

PDF = pikepdf.new()
GREY, RGB, INDEXED = Space("grey", 1), Space("rgb", 3), Space("rgb", 3, table=bytes(6))


@pytest.mark.parametrize(
    ("space", "entries", "row"),
    [
        # Each row begins at a byte (ISO 32000-1, 8.9.3).
        (GREY, {"BitsPerComponent": 8}, 9),
        (RGB, {"BitsPerComponent": 8}, 27),
        (GREY, {"BitsPerComponent": 16}, 18),
        (GREY, {"BitsPerComponent": 1}, 2),
        (INDEXED, {"BitsPerComponent": 4}, 5),
        (RGB, {"ImageMask": True}, 2),
        (GREY, {}, 9),
    ],
)
def test_a_picture_is_broken_if_a_whole_row_is_missing(
    space: Space, entries: dict[str, Any], row: int
) -> None:
    for length, broken in ((4 * row, False), (3 * row + 1, False), (3 * row, True), (0, True)):
        image = pikepdf.Stream(PDF, bytes(length), Width=9, Height=4, **entries)
        assert is_broken(image, space, b"", 10**6) == (broken, 4 * row)


def test_a_picture_of_more_bytes_than_the_limit_is_not_looked_into() -> None:
    image = pikepdf.Stream(PDF, b"", Width=9, Height=4)
    assert is_broken(image, GREY, b"", 36) == (True, 36)
    assert is_broken(image, GREY, b"", 35) == (False, 0)


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((64, 64), 99).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "broken"),
    [
        (jpeg(), False),
        # Some programs write a few bytes after the last marker.
        (jpeg() + bytes(9), False),
        (jpeg()[: len(jpeg()) // 2], True),
        (b"no head", True),
    ],
)
def test_a_jpeg_that_breaks_off_is_broken(raw: bytes, broken: bool) -> None:
    image = pikepdf.Stream(PDF, raw, Filter=Name.DCTDecode, Width=64, Height=64)
    assert is_broken(image, GREY, raw, 10**6) == (broken, 0)


def test_a_jpeg_without_data_is_broken() -> None:
    with pikepdf.new() as pdf:
        made = pdf.make_stream(b"", Filter=Name.DCTDecode, Width=64, Height=64)
        pdf.Root.Picture = made
        file = saved(pdf)
    with pikepdf.open(io.BytesIO(file)) as pdf:
        assert is_broken(pdf.Root.Picture, GREY, b"", 10**6) == (True, 0)


def test_a_jpeg_that_is_too_large_to_open_is_not_called_broken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever is told that a whole poster is broken asks for another file, which is as large."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 64)
    raw = jpeg()
    image = pikepdf.Stream(PDF, raw, Filter=Name.DCTDecode, Width=64, Height=64)
    assert is_broken(image, GREY, raw, 10**6) == (False, 0)


def test_scans_and_faxes_are_looked_into() -> None:
    """Their filter may come after others, and its parameters then are the last of a list."""
    sides = {"Width": 8, "Height": 4}
    # Four rows of white: a code of one bit each (ITU-T T.6, 2.2.3).
    for data, broken in ((b"\xf0", False), (b"", True)):
        for filters, given in ((Name.CCF, data), ([Name.AHx, Name.CCF], data.hex().encode())):
            parameters = pikepdf.Dictionary(K=-1, Columns=8)
            packed = parameters if filters == Name.CCF else [None, parameters]
            image = pikepdf.Stream(
                PDF, given, Filter=filters, DecodeParms=packed, ImageMask=True, **sides
            )
            assert is_broken(image, GREY, b"", 32) == (broken, 32)
            assert is_broken(image, GREY, b"", 31) == (False, 0)
    image = pikepdf.Stream(PDF, b"cut", Filter=Name.JBIG2Decode, **sides)
    assert is_broken(image, GREY, b"", 32) == (True, 3)
    for data, broken in ((PAGE + REGION, False), (PAGE + REGION[:-1], True)):
        filters = [Name.AHx, Name.JBIG2Decode]
        image = pikepdf.Stream(PDF, data.hex().encode(), Filter=filters, **sides)
        assert is_broken(image, GREY, b"", 100) == (broken, len(data))
    image = pikepdf.Stream(PDF, b"<x>", Filter=[Name.AHx, Name.JBIG2Decode], **sides)
    assert is_broken(image, GREY, b"", 32) == (True, 0)


def test_a_picture_without_rows_lacks_none() -> None:
    """Nothing of it is printed, whatever its data are."""
    image = pikepdf.Stream(PDF, b"")
    image.write(b"no zlib", filter=Name.FlateDecode)
    for height, broken in ((0, False), (1, True)):
        image.Width, image.Height = 9, height
        assert is_broken(image, GREY, b"", 10**6) == (broken, 9 * height)


def test_a_jpeg_2000_needs_no_room_since_only_its_end_is_looked_at() -> None:
    whole = b"....jp2c\xff\x4f\xff\x51....\xff\xd9"
    for data, broken in ((whole, False), (whole[:-2], True)):
        image = pikepdf.Stream(PDF, data, Width=9, Height=9, Filter=Name.JPXDecode)
        assert is_broken(image, RGB, b"", 10**6) == (broken, 0)


def test_a_fax_is_read_by_its_own_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those in the place of its filter (ISO 32000-1, table 5); a list that is too short is none."""
    given: list[Any] = []

    def fax_is_cut(*read: Any) -> bool:
        given.append(read)
        return False

    monkeypatch.setattr(picture_damage, "fax_is_cut", fax_is_cut)
    own, one, two = pikepdf.Dictionary(K=-1), Name.CCF, [Name.AHx, Name.CCF]
    for filters, parameters in ((one, own), (two, [None, own]), (two, [own]), (two, [own, None])):
        image = pikepdf.Stream(PDF, b"00>" if filters is two else b"\0", Width=5, Height=3)
        image.Filter, image.DecodeParms = filters, parameters
        assert is_broken(image, GREY, b"", 99) == (False, 15)
    assert [one[2:] for one in given] == [(5, 3)] * 4
    assert [one[1] is not None for one in given] == [True, True, False, False]


@pytest.mark.parametrize(
    ("width", "height", "read"), [(1, 1, 1), (0, 1, 0), (1, 0, 0), (-9, -9, 0)]
)
def test_a_fax_of_one_dot_is_looked_into_and_one_of_none_is_not(
    width: int, height: int, read: int
) -> None:
    image = pikepdf.Stream(PDF, b"", Filter=Name.CCF, Width=width, Height=height)
    assert is_broken(image, GREY, b"", 99) == (bool(read), read)


@pytest.mark.parametrize(("height", "broken"), [(4000, True), (4001, False)])
@pytest.mark.parametrize("filter_", [Name.RunLengthDecode, Name.RL, Name.LZWDecode, Name.LZW])
def test_of_what_is_decoded_step_by_step_four_megabytes_are_looked_into(
    height: int, broken: bool, filter_: Any
) -> None:
    """More would take minutes; of other filters, all that fits is read."""
    image = pikepdf.Stream(PDF, b"", Width=1000, Height=height)
    image.write(b"\x80", filter=filter_)
    read = (broken, 1000 * height * broken)
    assert is_broken(image, GREY, b"", 10**9) == read
    assert is_broken(image, GREY, b"", 1000 * height - 1) == (False, 0)
    image.write(b"", filter=Name.FlateDecode)
    assert is_broken(image, GREY, b"", 10**9) == (True, 1000 * height)


@pytest.mark.parametrize(("more", "broken"), [(4096, True), (4097, False)])
def test_packed_data_may_be_longer_than_the_dots(more: int, broken: bool) -> None:
    """Deflate adds blocks (RFC 1951, 3.2.4), here empty ones of five bytes; more is no picture."""
    head, block, end = b"\x78\x01", b"\0\0\0\xff\xff", b"\1\0\0\xff\xff\0\0\0\1"
    image = pikepdf.Stream(PDF, b"", Width=1, Height=1)
    spare = b"\0" * (1 + more - len(head) - 5 * 800 - len(end))
    packed = (head + block * 800 + end + spare).hex().encode() + b">"
    image.write(packed, filter=pikepdf.Array([Name.ASCIIHexDecode, Name.FlateDecode]))
    assert is_broken(image, GREY, b"", 10**6) == (broken, 1)


def test_a_jpeg_that_breaks_off_is_looked_into_where_it_has_room() -> None:
    """A JPEG of 64 x 32 dots takes as many bytes as one of four inks, at most."""
    file = io.BytesIO()
    Image.effect_noise((64, 32), 99).save(file, "JPEG")
    raw = file.getvalue()[: len(file.getvalue()) // 2]
    image = pikepdf.Stream(PDF, raw, Filter=Name.DCTDecode, Width=64, Height=32)
    for most, broken in ((4 * 64 * 32, True), (4 * 64 * 32 - 1, False)):
        assert is_broken(image, GREY, raw, most) == (broken, 0)


@pytest.mark.parametrize(("length", "broken", "read"), [(99, True, 99), (100, False, 0)])
def test_a_fax_that_unpacks_to_more_than_the_limit_is_not_looked_into(
    length: int, broken: bool, read: int
) -> None:
    image = pikepdf.Stream(PDF, b"", Width=33, Height=3)
    filters = pikepdf.Array([Name.FlateDecode, Name.JBIG2Decode])
    image.write(zlib.compress(bytes(length)), filter=filters)
    assert is_broken(image, GREY, b"", 99) == (broken, read)
