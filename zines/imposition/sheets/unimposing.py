"""Recovery of the pages of imposed sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name

from zines.base.geometry import Placement, Rect, Size
from zines.base.language import tr
from zines.base.limits import SAME_SIZE_MM
from zines.base.units import pt
from zines.imposition.plans.plan import ImpositionError, Slot
from zines.imposition.plans.plan_of_sides import plan_of_sides
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets import own_sheets
from zines.imposition.sheets.annotations import flatten
from zines.imposition.sheets.own_sheets import Drawn
from zines.imposition.sheets.page_matrix import TURNS, in_mm, placed, turn
from zines.imposition.sheets.sheet_drawing import FormMaker
from zines.pdf import page_boxes
from zines.pdf.allowed import keep_painting
from zines.pdf.catalog import copy_layers, set_pages
from zines.pdf.opening.soundness import UNREADABLE
from zines.pdf.page_boxes import PAGE_KEY, PageBox

#: The largest distance between a page and its slot (mm).
_NEAR = 0.02
#: Pages of ours that reach less than this into a slot do not belong to it (mm).
_BESIDE = 1.0


def unimposed(
    pdf: pikepdf.Pdf,
    request: ImpositionRequest,
    trim: Size | None,
    count: int,
    *,
    notes: bool = True,
) -> pikepdf.Pdf:
    """Return the pages of imposed sheets in a new file; ``pdf`` must stay open until it is written.

    Sheets of this program hold their pages, whose content comes back byte for byte. On sheets of
    other programs, a page is what lies in its slot by the plan: ``trim`` (mm) None is guessed,
    ``count`` 0 is as many as the sheets hold. ``notes`` False leaves out annotations on the sheets.
    Raises ImpositionError if no plan fits, PdfError for what cannot be read.
    """
    sides = list(pdf.pages)
    boxes = page_boxes.boxes(pdf)
    sheets = [own_sheets.read(side) for side in sides]
    separated = pikepdf.new()
    try:
        piece = own_sheets.whole_piece(sheets)
        if piece and count and count != len(piece):
            raise ImpositionError(
                tr("the sheets hold {count} pages, not {asked}", count=len(piece), asked=count)
            )
        if piece:
            pages = [own_sheets.page(separated, drawn) for drawn in piece]
        else:
            pages = _by_plan(
                pdf, separated, sides, boxes, sheets, request, trim, count, notes=notes
            )
        set_pages(separated, pages)
        copy_layers(pdf, separated)
        # If sheets were imposed again, the inner sheets are still sheets of ours.
        keep_painting(separated, [PAGE_KEY])
    except UNREADABLE as error:
        raise ImpositionError(tr("the sheets cannot be read ({error})", error=error)) from error
    return separated


def _by_plan(
    pdf: pikepdf.Pdf,
    separated: pikepdf.Pdf,
    sides: Sequence[pikepdf.Page],
    boxes: Sequence[PageBox],
    sheets: Sequence[own_sheets.SheetSide],
    request: ImpositionRequest,
    trim: Size | None,
    count: int,
    *,
    notes: bool,
) -> list[Any]:
    sizes = [box.size for box in boxes]
    plan = plan_of_sides(sizes, request, trim or _drawn_size(sheets), count)
    where: dict[int, tuple[int, Slot]] = {}
    for index, side in enumerate(plan.sides):
        for slot in side.slots:
            if slot.page is not None:
                where.setdefault(slot.page, (index, slot))
    places = [where[page] for page in range(1, plan.pages + 1)]
    if not count:
        while len(places) > 1 and _is_blank(sheets[places[-1][0]], places[-1][1]):
            places.pop()
    flatten(pdf, sides, range(1, len(sides) + 1), notes=notes)
    forms = FormMaker(pdf, separated)
    whole_sides: dict[int, Any] = {}
    pages = []
    for index, slot in places:
        own = next((drawn for drawn in sheets[index].drawn if _lies_in(drawn, slot)), None)
        if own:
            pages.append(own_sheets.page(separated, own))
            continue
        if index not in whole_sides:
            whole_sides[index] = forms.form(sides[index], boxes[index], index + 1).stream
        pages.append(_window(separated, boxes[index], plan.sheet, slot, whole_sides[index]))
    return pages


def _drawn_size(sheets: Sequence[own_sheets.SheetSide]) -> Size | None:
    """Return the size that most pages of our own sheets have on them, or None."""
    places = [_place(drawn) for sheet in sheets for drawn in sheet.drawn]
    sizes = Counter(Size(round(place.width, 4), round(place.height, 4)) for place in places)
    return max(sizes, key=sizes.__getitem__, default=None)


def _place(drawn: Drawn) -> Rect:
    return in_mm(drawn.matrix, drawn.box.trim)


def _lies_in(drawn: Drawn, slot: Slot) -> bool:
    """Return whether this program drew the page into this slot."""
    place, trim = _place(drawn), slot.placement.trim
    own, upright = drawn.matrix, turn(slot, drawn.box)
    # A page lies in the middle of its slot. A page planned as A4 may be slightly larger. A page
    # scaled to fit is as wide as its slot, or as high, and may have been turned by a quarter.
    across = abs(place.x + place.width / 2 - trim.x - trim.width / 2)
    up = abs(place.y + place.height / 2 - trim.y - trim.height / 2)
    sides = abs(place.width - trim.width), abs(place.height - trim.height)
    head_up = own.a * upright.a + own.b * upright.b >= 0
    return max(across, up) < _NEAR and min(sides) < SAME_SIZE_MM + _NEAR and head_up


def _is_blank(sheet: own_sheets.SheetSide, slot: Slot) -> bool:
    """Return whether nothing is in a slot: this program made its side, and drew no page there."""
    if not sheet.ours:
        return False
    return not any(_place(drawn).overlaps(slot.placement.trim, _BESIDE) for drawn in sheet.drawn)


def _window(pdf: pikepdf.Pdf, box: PageBox, size: Size, slot: Slot, sheet: Any) -> Any:
    """Return a page that shows the part of its sheet (``size`` by the plan) that lies in a slot."""
    trim = slot.placement.trim
    width, height = pt(trim.width), pt(trim.height)
    whole = Rect(0, 0, size.width, size.height).middle(box.size)
    upright = placed(Slot(None, Placement(whole, 0), whole), box)
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
