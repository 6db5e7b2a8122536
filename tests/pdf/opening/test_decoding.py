"""The length of a stream's data, without decoding more than a limit."""

from __future__ import annotations

import base64
import io
import random
import tracemalloc
import zlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from zines.pdf.opening import decoding
from zines.pdf.opening.decoding import TooLongError, content, decoded
from zines.pdf.opening.soundness import UNREADABLE

DATA = bytes(range(256)) * 40
#: The file that owns the streams: streams are only valid as long as their file exists.
OWNER = pikepdf.new()


def longer_than(made: Any, most: int) -> bool:
    """Return whether unpacking stops for too many bytes; False if the data are broken before."""
    if not isinstance(made, pikepdf.Stream):
        return False
    try:
        decoding._unpacked(made, most)
    except TooLongError:
        return True
    except (decoding._BrokenError, pikepdf.PdfError):
        pass
    return False


def stream(data: bytes, *filters: str) -> pikepdf.Stream:
    made = pikepdf.Stream(OWNER, b"")
    names: Any = Array([Name(f"/{one}") for one in filters]) if len(filters) > 1 else None
    made.write(data, filter=names or (Name(f"/{filters[0]}") if filters else None))
    return made


def lzw(data: bytes) -> bytes:
    """Pack in LZW by way of a TIFF of one row and strip; PDF uses the same (ISO 32000-1, 7.4.4)."""
    file = io.BytesIO()
    picture = Image.frombytes("L", (len(data), 1), data)
    picture.save(file, "TIFF", compression="tiff_lzw")
    with Image.open(file) as opened:
        (start,), (length,) = opened.tag_v2[273], opened.tag_v2[279]  # type: ignore[attr-defined]
    return file.getvalue()[start : start + length]


def run_length(data: bytes) -> bytes:
    """Pack in literal runs, after a run of 100 equal bytes (ISO 32000-1, 7.4.5)."""
    rows = [data[at : at + 128] for at in range(100, len(data), 128)]
    return bytes([257 - 100, data[0]]) + b"".join(bytes([len(r) - 1]) + r for r in rows) + b"\x80"


SAME = bytes(100) + DATA


@pytest.mark.parametrize(
    ("packed", "filters", "data"),
    [
        (DATA, (), DATA),
        (zlib.compress(DATA), ("FlateDecode",), DATA),
        (base64.a85encode(zlib.compress(DATA)) + b"~>", ("ASCII85Decode", "FlateDecode"), DATA),
        (zlib.compress(DATA).hex().encode() + b">", ("ASCIIHexDecode", "FlateDecode"), DATA),
        (zlib.compress(zlib.compress(DATA)), ("FlateDecode", "FlateDecode"), DATA),
        (lzw(DATA), ("LZWDecode",), DATA),
        (lzw(bytes(300_000)), ("LZWDecode",), bytes(300_000)),
    ],
)
def test_a_stream_is_as_long_as_its_data(
    packed: bytes, filters: tuple[str, ...], data: bytes
) -> None:
    """The lengths are those of qpdf, which decodes all data."""
    made = stream(packed, *filters)
    assert made.read_bytes() == data
    assert not longer_than(made, len(data)) and longer_than(made, len(data) - 1)
    assert decoded(made, len(data)) == data
    with pytest.raises(TooLongError):
        decoded(made, len(data) - 1)


def test_runs_are_counted_too() -> None:
    """Page content may be run-length encoded; qpdf decodes it when content is parsed."""
    made = stream(run_length(SAME), "RunLengthDecode")
    assert made.read_bytes(pikepdf.StreamDecodeLevel.specialized) == SAME
    assert not longer_than(made, len(SAME)) and longer_than(made, len(SAME) - 1)


def test_what_inflates_without_end_takes_no_memory() -> None:
    packed = zlib.compress(bytes(50_000_000), 9)
    twice = stream(zlib.compress(packed, 9), "FlateDecode", "FlateDecode")
    tracemalloc.start()
    try:
        assert longer_than(twice, 1_000_000)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize("filters", [("FlateDecode",), ("ASCII85Decode", "FlateDecode")])
def test_broken_data_are_not_too_long(filters: tuple[str, ...]) -> None:
    """The error is reported when the data are decoded."""
    assert not longer_than(stream(b"nothing \xff of the kind", *filters), 10)


def test_what_is_no_stream_has_no_data() -> None:
    assert decoded(None, 10) == b"" and not longer_than(Name.Odd, 0)


@pytest.mark.parametrize(
    ("packed", "filters", "length"),
    [
        # Short names of filters in inline pictures (ISO 32000-1, table 92).
        (zlib.compress(DATA), ("Fl",), len(DATA)),
        (base64.a85encode(DATA) + b"~>", ("A85",), len(DATA)),
        (b"<~" + base64.a85encode(DATA) + b"~> and more", ("ASCII85Decode",), len(DATA)),
        (DATA.hex().encode() + b"> and more", ("AHx",), len(DATA)),
        # White space is ignored; after a single last digit, 0 is assumed (7.4.2).
        (b"61 62\n6>", ("ASCIIHexDecode",), 3),
        (b"61626", ("ASCIIHexDecode",), 3),
        (b"not hexadecimal>", ("ASCIIHexDecode",), 0),
        (run_length(SAME), ("RL",), len(SAME)),
        (b"\x02abc\xffd\x80 and more", ("RL",), 5),
        (b"\x02abc\xffd", ("RL",), 5),
        (b"\x81x\x7f" + bytes(128), ("RL",), 128 + 128),
        (b"\x80", ("RL",), 0),
        (lzw(DATA), ("LZW",), len(DATA)),
        (lzw(bytes(7)), ("LZW",), 7),
        # Data packed as a picture count with their packed length.
        (b"x" * 50, ("DCTDecode",), 50),
        (zlib.compress(b"x" * 50), ("FlateDecode", "DCTDecode"), 50),
        (b"x" * 50, ("DCTDecode", "FlateDecode"), 50),
    ],
)
def test_lengths_by_every_filter_and_its_short_name(
    packed: bytes, filters: tuple[str, ...], length: int
) -> None:
    made = stream(packed, *filters)
    assert not longer_than(made, length)
    assert not length or longer_than(made, length - 1)


def packed_codes(*codes: tuple[int, int]) -> bytes:
    """Return codes with their numbers of bits as bytes, highest bit first (7.4.4.2)."""
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


@pytest.mark.parametrize(
    ("codes", "length"),
    [
        # The example of the standard: 45 45 45 45 45 65 45 45 45 66.
        ((256, 45, 258, 258, 65, 259, 66, 257), 10),
        ((256, 45, 258, 259, 257), 1 + 2 + 3),
        ((256, 45, 45, 258, 256, 45, 258, 257), 1 + 1 + 2 + 1 + 2),
        ((256, 257), 0),
        ((256, 45, 257, 45, 45), 1),
        ((45, 45, 257), 2),
        # Eight codes of nine bits fill nine bytes: the last one counts without an end.
        ((256, 65, 66, 67, 68, 69, 70, 71), 7),
    ],
)
def test_codes_of_lzw_stand_for_strings(codes: tuple[int, ...], length: int) -> None:
    made = stream(packed_codes(*((code, 9) for code in codes)), "LZWDecode")
    assert not longer_than(made, length)
    assert not length or longer_than(made, length - 1)


def test_a_table_of_lzw_grows_to_twelve_bits_and_no_further() -> None:
    """Without a clear code, the table stops at 4096 entries, and strings get no longer."""
    data = bytes(range(256)) * 300
    made = stream(lzw(data), "LZWDecode")
    assert not longer_than(made, len(data)) and longer_than(made, len(data) - 1)


def test_data_that_would_be_longer_than_any_packing_are_not_even_read() -> None:
    """A hexadecimal digit may have any number of spaces beside it; programs write one at most."""
    most = 1000
    for spaces, refused in ((4 * most + (1 << 16) - 2, False), (4 * most + (1 << 16) - 1, True)):
        assert longer_than(stream(b" " * spaces + b"6>", "ASCIIHexDecode"), most) is refused


def test_of_several_layers_none_is_decoded_without_a_limit() -> None:
    """Viewers show what comes before a fault; but after it no layer was measured."""
    broken = zlib.compress(DATA)[:-4] + bytes(4)
    assert content(stream(broken, "FlateDecode"), len(DATA)) == DATA
    with pytest.raises(pikepdf.PdfError):
        content(stream(broken.hex().encode() + b">", "ASCIIHexDecode", "FlateDecode"), len(DATA))


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({"Columns": 1000}, True),
        ({"Columns": 1001}, False),
        ({"Columns": 500, "Colors": 2}, True),
        ({"Columns": 501, "Colors": 2}, False),
        ({"Colors": 1000}, True),
        ({"Colors": 1001}, False),
        ({"Columns": 8000, "BitsPerComponent": 1}, True),
        ({"Columns": 8001, "BitsPerComponent": 1}, False),
        ({"Columns": 501, "BitsPerComponent": 16}, False),
    ],
)
@pytest.mark.parametrize("predictor", [2, 12])
def test_rows_are_no_longer_than_the_limit(row: dict[str, Any], fits: bool, predictor: int) -> None:
    """Of a predictor, qpdf needs memory for a row, whether there are data for it or not.

    Without an entry, a row has one column of one colour of 8 bits (ISO 32000-1, table 8).
    """
    made = pikepdf.Stream(OWNER, b"")
    parameters = Dictionary(Predictor=predictor, **row)
    made.write(zlib.compress(bytes(100)), filter=Name.FlateDecode, decode_parms=parameters)
    assert longer_than(made, 1000) is not fits
    if fits:
        assert decoded(made, 1000) == made.read_bytes()
    else:
        # (Before qpdf makes the row: what it makes of it would be too long as well.)
        with pytest.raises(TooLongError, match="has rows longer than 1000 bytes"):
            decoded(made, 1000)


@pytest.mark.parametrize("predictor", [None, 0, 1])
def test_without_a_predictor_rows_have_no_length(predictor: int | None) -> None:
    """Its parameters then mean nothing (ISO 32000-1, table 8)."""
    parameters = Dictionary(Columns=10**6)
    if predictor is not None:
        parameters.Predictor = predictor
    made = pikepdf.Stream(OWNER, b"")
    made.write(zlib.compress(DATA), filter=Name.FlateDecode, decode_parms=parameters)
    assert decoded(made, len(DATA)) == DATA


@pytest.mark.parametrize("row", [{"Columns": 0}, {"Columns": -9, "Colors": -9}, {"Colors": 0}])
def test_rows_without_a_length_cannot_be_decoded(row: dict[str, Any]) -> None:
    made = pikepdf.Stream(OWNER, b"")
    parameters = Dictionary(Predictor=12, **row)
    made.write(zlib.compress(bytes(100)), filter=Name.FlateDecode, decode_parms=parameters)
    with pytest.raises(UNREADABLE):
        decoded(made, 1000)


def test_parameters_belong_to_the_filter_in_their_place() -> None:
    """ISO 32000-1, table 5: null for a filter without any; missing ones at the end are null."""
    rows = bytes([2, 1, 2, 3, 2, 1, 1, 1])
    packed = zlib.compress(rows).hex().encode() + b">"
    up = Dictionary(Predictor=12, Columns=3)
    both: Any = Array([Name.ASCIIHexDecode, Name.FlateDecode])
    for given, data in (([None, up], bytes([1, 2, 3, 2, 3, 4])), ([up], rows), ([up, None], rows)):
        made = pikepdf.Stream(OWNER, b"")
        made.write(packed, filter=both)
        made.DecodeParms = Array(given)
        assert decoded(made, 1000) == data


def test_what_breaks_off_is_shown_as_far_as_it_goes() -> None:
    """Viewers do so; what needs two layers, or more room, is refused."""
    whole = zlib.compress(b"q Q " * 9) + zlib.compress(DATA)
    torn = stream(zlib.compress(DATA)[:-4] + bytes(4), "FlateDecode")
    assert content(torn, len(DATA)) == DATA
    with pytest.raises(pikepdf.PdfError, match="cannot be decoded"):
        decoded(torn, len(DATA))
    long = stream(zlib.compress(bytes(10**6))[:-4] + bytes(4), "FlateDecode")
    with pytest.raises(TooLongError):
        content(long, 500_000)
    # What follows the data is none of them.
    assert decoded(stream(whole, "FlateDecode"), 36) == b"q Q " * 9


def test_the_last_filter_of_a_picture_is_left_to_its_own_decoder() -> None:
    hexed = b"ff d8>"
    made = stream(hexed, "ASCIIHexDecode", "DCTDecode")
    assert decoding.before_last_filter(made, 2) == b"\xff\xd8"
    with pytest.raises(TooLongError):
        decoding.before_last_filter(made, 1)
    with pytest.raises(pikepdf.PdfError, match="packed as DCTDecode, which is for pictures"):
        decoded(made, 2)
    with pytest.raises(pikepdf.PdfError, match="packed as DCTDecode, which is for pictures"):
        decoding.before_last_filter(stream(hexed, "DCTDecode", "ASCIIHexDecode"), 9)
    with pytest.raises(pikepdf.PdfError, match="cannot be decoded"):
        decoding.before_last_filter(stream(b"no hex>", "AHx", "DCTDecode"), 9)


def test_the_name_of_an_unknown_filter_is_short_in_a_message() -> None:
    for length in (40, 41):
        for undone in (decoded, decoding.before_last_filter):
            made = stream(b"", "a" * length, "b")
            with pytest.raises(pikepdf.PdfError) as error:
                undone(made, 9)
            assert f"as {'a' * 40}, which" in str(error.value)


@pytest.mark.parametrize("count", [250, 255, 256, 3_836, 3_838, 3_839, 4_500])
def test_codes_of_lzw_have_nine_to_twelve_bits(count: int) -> None:
    """They grow one code before the table needs it; a full table stays as it is (7.4.4.2)."""
    codes = [(256, 9)]
    for place, code in enumerate([65] * count + [257]):
        entries = min(258 + max(place - 1, 0), 4096)
        codes.append((code, min(max((entries + 1).bit_length(), 9), 12)))
    assert decoded(stream(packed_codes(*codes), "LZWDecode"), 10**4) == b"A" * count


def packed_in_lzw(data: bytes, *, early: bool, most: int) -> tuple[bytes, int]:
    """Pack in LZW; the table is cleared at ``most`` entries. Also returns the highest code used."""
    first = {bytes([byte]): byte for byte in range(256)}
    codes, table, entries, now = [(256, 9)], dict(first), 258, b""
    for byte in data:
        longer = now + bytes([byte])
        if longer in table:
            now = longer
            continue
        codes.append((table[now], min(max((entries - 1 + early).bit_length(), 9), 12)))
        if entries < 4096:
            table[longer] = entries
            entries += 1
        if entries >= most:
            codes.append((256, min(max((entries - 1 + early).bit_length(), 9), 12)))
            table, entries = dict(first), 258
        now = bytes([byte])
    codes.append((table[now], min(max((entries - 1 + early).bit_length(), 9), 12)))
    codes.append((257, min(max((entries + early).bit_length(), 9), 12)))
    return packed_codes(*codes), max(code for code, _ in codes)


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("most", [259, 511, 512, 513, 2048, 4094, 4095, 4096, 9999])
def test_all_codes_of_lzw_are_known_up_to_the_last_of_twelve_bits(most: int, early: bool) -> None:
    """Codes go up to 4095 (ISO 32000-1, 7.4.4.2), whenever the table is cleared, if ever.

    qpdf agrees, as far as it goes: it refuses a full table that is not cleared.
    """
    # (With this seed, the string of the last code comes again.)
    data = bytes(random.Random(23).choices(range(64), k=min(2 * most, 4500))) * 2
    packed, highest = packed_in_lzw(data, early=early, most=most)
    made = pikepdf.Stream(OWNER, b"")
    parameters = Dictionary(EarlyChange=int(early))
    made.write(packed, filter=Name.LZWDecode, decode_parms=parameters)
    assert decoded(made, len(data)) == data
    if most <= 4096:
        assert made.read_bytes(pikepdf.StreamDecodeLevel.specialized) == data
    else:
        assert highest == 4095
