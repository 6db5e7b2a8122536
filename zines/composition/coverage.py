"""The characters of a font file, from its table ``cmap`` (OpenType 1.9, formats 4 and 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

#: Characters that a font need not contain: line ends, soft hyphens and joiners are not drawn, and
#: any space is derived from the normal space (HarfBuzz, hb-ot-shape-fallback).
_UNDRAWN = frozenset("\n\r\u00ad\u200b\u200c\u200d\u2060\ufeff\u00a0\u202f\u205f") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
#: Characters of word processors that few fonts contain, and their replacement if a font lacks them.
_LIKE = {"\u2010": "-", "\u2011": "-", "\u201b": "\u2018"}
_COLLECTION = b"ttcf"
_MOST_TABLES = 256


def missing(characters: Iterable[str], faces: Iterable[Path]) -> frozenset[str]:
    """Return the characters that at least one of the faces does not contain.

    A file that is not a font contains none; reading the fonts reports that it is broken.
    """
    left = frozenset(characters) - _UNDRAWN
    lacking: frozenset[str] = frozenset()
    for face in faces:
        held = covered(face)
        lacking |= {sign for sign in left if ord(sign) not in held}
    return lacking


def in_none(text: str, faces: Iterable[Path]) -> str:
    """Return the characters of a text that none of the faces contains, in order, each once."""
    lacking = set(text) - _UNDRAWN - _held(tuple(faces))
    return "".join(dict.fromkeys(sign for sign in text if sign in lacking))


@lru_cache(maxsize=4)
def _held(faces: tuple[Path, ...]) -> frozenset[str]:
    # (A variation selector only chooses between two glyphs.)
    codes = frozenset(range(0xFE00, 0xFE10)).union(*map(covered, faces))
    return frozenset(map(chr, codes))


def settable(text: str, faces: Iterable[Path]) -> str:
    """Return a text of another person on one line, reduced to what all the faces can set.

    A character that a face lacks becomes its usual replacement or "?"; control characters become
    "?".
    """
    lacking = missing(text, faces)

    def shown(sign: str) -> str:
        if sign in _UNDRAWN:
            return sign if sign not in "\n\r" else "?"
        return sign if sign.isprintable() and sign not in lacking else "?"

    return "".join(shown(_LIKE.get(sign, sign) if sign in lacking else sign) for sign in text)


@lru_cache(maxsize=64)
def covered(face: Path) -> frozenset[int]:
    """Return the code points that a font file contains; none if it cannot be read."""
    try:
        raw = face.read_bytes()
        return frozenset(_code_points(raw, _cmap(raw)))
    except (OSError, struct.error, ValueError, IndexError):
        return frozenset()


def _cmap(raw: bytes) -> int:
    """Return the offset of the table ``cmap``; in a collection, that of its first font."""
    start = struct.unpack_from(">L", raw, 12)[0] if raw[:4] == _COLLECTION else 0
    count = struct.unpack_from(">H", raw, start + 4)[0]
    for index in range(min(count, _MOST_TABLES)):
        tag, _, offset, _ = struct.unpack_from(">4s3L", raw, start + 12 + 16 * index)
        if tag == b"cmap":
            return int(offset)
    raise ValueError("no table of characters")


def _code_points(raw: bytes, cmap: int) -> set[int]:
    found: set[int] = set()
    (count,) = struct.unpack_from(">H", raw, cmap + 2)
    for index in range(min(count, _MOST_TABLES)):
        platform, encoding, offset = struct.unpack_from(">HHL", raw, cmap + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", raw, cmap + offset)
        # Unicode, or Windows with Unicode: other encodings use old code pages.
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            if form == 4:
                found |= _segments(raw, cmap + offset)
            elif form == 12:
                found |= _groups(raw, cmap + offset)
    return found


def _segments(raw: bytes, table: int) -> set[int]:
    """Read format 4: ranges of the basic plane, each with a difference or a list of glyphs."""
    (twice,) = struct.unpack_from(">H", raw, table + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", raw, table + 14)
    starts = struct.unpack_from(f">{count}H", raw, table + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", raw, table + 16 + 4 * count)
    place = table + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", raw, place)
    found: set[int] = set()
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                at = place + 2 * index + offsets[index] + 2 * (code - start)
                (glyph,) = struct.unpack_from(">H", raw, at)
                if not glyph:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                found.add(code)
    return found


def _groups(raw: bytes, table: int) -> set[int]:
    """Read format 12: ranges of all planes."""
    (count,) = struct.unpack_from(">L", raw, table + 12)
    found: set[int] = set()
    for index in range(min(count, 0x10000)):
        start, end, glyph = struct.unpack_from(">3L", raw, table + 16 + 12 * index)
        found.update(range(start + (glyph == 0), min(end, 0x10FFFF) + 1))
    return found
