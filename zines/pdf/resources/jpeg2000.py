"""The colours of a JPEG 2000, if the PDF leaves them to its data. Pure."""

from __future__ import annotations

#: ISO/IEC 15444-1, table I.10, and 15444-2, table M.25: the colour spaces that have numbers.
_NUMBERED = {12: "cmyk", 14: "lab", 16: "rgb", 17: "grey", 18: "rgb", 20: "rgb", 21: "rgb"}
#: ICC.1:2010, table 19.
_BY_PROFILE = {b"RGB ": "rgb", b"CMYK": "cmyk", b"GRAY": "grey", b"Lab ": "lab"}
_BY_CHANNELS = {1: "grey", 2: "grey", 3: "rgb", 4: "cmyk"}
_MOST_BOXES = 64


def family_of(data: bytes) -> str:
    """Return the family of colours (see Colour) of JPEG 2000 data; ``unknown`` if not given.

    Data without boxes only have a number of channels: three channels are taken for RGB.
    """
    if data[:4] == b"\xff\x4f\xff\x51":
        return _BY_CHANNELS.get(int.from_bytes(data[40:42], "big"), "unknown")
    return _in_boxes(data)


def _in_boxes(data: bytes) -> str:
    """Walk through the boxes (15444-1, I.4) to the colour box, which is in the header."""
    start = 0
    for _ in range(_MOST_BOXES):
        length, kind = int.from_bytes(data[start : start + 4], "big"), data[start + 4 : start + 8]
        if kind == b"jp2h":
            length = 8
        elif kind == b"colr":
            if data[start + 8 : start + 9] == b"\1":
                numbered = int.from_bytes(data[start + 11 : start + 15], "big")
                return _NUMBERED.get(numbered, "unknown")
            return _BY_PROFILE.get(data[start + 27 : start + 31], "unknown")
        if length < 8:
            return "unknown"
        start += length
    return "unknown"
