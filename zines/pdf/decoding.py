"""The data of streams, decoded no further than a limit. Names pikepdf.

A stream of a few kB may inflate to gigabytes: whatever reads the data of any file asks here first.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import pikepdf

from zines.pdf.errors import PdfError
from zines.pdf.safe_get import get, listed, name

_INFLATE = ("FlateDecode", "Fl")
_ASCII_85, _ASCII_HEX = ("ASCII85Decode", "A85"), ("ASCIIHexDecode", "AHx")
_RUN_LENGTH, _LZW = ("RunLengthDecode", "RL"), ("LZWDecode", "LZW")


class TooLongError(PdfError):
    """The data of a stream are longer than is looked into."""


def decoded(stream: Any, most: int) -> bytes:
    """Return the data of a stream.

    Raises TooLongError for more than ``most`` bytes, and pikepdf.PdfError for data that cannot be
    decoded. What is no stream has no data.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    if longer_than(stream, most):
        raise TooLongError(f"a stream is longer than {most} bytes")
    return stream.read_bytes()


def longer_than(stream: Any, most: int) -> bool:
    """Say whether a stream holds more than ``most`` bytes once decoded, without decoding more.

    False for what is no stream, and for data that are broken before that length. Pictures in
    filters of their own (JPEG, JPEG 2000, fax, JBIG2) count as they are packed.
    """
    if not isinstance(stream, pikepdf.Stream):
        return False
    data = stream.read_raw_bytes()
    for filter_ in [name(one) for one in listed(get(stream, "/Filter"))]:
        if filter_ in _INFLATE:
            try:
                data = zlib.decompressobj().decompress(data, most + 1)
            except zlib.error:
                return False
        elif filter_ in _ASCII_85 + _ASCII_HEX:
            data = _from_ascii(data, filter_)
        elif filter_ in _RUN_LENGTH + _LZW:
            # What comes after these is not looked into: no program packs twice.
            lengths = _runs(data) if filter_ in _RUN_LENGTH else _lzw_strings(data)
            return any(total > most for total in accumulate(lengths))
        else:
            break
        if len(data) > most:
            return True
    return len(data) > most


def _from_ascii(data: bytes, filter_: str) -> bytes:
    """Decode what is written in ASCII; nothing of it where it is broken."""
    text = b"".join(data.split())
    try:
        if filter_ in _ASCII_85:
            return base64.a85decode(text.removeprefix(b"<~").partition(b"~>")[0])
        digits = text.partition(b">")[0]
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""


def _runs(data: bytes) -> Iterator[int]:
    """Yield the lengths of the runs of run-length data (ISO 32000-1, 7.4.5)."""
    at = 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        yield length + 1 if length < 128 else 257 - length
        at += length + 2 if length < 128 else 2


def _lzw_strings(data: bytes) -> Iterator[int]:
    """Yield the lengths of the strings that LZW codes stand for (ISO 32000-1, 7.4.4)."""
    clear, end = 256, 257
    lengths: list[int] = []
    before = bits = held = 0
    for byte in data:
        bits, held = bits << 8 | byte, held + 8
        # Codes grow by a bit one entry before the table needs it (EarlyChange), up to 12.
        width = min((len(lengths) + 259).bit_length(), 12)
        if held < width:
            continue
        held -= width
        code, bits = bits >> held, bits & (1 << held) - 1
        if code == end:
            return
        if code == clear:
            lengths, before = [], 0
            continue
        entry = code - 258
        length = 1 if code < clear else lengths[entry] if entry < len(lengths) else before + 1
        if before and len(lengths) < 4096 - 258:
            lengths.append(before + 1)
        before = length
        yield length
