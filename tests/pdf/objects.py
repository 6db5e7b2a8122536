"""Small PDF files with objects in object streams, as in PDF 1.5 (ISO 32000-1, 7.5.7 and 7.5.8)."""

from __future__ import annotations

import zlib
from collections.abc import Callable

Pack = Callable[[bytes], bytes]
#: The page, its parents and its resources; each of them may lie in an object stream.
OBJECTS = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources 4 0 R/Contents 6 0 R>>",
    4: b"<</Font<</F 5 0 R>>>>",
    5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
}
_CONTENT, _HOLDER, _TABLE = 6, 7, 8


def file(inside: tuple[int, ...], pack: Pack = zlib.compress, table: Pack | None = None) -> bytes:
    """Return a file with a page of text; the objects ``inside`` lie in a stream packed by ``pack``.

    ``table`` packs the cross-reference stream; without it, that stream is not packed.
    """
    places, body = b"", b""
    for number in inside:
        places += b"%d %d " % (number, len(body))
        body += OBJECTS[number] + b"\n"
    held = pack(places + body)
    head = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(inside), len(places))
    written = {number: one for number, one in OBJECTS.items() if number not in inside}
    written[_CONTENT] = _stream(b"", b"BT /F 20 Tf 50 500 Td (Bonjour) Tj ET 0 0 99 99 re f")
    written[_HOLDER] = _stream(head, held)
    made, rows = b"%PDF-1.5\n", {}
    for number, one in written.items():
        rows[number] = b"\1" + len(made).to_bytes(4, "big") + b"\0"
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    for place, number in enumerate(inside):
        rows[number] = b"\2" + _HOLDER.to_bytes(4, "big") + bytes([place])
    rows[0], rows[_TABLE] = bytes(6), b"\1" + len(made).to_bytes(4, "big") + b"\0"
    packed = b"".join(rows[number] for number in sorted(rows))
    head = b"/Type/XRef/Size 9/Root 1 0 R/W[1 4 1]"
    if table:
        packed, head = table(packed), head + b"/Filter/FlateDecode"
    where = len(made)
    made += b"%d 0 obj\n%s\nendobj\n" % (_TABLE, _stream(head, packed))
    return made + b"startxref\n%d\n%%%%EOF\n" % where


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def long(length: int) -> Pack:
    """Return a function that packs data followed by ``length`` spaces, in blocks of 1 MB."""

    def pack(data: bytes) -> bytes:
        packing = zlib.compressobj(9)
        blanks = (packing.compress(b" " * 10**6) for _ in range(length // 10**6))
        return packing.compress(data) + b"".join(blanks) + packing.flush()

    return pack
