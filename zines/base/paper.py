"""Named trim and sheet sizes (ISO 216, office and press sheets)."""

from __future__ import annotations

import re

from zines.base.geometry import Size
from zines.base.language import tr
from zines.base.limits import BLEED_MM, SAME_SIZE_MM
from zines.base.problems import UsageError, nearest

#: Portrait, in mm. ISO 216 for the A and B series, ISO 217 for SRA, ANSI/ASME Y14.1 for letter (A)
#: and tabloid or ledger (B), 8 1/2 x 14 inches for legal.
SIZES = {
    "a0": Size(841, 1189),
    "a1": Size(594, 841),
    "a2": Size(420, 594),
    "a3": Size(297, 420),
    "a4": Size(210, 297),
    "a5": Size(148, 210),
    "a6": Size(105, 148),
    "b3": Size(353, 500),
    "b4": Size(250, 353),
    "b5": Size(176, 250),
    "b6": Size(125, 176),
    "sra1": Size(640, 900),
    "sra2": Size(450, 640),
    "sra3": Size(320, 450),
    "sra4": Size(225, 320),
    "letter": Size(215.9, 279.4),
    "legal": Size(215.9, 355.6),
    "tabloid": Size(279.4, 431.8),
    "ledger": Size(279.4, 431.8),
}

#: The rounding of points in a file, in mm: a size this close is the named size itself.
_ROUNDING = 0.001

#: PDF does not allow pages over 200 inches (ISO 32000-1, annex C), and nothing under 10 mm is
#: printed.
SMALLEST, LARGEST = 10, 5080


def size_named(name: str) -> Size:
    """Return the size for ``a4``, ``120x170mm`` or ``21 x 29,7 cm``.

    Raises UsageError, which names the nearest, for any other text.
    """
    typed = re.sub(r"\s", "", name.lower()).replace("×", "x").replace("*", "x")
    if size := SIZES.get(typed):
        return size
    match = re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?)x([0-9]+(?:[.,][0-9]+)?)(mm|cm)?", typed)
    if not match:
        hint = nearest(name.lower(), SIZES) or "a4"
        raise UsageError(
            tr("unknown paper size '{name}': say {hint} or, in mm, 120x170mm", name=name, hint=hint)
        )
    unit = 10 if match[3] == "cm" else 1
    size = Size(*(float(side.replace(",", ".")) * unit for side in match.groups()[:2]))
    if not all(SMALLEST <= side <= LARGEST for side in (size.width, size.height)):
        raise UsageError(
            tr(
                "a sheet of {name} cannot be printed: {smallest} to {largest} mm a side",
                name=name,
                smallest=SMALLEST,
                largest=LARGEST,
            )
        )
    return size


def name_of(size: Size) -> str:
    """Return ``A4`` (in either orientation) or ``120 x 170 mm``."""
    for name, named in SIZES.items():
        if size in (named, named.turned):
            # Names of series have a number and are upper-case; the others are words.
            return name.upper() if name[-1].isdigit() else name
    return f"{size.width:g} x {size.height:g} mm"


def as_named(size: Size) -> Size:
    """Return the named size, in the same orientation, that a program meant by a size in mm.

    Word writes A4 as 210.02 x 297.01 mm: sizes within ``SAME_SIZE_MM`` of a named size become that
    size. Any other size is returned unchanged, as is a size that differs only by rounding in files.
    """
    named = _near(size)
    return named if named and _off(size, named) > _ROUNDING else size


def within_bleed(size: Size) -> Size | None:
    """Return the named size that with ``BLEED_MM`` around it gives this size (mm), or None."""
    inner = Size(size.width - 2 * BLEED_MM, size.height - 2 * BLEED_MM)
    return _near(inner) if _near(size) is None else None


def alike(one: Size, other: Size) -> bool:
    """Return whether two sizes (mm) differ by no more than programs write one size differently."""
    return _off(one, other) <= SAME_SIZE_MM + _ROUNDING


def _near(size: Size) -> Size | None:
    """Return the only named size close to a size, or None: no two are close to each other."""
    ways = (way for named in SIZES.values() for way in (named, named.turned))
    return next((way for way in ways if alike(size, way)), None)


def _off(size: Size, named: Size) -> float:
    return max(abs(size.width - named.width), abs(size.height - named.height))
