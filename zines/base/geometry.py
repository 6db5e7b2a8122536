"""Frozen sizes, rectangles and placements, in mm; y grows upwards, as in PDF."""

from __future__ import annotations

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


@dataclass(frozen=True)
class Rect:
    """A rectangle, given by its lower left corner; in mm."""

    x: float
    y: float
    width: float
    height: float

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
