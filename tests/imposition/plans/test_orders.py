"""The position of each page and the size of its cell, step by step from options to sheet."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from tests.imposition.plans.planned import plan
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plans import cell_sizes
from zines.imposition.plans.page_order import PageOrder, cells
from zines.imposition.plans.plan import Cut, Gather, ImpositionError
from zines.imposition.sheets import page_matrix

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))
BIG = Size(1200, 1600)


@pytest.mark.parametrize(
    ("count", "listed"),
    [
        (1, "it alone differs"),
        (10, "pages 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 differ"),
        (11, "pages 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ... differ"),
    ],
)
def test_pages_of_other_sizes_are_listed_up_to_ten(count: int, listed: str) -> None:
    trims = [A5, A6, *[A4] * (count - 1)]
    with pytest.raises(ImpositionError) as error:
        cell_sizes.uniform(trims, PageOrder((cells(1),)))
    assert "page 1 is 148.0 x 210.0 mm, page 2 is 105.0 x 148.0 mm" in str(error.value)
    assert f"({listed})" in str(error.value)


def test_cells_are_as_large_as_the_first_page() -> None:
    """Pages that differ by less than 1 mm are centred in their cells."""
    trims = [Size(148, 210), Size(148.4, 210.4), Size(147.6, 209.6)]
    order = PageOrder((cells(1, 2), cells(3, None)))
    assert cell_sizes.uniform(trims, order) == ([148, 148], [210, 210])
    leaflet = PageOrder((cells(1, 2),), (cells(None, 3),))
    assert cell_sizes.panels(trims, leaflet) == ([pytest.approx(148), 148.4], [210])


def test_a_panel_without_pages_is_as_wide_as_the_first() -> None:
    """Of six pages only two are given: the third panel is blank on both sides."""
    trims = [Size(100, 210), Size(97, 210)]
    order = PageOrder((cells(1, 2, None),), (cells(None, None, None),))
    assert cell_sizes.panels(trims, order) == ([100, 97, 100], [210])


def test_one_side_of_a_leaflet_has_panels_too() -> None:
    trims = [Size(100, 210), Size(100, 210)]
    assert cell_sizes.panels(trims, PageOrder((cells(1, 2),))) == ([100, 100], [210])


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_one_sided_leaves_are_piled_up_then_cut_apart(pages: int) -> None:
    """The pile is cut once, and each copy is complete and in order."""
    made = plan("repeat", pages, A6, A4, one_sided=True)
    assert made.up == 4 and made.steps[0] == Gather()
    assert paper_model.read(made) == [list(range(1, pages + 1))] * 4


@pytest.mark.parametrize("blanks", ["end", "before-last"])
def test_a_single_page_is_printed_on_the_front(blanks: str) -> None:
    made = plan("repeat", 1, A6, A4, blanks=blanks)
    assert paper_model.read(made) == [[1]] * 4
    assert made.sheets[0].back is None


def test_pages_read_side_by_side_are_not_cut() -> None:
    """n-up is for reading: sheets larger than their pages keep the margin."""
    for pages in (4, 8, 12):
        made = plan("n-up", pages, A6, A3, grid=(2, 2))
        assert not any(isinstance(step, Cut) for step in made.steps)


@pytest.mark.parametrize("binding", ["left", "right"])
@pytest.mark.parametrize("schema", ["saddle-stitch", "cut-stack-fold"])
def test_the_back_of_a_leaf_creeps_as_its_front_does(schema: str, binding: str) -> None:
    """With a cover, the inner sheets are one leaf deeper: 3 and 4 are on the second sheet."""
    options: dict[str, Any] = {"cover": True, "binding": binding}
    if schema == "cut-stack-fold":
        options["grid"] = (2, 1)
    still, moved = (plan(schema, 16, A6, BIG, creep=creep, **options) for creep in (0, 0.5))
    shifts = {
        after.page: abs(after.placement.trim.x - before.placement.trim.x)
        for one, other in zip(still.sides, moved.sides, strict=True)
        for before, after in zip(one.slots, other.slots, strict=True)
    }
    expected = {page: 0.5 * (min(page - 1, 16 - page) // 2) for page in range(1, 17)}
    assert shifts == pytest.approx(expected)


def test_pages_in_a_grid_of_a_cover_are_four() -> None:
    """The cover has the first two and the last two pages, like the outer sheet of a booklet."""
    made = plan("octavo", 20, A6, BIG, cover=True)
    cover = made.sheets[0]
    assert cover.back is not None
    assert [slot.page for slot in (*cover.front.slots, *cover.back.slots)] == [20, 1, 2, 19]


def test_no_pages_have_no_bleed() -> None:
    assert page_matrix.largest_bleed([]) == 0
