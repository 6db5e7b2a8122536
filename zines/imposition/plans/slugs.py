"""Place of the slug: the line in a margin that names the piece and the sheet."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.geometry import Rect, Size
from zines.base.limits import UNPRINTABLE_EDGE_MM
from zines.base.units import mm
from zines.imposition.plans.plan import Label, Mark

#: Height of the line with the white above and below it, and the distance to a mark (mm).
HEIGHT, CLEAR = 3.5, 1.0
SIZE_PT = 6.0
#: Mean width of a letter divided by its size: semibold text faces with figures and capitals.
_LETTER = 0.6


def placed(sheet: Size, used: Rect, marks: Sequence[Mark], text: str) -> Label | None:
    """Return the slug in a margin, beside pages and marks; None if no margin has room.

    ``used`` is the part of the sheet that is printed, bleed included.
    """
    length = len(text) * mm(SIZE_PT) * _LETTER
    boxes = [_box(mark) for mark in marks]
    for upright, (low, high) in _margins(sheet, used):
        along = sheet.height if upright else sheet.width
        for level in _levels(low, high):
            # Where marks cross the line, as spans along the margin.
            taken = [
                (box.y, box.top) if upright else (box.x, box.right)
                for box in boxes
                if _meets((box.x, box.right) if upright else (box.y, box.top), level)
            ]
            middle = _gap(taken, along, length)
            if middle is not None:
                at = (level, middle) if upright else (middle, level)
                return Label(text, at, SIZE_PT, 90 if upright else 0)
    return None


def _box(mark: Mark) -> Rect:
    return Rect.of_edges(*map(min, mark.start, mark.end), *map(max, mark.start, mark.end))


def _margins(sheet: Size, used: Rect) -> list[tuple[bool, tuple[float, float]]]:
    """Return the margins wide enough for the line: foot, head, then (upright) left and right."""
    margins = [
        (False, (0.0, used.y)),
        (False, (used.top, sheet.height)),
        (True, (0.0, used.x)),
        (True, (used.right, sheet.width)),
    ]
    return [(upright, (low, high)) for upright, (low, high) in margins if high - low >= HEIGHT]


def _levels(low: float, high: float) -> list[float]:
    """Return places for the middle of the line within a margin, the middle of the margin first."""
    room = (high - low - HEIGHT) / 2
    middle = (low + high) / 2
    return [middle, middle - room, middle + room, middle - room / 2, middle + room / 2]


def _meets(span: tuple[float, float], level: float) -> bool:
    return span[0] < level + HEIGHT / 2 + CLEAR and level - HEIGHT / 2 - CLEAR < span[1]


def _gap(taken: Sequence[tuple[float, float]], along: float, length: float) -> float | None:
    """Return the middle of the line in the gap nearest to a quarter of the margin, or None."""
    low, middles = UNPRINTABLE_EDGE_MM, []
    for start, end in [*sorted(taken), (along - UNPRINTABLE_EDGE_MM + CLEAR, along)]:
        if start - CLEAR - low >= length:
            nearest = min(max(along / 4, low + length / 2), start - CLEAR - length / 2)
            middles.append(nearest)
        low = max(low, end + CLEAR)
    return min(middles, key=lambda middle: abs(middle - along / 4), default=None)
