"""Measures of the paths of a content stream as printed: colour, thickness, area."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

from pikepdf import Matrix

from zines.base.units import mm
from zines.pdf.content.colour_operators import COLOURS
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter, MarkedContent
from zines.pdf.content.painted import Colour
from zines.pdf.content.path import Path
from zines.pdf.content.path_operators import PATHS
from zines.pdf.content.state_operators import MARKED_CONTENT, PARAMETERS, STATE
from zines.pdf.geometry import least_scale
from zines.pdf.resources.colour_spaces import UNKNOWN, Space

Point = tuple[float, float]
_FOLLOWED = STATE | PARAMETERS | MARKED_CONTENT | COLOURS | PATHS


@dataclass(frozen=True)
class Measured:
    """A path as it is painted once.

    ``start``: the index of its first instruction; ``marked``: the outermost marked content around
    it. ``thickness_mm``: the width of a line; for an area, twice its area divided by the length of
    its edge, which is the width of a long bar.
    """

    start: int
    marked: MarkedContent | None
    is_line: bool
    colour: tuple[float, float, float]
    thickness_mm: float
    area_mm2: float

    @property
    def group(self) -> int:
        """The number of the marked content, -1 for none."""
        return self.marked.number if self.marked else -1


def light_components(space: Space) -> int:
    """Return 1 for a grey space, 3 for an RGB space (device or calibrated), 0 for any other."""
    if space.family not in ("grey", "rgb") or space.table is not None:
        return 0
    return space.count


def uncoloured(matrix: Matrix) -> GraphicsState:
    """Return a state in which no colour is set: the initial black of streams does not count."""
    state = GraphicsState(matrix)
    state.fill_space = state.stroke_space = UNKNOWN
    return state


def measured(instructions: Iterable[Any], resources: Any, matrix: Matrix) -> list[Measured]:
    """Return each fill and stroke in grey or RGB; ``matrix`` leads to the page, in pt."""
    device = _Measures()
    interpreter = Interpreter(_FOLLOWED, resources, uncoloured(matrix), device)
    for instruction in instructions:
        interpreter.execute(instruction)
    return device.measured


class _Measures(Device):
    def __init__(self) -> None:
        self.measured: list[Measured] = []

    def fill_path(self, interpreter: Interpreter) -> None:
        state = interpreter.state
        area, length = _area_and_length(interpreter.path, state.matrix)
        thickness = 2 * area / length if length else 0.0
        self._note(interpreter, state.fill_space, state.fill, thickness, area, is_line=False)

    def stroke_path(self, interpreter: Interpreter) -> None:
        state = interpreter.state
        _, length = _area_and_length(interpreter.path, state.matrix)
        thickness = state.line_width * least_scale(state.matrix)
        area = thickness * length
        self._note(interpreter, state.stroke_space, state.stroke, thickness, area, is_line=True)

    def _note(
        self,
        interpreter: Interpreter,
        space: Space,
        colour: Colour,
        thickness: float,
        area: float,
        *,
        is_line: bool,
    ) -> None:
        values, start = colour.values, interpreter.path.start
        if start < 0 or not light_components(space) or len(values) not in (1, 3):
            return
        red, green, blue = values if len(values) == 3 else values * 3
        marked = interpreter.marked[0] if interpreter.marked else None
        self.measured.append(
            Measured(start, marked, is_line, (red, green, blue), mm(thickness), mm(mm(area)))
        )


def _area_and_length(path: Path, matrix: Matrix) -> tuple[float, float]:
    """Return the area (pt²) and length (pt) of a path, less holes in the other direction."""
    area = length = 0.0
    for points in _figures(path, matrix):
        ring = [*points, points[0]]
        area += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
        length += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))
    return abs(area), length


def _figures(path: Path, matrix: Matrix) -> Iterator[list[Point]]:
    """Yield the corners of each figure on the page; curves become lines between control points."""
    points: list[Point] = []
    for operator, numbers in path.segments:
        if operator in ("m", "re") and points:
            yield points
            points = []
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points += [matrix.transform(pair) for pair in pairs]
        if operator == "h" and points:
            points.append(points[0])
    if points:
        yield points
