"""Tiles save rows and columns of sheets that would add only white to a poster.

On a copier, each sheet is paper, toner and an edge to glue: an A1 on A4 took 16 sheets, 6 of them
for 14 mm of white.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.imposition.plans.test_tiles import shown
from zines.base.geometry import Size
from zines.base.limits import SAFE_AREA_MM
from zines.base.paper import SIZES
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError, Plan, TileCount
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.tiles import name

A4, A3 = SIZES["a4"], SIZES["a3"]


def tiled(poster: str, sheet: Size = A4, **options: Any) -> Plan:
    return planning.plan([A4], ImpositionRequest("tiles", sheet, poster=SIZES[poster], **options))


def finished(plan: Plan) -> Size:
    """Return the size of the poster that is glued, as its recipe states it."""
    (tiles,) = [label.tiles for label in plan.sheets[-1].front.labels if label.tiles]
    assert isinstance(tiles, TileCount)
    return tiles.shown


def test_the_white_of_an_a1_saves_a_row_and_a_column_of_sheets() -> None:
    """3 columns of 200 mm that share 10 mm are 580 mm of 594; 3 rows of 283 mm are 829 of 840."""
    assert len(tiled("a1").sheets) == 15 + 1
    made = tiled("a1", white=(7, 7))
    assert len(made.sheets) == 9 + 1
    assert (finished(made).width, finished(made).height) == pytest.approx((580, 829))
    # The page keeps its size: 7 mm less white at each side, 5.5 mm less at the head and the foot.
    for sheet in made.sheets[:-1]:
        assert sheet.front.slots[0].scale == pytest.approx(2.83, abs=0.01)
    boxes = [shown(sheet) for sheet in made.sheets[:-1]]
    assert min(box.x for box in boxes) == pytest.approx(7)
    assert max(box.right for box in boxes) == pytest.approx(587)
    assert min(box.y for box in boxes) == pytest.approx(5.5, abs=0.1)
    assert max(box.top for box in boxes) == pytest.approx(834.5, abs=0.1)


def test_an_a1_on_a3_has_no_sheets_with_its_margin_alone() -> None:
    """4 rows of 283 mm show 841 mm, the last only 22; 3 rows show 829."""
    assert len(tiled("a1", A3).sheets) == 8 + 1
    assert len(tiled("a1", A3, white=(0, 5)).sheets) == 6 + 1


def test_five_mm_of_white_stay_around_the_ink_for_the_knife() -> None:
    """7 mm must go at each side, beside 5 mm that stay; a page is 2.83 times as large on an A1."""
    assert len(tiled("a1", white=(12.1 / 2.829, 0)).sheets) == 12 + 1
    assert len(tiled("a1", white=(11.9 / 2.829, 0)).sheets) == 15 + 1


@pytest.mark.parametrize(
    ("page", "white", "sheets"),
    [
        # 0.4 mm less than an A4 are 0.57 mm more white at each side of an A1.
        (Size(209.6, 297), (11.6, 0), 12),
        (Size(209.6, 297), (11.3, 0), 15),
        (Size(210, 296.6), (11.6, 0), 15),
        (Size(210, 296.6), (0, 10.1), 12),
        (Size(210, 296.6), (0, 9.9), 15),
        (Size(209.6, 297), (0, 10.1), 15),
    ],
)
def test_a_page_smaller_than_its_paper_by_a_hair_has_more_white(
    page: Size, white: tuple[float, float], sheets: int
) -> None:
    given = white[0] / 2.829, white[1] / 2.829
    request = ImpositionRequest("tiles", A4, poster=SIZES["a1"], white=given)
    assert len(planning.plan([page], request).sheets) == sheets + 1


def test_room_to_write_is_no_margin() -> None:
    """A page that is white all around keeps it: at most 5 % of a side are left out."""
    wide = tiled("a2", white=(100, 140))
    assert finished(wide).width >= 420 * 0.95 and finished(wide).height >= 594 * 0.95


def test_a_poster_of_two_sheets_may_become_one() -> None:
    """An A3 on A3: 410 of 420 mm. It needs no plan and nothing is glued."""
    assert len(tiled("a3", A3).sheets) == 2 + 1
    made = tiled("a3", A3, white=(9, 9))
    assert len(made.sheets) == 1 and made.steps == ()


lengths = st.floats(60, 700)
whites = st.floats(0, 60)


@given(
    st.builds(Size, lengths, lengths),
    st.floats(0.5, 4),
    st.sampled_from([A4, A3, SIZES["letter"]]),
    st.tuples(whites, whites),
    st.floats(0, 30),
    st.floats(3, 12),
)
def test_only_white_is_left_out_and_never_for_more_sheets(
    page: Size,
    scale: float,
    sheet: Size,
    white: tuple[float, float],
    overlap: float,
    margin: float,
) -> None:
    poster = Size(page.width * scale, page.height * scale)
    request = ImpositionRequest("tiles", sheet, poster=poster, overlap=overlap, margin=margin)
    try:
        whole = planning.plan([page], request)
    except ImpositionError:
        assume(False)
    made = planning.plan([page], replace(request, white=white))
    assert len(made.sheets) <= len(whole.sheets)
    many = len(made.sheets) > 1
    boxes = [shown(one) for one in (made.sheets[:-1] if many else made.sheets)]
    # (`shown` counts from the page, which is in the middle of its named size: off by 0.5 mm.)
    hair = 0.6 * scale
    least, most = min(box.x for box in boxes), max(box.right for box in boxes)
    low, high = min(box.y for box in boxes), max(box.top for box in boxes)
    for start, end, side, rim in (
        (least, most, made.trim.width, white[0]),
        (low, high, made.trim.height, white[1]),
    ):
        left_out = max(start, side - end)
        assert left_out <= max(0, rim * scale - SAFE_AREA_MM) + hair
        assert end - start >= 0.95 * side - 0.05 - hair
        assert start == pytest.approx(side - end, abs=2 * hair)
    if len(made.sheets) == len(whole.sheets) and many:
        return
    # Together the tiles show all that is between, in a full grid.
    if many:
        names = [one.front.labels[0].tiles.name for one in made.sheets[:-1]]  # type: ignore[union-attr]
        (count,) = [one.tiles for one in made.sheets[-1].front.labels if one.tiles]
        assert isinstance(count, TileCount)
        grid = [name(x, y) for y in range(count.rows) for x in range(count.columns)]
        assert names == grid
        rows = sorted({(round(box.y, 3), round(box.top, 3)) for box in boxes})
        for (_, top), (foot, _) in zip(rows, rows[1:], strict=False):
            assert foot <= top + 0.01
