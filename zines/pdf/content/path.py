"""A path under construction (ISO 32000-1, 8.5.2). Pure, except for the matrix."""

from __future__ import annotations

from pikepdf import Matrix, Rectangle

from zines.pdf.geometry import Box, box_of


class Path:
    """The segments of a path, and the instruction (counted from 0) that begins it.

    A segment is an operator (``m l c v y h re``) and its coordinates, alternating x and y. The
    coordinates of a rectangle are its five corners, the first corner again at the end.
    """

    def __init__(self) -> None:
        """Start with an empty path."""
        self.start = -1
        self.segments: list[tuple[str, list[float]]] = []
        self._more = 0

    def add(self, operator: str, coordinates: list[float], index: int) -> None:
        """Add the segment that instruction ``index`` draws; an odd last number is dropped."""
        if self.start < 0:
            self.start = index
        if len(coordinates) % 2:
            coordinates.pop()
        self.segments.append((operator, coordinates))

    def add_shortened(self, numbers: list[float], index: int) -> None:
        """Add the box of several segments; the last number is their count (see `shortened`)."""
        *corners, count = numbers
        self.add("re", corners, index)
        self._more += round(count) - 1

    @property
    def count(self) -> int:
        """The number of its segments with points: moves, lines, curves and rectangles."""
        return sum(bool(coordinates) for _, coordinates in self.segments) + self._more

    def box(self, matrix: Matrix) -> Box | None:
        """Return the upright box around it on the page, None for an empty path.

        The control points of a curve count as its points, so the box is never too small.
        """
        numbers = [number for _, coordinates in self.segments for number in coordinates]
        if not numbers:
            return None
        xs, ys = numbers[::2], numbers[1::2]
        return box_of(matrix.transform(Rectangle(min(xs), min(ys), max(xs), max(ys))))
