"""Covers: the outer leaves of a piece on a sheet of their own, one around each copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zines.base.language import tr
from zines.imposition.plans import signatures
from zines.imposition.plans.page_order import Ordered, PageOrder, Pages, inside_cover, with_blanks
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest

#: A cover has four pages, and what it goes around at least as many.
FEWEST_PAGES = 8


def with_cover(
    pages: Pages, order: Callable[[Pages, ImpositionRequest], Ordered], request: ImpositionRequest
) -> tuple[Ordered, Ordered]:
    """Return the sheets inside and the cover.

    The piece is filled up with blanks as a whole, then its outer leaves are taken for the cover.
    Raises ImpositionError for too few pages.
    """
    if len(pages) < FEWEST_PAGES:
        raise ImpositionError(
            tr(
                "a cover around pages needs {least} of them; these are {count}",
                least=FEWEST_PAGES,
                count=len(pages),
            )
        )
    missing = blanks_in(order(pages[2:-2], request)[0], len(pages) - 4)
    filled = with_blanks(pages, missing, request.blanks)
    orders, work = order(filled[2:-2], request)
    if work.gather_first == 0 or len(orders) <= work.gather_first:
        # Around one signature the cover is its outermost sheet; gathered ones lie side by side.
        orders = [inside_cover(sheet) for sheet in orders]
    return (orders, work), signatures.cover([filled[0], filled[1], filled[-2], filled[-1]])


def blanks_in(orders: Sequence[PageOrder], pages: int) -> int:
    """Return how many cells of the sheets are left when that many pages lie in them."""
    sides = [side for order in orders for side in (order.front, order.back) if side]
    return sum(len(row) for side in sides for row in side) - pages
