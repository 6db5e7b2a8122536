"""How a page of a file is turned and moved into its slot, and how far its ink may go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pikepdf import Matrix, Pdf, Rectangle

from zines.base.geometry import Rect, Rotation
from zines.base.language import tr
from zines.base.paper import within_bleed
from zines.base.units import mm, pt
from zines.imposition.plans.plan import Plan, Slot
from zines.pdf.page_boxes import PageBox, optional_box

#: Quarter turns, counter-clockwise. (Matrix.rotated computes them from sines: not exact.)
TURNS: dict[Rotation, Matrix] = {
    0: Matrix(1, 0, 0, 1, 0, 0),
    90: Matrix(0, 1, -1, 0, 0, 0),
    180: Matrix(-1, 0, 0, -1, 0, 0),
    270: Matrix(0, -1, 1, 0, 0, 0),
}
#: A bleed that is shorter by less than this counts as whole (mm).
_SAME = 0.5


def turn(slot: Slot, box: PageBox) -> Matrix:
    """Return the quarter turn that a page needs in its slot."""
    return TURNS[(slot.placement.rotation - box.rotate) % 360]  # type: ignore[index]


def placed(slot: Slot, box: PageBox) -> Matrix:
    """Return the matrix that turns a page and moves its trim into the slot, in points."""
    scale = slot.scale * box.unit
    turned = turn(slot, box) @ Matrix(scale, 0, 0, scale, 0, 0)
    corner = turned.transform(box.trim)
    trim = slot.placement.trim
    return Matrix(*turned.shorthand[:4], pt(trim.x) - corner.llx, pt(trim.y) - corner.lly)


def in_mm(matrix: Matrix, box: Rectangle) -> Rect:
    """Return where a matrix puts a box of a page, in mm."""
    moved = matrix.transform(box)
    return Rect(mm(moved.llx), mm(moved.lly), mm(moved.width), mm(moved.height))


def inked(slot: Slot, box: PageBox, matrix: Matrix) -> Rect:
    """Return where the ink of a placed page may go: in its slot, within its own bleed (mm).

    Each page of a plan may have another bleed on each side, or none.
    """
    return in_mm(matrix, box.inked).cut_to(slot.clip)


def with_trims(pdf: Pdf, boxes: Sequence[PageBox]) -> list[PageBox]:
    """Return the boxes; without TrimBox, a named size with 3 mm around it has its trim inside."""
    return [
        box if optional_box(page.obj, "/TrimBox", box.media) else _within_bleed(box)
        for page, box in zip(pdf.pages, boxes, strict=True)
    ]


def _within_bleed(box: PageBox) -> PageBox:
    named = within_bleed(box.size)
    if named is None:
        return box
    size = named if box.rotate % 180 == 0 else named.turned
    across, up = (
        (box.trim.width - pt(size.width) / box.unit) / 2,
        (box.trim.height - pt(size.height) / box.unit) / 2,
    )
    trim = Rectangle(
        box.trim.llx + across, box.trim.lly + up, box.trim.urx - across, box.trim.ury - up
    )
    return replace(box, trim=trim)


def largest_bleed(boxes: Sequence[PageBox]) -> float:
    """Return the bleed to plan with, in mm: the largest bleed of any page on any side."""
    return max((box.bleed for box in boxes), default=0)


def bleed_warnings(plan: Plan, boxes: Sequence[PageBox]) -> tuple[str, ...]:
    """Return a warning if pages lose bleed where they meet; ``boxes`` in the order of the plan.

    A poster in tiles never loses bleed: its tiles end at its trim.
    """
    slots = [slot for side in plan.sides for slot in side.slots]
    lost = any(slot.page and _cuts_bleed(slot, boxes[slot.page - 1]) for slot in slots)
    if plan.schema == "tiles" or not lost:
        return ()
    return (tr("where pages meet, their bleed is cut at the spine or halfway"),)


def _cuts_bleed(slot: Slot, box: PageBox) -> bool:
    if box.bleed <= 0:
        return False
    matrix = placed(slot, box)
    art, kept = in_mm(matrix, box.inked), inked(slot, box, matrix)
    lost = (kept.x - art.x, kept.y - art.y, art.right - kept.right, art.top - kept.top)
    return max(lost) > _SAME
