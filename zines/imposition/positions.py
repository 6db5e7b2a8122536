"""From orders to a plan: where each page lies on the sheet, in mm, and the work that follows.

The same for every schema: creep and bleed in the cells of a bed, then cutting, gathering, folding.
"""

from __future__ import annotations

from itertools import pairwise

from zines.base.geometry import Placement, Rect, Rotation, Size
from zines.imposition.page_order import Cell, FoldAt, PageOrder, Work
from zines.imposition.plan import Cut, Edge, Fold, Gather, Sheet, Side, Slot, Staple, Step
from zines.imposition.request import ImpositionRequest
from zines.imposition.sheet_grid import Ruler, SheetGrid

#: A rim of paper that is wider is cut off (mm); that of two A5 on an A4, half a millimetre, is not.
LEFT_OVER = 0.6


def sheet(
    order: PageOrder,
    laid: SheetGrid,
    trims: dict[int, Size],
    bleed: float,
    wishes: ImpositionRequest,
    scale: float,
) -> Sheet:
    """Lay one order, repeated for each copy; the back is that of a sheet turned like a page."""
    front = _side(order, laid, trims, bleed * scale, wishes, scale, mirror=False)
    if order.back is None:
        return Sheet(front)
    return Sheet(front, _side(order, laid, trims, bleed * scale, wishes, scale, mirror=True))


def _side(
    order: PageOrder,
    laid: SheetGrid,
    trims: dict[int, Size],
    bleed: float,
    wishes: ImpositionRequest,
    scale: float,
    *,
    mirror: bool,
) -> Side:
    rows = order.back if mirror and order.back else order.front
    high, wide = len(rows), len(rows[0])
    slots = []
    for row in range(laid.down * high):
        for column in range(laid.across * wide):
            # Behind a column of the front lies its mirror image on the back.
            own = laid.across * wide - 1 - column if mirror else column
            box, room = laid.cell(own, row), laid.room(own, row)
            joined = _joined(order, wishes, own % wide, row % high)
            if mirror:
                box = Rect(laid.sheet.width - box.right, box.y, box.width, box.height)
                room = room | {"left": room["right"], "right": room["left"]}
                joined = frozenset(_MIRRORED.get(edge, edge) for edge in joined)
            cell = rows[row % high][column % wide]
            clip = _grown(box, {edge: max(min(bleed, space), 0) for edge, space in room.items()})
            slots.append(_slot(cell, box, clip, joined, trims, wishes, scale))
    return Side(tuple(slots))


_MIRRORED: dict[Edge, Edge] = {"left": "right", "right": "left"}


def _joined(order: PageOrder, wishes: ImpositionRequest, column: int, row: int) -> frozenset[Edge]:
    """Return at which edges, seen from the front, a cell meets another of its copy at a fold."""
    high, wide = len(order.front), len(order.front[0])
    spine_down = wishes.binding == "top"
    columns = (frozenset() if spine_down else order.joined) & frozenset(range(1, wide))
    rows = (order.joined if spine_down else order.joined_rows) & frozenset(range(1, high))
    meets: dict[Edge, bool] = {
        "left": column in columns,
        "right": column + 1 in columns,
        "top": row in rows,
        "bottom": row + 1 in rows,
    }
    return frozenset(edge for edge, met in meets.items() if met)


def _grown(box: Rect, by: dict[Edge, float]) -> Rect:
    return Rect(
        box.x - by["left"],
        box.y - by["bottom"],
        box.width + by["left"] + by["right"],
        box.height + by["bottom"] + by["top"],
    )


def _slot(
    cell: Cell,
    box: Rect,
    clip: Rect,
    joined: frozenset[Edge],
    trims: dict[int, Size],
    wishes: ImpositionRequest,
    scale: float,
) -> Slot:
    rotation: Rotation = 180 if cell.turned else 0
    width, height = box.width, box.height
    if cell.page is not None:
        trim = trims[cell.page]
        width, height = trim.width * scale, trim.height * scale
    x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    if cell.nested and wishes.creep:
        # Inner sheets stick out at the fore edge: their pages move towards the spine.
        shift = cell.nested.depth * wishes.creep
        # The spine is at the left of a right-hand page, or under the head of a page bound there.
        low = cell.nested.recto != (wishes.binding == "right")
        if wishes.binding == "top":
            y += shift if cell.nested.recto != cell.turned else -shift
        else:
            x += -shift if low != cell.turned else shift
    return Slot(cell.page, Placement(Rect(x, y, width, height), rotation), clip, scale, joined)


def steps(work: Work, laid: SheetGrid, order: PageOrder, bound: str) -> tuple[Step, ...]:
    """Return the work after printing, in lines of the sheet's front.

    What lies on a larger sheet is cut to size before it is folded, as offices do: a stack of flat
    sheets is cut along one line, and folds then need no measuring.
    """
    wide, high = len(order.front[0]), len(order.front)
    found: list[Step] = []
    gathered = work.gather_first == 0 or laid.across * laid.down > 1
    if gathered:
        found.append(Gather())
    if work.cut:
        xs = laid.columns.lines()
        if work.folds:
            spines = {round(laid.columns.between(boundary), 6) for boundary in order.joined}
            xs = tuple(x for x in xs if x not in spines)
        found.append(Cut(xs, laid.rows.lines(), work.from_right))
        if work.gather_cut:
            found.append(Gather())
    else:
        apart = _apart(laid.columns, wide), _apart(laid.rows, high)
        if not work.whole and any(apart):
            found.append(Cut(*apart))
        if work.gather_first > 1:
            found.append(Gather(work.gather_first))
    found += [_fold(fold, laid, order, bound, every=work.cut) for fold in work.folds]
    if work.staple:
        found.append(Staple())
    if not gathered and not work.gather_cut and work.folds:
        found.append(Gather())
    return tuple(found)


def _apart(ruler: Ruler, count: int) -> tuple[float, ...]:
    """Return the lines between copies of that many cells, and around them all if there is a rim."""
    edges = {
        edge
        for index, (a, b) in enumerate(pairwise(ruler.cells), 1)
        if index % count == 0
        for edge in (a[1], b[0])
    }
    # What is laid is centred: there is a rim on both sides or on none.
    if ruler.cells[0][0] > LEFT_OVER:
        edges |= {ruler.cells[0][0], ruler.cells[-1][1]}
    return tuple(sorted(edges))


def _fold(fold: FoldAt, laid: SheetGrid, order: PageOrder, bound: str, *, every: bool) -> Fold:
    """Return a fold of each copy; ``every`` spread, where cutting made a pile of each."""
    wide, high = len(order.front[0]), len(order.front)
    axis, boundary = fold.axis, fold.boundary
    if bound == "top":
        axis = "y"
    if axis == "x":
        boundary = wide - boundary if bound == "right" else boundary
        boundaries = sorted(order.joined) if every else [boundary]
        at = [
            laid.columns.between(copy * wide + boundary)
            for copy in range(laid.across)
            for boundary in boundaries
        ]
        return Fold(axis, tuple(at), fold.forward, fold.other != (bound == "right"))
    # Rows of the ruler count from the foot.
    at = [laid.rows.between(copy * high + high - boundary) for copy in range(laid.down)]
    return Fold(axis, tuple(at), fold.forward, fold.other)
