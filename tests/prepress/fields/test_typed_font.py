"""The font of form fields: what its entries say is what its file contains."""

from __future__ import annotations

import struct

import pikepdf
import pytest
from PIL import ImageFont

from zines.prepress.fields import typed_font

#: One pixel is a thousandth of the size, the unit of widths in a PDF.
DRAWN = ImageFont.truetype(str(typed_font._FILE), 1000, layout_engine=ImageFont.Layout.BASIC)


@pytest.mark.parametrize("code", range(32, 256))
def test_the_width_of_each_character_is_that_of_the_font(code: int) -> None:
    """ISO 32000-1, 9.2.4: with other widths, typed letters overlap, and PDF/A refuses the file."""
    # Annex D.2: codes that WinAnsiEncoding leaves unused are bullets.
    sign = bytes([code]).decode("cp1252", "replace").replace("\x7f", "\u2022")
    # The font has no glyph for the codes that code page 1252 leaves unused, except that one.
    expected = 0 if sign == "\ufffd" else DRAWN.getlength(sign)
    assert typed_font.WIDTHS[code] == expected


def tables(content: bytes) -> dict[str, bytes]:
    """Return the tables of a TrueType font by their names (OpenType 1.9, chapter otff)."""
    (count,) = struct.unpack_from(">H", content, 4)
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        name, _, offset, length = struct.unpack_from(">4s3L", content, at)
        found[name.decode().strip()] = content[offset : offset + length]
    return found


def test_the_font_is_embedded_whole_and_described_as_it_is() -> None:
    with pikepdf.new() as pdf:
        font = typed_font.embed(pdf)
        assert font.Subtype == "/TrueType" and font.Encoding == "/WinAnsiEncoding"
        assert font.FirstChar == 32 and font.LastChar == 255 and len(font.Widths) == 224
        assert [float(one) for one in font.Widths] == list(typed_font.WIDTHS.values())
        about = font.FontDescriptor
        assert about.FontName == font.BaseFont
        # Table 123: bit 6, nonsymbolic; symbolic fonts would ignore the encoding.
        assert about.Flags == 32 and about.ItalicAngle == 0
        content = typed_font._FILE.read_bytes()
        assert about.FontFile2.Length1 == len(content)
        pdf.Root.Font = font
        assert about.FontFile2.read_bytes() == content
        head, hhea = (tables(content)[name] for name in ("head", "hhea"))
        assert struct.unpack_from(">H", head, 18) == (1000,)
        assert [int(one) for one in about.FontBBox] == [*struct.unpack_from(">4h", head, 36)]
        assert (about.Ascent, about.Descent) == struct.unpack_from(">2h", hhea, 4)
        _, top, _, bottom = DRAWN.getbbox("H", anchor="ls")
        # (The flat letters are drawn a little lower than their designer says.)
        assert (bottom, -top) == pytest.approx((0, int(about.CapHeight)), abs=5)
