"""How many sheets a slightly smaller poster takes: a strip of some mm may need a row of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from zines.base.geometry import Size
from zines.imposition.plans import tiles
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest

#: A poster that is smaller than so many percent of what was asked is another poster.
_LEAST = 90
#: Fewer sheets than this share of them are not worth a smaller poster.
_WORTH = 0.15


class SmallerPoster(NamedTuple):
    """A poster at so many ``percent`` of the one asked for, in whole mm, and its ``sheets``."""

    percent: int
    size: Size
    sheets: int


def with_fewer_sheets(
    trims: Sequence[Size], request: ImpositionRequest, made: Plan
) -> SmallerPoster | None:
    """Return the poster of the fewest sheets that is hardly smaller; None where it saves few."""
    found = None
    most = len(made.sheets) * (1 - _WORTH)
    for percent in range(99, _LEAST - 1, -1):
        wide, high = (side * percent / 100 for side in (made.trim.width, made.trim.height))
        size = Size(math.floor(wide), math.floor(high))
        if min(size.width, size.height) < 1:
            break
        sheets = len(tiles.plan(trims, replace(request, poster=size)).sheets)
        if sheets <= (found.sheets - 1 if found else most):
            found = SmallerPoster(percent, size, sheets)
    return found
