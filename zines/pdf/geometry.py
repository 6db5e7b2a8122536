"""Boxes and matrices of PDF pages. Names pikepdf, for its Matrix and Rectangle.

``Box`` is our own beside ``pikepdf.Rectangle`` because the rules of preflight work with it and name
no library, and because two boxes may have nothing in common, for which Rectangle has no value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from pikepdf import Matrix, Rectangle


class Box(NamedTuple):
    """A rectangle, in pt; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Never negative in a box that was read from a file: its corners are put in order."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Never negative in a box that was read from a file."""
        return self.top - self.bottom

    @property
    def has_area(self) -> bool:
        """Neither empty nor a line."""
        return self.right > self.left and self.top > self.bottom

    def inside(self, other: Box, tolerance: float = 0.05) -> bool:
        """Lie wholly within ``other``."""
        return (
            self.left >= other.left - tolerance
            and self.bottom >= other.bottom - tolerance
            and self.right <= other.right + tolerance
            and self.top <= other.top + tolerance
        )

    def grown(self, by: float) -> Box:
        """Return the box with each edge moved outwards."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def cut_to(self, other: Box) -> Box | None:
        """Return what both have in common (it may be a line), or None."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Box(left, bottom, right, top) if left <= right and bottom <= top else None


#: Larger than any page: the clip where none is set.
EVERYWHERE = Box(-1e6, -1e6, 1e6, 1e6)
UNIT_SQUARE = Rectangle(0, 0, 1, 1)


def matrix_of(values: Sequence[float]) -> Matrix:
    """Return the matrix of six numbers, the identity for any other count."""
    return Matrix(*values) if len(values) == 6 else Matrix()


def transformed(box: Box, matrix: Matrix) -> Box:
    """Return the upright box around a transformed box."""
    return box_of(matrix.transform(Rectangle(*box)))


def box_of(rectangle: Rectangle) -> Box:
    """Return a rectangle of pikepdf as a box."""
    return Box(rectangle.llx, rectangle.lly, rectangle.urx, rectangle.ury)


def width_of_unit(matrix: Matrix) -> float:
    """Return how long a step of 1 to the right becomes."""
    return math.hypot(matrix.a, matrix.b)


def height_of_unit(matrix: Matrix) -> float:
    """Return how long a step of 1 upwards becomes."""
    return math.hypot(matrix.c, matrix.d)


def mean_scale(matrix: Matrix) -> float:
    """Return how much wider a line becomes, on average over its directions."""
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def least_scale(matrix: Matrix) -> float:
    """Return how much longer lengths become, in the direction in which they grow least."""
    return min(width_of_unit(matrix), height_of_unit(matrix))
