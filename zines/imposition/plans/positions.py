"""Positions of pages on their sheet, in mm, with bleed and creep: for every schema."""

from __future__ import annotations

from zines.base.geometry import Placement, Rect, Rotation, Size
from zines.base.limits import SAME_SIZE_MM
from zines.imposition.plans import inner_margins
from zines.imposition.plans.page_order import Cell, PageOrder
from zines.imposition.plans.plan import Edge, Sheet, Side, Slot
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.sheet_grid import SheetGrid
from zines.imposition.plans.trims import Fit

_MIRRORED: dict[Edge, Edge] = {"left": "right", "right": "left"}


def sheet_of(
    order: PageOrder,
    grid: SheetGrid,
    fitted: dict[int, Fit],
    bleed: float,
    request: ImpositionRequest,
    scale: float,
) -> Sheet:
    """Return a sheet with its pages, for each copy; the back is as if turned like a page.

    ``fitted`` are the pages by number, before they are scaled with the sheet; ``bleed`` is in mm.
    """
    front = _side(order, grid, fitted, bleed * scale, request, scale, mirror=False)
    if order.back is None:
        return Sheet(front)
    return Sheet(front, _side(order, grid, fitted, bleed * scale, request, scale, mirror=True))


def _side(
    order: PageOrder,
    grid: SheetGrid,
    fitted: dict[int, Fit],
    bleed: float,
    request: ImpositionRequest,
    scale: float,
    *,
    mirror: bool,
) -> Side:
    side = order.back if mirror and order.back else order.front
    columns, rows = grid.across * order.columns, grid.down * order.rows
    slots = []
    for row in range(rows):
        for column in range(columns):
            # Behind a column of the front lies its mirror image on the back.
            on_front = columns - 1 - column if mirror else column
            box, room = grid.cell(on_front, row), grid.room(on_front, row)
            joined = _joined(order, request, on_front % order.columns, row % order.rows)
            if mirror:
                box = Rect(grid.sheet.width - box.right, box.y, box.width, box.height)
                room = room | {"left": room["right"], "right": room["left"]}
                joined = frozenset(_MIRRORED.get(edge, edge) for edge in joined)
            cell = side[row % order.rows][column % order.columns]
            clip = _grown(box, {edge: min(bleed, space) for edge, space in room.items()})
            slots.append(_slot(cell, box, clip, joined, fitted, request, scale))
    return Side(tuple(slots))


def _joined(order: PageOrder, request: ImpositionRequest, column: int, row: int) -> frozenset[Edge]:
    """Return the edges, seen from the front, where a cell meets another of its copy at a fold."""
    columns, rows = order.joins(request.binding)
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
    fitted: dict[int, Fit],
    request: ImpositionRequest,
    scale: float,
) -> Slot:
    rotation: Rotation = 180 if cell.turned else 0
    size = Size(box.width, box.height)
    fit = fitted[cell.page] if cell.page is not None else None
    if fit:
        size = fit.size.scaled(scale)
        scale *= fit.scale
        if fit.turned:
            rotation = 270 if cell.turned else 90
    margin = cell.nested and request.inner_margin
    if margin:
        part = inner_margins.part(box, request)
        size, scale = size.scaled(part), scale * part
    trim = box.middle(size)
    cut = None
    if cell.nested:
        spine = _spine(cell.nested.recto, cell.turned, request)
        # Inner sheets stick out at the fore edge, so their pages move towards the spine.
        creep = cell.nested.depth * request.creep
        trim = _moved(trim, spine, creep)
        if margin:
            cut = _moved(box, spine, creep)
            trim = _moved(trim, spine, -inner_margins.shift(request))
    if fit and (fit.whole or (margin and request.scale == "fit")):
        clip = _beside_white(clip, box, trim)
    if margin:
        clip = inner_margins.clipped(clip, trim, spine)
    return Slot(cell.page, Placement(trim, rotation), clip, scale, joined, cut)


def _spine(recto: bool, turned: bool, request: ImpositionRequest) -> Edge:
    """Return the edge of a page that is the spine, as the page lies on its side of the sheet."""
    if request.binding == "top":
        # A right-hand page has the spine above it, the page behind it has it below.
        return "top" if recto != turned else "bottom"
    at_left = recto != (request.binding == "right")
    return "left" if at_left != turned else "right"


def _moved(box: Rect, towards: Edge, by: float) -> Rect:
    across = {"left": -by, "right": by}.get(towards, 0.0)
    up = {"bottom": -by, "top": by}.get(towards, 0.0)
    return Rect(box.x + across, box.y + up, box.width, box.height)


def _beside_white(clip: Rect, box: Rect, trim: Rect) -> Rect:
    """Return where the ink of a page may go: no bleed where it leaves white in its cell."""
    x, y, right, top = clip.x, clip.y, clip.right, clip.top
    if trim.width < box.width - SAME_SIZE_MM:
        x, right = trim.x, trim.right
    if trim.height < box.height - SAME_SIZE_MM:
        y, top = trim.y, trim.top
    return Rect.of_edges(x, y, right, top)
