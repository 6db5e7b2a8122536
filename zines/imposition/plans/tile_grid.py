"""The grid of tiles that takes the fewest sheets for a poster."""

from __future__ import annotations

import math
from dataclasses import dataclass

from zines.base.geometry import Size
from zines.base.limits import SAFE_AREA_MM
from zines.imposition.plans.request import ImpositionRequest

#: Height of the strip at the foot of a tile with its name (mm).
NAME_STRIP = 4.0
#: What the rounding of points may add to a size (mm): no tile is printed for less of the poster.
_LEAST = 0.01
#: How far the picture extends past the line along which a tile is cut (mm): a cut that is off by
#: less shows no white, and the mark of the line is cut off with it.
_BLEED = 2.0
#: The largest share of a side of the poster that tiles may leave out if it is white. Our choice: an
#: A1 without it is still an A1 on the wall, and a small picture keeps the white around it.
_MOST_LEFT_OUT = 0.05


@dataclass(frozen=True)
class Tiling:
    """A grid of tiles; lengths in mm.

    ``window`` is the part of the poster that a whole tile shows, ``spare`` the height by which the
    lowest row shows less. ``shown`` is the part of the poster that all show, in its middle. Each
    tile overlaps the one at its left and the one above by ``band`` once it is cut.
    """

    sheet: Size
    window: Size
    shown: Size
    columns: int
    rows: int
    spare: float
    band: float

    @property
    def count(self) -> int:
        """The number of tiles."""
        return self.columns * self.rows


def fewest_tiles(
    poster: Size, sheet: Size, request: ImpositionRequest, white: tuple[float, float]
) -> Tiling | None:
    """Return the grid of fewest tiles on a sheet; None if the overlap leaves no room on it.

    ``white`` is the white of the request, scaled to the poster.
    """
    window = Size(sheet.width - 2 * request.margin, sheet.height - 2 * request.margin - NAME_STRIP)

    def needed(length: float, step: float) -> int:
        if length <= step:
            return 1
        if step <= request.overlap:
            return 0
        return math.ceil((length - request.overlap - _LEAST) / (step - request.overlap))

    def fewest(length: float, step: float, rim: float) -> tuple[int, float]:
        """Return the number of tiles along a side of the poster, and how much of it they show."""
        spared = max(0, min(2 * (rim - SAFE_AREA_MM), length * _MOST_LEFT_OUT))
        whole, fewer = needed(length, step), needed(length - spared, step)
        if fewer == whole:
            return whole, length
        return fewer, fewer * step - (fewer - 1) * request.overlap

    columns, wide = fewest(poster.width, window.width, white[0])
    rows, high = fewest(poster.height, window.height, white[1])
    if not (columns and rows):
        return None
    # The poster starts at the upper left: what is left over stays white at the right and the foot.
    spare = rows * window.height - (rows - 1) * request.overlap - high
    band = request.overlap - min(_BLEED, request.overlap / 2)
    return Tiling(sheet, window, Size(wide, high), columns, rows, spare, band)
