"""The data of streams, decoded no further than a limit. Names pikepdf.

A stream of a few kB may inflate to gigabytes: whatever reads the data of any file asks here first.
Each layer is unpacked as far as the limit and no further, before the next one is looked at.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.base.language import mark, tr
from zines.base.limits import MOST_LAYERS
from zines.pdf.opening.ascii_filters import from_ascii_85, from_ascii_hex
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.safe_get import get, listed, name, number

_INFLATE = ("FlateDecode", "Fl")
_ASCII_85, _ASCII_HEX = ("ASCII85Decode", "A85"), ("ASCIIHexDecode", "AHx")
_RUN_LENGTH, _LZW = ("RunLengthDecode", "RL"), ("LZWDecode", "LZW")
_KNOWN = _INFLATE + _ASCII_85 + _ASCII_HEX + _RUN_LENGTH + _LZW
_CHUNK = 1 << 16
#: Packed data are at most so many times as long as what they hold (two digits a byte, with a space
#: after each; LZW that starts anew with each byte); what is longer is not even read.
_PADDING = 4
_LONGER = mark("a stream holds more than {most:,} bytes")


class TooLongError(PdfError):
    """The data of a stream are longer than is looked into."""


class _BrokenError(Exception):
    """A layer is broken; ``data`` are those before."""

    def __init__(self, data: bytes) -> None:
        self.data = data


def decoded(stream: Any, most: int) -> bytes:
    """Return the data of a stream.

    Raises TooLongError for more than ``most`` bytes in any of its layers or for too many layers,
    and pikepdf.PdfError for data that cannot be decoded. What is no stream has no data.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        data, filters = _unpacked(stream, most)
    except _BrokenError as error:
        raise pikepdf.PdfError(tr("a stream has data that cannot be decoded")) from error
    if filters:
        raise pikepdf.PdfError(
            tr("a stream is packed as {filters}, which is for pictures", filters=filters[0][:40])
        )
    return data


def content(stream: Any, most: int) -> bytes:
    """Return the data of a content stream as far as they can be decoded, as viewers show them.

    Raises as ``decoded`` does, but for a last layer that breaks off: what comes before is given.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        return decoded(stream, most)
    except TooLongError:
        raise
    except pikepdf.PdfError:
        if len(listed(get(stream, "/Filter"))) > 1:
            raise
        # qpdf gives what is before the damage, or says what is wrong: no more than was seen here.
        return stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)


def _unpacked(stream: pikepdf.Stream, most: int) -> tuple[bytes, list[str]]:
    """Unpack a stream: its data, and the filters that are left, which only pictures have.

    Raises TooLongError, and _BrokenError for what cannot be unpacked. The only function that does.
    """
    filters = [name(one) for one in listed(get(stream, "/Filter"))]
    if len(filters) > MOST_LAYERS:
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
    """Unpack one layer; raises TooLongError beyond ``most`` bytes, and _BrokenError."""
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
    """Undo a predictor (ISO 32000-1, 7.4.4.4) as qpdf does: it makes nothing longer.

    Raises TooLongError for rows longer than any data, for which qpdf would take the memory.
    """
    sides = [max(number(get(parameters, one), 1.0), 1.0) for one in ("/Columns", "/Colors")]
    bits = max(number(get(parameters, "/BitsPerComponent"), 8.0), 1.0)
    if sides[0] * sides[1] * bits / 8 > most:
        raise TooLongError(tr("a stream has rows longer than {most} bytes", most=most))
    entries = {
        f"/{key}": int(number(get(parameters, f"/{key}"), default))
        for key, default in (
            *(("Predictor", 1.0), ("Columns", 1.0), ("Colors", 1.0)),
            ("BitsPerComponent", 8.0),
        )
    }
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
    """Yield pieces of what a ``zlib.decompressobj`` makes of data, and how many of them were fed.

    It is fed little by little: whatever it does not take yet, it copies. Raises zlib.error.
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
    """Yield the strings that LZW codes stand for (ISO 32000-1, 7.4.4).

    ``early``: codes grow by a bit one entry before the table needs it (EarlyChange). Raises
    IndexError for a code that stands for nothing yet.
    """
    clear, end = 256, 257
    first = [bytes([byte]) for byte in range(256)] + [b"", b""]
    strings, before = list(first), b""
    bits = held = 0
    for byte in data:
        bits, held = bits << 8 | byte, held + 8
        width = min(max((len(strings) + early).bit_length(), 9), 12)
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
