"""Named trim and sheet sizes (ISO 216, office and press sheets)."""

from __future__ import annotations

import re

from zines.base.geometry import Size
from zines.base.problems import UsageError, nearest

#: Portrait, in mm. ISO 216 for the A series, ISO 217 practice for SRA3, ANSI A for letter.
SIZES = {
    "a0": Size(841, 1189),
    "a1": Size(594, 841),
    "a2": Size(420, 594),
    "a3": Size(297, 420),
    "a4": Size(210, 297),
    "a5": Size(148, 210),
    "a6": Size(105, 148),
    "sra3": Size(320, 450),
    "letter": Size(215.9, 279.4),
}

#: PDF cannot tell pages over 200 inches (ISO 32000-1, annex C), and nothing under 10 mm is printed.
SMALLEST, LARGEST = 10, 5080


def size_named(name: str) -> Size:
    """Return the size for ``a4`` or ``120x170mm``; raises UsageError, which names the nearest."""
    if size := SIZES.get(name.lower()):
        return size
    match = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(?:mm)?", name.lower())
    if not match:
        hint = nearest(name.lower(), SIZES) or "a4"
        raise UsageError(f"unknown paper size '{name}': say {hint} or, in mm, 120x170mm")
    size = Size(float(match[1]), float(match[2]))
    if not all(SMALLEST <= side <= LARGEST for side in (size.width, size.height)):
        raise UsageError(f"a sheet of {name} cannot be printed: {SMALLEST} to {LARGEST} mm a side")
    return size


def name_of(size: Size) -> str:
    """Return ``A4`` (either way round) or ``120 x 170 mm``."""
    for name, named in SIZES.items():
        if size in (named, named.turned):
            return name.upper() if name != "letter" else "letter"
    return f"{size.width:g} x {size.height:g} mm"
