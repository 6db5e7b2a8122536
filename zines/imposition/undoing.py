"""Pages back from imposed sheets, by the plan that laid them. Names pikepdf, as drawing.py does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.geometry import Size
from zines.imposition import schemas, source
from zines.imposition.drawing import PAGE_KEY, placed
from zines.imposition.plan import ImpositionError, Plan, Slot
from zines.imposition.source import PageBox
from zines.imposition.wishes import Wishes
from zines.paper import SIZES
from zines.units import pt

_DRAWN = re.compile(rb"([-\d. ]+) cm /(P\d+) Do Q")
#: How far a matrix may be off and still be that of a slot (points).
_NEAR = 0.05
_MOST_PAGES = 100_000
#: A piece with a cover of its own has at least as many pages.
_FEWEST = 8


def undone(pdf: pikepdf.Pdf, wishes: Wishes, trim: Size | None, count: int) -> pikepdf.Pdf:
    """Turn imposed sheets into their pages, in place; see sheets.separated.

    Where a slot holds a page that was imposed by this program, its content comes back byte for
    byte; elsewhere the page is a window on its sheet.
    """
    sides = list(pdf.pages)
    boxes = source.boxes(pdf)
    plan = _plan(len(sides), boxes[0].size, wishes, trim, count)
    where: dict[int, tuple[int, Slot]] = {}
    for index, side in enumerate(plan.sides):
        for slot in side.slots:
            if slot.page is not None:
                where.setdefault(slot.page, (index, slot))
    found: list[Any] = []
    windows: dict[int, Any] = {}
    for page in range(1, plan.pages + 1):
        index, slot = where[page]
        own = _own(pdf, sides[index], slot)
        found.append(own or _window(pdf, sides[index], boxes[index], slot, windows, index))
    if not count:
        while len(found) > 1 and _is_blank(found[-1]):
            found.pop()
    root = pdf.Root
    root.Pages = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(found), Count=len(found)))
    for kid in found:
        kid.Parent = root.Pages
    return pdf


def _plan(sides: int, sheet: Size, wishes: Wishes, trim: Size | None, count: int) -> Plan:
    """Find the plan that has that many sides on that sheet."""
    wishes = replace(wishes, sheet=sheet, marks=())
    size = trim or _cell(sheet, wishes)
    if count:
        plan = schemas.plan([size] * count, wishes)
        if len(plan.sides) != sides:
            raise ImpositionError(
                f"{count} pages make {len(plan.sides)} sides, but the file has {sides}"
            )
        return plan
    # The number of sides grows with that of pages: look for the most pages that need these sides.
    low = _FEWEST if wishes.cover else 1
    high = low
    while high < _MOST_PAGES and _fits(high, size, wishes, sides):
        low, high = high, 2 * high
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _fits(middle, size, wishes, sides) else (low, middle)
    plan = schemas.plan([size] * low, wishes)
    if len(plan.sides) != sides:
        raise ImpositionError(f"no number of pages makes {sides} sides as {wishes.schema}")
    return plan


def _fits(pages: int, size: Size, wishes: Wishes, sides: int) -> bool:
    try:
        return len(schemas.plan([size] * pages, wishes).sides) <= sides
    except ImpositionError:
        return False


def _cell(sheet: Size, wishes: Wishes) -> Size:
    """Guess the trim: the largest named size of which this plan's cells fit on the sheet."""
    pages = _FEWEST if wishes.cover else 1
    named = sorted(SIZES.values(), key=lambda size: -size.width * size.height)
    for size in named:
        try:
            schemas.plan([size] * pages, wishes)
        except ImpositionError:
            continue
        return size
    raise ImpositionError("the trim of the pages cannot be guessed: name it with --trim")


def _own(pdf: pikepdf.Pdf, side: pikepdf.Page, slot: Slot) -> Any:
    """Return the page whose Form was drawn into this very slot, or None."""
    content = side.obj.get("/Contents")
    if not isinstance(content, pikepdf.Stream):
        return None
    objects = source.resources(side).get("/XObject", Dictionary())
    for match in _DRAWN.finditer(content.read_bytes()):
        name = "/" + match[2].decode()
        if name not in objects:
            continue
        form = objects[name]
        box = _box_of(form)
        if box is None:
            continue
        drawn = [float(number) for number in match[1].split()]
        wanted = placed(slot, box)
        if len(drawn) == 6 and all(abs(a - b) < _NEAR for a, b in zip(drawn, wanted, strict=True)):
            return _page(pdf, form, box)
    return None


def _box_of(form: Any) -> PageBox | None:
    if PAGE_KEY not in form or len(form[PAGE_KEY]) != 6:
        return None
    x0, y0, x1, y1 = (float(edge) for edge in form.BBox)
    left, foot, right, head, rotate, unit = (float(number) for number in form[PAGE_KEY])
    media = (x0, y0, x1, y1)
    return PageBox((left, foot, right, head), media, media, int(rotate), unit)


def _page(pdf: pikepdf.Pdf, form: Any, box: PageBox) -> Any:
    resources = form.get("/Resources", Dictionary())
    group = form.get("/Group")
    for key in ("/Type", "/Subtype", "/BBox", "/Resources", "/Group", PAGE_KEY):
        if key in form:
            del form[key]
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box.media)),
        TrimBox=Array(list(box.trim)),
        Resources=resources,
        Contents=form,
    )
    if box.rotate:
        page.Rotate = box.rotate
    if box.unit != 1:
        page.UserUnit = box.unit
    if group is not None:
        page.Group = group
    return pdf.make_indirect(page)


def _window(
    pdf: pikepdf.Pdf,
    side: pikepdf.Page,
    box: PageBox,
    slot: Slot,
    windows: dict[int, Any],
    index: int,
) -> Any:
    """Return a page that shows the part of its sheet that lies in a slot."""
    if index not in windows:
        windows[index] = _form(pdf, side, box)
    trim = slot.placement.trim
    width, height = pt(trim.width), pt(trim.height)
    x, y = pt(trim.x) + box.media[0], pt(trim.y) + box.media[1]
    matrix = f"1 0 0 1 {-x:.4f} {-y:.4f}"
    if slot.placement.rotation == 180:
        matrix = f"-1 0 0 -1 {x + width:.4f} {y + height:.4f}"
    content = f"q 0 0 {width:.4f} {height:.4f} re W n {matrix} cm /Sheet Do Q"
    page_box = Array([0, 0, round(width, 4), round(height, 4)])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=page_box,
            TrimBox=page_box,
            Resources=Dictionary(XObject=Dictionary({"/Sheet": windows[index]})),
            Contents=pdf.make_stream(content.encode()),
        )
    )


def _form(pdf: pikepdf.Pdf, side: pikepdf.Page, box: PageBox) -> Any:
    side.contents_coalesce()
    form = pdf.make_stream(side.obj.Contents.read_bytes() if "/Contents" in side.obj else b"")
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(list(box.media))
    form.Resources = source.resources(side)
    return form


def _is_blank(page: Any) -> bool:
    """Tell a window on a slot that our own imposition left empty."""
    sheet = page.Resources.get("/XObject", Dictionary()).get("/Sheet")
    if sheet is None:
        return False
    content = sheet.read_bytes()
    return not content.strip() or _DRAWN.search(content) is not None
