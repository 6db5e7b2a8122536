"""Damage good files: bytes, pieces, entries of objects. A seed always gives the same result."""

from __future__ import annotations

import io
import random
import re
import warnings
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Stream

#: Numbers that often cause faults, as bytes of a file.
_ODD_BYTES = [
    *(b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"),
    *(b"-1", b"0", b"99999999999999999999", b"1e999", b"nan", b"0.0000001", b"%", b"\n", b"\r"),
    *(b"<", b">", b"(", b")", b"[", b"]", b"{", b"}", b'"', b"'", b"&", b"/", b"\\", b"\x1b[2J"),
    *("é".encode(), "\u202e".encode(), "\u2028".encode(), b"\xc3", b"\xed\xa0\x80", b"::error::"),
]
_ODD_VALUES = [
    *(
        b"5",
        b"-1.5",
        b"0",
        b"1e9",
        b"99999999999",
        b"/Name",
        b"(text)",
        b"<ff00>",
        b"true",
        b"null",
    ),
    *(b"[]", b"[1 2]", b"[0 0 0 0]", b"[/A /B /C /D]", b"[[[]]]", b"<< >>", b"<< /A 1 >>"),
    *(b"[0 0 99999999 99999999]", b"[-9 -9 -1 -1]", b"/DeviceCMYK", b"/FlateDecode", b"(\x1b\x07)"),
]
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def mutated(content: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Change one to eight places of a file; pieces come from it, ``others`` or _ODD_BYTES."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(made) + 1)
        length = min(chance.choice([1, 1, 1, 2, 4, 16, 64]), len(made) - place)
        how = chance.randrange(8)
        if how == 0:
            made[place : place + 1] = bytes([chance.randrange(256)])
        elif how == 1:
            del made[place : place + length]
        elif how == 2:
            made[place:place] = made[place : place + length] * chance.choice([1, 2, 50])
        elif how == 3:
            made[place : place + length] = chance.choice(_ODD_BYTES)
        elif how == 4 and others:
            donor = chance.choice(others)
            start = chance.randrange(len(donor))
            made[place : place + length] = donor[start : start + length]
        elif how == 5 and (numbers := list(_NUMBER.finditer(bytes(made)))):
            number = chance.choice(numbers)
            made[number.start() : number.end()] = chance.choice(_ODD_BYTES[5:11])
        elif how == 6 and place < len(made):
            made[place] ^= 1 << chance.randrange(8)
        elif how == 7 and chance.random() < 0.1:
            del made[place:]
    return bytes(made)


def odd_pdf(content: bytes, chance: random.Random) -> bytes:
    """Change entries of the objects of a PDF and write it again, or change its bytes."""
    if chance.random() < 0.4:
        return mutated(content, chance)
    stream = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            for _ in range(chance.randint(1, 4)):
                holders = [one for one in pdf.objects if isinstance(one, (Dictionary, Stream))]
                holder = chance.choice(holders)
                key = chance.choice(sorted(holder.keys()))
                if chance.random() < 0.2:
                    del holder[key]
                elif isinstance(holder, Stream) and chance.random() < 0.4:
                    holder.write(mutated(holder.read_bytes(), chance))
                elif chance.random() < 0.3:
                    holder[key] = chance.choice(holders)
                else:
                    holder[key] = pikepdf.Object.parse(chance.choice(_ODD_VALUES))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pikepdf warns of odd values
                pdf.save(stream, fix_metadata_version=False)
    except (ValueError, RuntimeError, LookupError, OSError, pikepdf.PikepdfError):
        return mutated(content, chance)  # pikepdf cannot write such a file
    return stream.getvalue()


def odd_png(content: bytes, chance: random.Random) -> bytes:
    """Change a PNG, and correct the checksums of its chunks, so that programs read them."""
    made = bytearray(mutated(content, chance))
    place = 8
    while place + 12 <= len(made):
        length = int.from_bytes(made[place : place + 4], "big")
        end = place + 8 + length
        if end + 4 > len(made):
            break
        made[end : end + 4] = zlib.crc32(made[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(made)
