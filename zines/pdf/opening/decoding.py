"""Decoding of the data of streams up to a limit. Imports pikepdf.

A stream of a few kB may inflate to gigabytes: all code that reads data of a file uses this module.
Each layer (filter) is decoded up to the limit before the next layer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import mark, tr
from zines.base.limits import MOST_FILTERS
from zines.pdf.opening.ascii_filters import from_ascii_85, from_ascii_hex
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import get, listed, name, number

_INFLATE = ("FlateDecode", "Fl")
_ASCII_85, _ASCII_HEX = ("ASCII85Decode", "A85"), ("ASCIIHexDecode", "AHx")
_RUN_LENGTH, _LZW = ("RunLengthDecode", "RL"), ("LZWDecode", "LZW")
_KNOWN = _INFLATE + _ASCII_85 + _ASCII_HEX + _RUN_LENGTH + _LZW
_CHUNK = 1 << 16
#: Encoded data are at most this many times as long as the result (two digits for each byte, with a
#: space after each; LZW that restarts at each byte). Longer data are not even read.
_PADDING = 4
_LONGER = mark("a stream holds more than {most:,} bytes")


class TooLongError(PdfError):
    """The data of a stream are longer than the limit."""


class _BrokenError(Exception):
    """A layer is broken; ``data`` are the bytes decoded before the fault."""

    def __init__(self, data: bytes) -> None:
        self.data = data


def decoded(stream: Any, most: int) -> bytes:
    """Return the decoded data of a stream, empty for anything else.

    Raises TooLongError for more than ``most`` bytes in any of its layers or for too many layers,
    and pikepdf.PdfError for data that cannot be decoded.
    """
    return _decoded(stream, most, kept=0) if isinstance(stream, pikepdf.Stream) else b""


def before_last_filter(stream: Any, most: int) -> bytes:
    """Return the data of a picture with all filters undone except the last, which is for pictures.

    Raises as ``decoded`` does.
    """
    return _decoded(stream, most, kept=1)


def _decoded(stream: pikepdf.Stream, most: int, kept: int) -> bytes:
    """Return data with at most ``kept`` filters for pictures left; raises as ``decoded``."""
    try:
        data, filters = _unpacked(stream, most)
    except _BrokenError as error:
        raise pikepdf.PdfError(tr("a stream has data that cannot be decoded")) from error
    if len(filters) > kept:
        raise pikepdf.PdfError(
            tr("a stream is packed as {filters}, which is for pictures", filters=filters[0][:40])
        )
    return data


def content(stream: Any, most: int) -> bytes:
    """Return the data of a content stream as far as they can be decoded, as viewers show them.

    Raises as ``decoded`` does, except if the only layer breaks off: then returns what comes before.
    """
    try:
        return decoded(stream, most)
    except TooLongError:
        raise
    except pikepdf.PdfError:
        if len(listed(get(stream, "/Filter"))) > 1:
            raise
        # qpdf returns what comes before the damage, or raises; the size was checked above.
        shown: bytes = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
        return shown


def _unpacked(stream: pikepdf.Stream, most: int) -> tuple[bytes, list[str]]:
    """Return the decoded data of a stream, and the remaining filters, which are for pictures only.

    Raises TooLongError, and _BrokenError if a layer cannot be decoded. No other function decodes.
    """
    filters = [name(one) for one in listed(get(stream, "/Filter"))]
    if len(filters) > MOST_FILTERS:
        raise TooLongError(tr("a stream is packed {count} times over", count=len(filters)))
    parameters = listed(get(stream, "/DecodeParms"))
    if number(get(stream, "/Length")) > _PADDING * most + _CHUNK:
        raise TooLongError(tr(_LONGER, most=most))
    data = stream.read_raw_bytes()
    for place, filter_ in enumerate(filters):
        if filter_ not in _KNOWN:
            return _within(data, most), filters[place:]
        own = parameters[place] if place < len(parameters) else None
        data = _within(_layer(data, filter_, own, most), most)
        if filter_ in _INFLATE + _LZW and number(get(own, "/Predictor"), 1.0) > 1:
            data = _unpredicted(data, own, most)
    return _within(data, most), []


def _within(data: bytes, most: int) -> bytes:
    if len(data) > most:
        raise TooLongError(tr(_LONGER, most=most))
    return data


def _layer(data: bytes, filter_: str, parameters: Any, most: int) -> bytes:
    """Decode one layer; raises TooLongError beyond ``most`` bytes, and _BrokenError."""
    if filter_ in _ASCII_85 + _ASCII_HEX:
        try:
            return from_ascii_85(data) if filter_ in _ASCII_85 else from_ascii_hex(data)
        except ValueError as error:
            raise _BrokenError(b"") from error
    if filter_ in _INFLATE:
        pieces = _inflated(data)
    elif filter_ in _RUN_LENGTH:
        pieces = _runs(data)
    else:
        pieces = _lzw_strings(data, early=number(get(parameters, "/EarlyChange"), 1.0) != 0)
    found = bytearray()
    try:
        for piece in pieces:
            found += piece
            if len(found) > most:
                raise TooLongError(tr(_LONGER, most=most))
    except (zlib.error, IndexError) as error:
        raise _BrokenError(bytes(found)) from error
    return bytes(found)


def _unpredicted(data: bytes, parameters: Any, most: int) -> bytes:
    """Undo a predictor (ISO 32000-1, 7.4.4.4) with qpdf, which fills up the last row.

    Raises TooLongError for rows longer than ``most`` bytes: qpdf would allocate the memory.
    """
    defaults = {"/Columns": 1.0, "/Colors": 1.0, "/BitsPerComponent": 8.0}
    entries = {key: int(number(get(parameters, key), one)) for key, one in defaults.items()}
    entries["/Predictor"] = int(number(get(parameters, "/Predictor")))
    bits = entries["/Columns"] * entries["/Colors"] * entries["/BitsPerComponent"]
    if bits > 8 * most:
        raise TooLongError(tr("a stream has rows longer than {most} bytes", most=most))
    owner = pikepdf.new()
    layer = pikepdf.Stream(owner, b"")
    layer.write(
        zlib.compress(data, 0),
        filter=Array([Name.FlateDecode]),
        decode_parms=Array([Dictionary(entries)]),
    )
    return layer.read_bytes()


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield the pieces of deflated data (RFC 1950)."""
    inflating = zlib.decompressobj()
    for piece, _ in inflate(inflating, data):
        yield piece


def inflate(inflating: Any, data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the pieces that a ``zlib.decompressobj`` decodes, and how many bytes were fed so far.

    The data are fed in small parts, because zlib copies what it does not use yet. Raises
    zlib.error.
    """
    for at in range(0, len(data), _CHUNK):
        fed = data[at : at + _CHUNK]
        while fed and not inflating.eof:
            yield inflating.decompress(fed, _CHUNK), min(at + _CHUNK, len(data))
            fed = inflating.unconsumed_tail
        if inflating.eof:
            return


def _runs(data: bytes) -> Iterator[bytes]:
    """Yield the runs of run-length data (ISO 32000-1, 7.4.5)."""
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            yield data[at + 1 : at + length + 2]
            at += length + 2
        else:
            yield data[at + 1 : at + 2] * (257 - length)
            at += 2


def _lzw_strings(data: bytes, *, early: bool) -> Iterator[bytes]:
    """Yield the strings of LZW codes (ISO 32000-1, 7.4.4).

    ``early``: codes grow by a bit one entry before the table needs it (EarlyChange). Raises
    IndexError for a code without a string.
    """
    clear, end = 256, 257
    first = [bytes([byte]) for byte in range(256)] + [b"", b""]
    strings, before = list(first), b""
    bits = held = 0
    for byte in data:
        bits, held = bits << 8 | byte, held + 8
        width = min((len(strings) + early).bit_length(), 12)
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & (1 << held) - 1
        if code == end:
            return
        if code == clear:
            strings, before = list(first), b""
            continue
        string = before + before[:1] if code == len(strings) and before else strings[code]
        if before and len(strings) < 4096:
            strings.append(before + string[:1])
        before = string
        yield string
