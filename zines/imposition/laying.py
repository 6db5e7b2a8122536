"""From orders to a plan: where each cell lies on the sheet, in mm.

The same for every schema: cells in a grid, gutters between those that do not meet at a spine,
copies beside one another, all centred; creep, bleed and the machine's flip applied in turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from zines.geometry import Placement, Rect, Rotation, Size
from zines.imposition.order import Cell, FoldAt, Nested, Order, Rows, Work
from zines.imposition.plan import (
    Cut,
    Fold,
    Gather,
    ImpositionError,
    Sheet,
    Side,
    Slot,
    Staple,
    Step,
)
from zines.imposition.wishes import Wishes
from zines.paper import name_of

#: Paper sizes are rounded to the millimetre, so two A5 make up 296 of the 297 mm of an A4.
TOLERANCE = 0.01


@dataclass(frozen=True)
class Ruler:
    """The edges of the cells along one axis, from the left or from the foot: (start, end) each."""

    cells: tuple[tuple[float, float], ...]

    def lines(self) -> tuple[float, ...]:
        """Return where to cut: every edge, each once."""
        edges = sorted({round(edge, 6) for cell in self.cells for edge in cell})
        return tuple(edges)

    def between(self, boundary: int) -> float:
        """Return the line after that many cells, in the middle of its gutter."""
        return (self.cells[boundary - 1][1] + self.cells[boundary][0]) / 2


@dataclass(frozen=True)
class Bed:
    """The grid of one sheet with all its copies: ``across`` columns and ``down`` rows of copies."""

    sheet: Size
    across: int
    down: int
    columns: Ruler
    rows: Ruler

    def cell(self, column: int, row: int) -> Rect:
        """Return a cell; rows count from the top."""
        left, right = self.columns.cells[column]
        foot, head = self.rows.cells[len(self.rows.cells) - 1 - row]
        return Rect(left, foot, right - left, head - foot)


def bed(
    sheet: Size,
    widths: Sequence[float],
    heights: Sequence[float],
    order: Order,
    wishes: Wishes,
    up: int,
) -> Bed:
    """Find the way to lay ``up`` copies (0: as many as fit), the sheet turned as needed.

    Raises ImpositionError, which says by how much the sheet is too small.
    """
    spine_down = wishes.binding == "top"
    gaps_across = _gaps(len(widths), frozenset() if spine_down else order.joined, wishes.gutter)
    gaps_down = _gaps(len(heights), order.joined if spine_down else frozenset(), wishes.gutter)
    wide, high = sum(widths) + sum(gaps_across), sum(heights) + sum(gaps_down)
    ways = []
    for way in (sheet, sheet.turned):
        across = int((way.width + wishes.gutter + TOLERANCE) / (wide + wishes.gutter))
        down = int((way.height + wishes.gutter + TOLERANCE) / (high + wishes.gutter))
        ways.append((across * down, way.landscape == (wide > high), way, across, down))
    most, _, way, across, down = max(ways, key=lambda one: one[:2])
    if most == 0:
        raise _too_small(sheet, Size(wide, high))
    if up > most:
        raise ImpositionError(
            f"{up} copies do not fit on a sheet of {name_of(sheet)}: at most {most}"
        )
    if up and up != most:
        way, across, down = _fewer(
            up, [one[2:] for one in sorted(ways, key=lambda one: not one[1])]
        )
    columns = _ruler(way.width, widths, gaps_across, across, wishes.gutter)
    rows = _ruler(way.height, heights[::-1], gaps_down[::-1], down, wishes.gutter)
    return Bed(way, across, down, columns, rows)


def _gaps(count: int, joined: frozenset[int], gutter: float) -> list[float]:
    return [0 if boundary in joined else gutter for boundary in range(1, count)]


def _too_small(sheet: Size, needed: Size) -> ImpositionError:
    missing = min(
        (
            (max(needed.width - way.width, 0), max(needed.height - way.height, 0))
            for way in (sheet, sheet.turned)
        ),
        key=max,
    )
    sides = [
        f"{length:.1f} mm in {name}"
        for length, name in zip(missing, ("width", "height"), strict=True)
        if length > TOLERANCE
    ]
    return ImpositionError(
        f"a sheet of {name_of(sheet)} is too small for {needed.width:g} x {needed.height:g} mm: "
        f"it lacks {' and '.join(sides)}"
    )


def _fewer(up: int, ways: Sequence[tuple[Size, int, int]]) -> tuple[Size, int, int]:
    shapes = sorted(
        ((columns, up // columns) for columns in range(1, up + 1) if up % columns == 0),
        key=lambda shape: abs(shape[0] - shape[1]),
    )
    for columns, rows in shapes:
        for way, across, down in ways:
            if columns <= across and rows <= down:
                return way, columns, rows
    raise ImpositionError(f"{up} copies cannot lie in rows and columns on that sheet")


def _ruler(
    length: float, sizes: Sequence[float], gaps: Sequence[float], copies: int, gutter: float
) -> Ruler:
    total = copies * (sum(sizes) + sum(gaps)) + (copies - 1) * gutter
    at = (length - total) / 2
    found = []
    for copy in range(copies):
        for index, size in enumerate(sizes):
            found.append((at, at + size))
            at += size
            if index < len(gaps):
                at += gaps[index]
        if copy < copies - 1:
            at += gutter
    return Ruler(tuple(found))


def sheet(
    order: Order, laid: Bed, trims: dict[int, Size], bleed: float, wishes: Wishes, scale: float
) -> Sheet:
    """Lay one order, repeated for each copy; the back is that of a sheet turned like a page."""
    depth = order.nested
    front = _side(order.front, laid, trims, bleed, wishes, scale, depth, mirror=False)
    if order.back is None:
        return Sheet(front)
    return Sheet(front, _side(order.back, laid, trims, bleed, wishes, scale, depth, mirror=True))


def _side(
    rows: Rows,
    laid: Bed,
    trims: dict[int, Size],
    bleed: float,
    wishes: Wishes,
    scale: float,
    depth: Mapping[int, Nested],
    *,
    mirror: bool,
) -> Side:
    high, wide = len(rows), len(rows[0])
    slots = []
    for row in range(laid.down * high):
        for column in range(laid.across * wide):
            cell = rows[row % high][column % wide]
            box = laid.cell(laid.across * wide - 1 - column if mirror else column, row)
            if mirror:
                box = Rect(laid.sheet.width - box.right, box.y, box.width, box.height)
            slots.append(_slot(cell, box, trims, wishes, scale, depth))
    return Side(clipped(tuple(slots), laid.sheet, bleed * scale))


def _slot(
    cell: Cell,
    box: Rect,
    trims: dict[int, Size],
    wishes: Wishes,
    scale: float,
    depth: Mapping[int, Nested],
) -> Slot:
    rotation: Rotation = 180 if cell.turned else 0
    if cell.page is None:
        return Slot(None, Placement(box, rotation), box, scale)
    trim = trims[cell.page]
    width, height = trim.width * scale, trim.height * scale
    x, y = box.x + (box.width - width) / 2, box.y + (box.height - height) / 2
    if cell.page in depth and wishes.creep:
        # Inner sheets stick out at the fore edge: their pages move towards the spine.
        nested = depth[cell.page]
        shift = nested.depth * wishes.creep
        # The spine is at the left of a right-hand page, or under the head of a page bound there.
        low = nested.recto != (wishes.binding == "right")
        if wishes.binding == "top":
            y += shift if nested.recto != cell.turned else -shift
        else:
            x += -shift if low != cell.turned else shift
    return Slot(cell.page, Placement(Rect(x, y, width, height), rotation), box, scale)


def clipped(slots: tuple[Slot, ...], size: Size, bleed: float) -> tuple[Slot, ...]:
    """Let ink run past each cell by the bleed, but no further than halfway to its neighbours."""
    if not bleed:
        return slots
    result = []
    for slot in slots:
        box = slot.clip
        room = {
            "left": box.x,
            "right": size.width - box.right,
            "bottom": box.y,
            "top": size.height - box.top,
        }
        for other in (one.clip for one in slots if one is not slot):
            if other.y < box.top and box.y < other.top:
                if other.x >= box.right - TOLERANCE:
                    room["right"] = min(room["right"], (other.x - box.right) / 2)
                elif other.right <= box.x + TOLERANCE:
                    room["left"] = min(room["left"], (box.x - other.right) / 2)
            if other.x < box.right and box.x < other.right:
                if other.y >= box.top - TOLERANCE:
                    room["top"] = min(room["top"], (other.y - box.top) / 2)
                elif other.top <= box.y + TOLERANCE:
                    room["bottom"] = min(room["bottom"], (box.y - other.top) / 2)
        grow = {edge: max(min(bleed, space), 0) for edge, space in room.items()}
        clip = Rect(
            box.x - grow["left"],
            box.y - grow["bottom"],
            box.width + grow["left"] + grow["right"],
            box.height + grow["bottom"] + grow["top"],
        )
        result.append(Slot(slot.page, slot.placement, clip, slot.scale))
    return tuple(result)


def steps(work: Work, laid: Bed, order: Order, bound: str) -> tuple[Step, ...]:
    """Return the work after printing, in lines of the sheet's front."""
    wide, high = len(order.front[0]), len(order.front)
    found: list[Step] = []
    gathered = work.gather_first == 0
    if laid.across * laid.down > 1:
        found += [Gather(), _copies_apart(laid, wide, high)]
        gathered = True
    elif gathered:
        found.append(Gather())
    if work.cut:
        xs = laid.columns.lines()
        if work.folds:
            spines = {round(laid.columns.between(boundary), 6) for boundary in order.joined}
            xs = tuple(x for x in xs if x not in spines)
        found.append(Cut(xs, laid.rows.lines(), work.from_right))
        if work.gather_cut:
            found.append(Gather())
    elif work.gather_first > 1:
        found.append(Gather(work.gather_first))
    found += [_fold(fold, laid, wide, high, bound) for fold in work.folds]
    if work.staple:
        found.append(Staple())
    if not gathered and not work.gather_cut and work.folds:
        found.append(Gather())
    return tuple(found)


def _copies_apart(laid: Bed, wide: int, high: int) -> Cut:
    xs = [
        (a[1], b[0])
        for index, (a, b) in enumerate(pairwise(laid.columns.cells), 1)
        if index % wide == 0
    ]
    ys = [
        (a[1], b[0])
        for index, (a, b) in enumerate(pairwise(laid.rows.cells), 1)
        if index % high == 0
    ]
    return Cut(
        tuple(sorted({edge for pair in xs for edge in pair})),
        tuple(sorted({edge for pair in ys for edge in pair})),
    )


def _fold(fold: FoldAt, laid: Bed, wide: int, high: int, bound: str) -> Fold:
    axis, boundary = fold.axis, fold.boundary
    if bound == "top":
        axis = "y"
    other = fold.other != (bound == "right")
    if axis == "x":
        boundary = wide - boundary if bound == "right" else boundary
        at = [laid.columns.between(copy * wide + boundary) for copy in range(laid.across)]
    else:
        # Rows of the ruler count from the foot.
        at = [laid.rows.between(copy * high + high - boundary) for copy in range(laid.down)]
        other = fold.other
    return Fold(axis, tuple(at), fold.forward, other)
