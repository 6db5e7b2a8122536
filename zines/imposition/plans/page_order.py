"""Which page lies in which cell of a sheet: the part of a schema without measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from zines.base.language import tr_n
from zines.imposition.plans.plan import Axis, Binding, ImpositionError
from zines.imposition.plans.request import Blanks


class Nested(NamedTuple):
    """How many sheets are folded around a page, and whether it is a right-hand page.

    Right-hand by its place in the piece: with blanks before it, page 4 can be one.
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

    ``joined`` are the column boundaries (row boundaries when bound at the top) at which pages hang
    together in the finished piece: nothing is trimmed there, and no gutter parts them.
    ``joined_rows`` are the boundaries of rows that stay together likewise, in a zine.
    """

    front: Rows
    back: Rows | None = None
    joined: frozenset[int] = frozenset()
    joined_rows: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        """How many cells lie side by side."""
        return len(self.front[0])

    @property
    def rows(self) -> int:
        """How many cells lie one above the other."""
        return len(self.front)

    def joins(self, binding: Binding) -> tuple[frozenset[int], frozenset[int]]:
        """Return the boundaries of columns, and of rows from the top, where pages stay together."""
        if binding == "top":
            return frozenset(), self.joined
        return self.joined, self.joined_rows


@dataclass(frozen=True)
class Work:
    """What is done with the printed sheets of one piece.

    ``cut``: sheets are cut into cells (else only copies are cut apart). ``gather_first`` is how
    many sheets are stacked before anything else (0: all). ``gather_cut``: the piles that cutting
    made are stacked in turn, from the left or ``from_right``. ``whole`` sheets are read as they
    are: nothing is cut.
    """

    cut: bool = False
    gather_first: int = 1
    gather_cut: bool = False
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
    """Fill the pages up to a multiple with blanks (None), where they were asked for.

    Raises ImpositionError when no blank is wanted but some are needed.
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
    """Add that many blanks: after the last page, or before it (``before-last``)."""
    filled = list(pages)
    at = len(filled) - 1 if blanks == "before-last" and filled else len(filled)
    return [*filled[:at], *[None] * missing, *filled[at:]]


def mirrored(order: PageOrder) -> PageOrder:
    """Return the order of a piece bound at the right: every row from right to left.

    Where pages are joined stays: spreads lie two by two from either side.
    """
    return replace(
        order,
        front=tuple(row[::-1] for row in order.front),
        back=order.back and tuple(row[::-1] for row in order.back),
    )


def top_bound(order: PageOrder) -> PageOrder:
    """Return the order of a spread bound at the top: its two pages lie one above the other.

    The sheet is then turned over its head, which is turning it like a page and by 180 degrees.
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
    """Return the order of a sheet around which one more is folded."""

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
