"""The paths of a content stream measured as they are printed: colour, thickness, area. Pure.

Follows the graphics state of ISO 32000-1, 8.4: q, Q, cm, w and the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import hypot

from zines.base.units import mm

Numbers = Sequence[float]
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_FILLS, _STROKES = {"f", "F", "f*", "B", "B*", "b", "b*"}, {"S", "s", "B", "B*", "b", "b*"}
_ENDS = _FILLS | _STROKES | {"n"}
_SPACES = {"cs": "fill", "CS": "stroke"}
_COLOURS = {"sc": "fill", "scn": "fill", "SC": "stroke", "SCN": "stroke"}
_DEVICE = {"g": "fill", "rg": "fill", "G": "stroke", "RG": "stroke"}
_INKS = {"k": "fill", "K": "stroke"}


@dataclass(frozen=True)
class Operation:
    """An operator with its numbers; ``name`` is the one it names, as a colour space."""

    operator: str
    numbers: Numbers = ()
    name: str = ""


@dataclass(frozen=True)
class Measured:
    """A path as it is painted once.

    ``start``: the operation that begins it; ``group``: the outermost marked content around it, by
    its operation, -1 for none. ``thickness_mm``: the width of a line; of an area, twice what it
    covers by the length of its edge, which is the width of a long bar.
    """

    start: int
    group: int
    is_line: bool
    colour: tuple[float, float, float]
    thickness_mm: float
    area_mm2: float


@dataclass(frozen=True)
class _State:
    matrix: Matrix = IDENTITY
    width: float = 1.0
    #: Components of the space if it is one of those asked for, and the values set in it.
    spaces: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Numbers] = field(default_factory=dict)


@dataclass
class _Path:
    start: int = -1
    length: float = 0.0
    area: float = 0.0
    points: list[Point] = field(default_factory=list)

    def close(self) -> None:
        """Add a figure to the whole; a hole, which turns the other way, is taken off."""
        ring = [*self.points, *self.points[:1]]
        self.area += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
        self.length += sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(self.points))
        self.points = []


def measured(
    operations: Sequence[Operation], spaces: Mapping[str, int], matrix: Matrix = IDENTITY
) -> Iterator[Measured]:
    """Yield each fill and stroke in grey or RGB.

    ``spaces`` has the components of those named; ``matrix`` leads to the page, in points.
    """
    state, path = _State(matrix), _Path()
    above: list[_State] = []
    marks: list[int] = []
    for index, one in enumerate(operations):
        operator, numbers = one.operator, one.numbers
        if operator == "q":
            above.append(state)
        elif operator == "Q" and above:
            state = above.pop()
        elif operator == "cm" and len(numbers) == 6:
            state = replace(state, matrix=times(numbers, state.matrix))
        elif operator == "w" and numbers:
            state = replace(state, width=numbers[0])
        elif operator in ("BDC", "BMC"):
            marks.append(index)
        elif operator == "EMC" and marks:
            marks.pop()
        elif operator in _ENDS:
            yield from _painted(operator, path, state, marks[0] if marks else -1)
            path = _Path()
        elif operator in ("m", "l", "c", "v", "y", "re", "h"):
            _add(path, operator, numbers, state.matrix)
            path.start = index if path.start < 0 else path.start
        else:
            state = _coloured(state, one, spaces)


def _coloured(state: _State, one: Operation, known: Mapping[str, int]) -> _State:
    operator, spaces, values = one.operator, dict(state.spaces), dict(state.values)
    if operator in _SPACES:
        what = _SPACES[operator]
        spaces[what] = known.get(one.name, 0)
        values[what] = [0.0] * spaces[what]
    elif operator in _COLOURS:
        values[_COLOURS[operator]] = one.numbers
    elif operator in _DEVICE:
        spaces[_DEVICE[operator]] = len(one.numbers)
        values[_DEVICE[operator]] = one.numbers
    elif operator in _INKS:
        spaces[_INKS[operator]] = 0
    else:
        return state
    return replace(state, spaces=spaces, values=values)


def _painted(operator: str, path: _Path, state: _State, group: int) -> Iterator[Measured]:
    if path.points:
        path.close()
    for what, among in (("fill", _FILLS), ("stroke", _STROKES)):
        values = state.values.get(what, ())
        if operator not in among or not state.spaces.get(what) or path.start < 0:
            continue
        if len(values) not in (1, 3):
            continue
        red, green, blue = values if len(values) == 3 else (values[0],) * 3
        if what == "fill":
            thickness = 2 * abs(path.area) / path.length if path.length else 0.0
            area = abs(path.area)
        else:
            thickness = state.width * scale(state.matrix)
            area = thickness * path.length
        yield Measured(
            path.start,
            group,
            what == "stroke",
            (red, green, blue),
            mm(thickness),
            mm(mm(area)),
        )


def _add(path: _Path, operator: str, numbers: Numbers, matrix: Matrix) -> None:
    """Add the points of an operator; a curve is taken as the lines between its control points."""
    if operator in ("m", "re") and path.points:
        path.close()
    if operator == "re" and len(numbers) == 4:
        x, y, width, height = numbers
        numbers = (x, y, x + width, y, x + width, y + height, x, y + height, x, y)
    path.points += [_moved(pair, matrix) for pair in zip(numbers[::2], numbers[1::2], strict=False)]
    if operator == "h" and path.points:
        path.points.append(path.points[0])


def _moved(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def scale(matrix: Numbers) -> float:
    """Return by how much lengths grow, in the direction in which they grow least."""
    a, b, c, d, _, _ = matrix
    return min(hypot(a, b), hypot(c, d))


def times(numbers: Numbers, two: Matrix) -> Matrix:
    """Return the matrix that does the first, then the second (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = numbers
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
