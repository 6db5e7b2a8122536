"""What a damaged file has lost: nobody shall print, unawares, pages that came out blank.

One of the modules of this station that name pikepdf.
"""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf
from pikepdf import Name

from zines.pdf.errors import PdfError

#: What reading values of a file that may hold anything, in any place, can raise.
UNREADABLE = (
    *(TypeError, ValueError, ArithmeticError, AttributeError, LookupError, RuntimeError),
    *(NotImplementedError, RecursionError, pikepdf.PikepdfError),
)
_AGAIN = "open it in a viewer that shows all of it, save it again as PDF, and take that one"
#: What qpdf says when it made up what is not in the file.
_LOST = {
    "treating stream as empty": "a stream has no end",
    "Pages tree includes non-dictionary": "some of its pages are missing",
    "MediaBox is undefined": "a page has no size that can be read",
}
#: What it says when it may not have found all objects.
_SEARCHED = ("reconstruct",)
_CHUNK = 1 << 20
#: Compressed data begins with two bytes and ends with a checksum of four, that is sometimes left
#: out or cut; a whole one that is wrong means that the data are.
_HEAD, _CHECKSUM = 2, 4


def refuse_losses(pdf: pikepdf.Pdf) -> None:
    """Raise PdfError if something that pages need is not in the file.

    Files that had to be repaired (a lost table of objects, a wrong length) are taken when all that
    is referred to is there and can be decoded. Costs next to nothing for a sound file: what qpdf
    has not read yet it only tells of later, so ask again when all is written.
    """
    try:
        len(pdf.pages)
        told = _told(pdf)
        if not told:
            return
        # All objects are read here, which tells of the rest.
        objects = pdf.objects
        if "/Size" not in pdf.trailer:
            # Made up again without one, it would be written so, and nobody could read the file.
            pdf.trailer[Name.Size] = len(objects) + 1
        told += _told(pdf)
    except UNREADABLE as error:
        raise damaged("its pages cannot be found") from error
    for sign, what in _LOST.items():
        if any(sign in warning for warning in told):
            raise damaged(what)
    if not any(sign in warning for warning in told for sign in _SEARCHED):
        return
    for found in objects:
        if found is None:
            raise damaged("something that it refers to is missing")
        if isinstance(found, pikepdf.Stream):
            check_decodes(found, "a stream")


def _told(pdf: pikepdf.Pdf) -> list[str]:
    return [str(warning) for warning in pdf.get_warnings()]


def check_decodes(stream: Any, what: str) -> None:
    """Raise PdfError if the compressed data of a stream is cut short or corrupt.

    (qpdf reads what comes before the damage and says nothing.) Data without its checksum passes.
    """
    filters = stream.get("/Filter")
    if filters is None:
        return
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if not names or names[0] != pikepdf.Name.FlateDecode:
        return
    data = stream.read_raw_bytes()
    # Whatever follows the data and its checksum is nothing.
    if not data or _inflates(data, zlib.MAX_WBITS, len(data)):
        return
    if not _inflates(data[_HEAD:], -zlib.MAX_WBITS, _CHECKSUM - 1):
        raise damaged(f"{what} is cut short or corrupt")


def check_content(stream: Any, what: str) -> None:
    """Raise one of UNREADABLE, or PdfError, if the content of a page cannot be decoded."""
    check_decodes(stream, what)
    filters = stream.get("/Filter")
    if filters is not None and (filters != pikepdf.Name.FlateDecode or "/DecodeParms" in stream):
        # Rare enough to decode it twice.
        stream.read_bytes()


def _inflates(data: bytes, bits: int, tail: int) -> bool:
    """Tell whether data inflate to their end, with no more than ``tail`` bytes after it."""
    inflating = zlib.decompressobj(bits)
    try:
        while data and not inflating.eof:
            inflating.decompress(data, _CHUNK)
            data = inflating.unconsumed_tail
    except zlib.error:
        return False
    return inflating.eof and len(inflating.unused_data) <= tail


def damaged(what: str) -> PdfError:
    """Return the error for a file of which ``what`` is lost."""
    return PdfError(f"the file is damaged, {what}: {_AGAIN}")
