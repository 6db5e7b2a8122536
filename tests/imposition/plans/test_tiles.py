"""Tiles of posters: the part that each shows, its marks and its name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.imposition.paper_model import on_sheet
from zines.base.geometry import Rect, Size
from zines.base.paper import SIZES
from zines.imposition.plans import planning, tiles
from zines.imposition.plans.plan import (
    Glue,
    ImpositionError,
    Plan,
    Sheet,
    TileCount,
    TileName,
    Trim,
)
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.tile_grid import NAME_STRIP

A4, A3, A2, A1 = (SIZES[name] for name in ("a4", "a3", "a2", "a1"))
MARGIN = 5


def tiled(trim: Size, **options: Any) -> Plan:
    return planning.plan([trim], ImpositionRequest("tiles", A4, margin=MARGIN, **options))


def shown(sheet: Sheet) -> Rect:
    """Return the part that a tile shows, in mm from the lower left corner of the poster."""
    (slot,) = sheet.front.slots
    trim = slot.placement.trim
    return Rect(slot.clip.x - trim.x, slot.clip.y - trim.y, slot.clip.width, slot.clip.height)


def tile_name(sheet: Sheet) -> TileName:
    (label,) = sheet.front.labels
    assert isinstance(label.tiles, TileName)
    return label.tiles


def named(plan: Plan) -> dict[str, Sheet]:
    return {tile_name(sheet).name: sheet for sheet in plan.sheets[:-1]}


def beside(name: str, right: int, down: int) -> str:
    letter, number = re.fullmatch(r"([A-Z])(\d+)", name).groups()  # type: ignore[union-attr]
    return f"{chr(ord(letter) + down)}{int(number) + right}"


POSTERS = pytest.mark.parametrize(("poster", "overlap"), [(A2, 10), (A1, 15), (Size(500, 300), 7)])


@POSTERS
def test_the_first_tile_shows_the_upper_left_corner_in_its_own(
    poster: Size, overlap: float
) -> None:
    made = tiled(poster, overlap=overlap)
    (slot,) = named(made)["A1"].front.slots
    for box in (slot.clip, slot.placement.trim):
        assert box.x == pytest.approx(MARGIN)
        assert box.top == pytest.approx(made.sheet.height - MARGIN)


@POSTERS
def test_glue_marks_lie_where_the_edge_of_a_neighbour_comes(poster: Size, overlap: float) -> None:
    """They are 0.25 mm beneath it, so that the edge hides them."""
    made = tiled(poster, overlap=overlap)
    by_name, off = named(made), made.steps[0]
    assert isinstance(off, Trim)
    marked = 0
    for name, sheet in by_name.items():
        (slot,) = sheet.front.slots
        trim = slot.placement.trim
        marks = [mark for mark in sheet.front.marks if mark.kind == "glue"]
        upright = {round(m.start[0] - trim.x, 6) for m in marks if m.start[0] == m.end[0]}
        level = {round(m.start[1] - trim.y, 6) for m in marks if m.start[1] == m.end[1]}
        right, below = by_name.get(beside(name, 1, 0)), by_name.get(beside(name, 0, 1))
        edge = [shown(right).x + off.left - MARGIN + 0.25] if right else []
        assert sorted(upright) == pytest.approx(edge)
        edge = [shown(below).top - (off.head - MARGIN) - 0.25] if below else []
        assert sorted(level) == pytest.approx(edge)
        marked += len(marks)
    assert marked


@POSTERS
def test_edges_that_come_on_a_neighbour_are_cut_within_what_both_show(
    poster: Size, overlap: float
) -> None:
    """A blade that is off by 2 mm shows no white; the rest of the overlap is glued."""
    made = tiled(poster, overlap=overlap)
    assert made.steps[0] == Trim(MARGIN + 2, MARGIN + 2)
    assert made.sheets[-1].front.labels[-1].tiles == TileCount(*tiles_of(made), overlap - 2, poster)
    for name, sheet in named(made).items():
        clip = sheet.front.slots[0].clip
        dashes = [mark for mark in sheet.front.marks if mark.kind == "trim"]
        left, head = name[1:] != "1", name[0] != "A"
        upright = [mark for mark in dashes if mark.start[0] == mark.end[0]]
        level = [mark for mark in dashes if mark.start[1] == mark.end[1]]
        assert (len(upright), len(level)) == (left, head)
        for mark in upright:
            assert mark.start == pytest.approx((MARGIN + 2 - 0.25, clip.y))
            assert mark.end[1] == pytest.approx(clip.top)
        for mark in level:
            assert mark.start == pytest.approx((clip.x, made.sheet.height - MARGIN - 2 + 0.25))
            assert mark.end[0] == pytest.approx(clip.right)


def tiles_of(plan: Plan) -> tuple[int, int]:
    """Return the numbers of tiles of a poster across and down, from their names."""
    names = list(named(plan))
    return max(int(name[1:]) for name in names), len({name[0] for name in names})


def test_tiles_in_one_row_are_cut_at_the_left_alone_and_in_one_column_at_the_head() -> None:
    assert tiled(Size(500, 120), overlap=6).steps == (Trim(MARGIN + 2, 0), Glue())
    assert tiled(Size(120, 500), overlap=6).steps == (Trim(0, MARGIN + 2), Glue())


def test_less_than_four_mm_are_halved_between_blade_and_glue() -> None:
    """Without an overlap, the paper is cut exactly at the edge of the picture."""
    assert tiled(A2, overlap=3).steps[0] == Trim(MARGIN + 1.5, MARGIN + 1.5)
    assert tiled(A2, overlap=0).steps[0] == Trim(MARGIN, MARGIN)


@POSTERS
def test_tiles_name_their_neighbours_as_they_lie(poster: Size, overlap: float) -> None:
    by_name = named(tiled(poster, overlap=overlap))
    for name, sheet in by_name.items():
        label = tile_name(sheet)
        own = shown(sheet)
        neighbours = {
            side: shown(by_name[other])
            for side in ("left", "right", "above", "below")
            if (other := getattr(label, side))
        }
        for side, box in neighbours.items():
            assert {
                "left": box.x < own.x and box.y == pytest.approx(own.y),
                "right": box.x > own.x and box.y == pytest.approx(own.y),
                "above": box.top > own.top and box.x == pytest.approx(own.x),
                "below": box.y < own.y and box.x == pytest.approx(own.x),
            }[side], (name, side)
        around = [beside(name, *way) for way in ((-1, 0), (1, 0), (0, -1), (0, 1))]
        assert len(neighbours) == len([other for other in around if other in by_name])


@POSTERS
def test_the_plan_of_the_whole_parts_tiles_within_their_overlap(
    poster: Size, overlap: float
) -> None:
    made = tiled(poster, overlap=overlap)
    by_name, assembly = named(made), made.sheets[-1].front
    (slot,) = assembly.slots
    trim = slot.placement.trim
    shrink = trim.width / made.trim.width
    assert slot.scale == pytest.approx(trim.width / poster.width)
    assert on_sheet(trim, made.sheet)
    # All labels are where printers can print.
    for label in assembly.labels:
        assert 5 < label.at[1] < made.sheet.height - 5
    xs = sorted({m.start[0] for m in assembly.marks if m.start[0] == m.end[0]})
    ys = sorted({m.start[1] for m in assembly.marks if m.start[1] == m.end[1]}, reverse=True)
    assert assembly.labels[-1].tiles == TileCount(len(xs) - 1, len(ys) - 1, overlap - 2, poster)
    # The outer lines are the edges of the poster.
    assert (xs[0], xs[-1]) == pytest.approx((trim.x, trim.right))
    assert (ys[0], ys[-1]) == pytest.approx((trim.top, trim.y))
    for name, sheet in by_name.items():
        column, row = int(name[1:]) - 1, ord(name[0]) - ord("A")
        right, below = by_name.get(beside(name, 1, 0)), by_name.get(beside(name, 0, 1))
        if right:
            at = (xs[column + 1] - trim.x) / shrink
            assert at == pytest.approx((shown(right).x + shown(sheet).right) / 2)
        if below:
            at = (ys[row + 1] - trim.y) / shrink
            assert at == pytest.approx((shown(sheet).y + shown(below).top) / 2)
        # The name of each tile is within its lines.
        (x, y) = next(label.at for label in assembly.labels if label.text == name)
        assert xs[column] < x < xs[column + 1] and ys[row + 1] < y < ys[row]


def test_the_plan_of_a_banner_is_as_wide_as_its_sheet_allows() -> None:
    made = tiled(Size(800, 200))
    assembly = made.sheets[-1].front
    trim = assembly.slots[0].placement.trim
    assert on_sheet(trim, made.sheet) and trim.width / trim.height == pytest.approx(4)


def test_a_page_that_is_measured_lies_as_it_is_on_a_sheet_of_its_size() -> None:
    made = tiles.in_one_piece(A4)
    (slot,) = made.sheets[0].front.slots
    assert made.sheet == A4 and slot.scale == 1
    assert slot.clip == slot.placement.trim == Rect(0, 0, A4.width, A4.height)


def test_tiles_are_glued_and_a_poster_of_one_sheet_is_not() -> None:
    assert tiled(A2).steps == (Trim(MARGIN + 2, MARGIN + 2), Glue())
    assert tiled(Size(100, 100)).steps == ()


def test_a_poster_named_upright_is_turned_for_a_page_that_lies() -> None:
    made = tiled(A4.turned, poster=A2)
    assert made.trim.width == pytest.approx(594) and made.trim.height == pytest.approx(420)


def test_a_poster_of_other_proportions_is_no_larger_than_was_asked() -> None:
    made = tiled(Size(200, 250), poster=A2)
    assert made.trim.width <= A2.width and made.trim.height <= A2.height
    assert made.trim.width / made.trim.height == pytest.approx(200 / 250)
    assert made.trim.width == pytest.approx(420)


@pytest.mark.parametrize("more", [0.05, 0.4, 3])
def test_no_strip_of_the_poster_is_lost_however_thin(more: float) -> None:
    """Two tiles show 390 mm of a poster: twice 210 - 2 x 5 mm, less 10 mm of overlap."""
    made = tiled(Size(390 + more, 250), overlap=10)
    boxes = [shown(sheet) for sheet in (made.sheets[:-1] if len(made.sheets) > 1 else made.sheets)]
    assert min(box.x for box in boxes) == pytest.approx(0)
    assert max(box.right for box in boxes) == pytest.approx(390 + more)
    assert min(box.y for box in boxes) == pytest.approx(0)
    assert max(box.top for box in boxes) == pytest.approx(250)


def test_an_overlap_matters_only_where_there_is_a_neighbour() -> None:
    """70 x 105 mm fit on one A5 with margins of 30 mm: nothing overlaps."""
    request = ImpositionRequest("tiles", SIZES["a5"], margin=30, overlap=85)
    assert len(planning.plan([Size(70, 105)], request).sheets) == 1
    with pytest.raises(ImpositionError, match="100 mm leaves no room"):
        planning.plan([Size(70, 400)], replace(request, overlap=100, margin=50))


def test_the_page_is_drawn_small_on_the_plan_of_the_whole() -> None:
    """An A3 enlarged to an A1 is small on its plan, whatever the size of the poster."""
    (slot,) = tiled(A3, poster=A1).sheets[-1].front.slots
    assert slot.scale == pytest.approx(slot.placement.trim.width / A3.width)
    assert slot.scale < 1


def test_rounding_of_points_takes_no_more_paper() -> None:
    """Sizes in a PDF are rounded points: two tiles that show 390 mm also show 390.005 mm."""
    assert len(named(tiled(Size(390.005, 250), overlap=10))) == 2


def test_no_more_than_four_hundred_sheets_are_glued() -> None:
    """With 5 mm margins and the strip of names, an A4 shows 200 x 283 mm of a poster."""
    assert len(named(tiled(Size(20 * 200, 20 * 283), overlap=0))) == 400
    with pytest.raises(ImpositionError, match="420 sheets, more than 400"):
        tiled(Size(20 * 200, 21 * 283), overlap=0)


def test_rows_after_the_twenty_sixth_are_named_as_in_a_spreadsheet() -> None:
    names = [tiles.name(0, row) for row in (0, 25, 26, 27, 51, 52, 701, 702)]
    assert names == ["A1", "Z1", "AA1", "AB1", "AZ1", "BA1", "ZZ1", "AAA1"]
    assert tiles.name(9, 1) == "B10"


@POSTERS
def test_marks_stand_at_both_ends_of_each_edge(poster: Size, overlap: float) -> None:
    """Two marks of 5 mm: for a neighbour's edge (``glue``), and around the poster (``crop``)."""
    by_name = named(tiled(poster, overlap=overlap))
    for name, sheet in by_name.items():
        clip = sheet.front.slots[0].clip
        ends = [mark for mark in sheet.front.marks if mark.kind in ("glue", "crop")]
        found: dict[str, list[tuple[float, float]]] = {}
        for mark in ends:
            upright = mark.start[0] == mark.end[0]
            at, middle = (
                (mark.start[0], clip.x + clip.width / 2)
                if upright
                else (mark.start[1], clip.y + clip.height / 2)
            )
            edge = (
                ("left" if at < middle else "right")
                if upright
                else ("below" if at < middle else "above")
            )
            axis = 1 if upright else 0
            found.setdefault(f"{edge} {mark.kind}", []).append((mark.start[axis], mark.end[axis]))
        ways = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}
        there = {edge: beside(name, *way) in by_name for edge, way in ways.items()}
        wanted = {f"{edge} crop" for edge in ways if not there[edge]}
        wanted |= {f"{edge} glue" for edge in ("right", "below") if there[edge]}
        assert set(found) == wanted
        for edge, spans in found.items():
            level = edge.split()[0] in ("above", "below")
            low, high = (clip.x, clip.right) if level else (clip.y, clip.top)
            assert sorted(spans) == [
                pytest.approx((low, low + 5)),
                pytest.approx((high - 5, high)),
            ]


def test_a_poster_of_one_sheet_says_nothing_of_neighbours() -> None:
    (sheet,) = tiled(Size(180, 250)).sheets
    assert sheet.front.labels == () and sheet.front.marks == ()
    assert sheet.back is None


def test_a_poster_is_limited_by_the_side_that_reaches_its_end_first() -> None:
    """200 x 400 mm on an A2: the height of 594 mm limits it before the width of 420 mm."""
    made = tiled(Size(200, 400), poster=A2)
    assert made.trim.height == pytest.approx(594) and made.trim.width == pytest.approx(297)


def test_two_tiles_are_glued_too_and_show_one_page() -> None:
    made = tiled(Size(300, 250), overlap=10)
    assert len(named(made)) == 2 and made.steps == (Trim(MARGIN + 2, 0), Glue())
    assert made.pages == 1


def test_a_poster_smaller_than_the_overlap_is_one_sheet() -> None:
    assert len(tiled(Size(8, 8), overlap=10).sheets) == 1


@POSTERS
def test_the_plan_of_the_whole_stands_in_the_middle_of_its_sheet(
    poster: Size, overlap: float
) -> None:
    """20 mm are white around it, and 20 mm more above it, for the words."""
    made = tiled(poster, overlap=overlap)
    plan = made.sheets[-1].front
    (slot,) = plan.slots
    box = slot.placement.trim
    assert slot.page == 1 and slot.clip == box
    assert box.x + box.width / 2 == pytest.approx(made.sheet.width / 2)
    assert box.y + box.height / 2 == pytest.approx(made.sheet.height / 2)
    room = made.sheet.width - 40, made.sheet.height - 60
    fills = box.width / room[0], box.height / room[1]
    assert max(fills) == pytest.approx(1)
    words = plan.labels[-1]
    assert words.at[0] == pytest.approx(made.sheet.width / 2)
    assert words.at[1] > box.top + 5
    # Names must be readable on a plan that lies on a table; the words take less room.
    assert {label.size_pt for label in plan.labels[:-1]} == {11} and words.size_pt == 10


@POSTERS
def test_the_name_of_a_tile_stands_in_the_strip_at_its_foot(poster: Size, overlap: float) -> None:
    """It is 7 pt high, in the middle of the 4 mm between the margin and the picture."""
    made = tiled(poster, overlap=overlap)
    for sheet in made.sheets[:-1]:
        (label,) = sheet.front.labels
        (slot,) = sheet.front.slots
        assert label.at == pytest.approx((made.sheet.width / 2, MARGIN + 2))
        assert label.size_pt == 7 and slot.page == 1
        assert label.at[1] + 2 <= slot.clip.y + 1e-6


def test_a_page_off_by_a_hair_lies_in_the_middle_of_its_poster() -> None:
    """Word's A4 is 209.9 x 296.6 mm: 0.05 and 0.2 mm are missing on each side, twice on an A2."""
    made = tiled(Size(209.9, 296.6), poster=A2)
    scale = made.trim.width / 210
    for sheet in made.sheets[:-1]:
        (slot,) = sheet.front.slots
        page = slot.placement.trim
        assert page.height == pytest.approx(296.6 * scale)
    (first,) = named(made)["A1"].front.slots
    assert first.clip.top - first.placement.trim.top == pytest.approx(0.2 * scale)
    assert first.placement.trim.x - first.clip.x == pytest.approx(0.05 * scale)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("more", "count"), [(-0.005, 1), (0, 1), (0.005, 1), (0.02, 2)])
def test_a_poster_as_large_as_a_tile_takes_one(more: float, count: int, turned: bool) -> None:
    """Points are rounded: a hair of 0.01 mm is no reason for a second sheet."""
    window = Size(A4.width - 2 * MARGIN, A4.height - 2 * MARGIN - NAME_STRIP)
    poster = Size(window.width, window.height + more)
    request = ImpositionRequest("tiles", A4.turned if turned else A4, margin=MARGIN)
    plan = planning.plan([poster], request)
    assert (len(plan.sheets) == 1) is (count == 1)
    if not more:
        assert planning.plan([poster], replace(request, overlap=A4.height)).sheets == plan.sheets
    # A poster is a piece of one page, on however many sheets.
    assert plan.pages == 1


@POSTERS
def test_marks_around_a_poster_are_a_hair_outside_its_four_edges(
    poster: Size, overlap: float
) -> None:
    """At the same distance on all sides, or the poster would not be cut square."""
    seen = set()
    for sheet in named(tiled(poster, overlap=overlap)).values():
        (slot,) = sheet.front.slots
        trim = slot.placement.trim
        edges = {
            "left": (0, trim.x - 0.25),
            "right": (0, trim.x + trim.width + 0.25),
            "foot": (1, trim.y - 0.25),
            "head": (1, trim.y + trim.height + 0.25),
        }
        for mark in sheet.front.marks:
            if mark.kind == "crop":
                axis = 0 if mark.start[0] == mark.end[0] else 1
                (edge,) = [
                    edge
                    for edge, (own, at) in edges.items()
                    if own == axis and mark.start[axis] == pytest.approx(at, abs=1e-6)
                ]
                seen.add(edge)
    assert seen == {"left", "right", "foot", "head"}
