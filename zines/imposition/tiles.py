"""``tiles``: a poster over office sheets, with an overlap to glue and a plan of the whole."""

from __future__ import annotations

import math
from dataclasses import dataclass

from zines.base.geometry import Placement, Rect, Size
from zines.imposition.plan import Glue, ImpositionError, Label, Mark, Plan, Sheet, Side, Slot
from zines.imposition.request import ImpositionRequest

#: Height of the strip at the foot of a tile that bears its name (mm).
NAME_STRIP = 4.0
#: What the rounding of points may add to a size (mm): no tile is printed for less of the poster.
LEAST = 0.01
#: Nobody glues more; and each of them is drawn.
MOST = 400
_PLAN_MARGIN = 20.0


@dataclass(frozen=True)
class _Tiling:
    sheet: Size
    window: Size
    columns: int
    rows: int
    first: tuple[float, float]

    @property
    def count(self) -> int:
        return self.columns * self.rows


def plan(trim: Size, wishes: ImpositionRequest, bleed: float = 0) -> Plan:
    """Spread the one page over sheets; ``wishes.poster`` is the size of the whole.

    Raises ImpositionError for an overlap or margin that leaves no room, or for too many sheets.
    """
    poster = wishes.poster or trim
    if (poster.width > poster.height) != (trim.width > trim.height):
        poster = poster.turned
    scale = min(poster.width / trim.width, poster.height / trim.height)
    poster = Size(trim.width * scale, trim.height * scale)
    tiling = min(
        (_tiling(poster, sheet, wishes) for sheet in (wishes.sheet, wishes.sheet.turned)),
        key=lambda one: one.count,
    )
    if tiling.count > MOST:
        raise ImpositionError(
            f"the poster would take {tiling.count} sheets, more than {MOST}: take larger paper"
        )
    sheets = [
        Sheet(_tile(tiling, poster, scale, wishes, column, row))
        for row in range(tiling.rows)
        for column in range(tiling.columns)
    ]
    if tiling.count > 1:
        sheets.append(Sheet(_assembly(tiling, poster, trim, wishes)))
    return Plan(
        "tiles",
        tiling.sheet,
        poster,
        tuple(sheets),
        1,
        (Glue(),) if tiling.count > 1 else (),
    )


def _tiling(poster: Size, sheet: Size, wishes: ImpositionRequest) -> _Tiling:
    window = Size(sheet.width - 2 * wishes.margin, sheet.height - 2 * wishes.margin - NAME_STRIP)
    if min(window.width, window.height) <= wishes.overlap:
        raise ImpositionError(
            f"an overlap of {wishes.overlap:g} mm leaves no room on a sheet with "
            f"{wishes.margin:g} mm margins"
        )

    def needed(length: float, step: float) -> int:
        return max(1, math.ceil((length - wishes.overlap - LEAST) / (step - wishes.overlap)))

    columns, rows = needed(poster.width, window.width), needed(poster.height, window.height)

    # The poster starts at the upper left: what is left over stays white at the right and the foot.
    spare = rows * window.height - (rows - 1) * wishes.overlap - poster.height
    first = (0.0, spare)
    return _Tiling(sheet, window, columns, rows, first)


def name(column: int, row: int) -> str:
    """Return the name of a tile: rows are letters from the top, columns numbers."""
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{column + 1}"


def _tile(
    tiling: _Tiling, poster: Size, scale: float, wishes: ImpositionRequest, column: int, row: int
) -> Side:
    window = Rect(
        wishes.margin, wishes.margin + NAME_STRIP, tiling.window.width, tiling.window.height
    )
    # The poster's lower left corner, as seen from this tile's window.
    left = tiling.first[0] - column * (window.width - wishes.overlap)
    up = tiling.rows - 1 - row
    foot = tiling.first[1] - up * (window.height - wishes.overlap)
    trim = Rect(window.x + left, window.y + foot, poster.width, poster.height)
    x, y = max(window.x, trim.x), max(window.y, trim.y)
    right, top = min(window.right, trim.right), min(window.top, trim.top)
    clip = Rect(x, y, right - x, top - y)
    marks = []
    if column > 0:
        at = window.x + wishes.overlap
        marks += [Mark("glue", (at, y), (at, y + 5)), Mark("glue", (at, top - 5), (at, top))]
    if row > 0:
        at = window.top - wishes.overlap
        marks += [Mark("glue", (x, at), (x + 5, at)), Mark("glue", (right - 5, at), (right, at))]
    neighbours = [
        (-1, 0, "à gauche"),
        (1, 0, "à droite"),
        (0, -1, "au-dessus"),
        (0, 1, "au-dessous"),
    ]
    words = [name(column, row)] + [
        f"{where} {name(column + dx, row + dy)}"
        for dx, dy, where in neighbours
        if 0 <= column + dx < tiling.columns and 0 <= row + dy < tiling.rows
    ]
    label = Label(" · ".join(words), (tiling.sheet.width / 2, wishes.margin + NAME_STRIP / 2), 7)
    labels = (label,) if tiling.count > 1 else ()
    return Side((Slot(1, Placement(trim), clip, scale),), tuple(marks), labels)


def _assembly(tiling: _Tiling, poster: Size, trim: Size, wishes: ImpositionRequest) -> Side:
    """Draw the whole poster small, with the edges and names of its tiles."""
    step = (
        tiling.window.width - wishes.overlap,
        tiling.window.height - wishes.overlap,
    )
    room = Size(tiling.sheet.width - 2 * _PLAN_MARGIN, tiling.sheet.height - 3 * _PLAN_MARGIN)
    shrink = min(room.width / poster.width, room.height / poster.height)
    width, height = poster.width * shrink, poster.height * shrink
    x, y = (tiling.sheet.width - width) / 2, (tiling.sheet.height - height) / 2
    box = Rect(x, y, width, height)
    marks = []
    lines = (
        [x]
        + [
            x + (step[0] * n - tiling.first[0] + wishes.overlap / 2) * shrink
            for n in range(1, tiling.columns)
        ]
        + [box.right]
    )
    levels = (
        [y]
        + [
            y + (step[1] * n - tiling.first[1] + wishes.overlap / 2) * shrink
            for n in range(1, tiling.rows)
        ]
        + [box.top]
    )
    marks += [Mark("cut", (at, y), (at, box.top)) for at in lines]
    marks += [Mark("cut", (x, at), (box.right, at)) for at in levels]
    labels = [
        Label(
            name(column, row),
            (
                (lines[column] + lines[column + 1]) / 2,
                (levels[tiling.rows - 1 - row] + levels[tiling.rows - row]) / 2,
            ),
            11,
        )
        for row in range(tiling.rows)
        for column in range(tiling.columns)
    ]
    labels.append(
        Label(
            f"Plan d’assemblage : {tiling.columns} feuilles en largeur, {tiling.rows} en hauteur ; "
            f"chacune recouvre la précédente de {wishes.overlap:g} mm.",
            (tiling.sheet.width / 2, box.top + 8),
            10,
        )
    )
    return Side(
        (Slot(1, Placement(box), box, shrink * poster.width / trim.width),),
        tuple(marks),
        tuple(labels),
    )
