"""The position of the slug among the marks of a margin; lengths in mm.

The mean width of a letter of 6 pt is 0.6 x 6 pt = 1.27 mm. The line takes 3.5 mm with the white
above and below it, and is 1 mm away from marks and 5 mm from the ends of the sheet.
"""

from __future__ import annotations

import pytest

from zines.base.geometry import Rect, Size
from zines.imposition.plans import slugs
from zines.imposition.plans.plan import Mark

SHEET = Size(200, 120)
#: The printed part of the sheet: margins are 20 mm all around.
PRINTED = Rect(20, 20, 160, 80)
TEN = "n" * 10
#: Half of the width of ten letters.
HALF = 10 * 0.6 * 6 * 25.4 / 72 / 2


def at(text: str, *marks: Mark, printed: Rect = PRINTED) -> tuple[float, float] | None:
    label = slugs.placed(SHEET, printed, marks, text)
    if label is None:
        return None
    assert (label.text, label.size_pt) == (text, 6)
    return label.at


def level(y: float) -> Mark:
    """Return a line across the whole margin at this height."""
    return Mark("cut", (0, y), (200, y))


def upright(x: float) -> Mark:
    return Mark("fold", (x, 0), (x, 20))


def test_it_stands_at_a_quarter_of_the_foot_in_the_middle_of_the_margin() -> None:
    assert at(TEN) == pytest.approx((50, 10))
    # A longer line begins at the edge of what machines can print.
    assert at("n" * 74) == pytest.approx((5 + 74 * HALF / 10, 10))


@pytest.mark.parametrize(
    ("printed", "rotation", "where"),
    [
        # A margin of 3.5 mm holds the line, one of 3.4 mm does not.
        (Rect(20, 3.5, 160, 96.5), 0, (50, 1.75)),
        (Rect(20, 3.4, 160, 96.6), 0, (50, 110)),
        (Rect(20, 3.4, 160, 113.1), 0, (50, 118.25)),
        (Rect(20, 0, 160, 120), 90, (10, 30)),
        (Rect(3.5, 0, 196.5, 120), 90, (1.75, 30)),
        (Rect(3.4, 0, 176.6, 120), 90, (190, 30)),
        (Rect(3.4, 0, 193.1, 120), 90, (198.25, 30)),
    ],
)
def test_it_stands_at_the_foot_the_head_the_left_or_the_right(
    printed: Rect, rotation: int, where: tuple[float, float]
) -> None:
    label = slugs.placed(SHEET, printed, [], TEN)
    assert label is not None and label.rotation == rotation
    assert label.at == pytest.approx(where)


def test_without_a_margin_there_is_none() -> None:
    assert at(TEN, printed=Rect(3.4, 3.4, 193.2, 113.2)) is None


@pytest.mark.parametrize(
    ("lines", "y"),
    [
        ((), 10),
        # Half of 3.5 mm, and 1 mm: 2.75 mm on either side of a line.
        ((12.75,), 10),
        ((7.25,), 10),
        ((12.5,), 1.75),
        ((7.5,), 18.25),
        ((7.5, 1), 18.25),
        ((10,), 1.75),
        ((10, 2), 18.25),
        ((10, 2, 18), 5.875),
        ((10, 2, 18, 6), 14.125),
    ],
)
def test_it_stands_between_lines_that_run_along_its_margin(
    lines: tuple[float, ...], y: float
) -> None:
    """It is in the middle; else near the edge, near the printed part, or halfway to either."""
    found = at(TEN, *map(level, lines))
    if lines == (7.5,):
        # Near the edge, the slug is at 1.75 mm and needs 2.75 mm more: a mark at 7.5 mm is clear.
        assert found == pytest.approx((50, 1.75))
    else:
        assert found == pytest.approx((50, y))


def test_where_lines_leave_no_room_it_goes_to_the_other_margin() -> None:
    lines = [level(y) for y in (2, 6, 10, 14, 18)]
    assert at(TEN, *lines) == pytest.approx((50, 110))


@pytest.mark.parametrize(
    ("letters", "ticks", "x"),
    [
        (10, (40, 60), 50),
        (10, (48,), 49 + HALF),
        (10, (52,), 51 - HALF),
        # 25.4 mm do not fit between 41 and 55: the right side is nearer than the left.
        (20, (40, 56), 57 + 2 * HALF),
        (20, (44, 66), 43 - 2 * HALF),
        (10, (150,), 50),
    ],
)
def test_it_stands_in_the_gap_nearest_to_a_quarter(
    letters: int, ticks: tuple[float, ...], x: float
) -> None:
    assert at("n" * letters, *map(upright, ticks)) == pytest.approx((x, 10))


@pytest.mark.parametrize(
    ("start", "end"),
    [((45, 7.5), (54, 12)), ((54, 12), (45, 7.5)), ((45, 12), (54, 7.5)), ((54, 7.5), (45, 12))],
)
def test_a_mark_takes_all_of_its_box_from_whichever_corner(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    """From 44 to 55 mm nothing is printed; the right side is nearer to 50."""
    assert at(TEN, Mark("registration", start, end)) == pytest.approx((55 + HALF, 10))


def test_a_mark_of_another_margin_is_in_nobodys_way() -> None:
    assert at(TEN, Mark("cut", (50, 100), (50, 120))) == pytest.approx((50, 10))


def test_ticks_of_an_upright_margin_part_it_in_height() -> None:
    """A quarter of 120 mm is 30 mm: between ticks at 28 and 60 mm, the line begins at 29."""
    ticks = [Mark("fold", (0, y), (20, y)) for y in (28.0, 60.0)]
    assert at(TEN, *ticks, printed=Rect(20, 0, 160, 120)) == pytest.approx((10, 29 + HALF))
