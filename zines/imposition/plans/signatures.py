"""Schemas that are folded and bound: saddle stitch, signatures, folded sheets, cut-stack-fold."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.language import tr
from zines.base.limits import MOST_STITCHED_PAGES
from zines.imposition.plans.page_order import (
    Cell,
    FoldAt,
    Nested,
    Ordered,
    PageOrder,
    Pages,
    Rows,
    Work,
    padded,
)
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest

#: The spine fold of a spread: the left page goes behind.
_SPINE = FoldAt("x", 1)
#: The edges at which the folded piece, page 1 on top, is opened again, last fold first: page 1
#: then lies in the corner where printers expect it.
_UNFOLDINGS = {
    "quarto": ("left", "top"),
    "octavo": ("left", "top", "right"),
    "sextodecimo": ("left", "top", "right", "top"),
}
_PAGES = {"quarto": 8, "octavo": 16, "sextodecimo": 32}


def _spreads(pages: Pages) -> list[PageOrder]:
    """Return the spreads of one signature, the outermost first."""
    cells = _nested(pages)
    count = len(pages)
    return [
        PageOrder(
            ((cells[count - 1 - i], cells[i]),),
            ((cells[i + 1], cells[count - 2 - i]),),
            frozenset({1}),
        )
        for i in range(0, count // 2, 2)
    ]


def _nested(pages: Pages) -> list[Cell]:
    """Return the cells of one signature, each with its depth: 0 is the outermost sheet."""
    count = len(pages)
    return [
        Cell(page, nested=Nested(min(index, count - 1 - index) // 2, index % 2 == 0))
        for index, page in enumerate(pages)
    ]


def cover(pages: Pages) -> Ordered:
    """Return the first and the last leaf on a separate sheet: four pages."""
    return _spreads(pages), Work(gather_first=0, folds=(_SPINE,))


def saddle_stitch(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return one signature: all sheets nested, folded and stapled together."""
    filled = padded(pages, 4, request.blanks)
    return _spreads(filled), Work(gather_first=0, folds=(_SPINE,), staple=True)


def thickness_warnings(
    widths: Sequence[float], pages: int, request: ImpositionRequest
) -> tuple[str, ...]:
    """Return a warning if there are more pages than staples hold."""
    if pages <= MOST_STITCHED_PAGES:
        return ()
    message = tr(
        "{pages} pages are {sheets} sheets in one fold, and staples do not hold beyond {most} "
        "pages: gathered-signatures makes thinner ones",
        pages=pages,
        sheets=pages // 4,
        most=MOST_STITCHED_PAGES,
    )
    return (message,)


def gathered_signatures(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return signatures of several nested sheets, stacked; the last may be thinner.

    Raises ImpositionError for signatures of no sheet.
    """
    size = request.sheets_per_signature
    if size < 1:
        raise ImpositionError(tr("a signature has at least one sheet"))
    filled = padded(pages, 4, request.blanks)
    step = 4 * size
    orders = [
        order
        for first in range(0, len(filled), step)
        for order in _spreads(filled[first : first + step])
    ]
    return orders, Work(gather_first=size, folds=(_SPINE,))


def folded_sheet(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return sheets folded two, three or four times (quarto, octavo, sextodecimo)."""
    count = _PAGES[request.schema]
    unfoldings = _UNFOLDINGS[request.schema]
    filled = padded(pages, count, request.blanks)
    orders = [
        _unfolded(filled[first : first + count], unfoldings)
        for first in range(0, len(filled), count)
    ]
    sheet = orders[0]
    folds, columns, rows = [], sheet.columns, sheet.rows
    for direction in reversed(unfoldings):
        if direction == "top":
            rows //= 2
            folds.append(FoldAt("y", sheet.rows - rows))
        else:
            columns //= 2
            folds.append(FoldAt("x", sheet.columns - columns))
    return orders, Work(gather_first=1, folds=tuple(folds))


def _unfolded(pages: Pages, unfoldings: tuple[str, ...]) -> PageOrder:
    """Open the folded piece, page 1 on top, fold by fold, and return the flat sheet.

    A packet is a pile of leaves; a leaf is its upper face and its lower face.
    """
    cells = _nested(pages)
    leaves = list(zip(cells[::2], cells[1::2], strict=True))
    table: list[list[list[tuple[Cell, Cell]]]] = [[leaves]]
    for direction in unfoldings:
        tops = [[packet[: len(packet) // 2] for packet in row] for row in table]
        rest = [[packet[len(packet) // 2 :] for packet in row] for row in table]
        opened = [[_turned_over(packet, direction) for packet in row] for row in tops]
        if direction == "left":
            table = [new[::-1] + old for new, old in zip(opened, rest, strict=True)]
        elif direction == "right":
            table = [old + new[::-1] for new, old in zip(opened, rest, strict=True)]
        else:
            table = opened[::-1] + rest
    upper: Rows = tuple(tuple(leaf[0] for (leaf,) in row) for row in table)
    lower: Rows = tuple(tuple(leaf[1] for (leaf,) in row)[::-1] for row in table)
    columns = len(upper[0])
    # Page 1 is on the lower side: the lower faces are the outside, printed as the front.
    return PageOrder(lower, upper, frozenset(range(1, columns, 2)))


def _turned_over(packet: list[tuple[Cell, Cell]], direction: str) -> list[tuple[Cell, Cell]]:
    upside_down = direction == "top"
    return [
        (
            lower._replace(turned=lower.turned != upside_down),
            upper._replace(turned=upper.turned != upside_down),
        )
        for upper, lower in reversed(packet)
    ]


def cut_stack_fold(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return spreads of one booklet, several on a sheet: cut, stack the piles, fold them together.

    The order of printing leaves each pile with consecutive spreads. Raises ImpositionError for an
    odd number of columns.
    """
    columns, rows = request.settled_grid
    if columns % 2:
        raise ImpositionError(
            tr(
                "a grid of {columns}x{rows} cannot hold spreads: columns go in twos",
                columns=columns,
                rows=rows,
            )
        )
    across = columns // 2
    piles = across * rows
    spreads = _spreads(padded(pages, 4 * piles, request.blanks))
    height = len(spreads) // piles
    orders = []
    for sheet in range(height):
        # Pile after pile, column by column, as the pieces are collected.
        table = [
            [spreads[(column * rows + row) * height + sheet] for column in range(across)]
            for row in range(rows)
        ]
        front = tuple(
            tuple(cell for spread in row for line in spread.front for cell in line) for row in table
        )
        back = tuple(
            tuple(cell for spread in reversed(row) for line in spread.back or () for cell in line)
            for row in table
        )
        orders.append(PageOrder(front, back, frozenset(range(1, columns, 2))))
    work = Work(
        cut=True,
        gather_first=0,
        from_right=request.binding == "right",
        folds=(_SPINE,),
        staple=True,
    )
    return orders, work
