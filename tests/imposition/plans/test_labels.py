"""Sheets of labels: each label is where its seller's measures place it.

Source: public templates, read on 2026-11-28: jimevins/glabels-qt, templates/avery-iso-templates.xml
and templates/zweckform-iso-templates.xml (nx, ny, x0, y0, dx, dy of each part).
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.problems import UsageError
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError, Plan
from zines.imposition.plans.request import requested

A4 = SIZES["a4"]
#: Part, label (mm), columns x rows, left and top edge of the first label, pitch in x and y.
LABELS = [
    ("Zweckform 3474", Size(70, 37), (3, 8), (0, 0), (70, 37)),
    ("Zweckform 3477", Size(105, 41), (2, 7), (0, 4.93), (105, 41)),
    ("Zweckform 32015", Size(85, 54), (2, 4), (17, 31.5), (91, 60)),
    ("Avery L4732", Size(35.6, 16.9), (5, 16), (11, 13), (38.1, 16.9)),
    ("Avery J8157", Size(64, 24.3), (3, 11), (6, 14), (66.5, 24.3)),
    # Two columns of 99.1 mm, 2.5 mm apart, in the middle of the sheet.
    ("99.1 x 38.1", Size(99.1, 38.1), (2, 7), (4.65, 15.15), (101.6, 38.1)),
]


def plan(label: Size, pages: int, **options: Any) -> Plan:
    return planning.plan([label] * pages, requested(options, A4))


def words(label: Size, grid: Any, first: Any, pitch: Any) -> dict[str, str]:
    gutter = round(pitch[0] - label.width, 3), round(pitch[1] - label.height, 3)
    return {
        "grid": f"{grid[0]}x{grid[1]}",
        "margins": f"{first[0]},{first[1]}",
        "gutter": f"{gutter[0]},{gutter[1]}",
    }


@pytest.mark.parametrize(("part", "label", "grid", "first", "pitch"), LABELS, ids=lambda row: row)
def test_each_label_lies_where_its_sheet_has_it(
    part: str, label: Size, grid: Any, first: Any, pitch: Any
) -> None:
    given = words(label, grid, first, pitch)
    made = plan(label, 1, schema="repeat", **given)
    assert made.sheet == A4 and made.up == grid[0] * grid[1]
    found = {
        (round(slot.placement.trim.x, 3), round(A4.height - slot.placement.trim.top, 3))
        for slot in made.sides[0].slots
    }
    assert found == {
        (round(first[0] + column * pitch[0], 3), round(first[1] + row * pitch[1], 3))
        for column in range(grid[0])
        for row in range(grid[1])
    }
    addresses = plan(label, made.up, schema="n-up", **given)
    order = [slot.page for slot in addresses.sides[0].slots]
    assert order == list(range(1, made.up + 1))


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
def test_backs_lie_behind_their_fronts_off_the_middle_too(flip: str) -> None:
    made = plan(
        Size(85, 54), 16, schema="cards", grid="2x4", margins="10,20", gutter="6,3", flip=flip
    )
    assert paper_model.read(made) == [list(range(1, 17))]


def test_leaves_off_the_middle_are_cut_on_every_side() -> None:
    """A margin at the right and the bottom only is cut off, like a margin all around."""
    made = plan(Size(85, 54), 2, schema="repeat", margins="0,0", grid="2x4")
    assert paper_model.read(made) == [[1, 2]] * 8
    assert {(round(size.width), round(size.height)) for size in paper_model.sizes(made)} == {
        (85, 54)
    }


def test_what_lies_beyond_the_sheet_is_refused() -> None:
    with pytest.raises(ImpositionError, match="copies do not fit"):
        plan(Size(70, 37), 1, schema="repeat", grid="3x8", margins="1,0")
    with pytest.raises(ImpositionError, match="too small"):
        plan(Size(200, 280), 1, schema="repeat", margins="20,20")


@pytest.mark.parametrize("option", ["gutter", "margins"])
@pytest.mark.parametrize("text", ["", "a", "1,2,3", "-1,0", "nan,0", "inf,0", "1,", "9999,0"])
def test_lengths_are_two_numbers_in_mm(option: str, text: str) -> None:
    example = "3 or 2.5,0" if option == "gutter" else "4.65,15.15"
    with pytest.raises(UsageError, match=f"--{option} .* is no length in mm: say {example}, each"):
        requested({"schema": "repeat", option: text}, A4)


def test_one_gutter_is_for_both_ways() -> None:
    assert requested({"schema": "repeat", "gutter": "4"}, A4).gutters == (4, 4)
    assert requested({"schema": "repeat", "gutter": 4}, A4).gutters == (4, 4)
    assert requested({"schema": "repeat", "gutter": "2.5,0"}, A4).gutters == (2.5, 0)
    with pytest.raises(UsageError, match="--margins 4 is no length"):
        requested({"schema": "repeat", "margins": "4"}, A4)


@pytest.mark.parametrize(("label", "grid", "first", "pitch"), [row[1:] for row in LABELS])
def test_as_many_labels_as_their_sheet_has_fit_beside_its_margins(
    label: Size, grid: tuple[int, int], first: Any, pitch: Any
) -> None:
    given = words(label, grid, first, pitch)
    made = plan(label, 1, **{key: given[key] for key in ("margins", "gutter")}, schema="repeat")
    # (Nine cards of 85 x 54 mm fit beside these margins on a sheet that is turned.)
    assert made.up == (9 if label == Size(85, 54) else grid[0] * grid[1])


def test_margins_leave_less_room_to_fill() -> None:
    made = plan(Size(100, 100), 1, schema="repeat", margins="10,10", grid="2x2", scale="fit")
    assert made.trim.width == pytest.approx(100) and made.up == 4
