"""Whether the data of a picture are all there. Imports pikepdf, and Pillow for JPEG."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from PIL import Image

from zines.pdf.opening.decoding import TooLongError, before_last_filter, decoded
from zines.pdf.opening.safe_get import get, listed, name, number
from zines.pdf.resources.bilevel_damage import fax_is_cut, jbig2_is_cut
from zines.pdf.resources.colour_spaces import Space

#: Filters that are decoded step by step in Python: larger pictures are not looked into.
_SLOW, _MOST_SLOW = {"LZWDecode", "LZW", "RunLengthDecode", "RL"}, 4_000_000
_JPEG, _JPEG_2000 = ("DCTDecode", "DCT"), ("JPXDecode",)
_FAX, _JBIG2 = ("CCITTFaxDecode", "CCF"), ("JBIG2Decode",)
#: The last marker of a JPEG and of the codestream of a JPEG 2000; a few bytes may follow a JPEG's.
_END, _TAIL = b"\xff\xd9", 4096
#: The first two markers of that codestream (ISO/IEC 15444-1, A.4): it has no last one inside, but
#: boxes of any length before and after it.
_CODESTREAM = b"\xff\x4f\xff\x51"
_SPARE = 4096


def is_broken(image: Any, space: Space, raw: bytes, most: int) -> tuple[bool, int]:
    """Return whether a part of a picture is lost, and how many bytes of dots were read.

    ``raw`` are the data of a JPEG, empty for others. Pictures of more than ``most`` bytes are not
    looked into. A missing part of the last row does not count.
    """
    filters = [name(one) for one in listed(get(image, "/Filter"))]
    last = filters[-1] if filters else ""
    if last in _JPEG:
        return not number(get(image, "/Length"), 1.0) or (
            bool(raw) and _is_broken_jpeg(raw, most)
        ), 0
    if last in _JPEG_2000:
        return _END not in image.read_raw_bytes().partition(_CODESTREAM)[2], 0
    if last in _FAX + _JBIG2:
        return _is_cut(image, filters, most)
    row = _row(image, space)
    length = row * sides(image)[1]
    slow = not _SLOW.isdisjoint(filters)
    if not 0 < length <= (min(most, _MOST_SLOW) if slow else most):
        return False, 0
    try:
        data = decoded(image, length + _SPARE)
    except TooLongError:
        return False, length
    except pikepdf.PdfError:
        return True, length
    return len(data) <= length - row, length


def _is_cut(image: Any, filters: list[str], most: int) -> tuple[bool, int]:
    """Return what `is_broken` does, for a picture in black and white."""
    width, height = sides(image)
    if not 0 < width * height <= most:
        return False, 0
    try:
        data = before_last_filter(image, most)
    except TooLongError:
        return False, 0
    except pikepdf.PdfError:
        return True, 0
    if filters[-1] in _JBIG2:
        return jbig2_is_cut(data), len(data)
    parameters = listed(get(image, "/DecodeParms"))
    own = parameters[-1] if len(parameters) == len(filters) else None
    return fax_is_cut(data, own, width, height), width * height


def sides(image: Any) -> tuple[int, int]:
    """Return the width and the height of a picture, in dots; 0 for one that makes no sense."""
    width, height = (max(int(number(get(image, key))), 0) for key in ("/Width", "/Height"))
    return width, height


def _row(image: Any, space: Space) -> int:
    """Return the bytes of a row of dots; 0 if they are unknown."""
    stencil = get(image, "/ImageMask") is True
    bits = 1 if stencil else int(number(get(image, "/BitsPerComponent"), 8.0))
    values = 1 if stencil or space.table is not None else space.count
    return (sides(image)[0] * bits * values + 7) // 8


def _is_broken_jpeg(raw: bytes, most: int) -> bool:
    """Return whether a JPEG has no head, or breaks off before its last row."""
    failing = OSError, ValueError, SyntaxError
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG",)) as opened:
            if _END not in raw[-_TAIL:] and 4 * opened.width * opened.height <= most:
                # An eighth of the size takes a fraction of the time, and reads all data.
                opened.draft(None, (1, 1))
                opened.load()
    except Image.DecompressionBombError:
        return False
    except failing:
        return True
    return False
