"""Boxes, matrices and paths, compared with plane geometry."""

from __future__ import annotations

import math

import pytest
from pikepdf import Matrix, Rectangle

from zines.pdf.content.drawing import circle
from zines.pdf.content.path import Path
from zines.pdf.geometry import (
    EVERYWHERE,
    UNIT_SQUARE,
    Box,
    box_of,
    height_of_unit,
    least_scale,
    matrix_of,
    mean_scale,
    transformed,
    width_of_unit,
)

BOX = Box(10, 20, 40, 60)


def test_sides_of_a_box() -> None:
    assert (BOX.width, BOX.height) == (30, 40)
    assert BOX.grown(5) == Box(5, 15, 45, 65)
    assert box_of(Rectangle(1, 2, 3, 4)) == Box(1, 2, 3, 4)
    assert Rectangle(0, 0, 1, 1) == UNIT_SQUARE


@pytest.mark.parametrize(
    ("box", "area"), [(BOX, True), (Box(1, 1, 1, 5), False), (Box(1, 1, 5, 1), False)]
)
def test_a_line_has_no_area(box: Box, area: bool) -> None:
    assert box.has_area is area


@pytest.mark.parametrize("edge", range(4))
@pytest.mark.parametrize(("by", "within"), [(-1, True), (0.04, True), (0.06, False), (3, False)])
def test_a_box_is_inside_where_no_edge_is_outside(edge: int, by: float, within: bool) -> None:
    """Numbers in files have two or three decimals: 0.05 pt outside does not count as bleed."""
    moved = list(BOX)
    moved[edge] += by if edge >= 2 else -by
    assert Box(*moved).inside(BOX) is within
    assert Box(*moved).inside(BOX, tolerance=1) is (by < 1)


def test_what_boxes_have_in_common() -> None:
    assert BOX.cut_to(EVERYWHERE) == BOX
    assert BOX.cut_to(Box(0, 30, 20, 100)) == Box(10, 30, 20, 60)
    assert BOX.cut_to(Box(20, 0, 100, 30)) == Box(20, 20, 40, 30)
    # The boxes share only an edge, or nothing.
    assert BOX.cut_to(Box(40, 20, 50, 60)) == Box(40, 20, 40, 60)
    assert BOX.cut_to(Box(10, 60, 40, 70)) == Box(10, 60, 40, 60)
    assert BOX.cut_to(Box(41, 20, 50, 60)) is None
    assert BOX.cut_to(Box(10, 61, 40, 70)) is None


def test_no_page_is_larger_than_everywhere() -> None:
    """The largest page of PDF 1.7 measures 14400 units of at most 75 000 / 72 inches: 381 km."""
    wall = Box(-14400, -14400, 14400, 14400)
    assert wall.inside(EVERYWHERE) and EVERYWHERE.has_area


def test_matrices() -> None:
    assert matrix_of([2, 0, 0, 3, 4, 5]) == Matrix(2, 0, 0, 3, 4, 5)
    assert matrix_of([2, 0, 0, 3, 4]) == matrix_of([1] * 7) == Matrix()
    # A quarter turn counter-clockwise brings (x, y) to (-y, x).
    assert transformed(BOX, Matrix(0, 1, -1, 0, 0, 0)) == Box(-60, 10, -20, 40)


def test_how_much_larger_things_become() -> None:
    turned = Matrix().rotated(30).scaled(3, 2)
    for matrix in (Matrix(3, 0, 0, 2, 7, 7), turned):
        # The lengths of a unit step to the right and of a unit step upwards.
        right = math.dist(matrix.transform((0, 0)), matrix.transform((1, 0)))
        up = math.dist(matrix.transform((0, 0)), matrix.transform((0, 1)))
        assert width_of_unit(matrix) == pytest.approx(right)
        assert height_of_unit(matrix) == pytest.approx(up)
        assert least_scale(matrix) == pytest.approx(min(right, up))
        # The square of the mean scale is the area of the unit square, never negative.
        assert mean_scale(matrix) ** 2 == pytest.approx(6)
    assert mean_scale(Matrix(0, 1, 4, 0, 0, 0)) == pytest.approx(2)
    assert mean_scale(Matrix(1, 1, 1, 2, 0, 0)) == pytest.approx(1)


def test_a_path_knows_where_it_begins_and_what_it_covers() -> None:
    path = Path()
    assert path.box(Matrix()) is None and path.count == 0
    path.add("h", [], 4)
    assert path.box(Matrix()) is None and path.count == 0
    path.add("m", [1, 2], 5)
    path.add("c", [3, 9, -4, 8, 5, 5], 6)
    path.add("l", [7, 3, 99], 7)
    path.add("h", [], 8)
    assert path.start == 4
    # Closing a path adds no segment; a number without a second one is ignored.
    assert path.count == 3
    assert path.segments[3] == ("l", [7, 3])
    assert path.box(Matrix()) == Box(-4, 2, 7, 9)
    assert path.box(Matrix(2, 0, 0, 1, 10, 0)) == Box(2, 2, 24, 9)


def test_a_path_may_begin_with_the_first_instruction() -> None:
    path = Path()
    path.add("m", [0, 0], 0)
    path.add("l", [1, 1], 1)
    assert path.start == 0


def test_a_circle_is_round() -> None:
    """The middles of four Bezier curves are off the circle by less than 0.03 % of the radius."""
    x, y, radius = 100.0, 50.0, 20.0
    words = circle(x, y, radius, "{:.5f}".format).split()
    assert words[2] == "m" and words.count("c") == 4
    numbers = [float(word) for word in words if word not in "mc"]
    points = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert points[0] == points[-1] == (x + radius, y)
    corners = points[::3]
    # Each curve is a quarter of the circle, counter-clockwise.
    assert corners == [(120, 50), (100, 70), (80, 50), (100, 30), (120, 50)]
    for at in range(0, 12, 3):
        a, b, c, d = points[at : at + 4]
        middle = ((a[k] + 3 * b[k] + 3 * c[k] + d[k]) / 8 for k in (0, 1))
        assert math.dist(tuple(middle), (x, y)) == pytest.approx(radius, rel=3e-4)
