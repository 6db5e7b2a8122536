"""The schemas by name: from the pages' sizes and the wishes to a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from zines.base.geometry import Size
from zines.base.limits import MOST_STITCHED_PAGES, SAME_SIZE_MM
from zines.base.problems import nearest
from zines.imposition import cutting, positions, signatures, single_sheets, tiles
from zines.imposition import sheet_grid as beds
from zines.imposition.marks import marked
from zines.imposition.page_order import (
    PageOrder,
    Pages,
    Work,
    cells,
    deeper,
    head_over_heels,
    mirrored,
    top_bound,
    with_blanks,
)
from zines.imposition.plan import ImpositionError, Plan, Pleat, Sheet, Slit, Step, for_flip
from zines.imposition.request import ImpositionRequest


@dataclass(frozen=True)
class _Schema:
    """``copies``: several may lie on a sheet. ``many``: as many as fit unless told otherwise.

    ``bound``: leaves are folded into one another; those inside creep, and it can have a cover.
    """

    order: Callable[[Pages, ImpositionRequest], tuple[list[PageOrder], Work]]
    bindings: tuple[str, ...] = ("left",)
    copies: bool = False
    many: bool = False
    grid: bool = False
    bound: bool = False


_LEFT_RIGHT = ("left", "right")
_ANY = ("left", "right", "top")
_SCHEMAS = {
    "saddle-stitch": _Schema(signatures.saddle_stitch, _ANY, copies=True, bound=True),
    "gathered-signatures": _Schema(signatures.gathered_signatures, _ANY, bound=True),
    "quarto": _Schema(signatures.folded_sheet, _LEFT_RIGHT, bound=True),
    "octavo": _Schema(signatures.folded_sheet, _LEFT_RIGHT, bound=True),
    "sextodecimo": _Schema(signatures.folded_sheet, _LEFT_RIGHT, bound=True),
    "cut-stack-fold": _Schema(signatures.cut_stack_fold, _LEFT_RIGHT, grid=True, bound=True),
    "repeat": _Schema(cutting.repeat, _ANY, copies=True, many=True),
    "cut-and-stack": _Schema(cutting.cut_and_stack, _ANY, grid=True),
    "cards": _Schema(cutting.cards, _ANY, grid=True),
    "n-up": _Schema(cutting.n_up, _LEFT_RIGHT, grid=True),
    "one-sheet-zine": _Schema(single_sheets.zine),
    "one-sheet-zine-16": _Schema(single_sheets.zine),
    "leaflet": _Schema(single_sheets.leaflet),
}
NAMES = (*_SCHEMAS, "tiles")
#: Cutting parts the leaves of these: on which side they are bound changes nothing.
_UNBOUND = ("repeat", "cut-and-stack", "cards")


def plan(trims: Sequence[Size], wishes: ImpositionRequest, bleed: float = 0) -> Plan:
    """Return the plan for pages of these trims (mm), with that much bleed around them (mm).

    Raises ImpositionError, which is for people.
    """
    if wishes.schema not in NAMES:
        close = nearest(wishes.schema, NAMES)
        raise ImpositionError(
            f"there is no schema '{wishes.schema}'; "
            + (f"did you mean '{close}'?" if close else f"one of: {', '.join(NAMES)}")
        )
    if not trims:
        raise ImpositionError("there are no pages")
    refuse_idle(wishes)
    if wishes.schema == "tiles":
        if len(trims) != 1:
            raise ImpositionError(f"tiles take one page, not {len(trims)}: choose it with --pages")
        return marked(tiles.plan(trims[0], wishes), replace(wishes, marks=()))
    if wishes.schema != "leaflet":
        _same_trims(trims)
    return marked(for_flip(_laid(trims, wishes, bleed), wishes.flip), wishes)


def refuse_idle(wishes: ImpositionRequest) -> None:
    """Refuse options that the schema would not heed: whoever asked for one would not notice.

    Raises ImpositionError, which names the option.
    """
    tiles_alone = {"--poster": wishes.poster is not None}
    others_alone = {
        "--up": wishes.up > 1,
        "--cover": wishes.cover,
        "--gutter": wishes.gutter != 0,
        "--marks": bool(set(wishes.marks) - {"none"}),
        "--binding": wishes.binding != "left",
    }
    idle = others_alone if wishes.schema == "tiles" else tiles_alone
    own = _SCHEMAS.get(wishes.schema)
    idle["--grid"] = wishes.grid != (0, 0) and not (own and own.grid)
    idle["--creep (nor --paper-weight)"] = wishes.creep != 0 and not (own and own.bound)
    idle["--fold"] = wishes.fold != "letter" and wishes.schema != "leaflet"
    idle["--one-sided"] = wishes.one_sided and wishes.schema != "repeat"
    for option, asked in idle.items():
        if asked:
            verb = "take" if wishes.schema in ("tiles", "cards") else "takes"
            raise ImpositionError(f"{wishes.schema} {verb} no {option}: leave it out")


def _same_trims(trims: Sequence[Size]) -> None:
    odd = [
        number
        for number, trim in enumerate(trims, 1)
        if abs(trim.width - trims[0].width) > SAME_SIZE_MM
        or abs(trim.height - trims[0].height) > SAME_SIZE_MM
    ]
    if odd:
        first = trims[odd[0] - 1]
        shown = ", ".join(map(str, odd[:10])) + (" ..." if len(odd) > 10 else "")
        raise ImpositionError(
            f"pages differ in trim size: page 1 is {trims[0].width:.1f} x {trims[0].height:.1f} mm,"
            f" page {odd[0]} is {first.width:.1f} x {first.height:.1f} mm (pages {shown} differ)"
        )


def _laid(trims: Sequence[Size], wishes: ImpositionRequest, bleed: float) -> Plan:
    schema = _SCHEMAS[wishes.schema]
    if wishes.binding not in schema.bindings:
        raise ImpositionError(
            f"{wishes.schema} cannot be bound at the {wishes.binding}: "
            f"{' or '.join(schema.bindings)}"
        )
    if wishes.up > 1 and not schema.copies:
        raise ImpositionError(f"{wishes.schema} holds one copy on a sheet: leave out --up")
    if wishes.cover and not schema.bound:
        raise ImpositionError(f"{wishes.schema} has no cover of its own: leave out --cover")
    if schema.grid:
        wishes = replace(wishes, grid=wishes.grid if wishes.grid[0] else _grid(trims[0], wishes))
    pages: list[int | None] = list(range(1, len(trims) + 1))
    cover: list[PageOrder] = []
    work_of_cover = Work()
    if wishes.cover:
        if len(pages) < 8:
            raise ImpositionError(f"a cover around pages needs 8 of them; these are {len(pages)}")
        # The piece is filled up as a whole, then its outer leaves are taken for the cover.
        missing = _blanks(schema.order(pages[2:-2], wishes)[0], len(pages) - 4)
        pages = with_blanks(pages, missing, wishes.blanks)
        cover, work_of_cover = signatures.cover([*pages[:2], *pages[-2:]])
        pages = pages[2:-2]
    orders, work = schema.order(pages, wishes)
    if cover and (work.gather_first == 0 or len(orders) <= work.gather_first):
        # Around one signature the cover is its outermost sheet; gathered ones lie side by side.
        orders = [deeper(order) for order in orders]
    blanks = _blanks([*cover, *orders], len(trims))
    orders, cover = _bound(orders, wishes), _bound(cover, wishes)
    up = wishes.up or (0 if schema.many else 1)
    return _on_sheets(
        trims, (orders, work), (cover, work_of_cover), replace(wishes, up=up), bleed, blanks
    )


def _blanks(orders: list[PageOrder], given: int) -> int:
    sides = [side for order in orders for side in (order.front, order.back) if side]
    return sum(len(row) for side in sides for row in side) - given


def _bound(orders: list[PageOrder], wishes: ImpositionRequest) -> list[PageOrder]:
    if wishes.binding == "left" or (wishes.binding == "right" and wishes.schema in _UNBOUND):
        return orders
    if wishes.binding == "right":
        return [mirrored(order) for order in orders]
    bound_at_top = head_over_heels if wishes.schema in _UNBOUND else top_bound
    return [bound_at_top(order) for order in orders]


def _grid(trim: Size, wishes: ImpositionRequest) -> tuple[int, int]:
    """Return how many cells fit on the sheet, the way round that holds more."""
    pair = 2 if wishes.schema == "cut-stack-fold" else 1
    order = PageOrder(((*cells(*[None] * pair),),), joined=frozenset({1} if pair == 2 else {}))
    sizes = [trim.width] * pair, [trim.height]
    upright = replace(wishes, binding="left")
    if wishes.fit and beds.fitting(wishes.sheet, *sizes, order, upright, 1) < 1:
        # Pages larger than the sheet are made smaller: one of them (one spread) then fills it.
        return pair, 1
    laid = beds.bed(wishes.sheet, *sizes, order, upright, 0)
    return laid.across * pair, laid.down


def _on_sheets(
    trims: Sequence[Size],
    inner: tuple[list[PageOrder], Work],
    cover: tuple[list[PageOrder], Work],
    wishes: ImpositionRequest,
    bleed: float,
    blanks: int,
) -> Plan:
    (orders, work), (covers, work_of_cover) = inner, cover
    first = orders[0]
    widths, heights = _sizes(trims, first, wishes)
    scale = 1.0
    if wishes.fit:
        scale = beds.fitting(wishes.sheet, widths, heights, first, wishes, wishes.up)
    widths, heights = [w * scale for w in widths], [h * scale for h in heights]
    laid = beds.bed(wishes.sheet, widths, heights, first, wishes, wishes.up)
    copies = laid.across * laid.down
    sizes = dict(enumerate(trims, 1))
    sheets = [positions.sheet(order, laid, sizes, bleed, wishes, scale) for order in orders]
    cover_steps: tuple[Step, ...] = ()
    if covers:
        # As many covers as there are copies, on sheets that lie as the others do; they fit there,
        # since no sheet of a bound piece is smaller than the spread that a cover is.
        wide, high = _sizes(trims, covers[0], wishes)
        own = beds.bed(
            laid.sheet,
            [w * scale for w in wide],
            [h * scale for h in high],
            covers[0],
            wishes,
            copies,
            turn=False,
        )
        sheets = [
            positions.sheet(order, own, sizes, bleed, wishes, scale) for order in covers
        ] + sheets
        cover_steps = positions.steps(work_of_cover, own, covers[0], wishes.binding)
    warnings = []
    if bleed and _bleed_cut(sheets, bleed * scale):
        warnings.append("where pages meet, their bleed is cut at the spine or halfway")
    if wishes.schema == "leaflet" and wishes.fold == "letter" and widths[0] > widths[1] - 1:
        warnings.append("the flap folded in should be 2 to 3 mm narrower than the other panels")
    thickest = len(trims) + blanks - 4 * len(covers)
    if wishes.schema == "saddle-stitch" and thickest > MOST_STITCHED_PAGES:
        warnings.append(
            f"{thickest} pages are {thickest // 4} sheets in one fold, and staples do not hold "
            f"beyond {MOST_STITCHED_PAGES} pages: gathered-signatures makes thinner ones"
        )
    trim = Size(widths[-1], heights[0])
    steps = (*positions.steps(work, laid, first, wishes.binding), *_zine_steps(laid, wishes))
    return Plan(
        wishes.schema,
        laid.sheet,
        trim,
        tuple(sheets),
        len(trims),
        steps,
        copies,
        binding=wishes.binding,
        blanks=blanks,
        covers=len(covers),
        cover_steps=cover_steps,
        warnings=tuple(warnings),
    )


def _bleed_cut(sheets: Sequence[Sheet], bleed: float) -> bool:
    return any(
        slot.clip.width < slot.placement.trim.width + 2 * bleed - SAME_SIZE_MM
        or slot.clip.height < slot.placement.trim.height + 2 * bleed - SAME_SIZE_MM
        for one in sheets
        for side in (one.front, one.back)
        if side
        for slot in side.slots
        if slot.page is not None
    )


def _sizes(
    trims: Sequence[Size], order: PageOrder, wishes: ImpositionRequest
) -> tuple[list[float], list[float]]:
    rows, columns = len(order.front), len(order.front[0])
    if wishes.schema != "leaflet":
        return [trims[0].width] * columns, [trims[0].height] * rows
    widths = []
    back = order.back[0] if order.back else order.front[0]
    for column, cell in enumerate(order.front[0]):
        pair = [one.page for one in (cell, back[columns - 1 - column]) if one.page is not None]
        panels = [trims[page - 1].width for page in pair]
        if len(panels) == 2 and abs(panels[0] - panels[1]) > SAME_SIZE_MM:
            raise ImpositionError(
                f"pages {pair[0]} and {pair[1]} lie back to back but are {panels[0]:.1f} and "
                f"{panels[1]:.1f} mm wide"
            )
        widths.append(max(panels, default=trims[0].width))
    heights = {round(trim.height, 1) for trim in trims}
    if max(heights) - min(heights) > SAME_SIZE_MM:
        raise ImpositionError(f"panels differ in height: {sorted(heights)} mm")
    return widths, [trims[0].height]


def _zine_steps(laid: beds.SheetGrid, wishes: ImpositionRequest) -> tuple[Step, ...]:
    if wishes.schema not in single_sheets.SLITS:
        return ()
    xs = [laid.columns.cells[0][0], *(cell[1] for cell in laid.columns.cells)]
    ys = [laid.rows.cells[-1][1], *(cell[0] for cell in laid.rows.cells[::-1])]
    slits = [
        Slit((xs[a], ys[at]), (xs[b], ys[at]))
        if axis == "y"
        else Slit((xs[at], ys[a]), (xs[at], ys[b]))
        for axis, at, a, b in single_sheets.SLITS[wishes.schema]
    ]
    path = []
    for column, row in single_sheets.path(wishes.schema):
        box = laid.cell(column, row)
        path.append((box.x + box.width / 2, box.y + box.height / 2))
    return (*slits, Pleat(tuple(path)))
