"""How many copies lie on a sheet, which way round, and where each of their cells is, in mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from zines.base.geometry import Rect, Size
from zines.base.language import mark, tr
from zines.base.paper import name_of
from zines.imposition.plans.page_order import PageOrder
from zines.imposition.plans.plan import Edge, ImpositionError
from zines.imposition.plans.request import ImpositionRequest

#: Paper sizes are rounded to the millimetre, so two A5 take 296 of the 297 mm of an A4.
_TOLERANCE = 0.01
#: The most pages on one side: nobody cuts more, and each of them is drawn.
_MOST_PAGES = 1000


@dataclass(frozen=True)
class Ruler:
    """The cells along one axis, from the left or from the foot, as (start, end)."""

    cells: tuple[tuple[float, float], ...]

    def lines(self) -> tuple[float, ...]:
        """Return where to cut: the edges of all cells."""
        edges = sorted({round(edge, 6) for cell in self.cells for edge in cell})
        return tuple(edges)

    def moved(self, by: float) -> Ruler:
        """Return the same cells, moved on by a length (mm)."""
        return Ruler(tuple((start + by, end + by) for start, end in self.cells))

    def between(self, boundary: int) -> float:
        """Return the line after this number of cells, in the middle of its gutter."""
        return (self.cells[boundary - 1][1] + self.cells[boundary][0]) / 2


@dataclass(frozen=True)
class SheetGrid:
    """The cells of one sheet; ``across`` and ``down`` count the copies in a row and in a column."""

    sheet: Size
    across: int
    down: int
    columns: Ruler
    rows: Ruler

    def cell(self, column: int, row: int) -> Rect:
        """Return a cell; rows count from the top."""
        left, right = self.columns.cells[column]
        foot, head = self.rows.cells[len(self.rows.cells) - 1 - row]
        return Rect.of_edges(left, foot, right, head)

    def room(self, column: int, row: int) -> dict[Edge, float]:
        """Return how far ink may extend past each edge of a cell: halfway to the cell beside it."""
        left, right = _rooms(self.columns, column, self.sheet.width)
        bottom, top = _rooms(self.rows, len(self.rows.cells) - 1 - row, self.sheet.height)
        return {"left": left, "right": right, "bottom": bottom, "top": top}


def _rooms(ruler: Ruler, index: int, length: float) -> tuple[float, float]:
    cells = ruler.cells
    before = (cells[index][0] - cells[index - 1][1]) / 2 if index else cells[0][0]
    last = index == len(cells) - 1
    after = length - cells[index][1] if last else (cells[index + 1][0] - cells[index][1]) / 2
    return before, after


def arranged(
    sheet: Size,
    widths: Sequence[float],
    heights: Sequence[float],
    order: PageOrder,
    request: ImpositionRequest,
    up: int,
    *,
    may_turn: bool = True,
    shape: tuple[int, int] | None = None,
) -> SheetGrid:
    """Return the grid of ``up`` copies (0: as many as fit) on the sheet, turned if needed.

    ``shape`` are the numbers of copies side by side and one above the other, if requested.
    ``widths`` and ``heights`` are those of the columns and rows of one copy. Raises ImpositionError
    if the sheet is too small, with the missing length, or would have more than ``_MOST_PAGES``
    pages.
    """
    gaps_across, gaps_down = _gaps(order, request)
    wide, high = sum(widths) + sum(gaps_across), sum(heights) + sum(gaps_down)
    (between, below), (left, top) = request.gutters, request.margins or (0, 0)
    ways = []
    for way in (sheet, sheet.turned) if may_turn else (sheet,):
        across = int((way.width - left + between + _TOLERANCE) / (wide + between))
        down = int((way.height - top + below + _TOLERANCE) / (high + below))
        ways.append((across * down, way.landscape == (wide > high), way, across, down))
    most, _, way, across, down = max(ways, key=lambda way: (way[0], way[1]))
    if most == 0:
        raise _too_small(sheet, Size(wide + left, high + top), request)
    if up > most and not shape:
        raise ImpositionError(
            tr(
                "{up} copies do not fit on a sheet of {sheet}: at most {most}",
                up=up,
                sheet=name_of(sheet),
                most=most,
            )
        )
    _refuse_too_many(sheet, up or most, widths, heights)
    if shape:
        wider = shape[0] * wide > shape[1] * high
        way, across, down = _shaped(
            shape, [way[2:] for way in sorted(ways, key=lambda way: way[2].landscape != wider)]
        )
    elif up and up != most:
        way, across, down = _fewer(up, [way[2:] for way in sorted(ways, key=_upright)])
    columns = _ruler(way.width, widths, gaps_across, across, between)
    rows = _ruler(way.height, heights, gaps_down, down, below)
    if request.margins:
        columns = columns.moved(left - columns.cells[0][0])
        rows = rows.moved(way.height - top - rows.cells[-1][1])
    return SheetGrid(way, across, down, columns, rows)


def _upright(way: tuple[int, bool, Size, int, int]) -> bool:
    """Return a sort key: the sheet that lies the same way as its piece comes first."""
    return not way[1]


def _shaped(shape: tuple[int, int], ways: Sequence[tuple[Size, int, int]]) -> tuple[Size, int, int]:
    for way, across, down in ways:
        if shape[0] <= across and shape[1] <= down:
            return way, *shape
    way, across, down = max(ways, key=lambda way: way[1] * way[2])
    raise ImpositionError(
        tr(
            "{columns}x{rows} copies do not fit on a sheet of {sheet}: {across}x{down} do",
            columns=shape[0],
            rows=shape[1],
            sheet=name_of(way),
            across=across,
            down=down,
        )
    )


def _refuse_too_many(
    sheet: Size, copies: int, widths: Sequence[float], heights: Sequence[float]
) -> None:
    cells = copies * len(widths) * len(heights)
    if cells > _MOST_PAGES:
        raise ImpositionError(
            tr(
                "a sheet of {sheet} would bear {cells} pages of "
                "{width:g} x {height:g} mm on a side, more than {most}: "
                "ask for fewer with --up or --grid, or check the size of the pages",
                sheet=name_of(sheet),
                cells=cells,
                width=widths[0],
                height=heights[0],
                most=_MOST_PAGES,
            )
        )


def scale_to_fit(
    sheet: Size,
    widths: Sequence[float],
    heights: Sequence[float],
    order: PageOrder,
    request: ImpositionRequest,
    up: int,
    shape: tuple[int, int] | None = None,
) -> float:
    """Return the scale of the pages at which ``up`` copies (0: one) fill the sheet.

    Raises ImpositionError if the gutters, which are not scaled, take the whole sheet, or for more
    than ``_MOST_PAGES`` pages.
    """
    copies = max(up, 1)
    _refuse_too_many(sheet, copies, widths, heights)
    gaps_across, gaps_down = map(sum, _gaps(order, request))
    (between, below), (left, top) = request.gutters, request.margins or (0, 0)
    best = max(
        min(
            (way.width - left - across * gaps_across - (across - 1) * between)
            / (across * sum(widths)),
            (way.height - top - down * gaps_down - (down - 1) * below) / (down * sum(heights)),
        )
        for way in (sheet, sheet.turned)
        for across, down in ([shape] if shape else _shapes(copies))
    )
    if best <= 0:
        raise ImpositionError(
            tr(
                "gutters of {between:g} mm leave no room for pages on a sheet of {sheet}",
                between=max(between, below),
                sheet=name_of(sheet),
            )
        )
    return best


def _shapes(up: int) -> list[tuple[int, int]]:
    return [(columns, up // columns) for columns in range(1, up + 1) if up % columns == 0]


def _gaps(order: PageOrder, request: ImpositionRequest) -> tuple[list[float], list[float]]:
    """Return the gutters within one copy: between its columns, and between its rows."""
    columns, rows = order.joins(request.binding)
    between, below = request.gutters
    return (
        [0 if at in columns else between for at in range(1, order.columns)],
        [0 if at in rows else below for at in range(1, order.rows)],
    )


def _too_small(sheet: Size, needed: Size, request: ImpositionRequest) -> ImpositionError:
    missing = min(
        ((needed.width - way.width, needed.height - way.height) for way in (sheet, sheet.turned)),
        key=max,
    )
    # Rounded up: the message must not show 0.0 mm.
    width, height = (max(math.ceil(length * 10 - 1e-6), 1) / 10 for length in missing)
    if missing[1] <= _TOLERANCE:
        lacking = tr("{width:.1f} mm in width", width=width)
    elif missing[0] <= _TOLERANCE:
        lacking = tr("{height:.1f} mm in height", height=height)
    else:
        lacking = tr(
            "{width:.1f} mm in width and {height:.1f} mm in height", width=width, height=height
        )
    message = (
        mark("a sheet of {sheet} is too small for {width:g} x {height:g} mm: it lacks {lacking}")
        if request.scale == "fit"
        else mark(
            "a sheet of {sheet} is too small for {width:g} x {height:g} mm: it lacks {lacking} "
            "(--scale fit makes the pages smaller, --sheet names a larger sheet)"
        )
    )
    return ImpositionError(
        tr(
            message,
            sheet=name_of(sheet),
            width=needed.width,
            height=needed.height,
            lacking=lacking,
        )
    )


def _fewer(up: int, ways: Sequence[tuple[Size, int, int]]) -> tuple[Size, int, int]:
    shapes = sorted(_shapes(up), key=sum)
    for columns, rows in shapes:
        for way, across, down in ways:
            if columns <= across and rows <= down:
                return way, columns, rows
    raise ImpositionError(tr("{up} copies cannot lie in rows and columns on that sheet", up=up))


def _ruler(
    length: float, sizes: Sequence[float], gaps: Sequence[float], copies: int, gutter: float
) -> Ruler:
    total = copies * (sum(sizes) + sum(gaps)) + (copies - 1) * gutter
    at = (length - total) / 2
    cells = []
    for _ in range(copies):
        for index, size in enumerate(sizes):
            cells.append((at, at + size))
            at += size
            if index < len(gaps):
                at += gaps[index]
        at += gutter
    return Ruler(tuple(cells))
