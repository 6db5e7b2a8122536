"""Decompression bombs: small files that need much memory or time, as hostile senders write them.

``FILES`` are PDFs by name. None of them is rendered or decoded here.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.helpers import saved

A4 = (595, 842)


def deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


@cache
def gigabyte(byte: bytes) -> bytes:
    """Return 1 GB of one byte, deflated: an independent block of 10 MB, a hundred times."""
    piece = byte * 10**7
    packing = zlib.compressobj(9)
    first = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    again = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    end = packing.flush()[:-4]
    total = 1
    for _ in range(100):
        total = zlib.adler32(piece, total)
    return first + again * 99 + end + total.to_bytes(4, "big")


def runs(length: int, byte: int = 32) -> bytes:
    """Return one byte many times, run-length encoded: two bytes for 128 (ISO 32000-1, 7.4.5)."""
    return bytes([129, byte]) * (length // 128) + b"\x80"


def lzw_codes(data: bytes) -> bytes:
    """Return data in LZW with a new table for each byte (ISO 32000-1, 7.4.4)."""
    bits = "".join(f"{256:09b}{byte:09b}" for byte in data) + f"{257:09b}"
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))


def packed(pdf: Pdf, data: bytes, *filters: str, **entries: Any) -> pikepdf.Stream:
    """Return a stream of data that are already packed."""
    made = pdf.make_stream(b"", **entries)
    names = [Name(f"/{one}") for one in filters]
    made.write(data, filter=Array(names) if len(names) > 1 else names[0])
    return made


def inflating(pdf: Pdf, data: bytes, **entries: Any) -> pikepdf.Stream:
    return packed(pdf, deflated(data), "FlateDecode", **entries)


def one_page(fill: Callable[[Pdf, Any], None], size: tuple[int, int] = A4, pages: int = 1) -> bytes:
    """Return a file of blank pages, with the first one filled; streams are not packed again."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
    page = pdf.pages[0].obj
    page.Resources = Dictionary()
    fill(pdf, page)
    return saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def two_layers(pdf: Pdf, page: Any) -> None:
    """1 GB of spaces, deflated twice."""
    data = gigabyte(b" ")
    page.Contents = packed(pdf, deflated(data), "FlateDecode", "FlateDecode")


def chain(pdf: Pdf, page: Any) -> None:
    """ASCII85, Flate, LZW and RunLength, nested."""
    data = runs(128 * 500_000)
    data = base64.a85encode(deflated(lzw_codes(data))) + b"~>"
    page.Contents = packed(
        pdf, data, "ASCII85Decode", "FlateDecode", "LZWDecode", "RunLengthDecode"
    )


def run_lengths(pdf: Pdf, page: Any) -> None:
    """Nine layers of run length, each of which multiplies by 64 (a public file has 919 bytes)."""
    data = runs(128 * 128)
    for _ in range(8):
        data = b"".join(bytes([129, byte]) for byte in data[:4]) * 32 + b"\x80"
    page.Contents = packed(pdf, data, *["RunLengthDecode"] * 9)


def broken_flate(pdf: Pdf, page: Any) -> None:
    """Flate with an error at its end, around another layer: the data before it are decoded."""
    data = gigabyte(b" ")
    page.Contents = packed(pdf, deflated(data)[:-40] + b"\xff" * 40, *["FlateDecode"] * 2)


def many_parts(pdf: Pdf, page: Any) -> None:
    """One part of 7 MB, named 1,000 times in /Contents."""
    part = pdf.make_indirect(inflating(pdf, b"0 0 m\n" * 1_150_000))
    page.Contents = Array([part] * 1000)


def nested_forms(pdf: Pdf, page: Any) -> None:
    """Each form draws the next one twice: 2 to the power of 20, with 1 MB at the bottom."""
    form = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    inner = pdf.make_indirect(inflating(pdf, b"% " + b" " * 10**6, **dict(form.items())))
    for _ in range(20):
        outer = pdf.make_stream(b"/F Do /F Do", **dict(form.items()))
        outer.Resources = Dictionary(XObject=Dictionary(F=inner))
        inner = pdf.make_indirect(outer)
    page.Resources.XObject = Dictionary(F=inner)
    page.Contents = pdf.make_stream(b"/F Do")


def many_words(pdf: Pdf, page: Any) -> None:
    """7.9 MB of the shortest operator there is."""
    page.Contents = inflating(pdf, b"q\n" * 3_950_000)


def many_numbers(pdf: Pdf, page: Any) -> None:
    """7.9 MB of operands in one array."""
    page.Contents = inflating(pdf, b"[" + b"1 " * 3_950_000 + b"] TJ")


def many_areas(pdf: Pdf, page: Any) -> None:
    """As many painted areas as possible in few words."""
    page.Contents = inflating(pdf, b"0 0 m f\n" * 980_000)


def shading(pdf: Pdf, page: Any, function: Any, times: int) -> None:
    page.Resources.Shading = Dictionary(
        S=pdf.make_indirect(
            Dictionary(
                ShadingType=2,
                ColorSpace=Name.DeviceRGB,
                Coords=Array([0, 0, 1, 1]),
                Function=function,
            )
        )
    )
    page.Contents = inflating(pdf, b"/S sh\n" * times)


def nested_functions(pdf: Pdf, page: Any) -> None:
    """Stitching functions, eight levels deep, each with 30 times the same function."""
    inner = pdf.make_indirect(
        Dictionary(FunctionType=2, N=1, Domain=Array([0, 1]), C0=Array([0] * 3), C1=Array([1] * 3))
    )
    for _ in range(8):
        inner = pdf.make_indirect(
            Dictionary(FunctionType=3, Domain=Array([0, 1]), Functions=Array([inner] * 30))
        )
    shading(pdf, page, inner, 1000)


def nested_channels(pdf: Pdf, page: Any) -> None:
    """Nested arrays of functions, one function for each channel."""
    inner: Any = Dictionary(FunctionType=2, N=1, Domain=Array([0, 1]))
    for _ in range(8):
        inner = pdf.make_indirect(Array([inner] * 32))
    shading(pdf, page, inner, 1)


def sampled_shadings(pdf: Pdf, page: Any) -> None:
    """A shading of 4,096 samples, painted 20,000 times (mozilla/pdf.js has one of 3,511)."""
    samples = bytes(range(256)) * 48
    function = inflating(
        pdf,
        samples,
        FunctionType=0,
        BitsPerSample=8,
        Domain=Array([0, 1]),
        Range=Array([0, 1] * 3),
        Size=Array([4096]),
    )
    shading(pdf, page, pdf.make_indirect(function), 20_000)


def glyphs(pdf: Pdf, page: Any) -> None:
    """A Type 3 font whose glyph inflates to 1 GB, shown 100,000 times."""
    data = gigabyte(b" ")
    page.Resources.Font = Dictionary(
        F=pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, 0, 1, 1]),
                FontMatrix=Array([1, 0, 0, 1, 0, 0]),
                Encoding=Dictionary(Differences=Array([97, Name.a])),
                CharProcs=Dictionary(a=packed(pdf, data, "FlateDecode")),
                FirstChar=97,
                LastChar=97,
                Widths=Array([1]),
            )
        )
    )
    page.Contents = inflating(pdf, b"BT /F 9 Tf " + b"(a) Tj " * 100_000 + b"ET")


def pattern(pdf: Pdf, page: Any) -> None:
    """A tile of 1 MB that is set as a colour 100,000 times."""
    tile = inflating(
        pdf,
        b"%" + b" " * 10**6,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 9, 9]),
        XStep=9,
        YStep=9,
        Resources=Dictionary(),
    )
    page.Resources.Pattern = Dictionary(P=pdf.make_indirect(tile))
    page.Contents = inflating(pdf, b"/Pattern cs " + b"/P scn " * 100_000)


def soft_mask(pdf: Pdf, page: Any) -> None:
    """A graphics state of 5,000 entries and a soft mask of 1 GB, set 100,000 times."""
    data = gigabyte(b" ")
    form = packed(pdf, data, "FlateDecode", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    state = Dictionary({f"/K{count}": count for count in range(5000)})
    state.SMask = Dictionary(S=Name.Luminosity, G=pdf.make_indirect(form))
    page.Resources.ExtGState = Dictionary(G=pdf.make_indirect(state))
    page.Contents = inflating(pdf, b"/G gs " * 100_000)


def profiled(pdf: Pdf, page: Any) -> None:
    """A profile that declares a million channels, set 100,000 times; and 100,000 inks."""
    profile = inflating(pdf, b"", N=1_000_000)
    inks = Array([Name("/A")] * 100_000)
    page.Resources.ColorSpace = Dictionary(
        C=Array([Name.ICCBased, pdf.make_indirect(profile)]),
        D=pdf.make_indirect(Array([Name.DeviceN, inks, Name.DeviceCMYK, Dictionary()])),
    )
    page.Contents = inflating(pdf, b"/C cs 0 0 1 1 re f /D cs 0 0 1 1 re f " * 20_000)


def indexed(pdf: Pdf, page: Any) -> None:
    """Colour tables that inflate to 1 GB, deflated twice."""
    data = gigabyte(b"\0")
    table = pdf.make_indirect(packed(pdf, deflated(data), "FlateDecode", "FlateDecode"))
    spaces = {
        f"/C{count}": Array([Name.Indexed, Name.DeviceCMYK, 255, table]) for count in range(200)
    }
    page.Resources.ColorSpace = Dictionary(spaces)
    page.Contents = inflating(
        pdf, b"".join(b"/C%d cs 0 sc 0 0 1 1 re f " % count for count in range(200))
    )


def many_fonts(pdf: Pdf, page: Any) -> None:
    """3,000 fonts that share a table with one range of 65,536 widths."""
    widths = pdf.make_indirect(Array([0, 65535, 500]))
    fonts = {}
    for count in range(3000):
        below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=widths)
        fonts[f"/F{count}"] = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name(f"/A{count}"),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([below]),
            )
        )
    page.Resources.Font = Dictionary(fonts)
    page.Contents = inflating(
        pdf, b"BT " + b"".join(b"/F%d 9 Tf (ab) Tj " % count for count in range(3000)) + b"ET"
    )


def large_picture(pdf: Pdf, page: Any) -> None:
    """100 million dots of CMYK in 16 bits: 800 MB of one value."""
    image = packed(
        pdf,
        gigabyte(b"\0"),
        "FlateDecode",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=10_000,
        Height=9_999,
        BitsPerComponent=16,
        ColorSpace=Name.DeviceCMYK,
    )
    page.Resources.XObject = Dictionary(I=pdf.make_indirect(image))
    page.Contents = pdf.make_stream(b"595 0 0 842 0 0 cm /I Do")


def shared_form(pdf: Pdf, page: Any) -> None:
    """120 pages that draw one form of 2 MB."""
    form = inflating(
        pdf, b"0 0 1 1 re f\n" * 150_000, Subtype=Name.Form, BBox=Array([0, 0, 595, 842])
    )
    page.Resources.XObject = Dictionary(F=pdf.make_indirect(form))
    resources = pdf.make_indirect(page.Resources)
    content = pdf.make_stream(b"/F Do")
    for one in pdf.pages:
        one.obj.Resources, one.obj.Contents = resources, content


def slow_drawing(pdf: Pdf, page: Any) -> None:
    """Blending over a whole A1 page, 6,000 times: few words, but slow to render."""
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5, BM=Name.Luminosity))
    page.Contents = inflating(
        pdf,
        b"/G gs " + b"0 0 1684 2384 re f\n" * 6000 + b"9 9 m " + b"9 200 l 200 9 l " * 60 + b"f",
    )


def object_stream(pack: Callable[[bytes], bytes]) -> bytes:
    """Return a file with its catalog and page in an object stream, as in PDF 1.5."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    places, body = [], b""
    for count, one in enumerate(objects, 1):
        places.append(b"%d %d" % (count, len(body)))
        body += one + b"\n"
    first = b" ".join(places) + b" "
    content = pack(first + body)
    file = b"%PDF-1.5\n"
    start = len(file)
    file += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (
        len(first),
        len(content),
    )
    file += content + b"\nendstream\nendobj\n"
    where = len(file)
    rows = b"\0\0\0\0\0\0" + b"".join(b"\2" + (4).to_bytes(4, "big") + bytes([n]) for n in range(3))
    rows += b"\1" + start.to_bytes(4, "big") + b"\0" + b"\1" + where.to_bytes(4, "big") + b"\0"
    file += b"5 0 obj\n<</Type/XRef/Size 6/Root 1 0 R/W[1 4 1]/Length %d>>stream\n" % len(rows)
    return file + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % where


def packed_objects() -> bytes:
    """300 MB of spaces after three objects in an object stream."""
    packing = zlib.compressobj(9)

    def made(body: bytes) -> bytes:
        blanks = packing.compress(body) + b"".join(
            packing.compress(b" " * 10**7) for _ in range(30)
        )
        return blanks + packing.flush()

    return object_stream(made)


def many_pages() -> bytes:
    """2,100 pages, more than the limit of 2,000."""
    return one_page(lambda pdf, page: None, pages=2100)


_FILLED: dict[str, Callable[[Pdf, Any], None]] = {
    one.__name__: one
    for one in (
        two_layers,
        chain,
        run_lengths,
        broken_flate,
        many_parts,
        nested_forms,
        many_words,
        many_numbers,
        many_areas,
        nested_functions,
        nested_channels,
        sampled_shadings,
        glyphs,
        pattern,
        soft_mask,
        profiled,
        indexed,
        many_fonts,
        large_picture,
    )
}
FILES: dict[str, Callable[[], bytes]] = {
    **{called: lambda fill=fill: one_page(fill) for called, fill in _FILLED.items()},  # type: ignore[misc]
    "shared_form": lambda: one_page(shared_form, pages=120),
    "slow_drawing": lambda: one_page(slow_drawing, (1684, 2384)),
    "packed_objects": packed_objects,
    "many_pages": many_pages,
}
