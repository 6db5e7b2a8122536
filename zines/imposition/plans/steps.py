"""The work that follows printing, for every schema: gathering, cutting, folding, stapling."""

from __future__ import annotations

from itertools import pairwise

from zines.imposition.plans.page_order import FoldAt, PageOrder, Work
from zines.imposition.plans.plan import Binding, Cut, Fold, Gather, Staple, Step
from zines.imposition.plans.sheet_grid import Ruler, SheetGrid

#: A wider rim of paper is cut off (mm); the rim of two A5 on an A4, half a millimetre, is not.
WIDEST_RIM = 0.6
_NEAR = 1e-6


def steps_after_printing(
    work: Work, grid: SheetGrid, order: PageOrder, binding: Binding
) -> tuple[Step, ...]:
    """Return the steps, with lines as they lie on the front of a sheet.

    A piece on a larger sheet is cut to size before it is folded, as offices do: a stack of flat
    sheets is cut along one line, and folding then needs no measuring.
    """
    steps: list[Step] = []
    if work.gather_first == 0:
        steps.append(Gather())
    if work.cut:
        xs = grid.columns.lines()
        if work.folds:
            spines = {round(grid.columns.between(boundary), 6) for boundary in order.joined}
            xs = tuple(x for x in xs if x not in spines)
        steps.append(Cut(xs, grid.rows.lines(), work.from_right))
        steps.append(Gather())
    else:
        copies_apart = (
            _apart(grid.columns, order.columns, grid.sheet.width),
            _apart(grid.rows, order.rows, grid.sheet.height),
        )
        if not work.whole and any(copies_apart):
            steps.append(Cut(*copies_apart))
        if work.gather_first > 1:
            steps.append(Gather(work.gather_first))
    steps += [_fold(fold, grid, order, binding, every=work.cut) for fold in work.folds]
    if work.staple:
        steps.append(Staple())
    if work.gather_first and work.folds:
        steps.append(Gather())
    return tuple(steps)


def _apart(ruler: Ruler, count: int, length: float) -> tuple[float, ...]:
    """Return the lines between copies of ``count`` cells, and around all if there is a rim."""
    edges = {
        edge
        for index, (cell, following) in enumerate(pairwise(ruler.cells), 1)
        if index % count == 0
        for edge in (cell[1], following[0])
    }
    first, last = ruler.cells[0][0], ruler.cells[-1][1]
    if max(first, length - last) > WIDEST_RIM + _NEAR:
        edges |= {first, last}
    return tuple(sorted(edges))


def _fold(
    fold: FoldAt, grid: SheetGrid, order: PageOrder, binding: Binding, *, every: bool
) -> Fold:
    """Return a fold of each copy; ``every``: of each spread, if cutting made a pile of each."""
    axis, boundary = fold.axis, fold.boundary
    if binding == "top":
        axis = "y"
    if axis == "x":
        from_right = binding == "right"
        boundary = order.columns - boundary if from_right else boundary
        boundaries = sorted(order.joined) if every else [boundary]
        at = [
            grid.columns.between(copy * order.columns + boundary)
            for copy in range(grid.across)
            for boundary in boundaries
        ]
        return Fold(axis, tuple(at), fold.forward, fold.other != from_right)
    # Rows of the ruler count from the foot.
    at = [grid.rows.between(copy * order.rows + order.rows - boundary) for copy in range(grid.down)]
    return Fold(axis, tuple(at), fold.forward, fold.other)
