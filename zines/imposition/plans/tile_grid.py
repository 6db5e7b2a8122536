"""The grid of tiles that takes the fewest sheets for a poster."""

from __future__ import annotations

import math
from dataclasses import dataclass

from zines.base.geometry import Size
from zines.base.limits import SAFE_AREA_MM
from zines.imposition.plans.request import ImpositionRequest

#: Height of the strip at the foot of a tile that bears its name (mm).
NAME_STRIP = 4.0
#: What the rounding of points may add to a size (mm): no tile is printed for less of the poster.
_LEAST = 0.01
#: How far the picture goes on past the line along which a tile is cut (mm): a blade that strays by
#: less bares no white, and the mark of the line is cut off with it.
_BLEED = 2.0
#: The greatest part of a side of the poster that tiles may leave out, as white. Our choice: what is
#: left of an A1 is still an A1 on the wall, and a small picture keeps the white around it.
_MOST_LEFT_OUT = 0.05


@dataclass(frozen=True)
class Tiling:
    """A grid of tiles; ``window`` is what one can show, ``spare`` what the lowest row does not.

    ``shown`` is the part of the poster that they show, in its middle. Each lies on the one at its
    left and the one above, by ``band`` once it is cut (mm).
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
    """Return the fewest tiles of that sheet; None where the overlap leaves no room on it.

    ``white`` is that of the request, on the poster.
    """
    window = Size(sheet.width - 2 * request.margin, sheet.height - 2 * request.margin - NAME_STRIP)

    def needed(length: float, step: float) -> int:
        if length <= step + _LEAST:
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
