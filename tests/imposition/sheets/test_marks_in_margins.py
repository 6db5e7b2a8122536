"""The position of marks in margins of any width, as print shops expect; lengths in mm."""

from __future__ import annotations

from typing import Any

import pytest

from zines.base.geometry import Size
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest


def card(margin: float, *marks: str, **options: Any) -> Plan:
    """Return the plan of one page of 100 x 120 mm with this margin all around."""
    sheet = Size(100 + 2 * margin, 120 + 2 * margin)
    request = ImpositionRequest("repeat", sheet, marks=marks, up=1, **options)
    return planning.plan([Size(100, 120)], request)


@pytest.mark.parametrize(
    ("margin", "span"),
    [
        # A mark ends 3 mm before the page and is 4 mm long, where there is room.
        (4, (0, 1)),
        (6, (0, 3)),
        (7, (0, 4)),
        (8, (1, 5)),
        # If at least 1 mm of it remains, it starts beyond the 5 mm that machines do not print.
        (9, (5, 6)),
        (10, (5, 7)),
        (12, (5, 9)),
        (20, (13, 17)),
    ],
)
def test_eight_crop_marks_stand_at_four_corners(margin: float, span: tuple[float, float]) -> None:
    made = card(margin, "crop")
    assert not made.warnings
    start, end = span
    width, height = made.sheet.width, made.sheet.height
    expected = {
        *(
            (x, a, x, b)
            for x in (margin, width - margin)
            for a, b in (span, (height - end, height - start))
        ),
        *(
            (a, y, b, y)
            for y in (margin, height - margin)
            for a, b in (span, (width - end, width - start))
        ),
    }
    found = [
        tuple(round(n, 3) for n in (*sorted((m.start, m.end))[0], *sorted((m.start, m.end))[1]))
        for m in made.sheets[0].front.marks
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("margin", [5, 8.5, 20])
def test_registration_marks_stand_in_the_middle_of_each_margin(margin: float) -> None:
    made = card(margin, "registration")
    width, height = made.sheet.width, made.sheet.height
    middles = {
        ((m.start[0] + m.end[0]) / 2, (m.start[1] + m.end[1]) / 2)
        for m in made.sheets[0].front.marks
    }
    assert middles == {
        (margin / 2, height / 2),
        (width - margin / 2, height / 2),
        (width / 2, margin / 2),
        (width / 2, height - margin / 2),
    }


@pytest.mark.parametrize(("sheet", "upright"), [(Size(120, 120), True), (Size(100, 140), False)])
def test_registration_marks_stand_where_there_is_a_margin(sheet: Size, upright: bool) -> None:
    """With margins of 10 mm at two sides only, two marks are on a line through the middle."""
    request = ImpositionRequest("repeat", sheet, marks=("registration",), up=1)
    marks = planning.plan([Size(100, 120)], request).sheets[0].front.marks
    assert len(marks) == 2
    axis = 1 if upright else 0
    middle = (sheet.height if upright else sheet.width) / 2
    assert {(m.start[axis] + m.end[axis]) / 2 for m in marks} == {middle}


@pytest.mark.parametrize(
    ("title", "shown"),
    [("m" * 60, "m" * 60), ("m" * 61, "m" * 59 + "…"), ("m" * 58 + " " + "m" * 9, "m" * 58 + "…")],
)
def test_a_title_of_the_slug_has_sixty_characters_at_most(title: str, shown: str) -> None:
    made = planning.plan(
        [Size(100, 120)],
        ImpositionRequest("repeat", Size(297, 420), marks=("slug",), title=title, up=1),
    )
    (label,) = made.sheets[0].front.labels
    assert label.text.split(" · ")[0] == shown


def test_one_side_alone_is_marked_and_named() -> None:
    made = planning.plan(
        [Size(100, 120)] * 3,
        ImpositionRequest("repeat", Size(297, 420), marks=("slug",), one_sided=True, up=1),
    )
    assert [label.text.split(" · ")[:2] for side in made.sides for label in side.labels] == [
        [f"feuille {number} sur 3", "recto"] for number in (1, 2, 3)
    ]
