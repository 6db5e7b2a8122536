"""``repeat``: the same leaf in each slot of a sheet, its front before and its back behind."""

from __future__ import annotations

from zines.geometry import Placement, Rect, Size
from zines.imposition import grid
from zines.imposition.plan import Plan, Sheet, Side, Slot


def plan(pages: int, trim: Size, sheet: Size, up: int = 0) -> Plan:
    """Lay each leaf ``up`` times on its own sheet (0: as often as it fits), to be cut apart.

    Backs are those of a sheet turned like a page. Raises ImpositionError.
    """
    laid = grid.fitting(trim, sheet, up)
    cells = laid.cells()
    backs = [grid.mirrored(cell, laid.sheet) for cell in cells]
    sheets = []
    for first in range(1, pages + 1, 2):
        # A last blank back is a side of its own: the next copy must not start on it.
        back = first + 1 if first < pages else None
        sheets.append(Sheet(_side(first, cells), _side(back, backs) if pages > 1 else None))
    return Plan("repeat", laid.sheet, trim, tuple(sheets), pages, len(cells))


def _side(page: int | None, cells: list[Rect]) -> Side:
    return Side(tuple(Slot(page, Placement(cell)) for cell in cells))
