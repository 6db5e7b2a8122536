"""The position of each page, proved by folding. Page orders come from the trade."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pikepdf import Rectangle

from tests.imposition import paper_model
from tests.imposition.paper_model import on_sheet
from tests.imposition.plans.planned import plan
from zines.base.geometry import Rect, Size
from zines.base.paper import SIZES
from zines.base.problems import UsageError
from zines.base.units import pt
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Cut, Gather, ImpositionError, Plan, Side, TileName
from zines.imposition.plans.request import ImpositionRequest, grid_named, pages_named, thickness
from zines.imposition.sheets.page_matrix import bleed_warnings
from zines.pdf.page_boxes import PageBox

A6, A5, A4, A3, A2 = (SIZES[name] for name in ("a6", "a5", "a4", "a3", "a2"))
BIG = Size(1200, 1600)


def test_copies_lie_in_the_grid_that_is_asked_for() -> None:
    """The sheet has the orientation of all copies together: three portraits in a row are wide."""
    for grid, sheet in (((2, 4), A3), ((4, 2), A3.turned), ((3, 1), A3.turned)):
        made = plan("repeat", 2, Size(105, 74) if grid == (2, 4) else Size(90, 140), A3, grid=grid)
        columns = {round(slot.clip.x, 3) for slot in made.sides[0].slots}
        rows = {round(slot.clip.y, 3) for slot in made.sides[0].slots}
        assert (len(columns), len(rows), made.sheet) == (*grid, sheet)
        assert made.up == grid[0] * grid[1]
        assert paper_model.read(made) == [[1, 2]] * made.up
    assert plan("repeat", 2, A6, A4, grid=(2, 2)) == plan("repeat", 2, A6, A4, up=4)
    fitted = plan("repeat", 2, A4, A3, grid=(1, 3), scale="fit")
    assert fitted.up == 3 and fitted.trim.height == pytest.approx(140)
    with pytest.raises(ImpositionError, match="3x2 copies do not fit on a sheet of A4: 2x2 do"):
        plan("repeat", 2, A6, A4, grid=(3, 2))


@pytest.mark.parametrize("grid", [(1001, 1), (1, 1001)])
def test_a_grid_of_more_pages_than_a_sheet_can_bear_is_refused(grid: tuple[int, int]) -> None:
    """Somebody typed one sign too many: it would take minutes, and no page could be read."""
    with pytest.raises(ImpositionError, match="would bear 1001 pages"):
        plan("repeat", 1, A6, A4, grid=grid, scale="fit")


def bleeding(trim: Size, bleed: float = 3) -> PageBox:
    """Return a page of a file with this bleed (mm) all around it."""
    outer = Rectangle(0, 0, pt(trim.width + 2 * bleed), pt(trim.height + 2 * bleed))
    inner = Rectangle(pt(bleed), pt(bleed), outer.urx - pt(bleed), outer.ury - pt(bleed))
    return PageBox(inner, outer, outer, 0, 1)


def as_text(side: Side | None) -> str:
    """Return a side in printers' notation: rows from the top, ' for upside down, - for a blank."""
    assert side is not None
    rows: dict[float, list[tuple[float, str]]] = {}
    for slot in side.slots:
        page = "–" if slot.page is None else str(slot.page)
        text = page + ("'" if slot.placement.rotation == 180 and slot.page else "")
        rows.setdefault(round(-slot.clip.y), []).append((slot.clip.x, text))
    return " | ".join(" ".join(text for _, text in sorted(rows[y])) for y in sorted(rows))


def orders(made: Plan) -> list[str]:
    return [as_text(side) for side in made.sides]


@pytest.mark.parametrize(
    ("schema", "pages", "trim", "sheet", "options", "expected"),
    [
        ("saddle-stitch", 8, A5, A4, {}, ["8 1", "2 7", "6 3", "4 5"]),
        ("saddle-stitch", 8, A5, A4, {"binding": "right"}, ["1 8", "7 2", "3 6", "5 4"]),
        ("saddle-stitch", 6, A5, A4, {"blanks": "before-last"}, ["6 1", "2 –", "– 3", "4 5"]),
        ("saddle-stitch", 6, A5, A4, {}, ["– 1", "2 –", "6 3", "4 5"]),
        (
            "saddle-stitch",
            8,
            A6,
            A4,
            {"up": 2},
            ["8 1 | 8 1", "2 7 | 2 7", "6 3 | 6 3", "4 5 | 4 5"],
        ),
        ("quarto", 8, A5, A3, {}, ["5' 4' | 8 1", "3' 6' | 2 7"]),
        ("octavo", 16, A6, A3, {}, ["5' 12' 9' 8' | 4 13 16 1", "7' 10' 11' 6' | 2 15 14 3"]),
        (
            "cut-stack-fold",
            16,
            A6,
            A4,
            {"grid": (2, 2)},
            ["16 1 | 12 5", "2 15 | 6 11", "14 3 | 10 7", "4 13 | 8 9"],
        ),
        (
            "cut-and-stack",
            16,
            A6,
            A4,
            {"grid": (2, 2)},
            ["1 9 | 5 13", "10 2 | 14 6", "3 11 | 7 15", "12 4 | 16 8"],
        ),
        ("cards", 8, A6, A4, {"grid": (2, 2)}, ["1 5 | 3 7", "6 2 | 8 4"]),
        ("n-up", 8, A6, A4, {"grid": (2, 2)}, ["1 2 | 3 4", "5 6 | 7 8"]),
        ("one-sheet-zine", 8, Size(74, 105), A4, {}, ["5' 4' 3' 2' | 6 7 8 1"]),
        (
            "one-sheet-zine-16",
            16,
            Size(74, 105),
            A3,
            {},
            ["9' 8' 7' 6' | 10 11 4 5 | 13' 12' 3' 2' | 14 15 16 1"],
        ),
        ("repeat", 2, A5, A4, {}, ["1 1", "2 2"]),
        ("repeat", 3, A5, A4, {}, ["1 1", "2 2", "3 3", "– –"]),
        ("leaflet", 4, A5, A4, {"fold": "single"}, ["4 1", "2 3"]),
        ("leaflet", 6, Size(99, 210), A4, {"fold": "accordion"}, ["1 2 3", "4 5 6"]),
        ("saddle-stitch", 4, A5, A4, {"flip": "long-edge"}, ["4 1", "3' 2'"]),
    ],
)
def test_orders_of_the_trade(
    schema: str, pages: int, trim: Size, sheet: Size, options: dict[str, Any], expected: list[str]
) -> None:
    assert orders(plan(schema, pages, trim, sheet, **options)) == expected


@pytest.mark.parametrize(
    ("schema", "trim", "sheet", "flip"),
    [
        ("saddle-stitch", A5, A4, "short-edge"),
        ("saddle-stitch", A6, A5, "short-edge"),
        ("quarto", A5, A3, "long-edge"),
        ("octavo", A6, A3, "short-edge"),
        ("repeat", A5, A4, "short-edge"),
        ("repeat", A6, A4, "long-edge"),
    ],
)
def test_the_flip_is_chosen_so_that_backs_stay_upright(
    schema: str, trim: Size, sheet: Size, flip: str
) -> None:
    assert plan(schema, 16, trim, sheet).flip == flip


BOUND = [
    "saddle-stitch",
    "gathered-signatures",
    "quarto",
    "octavo",
    "sextodecimo",
    "cut-stack-fold",
]
CUT = ["repeat", "cut-and-stack", "cards"]


@st.composite
def imposed(draw: st.DrawFn, names: list[str]) -> Plan:
    """Draw any valid plan of the schemas: page counts, grids, bindings, flips, blanks, covers."""
    schema = draw(st.sampled_from(names))
    binding = draw(
        st.sampled_from(
            ["left", "right", "top"]
            if schema in ("saddle-stitch", "gathered-signatures")
            else ["left", "right"]
            if schema in BOUND
            else ["left", "top"]
        )
    )
    pages = draw(st.integers(1, 70))
    cover = schema in BOUND and draw(st.booleans())
    assume(not cover or pages >= 8)
    grid: tuple[int, int] | None = None
    if schema in ("cut-and-stack", "cards"):
        grid = (draw(st.integers(1, 4)), draw(st.integers(1, 4)))
    if schema == "cut-stack-fold":
        grid = (2 * draw(st.integers(1, 2)), draw(st.integers(1, 3)))
    trim = draw(st.sampled_from([A6, A5, Size(100, 140), Size(140, 100)]))
    return plan(
        schema,
        pages,
        trim,
        BIG,
        binding=binding,
        grid=grid,
        cover=cover,
        flip=draw(st.sampled_from(["short-edge", "long-edge", None])),
        blanks=draw(st.sampled_from(["end", "before-last"])),
        gutter=draw(st.sampled_from([0] if schema == "gathered-signatures" else [0, 4.5])),
        creep=draw(st.sampled_from([0, 0.1] if schema in BOUND else [0])),
        up=draw(st.integers(1, 3)) if schema in ("saddle-stitch", "repeat") else None,
        sheets_per_signature=draw(st.integers(1, 4)) if schema == "gathered-signatures" else 4,
        bleed=draw(st.sampled_from([0, 3])),
    )


@given(imposed(BOUND + CUT))
def test_every_piece_reads_from_its_first_page_to_its_last(made: Plan) -> None:
    """Each finished piece reads 1..n, upright, with each back behind its front."""
    pieces = paper_model.read(made)
    assert len(pieces) == made.up
    for piece in pieces:
        assert [page for page in piece if page is not None] == list(range(1, made.pages + 1))
        assert piece.count(None) == made.blanks


@given(imposed(BOUND))
def test_blanks_stand_together_at_the_end_or_before_the_last_page(made: Plan) -> None:
    """With a cover too: blanks fill the whole piece, whose outer leaves are then the cover."""
    for piece in paper_model.read(made):
        blanks = [index for index, page in enumerate(piece) if page is None]
        if blanks:
            assert blanks == list(range(blanks[0], blanks[0] + len(blanks)))
            assert blanks[-1] in (len(piece) - 1, len(piece) - 2)


@pytest.mark.parametrize(
    ("blanks", "expected"),
    [
        ("end", [*range(1, 11), None, None]),
        ("before-last", [*range(1, 10), None, None, 10]),
    ],
)
@pytest.mark.parametrize("up", [1, 2])
def test_a_cover_takes_the_outer_leaves_of_the_piece_once_it_is_full(
    blanks: str, expected: list[int | None], up: int
) -> None:
    made = plan("saddle-stitch", 10, A6, A4, cover=True, blanks=blanks, up=up)
    assert paper_model.read(made) == [expected] * up
    # Each copy has one cover, with page 1 and the last page on its outside.
    assert [slot.page for slot in made.sheets[0].front.slots] == [expected[-1], 1] * up
    assert made.blanks == 2 and made.covers == 1


@pytest.mark.parametrize("count", range(8, 21))
def test_any_number_of_pages_around_which_there_is_a_cover_is_filled_to_whole_sheets(
    count: int,
) -> None:
    """A sheet of a booklet has four pages; all of them are read in order, then the blanks."""
    made = plan("saddle-stitch", count, A6, A4, cover=True)
    whole = -(-count // 4) * 4
    assert paper_model.read(made)[0] == [*range(1, count + 1), *[None] * (whole - count)]


@given(imposed(BOUND + CUT))
def test_no_rim_of_a_larger_sheet_is_left(made: Plan) -> None:
    """Every finished piece and cover is as large as its page, except for folded gutters."""
    for size in paper_model.sizes(made):
        assert made.trim.width - 0.02 <= size.width <= made.trim.width + 4.52
        assert made.trim.height - 0.02 <= size.height <= made.trim.height + 4.52


@pytest.mark.parametrize("schema", ["saddle-stitch", "repeat", "cards", "octavo", "quarto"])
@pytest.mark.parametrize("cover", [False, True])
def test_without_gutters_pieces_are_cut_to_their_very_size(schema: str, cover: bool) -> None:
    made = plan(schema, 24, A6, BIG, cover=cover and schema not in CUT)
    for size in paper_model.sizes(made):
        assert (size.width, size.height) == pytest.approx((105, 148), abs=0.02)


def test_what_fills_its_sheet_is_not_cut_around() -> None:
    """Paper sizes are rounded: two A5 leave 1 mm of an A4, which is not cut off."""
    for made in (plan("saddle-stitch", 8, A5, A4), plan("leaflet", 4, A5, A4, fold="single")):
        assert not any(isinstance(step, Cut) for step in made.steps)
    (_, cut) = plan("repeat", 2, A5, A4).steps
    assert cut == Cut((148.5,), ())
    (_, cut, *_) = plan("saddle-stitch", 8, A6, A4, up=2).steps
    assert cut == Cut((), (148.5,))
    assert not any(isinstance(step, Cut) for step in plan("n-up", 4, A6, A3, grid=(2, 2)).steps)


@given(imposed(BOUND + CUT))
def test_nothing_leaves_the_sheet_and_no_two_slots_overlap(made: Plan) -> None:
    for side in made.sides:
        for index, slot in enumerate(side.slots):
            assert on_sheet(slot.clip, made.sheet, 1e-3)
            for other in side.slots[index + 1 :]:
                assert not slot.clip.overlaps(other.clip, 1e-3)


@given(st.sampled_from(BOUND), st.integers(4, 64), st.sampled_from(["left", "right"]))
def test_creep_grows_inwards_and_moves_pages_towards_the_spine(
    schema: str, pages: int, binding: str
) -> None:
    grid = (2, 1) if schema == "cut-stack-fold" else None
    still = plan(schema, pages, A6, BIG, binding=binding, grid=grid)
    moved = plan(schema, pages, A6, BIG, binding=binding, grid=grid, creep=0.5)
    spines = [at for step in moved.steps if getattr(step, "axis", "") == "x" for at in step.at]  # type: ignore[union-attr]
    assert moved.sheet == still.sheet
    shifts: dict[int, float] = {}
    for before, after in zip(still.sides, moved.sides, strict=True):
        for one, other in zip(before.slots, after.slots, strict=True):
            if one.page is None:
                continue
            assert one.clip == other.clip
            dx = other.placement.trim.x - one.placement.trim.x
            shifts[one.page] = abs(dx)
            if dx:
                recto = one.page % 2 == 1
                towards = -1 if (recto == (binding == "left")) else 1
                if one.placement.rotation == 180:
                    towards = -towards
                assert math.copysign(1, dx) == towards
    assert shifts[1] == pytest.approx(0)
    if schema == "saddle-stitch" and spines:
        half = [shifts[page] for page in range(1, min(pages, len(shifts)) // 2, 2)]
        assert half == sorted(half)
        assert max(shifts.values()) == pytest.approx(0.5 * (-(-pages // 4) - 1))


@pytest.mark.parametrize("schema", ["one-sheet-zine", "one-sheet-zine-16"])
def test_a_zine_folds_into_its_pages(schema: str) -> None:
    count = 8 if schema == "one-sheet-zine" else 16
    made = plan(schema, count, Size(74, 105), BIG)
    assert paper_model.read(made) == [list(range(1, count + 1))]
    assert made.flip is None


def test_a_letter_fold_opens_as_one_expects() -> None:
    """The cover comes first, then its back beside the flap, then the three inner panels."""
    widths = (100, 100, 100, 97, 97, 100)
    made = planning.plan([Size(width, 210) for width in widths], ImpositionRequest("leaflet", A4))
    assert orders(made) == ["5 6 1", "2 3 4"]
    assert paper_model.read(made) == [[1, 2, 5, 4, 3, 6]]
    assert not made.warnings
    trims = {slot.page: slot.placement.trim.width for side in made.sides for slot in side.slots}
    assert trims == dict(enumerate(widths, 1))


def test_a_flap_as_wide_as_the_rest_is_a_warning() -> None:
    made = plan("leaflet", 6, Size(99, 210), A4)
    assert any("narrower" in warning for warning in made.warnings)


def test_panels_back_to_back_must_match() -> None:
    trims = [Size(width, 210) for width in (100, 100, 100, 97, 90, 100)]
    with pytest.raises(
        ImpositionError, match=r"pages 5 and 4 lie back to back but are 90\.0 and 97\.0"
    ):
        planning.plan(trims, ImpositionRequest("leaflet", A4))


def test_an_accordion_unfolds_to_and_fro() -> None:
    made = plan("leaflet", 6, Size(99, 210), A4, fold="accordion")
    # Through the folded strip: the front of a panel, its back, then the next panel turned over.
    assert paper_model.read(made) == [[1, 6, 5, 2, 3, 4]]


@given(st.integers(1, 40), st.integers(1, 4), st.integers(1, 4))
def test_n_up_reads_row_by_row(pages: int, columns: int, rows: int) -> None:
    made = plan("n-up", pages, A6, BIG, grid=(columns, rows))
    read = [
        slot.page
        for side in made.sides
        for slot in sorted(side.slots, key=lambda slot: (-round(slot.clip.y), slot.clip.x))
    ]
    assert [page for page in read if page] == list(range(1, pages + 1))


def test_what_is_one_sided_has_a_sheet_for_each_page() -> None:
    made = plan("repeat", 2, A5, A4, one_sided=True)
    assert [sheet.back for sheet in made.sheets] == [None, None]
    pages = [{slot.page for slot in sheet.front.slots} for sheet in made.sheets]
    assert pages == [{1}, {2}]
    assert made.flip is None


@pytest.mark.parametrize(
    ("schema", "pages", "trim", "sheet", "options", "what"),
    [
        ("saddle-stitch", 4, A4, A4, {}, "lacks 123.0 mm in width and 87.0 mm in height"),
        ("repeat", 2, A3, A4, {}, "too small"),
        # Margins at the left and at the top need room too.
        ("repeat", 2, A4, A4, {"margins": (10, 5)}, "220 x 302 mm: it lacks 10.0 mm in width and"),
        ("repeat", 2, A5, A4, {"up": 3}, "at most 2"),
        ("repeat", 2, A6, A4, {"up": 3}, "rows and columns"),
        ("saddle-stitch", 6, A5, A4, {"blanks": "error"}, "need 2 blank pages"),
        ("saddle-stich", 8, A5, A4, {}, "did you mean 'saddle-stitch'"),
        ("cut-stack-fold", 8, A6, A3, {"grid": (3, 2)}, "columns go in twos"),
        ("cut-and-stack", 8, A5, A4, {"grid": (4, 4)}, "too small"),
        ("quarto", 8, A5, A3, {"binding": "top"}, "cannot be bound at the top"),
        ("quarto", 8, A5, A3, {"up": 2}, "--up is not for quarto"),
        ("cards", 8, A6, A4, {"cover": True}, "--cover is not for cards"),
        ("saddle-stitch", 4, A5, A4, {"cover": True}, "needs 8"),
        # In words that can be translated: "accordion" stood in the middle of a French sentence.
        ("one-sheet-zine", 9, A6, A3, {}, "a zine of one sheet has 8 pages; these are 9"),
        ("one-sheet-zine-16", 17, A6, A3, {}, "a zine of one sheet has 16 pages"),
        ("leaflet", 7, Size(99, 210), A4, {}, "in a letter fold has 6 panels; these are 7"),
        ("leaflet", 7, Size(99, 210), A4, {"fold": "accordion"}, "to and fro has 6 panels"),
        ("leaflet", 5, A5, A4, {"fold": "single"}, "folded once has 4 panels"),
        ("tiles", 2, A4, A4, {}, "one page"),
        ("tiles", 1, A4, A4, {"overlap": 200}, "leaves no room"),
        ("gathered-signatures", 8, A5, A4, {"sheets_per_signature": 0}, "at least one sheet"),
        ("tiles", 1, A4, A4, {"up": 2}, "--up is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"cover": True}, "--cover is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"creep": 0.1}, "--creep is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"gutter": 2}, "--gutter is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"marks": ("crop",)}, "--marks is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"binding": "top"}, "--binding is not for tiles: leave it out"),
        ("tiles", 1, A4, A4, {"grid": (2, 2)}, "--grid is not for tiles: leave it out"),
        ("n-up", 4, A6, A4, {"creep": 0.1}, "--creep is not for n-up: leave it out"),
        ("repeat", 1, A5, A4, {"fold": "single"}, "--fold is not for repeat: leave it out"),
        ("n-up", 4, A6, A4, {"one_sided": True}, "--one-sided is not for n-up: leave it out"),
        (
            "saddle-stitch",
            8,
            A5,
            A4,
            {"grid": (2, 2)},
            "--grid is not for saddle-stitch: leave it out",
        ),
        ("leaflet", 4, A5, A4, {"grid": (2, 1)}, "--grid is not for leaflet: leave it out"),
        ("cards", 2, A5, A4, {"poster": A3}, "--poster is not for cards: leave it out"),
        ("saddle-stitch", 8, A5, A3, {"cover": True, "up": 3}, "at most 2"),
        ("repeat", 1, Size(0.5, 0.5), A3, {}, "more than 1000"),
        ("cards", 2, Size(5, 5), A3, {}, "more than 1000"),
        ("cards", 2, Size(5, 5), A2, {"grid": (32, 32)}, "would bear 1024 pages"),
        ("repeat", 1, A6, A4, {"up": 2, "gutter": 300, "scale": "fit"}, "leave no room"),
        ("repeat", 1, A6, A4, {"up": 10**12, "scale": "fit"}, "more than 1000"),
    ],
)
def test_the_impossible_is_told(
    schema: str, pages: int, trim: Size, sheet: Size, options: dict[str, Any], what: str
) -> None:
    with pytest.raises(ImpositionError, match=what):
        plan(schema, pages, trim, sheet, **options)


def test_pages_of_other_sizes_are_named() -> None:
    trims = [A5, A5, A6, A5, A6]
    with pytest.raises(
        ImpositionError, match=r"page 3 is 105\.0 x 148\.0 mm \(pages 3, 5 differ\)"
    ):
        planning.plan(trims, ImpositionRequest("saddle-stitch", A4))


@pytest.mark.parametrize("change", [Size(0.9, 0), Size(0, 0.9), Size(-0.9, -0.9)])
def test_pages_that_rounding_makes_differ_are_of_one_size(change: Size) -> None:
    """Word writes an A5 as 419.52 x 595.32 pt, other programs in whole points."""
    odd = Size(A5.width + change.width, A5.height + change.height)
    assert planning.plan([A5, odd], ImpositionRequest("repeat", A3)).pages == 2
    odd = Size(A5.width + 1.5 * change.width, A5.height + 1.5 * change.height)
    with pytest.raises(ImpositionError, match=r"differ in trim size.* \(it alone differs\)"):
        planning.plan([A5, odd], ImpositionRequest("repeat", A3))


def test_panels_back_to_back_may_differ_by_what_rounding_makes() -> None:
    widths = [100.0, 100.0, 100.0, 97.0, 97.9, 100.0]
    request = ImpositionRequest("leaflet", A3)
    assert planning.plan([Size(width, 210) for width in widths], request).pages == 6
    widths[4] = 98.1
    with pytest.raises(ImpositionError, match="back to back"):
        planning.plan([Size(width, 210) for width in widths], request)


def test_a_page_that_rounding_makes_larger_than_its_sheet_loses_nothing_that_is_on_paper() -> None:
    """Some programs write the width of an A4 as 210.006 mm."""
    (slot,) = plan("repeat", 1, Size(210.006, 297), A4, bleed=3).sheets[0].front.slots
    assert slot.clip == Rect(0, 0, 210, 297)
    assert (slot.placement.trim.x, slot.placement.trim.right) == pytest.approx((-0.003, 210.003))


def test_no_pages_no_plan() -> None:
    with pytest.raises(ImpositionError, match="no pages"):
        planning.plan([], ImpositionRequest("repeat", A4))


def test_two_a5_lie_on_an_a4_with_one_cut() -> None:
    made = plan("repeat", 2, A5, A4)
    left, right = sorted(slot.placement.trim.x for slot in made.sheets[0].front.slots)
    assert left == pytest.approx(0.5) and right == pytest.approx(148.5)


def test_bleed_is_cut_at_the_spine_and_kept_elsewhere() -> None:
    made = plan("saddle-stitch", 4, A5, A3, bleed=3)
    left, right = sorted((slot.clip for slot in made.sheets[0].front.slots), key=lambda c: c.x)
    assert left.right == pytest.approx(right.x) == made.sheet.width / 2
    assert left.width == pytest.approx(151) and left.height == pytest.approx(216)
    assert any("spine" in warning for warning in bleed_warnings(made, [bleeding(A5)] * 4))


def test_a_gutter_leaves_room_for_the_bleed_of_both() -> None:
    made = plan("repeat", 2, A5, A3, up=2, gutter=6, bleed=3)
    assert all(slot.clip.width == pytest.approx(154) for slot in made.sheets[0].front.slots)
    assert not made.warnings and not bleed_warnings(made, [bleeding(A5)] * 2)


def test_pages_are_scaled_to_fill_the_sheet_when_asked() -> None:
    made = plan("saddle-stitch", 8, A4, A4, scale="fit")
    (slot, _) = made.sheets[0].front.slots
    # Two A4 side by side are slightly too high for their halves: the height decides.
    assert slot.scale == pytest.approx(210 / 297)
    assert slot.clip.height == pytest.approx(210)


@pytest.mark.parametrize("schema", ["cards", "n-up", "cut-and-stack"])
def test_pages_larger_than_the_sheet_are_scaled_one_to_a_sheet(schema: str) -> None:
    made = plan(schema, 2, A4, A5, scale="fit")
    (slot,) = made.sheets[0].front.slots
    assert slot.scale == pytest.approx(148 / 210)
    assert on_sheet(slot.clip, made.sheet, 1e-6)


def test_a_spread_of_the_sheets_size_is_scaled_onto_it() -> None:
    made = plan("cut-stack-fold", 8, A4, A4, scale="fit")
    # Two A4 side by side are 420 x 297 mm, on a sheet of 297 x 210 mm.
    assert made.sheets[0].front.slots[0].scale == pytest.approx(min(297 / 420, 210 / 297))
    assert paper_model.read(made) == [list(range(1, 9))]


@pytest.mark.parametrize(
    ("schema", "up", "trim", "gutter", "scale"),
    [
        # Two pages of 210 x 297 on an A4: side by side on its long edge.
        ("repeat", 2, A4, 0, 210 / 297),
        # With 7 mm between them, each is 145 mm wide.
        ("repeat", 2, A4, 7, 145 / 210),
        # Three spreads of 297 x 210 above one another on a portrait A4: 99 mm each.
        ("saddle-stitch", 3, A5, 0, 99 / 210),
        # Two gutters of 6 mm between three spreads.
        ("saddle-stitch", 3, A5, 6, 95 / 210),
    ],
)
def test_as_many_copies_as_asked_for_are_scaled_to_fill_the_sheet(
    schema: str, up: int, trim: Size, gutter: float, scale: float
) -> None:
    made = plan(schema, 2, trim, A4, up=up, gutter=gutter, scale="fit")
    assert made.up == up
    assert made.sheets[0].front.slots[0].scale == pytest.approx(scale)
    assert made.sheets[0].front.slots[0].placement.trim.width == pytest.approx(trim.width * scale)


def test_gutters_within_a_grid_are_not_scaled() -> None:
    # Two pages of 210 mm on a width of 297 mm, 7 mm between them.
    made = plan("cards", 4, A4, A4, grid=(2, 1), gutter=7, scale="fit")
    assert made.sheets[0].front.slots[0].scale == pytest.approx(145 / 210)


def test_bleed_grows_with_its_page() -> None:
    """A page of 100 x 100 mm fills the 210 mm of an A4's width: 3 mm of bleed become 6.3 mm."""
    made = plan("repeat", 1, Size(100, 100), A4, up=1, scale="fit", bleed=3)
    assert made.sheets[0].front.slots[0].clip.height == pytest.approx(210 + 2 * 6.3)


def test_a_few_copies_lie_as_near_to_a_square_as_they_can() -> None:
    made = plan("repeat", 1, A6, BIG, up=4)
    slots = made.sheets[0].front.slots
    assert len({slot.clip.x for slot in slots}) == len({slot.clip.y for slot in slots}) == 2


@pytest.mark.parametrize("binding", ["left", "top"])
def test_no_gutter_parts_pages_at_their_spine(binding: str) -> None:
    made = plan("saddle-stitch", 4, A5, BIG, binding=binding, gutter=6)
    one, other = (slot.clip for slot in made.sheets[0].front.slots)
    gap = one.y - other.top if binding == "top" else other.x - one.right
    assert gap == pytest.approx(0)


@pytest.mark.parametrize(
    ("schema", "columns", "rows"), [("one-sheet-zine", 4, 2), ("one-sheet-zine-16", 4, 4)]
)
def test_no_gutter_parts_the_panels_of_a_zine(schema: str, columns: int, rows: int) -> None:
    """The pages of a zine are connected: a gutter would have no effect, and is refused."""
    with pytest.raises(ImpositionError, match=f"--gutter is not for {schema}"):
        plan(schema, 8, Size(74, 105), A3, gutter=6)
    made = plan(schema, 8, Size(74, 105), BIG)
    clips = [slot.clip for slot in made.sheets[0].front.slots]
    assert max(c.right for c in clips) - min(c.x for c in clips) == pytest.approx(columns * 74)
    assert max(c.top for c in clips) - min(c.y for c in clips) == pytest.approx(rows * 105)


def test_panels_of_other_heights_are_told() -> None:
    trims = [Size(99, 210)] * 5 + [Size(99, 200)]
    with pytest.raises(ImpositionError, match="panels differ in height"):
        planning.plan(trims, ImpositionRequest("leaflet", A4))


def test_pages_of_a_cover_lie_around_those_that_creep() -> None:
    """The sheet inside the cover is the second in the fold: its pages move by one thickness."""

    def shift(made: Plan, page: int) -> float:
        middle = made.sheet.width / 2
        (x,) = {
            abs(slot.placement.trim.x + slot.placement.trim.width / 2 - middle) - 105 / 2
            for side in made.sides
            for slot in side.slots
            if slot.page == page
        }
        return -x

    for cover in (False, True):
        made = plan("saddle-stitch", 16, A6, BIG, creep=0.5, cover=cover)
        assert [shift(made, page) for page in (1, 3, 5, 7)] == pytest.approx([0, 0.5, 1, 1.5])
    # Signatures side by side in their cover are not inside one another.
    made = plan("gathered-signatures", 20, A6, BIG, creep=0.5, cover=True, sheets_per_signature=2)
    assert [shift(made, page) for page in (1, 3, 5, 11, 13)] == pytest.approx([0, 0, 0.5, 0, 0.5])
    # A single signature is inside its cover as inside one more sheet.
    made = plan("gathered-signatures", 12, A6, BIG, creep=0.5, cover=True, sheets_per_signature=2)
    assert [shift(made, page) for page in (1, 3, 5)] == pytest.approx([0, 0.5, 1])


def test_top_bound_pages_creep_towards_their_heads() -> None:
    """Bound at the top, a leaf sticks out at the bottom: its ink moves towards the fold."""
    made = plan("saddle-stitch", 12, A5, BIG, creep=1, binding="top")
    fold = made.sheet.height / 2
    for depth, sheet in enumerate(made.sheets):
        for side in (sheet.front, sheet.back):
            assert side is not None
            away = [abs(slot.placement.trim.y + 105 - fold) for slot in side.slots]
            assert away == pytest.approx([105 - depth] * 2)


@pytest.mark.parametrize("schema", ["repeat", "cut-and-stack", "cards"])
def test_loose_leaves_bound_at_the_top_are_turned_over_their_heads(schema: str) -> None:
    made = plan(
        schema, 2, A6, A5, binding="top", **({} if schema == "repeat" else {"grid": (1, 1)})
    )
    (sheet,) = made.sheets
    assert sheet.back is not None
    assert sheet.front.slots[0].placement.rotation == 0
    assert {slot.placement.rotation for slot in sheet.back.slots} == {180}


@given(imposed(BOUND))
def test_all_sheets_are_gathered_once(made: Plan) -> None:
    assert any(isinstance(step, Gather) for step in made.steps)


def test_paper_weight_gives_the_thickness() -> None:
    # 80 g/m2 office paper of bulk 1.3 is about 0.1 mm thick.
    assert thickness(80, 1.3) == pytest.approx(0.104)


def test_words_for_pages_and_grids() -> None:
    assert pages_named("1-3,7", 8) == [1, 2, 3, 7]
    assert pages_named("6-", 8) == [6, 7, 8]
    # A copier without duplex prints the fronts, then the backs.
    assert pages_named("impaires", 7) == pages_named("Odd", 7) == [1, 3, 5, 7]
    assert pages_named("paires", 7) == pages_named("even", 7) == [2, 4, 6]
    assert pages_named("8, impaires", 8) == [8, 1, 3, 5, 7]
    assert grid_named("2x4") == (2, 4)
    assert pages_named("3-1,8", 8) == [3, 2, 1, 8]
    assert pages_named("8-1", 8) == [8, 7, 6, 5, 4, 3, 2, 1]
    for beyond in ("9-", "9-1", "1-9"):
        with pytest.raises(ImpositionError, match="there is no page 9: the file has 8$"):
            pages_named(beyond, 8)
    with pytest.raises(ImpositionError, match="they count from 1$"):
        pages_named("3-0", 8)
    with pytest.raises(ImpositionError, match="they count from 1$"):
        pages_named("0-2", 8)
    for bad in ("", "0", "9", "a", "1-99", "-3"):
        with pytest.raises(ImpositionError):
            pages_named(bad, 8)
    for bad in ("2", "2x", "0x4", "axb", "2x4x1", "33x1"):
        with pytest.raises(UsageError, match="columns x rows, as 2x4"):
            grid_named(bad)


@pytest.mark.parametrize(("poster", "overlap"), [(A2, 10), (SIZES["a1"], 15), (SIZES["a0"], 0)])
def test_tiles_cover_the_whole_poster(poster: Size, overlap: float) -> None:
    made = plan("tiles", 1, A4, A4, poster=poster, overlap=overlap)
    tiles, assembly = made.sheets[:-1], made.sheets[-1]
    seen: list[Rect] = []
    for sheet in tiles:
        (slot,) = sheet.front.slots
        assert on_sheet(slot.clip, made.sheet)
        margin = min(
            slot.clip.x,
            slot.clip.y,
            made.sheet.width - slot.clip.right,
            made.sheet.height - slot.clip.top,
        )
        assert margin >= 5 - 1e-6
        trim = slot.placement.trim
        assert trim.width == pytest.approx(poster.width, abs=1)
        seen.append(
            Rect(slot.clip.x - trim.x, slot.clip.y - trim.y, slot.clip.width, slot.clip.height)
        )
    # Each point of a fine grid is on some tile.
    for i in range(40):
        for j in range(40):
            x, y = (i + 0.5) / 40 * poster.width, (j + 0.5) / 40 * poster.height
            assert any(r.x <= x <= r.right and r.y <= y <= r.top for r in seen)
    # Neighbours in a row both show a strip as wide as the overlap, for gluing.
    rows: dict[float, list[Rect]] = {}
    for rect in seen:
        rows.setdefault(round(rect.y, 3), []).append(rect)
    for row in rows.values():
        for left, right in pairwise(sorted(row, key=lambda rect: rect.x)):
            assert left.right - right.x == pytest.approx(overlap)
    # No tile is useless: each shows more than its overlap.
    assert min(min(r.width, r.height) for r in seen) > overlap
    labels = [label.tiles for sheet in tiles for label in sheet.front.labels]
    assert labels[0] == TileName("A1", right="A2", below="B1")
    names = [label.name for label in labels if isinstance(label, TileName)]
    assert len(set(names)) == len(tiles)
    assert set(names) <= {label.text for label in assembly.front.labels}


def test_a_poster_of_the_sheets_size_is_one_tile() -> None:
    made = plan("tiles", 1, Size(180, 250), A4)
    assert len(made.sheets) == 1


@pytest.mark.parametrize("flip", ["short-edge", "long-edge"])
def test_marks_stand_outside_the_bleed_and_the_slug_says_which_sheet(flip: str) -> None:
    made = plan(
        "saddle-stitch",
        8,
        A5,
        A3,
        bleed=3,
        flip=flip,
        title="Livret",
        ink="black",
        marks=("crop", "fold", "cut", "registration", "slug"),
    )
    for number, sheet in enumerate(made.sheets, 1):
        assert sheet.back is not None
        for name, side in (("recto", sheet.front), ("verso", sheet.back)):
            clips = [slot.clip for slot in side.slots]
            assert {mark.kind for mark in side.marks} == {"crop", "cut", "fold", "registration"}
            for mark in side.marks:
                low, high = min(mark.start, mark.end), max(mark.start, mark.end)
                box = Rect(
                    low[0],
                    min(low[1], high[1]),
                    max(high[0] - low[0], 1e-6),
                    max(abs(high[1] - low[1]), 1e-6),
                )
                assert not any(box.overlaps(clip) for clip in clips)
            (slug,) = side.labels
            assert slug.text == (
                f"Livret · feuille {number} sur 2 · {name} · saddle-stitch · A3 · black"
            )


def test_marks_without_room_are_a_warning() -> None:
    made = plan("saddle-stitch", 8, A5, A4, marks=("crop", "slug"))
    assert len(made.warnings) == 2


def test_staples_hold_twelve_sheets() -> None:
    """Print shops staple 8 to 48 pages."""
    request = ImpositionRequest("saddle-stitch", SIZES["a4"])
    assert not planning.plan([SIZES["a5"]] * 48, request).warnings
    (warning,) = planning.plan([SIZES["a5"]] * 49, request).warnings
    assert "52 pages are 13 sheets" in warning
    assert not planning.plan([SIZES["a5"]] * 52, replace(request, cover=True)).warnings


def test_a_poster_of_too_many_tiles_is_told_at_once() -> None:
    request = ImpositionRequest("tiles", Size(30, 30), poster=Size(5000, 5000), margin=0)
    with pytest.raises(ImpositionError, match="more than 400"):
        planning.plan([SIZES["a4"]], request)


def test_a_rim_that_can_be_seen_is_cut_off() -> None:
    """1 mm around a booklet would be visible beside its pages; 0.5 mm is not."""
    for rim, cuts in ((0.5, 0), (1, 1)):
        made = plan("saddle-stitch", 8, A5, Size(296 + 2 * rim, 210 + 2 * rim))
        assert sum(isinstance(step, Cut) for step in made.steps) == cuts


def test_a_sheet_too_narrow_is_not_called_too_low() -> None:
    with pytest.raises(ImpositionError, match=r"it lacks 5\.0 mm in width \("):
        plan("saddle-stitch", 8, A5, Size(291, 290))


def test_pages_too_large_for_their_sheet_come_with_two_ways_out() -> None:
    """A4 pages of a word processor on A4: the usual first attempt at a booklet."""
    with pytest.raises(ImpositionError, match=r"--scale fit .*--sheet"):
        plan("saddle-stitch", 8, A4, A4)
    assert plan("saddle-stitch", 8, A4, A4, scale="fit") and plan("saddle-stitch", 8, A4, A3)


def test_gutters_leave_spreads_whole_where_as_many_as_fit_are_laid() -> None:
    """Two spreads of 210 x 148 mm are on 210 x 310 mm, 6 mm apart: no gutter is in a fold."""
    made = plan("cut-stack-fold", 8, A6, Size(210, 310), gutter=6)
    assert len(made.sheets[0].front.slots) == 4
    assert paper_model.read(made) == [list(range(1, 9))]
