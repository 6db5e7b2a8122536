"""Widths and heights of the cells of one copy, from the trims of the pages."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Size
from zines.base.language import tr
from zines.base.limits import SAME_SIZE_MM
from zines.base.paper import alike
from zines.imposition.plans.page_order import PageOrder
from zines.imposition.plans.plan import ImpositionError

CellSizes = tuple[list[float], list[float]]


def uniform(trims: Sequence[Size], order: PageOrder) -> CellSizes:
    """Return the widths of columns and heights of rows for pages of one size, in mm.

    Raises ImpositionError for pages that differ in size.
    """
    odd = [number for number, trim in enumerate(trims, 1) if not alike(trim, trims[0])]
    if odd:
        first = trims[odd[0] - 1]
        shown = ", ".join(map(str, odd[:10])) + (" ..." if len(odd) > 10 else "")
        others = (
            tr("pages {numbers} differ", numbers=shown) if len(odd) > 1 else tr("it alone differs")
        )
        raise ImpositionError(
            tr(
                "pages differ in trim size: page 1 is {width:.1f} x {height:.1f} mm,"
                " page {number} is {other_width:.1f} x {other_height:.1f} mm ({others}): "
                "--scale fit brings them to one size",
                width=trims[0].width,
                height=trims[0].height,
                number=odd[0],
                other_width=first.width,
                other_height=first.height,
                others=others,
            )
        )
    return [trims[0].width] * order.columns, [trims[0].height] * order.rows


def panels(trims: Sequence[Size], order: PageOrder) -> CellSizes:
    """Return the widths of the panels of a leaflet, and the height of its only row, in mm.

    Each panel is as wide as the pages on its two sides. Raises ImpositionError if these pages
    differ in width, or if panels differ in height.
    """
    (front,) = order.front
    (back,) = order.back or order.front
    widths = []
    for cell, behind in zip(front, back[::-1], strict=True):
        pair = [one.page for one in (cell, behind) if one.page is not None]
        own = [trims[page - 1].width for page in pair]
        if len(own) == 2 and abs(own[0] - own[1]) > SAME_SIZE_MM:
            raise ImpositionError(
                tr(
                    "pages {front} and {back} lie back to back but are {width:.1f} and "
                    "{back_width:.1f} mm wide",
                    front=pair[0],
                    back=pair[1],
                    width=own[0],
                    back_width=own[1],
                )
            )
        widths.append(max(own, default=trims[0].width))
    heights = {round(trim.height, 1) for trim in trims}
    if max(heights) - min(heights) > SAME_SIZE_MM:
        raise ImpositionError(tr("panels differ in height: {heights} mm", heights=sorted(heights)))
    return widths, [trims[0].height]
