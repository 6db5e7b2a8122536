"""``saddle-stitch``: one signature, folded and stapled."""

from __future__ import annotations

from zines.geometry import Placement, Rect, Size
from zines.imposition import grid
from zines.imposition.plan import Plan, Sheet, Side, Slot


def plan(pages: int, trim: Size, sheet: Size, up: int = 0) -> Plan:
    """Lay spreads so that the sheets, nested and folded, read in order.

    Blanks fill the last pages up to a multiple of four. With several copies on a sheet (0: one),
    cutting comes before folding. Backs are those of a sheet turned like a page. Raises
    ImpositionError.
    """
    laid = grid.fitting(Size(2 * trim.width, trim.height), sheet, up or 1)
    cells = laid.cells()
    backs = [grid.mirrored(cell, laid.sheet) for cell in cells]
    total = -(-pages // 4) * 4
    sheets = []
    for outer in range(1, total // 2, 2):
        # The outermost sheet holds 1 and the last page; on its back 2 and the last but one.
        front = _side(total + 1 - outer, outer, cells, trim, pages)
        back = _side(outer + 1, total - outer, backs, trim, pages)
        sheets.append(Sheet(front, back))
    return Plan("saddle-stitch", laid.sheet, trim, tuple(sheets), pages, len(cells))


def _side(left: int, right: int, spreads: list[Rect], trim: Size, pages: int) -> Side:
    return Side(
        tuple(
            Slot(
                page if page <= pages else None,
                Placement(Rect(spread.x + shift, spread.y, trim.width, trim.height)),
            )
            for spread in spreads
            for page, shift in ((left, 0.0), (right, trim.width))
        )
    )
