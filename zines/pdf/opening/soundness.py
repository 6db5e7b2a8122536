"""Check whether anything of a damaged file is lost, so that no page prints blank unnoticed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Name

from zines.base.language import mark, tr
from zines.base.limits import LARGEST_PRINTED_PAGE, MOST_PARTS
from zines.pdf.opening.decoding import TooLongError, decoded, inflate
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import listed

#: Errors for a file that cannot be read: PikepdfError by pikepdf for damage; ValueError by pikepdf
#: for an object of another type than its key needs, and by our code for a wrong value;
#: RuntimeError by qpdf for what it does not support, or for too deep nesting.
#: A TypeError or a LookupError is a fault of this program.
UNREADABLE = (pikepdf.PikepdfError, ValueError, RuntimeError)
#: Warnings of qpdf about something that is not in the file.
_LOST = {
    "Pages tree includes non-dictionary": mark("some of its pages are missing"),
    "MediaBox is undefined": mark("a page has no size that can be read"),
}
#: Its warning about a stream without an end, and its name for an object.
_ENDLESS, _NAMED = "treating stream as empty", re.compile(r"\(object (\d+) (\d+)")
#: Its warnings when it may not have found all objects: it searched for them one by one ...
_SEARCHED = "reconstruct"
#: ... or a stream that holds objects is broken (ISO 32000-1, 7.5.7); and its warning about a page
#: that lost all its resources, which it replaces by an empty dictionary.
_BROKEN_HOLDER = re.compile(
    r"error decoding stream data|object stream \d+ (?:has|is) |"
    r"offset \d+ is too large|parse error while reading"
)
_WITHOUT_RESOURCES = "Resources is missing or invalid"
#: Entries of pages and annotations that lead to objects that are not drawn.
_NOT_DRAWN = frozenset(
    ("/Parent", "/P", "/Popup", "/IRT", "/A", "/AA", "/Dest", "/PA", "/B", "/Thumb", "/Metadata")
    + ("/PieceInfo", "/LastModified", "/AF", "/StructParents", "/SeparationInfo")
)
_REFERRED = mark("something that it refers to is missing")
#: Marks a placeholder for a missing object, while pages are checked.
_MISSING = "/HorsBocalMissing"
#: Object numbers to search, for each existing object, and at least.
_NUMBERS_TO_AN_OBJECT, _LEAST_NUMBERS = 10, 1_000
_HOLDERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
#: Its warnings about blanks and counts, where it guesses nothing and nothing can be lost: all
#: readers read such files alike.
_HARMLESS = (
    "xref entry for the xref stream itself is missing",
    "is not one plus the highest object number",
    "extraneous whitespace seen before xref",
    "accepting invalid xref table entry",
    "object has offset 0",
    "stream keyword followed by extraneous whitespace",
    "stream keyword followed by carriage return only",
    "setting missing or invalid /Type entry to /Catalog",
    "/Type key should be /Pages but is not; overriding",
    "/Type key should be /Page but is not; overriding",
)
#: Bytes before compressed data, and of the checksum after it (RFC 1950). The checksum is sometimes
#: left out or cut short; if it is whole and wrong, so are the data.
_HEAD, _CHECKSUM = 2, 4


def refuse_losses(pdf: pikepdf.Pdf) -> None:
    """Raise PdfError if something that pages need is not in the file.

    Repaired files (a lost table of objects, a wrong length) are accepted if all that pages refer to
    exists and can be decoded. For a sound file the check takes almost no time. qpdf warns of an
    object only once it has read it: call this again after everything is written.
    """
    try:
        len(pdf.pages)
        warnings = _warnings(pdf)
        if not warnings:
            return
        # This reads all objects, so that qpdf warns of the rest.
        objects = pdf.objects
        if "/Size" not in pdf.trailer:
            # qpdf repairs a trailer without Size, but would write one that no program can read.
            pdf.trailer[Name.Size] = len(objects) + 1
        warnings += _warnings(pdf)
    except UNREADABLE as error:
        raise damaged(tr("its pages cannot be found")) from error
    whole = "\n".join(warnings)
    for sign, what in _LOST.items():
        if sign in whole:
            raise damaged(tr(what))
    broken = _BROKEN_HOLDER.search(whole) is not None
    if broken and _WITHOUT_RESOURCES in whole:
        raise damaged(tr(_REFERRED))
    searched = broken or _SEARCHED in whole
    if searched or _ENDLESS in whole:
        endless = [match for one in warnings if _ENDLESS in one and (match := _NAMED.search(one))]
        named = {(int(match[1]), int(match[2])) for match in endless}
        # (At the end of a file, qpdf takes a stream without an end for no object at all.)
        gone = [number for number, _ in named if pdf.get_object((number, 0)) is None]
        missing = _missing(pdf, objects) if searched else gone
        _check_used(pdf, named, missing, searched=searched)


def _check_used(
    pdf: pikepdf.Pdf, endless: set[tuple[int, int]], missing: list[int], *, searched: bool
) -> None:
    """Raise PdfError if pages lead to an ``endless`` stream, or to a ``missing`` object.

    ``searched``: some objects may not be found as they were written, so all streams are decoded.
    """
    stands_for = {
        (number, 0): pdf.make_indirect(pikepdf.Dictionary({_MISSING: True})).objgen
        for number in missing
    }
    try:
        for lost, sign in stands_for.items():
            pdf._swap_objects(lost, sign)
        for value in used_by_pages(pdf):
            if value.is_indirect and value.objgen in endless:
                raise damaged(tr("a stream has no end"))
            if isinstance(value, pikepdf.Dictionary) and _MISSING in value:
                raise damaged(tr(_REFERRED))
            if searched and isinstance(value, pikepdf.Stream):
                check_decodes(value, tr("a stream"))
    except UNREADABLE as error:
        raise damaged(tr("its pages cannot be read")) from error
    finally:
        for lost, sign in stands_for.items():
            pdf._swap_objects(lost, sign)


def _missing(pdf: pikepdf.Pdf, objects: Any) -> list[int]:
    """Return the numbers of the objects that do not exist."""
    highest = len(objects) * _NUMBERS_TO_AN_OBJECT + _LEAST_NUMBERS
    size = pdf.trailer.get("/Size")
    if isinstance(size, int):
        highest = min(highest, max(size, len(objects) + 1))
    return [number for number in range(1, highest) if pdf.get_object((number, 0)) is None]


def used_by_pages(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the dictionaries, arrays and streams that pages lead to, each once."""
    waiting: list[Any] = [page.obj for page in pdf.pages]
    seen: set[tuple[int, int]] = set()
    while waiting:
        value = waiting.pop()
        if value.is_indirect:
            if value.objgen in seen:
                continue
            seen.add(value.objgen)
        yield value
        parts: Iterable[Any]
        if isinstance(value, pikepdf.Array):
            parts = value
        else:
            parts = (part for key, part in value.items() if key not in _NOT_DRAWN)
        waiting += [part for part in parts if isinstance(part, _HOLDERS)]


def is_harmless(warning: str) -> bool:
    """Return whether a warning of qpdf means no damage, but only blanks, counts or types."""
    return any(sign in warning for sign in _HARMLESS)


def _warnings(pdf: pikepdf.Pdf) -> list[str]:
    return [str(warning) for warning in pdf.get_warnings()]


def check_decodes(stream: Any, what: str) -> None:
    """Raise PdfError if the compressed data of a stream is cut short or corrupt.

    (qpdf reads what comes before the damage and does not warn.) Data without its checksum passes.
    Raises ValueError if it is no stream.
    """
    if not isinstance(stream, pikepdf.Stream):
        raise ValueError("not a stream")
    filters = stream.get("/Filter")
    if filters is None:
        return
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if not names or names[0] != Name.FlateDecode:
        return
    data = stream.read_raw_bytes()
    # What follows the data and its checksum is not read.
    if not data or _inflates(data, zlib.MAX_WBITS, len(data)):
        return
    if not _inflates(data[_HEAD:], -zlib.MAX_WBITS, _CHECKSUM - 1):
        raise damaged(tr("{what} is cut short or corrupt", what=what))


def check_content(stream: Any, what: str) -> None:
    """Raise one of UNREADABLE, or PdfError, if the content of a page cannot be decoded.

    Raises TooLongError, a PdfError, for more data than the limit.
    """
    check_decodes(stream, what)
    filters = stream.get("/Filter")
    if filters is not None and (filters != Name.FlateDecode or "/DecodeParms" in stream):
        # Such filters are rare, so decoding twice does not matter.
        decoded(stream, LARGEST_PRINTED_PAGE)


def content_fault(contents: Any) -> str:
    """Return what is wrong with the entry Contents of a page as a whole; empty if nothing is.

    Readers skip numbers that lost their "0 R" among the parts of a content.
    """
    parts = [part for part in listed(contents) if part is not None]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    numbers = [part for part in parts if isinstance(part, (int, Decimal))]
    if len(streams) + len(numbers) < len(parts) or (parts and not streams):
        return tr("its content, or a part of it, is none that can be read: it is not printed")
    try:
        for part in streams:
            check_decodes(part, "")
    except PdfError:
        return tr("its content is cut short or corrupt: parts may be lost")
    return ""


def joined(parts: Iterable[Any], what: str, most: int) -> bytes:
    """Return the parts of a content, decoded and joined by line ends.

    Raises as check_content does; TooLongError for more than ``most`` bytes in all, or too many
    parts.
    """
    found: list[bytes] = []
    most = min(most, LARGEST_PRINTED_PAGE)
    for count, part in enumerate(parts):
        if count >= MOST_PARTS:
            raise TooLongError(tr("it has more than {most_parts:,} parts", most_parts=MOST_PARTS))
        check_decodes(part, what)
        found.append(decoded(part, most))
        most -= len(found[-1]) + 1
    return b"\n".join(found)


def _inflates(data: bytes, bits: int, tail: int) -> bool:
    """Return whether data inflate to their end, with no more than ``tail`` bytes after it."""
    inflating, fed = zlib.decompressobj(bits), 0
    try:
        for _, fed in inflate(inflating, data):  # noqa: B007 - the last one is looked at
            pass
    except zlib.error:
        return False
    return inflating.eof and len(inflating.unused_data) + len(data) - fed <= tail


def damaged(what: str) -> PdfError:
    """Return the error for a damaged file; ``what`` states the damage."""
    return PdfError(
        tr(
            "the file is damaged, {what}: open it in a viewer that shows all of it, save it again "
            "as PDF, and take that one",
            what=what,
        )
    )
