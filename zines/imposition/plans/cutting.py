"""Schemas that cut and do not fold: repeated leaves, stacks, cards, pages in reading order."""

from __future__ import annotations

from zines.base.limits import STAPLE_INSET_MM
from zines.imposition.plans.page_order import (
    Cell,
    Nested,
    Ordered,
    PageOrder,
    Pages,
    Rows,
    Work,
    cells,
    padded,
)
from zines.imposition.plans.plan import Stab, Step
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.sheet_grid import SheetGrid

Leaf = tuple[int | None, int | None]


def _leaves(pages: Pages) -> list[Leaf]:
    return list(zip(pages[::2], pages[1::2], strict=True))


def _sheet(table: list[list[Leaf]], *, duplex: bool) -> PageOrder:
    """Return a sheet of leaves; each back is behind its front, so rows of backs are reversed."""
    recto, verso = Nested(0, recto=True), Nested(0, recto=False)
    front: Rows = tuple(tuple(Cell(leaf[0], nested=recto) for leaf in row) for row in table)
    back: Rows = tuple(tuple(Cell(leaf[1], nested=verso) for leaf in row)[::-1] for row in table)
    return PageOrder(front, back if duplex else None)


def repeat(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return one sheet for each leaf, which all copies on the sheet repeat."""
    if request.one_sided:
        return [_sheet([[(page, None)]], duplex=False) for page in pages], Work(gather_first=0)
    # An odd last leaf gets a blank back: the next copy must not start on it.
    filled = padded(pages, 2, request.blanks if len(pages) > 1 else "end")
    orders = [_sheet([[leaf]], duplex=len(pages) > 1) for leaf in _leaves(filled)]
    return orders, Work(gather_first=0)


def cut_and_stack(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return sheets of leaves to cut: the piles, stacked column by column, are in order."""
    columns, rows = request.settled_grid
    leaves = _leaves(padded(pages, 2 * columns * rows, request.blanks))
    height = len(leaves) // (columns * rows)
    orders = [
        _sheet(
            [
                [leaves[(column * rows + row) * height + sheet] for column in range(columns)]
                for row in range(rows)
            ],
            duplex=True,
        )
        for sheet in range(height)
    ]
    return orders, Work(cut=True, gather_first=0)


def stab(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return single leaves for a pile that is stapled or sewn beside the spine."""
    orders, work = cut_and_stack(pages, request)
    # If a leaf is as large as its sheet, nothing is cut.
    return orders, work if request.grid not in (None, (1, 1)) else Work(gather_first=0)


def stab_steps(grid: SheetGrid, request: ImpositionRequest) -> tuple[Step, ...]:
    """Return the holes in the first leaf, evenly along the spine: two holes lie at a quarter."""
    box, edge, count = grid.cell(0, 0), request.binding, request.holes
    inset = request.inner_margin / 2 or STAPLE_INSET_MM
    parts = [(number + 0.5) / count for number in range(count)]
    if edge == "top":
        at = tuple((box.x + box.width * part, box.top - inset) for part in parts)
    else:
        x = box.x + inset if edge == "left" else box.right - inset
        at = tuple((x, box.y + box.height * part) for part in parts)
    return (Stab(edge, at, inset),)


def cards(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return cards, front1, back1, front2, back2 ..., several on a sheet, column by column."""
    columns, rows = request.settled_grid
    size = columns * rows
    leaves = _leaves(padded(pages, 2 * size, request.blanks))
    orders = []
    for first in range(0, len(leaves), size):
        table = [
            [leaves[first + column * rows + row] for column in range(columns)]
            for row in range(rows)
        ]
        orders.append(_sheet(table, duplex=True))
    return orders, Work(cut=True)


def n_up(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return pages in reading order, row by row, side after side; the sheets stay whole."""
    columns, rows = request.settled_grid
    size = columns * rows
    filled = padded(pages, size, request.blanks)
    sides: list[Rows] = [
        tuple(
            cells(*filled[first + row * columns : first + (row + 1) * columns])
            for row in range(rows)
        )
        for first in range(0, len(filled), size)
    ]
    blank: Rows = tuple(cells(*[None] * columns) for _ in range(rows))
    if len(sides) == 1:
        (front,) = sides
        return [PageOrder(front)], Work(whole=True)
    if len(sides) % 2:
        sides.append(blank)
    orders = [PageOrder(front, back) for front, back in zip(sides[::2], sides[1::2], strict=True)]
    return orders, Work(whole=True)
