"""Check of the streams that qpdf unpacks by itself, before it reads a PDF. Imports pikepdf.

Objects and the table of objects may lie in streams (ISO 32000-1, 7.5.7 and 7.5.8). If qpdf lacks
the memory for such a stream, it only reports that it finds nothing.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from zines.base.limits import LARGEST_OBJECT_STREAM, LARGEST_OBJECT_STREAMS
from zines.pdf.opening import decoding
from zines.pdf.opening.decoding import TooLongError
from zines.pdf.opening.soundness import UNREADABLE

_TYPE = re.compile(rb"/(?:ObjStm|XRef)\b")
_BEGIN, _END = re.compile(rb"stream\r?\n"), b"endstream"
_REFERENCE = re.compile(rb"\d+\s+\d+\s+R\b")
_PACKED_BY = ("/Filter", "/DecodeParms")
#: Bytes of the dictionary of a stream before and after its type; programs write 300 in all.
_FAR = 4_000


def too_long(file: Path) -> bool:
    """Return whether object streams or cross-reference streams are too long; raises OSError."""
    with file.open("rb") as opened:
        if not file.stat().st_size:
            return False
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            room = LARGEST_OBJECT_STREAMS
            for stream in _streams(data):
                try:
                    room -= len(decoding.decoded(stream, min(room, LARGEST_OBJECT_STREAM)))
                except TooLongError:
                    return True
                except UNREADABLE:
                    # The code that reads it reports it.
                    continue
    return False


def _streams(data: mmap.mmap) -> Iterator[pikepdf.Object]:
    """Yield what looks like such streams, each with its filters and their parameters."""
    owner, after = pikepdf.new(), 0
    while found := _TYPE.search(data, after):
        after = found.end()
        start = data.rfind(b"obj", max(0, found.start() - _FAR), found.start())
        begin = _BEGIN.search(data, after, after + _FAR)
        if start < 0 or not begin:
            continue
        end = data.find(_END, begin.end())
        after = end if end >= 0 else len(data)
        written = _REFERENCE.sub(b"null", data[start + len(b"obj") : begin.start()])
        try:
            entries = pikepdf.Object.parse(written.strip())
        except UNREADABLE:
            continue
        if isinstance(entries, pikepdf.Dictionary):
            kept = {key: value for key, value in entries.items() if key in _PACKED_BY}
            yield pikepdf.Stream(owner, data[begin.end() : after], kept)
