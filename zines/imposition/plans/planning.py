"""Planning: from the sizes of pages and a request to the plan of all sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zines.base.geometry import Size
from zines.base.imposition_refusals import refusal, unknown_schema
from zines.base.language import tr
from zines.base.problems import UsageError
from zines.imposition.plans import cell_sizes, inner_margins, sheet_grid
from zines.imposition.plans import trims as page_trims
from zines.imposition.plans.covers import blanks_in, with_cover
from zines.imposition.plans.marks import marked
from zines.imposition.plans.page_order import (
    Ordered,
    PageOrder,
    Work,
    backs_upside_down,
    cells,
    mirrored,
    top_bound,
)
from zines.imposition.plans.plan import Binding, ImpositionError, Plan, Step, for_flip
from zines.imposition.plans.positions import sheet_of
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.schemas import SCHEMAS, Schema
from zines.imposition.plans.steps import steps_after_printing
from zines.imposition.plans.trims import Fit


def plan(trims: Sequence[Size], request: ImpositionRequest, bleed: float = 0) -> Plan:
    """Return the plan for pages with these trims and this much bleed around them (mm).

    Raises ImpositionError, with a message for users; UsageError for an option without effect.
    """
    if wrong := unknown_schema(request.schema) or refusal(request.schema, request.options):
        raise ImpositionError(wrong)
    if not trims:
        raise ImpositionError(tr("there are no pages"))
    schema = SCHEMAS[request.schema]
    if isinstance(schema, Schema):
        sizes = page_trims.planned(trims, request, panels=schema.sizes is cell_sizes.panels)
        fitted = page_trims.fits(trims, sizes, request)
        spine = request.binding
        request = _settled(sizes[0], request, schema)
        # What extends beyond the planned size counts as bleed: it shows where there is room.
        bleed += page_trims.overhang(fitted, sizes)
        bare = _folded_or_cut(sizes, fitted, request, bleed, schema, spine)
        spreads = page_trims.spread_warnings(trims, fitted)
        bare = replace(bare, warnings=(*bare.warnings, *spreads))
    else:
        bare = schema.plan(trims, request)
    turned = for_flip(bare, request.flip)
    if request.two_passes:
        if not turned.flip:
            raise UsageError(
                tr("--two-passes has no effect: these sheets are printed on one side, leave it out")
            )
        turned = replace(turned, two_passes=request.two_passes)
    return marked(turned, request)


def typical_pages(request: ImpositionRequest) -> int:
    """Return a number of pages to try a request with, as a piece may have any number."""
    return SCHEMAS[request.schema].typical_pages(request)


def _settled(trim: Size, request: ImpositionRequest, schema: Schema) -> ImpositionRequest:
    """Return the request with its grid, and with the binding that the page order depends on."""
    if request.binding not in schema.bindings:
        raise ImpositionError(
            tr(
                "{schema} cannot be bound at the {binding}: {bindings}",
                schema=request.schema,
                binding=request.binding,
                bindings=" / ".join(schema.bindings),
            )
        )
    if schema.loose and request.binding == "right":
        # Single leaves bound at the left or at the right lie the same way.
        request = replace(request, binding="left")
    if schema.grid_columns and request.grid is None:
        request = replace(request, grid=_largest_grid(trim, request, schema.grid_columns))
    return request


def _largest_grid(trim: Size, request: ImpositionRequest, columns: int) -> tuple[int, int]:
    """Return how many cells fit on the sheet, turned the way that holds more.

    ``columns`` stay together; if even these do not fit but pages are scaled, it is one row of them.
    """
    row = cells(*[None] * columns)
    order = PageOrder((row,), joined=frozenset(range(1, columns)))
    sizes = [trim.width] * columns, [trim.height]
    upright = replace(request, binding="left")
    if (
        request.fills_sheet
        and sheet_grid.scale_to_fit(request.sheet, *sizes, order, upright, 1) < 1
    ):
        return columns, 1
    grid = sheet_grid.arranged(request.sheet, *sizes, order, upright, 0)
    return grid.across * columns, grid.down


def _folded_or_cut(
    trims: Sequence[Size],
    fitted: dict[int, Fit],
    request: ImpositionRequest,
    bleed: float,
    schema: Schema,
    spine: Binding,
) -> Plan:
    """Return the plan without marks, bound at the ``spine``.

    The ``fitted`` pages lie in the middle of their cells.
    """
    pages = list(range(1, len(trims) + 1))
    outside: Ordered = ([], Work())
    if request.cover:
        inside, outside = with_cover(pages, schema.order, request)
    else:
        inside = schema.order(pages, request)
    orders, covers = (_bound(part[0], request, schema) for part in (inside, outside))
    first = orders[0]
    widths, heights = schema.sizes(trims, first)
    up = request.up or (0 if schema.fills_sheet else 1)
    # If the order of pages has no grid, a grid is one of copies.
    shape = request.grid if not schema.grid_columns else None
    if shape:
        up = shape[0] * shape[1]
    scale = 1.0
    if request.fills_sheet:
        scale = sheet_grid.scale_to_fit(request.sheet, widths, heights, first, request, up, shape)
    widths, heights = _scaled(widths, scale), _scaled(heights, scale)
    grid = sheet_grid.arranged(request.sheet, widths, heights, first, request, up, shape=shape)
    copies = grid.across * grid.down
    bound = replace(request, binding=spine)
    sheets = [sheet_of(order, grid, fitted, bleed, bound, scale) for order in orders]
    cover_steps: tuple[Step, ...] = ()
    if covers:
        # As many covers as copies, on sheets that lie the same way; they fit, since no sheet of a
        # folded piece is smaller than the spread that a cover is.
        wide, high = (_scaled(lengths, scale) for lengths in schema.sizes(trims, covers[0]))
        own = sheet_grid.arranged(
            grid.sheet, wide, high, covers[0], request, copies, may_turn=False
        )
        cover_sheets = [sheet_of(order, own, fitted, bleed, bound, scale) for order in covers]
        sheets = cover_sheets + sheets
        cover_steps = steps_after_printing(outside[1], own, covers[0], request.binding)
    blanks = blanks_in(covers + orders, len(trims))
    steps = steps_after_printing(inside[1], grid, first, request.binding)
    return Plan(
        request.schema,
        grid.sheet,
        Size(widths[-1], heights[0]),
        tuple(sheets),
        len(trims),
        (*steps, *schema.steps(grid, bound)),
        copies,
        binding=request.binding,
        blanks=blanks,
        covers=len(covers),
        cover_steps=cover_steps,
        placed=request.margins is not None,
        warnings=(
            *schema.warnings(widths, len(trims) + blanks - 4 * len(covers), request),
            *inner_margins.warnings(request),
        ),
    )


def _scaled(lengths: Sequence[float], scale: float) -> list[float]:
    return [length * scale for length in lengths]


def _bound(
    orders: Sequence[PageOrder], request: ImpositionRequest, schema: Schema
) -> list[PageOrder]:
    """Return sheets that were ordered for a binding at the left, for the requested binding."""
    if request.binding == "left":
        return list(orders)
    if request.binding == "right":
        return [mirrored(order) for order in orders]
    return [(backs_upside_down if schema.loose else top_bound)(order) for order in orders]
