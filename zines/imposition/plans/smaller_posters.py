"""The number of sheets of a slightly smaller poster: a few mm may need a whole row of sheets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from zines.base.geometry import Size
from zines.imposition.plans import tiles
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest

#: The smallest poster that is proposed, in percent of the requested size.
_LEAST = 90
#: The least share of the sheets that a proposed poster saves.
_WORTH = 0.15


class SmallerPoster(NamedTuple):
    """A poster of ``percent`` of the requested size, in whole mm, and the number of its sheets."""

    percent: int
    size: Size
    sheets: int


def with_fewer_sheets(
    trims: Sequence[Size], request: ImpositionRequest, made: Plan
) -> SmallerPoster | None:
    """Return the slightly smaller poster with the fewest sheets; None if it saves too few."""
    found = None
    most = len(made.sheets) * (1 - _WORTH)
    for percent in range(99, _LEAST - 1, -1):
        wide, high = (side * percent / 100 for side in (made.trim.width, made.trim.height))
        size = Size(math.floor(wide), math.floor(high))
        sheets = len(tiles.plan(trims, replace(request, poster=size)).sheets)
        if sheets <= (found.sheets - 1 if found else most):
            found = SmallerPoster(percent, size, sheets)
    return found
