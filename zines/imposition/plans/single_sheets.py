"""Pieces made of one sheet: one-sheet zines (one side, slit and folded) and leaflets."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.language import mark, tr
from zines.imposition.plans.page_order import (
    Cell,
    FoldAt,
    Ordered,
    PageOrder,
    Pages,
    Rows,
    Work,
    cells,
    padded,
)
from zines.imposition.plans.plan import ImpositionError, Pleat, Slit, Step
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.sheet_grid import SheetGrid

#: Rows from the top; a minus sign stands for a page printed upside down.
_ZINES = {
    "one-sheet-zine": ((-5, -4, -3, -2), (6, 7, 8, 1)),
    "one-sheet-zine-16": (
        (-9, -8, -7, -6),
        (10, 11, 4, 5),
        (-13, -12, -3, -2),
        (14, 15, 16, 1),
    ),
}
#: Where the sheet is slit: along a boundary of rows ("y", from the top) or columns ("x"), from one
#: boundary across it to another.
_SLITS = {
    "one-sheet-zine": (("y", 1, 1, 3),),
    "one-sheet-zine-16": (
        ("y", 1, 1, 3),
        ("y", 2, 0, 1),
        ("y", 2, 3, 4),
        ("y", 3, 1, 3),
        ("x", 2, 1, 3),
    ),
}
#: Panels of a leaflet by fold: outside and inside, from the left; pages count from the cover.
_LEAFLETS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "letter": ((5, 6, 1), (2, 3, 4)),
    "accordion": ((1, 2, 3), (4, 5, 6)),
    "single": ((4, 1), (2, 3)),
}
_TOO_MANY = {
    "letter": mark("a leaflet in a letter fold has {count} panels; these are {present} pages"),
    "accordion": mark("a leaflet folded to and fro has {count} panels; these are {present} pages"),
    "single": mark("a leaflet folded once has {count} panels; these are {present} pages"),
}


def zine(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return one side of one sheet, with 8 or 16 pages; raises ImpositionError for more."""
    table = _ZINES[request.schema]
    count = zine_pages(request)
    if len(pages) > count:
        raise ImpositionError(
            tr(
                "a zine of one sheet has {count} pages; these are {present}",
                count=count,
                present=len(pages),
            )
        )
    filled = padded(pages, count, request.blanks)
    rows: Rows = tuple(tuple(Cell(filled[abs(n) - 1], n < 0) for n in row) for row in table)
    joined, joined_rows = (frozenset(range(1, parts)) for parts in zine_parts(request))
    return [PageOrder(rows, joined=joined, joined_rows=joined_rows)], Work()


def zine_pages(request: ImpositionRequest) -> int:
    """Return how many pages the zine has."""
    columns, rows = zine_parts(request)
    return columns * rows


def zine_parts(request: ImpositionRequest) -> tuple[int, int]:
    """Return into how many columns and rows of pages a zine divides its sheet."""
    table = _ZINES[request.schema]
    return len(table[0]), len(table)


def zine_steps(grid: SheetGrid, request: ImpositionRequest) -> tuple[Step, ...]:
    """Return the slits, and the fold from page to page."""
    xs, ys = grid.columns.lines(), grid.rows.lines()[::-1]
    slits = [
        Slit((xs[first], ys[at]), (xs[last], ys[at]))
        if axis == "y"
        else Slit((xs[at], ys[first]), (xs[at], ys[last]))
        for axis, at, first, last in _SLITS[request.schema]
    ]
    boxes = {
        abs(page): grid.cell(column, row)
        for row, line in enumerate(_ZINES[request.schema])
        for column, page in enumerate(line)
    }
    path = [
        (box.x + box.width / 2, box.y + box.height / 2)
        for box in (boxes[page] for page in sorted(boxes))
    ]
    return (*slits, Pleat(tuple(path)))


def leaflet(pages: Pages, request: ImpositionRequest) -> Ordered:
    """Return both sides of one sheet; in a letter fold, pages 4 and 5 are the flap folded in.

    Raises ImpositionError for more pages than it has panels.
    """
    outside, inside = _LEAFLETS[request.fold]
    count = leaflet_pages(request)
    if len(pages) > count:
        raise ImpositionError(tr(_TOO_MANY[request.fold], count=count, present=len(pages)))
    filled = padded(pages, count, request.blanks)
    order = PageOrder(
        (cells(*(filled[n - 1] for n in outside)),),
        (cells(*(filled[n - 1] for n in inside)),),
        frozenset(range(1, len(outside))),
    )
    folds = {
        # Seen from the outside: the flap at the left goes behind, then what is left of the cover.
        "letter": (FoldAt("x", 1), FoldAt("x", 2)),
        "accordion": (FoldAt("x", 2, forward=True, other=True), FoldAt("x", 1, other=True)),
        "single": (FoldAt("x", 1),),
    }[request.fold]
    return [order], Work(folds=folds)


def leaflet_pages(request: ImpositionRequest) -> int:
    """Return how many panels, counting both sides, the leaflet has."""
    outside, inside = _LEAFLETS[request.fold]
    return len(outside) + len(inside)


def leaflet_parts(request: ImpositionRequest) -> tuple[int, int]:
    """Return into how many columns and rows of panels a leaflet divides its sheet.

    Raises ImpositionError for a letter fold.
    """
    if request.fold == "letter":
        raise ImpositionError(
            tr(
                "a letter fold has panels of unlike widths: it cannot be undone, unless this "
                "program made it"
            )
        )
    return leaflet_pages(request) // 2, 1


def flap_warnings(
    widths: Sequence[float], pages: int, request: ImpositionRequest
) -> tuple[str, ...]:
    """Warn of a flap that is too wide to be folded in; ``widths`` of the outside, in mm."""
    if request.fold == "letter" and widths[0] > widths[1] - 1:
        return (tr("the flap folded in should be 2 to 3 mm narrower than the other panels"),)
    return ()
