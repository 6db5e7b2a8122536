"""Piles of leaves, stapled or sewn beside the spine: page order and positions of holes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from zines.base.paper import SIZES
from zines.imposition.plans import planning, recipe
from zines.imposition.plans.plan import Cut, Gather, Plan, Stab
from zines.imposition.plans.request import ImpositionRequest

A6, A5, A4 = (SIZES[name] for name in ("a6", "a5", "a4"))


def plan(pages: int = 8, trim: Any = A5, sheet: Any = A5, **options: Any) -> Plan:
    return planning.plan([trim] * pages, ImpositionRequest("stab", sheet, **options))


def flat(points: Any) -> list[float]:
    return [number for point in points for number in point]


@pytest.mark.parametrize("binding", ["left", "right", "top"])
@pytest.mark.parametrize(("trim", "sheet", "grid"), [(A5, A5, None), (A6, A4, (2, 2))])
def test_the_pile_reads_in_order(binding: Any, trim: Any, sheet: Any, grid: Any) -> None:
    made = plan(16, trim, sheet, grid=grid, binding=binding, inner_margin=12)
    assert paper_model.read(made) == [list(range(1, 17))]
    assert any(isinstance(step, Cut) for step in made.steps) == bool(grid)
    assert isinstance(made.steps[0], Gather) and isinstance(made.steps[-1], Stab)


@pytest.mark.parametrize(
    ("binding", "holes"),
    [
        ("left", [(7.5, 52.5), (7.5, 157.5)]),
        ("right", [(140.5, 52.5), (140.5, 157.5)]),
        ("top", [(37, 202.5), (111, 202.5)]),
    ],
)
def test_holes_stand_in_the_middle_of_the_margin(binding: Any, holes: Any) -> None:
    """Two holes are at a quarter from either end, like staples; A5 is 148 x 210 mm."""
    made = plan(binding=binding, inner_margin=15, holes=2, marks=("holes",))
    (step,) = [step for step in made.steps if isinstance(step, Stab)]
    assert flat(step.at) == pytest.approx(flat(holes)) and step.edge == binding
    first, *others = made.sides
    middles = [
        ((mark.start[0] + mark.end[0]) / 2, (mark.start[1] + mark.end[1]) / 2)
        for mark in first.marks
    ]
    assert flat(middles) == pytest.approx(flat(holes))
    # Wide enough to find with an awl, and still beneath a stitch that is off by 1 mm.
    for mark in first.marks:
        wide, high = mark.end[0] - mark.start[0], mark.end[1] - mark.start[1]
        assert 1 <= wide <= 2 and high == pytest.approx(wide)
    assert not any(side.marks for side in others)
    # No page reaches the line of the holes.
    for slot in first.slots:
        trim = slot.clip
        assert not any(trim.x < x < trim.right and trim.y < y < trim.top for x, y in step.at)


def test_the_holes_of_a_pile_that_is_cut_are_on_its_first_leaf() -> None:
    made = plan(16, A6, A4, grid=(2, 2), inner_margin=20)
    (step,) = [step for step in made.steps if isinstance(step, Stab)]
    cell = next(slot.cut for slot in made.sides[0].slots if slot.page == 1)
    assert cell is not None and len(step.at) == 4
    assert all(x == pytest.approx(cell.x + 10) and cell.y < y < cell.top for x, y in step.at)


def test_without_a_margin_staples_stand_where_staplers_reach() -> None:
    (step,) = [step for step in recipe.data(plan())["steps"] if step["kind"] == "stab"]
    assert (step["inset"], step["edge"], len(step["at"])) == (5, "left", 4)
