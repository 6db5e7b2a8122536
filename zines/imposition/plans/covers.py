"""Covers: the outer leaves of a piece on a separate sheet, one cover around each copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zines.base.language import tr
from zines.imposition.plans import signatures
from zines.imposition.plans.page_order import Ordered, PageOrder, Pages, inside_cover, with_blanks
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest

#: A cover has four pages, and goes around at least four more.
FEWEST_PAGES = 8


def with_cover(
    pages: Pages, order: Callable[[Pages, ImpositionRequest], Ordered], request: ImpositionRequest
) -> tuple[Ordered, Ordered]:
    """Return the inner sheets and the cover.

    First the whole piece is filled up with blanks, then its outer leaves become the cover. Raises
    ImpositionError for too few pages.
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
        # The cover is the outermost sheet of one signature; gathered signatures lie side by side.
        orders = [inside_cover(sheet) for sheet in orders]
    return (orders, work), signatures.cover([filled[0], filled[1], filled[-2], filled[-1]])


def blanks_in(orders: Sequence[PageOrder], pages: int) -> int:
    """Return how many cells of the sheets stay empty with this number of pages on them."""
    sides = [side for order in orders for side in (order.front, order.back) if side]
    return sum(len(row) for side in sides for row in side) - pages
