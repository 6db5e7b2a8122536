"""Which page lies in which cell of a sheet: the part of a schema that knows no millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from zines.imposition.plan import Axis, ImpositionError
from zines.imposition.request import Blanks


class Nested(NamedTuple):
    """How many sheets are folded around a page, and whether it is a right-hand page of its piece.

    (Right-hand by place: blanks before it can make it other than its number.)
    """

    depth: int
    recto: bool


class Cell(NamedTuple):
    """A page (None: blank) in a cell, upside down if ``turned``; ``nested`` where it creeps."""

    page: int | None
    turned: bool = False
    nested: Nested | None = None


Rows = tuple[tuple[Cell, ...], ...]
#: The pages of a piece in reading order; None is a blank.
Pages = Sequence[int | None]


class FoldAt(NamedTuple):
    """A fold along the boundary after that many columns (x) or rows (y); see plan.Fold."""

    axis: Axis
    boundary: int
    forward: bool = False
    other: bool = False


@dataclass(frozen=True)
class PageOrder:
    """One sheet of one copy: rows of the front, and of the back of a sheet turned like a page.

    ``joined`` are the column boundaries (row boundaries when bound at the top) at which pages
    meet at a spine: no gutter goes there, nor is anything trimmed. ``joined_rows`` are boundaries
    of rows that stay together likewise, in pieces that are not bound.
    """

    front: Rows
    back: Rows | None = None
    joined: frozenset[int] = frozenset()
    joined_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Work:
    """What is done with the sheets of one copy: ``cut`` into cells, ``folds``, what is gathered.

    ``gather_first`` is how many sheets are put together before folding (0: all), and
    ``gather_cut`` asks to put the piles that cutting made on one another before folding; they are
    taken up from the left, or ``from_right``. ``whole`` sheets are read as they are, not cut.
    """

    cut: bool = False
    gather_first: int = 1
    gather_cut: bool = False
    from_right: bool = False
    folds: tuple[FoldAt, ...] = ()
    staple: bool = False
    whole: bool = False


def cells(*pages: int | None) -> tuple[Cell, ...]:
    """Return a row of upright cells."""
    return tuple(Cell(page) for page in pages)


def padded(pages: Pages, multiple: int, blanks: Blanks) -> list[int | None]:
    """Fill the pages up to a multiple with blanks (None), where they were asked for.

    Raises ImpositionError when no blank is wanted but some are needed.
    """
    missing = -len(pages) % multiple
    if missing and blanks == "error":
        raise ImpositionError(
            f"{len(pages)} pages need {missing} blank pages to fill {multiple}s, "
            "and blanks were not wanted"
        )
    return with_blanks(pages, missing, blanks)


def with_blanks(pages: Pages, missing: int, blanks: Blanks) -> list[int | None]:
    """Add that many blanks: after the last page, or before it (``before-last``)."""
    filled = list(pages)
    at = len(filled) - 1 if blanks == "before-last" and filled else len(filled)
    return [*filled[:at], *[None] * missing, *filled[at:]]


def mirrored(order: PageOrder) -> PageOrder:
    """Return the order of a piece bound at the right: every row from right to left."""
    columns = len(order.front[0])
    return replace(
        order,
        front=tuple(row[::-1] for row in order.front),
        back=order.back and tuple(row[::-1] for row in order.back),
        joined=frozenset(columns - boundary for boundary in order.joined),
    )


def top_bound(order: PageOrder) -> PageOrder:
    """Return the order of a piece bound at the top: columns become rows.

    The sheet is then turned over its head, which is turning it like a page and by 180 degrees.
    """
    front: Rows = tuple(zip(*order.front, strict=True))
    back = None
    if order.back is not None:
        flat: Rows = tuple(zip(*order.back, strict=True))
        back = tuple(row[::-1] for row in _turned(flat)[::-1])
    return replace(order, front=front, back=back)


def head_over_heels(order: PageOrder) -> PageOrder:
    """Return the order of loose leaves that are turned over their heads: backs upside down."""
    return replace(order, back=order.back and _turned(order.back))


def deeper(order: PageOrder) -> PageOrder:
    """Return the order of a sheet around which one more is folded: a cover."""

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(
            cell._replace(nested=cell.nested and cell.nested._replace(depth=cell.nested.depth + 1))
            for cell in cells
        )

    return replace(
        order,
        front=tuple(map(row, order.front)),
        back=order.back and tuple(map(row, order.back)),
    )


def _turned(rows: Rows) -> Rows:
    return tuple(tuple(cell._replace(turned=not cell.turned) for cell in row) for row in rows)
