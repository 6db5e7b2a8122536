"""Whether the data of a picture in black and white, as of scans and faxes, are all there. pikepdf.

A viewer shows the rest of such a picture white, without a word.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import get

#: The most dots of a side that pdfium decodes.
_LONGEST_SIDE = 65_535
#: The end of the data of a fax (ITU-T T.6, 2.4.1.1), and in how many bytes it is looked for.
_END_OF_FAX, _END_BITS, _TAIL = 0x001001, 24, 64
#: Two ways to go on after the data of a fax, for each row that may be missing: as the row above,
#: or not.
_LIKE_ABOVE, _OTHERWISE = b"\xff", b"\x55"
_PARAMETERS = ("/K", "/Columns", "/EndOfLine", "/EncodedByteAlign")
#: The kinds of segments of JBIG2 that are read here: the size of the page, and a picture whose
#: length may be unknown (ITU-T T.88, 7.3 and 7.2.7).
_PAGE, _OF_ANY_LENGTH, _UNKNOWN_LENGTH = 48, 38, 0xFFFFFFFF
#: In the place of a number of segments that are referred to: it is in the next bytes (7.2.4).
_MANY = 7
_BLANKS = b"\0\t\n\f\r "


def fax_is_cut(data: bytes, parameters: Any, width: int, height: int) -> bool:
    """Return whether rows of a picture of CCITTFaxDecode are missing at its end.

    If they are, its last rows depend on what follows the data. ``parameters``: its DecodeParms.
    """
    if not data:
        return True
    if max(width, height) > _LONGEST_SIDE or _ends_as_fax(data):
        return False
    try:
        rows = {_rows(data + more * height, parameters, width, height) for more in _ENDINGS}
    except PdfError:
        return False
    return len(rows) > 1


_ENDINGS = (_LIKE_ABOVE, _OTHERWISE)


def _ends_as_fax(data: bytes) -> bool:
    """Return whether data end with the sign, which line breaks or blanks of the file may follow."""
    # (The last byte of the sign itself may be 0x20, a blank.)
    return any(_ends_with_sign(data[-_TAIL:].rstrip(more)) for more in (b"\r\n", _BLANKS))


def _ends_with_sign(data: bytes) -> bool:
    tail = int.from_bytes(data, "big")
    # The last bit of the sign is 1, and up to seven bits without a meaning follow.
    tail >>= (tail & -tail).bit_length() - 1 if tail else 0
    return tail & ((1 << _END_BITS) - 1) == _END_OF_FAX


def _rows(data: bytes, parameters: Any, width: int, height: int) -> bytes:
    """Return the dots of a fax as pdfium decodes them; raises PdfError if it does not."""
    with pikepdf.new() as pdf:
        # (An object of another kind belongs to its file, and means nothing here.)
        kept = {key: value for key in _PARAMETERS if isinstance(value := get(parameters, key), int)}
        picture = pdf.make_stream(
            data,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            # (The filter gives one bit for each dot.)
            ColorSpace=Name.DeviceGray,
            Filter=Name.CCITTFaxDecode,
            DecodeParms=Dictionary(kept | {"/Rows": height}),
        )
        page = pdf.add_blank_page(page_size=(9, 9)).obj
        page.Resources = Dictionary(XObject=Dictionary(Picture=picture))
        page.Contents = pdf.make_stream(b"/Picture Do")
        made = io.BytesIO()
        pdf.save(made)
    return page_pictures.dots_of_picture(made.getvalue())


def jbig2_is_cut(data: bytes) -> bool:
    """Return whether segments of JBIG2 data in a PDF (ITU-T T.88, 7.2) are cut off, or all lost."""
    at, has_page, whole = 0, False, len(data.rstrip(_BLANKS))
    while at < whole:
        kind, length, at = _segment(data, at)
        if at + length > len(data):
            return True
        at += length
        has_page = has_page or kind == _PAGE
    return not has_page


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Return the kind and the length of a segment, and where its data begin."""
    own = int.from_bytes(data[at : at + 4], "big")
    kind = int.from_bytes(data[at + 4 : at + 5], "big")
    at += 5
    count = int.from_bytes(data[at : at + 1], "big") >> 5
    if count == _MANY:
        count = int.from_bytes(data[at : at + 4], "big") & 0x1FFFFFFF
        at += 4 + (count + 8) // 8
    else:
        at += 1
    at += count * (1 if own <= 256 else 2 if own <= 65536 else 4)
    at += 4 if kind & 0x40 else 1
    length = int.from_bytes(data[at : at + 4], "big")
    at += 4
    kind &= 0x3F
    if kind == _OF_ANY_LENGTH and length == _UNKNOWN_LENGTH:
        length = len(data) - at
    return kind, length, at
