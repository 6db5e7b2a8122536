"""Half of a scan prints white, as if the sheet had been empty: the data tell whether it was."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageDraw
from PIL.TiffImagePlugin import TiffImageFile

from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.pdf.resources import bilevel_damage

WIDTH, HEIGHT = 300, 200
#: A page of 8 x 8 dots and an empty generic region on it (ITU-T T.88, 7.4.8 and 7.4.6).
PAGE = bytes.fromhex("00000000 30 00 01 00000013") + bytes(19)
REGION = bytes.fromhex("00000001 26 00 01 00000012") + bytes(range(1, 19))


def fax(compression: str) -> bytes:
    """Return lines of words in white, with white rows below them, as a fax machine packs them."""
    picture = Image.new("1", (WIDTH, HEIGHT), 1)
    for top in range(10, HEIGHT - 60, 20):
        ImageDraw.Draw(picture).text((9, top), "Convocation du jeudi, salle 3", fill=0)
    file = io.BytesIO()
    picture.save(file, "TIFF", compression=compression, strip_size=10**6)
    with TiffImageFile(io.BytesIO(file.getvalue())) as written:
        (start,), (length,) = written.tag_v2[273], written.tag_v2[279]
    return file.getvalue()[start : start + length]


@pytest.mark.parametrize(("compression", "k"), [("group4", -1), ("group3", 0)])
def test_a_fax_is_cut_if_rows_are_missing(compression: str, k: int) -> None:
    data, parameters = fax(compression), Dictionary(K=k, Columns=WIDTH)

    def is_cut(data: bytes) -> bool:
        return bilevel_damage.fax_is_cut(data, parameters, WIDTH, HEIGHT)

    assert not is_cut(data)
    assert not is_cut(data + b"\r\n")
    for part in (0, 1, len(data) // 3, len(data) // 2, len(data) - 9):
        assert is_cut(data[:part]), part


def test_a_fax_without_its_last_sign_is_whole() -> None:
    """Some scanners leave it out: the rows are counted by Height."""
    data = fax("group4")
    assert data.endswith(b"\x00\x10\x01")
    rows = data.removesuffix(b"\x00\x10\x01")
    parameters = Dictionary(K=-1, Columns=WIDTH, EndOfBlock=False)
    assert not bilevel_damage.fax_is_cut(rows, parameters, WIDTH, HEIGHT)
    assert bilevel_damage.fax_is_cut(rows, parameters, WIDTH, HEIGHT + 1)


@pytest.mark.parametrize("rows", range(1, 17))
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_a_fax_that_says_where_it_ends_is_whole(rows: int, end: bytes) -> None:
    """A machine that counts too many rows leaves the others white; it has lost nothing.

    In group 4, a row like the one above it is the bit 1, and the end is 000000000001 twice.
    """
    bits = "1" * rows + "000000000001" * 2
    filled = bits.ljust(-(-len(bits) // 8) * 8, "0")
    data = int(filled, 2).to_bytes(len(filled) // 8, "big")
    parameters = Dictionary(K=-1, Columns=8)
    assert not bilevel_damage.fax_is_cut(data + end, parameters, 8, 2 * rows)


def test_parameters_of_a_wrong_kind_count_as_left_out() -> None:
    """They belong to the file that is looked into, and no other PDF may have them."""
    pdf = pikepdf.new()
    data = fax("group4").removesuffix(b"\x00\x10\x01")
    parameters = Dictionary(K=-1, Columns=WIDTH, EncodedByteAlign=pdf.make_stream(b"x"))
    assert not bilevel_damage.fax_is_cut(data, parameters, WIDTH, HEIGHT)
    parameters = pdf.make_indirect(Dictionary(K=pdf.make_indirect(Dictionary()), Columns=WIDTH))
    assert bilevel_damage.fax_is_cut(data, parameters, WIDTH, HEIGHT)


def test_a_fax_wider_than_any_program_draws_is_not_called_cut() -> None:
    assert not bilevel_damage.fax_is_cut(b"\xff", None, 70_000, 9)


@pytest.mark.parametrize(("side", "read"), [(65_535, True), (65_536, False)])
def test_no_side_is_longer_than_what_pdfium_decodes(
    side: int, read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pdfium draws no wider or higher fax, and what it does not draw says nothing."""
    decoded: list[bytes] = []

    def dots(content: bytes) -> bytes:
        decoded.append(content)
        raise PdfError("")

    monkeypatch.setattr(page_pictures, "dots_of_picture", dots)
    # What cannot be decoded is not called cut.
    assert not bilevel_damage.fax_is_cut(b"\xff", None, side, 1)
    assert not bilevel_damage.fax_is_cut(b"\xff", None, 1, side)
    assert len(decoded) == 2 * read


@pytest.mark.parametrize(("blanks", "whole"), [(62, True), (63, False)])
def test_the_end_of_a_fax_is_looked_for_in_its_last_64_bytes(blanks: int, whole: bool) -> None:
    # (Its sign takes two bytes and four bits.)
    data = fax("group4") + b"\n" * blanks
    assert bilevel_damage._ends_as_fax(data) is whole


@pytest.mark.parametrize(
    ("data", "cut"),
    [
        (PAGE + REGION, False),
        # Programs write line ends and zeros after the data.
        (PAGE + REGION + b"\r\n\0\0", False),
        # The end of the page, whose kind is odd (7.3); some programs keep it.
        (PAGE + REGION + bytes.fromhex("00000002 31 00 01 00000000"), False),
        # A scanned page that is empty.
        (PAGE, False),
        (b"", True),
        (REGION, True),
        (PAGE[:-1], True),
        (PAGE[:9], True),
        (PAGE + REGION[:-1], True),
        (PAGE + REGION[:6], True),
        # The head of a file of its own, which no segment has in a PDF: no program draws it.
        (bytes.fromhex("974A42320D0A1A0A0100000001") + PAGE + REGION, True),
        # A region whose length was unknown when it was begun.
        (PAGE + REGION[:7] + b"\xff\xff\xff\xff" + b"data\xff\xac\0\0\0\1", False),
        # Segments with many others that they refer to, and with numbers of two and four bytes.
        (PAGE + bytes.fromhex("00000300 06 41 0001 0002 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00010000 06 21 0001 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00010000 06 21 0001 01 00000002 FF"), True),
        (PAGE + bytes.fromhex("00010001 06 21 00000001 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00010001 06 21 00000001 01 00000002 FF"), True),
        (PAGE + bytes.fromhex("00012000 46 21 00000001 00000001 00000001 FF"), False),
        # A number is as wide as that of the segment itself needs (7.2.5): to 256, from 257 on.
        (PAGE + bytes.fromhex("00000100 06 21 01 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000100 06 21 01 01 00000002 FF"), True),
        (PAGE + bytes.fromhex("00000101 06 21 0001 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000101 06 21 0001 01 00000002 FF"), True),
        # Of many, a bit for each and for the segment itself follows the count (7.2.4).
        (PAGE + bytes.fromhex("00000009 06 E0000005 00 0102030405 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000009 06 E0000007 00 01020304050607 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000009 06 E0000007 00 01020304050607 01 00000002 FF"), True),
        (PAGE + bytes.fromhex("00000009 06 E0000008 0000 0102030405060708 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000009 06 E0000008 0000 0102030405060708 01 00000002 FF"), True),
        # Four others still have the short head, and the page may have a number of four bytes.
        (PAGE + bytes.fromhex("00000009 06 80 01020304 01 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000009 06 80 01020304 01 00000002 FF"), True),
        (PAGE + bytes.fromhex("00000009 46 00 00000001 00000001 FF"), False),
        (PAGE + bytes.fromhex("00000009 46 00 00000001 00000002 FF"), True),
        (PAGE + bytes.fromhex("00000009 06 E0000005 00 0102030405 01 00000002 FF"), True),
    ],
)
def test_jbig2_is_cut_if_a_segment_is(data: bytes, cut: bool) -> None:
    assert bilevel_damage.jbig2_is_cut(data) is cut
