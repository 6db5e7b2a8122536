"""``tiles``: a poster over office sheets, with an overlap to glue and a plan of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Placement, Rect, Size
from zines.base.language import tr
from zines.base.paper import as_named
from zines.imposition.plans.plan import (
    Glue,
    ImpositionError,
    Label,
    Mark,
    Plan,
    Sheet,
    Side,
    Slot,
    TileCount,
    TileName,
    Trim,
)
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.tile_grid import NAME_STRIP, Tiling, fewest_tiles

#: The most sheets of a poster: nobody glues more, and each of them is drawn.
_MOST_TILES = 400
#: White around the assembly plan (mm), twice at its head, for the words.
_PLAN_MARGIN = 20.0
#: Length of marks at both ends of an edge (mm), and how far beside it the middle of a mark lies:
#: on paper that is cut off or covered.
_MARK = 5.0
_BESIDE = 0.25
_LETTERS = 26


def plan(trims: Sequence[Size], request: ImpositionRequest) -> Plan:
    """Spread the only page over sheets; ``request.poster`` is the size of the whole.

    A row or column of sheets that would add only white to the poster is saved: the white at two
    opposite edges is then narrower by the same length (``request.white``).

    Raises ImpositionError for several pages, for an overlap or margin that leaves no room, or for
    too many sheets.
    """
    if len(trims) != 1:
        raise ImpositionError(
            tr("tiles take one page, not {count}: choose it with --pages", count=len(trims))
        )
    (own,) = trims
    trim = as_named(own)
    poster = request.poster or trim
    if (poster.width > poster.height) != (trim.width > trim.height):
        poster = poster.turned
    scale = min(poster.width / trim.width, poster.height / trim.height)
    poster = trim.scaled(scale)
    # (A page is in the middle of its trim, which may be larger or smaller by a hair.)
    hair = (trim.width - own.width) / 2, (trim.height - own.height) / 2
    white = (request.white[0] + hair[0]) * scale, (request.white[1] + hair[1]) * scale
    papers = request.sheet, request.sheet.turned
    ways = [fewest_tiles(poster, sheet, request, white) for sheet in papers]
    possible = [way for way in ways if way]
    if not possible:
        raise ImpositionError(
            tr(
                "an overlap of {overlap:g} mm leaves no room on a sheet with {margin:g} mm margins",
                overlap=request.overlap,
                margin=request.margin,
            )
        )
    tiling = min(possible, key=lambda tiling: tiling.count)
    if tiling.count > _MOST_TILES:
        raise ImpositionError(
            tr(
                "the poster would take {count} sheets, more than {most}: take larger paper",
                count=tiling.count,
                most=_MOST_TILES,
            )
        )
    sheets = [
        Sheet(_tile(tiling, own, scale, request, column, row))
        for row in range(tiling.rows)
        for column in range(tiling.columns)
    ]
    if tiling.count == 1:
        return Plan("tiles", tiling.sheet, poster, tuple(sheets), 1)
    sheets.append(Sheet(_assembly(tiling, own, scale, request)))
    bleed = request.overlap - tiling.band
    trim_off = Trim(
        request.margin + bleed if tiling.columns > 1 else 0,
        request.margin + bleed if tiling.rows > 1 else 0,
    )
    return Plan("tiles", tiling.sheet, poster, tuple(sheets), 1, (trim_off, Glue()))


def in_one_piece(trim: Size) -> Plan:
    """Return a plan of the page as it is, on a sheet of its own size, to measure its white."""
    box = Rect(0, 0, trim.width, trim.height)
    return Plan("tiles", trim, trim, (Sheet(Side((Slot(1, Placement(box), box),))),), 1)


def refuse_unimposing(request: ImpositionRequest) -> None:
    """Raise ImpositionError: what a tile shows overlaps with its neighbours."""
    raise ImpositionError(tr("tiles cannot be put together again, unless this program made them"))


def name(column: int, row: int) -> str:
    """Return the name of a tile: A1 is at the upper left, AA1 the first of the 27th row."""
    letters = ""
    row += 1
    while row:
        row, rest = divmod(row - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{column + 1}"


def _tile(
    tiling: Tiling,
    own: Size,
    scale: float,
    request: ImpositionRequest,
    column: int,
    row: int,
) -> Side:
    window = Rect(
        request.margin, request.margin + NAME_STRIP, tiling.window.width, tiling.window.height
    )
    # The lower left corner of what is shown of the poster, as seen from this tile's window.
    left = -column * (window.width - request.overlap)
    rows_below = tiling.rows - 1 - row
    foot = tiling.spare - rows_below * (window.height - request.overlap)
    shown = Rect(window.x + left, window.y + foot, tiling.shown.width, tiling.shown.height)
    clip = window.cut_to(shown)
    own_name = TileName(
        name(column, row),
        left=name(column - 1, row) if column > 0 else "",
        right=name(column + 1, row) if column < tiling.columns - 1 else "",
        above=name(column, row - 1) if row > 0 else "",
        below=name(column, row + 1) if row < tiling.rows - 1 else "",
    )
    at_foot = tiling.sheet.width / 2, request.margin + NAME_STRIP / 2
    labels = (Label("", at_foot, 7, tiles=own_name),) if tiling.count > 1 else ()
    page = shown.middle(own.scaled(scale))
    marks = _marks(own_name, clip, request.overlap, tiling.band) if tiling.count > 1 else ()
    return Side((Slot(1, Placement(page), clip, scale),), marks, labels)


def _marks(neighbours: TileName, clip: Rect, overlap: float, band: float) -> tuple[Mark, ...]:
    """Return what a tile that shows ``clip`` is cut and laid by; nothing of it is seen at the end.

    Dashes (``trim``) run along the edges that will lie on a neighbour, on the strip that is cut
    off; where neighbours will lie on this tile, marks at both ends of their edge are covered by
    them (``glue``). Marks around the poster (``crop``) are cut off with the white there.
    """
    bleed = overlap - band
    left = clip.x + (bleed if neighbours.left else 0) - _BESIDE
    head = clip.top - (bleed if neighbours.above else 0) + _BESIDE
    right = clip.right - (band if neighbours.right else 0) + _BESIDE
    foot = clip.y + (band if neighbours.below else 0) - _BESIDE
    marks = [
        *([Mark("trim", (left, clip.y), (left, clip.top))] if neighbours.left else []),
        *([Mark("trim", (clip.x, head), (clip.right, head))] if neighbours.above else []),
    ]
    for x, kind in (
        (left, "" if neighbours.left else "crop"),
        (right, "glue" if neighbours.right else "crop"),
    ):
        spans = (clip.y, clip.y + _MARK), (clip.top - _MARK, clip.top)
        marks += [Mark(kind, (x, low), (x, high)) for low, high in spans if kind]
    for y, kind in (
        (head, "" if neighbours.above else "crop"),
        (foot, "glue" if neighbours.below else "crop"),
    ):
        spans = (clip.x, clip.x + _MARK), (clip.right - _MARK, clip.right)
        marks += [Mark(kind, (low, y), (high, y)) for low, high in spans if kind]
    return tuple(marks)


def _assembly(tiling: Tiling, own: Size, scale: float, request: ImpositionRequest) -> Side:
    """Draw the whole poster small, with the edges and names of its tiles."""
    shown = tiling.shown
    step = (
        tiling.window.width - request.overlap,
        tiling.window.height - request.overlap,
    )
    room = Size(tiling.sheet.width - 2 * _PLAN_MARGIN, tiling.sheet.height - 3 * _PLAN_MARGIN)
    shrink = min(room.width / shown.width, room.height / shown.height)
    box = Rect(0, 0, tiling.sheet.width, tiling.sheet.height).middle(shown.scaled(shrink))
    x, y = box.x, box.y
    lines = [
        x,
        *(x + (step[0] * n + request.overlap / 2) * shrink for n in range(1, tiling.columns)),
        box.right,
    ]
    levels = [
        y,
        *(
            y + (step[1] * n - tiling.spare + request.overlap / 2) * shrink
            for n in range(1, tiling.rows)
        ),
        box.top,
    ]
    marks = [Mark("trim", (at, y), (at, box.top)) for at in lines]
    marks += [Mark("trim", (x, at), (box.right, at)) for at in levels]
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
            "",
            (tiling.sheet.width / 2, box.top + 8),
            10,
            tiles=TileCount(tiling.columns, tiling.rows, tiling.band, shown),
        )
    )
    page = box.middle(own.scaled(shrink * scale))
    return Side((Slot(1, Placement(page), box, shrink * scale),), tuple(marks), tuple(labels))
