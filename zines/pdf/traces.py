"""Traces of the origin of a file: paths, and the metadata of a JPEG. Pure."""

from __future__ import annotations

import re
from typing import Literal

from zines.base.language import tr

#: The path of a file or a home folder, on any system, or a file URL.
PATH = re.compile(r"file:/{1,3}[^\s<\"]+|\b[A-Za-z]:\\[^\s<\"]+|/(?:home|Users)/[^\s<\"/]+")


def traces_of(jpeg: bytes) -> tuple[str, ...]:
    """Return names of the metadata in a JPEG; it is copied with the JPEG into the PDF."""
    found: list[str] = []
    place = 2
    while jpeg[place : place + 1] == b"\xff" and place + 4 <= len(jpeg):
        marker, length = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        segment = jpeg[place + 4 : place + 2 + length]
        if marker == 0xDA or length < 2:
            break
        if marker == 0xE1 and segment.startswith(b"Exif\0"):
            found += [
                "EXIF",
                *([tr("the place where it was taken")] if _has_place(segment[6:]) else []),
            ]
        elif marker == 0xE1:
            found.append("XMP")
        elif marker == 0xED:
            found.append("IPTC")
        elif marker == 0xFE:
            found.append(tr("a comment"))
        if marker in (0xE1, 0xED, 0xFE) and PATH.search(segment.decode("latin-1")):
            found.append(tr("a path"))
        place += 2 + length
    return tuple(dict.fromkeys(found))


def _has_place(tiff: bytes) -> bool:
    """Return whether the first directory of EXIF data points to a GPS directory (tag 0x8825)."""
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    start = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[start : start + 2], order)
    return any(
        tiff[start + 2 + 12 * entry : start + 4 + 12 * entry] == (0x8825).to_bytes(2, order)
        for entry in range(count)
    )
