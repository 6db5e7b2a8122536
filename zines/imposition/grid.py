"""Cells of a size on a sheet: how many fit, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass

from zines.geometry import Rect, Size
from zines.imposition.plan import ImpositionError
from zines.paper import name_of

#: Paper sizes are rounded to the millimetre, so two A5 make up 296 of the 297 mm of an A4.
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Grid:
    """``columns`` x ``rows`` cells, centred on a sheet, without gaps."""

    sheet: Size
    cell: Size
    columns: int
    rows: int

    def cells(self) -> list[Rect]:
        """Return the cells in reading order: left to right, top to bottom."""
        left = (self.sheet.width - self.columns * self.cell.width) / 2
        foot = (self.sheet.height - self.rows * self.cell.height) / 2
        return [
            Rect(
                left + column * self.cell.width,
                foot + row * self.cell.height,
                self.cell.width,
                self.cell.height,
            )
            for row in reversed(range(self.rows))
            for column in range(self.columns)
        ]


def mirrored(cell: Rect, sheet: Size) -> Rect:
    """Return where a cell of the front is seen from the back of the sheet, turned like a page."""
    return Rect(sheet.width - cell.right, cell.y, cell.width, cell.height)


def fitting(cell: Size, sheet: Size, up: int) -> Grid:
    """Return a grid with at least ``up`` cells (0: as many as fit), the sheet turned as needed.

    Raises ImpositionError, which says by how much the sheet is too small.
    """
    grids = [
        Grid(
            way,
            cell,
            int((way.width + _TOLERANCE) / cell.width),
            int((way.height + _TOLERANCE) / cell.height),
        )
        for way in (sheet, sheet.turned)
    ]
    # Of two ways that hold as many, the sheet that lies like its cells wastes no thought.
    best = max(grids, key=lambda g: (g.columns * g.rows, g.sheet.landscape == cell.landscape))
    most = best.columns * best.rows
    if most == 0:
        wide, high = min(
            (
                (max(cell.width - way.width, 0), max(cell.height - way.height, 0))
                for way in (sheet, sheet.turned)
            ),
            key=sum,
        )
        raise ImpositionError(
            f"a sheet of {name_of(sheet)} is too small for {cell.width:g} x {cell.height:g} mm: "
            f"{wide:.1f} mm are missing in width, {high:.1f} mm in height"
        )
    if up == 0 or up == most:
        return best
    if up > most:
        raise ImpositionError(f"{up} copies do not fit on the sheet: at most {most}")
    for columns, rows in sorted(
        ((c, up // c) for c in range(1, up + 1) if up % c == 0), key=lambda g: abs(g[0] - g[1])
    ):
        for grid in (best, *grids):
            if columns <= grid.columns and rows <= grid.rows:
                return Grid(grid.sheet, cell, columns, rows)
    raise ImpositionError(f"{up} copies cannot lie in rows and columns on that sheet")
