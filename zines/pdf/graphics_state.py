"""The graphics state of a content stream (ISO 32000-1, 8.4), and its arithmetic. Pure."""

from __future__ import annotations

import math
from typing import NamedTuple

from zines.pdf.colour_spaces import GREY, Space
from zines.pdf.fonts import NO_FONT, ReadFont
from zines.pdf.model import Box, Colour


class Matrix(NamedTuple):
    """A transformation, as the six numbers of PDF."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def after(self, first: Matrix) -> Matrix:
        """Return the transformation that does ``first``, then this one."""
        return Matrix(
            first.a * self.a + first.b * self.c,
            first.a * self.b + first.b * self.d,
            first.c * self.a + first.d * self.c,
            first.c * self.b + first.d * self.d,
            first.e * self.a + first.f * self.c + self.e,
            first.e * self.b + first.f * self.d + self.f,
        )

    def box(self, box: Box) -> Box:
        """Return the upright box around a transformed box."""
        left, bottom, right, top = box
        a, b, c, d, e, f = self
        ax, cx = sorted((a * left, a * right)), sorted((c * bottom, c * top))
        by, dy = sorted((b * left, b * right)), sorted((d * bottom, d * top))
        return Box(ax[0] + cx[0] + e, by[0] + dy[0] + f, ax[1] + cx[1] + e, by[1] + dy[1] + f)

    @property
    def across(self) -> float:
        """How long a step of 1 to the right becomes."""
        return math.hypot(self.a, self.b)

    @property
    def upwards(self) -> float:
        """How long a step of 1 upwards becomes."""
        return math.hypot(self.c, self.d)

    @property
    def scale(self) -> float:
        """How much wider a line becomes, on average over its directions."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def matrix_of(values: list[float]) -> Matrix:
    """Return the matrix of six numbers, nothing done for any other count."""
    return Matrix(*values) if len(values) == 6 else Matrix()


BLACK = Colour("grey", (0.0,))


class State:
    """What ``q`` keeps and ``Q`` brings back."""

    def __init__(self, matrix: Matrix, clip: Box) -> None:
        """Start as a page or form does."""
        self.matrix = matrix
        self.clip = clip
        self.fill = self.stroke = BLACK
        self.fill_space: Space = GREY
        self.stroke_space: Space = GREY
        self.line_width = 1.0
        self.overprint = False
        self.font: ReadFont = NO_FONT
        self.size = 0.0
        self.between_signs = 0.0
        self.between_words = 0.0
        self.stretch = 1.0
        self.leading = 0.0
        self.rise = 0.0
        self.mode = 0

    def kept(self) -> State:
        """Return a copy."""
        copy = State.__new__(State)
        copy.__dict__.update(self.__dict__)
        return copy


class Path:
    """The box around a path under construction, and the count of its pieces."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.clear()

    def clear(self) -> None:
        """Forget the path, once it is painted."""
        self.left = self.bottom = math.inf
        self.right = self.top = -math.inf
        self.segments = 0

    def add(self, xs: list[float], ys: list[float]) -> None:
        """Reach out to points (for a curve, its control points: never too small)."""
        if xs and ys:
            self.left, self.right = min(self.left, *xs), max(self.right, *xs)
            self.bottom, self.top = min(self.bottom, *ys), max(self.top, *ys)
            self.segments += 1

    def box(self, matrix: Matrix) -> Box | None:
        """Return its box on the page, None for no path."""
        if not self.segments:
            return None
        return matrix.box(Box(self.left, self.bottom, self.right, self.top))
