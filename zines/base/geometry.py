"""Frozen sizes, rectangles and placements, in mm; y grows upwards, as in PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Rotation = Literal[0, 90, 180, 270]


@dataclass(frozen=True)
class Size:
    """Width and height in mm."""

    width: float
    height: float

    @property
    def turned(self) -> Size:
        """The same size with width and height exchanged."""
        return Size(self.height, self.width)

    @property
    def landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height

    def scaled(self, by: float) -> Size:
        """Return both lengths multiplied by a factor."""
        return Size(self.width * by, self.height * by)


@dataclass(frozen=True)
class Rect:
    """A rectangle, given by its lower left corner; in mm."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of_edges(cls, x: float, y: float, right: float, top: float) -> Rect:
        """Return the rectangle with these left, lower, right and upper edges."""
        return cls(x, y, right - x, top - y)

    @classmethod
    def around(cls, boxes: Sequence[Rect]) -> Rect:
        """Return the smallest rectangle that contains all of these; at least one is needed."""
        return cls.of_edges(
            min(box.x for box in boxes),
            min(box.y for box in boxes),
            max(box.right for box in boxes),
            max(box.top for box in boxes),
        )

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The y of the upper edge."""
        return self.y + self.height

    def overlaps(self, other: Rect, tolerance: float = 1e-6) -> bool:
        """Return whether both share more than an edge, within ``tolerance`` in mm."""
        return (
            self.x < other.right - tolerance
            and other.x < self.right - tolerance
            and self.y < other.top - tolerance
            and other.y < self.top - tolerance
        )

    def cut_to(self, other: Rect) -> Rect:
        """Return the common part of both; without a length in a direction where they have none."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        width, height = min(self.right, other.right) - x, min(self.top, other.top) - y
        return Rect(x, y, max(width, 0), max(height, 0))

    def middle(self, size: Size) -> Rect:
        """Return where something of this size lies in the middle, even if it is larger."""
        x, y = (self.width - size.width) / 2, (self.height - size.height) / 2
        return Rect(self.x + x, self.y + y, size.width, size.height)

    def half_turned(self, size: Size) -> Rect:
        """Return the rectangle after its sheet, of the given size, is turned by 180 degrees."""
        return Rect(size.width - self.right, size.height - self.top, self.width, self.height)


@dataclass(frozen=True)
class Placement:
    """Where the trim of a page goes, and its rotation in degrees, counter-clockwise."""

    trim: Rect
    rotation: Rotation = 0

    def half_turned(self, size: Size) -> Placement:
        """Return the placement after its sheet, of the given size, is turned by 180 degrees."""
        turned: Rotation = {0: 180, 90: 270, 180: 0, 270: 90}[self.rotation]  # type: ignore[assignment]
        return Placement(self.trim.half_turned(size), turned)
