"""Which page lies in which cell of a sheet: the part of a schema without lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from zines.base.language import tr_n
from zines.imposition.plans.plan import Axis, Binding, ImpositionError
from zines.imposition.plans.request import Blanks


class Nested(NamedTuple):
    """How many sheets are folded around a page, and whether it is a right-hand page.

    It is a right-hand page by its place in the piece: with blanks before it, page 4 can be one.
    """

    depth: int
    recto: bool


class Cell(NamedTuple):
    """A page (None: blank) in a cell, upside down if ``turned``; ``nested`` if it may creep."""

    page: int | None
    turned: bool = False
    nested: Nested | None = None


Rows = tuple[tuple[Cell, ...], ...]
#: The pages of a piece in reading order; None is a blank page.
Pages = Sequence[int | None]


class FoldAt(NamedTuple):
    """A fold after this number of columns (x) or rows (y); see plan.Fold."""

    axis: Axis
    boundary: int
    forward: bool = False
    other: bool = False


@dataclass(frozen=True)
class PageOrder:
    """One sheet of one copy: rows of the front, and rows of the back as if turned like a page.

    ``joined`` are the column boundaries (row boundaries if bound at the top) where pages stay
    joined in the finished piece: nothing is trimmed there, and there is no gutter. ``joined_rows``
    are the boundaries between rows that stay joined too, in a zine.
    """

    front: Rows
    back: Rows | None = None
    joined: frozenset[int] = frozenset()
    joined_rows: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        """The number of cells side by side."""
        return len(self.front[0])

    @property
    def rows(self) -> int:
        """The number of cells one above the other."""
        return len(self.front)

    def joins(self, binding: Binding) -> tuple[frozenset[int], frozenset[int]]:
        """Return the boundaries of columns, and of rows from the top, where pages stay joined."""
        if binding == "top":
            return frozenset(), self.joined
        return self.joined, self.joined_rows


@dataclass(frozen=True)
class Work:
    """What is done with the printed sheets of one piece.

    ``cut``: sheets are cut into cells (else only copies are cut apart), and the piles are stacked
    in order, from the left or ``from_right``. ``gather_first`` is the number of sheets stacked
    before anything else (0: all). ``whole``: sheets are read as they are, and nothing is cut.
    """

    cut: bool = False
    gather_first: int = 1
    from_right: bool = False
    folds: tuple[FoldAt, ...] = ()
    staple: bool = False
    whole: bool = False


#: The sheets of one piece, in printing order, and what is done with them.
Ordered = tuple[list[PageOrder], Work]


def cells(*pages: int | None) -> tuple[Cell, ...]:
    """Return a row of upright cells."""
    return tuple(Cell(page) for page in pages)


def padded(pages: Pages, multiple: int, blanks: Blanks) -> list[int | None]:
    """Return the pages with blanks (None) up to a multiple, at the place that ``blanks`` names.

    Raises ImpositionError if no blank is wanted but some are needed.
    """
    missing = -len(pages) % multiple
    if missing and blanks == "error":
        raise ImpositionError(
            tr_n(
                "{count} page needs {missing} blank pages to fill {multiple}s, "
                "and blanks were not wanted",
                "{count} pages need {missing} blank pages to fill {multiple}s, "
                "and blanks were not wanted",
                len(pages),
                missing=missing,
                multiple=multiple,
            )
        )
    return with_blanks(pages, missing, blanks)


def with_blanks(pages: Pages, missing: int, blanks: Blanks) -> list[int | None]:
    """Return the pages with ``missing`` blanks after the last page, or before it (before-last)."""
    filled = list(pages)
    at = len(filled) - 1 if blanks == "before-last" and filled else len(filled)
    return [*filled[:at], *[None] * missing, *filled[at:]]


def mirrored(order: PageOrder) -> PageOrder:
    """Return the order of a piece bound at the right: each row runs from right to left.

    The joined boundaries stay the same: spreads are pairs of columns, counted from either side.
    """
    return replace(
        order,
        front=tuple(row[::-1] for row in order.front),
        back=order.back and tuple(row[::-1] for row in order.back),
    )


def top_bound(order: PageOrder) -> PageOrder:
    """Return the order of a spread bound at the top: its two pages lie one above the other.

    The sheet is then turned over its head, which is the same as like a page and by 180 degrees.
    """
    front: Rows = tuple(zip(*order.front, strict=True))
    back: Rows | None = None
    if order.back is not None:
        back = _turned(tuple(zip(*order.back, strict=True)))[::-1]
    return replace(order, front=front, back=back)


def backs_upside_down(order: PageOrder) -> PageOrder:
    """Return the order of leaves bound at the top, which are turned over their heads."""
    return replace(order, back=order.back and _turned(order.back))


def inside_cover(order: PageOrder) -> PageOrder:
    """Return the order of a sheet with one more sheet folded around it."""

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
