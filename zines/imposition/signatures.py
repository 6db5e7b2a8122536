"""Folded and bound: saddle stitch, gathered signatures, folded sheets, cut-stack-fold."""

from __future__ import annotations

from zines.imposition.page_order import Cell, FoldAt, Nested, PageOrder, Pages, Rows, Work, padded
from zines.imposition.plan import ImpositionError
from zines.imposition.request import ImpositionRequest

#: The spine fold of a spread: the left page goes behind.
_SPINE = FoldAt("x", 1)
#: How the folded packet, page 1 on top, is opened again, last fold first; page 1 stays in its
#: corner, as printers expect it.
_UNFOLDINGS = {
    "quarto": ("left", "top"),
    "octavo": ("left", "top", "right"),
    "sextodecimo": ("left", "top", "right", "top"),
}
_PAGES = {"quarto": 8, "octavo": 16, "sextodecimo": 32}


def _spreads(pages: Pages) -> list[PageOrder]:
    """Return the spreads of one signature, the outermost first."""
    cells = nesting(pages)
    count = len(pages)
    return [
        PageOrder(
            ((cells[count - 1 - i], cells[i]),),
            ((cells[i + 1], cells[count - 2 - i]),),
            frozenset({1}),
        )
        for i in range(0, count // 2, 2)
    ]


def nesting(pages: Pages) -> list[Cell]:
    """Return the cells of one signature, which know how deep they lie: the outermost sheet is 0."""
    count = len(pages)
    return [
        Cell(page, nested=Nested(min(index, count - 1 - index) // 2, index % 2 == 0))
        for index, page in enumerate(pages)
    ]


def cover(pages: Pages) -> tuple[list[PageOrder], Work]:
    """Lay the first and the last leaf on a sheet of their own."""
    return _spreads(pages), Work(gather_first=0, folds=(_SPINE,))


def saddle_stitch(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """One signature: all sheets nested, folded and stapled together."""
    filled = padded(pages, 4, wishes.blanks)
    return _spreads(filled), Work(gather_first=0, folds=(_SPINE,), staple=True)


def gathered_signatures(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """Signatures of some nested sheets, gathered on one another; the last may be thinner."""
    size = wishes.sheets_per_signature
    if size < 1:
        raise ImpositionError("a signature has at least one sheet")
    filled = padded(pages, 4, wishes.blanks)
    step = 4 * size
    orders = [
        order
        for first in range(0, len(filled), step)
        for order in _spreads(filled[first : first + step])
    ]
    return orders, Work(gather_first=size, folds=(_SPINE,))


def folded_sheet(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """``quarto``, ``octavo``, ``sextodecimo``: each sheet folded two, three or four times."""
    count = _PAGES[wishes.schema]
    unfoldings = _UNFOLDINGS[wishes.schema]
    filled = padded(pages, count, wishes.blanks)
    orders = [
        _unfolded(filled[first : first + count], unfoldings)
        for first in range(0, len(filled), count)
    ]
    wide, high = len(orders[0].front[0]), len(orders[0].front)
    folds, columns, rows = [], wide, high
    for direction in reversed(unfoldings):
        if direction == "top":
            rows //= 2
            folds.append(FoldAt("y", high - rows))
        else:
            columns //= 2
            folds.append(FoldAt("x", wide - columns))
    return orders, Work(gather_first=1, folds=tuple(folds))


def _unfolded(pages: Pages, unfoldings: tuple[str, ...]) -> PageOrder:
    """Open a folded packet step by step, as one opens a letter, and read the flat sheet.

    A leaf is (upper face, lower face); the packet starts as the finished piece, page 1 on top.
    """
    cells = nesting(pages)
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
    upper: Rows = tuple(tuple(packet[0][0] for packet in row) for row in table)
    lower: Rows = tuple(tuple(packet[0][1] for packet in row)[::-1] for row in table)
    columns = len(upper[0])
    # Page 1 lies underneath: the lower faces are the outside, printed as the front.
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


def cut_stack_fold(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """Spreads of one booklet, several to a sheet: cut, stack the piles, fold them together.

    The sheets are printed in an order that leaves each pile as a run of consecutive spreads.
    """
    columns, rows = wishes.grid
    if columns % 2:
        raise ImpositionError(f"a grid of {columns}x{rows} cannot hold spreads: columns go in twos")
    wide = columns // 2
    piles = wide * rows
    spreads = _spreads(padded(pages, 4 * piles, wishes.blanks))
    high = len(spreads) // piles
    orders = []
    for sheet in range(high):
        # Pile after pile, column by column, as the pieces are taken up.
        table = [[spreads[(c * rows + r) * high + sheet] for c in range(wide)] for r in range(rows)]
        front = tuple(tuple(x for spread in row for x in spread.front[0]) for row in table)
        back = tuple(
            tuple(x for spread in reversed(row) for x in (spread.back or ((),))[0]) for row in table
        )
        orders.append(PageOrder(front, back, frozenset(range(1, columns, 2))))
    from_right = wishes.binding == "right"
    work = Work(
        cut=True,
        gather_first=0,
        gather_cut=True,
        from_right=from_right,
        folds=(_SPINE,),
        staple=True,
    )
    return orders, work
