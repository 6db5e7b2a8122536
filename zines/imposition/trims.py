"""Where the trims of pages enter planning: which size each page has there."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Size
from zines.base.limits import SAME_SIZE_MM
from zines.base.paper import as_named

#: Panels of a leaflet that differ by as much in width are made to: a flap is to fold in (mm).
_NARROWER = 0.5


def planned(trims: Sequence[Size], *, panels: bool) -> list[Size]:
    """Return the sizes (mm) that pages of these trims are planned with: A4 of Word is A4.

    Pages that are as large as the first, but for a hair, have its size. ``panels``: pages may be of
    unlike widths on purpose, which then stay as they are.
    """
    widths = [trim.width for trim in trims]
    if panels:
        unlike = max(widths) - min(widths) >= _NARROWER
        return list(trims) if unlike else [as_named(trim) for trim in trims]
    first, size = trims[0], as_named(trims[0])
    return [size if alike(trim, first) or alike(trim, size) else as_named(trim) for trim in trims]


def alike(one: Size, other: Size) -> bool:
    """Tell whether two sizes (mm) differ by no more than programs make one size differ."""
    off = max(abs(one.width - other.width), abs(one.height - other.height))
    return off <= SAME_SIZE_MM


def overhang(trims: Sequence[Size], sizes: Sequence[Size]) -> float:
    """Return how far a page reaches beyond the size it is planned with, where most does (mm)."""
    return max(
        max(trim.width - size.width, trim.height - size.height, 0) / 2
        for trim, size in zip(trims, sizes, strict=True)
    )
