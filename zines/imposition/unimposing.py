"""Pages back from imposed sheets. Names pikepdf, as drawing.py does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name

from zines.base.geometry import Placement, Rect, Size
from zines.base.paper import SIZES, name_of
from zines.base.units import pt
from zines.imposition import own_sheets, planning
from zines.imposition.annotations import flatten
from zines.imposition.covers import FEWEST_PAGES
from zines.imposition.own_sheets import Drawn
from zines.imposition.page_matrix import TURNS, in_mm, placed, turn
from zines.imposition.plan import ImpositionError, Plan, Slot
from zines.imposition.request import ImpositionRequest
from zines.imposition.schemas import SCHEMAS
from zines.imposition.sheet_drawing import Forms
from zines.pdf import page_boxes
from zines.pdf.page_boxes import PageBox
from zines.pdf.soundness import UNREADABLE

#: How far a page may be off and still be that of a slot (mm).
_NEAR = 0.02
#: Sheets that differ by less are of one size (mm).
_SAME = 1.0
_MOST_PAGES = 100_000


def undone(
    pdf: pikepdf.Pdf, request: ImpositionRequest, trim: Size | None, count: int
) -> pikepdf.Pdf:
    """Turn imposed sheets into their pages, in place; see sheets.separated.

    Sheets of this program know their pages, which come back byte for byte, whatever their size.
    On others a page is what lies in its slot by the plan.
    """
    sides = list(pdf.pages)
    boxes = page_boxes.boxes(pdf)
    sheets = [own_sheets.read(side) for side in sides]
    try:
        piece = own_sheets.whole_piece(sheets)
        if piece and count and count != len(piece):
            raise ImpositionError(f"the sheets hold {len(piece)} pages, not {count}")
        if piece:
            found = [own_sheets.page(pdf, one) for one in piece]
        else:
            found = _by_plan(pdf, sides, boxes, sheets, request, trim, count)
        root = pdf.Root
        kids = Array(found)
        root.Pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=kids, Count=len(found)))
        for kid in found:
            kid.Parent = root.Pages
    except UNREADABLE as error:
        raise ImpositionError(f"the sheets cannot be read ({error})") from error
    return pdf


def _by_plan(
    pdf: pikepdf.Pdf,
    sides: Sequence[pikepdf.Page],
    boxes: Sequence[PageBox],
    sheets: Sequence[own_sheets.SheetSide],
    request: ImpositionRequest,
    trim: Size | None,
    count: int,
) -> list[Any]:
    plan = _plan(boxes, sheets, request, trim, count)
    where: dict[int, tuple[int, Slot]] = {}
    for index, side in enumerate(plan.sides):
        for slot in side.slots:
            if slot.page is not None:
                where.setdefault(slot.page, (index, slot))
    places = [where[page] for page in range(1, plan.pages + 1)]
    if not count:
        while len(places) > 1 and _is_blank(sheets[places[-1][0]], places[-1][1]):
            places.pop()
    numbers = range(1, len(sides) + 1)
    flatten(pdf, sides, numbers)
    maker = Forms(pdf)
    windows: dict[int, Any] = {}
    found = []
    for index, slot in places:
        own = next((one for one in sheets[index].drawn if _lies_in(one, slot)), None)
        if own:
            found.append(own_sheets.page(pdf, own))
            continue
        if index not in windows:
            windows[index] = maker.form(sides[index], boxes[index], index + 1).stream
        found.append(_window(pdf, boxes[index], slot, windows[index]))
    return found


def _plan(
    boxes: Sequence[PageBox],
    sheets: Sequence[own_sheets.SheetSide],
    request: ImpositionRequest,
    trim: Size | None,
    count: int,
) -> Plan:
    """Find the plan that has that many sides on that sheet."""
    parts = SCHEMAS[request.schema].parts(request)
    sheet, sides = boxes[0].size, len(boxes)
    for number, box in enumerate(boxes, 1):
        if _differ(box.size, sheet):
            raise ImpositionError(f"sheets differ in size: page {number} is not as large as page 1")
    # Full sheets are looked for, which no blank page helps to fill.
    blanks = "end" if request.blanks == "error" and not count else request.blanks
    request = replace(request, sheet=sheet, marks=(), blanks=blanks)
    size = trim or _drawn_size(sheets) or _cell(sheet, parts, request)
    area, page_area = sheet.width * sheet.height, size.width * size.height
    most = min(sides * (int(area / page_area) + 1), _MOST_PAGES)
    if count > most:
        raise ImpositionError(f"{sides} sides of {name_of(sheet)} cannot hold {count} pages")
    plan = planning.plan([size] * (count or _most_pages(size, request, sides, most)), request)
    if len(plan.sides) != sides:
        raise ImpositionError(
            f"{count} pages make {len(plan.sides)} sides, but the file has {sides}"
            if count
            else f"no number of pages makes {sides} sides as {request.schema}"
        )
    if _differ(plan.sheet, sheet):
        raise ImpositionError(
            f"pages of {size.width:g} x {size.height:g} mm would lie on a sheet turned the other "
            "way: name their size with --trim"
        )
    return plan


def _differ(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) > _SAME or abs(one.height - other.height) > _SAME


def _most_pages(size: Size, request: ImpositionRequest, sides: int, most: int) -> int:
    """Return the most pages that need these sides, of which there are more for more pages."""
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


def _drawn_size(sheets: Sequence[own_sheets.SheetSide]) -> Size | None:
    """Return how large the pages of our own sheets lie on them."""
    for sheet in sheets:
        for one in sheet.drawn:
            lies = _place(one)
            return Size(lies.width, lies.height)
    return None


def _place(drawn: Drawn) -> Rect:
    return in_mm(drawn.matrix, drawn.box.trim)


def _cell(sheet: Size, parts: tuple[int, int] | None, request: ImpositionRequest) -> Size:
    """Guess the trim: a part of the sheet, or the largest named size that fits this schema."""
    if parts:
        columns, rows = parts
        if columns != rows and not sheet.landscape:
            # There are more columns than rows: the sheet is printed wider than high.
            sheet = sheet.turned
        return Size(sheet.width / columns, sheet.height / rows)
    pages = FEWEST_PAGES if request.cover else 1
    named = sorted(SIZES.values(), key=lambda size: -size.width * size.height)
    for size in named:
        if _fits(pages, size, request, _MOST_PAGES):
            return size
    raise ImpositionError("the trim of the pages cannot be guessed: name it with --trim")


def _lies_in(drawn: Drawn, slot: Slot) -> bool:
    """Tell whether a page of ours was drawn into this very slot."""
    lies, trim = _place(drawn), slot.placement.trim
    turned = drawn.matrix.shorthand[:4]
    scale = max(abs(number) for number in turned)
    return all(
        abs(a - b) < _NEAR
        for a, b in zip(
            (lies.x, lies.y, lies.width, lies.height, *(number / scale for number in turned)),
            (trim.x, trim.y, trim.width, trim.height, *turn(slot, drawn.box).shorthand[:4]),
            strict=True,
        )
    )


def _is_blank(sheet: own_sheets.SheetSide, slot: Slot) -> bool:
    """Tell a slot without a page: nothing is on its side, or only pages of ours elsewhere."""
    if not sheet.ours:
        return False
    return not any(_place(one).overlaps(slot.placement.trim, _SAME) for one in sheet.drawn)


def _window(pdf: pikepdf.Pdf, box: PageBox, slot: Slot, sheet: Any) -> Any:
    """Return a page that shows the part of its sheet that lies in a slot."""
    trim = slot.placement.trim
    width, height = pt(trim.width), pt(trim.height)
    whole = Rect(0, 0, box.size.width, box.size.height)
    upright = placed(Slot(1, Placement(whole, 0), whole), box)
    # Matrices of PDF are applied from the left: the page, then its place in the window.
    if slot.placement.rotation == 180:
        matrix = upright @ TURNS[180] @ Matrix(1, 0, 0, 1, pt(trim.right), pt(trim.top))
    else:
        matrix = upright @ Matrix(1, 0, 0, 1, -pt(trim.x), -pt(trim.y))
    moves = " ".join(f"{number:.4f}" for number in matrix.shorthand)
    content = f"q 0 0 {width:.4f} {height:.4f} re W n {moves} cm /Sheet Do Q"
    page_box = Array([0, 0, round(width, 4), round(height, 4)])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=page_box,
            TrimBox=page_box,
            Resources=Dictionary(XObject=Dictionary({"/Sheet": sheet})),
            Contents=pdf.make_stream(content.encode()),
        )
    )
