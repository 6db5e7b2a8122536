"""Data of an imposition: frozen values that sheet_drawing draws and any module can read.

Lengths are in mm, from the left and the foot of a side, as it is seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from zines.base.geometry import Placement, Rect, Size
from zines.pdf.opening.errors import PdfError

Flip = Literal["short-edge", "long-edge"]
#: The order in which the backs are printed when a person puts the sheets back into the machine.
Passes = Literal["reversed", "forward"]
Binding = Literal["left", "right", "top"]
Axis = Literal["x", "y"]
Edge = Literal["left", "right", "bottom", "top"]
_OPPOSITE: dict[Edge, Edge] = {
    "left": "right",
    "right": "left",
    "bottom": "top",
    "top": "bottom",
}


class ImpositionError(PdfError):
    """Pages cannot be imposed as requested; the message is for users."""


@dataclass(frozen=True)
class Slot:
    """A place on a side for one page (counted from 1); None is a blank page of the piece.

    ``placement`` is that of the page's trim. ``clip`` is where its ink may go: the trim and the
    bleed that has room. ``scale`` is the size of the page on paper divided by its own. ``joined``
    are the edges, as they are seen, where it stays joined to another page in the finished piece:
    nothing is trimmed there. ``cut`` is where the finished page is trimmed; None: at the trim of
    what is printed.
    """

    page: int | None
    placement: Placement
    clip: Rect
    scale: float = 1
    joined: frozenset[Edge] = frozenset()
    cut: Rect | None = None


@dataclass(frozen=True)
class Mark:
    """A line for cutting, folding or alignment, or a hole: ``kind`` is cut, fold, crop, hole ..."""

    kind: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class TileName:
    """The name of a tile of a poster, and of its neighbours; empty without a neighbour."""

    name: str
    left: str = ""
    right: str = ""
    above: str = ""
    below: str = ""


@dataclass(frozen=True)
class TileCount:
    """How many tiles a poster has, and by how much each overlaps the previous tile (mm).

    ``shown`` is the size of the poster once they are glued and the white around it is cut off.
    """

    columns: int
    rows: int
    overlap: float
    shown: Size


@dataclass(frozen=True)
class Label:
    """A line of small text outside the trim, with its middle at ``at``, turned counter-clockwise.

    It shows ``text``, or the words that the layout sets for ``tiles``.
    """

    text: str
    at: tuple[float, float]
    size_pt: float
    rotation: int = 0
    tiles: TileName | TileCount | None = None


@dataclass(frozen=True)
class Side:
    """One side of a sheet, as it is seen."""

    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet that goes through the machine once; ``back`` is None if only one side is printed."""

    front: Side
    back: Side | None = None


@dataclass(frozen=True)
class Gather:
    """Stack ``size`` consecutive piles, the first on top; 0 means all."""

    size: int = 0


@dataclass(frozen=True)
class Cut:
    """Cut each pile along these lines.

    The pieces are collected column by column from the left (or ``from_right``), each column from
    the top; strips without a page are waste.
    """

    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()
    from_right: bool = False


@dataclass(frozen=True)
class Fold:
    """Fold each pile along the one of these lines that crosses it.

    The part with the smaller coordinate on the ``x`` axis (the left), or the larger on ``y`` (the
    top), goes behind. With ``forward`` it comes to the front; with ``other`` the other part moves.
    """

    axis: Axis
    at: tuple[float, ...]
    forward: bool
    other: bool


@dataclass(frozen=True)
class Slit:
    """Cut a slot into the sheet, from one point to another, without separating it."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Pleat:
    """Fold panel after panel, back and forth, along a path: the middle of each panel, in order."""

    path: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Staple:
    """Staple through the fold."""


@dataclass(frozen=True)
class Stab:
    """Staple or sew a pile of leaves through holes along its ``edge``.

    ``at`` are the holes on the front of the first leaf, on its sheet; ``inset`` is their distance
    from the edge in mm.
    """

    edge: Edge
    at: tuple[tuple[float, float], ...]
    inset: float


@dataclass(frozen=True)
class Trim:
    """Cut off the ``left`` edge and the ``head`` (mm) of the tiles that have a neighbour there.

    The rest shows the poster to its very edge.
    """

    left: float
    head: float


@dataclass(frozen=True)
class Glue:
    """Lay tiles row by row, each over the overlap of the previous ones, and glue or tape them."""


Step = Gather | Cut | Fold | Slit | Pleat | Staple | Stab | Trim | Glue


@dataclass(frozen=True)
class Plan:
    """All sheets of one imposition, in printing order, and the work that follows printing.

    ``sheet`` is the sheet as printed (landscape or portrait), ``trim`` the page on paper. ``up`` is
    the number of copies of the piece on one sheet. ``flip`` is how the machine must turn the sheet,
    None if it is not turned. ``pages`` is the number of pages of the piece, ``blanks`` the number
    added. The first ``covers`` sheets are the cover: ``cover_steps`` are done to them, and each
    cover goes around one copy of the result of ``steps``. ``note`` is a sentence in French for the
    person who prints. ``two_passes`` is the order of the backs if fronts and backs are printed
    apart (two_passes.py), else None. ``placed``: the request gives the place of the first column
    and row, as for labels.
    """

    schema: str
    sheet: Size
    trim: Size
    sheets: tuple[Sheet, ...]
    pages: int
    steps: tuple[Step, ...] = ()
    up: int = 1
    flip: Flip | None = None
    binding: Binding = "left"
    blanks: int = 0
    covers: int = 0
    cover_steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    note: str = ""
    two_passes: Passes | None = None
    placed: bool = False

    def steps_of(self, sheet: int) -> tuple[Step, ...]:
        """Return the work done to a sheet (counted from 0)."""
        return self.cover_steps if sheet < self.covers else self.steps

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides in printing order: front, back, front ..."""
        return tuple(
            side for sheet in self.sheets for side in (sheet.front, sheet.back) if side is not None
        )


def upright_flip(sheet: Size) -> Flip:
    """Return the flip that keeps backs the right way up: the sheet is turned like a page."""
    return "short-edge" if sheet.landscape else "long-edge"


def for_flip(plan: Plan, flip: Flip | None) -> Plan:
    """Turn the backs by 180 degrees if the machine flips the sheet over its other edge.

    The plan has no marks yet, and its backs are as on a sheet that is turned like a page.
    """
    if all(sheet.back is None for sheet in plan.sheets):
        return replace(plan, flip=None)
    upright = upright_flip(plan.sheet)
    if flip in (None, upright):
        return replace(plan, flip=upright)
    sheets = tuple(
        replace(sheet, back=sheet.back and _half_turned(sheet.back, plan.sheet))
        for sheet in plan.sheets
    )
    return replace(plan, flip=flip, sheets=sheets)


def _half_turned(side: Side, size: Size) -> Side:
    """Return the slots of a side as they lie when the sheet is turned by 180 degrees."""
    return Side(
        tuple(
            replace(
                slot,
                placement=slot.placement.half_turned(size),
                clip=slot.clip.half_turned(size),
                joined=frozenset(_OPPOSITE[edge] for edge in slot.joined),
                cut=slot.cut and slot.cut.half_turned(size),
            )
            for slot in side.slots
        ),
    )
