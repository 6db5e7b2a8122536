"""Marks are beside the trim of every leaf, never at a spine, and never overlap."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition.paper_model import on_sheet
from tests.imposition.plans.planned import plan
from zines.base.geometry import Rect, Size
from zines.base.paper import SIZES
from zines.base.units import mm
from zines.imposition.plans import planning, slugs
from zines.imposition.plans.plan import Mark, Plan, Side, Slit
from zines.imposition.plans.request import ImpositionRequest

A6, A5, A4, A3, A2 = (SIZES[name] for name in ("a6", "a5", "a4", "a3", "a2"))
BIG = Size(1600, 1200)
ALL = ("crop", "fold", "cut", "registration", "slug")


def upright(side: Side, kind: str) -> list[Mark]:
    return [mark for mark in side.marks if mark.kind == kind and mark.start[0] == mark.end[0]]


def xs(side: Side, kind: str) -> list[float]:
    return sorted({mark.start[0] for mark in upright(side, kind)})


def ys(side: Side, kind: str) -> list[float]:
    return sorted({m.start[1] for m in side.marks if m.kind == kind and m.start[1] == m.end[1]})


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
@pytest.mark.parametrize("binding", ["left", "right"])
def test_each_sheet_is_trimmed_where_its_own_fore_edge_will_lie(flip: str, binding: str) -> None:
    """When folded, the ninth sheet sticks out by nine thicknesses, which are cut off too."""
    made = plan(
        "saddle-stitch", 40, A5, A3, creep=0.5, marks=("crop", "fold"), flip=flip, binding=binding
    )
    middle = made.sheet.width / 2
    assert len(made.sheets) == 10
    for depth, sheet in enumerate(made.sheets):
        for side in (sheet.front, sheet.back):
            assert side is not None
            reach = 148 - 0.5 * depth
            assert xs(side, "crop") == pytest.approx([middle - reach, middle + reach])
            assert ys(side, "crop") == pytest.approx([297 / 2 - 105, 297 / 2 + 105])
            assert xs(side, "fold") == [middle]


def test_a_blank_leaf_is_trimmed_with_the_others_of_its_sheet() -> None:
    made = plan("saddle-stitch", 6, A5, A3, creep=1, marks=("crop",), blanks="before-last")
    middle = made.sheet.width / 2
    # Page 3 is beside a blank, on the inner of two sheets.
    assert xs(made.sheets[1].front, "crop") == pytest.approx([middle - 147, middle + 147])


def test_pages_of_one_folded_sheet_creep_by_more_or_less() -> None:
    """In an octavo, pages 5 12 9 8 at the head are 2, 2, 3, 3 leaves deep; 4 13 16 1 only 1, 0.

    Page 1 is on the outermost leaf; the two pages of a leaf are equally deep.
    """
    made = plan("octavo", 16, A6, BIG, creep=1, marks=("crop",))
    front = made.sheets[0].front
    left = (made.sheet.width - 4 * 105) / 2
    middle = made.sheet.height / 2
    head = sorted(m.start[0] - left for m in upright(front, "crop") if m.start[1] > middle)
    foot = sorted(m.start[0] - left for m in upright(front, "crop") if m.start[1] < middle)
    assert head == pytest.approx([2, 208, 213, 417])
    assert foot == pytest.approx([1, 209, 210, 420])


def test_top_bound_pages_are_trimmed_at_their_foot() -> None:
    made = plan("saddle-stitch", 12, A5, BIG, creep=1, marks=("crop",), binding="top")
    middle = made.sheet.height / 2
    for depth, sheet in enumerate(made.sheets):
        for side in (sheet.front, sheet.back):
            assert side is not None
            reach = 210 - depth
            assert ys(side, "crop") == pytest.approx([middle - reach, middle + reach])


def test_every_spread_of_a_sheet_has_its_fold_and_no_cut_there() -> None:
    made = plan("cut-stack-fold", 64, A6, BIG, grid=(4, 2), marks=("crop", "fold", "cut"))
    middle = made.sheet.width / 2
    for side in made.sides:
        assert xs(side, "fold") == pytest.approx([middle - 105, middle + 105])
        outer = [middle - 210, middle, middle + 210]
        assert xs(side, "crop") == pytest.approx(outer)
        assert xs(side, "cut") == pytest.approx(outer)


def test_a_cover_is_marked_where_the_cover_is() -> None:
    made = plan("octavo", 20, A6, BIG, cover=True, marks=("crop", "fold", "cut"))
    assert made.covers == 1
    wide, high = made.sheet.width / 2, made.sheet.height / 2
    for side in (made.sheets[0].front, made.sheets[0].back):
        assert side is not None
        for kind in ("crop", "cut"):
            assert xs(side, kind) == pytest.approx([wide - 105, wide + 105])
            assert ys(side, kind) == pytest.approx([high - 74, high + 74])
        assert xs(side, "fold") == pytest.approx([wide])
    inner = made.sheets[1].front
    assert xs(inner, "crop") == pytest.approx([wide - 210, wide, wide + 210])
    assert ys(inner, "crop") == pytest.approx([high - 148, high, high + 148])


def test_a_zine_is_cut_only_around() -> None:
    made = plan("one-sheet-zine", 8, Size(74, 105), A3, marks=("crop",))
    (sheet,) = made.sheets
    middle = made.sheet.width / 2
    assert xs(sheet.front, "crop") == pytest.approx([middle - 148, middle + 148])
    assert len(ys(sheet.front, "crop")) == 2


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
def test_folds_on_the_back_lie_behind_those_of_the_front(flip: str) -> None:
    """A letter fold is not symmetrical: on the back its lines must still separate the panels."""
    widths = (100, 100, 100, 97, 97, 100)
    made = planning.plan(
        [Size(width, 210) for width in widths],
        ImpositionRequest("leaflet", A3, flip=flip, marks=("fold",)),  # type: ignore[arg-type]
    )
    for side in made.sides:
        edges = sorted(slot.placement.trim.x for slot in side.slots)
        assert xs(side, "fold") == pytest.approx(edges[1:])


def test_fold_marks_of_a_top_bound_piece_lie_behind_one_another() -> None:
    for flip in ("short-edge", "long-edge"):
        made = plan("repeat", 2, Size(100, 150), BIG, up=3, gutter=7, marks=("cut",), flip=flip)
        front, back = made.sides
        for axis in (xs, ys):
            length = made.sheet.width if axis is xs else made.sheet.height
            about = (flip == "short-edge") == (axis is xs)
            seen = [length - at for at in axis(front, "cut")] if about else axis(front, "cut")
            assert axis(back, "cut") == pytest.approx(sorted(seen))


def assert_slugs_hide_nothing(made: Plan) -> None:
    for side in made.sides:
        (label,) = side.labels
        # Letters are at least half as wide as they are high.
        length, height = len(label.text) * mm(6) / 2, mm(6)
        wide, high = (height, length) if label.rotation else (length, height)
        x, y = label.at
        box = Rect(x - wide / 2, y - high / 2, wide, high)
        assert on_sheet(box, made.sheet)
        clear = 1 + 0.7 - 0.01
        around = Rect(x - wide / 2, y - high / 2 - clear, wide, high + 2 * clear)
        if label.rotation:
            around = Rect(x - wide / 2 - clear, y - high / 2, wide + 2 * clear, high)
        assert not any(box.overlaps(slot.clip) for slot in side.slots)
        for mark in side.marks:
            low = [min(a, b) for a, b in zip(mark.start, mark.end, strict=True)]
            ends = [max(a, b) for a, b in zip(mark.start, mark.end, strict=True)]
            line = Rect(low[0], low[1], ends[0] - low[0] + 0.01, ends[1] - low[1] + 0.01)
            assert not box.overlaps(line), (label, mark)
            # There is 1 mm free around the line, and 0.7 mm of white on each side of its type.
            assert not around.overlaps(line), (label, mark)


@pytest.mark.parametrize(
    ("schema", "options"),
    [
        ("saddle-stitch", {"up": 2}),
        ("saddle-stitch", {"up": 4}),
        ("octavo", {}),
        ("cards", {"grid": (3, 3)}),
    ],
)
@pytest.mark.parametrize("bleed", [0, 3])
def test_the_slug_hides_no_mark_and_no_page(
    schema: str, options: dict[str, Any], bleed: float
) -> None:
    title = "Un titre assez long pour courir sous plusieurs traits de pli et de coupe"
    made = plan(schema, 16, A6, A2, marks=ALL, title=title, gutter=6, bleed=bleed, **options)
    assert not any("slug" in warning for warning in made.warnings)
    assert_slugs_hide_nothing(made)


@pytest.mark.parametrize(
    ("sheet", "rotation"),
    # Two spreads of 210 x 148 mm side by side, margins of 8 mm; then margins at the sides only.
    [(Size(436, 164), 0), (Size(436, 148), 90)],
)
def test_in_a_narrow_margin_the_slug_stands_between_marks(sheet: Size, rotation: int) -> None:
    made = plan("saddle-stitch", 8, A6, sheet, up=2, marks=("crop", "fold", "cut", "slug"))
    assert_slugs_hide_nothing(made)
    assert {label.rotation for side in made.sides for label in side.labels} == {rotation}


def test_a_slug_too_long_for_its_margin_is_a_warning() -> None:
    # A margin of 10 mm at head and foot only, as long as two small pages.
    made = plan("saddle-stitch", 4, Size(40, 60), Size(80, 80), marks=("slug",), title="m" * 60)
    assert [w for w in made.warnings if "slug" in w] == [
        "there is no room on the sheet for the slug"
    ]


def test_a_long_slug_runs_under_the_marks_where_they_leave_room() -> None:
    # Ticks take 9 to 13 mm of margins of 16 mm: the line moves nearer to the edge.
    made = plan(
        "saddle-stitch", 8, A6, Size(436, 180), up=2, marks=ALL[:3] + ALL[4:], title="m" * 150
    )
    assert_slugs_hide_nothing(made)


@pytest.mark.parametrize("bleed", [0, 3])
def test_marks_keep_three_millimetres_from_what_is_printed(bleed: float) -> None:
    """As print shops do, marks are offset by the bleed, so that none remains on a page."""
    made = plan("saddle-stitch", 8, A5, A3, bleed=bleed, marks=("crop", "fold", "cut"))
    for side in made.sides:
        left = min(slot.clip.x for slot in side.slots)
        foot = min(slot.clip.y for slot in side.slots)
        for mark in side.marks:
            upright = mark.start[0] == mark.end[0]
            length = made.sheet.height if upright else made.sheet.width
            ends = [min(end, length - end) for end in (p[upright] for p in (mark.start, mark.end))]
            assert max(ends) == pytest.approx((foot if upright else left) - 3)
            assert max(ends) - min(ends) == pytest.approx(4)


def test_marks_are_rather_shorter_than_where_machines_do_not_print() -> None:
    # Ten cards of 85 x 55 mm leave 11 mm at top and bottom: a mark of 4 mm would end at 4 mm.
    plan = planning.plan(
        [Size(85, 55)] * 2, ImpositionRequest(schema="repeat", sheet=Size(210, 297), marks=("cut",))
    )
    marks = [mark for sheet in plan.sheets for mark in sheet.front.marks]
    assert marks
    for mark in marks:
        for x, y in (mark.start, mark.end):
            assert 5 <= x <= 205 and 5 <= y <= 292


def test_without_margins_lines_to_cut_and_fold_are_where_machines_print() -> None:
    """The outer 5 mm stay white, and our pages leave 7 mm: 2 mm of each line are visible."""
    made = plan("saddle-stitch", 8, A6, A4, up=2, marks=("fold", "cut"))
    for side in made.sides:
        # A portrait A4: folded at 105 mm, cut at half of its height.
        assert xs(side, "fold") == pytest.approx([105])
        assert ys(side, "cut") == pytest.approx([148.5])
        for mark in side.marks:
            at = 1 if mark.kind == "fold" else 0
            length = made.sheet.height if mark.kind == "fold" else made.sheet.width
            ends = sorted(min(end, length - end) for end in (mark.start[at], mark.end[at]))
            assert ends == pytest.approx([5, 7])


@pytest.mark.parametrize(
    ("margin", "span"),
    # A mark is 3 mm from the page: with less than 9 mm, less than 1 mm of it would be printed.
    [(0, (5, 7)), (4, (5, 7)), (8.9, (5, 7)), (9, (5, 6)), (10, (5, 7)), (12, (5, 9))],
)
def test_lines_to_cut_along_are_seen_on_any_sheet(margin: float, span: tuple[float, float]) -> None:
    sheet = Size(100 + 2 * margin, 240 + 2 * margin)
    made = planning.plan([Size(100, 120)], ImpositionRequest("repeat", sheet, marks=("cut",)))
    found = {
        (round(mark.start[0], 3), round(mark.end[0], 3))
        for mark in made.sheets[0].front.marks
        if mark.start[1] == pytest.approx(120 + margin) == mark.end[1]
    }
    start, end = span
    assert found == {span, (round(sheet.width - end, 3), round(sheet.width - start, 3))}


@pytest.mark.parametrize(("schema", "dots"), [("one-sheet-zine", 2), ("one-sheet-zine-16", 8)])
def test_slits_are_drawn_where_they_are_cut_with_a_dot_where_they_end(
    schema: str, dots: int
) -> None:
    """With 16 pages, three slits have both ends within the sheet, and two have one end."""
    pages, sheet = (8, A4) if dots == 2 else (16, A3)
    made = plan(schema, pages, Size(74, 105), sheet, marks=("cut",))
    marks = made.sheets[0].front.marks
    slits = [step for step in made.steps if isinstance(step, Slit)]
    lines = [mark for mark in marks if mark.kind == "cut"]
    assert [(mark.start, mark.end) for mark in lines] == [(one.start, one.end) for one in slits]
    middles = [
        ((mark.start[0] + mark.end[0]) / 2, (mark.start[1] + mark.end[1]) / 2)
        for mark in marks
        if mark.kind == "dot"
    ]
    assert len(middles) == dots == len(marks) - len(lines)
    assert {(round(x, 6), round(y, 6)) for x, y in middles} <= {
        (round(x, 6), round(y, 6)) for one in slits for x, y in (one.start, one.end)
    }
    # A dot is seen from above the scissors, on paper that a cut that is off by 1 mm falls on.
    for mark in (mark for mark in marks if mark.kind == "dot"):
        assert 1 <= mark.end[0] - mark.start[0] <= 2
        assert mark.end[0] - mark.start[0] == pytest.approx(mark.end[1] - mark.start[1])


@pytest.mark.parametrize(
    ("schema", "columns", "rows"), [("one-sheet-zine", 4, 2), ("one-sheet-zine-16", 4, 4)]
)
def test_a_zine_has_a_tick_at_both_ends_of_each_fold(schema: str, columns: int, rows: int) -> None:
    sheet = Size(74 * columns, 105 * rows)
    made = plan(schema, columns * rows, Size(74, 105), sheet, marks=("fold",))
    (front,) = made.sides
    assert xs(front, "fold") == pytest.approx([74 * at for at in range(1, columns)])
    assert ys(front, "fold") == pytest.approx([105 * at for at in range(1, rows)])
    assert len(front.marks) == 2 * (columns - 1 + rows - 1)


def test_each_kind_of_mark_without_room_is_told_once() -> None:
    made = plan("saddle-stitch", 16, A5, A4, marks=ALL)
    assert made.warnings == tuple(
        f"there is no room on a sheet for {what}"
        for what in ("crop marks", "registration marks", "the slug")
    )


def test_a_long_title_leaves_the_slug_room_to_say_which_sheet_it_is() -> None:
    """60 characters of 6 pt are 75 mm: half of the shorter edge of an A5, with its margins."""
    made = plan("saddle-stitch", 8, A5, A3, marks=("slug",), title="Un titre " * 100)
    (slug,) = made.sheets[1].front.labels
    title, *rest = slug.text.split(" · ")
    assert len(title) <= 60 and title.endswith("…") and title.startswith("Un titre Un")
    assert rest == ["feuille 2 sur 2", "recto", "saddle-stitch", "A3"]
    made = plan("saddle-stitch", 8, A5, A3, marks=("slug",), title="m" * 60)
    assert made.sheets[0].front.labels[0].text.startswith("m" * 60 + " · ")


def test_marks_on_a_back_that_is_turned_still_say_which_sheet_it_is() -> None:
    """With the other flip, pages are rotated; the slug is upright on the sheet."""
    upright, turned = (
        plan("saddle-stitch", 8, A5, A3, marks=ALL, title="Livret", flip=flip).sides[1]
        for flip in ("short-edge", "long-edge")
    )
    assert {slot.placement.rotation for slot in turned.slots} == {180}
    assert [label.rotation for label in turned.labels] == [
        label.rotation for label in upright.labels
    ]


def test_the_slug_keeps_off_the_edge_that_machines_leave_white() -> None:
    """The mean width of letters of 6 pt is at most 0.6 of their size: 1.27 mm.

    A sheet of 160 mm, without 5 mm at either end, has room for 118 letters.
    """
    words = len("m · feuille 1 sur 1 · recto · repeat · 160 x 120 mm · ") - 1
    for letters, room in ((118, True), (119, False)):
        title = "m" * 60
        note = "n" * (letters - words - len(title))
        made = plan(
            "repeat", 1, Size(150, 100), Size(160, 120), marks=("slug",), title=title, note=note
        )
        assert bool(made.warnings) != room
        assert [len(label.text) for label in made.sheets[0].front.labels] == [letters] * room


@pytest.mark.parametrize(("margin", "lengths"), [(4, {1.0}), (5, {2.0}), (3.9, set())])
def test_a_mark_that_is_too_short_to_follow_is_a_warning(
    margin: float, lengths: set[float]
) -> None:
    """It starts 3 mm from the page and ends at the sheet's edge; 1 mm is long enough to use."""
    made = plan(
        "repeat", 1, Size(100, 120), Size(100 + 2 * margin, 120 + 2 * margin), marks=("crop",)
    )
    marks = made.sheets[0].front.marks
    found = {round(abs(m.end[0] - m.start[0]) + abs(m.end[1] - m.start[1]), 6) for m in marks}
    assert found == lengths
    assert bool(made.warnings) != bool(lengths)


@pytest.mark.parametrize(("margin", "count"), [(5, 4), (4.9, 0)])
def test_registration_marks_lie_on_white_paper(margin: float, count: int) -> None:
    """They are 5 mm wide: no page and no edge of the sheet cuts them."""
    made = plan(
        "repeat",
        1,
        Size(100, 120),
        Size(100 + 2 * margin, 120 + 2 * margin),
        marks=("registration",),
    )
    (front,) = made.sides
    assert len(front.marks) == count and bool(made.warnings) != bool(count)
    for mark in front.marks:
        (x0, y0), (x1, y1) = mark.start, mark.end
        box = Rect(x0, y0, x1 - x0, y1 - y0)
        assert on_sheet(box, made.sheet) and not box.overlaps(front.slots[0].clip)
        assert (box.width, box.height) == pytest.approx((5, 5))


@pytest.mark.parametrize(
    ("page", "margins", "middles"),
    [
        (Size(148, 269), (60, 20), [(105, 4), (105, 287)]),
        (Size(182, 235), (20, 60), [(10, 148.5), (206, 148.5)]),
    ],
)
def test_registration_marks_come_in_pairs(
    page: Size, margins: tuple[float, float], middles: list[tuple[float, float]]
) -> None:
    """One alone aligns nothing: there is none where a page has 2 mm of white on its other side."""
    made = plan("repeat", 1, page, A4, marks=("registration",), margins=margins)
    marks = [(*mark.start, *mark.end) for mark in made.sides[0].marks]
    found = sorted(((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in marks)
    assert [pytest.approx(at) for at in middles] == found


def test_the_slug_keeps_a_millimetre_from_a_mark() -> None:
    """Between the 5 mm that machines leave white and a mark at 100.5 mm, 94.5 mm are free.

    The mean width of letters of 6 pt is 1.27 mm: 74 of them fit, 75 would touch the mark.
    """
    sheet, printed = Size(200, 120), Rect(0, 20, 200, 100)
    marks = [Mark("cut", (100.5, 0), (100.5, 20))]
    label = slugs.placed(sheet, printed, marks, "n" * 74)
    assert label is not None and label.at[0] + 74 * 1.27 / 2 <= 99.5
    assert slugs.placed(sheet, printed, marks, "n" * 75) is None


@pytest.mark.parametrize(("length", "found"), [(4.0, 4.0), (12.0, 12.0), (50.0, 35.5)])
def test_marks_are_as_long_as_is_asked_where_the_sheet_has_room(
    length: float, found: float
) -> None:
    """An A5 on an A4 has 43.5 mm above it: marks are 3 mm away, and 5 mm do not print."""
    request = ImpositionRequest("repeat", A4, up=1, marks=("crop",), mark_length=length)
    made = planning.plan([A5], request)
    side = made.sides[0]
    assert side.marks
    upright = [mark for mark in side.marks if mark.start[0] == mark.end[0]]
    lengths = {round(mark.end[1] - mark.start[1], 3) for mark in upright}
    assert lengths == {found}
    trim = side.slots[0].placement.trim
    for mark in side.marks:
        for x, y in (mark.start, mark.end):
            assert not (trim.x < x < trim.right and trim.y < y < trim.top)
            assert 0 <= x <= made.sheet.width and 0 <= y <= made.sheet.height


@pytest.mark.parametrize("margins", [(0, 0), (9, 9)])
def test_what_ends_at_the_edge_of_the_sheet_has_no_marks_there(
    margins: tuple[float, float],
) -> None:
    """Four A6 in a corner of a sheet that is 9 mm larger, as pre-cut sheets are."""
    front = plan("repeat", 1, A6, Size(219, 305), marks=("cut",), margins=margins).sheets[0].front
    assert front is not None
    left, low = margins[0], 9 - margins[1]
    assert xs(front, "cut") == [at for at in (left, left + 105, left + 210) if 0 < at < 219]
    assert ys(front, "cut") == [at for at in (low, low + 148, low + 296) if 0 < at < 305]
