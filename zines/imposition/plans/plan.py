"""What an imposition is: frozen values that sheet_drawing draws and any module can read.

Lengths are mm, from the left and the foot of a side, as one sees it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from zines.base.geometry import Placement, Rect, Size
from zines.pdf.opening.errors import PdfError

Flip = Literal["short-edge", "long-edge"]
#: In which order the backs of sheets are printed that a person puts back into the machine.
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
    """Pages cannot be imposed as asked; the message is for people."""


@dataclass(frozen=True)
class Slot:
    """A place on a side for one page (counted from 1); None is a blank page of the piece.

    ``placement`` is that of the page's trim, ``clip`` where its ink may go: the trim and what
    bleed there is room for. ``scale`` is the size of the page on paper over its own. ``joined``
    are the edges, as one sees them, at which it hangs together with another in the finished
    piece: nothing is trimmed there. ``cut`` is where the finished page is trimmed, None at the
    trim of what is printed.
    """

    page: int | None
    placement: Placement
    clip: Rect
    scale: float = 1
    joined: frozenset[Edge] = frozenset()
    cut: Rect | None = None


@dataclass(frozen=True)
class Mark:
    """A line to cut, fold or line up by, or a hole: ``kind`` is that, or crop, registration ..."""

    kind: str
    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class TileName:
    """The name of a tile of a poster, and those of its neighbours; empty where it has none."""

    name: str
    left: str = ""
    right: str = ""
    above: str = ""
    below: str = ""


@dataclass(frozen=True)
class TileCount:
    """How many tiles a poster has, and by how much each lies on the one before (mm)."""

    columns: int
    rows: int
    overlap: float


@dataclass(frozen=True)
class Label:
    """A line of small text outside the trim, its middle at ``at``, turned counter-clockwise.

    It says ``text``, or ``tiles`` in words of the layout that sets it.
    """

    text: str
    at: tuple[float, float]
    size_pt: float = 6
    rotation: int = 0
    tiles: TileName | TileCount | None = None


@dataclass(frozen=True)
class Side:
    """One side of a sheet, as it is seen when one looks at it."""

    slots: tuple[Slot, ...]
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What goes through the machine once; ``back`` is None when only one side is printed."""

    front: Side
    back: Side | None = None


@dataclass(frozen=True)
class Gather:
    """Put ``size`` consecutive piles on one another, the first on top; 0 means all."""

    size: int = 0


@dataclass(frozen=True)
class Cut:
    """Cut each pile along these lines.

    The pieces are taken up column by column from the left (or ``from_right``), each from the top;
    strips without a page on them are waste.
    """

    xs: tuple[float, ...] = ()
    ys: tuple[float, ...] = ()
    from_right: bool = False


@dataclass(frozen=True)
class Fold:
    """Fold each pile along the one of these lines that crosses it.

    The part with the smaller coordinate on the ``x`` axis (the left), or the larger on ``y`` (the
    top), goes behind; with ``forward`` it comes to the front; with ``other`` the other part moves.
    """

    axis: Axis
    at: tuple[float, ...]
    forward: bool = False
    other: bool = False


@dataclass(frozen=True)
class Slit:
    """Cut a slot into the sheet, from one point to another, without parting it."""

    start: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True)
class Pleat:
    """Fold panel after panel, to and fro, along a path: the middle of each panel, in order."""

    path: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Staple:
    """Staple through the fold."""


@dataclass(frozen=True)
class Stab:
    """Staple or sew a pile of leaves through holes along its ``edge``.

    ``at`` are they on the front of the first leaf on its sheet; ``inset`` is in mm from the edge.
    """

    edge: Edge
    at: tuple[tuple[float, float], ...]
    inset: float


@dataclass(frozen=True)
class Trim:
    """Cut so much (mm) off the ``left`` edge and the ``head`` of tiles with a neighbour there.

    What is left shows the poster to its very edge.
    """

    left: float
    head: float


@dataclass(frozen=True)
class Glue:
    """Lay tiles row by row, each on what it shares with those before, and glue or tape them."""


Step = Gather | Cut | Fold | Slit | Pleat | Staple | Stab | Trim | Glue


@dataclass(frozen=True)
class Plan:
    """All sheets of one imposition, in printing order, and the work that follows printing.

    ``sheet`` is the sheet as it is printed (landscape or portrait), ``trim`` the page on paper.
    ``up`` is how many copies of the piece one sheet holds. ``flip`` is how the machine must turn
    the sheet, None when it is not turned. ``pages`` is how many the piece has, ``blanks`` how many
    were added. The first ``covers`` sheets are the cover: ``cover_steps`` are done to them, and
    each cover goes around one copy of what ``steps`` make of the rest. ``note`` is
    a sentence in French for the person who prints. ``two_passes`` is how the backs follow
    one another when fronts and backs are printed apart (two_passes.py), None where they are not.
    ``placed``: the first column and row are where the request says, as on sheets of labels.
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
    """Turn the backs by 180 degrees where the machine flips the sheet over its other edge.

    The plan has no marks yet, and backs as a sheet turned like a page shows them.
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
