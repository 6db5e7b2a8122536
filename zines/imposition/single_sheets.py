"""Pieces made of one sheet: one-sheet zines (one side, slit and folded) and leaflets."""

from __future__ import annotations

from zines.imposition.page_order import Cell, FoldAt, PageOrder, Pages, Rows, Work, cells, padded
from zines.imposition.plan import ImpositionError
from zines.imposition.request import ImpositionRequest

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
#: Where the sheet is slit: (row boundary, first column boundary, last), or for a column boundary.
SLITS = {
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


def path(schema: str) -> list[tuple[int, int]]:
    """Return the cells (column, row from the top) of a zine in the order of its pages."""
    where = {
        abs(page): (column, row)
        for row, line in enumerate(_ZINES[schema])
        for column, page in enumerate(line)
    }
    return [where[page] for page in sorted(where)]


def zine(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """Eight or sixteen pages on one side of one sheet."""
    table = _ZINES[wishes.schema]
    count = sum(len(row) for row in table)
    if len(pages) > count:
        raise ImpositionError(f"a {wishes.schema} has {count} pages; these are {len(pages)}")
    filled = padded(pages, count, wishes.blanks)
    rows: Rows = tuple(tuple(Cell(filled[abs(n) - 1], n < 0) for n in row) for row in table)
    columns, high = len(rows[0]), len(rows)
    joined = frozenset(range(columns + 1))
    return [PageOrder(rows, joined=joined, joined_rows=frozenset(range(high + 1)))], Work()


def leaflet(pages: Pages, wishes: ImpositionRequest) -> tuple[list[PageOrder], Work]:
    """Panels of one sheet, both sides; in a letter fold page 4 and 5 are the flap folded in."""
    outside, inside = _LEAFLETS[wishes.fold]
    count = len(outside) + len(inside)
    if len(pages) > count:
        raise ImpositionError(
            f"a leaflet with a {wishes.fold} fold has {count} panels; these are {len(pages)} pages"
        )
    filled = padded(pages, count, wishes.blanks)
    order = PageOrder(
        (cells(*(filled[n - 1] for n in outside)),),
        (cells(*(filled[n - 1] for n in inside)),),
        frozenset(range(len(outside) + 1)),
    )
    folds = {
        # Seen from the outside: the flap at the left goes behind, then what is left of the cover.
        "letter": (FoldAt("x", 1), FoldAt("x", 2)),
        "accordion": (FoldAt("x", 2, forward=True, other=True), FoldAt("x", 1, other=True)),
        "single": (FoldAt("x", 1),),
    }[wishes.fold]
    return [order], Work(folds=folds)
