"""What an imposition is: plain frozen values that one module draws and any test can read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from zines.geometry import Placement, Size

Flip = Literal["short-edge", "long-edge"]


@dataclass(frozen=True)
class Slot:
    """A place on a side for one page (counted from 1); None is a blank page of the piece."""

    page: int | None
    placement: Placement


@dataclass(frozen=True)
class Side:
    """One side of a sheet, as it is seen when one looks at it."""

    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Sheet:
    """What goes through the machine once; ``back`` is None when only one side is printed."""

    front: Side
    back: Side | None = None


@dataclass(frozen=True)
class Plan:
    """All sheets of one imposition, in printing order.

    ``sheet`` is the sheet as it is printed (landscape or portrait), ``trim`` the page. ``up`` is
    how many copies of the piece one sheet holds. ``flip`` is how the machine must turn the sheet,
    None when it is not turned. ``pages`` is how many the piece has, without added blanks.
    """

    schema: str
    sheet: Size
    trim: Size
    sheets: tuple[Sheet, ...]
    pages: int
    up: int = 1
    flip: Flip | None = None


class ImpositionError(Exception):
    """The pages cannot go on that sheet in that way; the message is for people."""


def upright_flip(sheet: Size) -> Flip:
    """Return the flip that keeps backs the right way up: the sheet is turned like a page."""
    return "short-edge" if sheet.landscape else "long-edge"


def for_flip(plan: Plan, flip: Flip | None) -> Plan:
    """Turn the backs by 180 degrees where the machine flips the sheet over its other edge.

    Plans are made with backs as a sheet turned like a page shows them.
    """
    if all(sheet.back is None for sheet in plan.sheets):
        return replace(plan, flip=None)
    upright = upright_flip(plan.sheet)
    if flip in (None, upright):
        return replace(plan, flip=upright)
    return replace(
        plan,
        flip=flip,
        sheets=tuple(
            replace(sheet, back=sheet.back and _half_turned(sheet.back, plan.sheet))
            for sheet in plan.sheets
        ),
    )


def _half_turned(side: Side, size: Size) -> Side:
    return Side(
        tuple(replace(slot, placement=slot.placement.half_turned(size)) for slot in side.slots)
    )
