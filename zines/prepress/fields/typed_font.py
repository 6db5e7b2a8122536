"""The embedded font of filled-in form fields. Imports pikepdf.

It is Source Sans Pro Regular (SIL Open Font License 1.1, beside it) with the characters of code
page 1252 only, so that programs that fill in forms need only WinAnsiEncoding. It has no name of its
own: the original name is reserved. Built with fonttools 4.68::

    pyftsubset SourceSansPro-Regular.ttf --unicodes=(those of cp1252) --no-hinting
      --layout-features= --name-IDs= --drop-tables+=name,OS/2,post,GPOS,GSUB,GDEF,BASE,DSIG
      --no-recalc-timestamp --output-file=winansi.ttf
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

_FILE = Path(__file__).parent / "typed_face" / "winansi.ttf"
#: The resource name of this font in default appearances; it is not the font Wingdings. pdfium, and
#: so Chrome, uses a font with this name for every character that it contains. With any other name,
#: `Œ`, `’` and `–` are typed in fonts of the machine, which the file does not contain: for
#: pdfium, only a symbol font contains them (CPDF_BAFontMap).
NAME = "Wingdings"
_BASE = Name("/AAAAAA+Saisie")
#: The widths of these codes, in thousandths of the size, as in the font's own table. (127 is a
#: bullet too, as in the encoding for unused codes.)
_FIRST, _LAST = 32, 255
# fmt: off
_IN_ORDER = (
    200, 289, 425, 497, 497, 824, 609, 249, 303, 303, 418, 497, 249, 311, 249, 350,
    497, 497, 497, 497, 497, 497, 497, 497, 497, 497, 249, 249, 497, 497, 497, 425,
    847, 544, 588, 571, 615, 527, 494, 617, 652, 263, 480, 579, 486, 727, 647, 664,
    566, 664, 569, 534, 536, 645, 515, 786, 513, 476, 539, 303, 350, 303, 497, 500,
    542, 504, 553, 456, 555, 496, 292, 504, 544, 246, 247, 495, 255, 829, 547, 542,
    555, 555, 347, 419, 338, 544, 467, 718, 446, 467, 425, 303, 241, 303, 497, 304,
    497, 0, 249, 497, 425, 948, 454, 454, 542, 1194, 534, 271, 847, 0, 539, 0,
    0, 249, 249, 425, 425, 304, 480, 800, 542, 637, 419, 271, 839, 0, 425, 476,
    202, 289, 497, 497, 497, 497, 241, 497, 542, 744, 345, 429, 497, 311, 423, 542,
    331, 497, 367, 367, 542, 562, 560, 249, 542, 367, 365, 429, 781, 808, 796, 425,
    544, 544, 544, 544, 544, 544, 822, 571, 527, 527, 527, 527, 263, 263, 263, 263,
    638, 647, 664, 664, 664, 664, 664, 497, 664, 645, 645, 645, 645, 476, 583, 576,
    504, 504, 504, 504, 504, 504, 785, 456, 496, 496, 496, 496, 246, 246, 246, 246,
    545, 547, 542, 542, 542, 542, 542, 497, 542, 544, 544, 544, 544, 467, 555, 467,
)
# fmt: on
#: The widths by code.
WIDTHS = dict(enumerate(map(float, _IN_ORDER), _FIRST))


def embed(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Add the font to a file: a simple TrueType font (ISO 32000-1, 9.6.3)."""
    content = _FILE.read_bytes()
    file = pdf.make_stream(_deflated(content), Length1=len(content))
    file.Filter = Name.FlateDecode
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=_BASE,
        # Nonsymbolic: its characters are those of the standard encodings (table 123).
        Flags=32,
        FontBBox=Array([-454, -292, 2159, 968]),
        ItalicAngle=0,
        Ascent=984,
        Descent=-273,
        CapHeight=660,
        StemV=84,
        FontFile2=file,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=_BASE,
        FirstChar=_FIRST,
        LastChar=_LAST,
        Widths=Array(_IN_ORDER),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(font)


@cache
def _deflated(content: bytes) -> bytes:
    return zlib.compress(content, 9)
