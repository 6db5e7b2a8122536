"""Recovery of the plan of imposed sheets, from the number and size of their sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zines.base.geometry import Size
from zines.base.language import tr
from zines.base.paper import SIZES, alike, as_named, name_of
from zines.imposition.plans import planning
from zines.imposition.plans.covers import FEWEST_PAGES
from zines.imposition.plans.plan import ImpositionError, Plan
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.schemas import SCHEMAS

_MOST_PAGES = 100_000
#: Page sizes that are tried if the size is unknown; others need --trim.
_USUAL = ("a0", "a1", "a2", "a3", "a4", "a5", "a6", "sra3", "letter")


def plan_of_sides(
    sides: Sequence[Size], request: ImpositionRequest, trim: Size | None, count: int
) -> Plan:
    """Return the plan that gives sides of these sizes (mm).

    If ``trim`` is None, it is guessed; if ``count`` is 0, it is the most pages that the sides can
    hold. Raises ImpositionError if no plan fits, or for sides that differ in size.
    """
    parts = SCHEMAS[request.schema].parts(request)
    sheet = as_named(sides[0])
    for number, side in enumerate(sides, 1):
        if not alike(side, sheet):
            raise ImpositionError(
                tr("sheets differ in size: page {number} is not as large as page 1", number=number)
            )
    # Without a count, sheets count as full: no blank page is needed.
    blanks = "end" if request.blanks == "error" and not count else request.blanks
    request = replace(request, sheet=sheet, marks=(), blanks=blanks)
    size = as_named(trim or _cell(sheet, parts, request))
    area, page_area = sheet.width * sheet.height, size.width * size.height
    most = min(len(sides) * (int(area / page_area) + 1), _MOST_PAGES)
    if count > most:
        raise ImpositionError(
            tr(
                "{sides} sides of {sheet} cannot hold {pages} pages",
                sides=len(sides),
                sheet=name_of(sheet),
                pages=count,
            )
        )
    plan = planning.plan([size] * (count or _most_pages(size, request, len(sides), most)), request)
    if len(plan.sides) != len(sides):
        raise ImpositionError(
            tr(
                "{pages} pages make {sides} sides, but the file has {present}",
                pages=count,
                sides=len(plan.sides),
                present=len(sides),
            )
            if count
            else tr(
                "no number of pages makes {count} sides as {schema}",
                count=len(sides),
                schema=request.schema,
            )
        )
    if not alike(plan.sheet, sheet):
        raise ImpositionError(
            tr(
                "pages of {width:g} x {height:g} mm would lie on a sheet turned the other "
                "way: name their size with --trim",
                width=size.width,
                height=size.height,
            )
        )
    return plan


def _most_pages(size: Size, request: ImpositionRequest, sides: int, most: int) -> int:
    """Return the most pages that need no more sides; by bisection, as sides grow with pages."""
    low = FEWEST_PAGES if request.cover else 1
    high = low
    while high <= most and _fits(high, size, request, sides):
        low, high = high, 2 * high
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(middle, size, request, sides) else (low, middle)
    return low


def _fits(pages: int, size: Size, request: ImpositionRequest, sides: int) -> bool:
    try:
        return len(planning.plan([size] * pages, request).sides) <= sides
    except ImpositionError:
        return False


def _cell(sheet: Size, parts: tuple[int, int] | None, request: ImpositionRequest) -> Size:
    """Guess the trim: a part of the sheet, or the largest named size that fits this schema."""
    if parts:
        columns, rows = parts
        if columns != rows and not sheet.landscape:
            # There are more columns than rows: the sheet is printed wider than high.
            sheet = sheet.turned
        return Size(sheet.width / columns, sheet.height / rows)
    named = sorted((SIZES[name] for name in _USUAL), key=lambda size: -size.width * size.height)
    for size in named:
        if _fits(FEWEST_PAGES, size, request, _MOST_PAGES):
            return size
    raise ImpositionError(tr("the trim of the pages cannot be guessed: name it with --trim"))
