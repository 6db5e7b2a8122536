"""Where a page of a file lies in its slot, and how far its ink may go there."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Rect
from zines.base.units import mm, pt
from zines.imposition.plan import Plan, Slot
from zines.pdf.page_boxes import Box, PageBox

TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
#: Less of a bleed is not missed (mm).
_UNSEEN = 0.5

Matrix = tuple[float, float, float, float, float, float]


def placed(slot: Slot, box: PageBox) -> Matrix:
    """Return the matrix that turns a page and moves its trim into the slot, in points."""
    turn = TURNS[(slot.placement.rotation - box.rotate) % 360]
    scale = slot.scale * box.unit
    a, b, c, d = (scale * n for n in turn)
    left, foot, _, _ = moved((a, b, c, d, 0, 0), box.trim)
    e = pt(slot.placement.trim.x) - left
    f = pt(slot.placement.trim.y) - foot
    return a, b, c, d, e, f


def moved(matrix: Matrix, box: Box) -> Box:
    """Return where a matrix of right angles puts a box (left, foot, right, head)."""
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = box
    left, right = a * x0 + c * y0 + e, a * x1 + c * y1 + e
    foot, head = b * x0 + d * y0 + f, b * x1 + d * y1 + f
    return min(left, right), min(foot, head), max(left, right), max(foot, head)


def inked(slot: Slot, box: PageBox, matrix: Matrix) -> Rect:
    """Return where the ink of a placed page may go: in its slot, not beyond its own bleed (mm).

    Pages of one plan may have bleed of their own on each side, or none.
    """
    left, foot, right, head = map(mm, moved(matrix, box.inked))
    clip = slot.clip
    x, y = max(left, clip.x), max(foot, clip.y)
    width, height = min(right, clip.right) - x, min(head, clip.top) - y
    return Rect(x, y, max(width, 0), max(height, 0))


def largest_bleed(boxes: Sequence[PageBox]) -> float:
    """Return the bleed to plan with, in mm: that of the side of a page that has most."""
    return max((box.bleed for box in boxes), default=0)


def cuts_bleed(plan: Plan, boxes: Sequence[PageBox]) -> bool:
    """Tell whether any page (``boxes`` in the order of the plan) loses some of its bleed."""
    for side in plan.sides:
        for slot in side.slots:
            if slot.page is None:
                continue
            box = boxes[slot.page - 1]
            matrix = placed(slot, box)
            left, foot, right, head = map(mm, moved(matrix, box.inked))
            kept = inked(slot, box, matrix)
            if max(kept.x - left, kept.y - foot, right - kept.right, head - kept.top) > _UNSEEN:
                return True
    return False
