"""Boxes and matrices of PDF pages. Imports pikepdf, for its Matrix and Rectangle.

``Box`` exists besides ``pikepdf.Rectangle`` because the rules of preflight use it and import no
library, and because two boxes may have no common part, for which Rectangle has no value.
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
        """The width, never negative for a box from a file: its corners are put in order."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height, never negative for a box from a file."""
        return self.top - self.bottom

    @property
    def has_area(self) -> bool:
        """Whether it is neither empty nor a line."""
        return self.right > self.left and self.top > self.bottom

    def inside(self, other: Box, tolerance: float = 0.05) -> bool:
        """Return whether it lies completely within ``other``, up to a tolerance in pt."""
        return (
            self.left >= other.left - tolerance
            and self.bottom >= other.bottom - tolerance
            and self.right <= other.right + tolerance
            and self.top <= other.top + tolerance
        )

    def grown(self, by: float) -> Box:
        """Return the box with each edge moved outwards by a length in pt."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def cut_to(self, other: Box) -> Box | None:
        """Return the common part of both (it may be a line), or None."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Box(left, bottom, right, top) if left <= right and bottom <= top else None


#: Larger than any page: the clip if none is set.
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
    """Return the transformed length of a step of 1 to the right."""
    return math.hypot(matrix.a, matrix.b)


def height_of_unit(matrix: Matrix) -> float:
    """Return the transformed length of a step of 1 upwards."""
    return math.hypot(matrix.c, matrix.d)


def mean_scale(matrix: Matrix) -> float:
    """Return the factor by which a line widens, on average over its directions."""
    return math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))


def least_scale(matrix: Matrix) -> float:
    """Return the smaller of the factors by which horizontal and vertical lengths grow."""
    return min(width_of_unit(matrix), height_of_unit(matrix))
