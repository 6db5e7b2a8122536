"""Which page lies where. Orders come from the trade (see docstrings), not from the code."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zines.geometry import Size
from zines.imposition import grid, schemas
from zines.imposition.plan import Flip, ImpositionError, Plan, Side
from zines.paper import SIZES

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))


def order(side: Side | None) -> list[int | None]:
    """Pages of a side as one reads them: rows from the top, each from the left."""
    assert side is not None
    slots = sorted(side.slots, key=lambda slot: (-slot.placement.trim.y, slot.placement.trim.x))
    return [slot.page for slot in slots]


def orders(plan: Plan) -> list[list[int | None]]:
    return [order(side) for one in plan.sheets for side in (one.front, one.back) if side]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        # Bookbinder's arithmetic: the two pages of a spread add up to the total plus one.
        (4, [[4, 1], [2, 3]]),
        (8, [[8, 1], [2, 7], [6, 3], [4, 5]]),
        (6, [[None, 1], [2, None], [6, 3], [4, 5]]),
        (1, [[None, 1], [None, None]]),
    ],
)
def test_saddle_stitch_order(pages: int, expected: list[list[int | None]]) -> None:
    plan = schemas.plan("saddle-stitch", pages, A5, A4, 0, None)
    assert orders(plan) == expected


def test_two_copies_of_a_pocket_booklet_on_each_sheet() -> None:
    plan = schemas.plan("saddle-stitch", 8, A6, A4, 2, None)
    assert orders(plan)[:2] == [[8, 1, 8, 1], [2, 7, 2, 7]]
    assert (plan.sheet, plan.up, plan.flip) == (A4, 2, "long-edge")


def test_a_tract_two_up() -> None:
    plan = schemas.plan("repeat", 2, A5, A4, 0, None)
    assert orders(plan) == [[1, 1], [2, 2]]
    assert (plan.sheet, plan.up, plan.flip) == (A4.turned, 2, "short-edge")
    left, right = (slot.placement.trim for slot in plan.sheets[0].front.slots)
    # One cut in the middle of the sheet parts both.
    assert left.right == pytest.approx(297 / 2) == right.x


def test_a_poster_is_printed_on_one_side() -> None:
    plan = schemas.plan("repeat", 1, A3, A3, 0, None)
    assert plan.flip is None and plan.sheets[0].back is None and plan.up == 1


SCHEMAS = st.sampled_from(["repeat", "saddle-stitch"])
FLIPS = st.sampled_from(["short-edge", "long-edge", None])
TRIMS = st.sampled_from([A6, A5, Size(100, 140), Size(140, 100)])


@given(SCHEMAS, st.integers(1, 64), TRIMS, FLIPS)
def test_every_page_is_printed_as_often_as_copies(
    schema: str, pages: int, trim: Size, flip: Flip | None
) -> None:
    plan = schemas.plan(schema, pages, trim, A3, 0, flip)
    printed = [page for side in orders(plan) for page in side if page is not None]
    assert sorted(printed) == sorted(list(range(1, pages + 1)) * plan.up)


@given(SCHEMAS, st.integers(1, 64), TRIMS, FLIPS)
def test_nothing_leaves_the_sheet_or_overlaps(
    schema: str, pages: int, trim: Size, flip: Flip | None
) -> None:
    plan = schemas.plan(schema, pages, trim, A3, 0, flip)
    for sheet in plan.sheets:
        for side in filter(None, (sheet.front, sheet.back)):
            trims = [slot.placement.trim for slot in side.slots]
            assert all(one.within(plan.sheet) for one in trims)
            for index, one in enumerate(trims):
                assert not any(one.overlaps(other) for other in trims[index + 1 :])


@given(SCHEMAS, st.integers(2, 64), TRIMS, FLIPS)
def test_each_leaf_has_its_back_behind_its_front_the_right_way_up(
    schema: str, pages: int, trim: Size, flip: Flip | None
) -> None:
    """Turn the sheet as the machine does and look through the paper."""
    plan = schemas.plan(schema, pages, trim, A3, 0, flip)
    if plan.flip is None:
        return
    width, height = plan.sheet.width, plan.sheet.height
    upright_edge = "short-edge" if width > height else "long-edge"
    for sheet in plan.sheets:
        assert sheet.back is not None
        behind: dict[tuple[float, float], int | None] = {}
        for slot in sheet.back.slots:
            box = slot.placement.trim
            centre = (box.x + box.width / 2, box.y + box.height / 2)
            if plan.flip == upright_edge:
                seen = (width - centre[0], centre[1])
                assert slot.placement.rotation == 0
            else:
                # Turned over its other edge, the back comes out head down unless it was printed so.
                seen = (centre[0], height - centre[1])
                assert slot.placement.rotation == 180
            behind[(round(seen[0], 3), round(seen[1], 3))] = slot.page
        for slot in sheet.front.slots:
            box = slot.placement.trim
            centre = (round(box.x + box.width / 2, 3), round(box.y + box.height / 2, 3))
            back, total = behind[centre], -(-pages // 4) * 4
            front = slot.page
            if schema == "repeat":
                assert front is not None and back in (front + 1, None)
            elif front is not None and back is not None:
                # An odd page is a right-hand one: its back is the next, else the one before.
                assert back == (front + 1 if front % 2 else front - 1)
            else:
                assert total > pages


@given(st.integers(1, 96))
def test_a_saddle_stitched_booklet_reads_in_order(pages: int) -> None:
    """Nest the sheets, fold, and turn the leaves: right-hand pages first, then back outwards."""
    plan = schemas.plan("saddle-stitch", pages, A5, A4, 0, None)
    fronts = [order(sheet.front) for sheet in plan.sheets]
    backs = [order(sheet.back) for sheet in plan.sheets]
    read: list[int | None] = []
    for front, back in zip(fronts, backs, strict=True):
        read += [front[1], back[0]]
    for front, back in zip(reversed(fronts), reversed(backs), strict=True):
        read += [back[1], front[0]]
    assert [page for page in read if page is not None] == list(range(1, pages + 1))
    assert read[pages:] == [None] * (len(read) - pages)


@pytest.mark.parametrize(
    ("schema", "trim", "sheet", "up", "what"),
    [
        ("saddle-stitch", A4, A4, 0, "210.0 mm are missing in width, 0.0 mm"),
        ("repeat", A3, A4, 0, "too small"),
        ("repeat", A5, A4, 3, "at most 2"),
        ("repeat", A6, A4, 3, "rows and columns"),
        ("saddle-stich", A5, A4, 0, "did you mean 'saddle-stitch'"),
    ],
)
def test_the_impossible_is_told(schema: str, trim: Size, sheet: Size, up: int, what: str) -> None:
    with pytest.raises(ImpositionError, match=what):
        schemas.plan(schema, 8, trim, sheet, up, None)


def test_no_pages_no_plan() -> None:
    with pytest.raises(ImpositionError, match="no pages"):
        schemas.plan("repeat", 0, A5, A4, 0, None)


@given(st.integers(20, 300), st.integers(20, 300))
def test_a_grid_is_centred_and_cells_touch(width: int, height: int) -> None:
    cell, sheet = Size(width, height), Size(320, 450)
    laid = grid.fitting(cell, sheet, 0)
    cells = laid.cells()
    assert len(cells) == laid.columns * laid.rows
    left = min(one.x for one in cells)
    right = max(one.right for one in cells)
    assert left == pytest.approx(laid.sheet.width - right)
    first_row = cells[: laid.columns]
    assert all(a.right == pytest.approx(b.x) for a, b in pairwise(first_row))
