"""What can be asked of an imposition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zines.base.geometry import Size
from zines.base.limits import UNPRINTABLE_EDGE_MM
from zines.imposition.plan import Binding, Flip, ImpositionError

Blanks = Literal["end", "before-last", "error"]
MARKS = ("crop", "fold", "cut", "registration", "slug")
#: Thickness in mm of a sheet of 1 g/m2 and bulk 1; uncoated paper has a bulk of 1.2 to 1.6.
_MM_PER_GRAM = 0.001


@dataclass(frozen=True)
class ImpositionRequest:
    """Options of an imposition; lengths in mm, ``up`` 0 what the schema likes best.

    ``grid`` is columns and rows, (0, 0) as many as fit. ``creep`` is the thickness of a sheet.
    ``blanks`` fill the piece up as a whole, its cover with it: after the last page (``end``: the
    outside of the back may be blank) or before it (``before-last``: the last page stays outside).
    ``poster`` is the size of the whole poster that tiles make up.
    """

    schema: str
    sheet: Size
    binding: Binding = "left"
    flip: Flip | None = None
    blanks: Blanks = "end"
    cover: bool = False
    creep: float = 0
    gutter: float = 0
    fit: bool = False
    marks: tuple[str, ...] = ()
    up: int = 0
    grid: tuple[int, int] = (0, 0)
    sheets_per_signature: int = 4
    fold: Literal["letter", "accordion", "single"] = "letter"
    poster: Size | None = None
    overlap: float = 10
    margin: float = UNPRINTABLE_EDGE_MM
    title: str = ""
    ink: str = ""
    note: str = ""
    #: Each page on a sheet of its own, for what is not read on both sides (repeat).
    one_sided: bool = False


def thickness(grams_per_m2: float, bulk: float) -> float:
    """Return the thickness of a sheet in mm: g/m2 x bulk / 1000 (bulk in cm3/g)."""
    return grams_per_m2 * bulk * _MM_PER_GRAM


def grid_named(text: str) -> tuple[int, int]:
    """``2x4`` gives two columns and four rows; raises ImpositionError."""
    parts = text.lower().split("x")
    if len(parts) == 2 and all(part.isdecimal() and 0 < int(part) <= 32 for part in parts):
        return int(parts[0]), int(parts[1])
    raise ImpositionError(f"'{text}' is no grid: say columns x rows, as 2x4")


def pages_named(text: str, count: int) -> list[int]:
    """``1-8,12`` gives those pages, in that order; raises ImpositionError."""
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and last and not last.isdecimal()):
            raise ImpositionError(f"'{text}' names no pages: say 1-8,12")
        low, high = int(first), int(last or count) if dash else int(first)
        if low < 1:
            raise ImpositionError(f"'{part}' names no pages: they count from 1")
        if high < low:
            # A range without an end stops at the last page, which may lie before its first.
            hint = f"say {high}-{low}" if last else f"the file has {count} pages"
            raise ImpositionError(f"'{part}' names no pages: ranges go upwards, {hint}")
        if high > count:
            raise ImpositionError(f"there is no page {high}: the file has {count}")
        found += range(low, high + 1)
    return found
