"""Cells, gutters, folds and cuts of one sheet, measured by hand; lengths in mm."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from tests.imposition.plans.planned import plan
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plans import planning, single_sheets
from zines.imposition.plans.page_order import PageOrder, cells
from zines.imposition.plans.plan import Cut, Fold, Gather, ImpositionError, Pleat, Staple
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.sheet_grid import SheetGrid, arranged

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))
CARD = Size(100, 140)


def grid(gutter: float = 10) -> SheetGrid:
    """Return three columns and two rows of 100 x 140 mm, with margins of 15 mm and 5 mm."""
    sheet = Size(300 + 2 * gutter + 30, 280 + gutter + 10)
    order = PageOrder((cells(1, 2, 3), cells(4, 5, 6)))
    request = ImpositionRequest("n-up", sheet, gutter=gutter)
    return arranged(sheet, [100] * 3, [140] * 2, order, request, 1)


def test_cells_lie_in_the_middle_with_gutters_between_them() -> None:
    made = grid()
    assert made.columns.cells == ((15, 115), (125, 225), (235, 335))
    assert made.rows.cells == ((5, 145), (155, 295))
    # Rows are counted from the top.
    assert (made.cell(1, 0).x, made.cell(1, 0).y) == (125, 155)
    assert (made.cell(2, 1).right, made.cell(2, 1).top) == (335, 145)
    assert made.columns.between(1) == 120 and made.rows.between(1) == 150


def test_ink_runs_to_the_edge_of_the_sheet_or_halfway_to_its_neighbour() -> None:
    made = grid()
    assert made.room(0, 0) == {"left": 15, "right": 5, "bottom": 5, "top": 5}
    assert made.room(1, 1) == {"left": 5, "right": 5, "bottom": 5, "top": 5}
    assert made.room(2, 0) == {"left": 5, "right": 15, "bottom": 5, "top": 5}
    assert grid(4).room(1, 0) == {"left": 2, "right": 2, "bottom": 2, "top": 5}


@pytest.mark.parametrize(
    ("columns", "rows", "least"),
    [(2, 1, Size(210, 140)), (1, 2, Size(100, 290)), (3, 2, Size(320, 290))],
)
def test_gutters_take_their_room(columns: int, rows: int, least: Size) -> None:
    options: dict[str, Any] = {"grid": (columns, rows), "gutter": 10}
    made = plan("cards", 2 * columns * rows, CARD, least, **options)
    assert len(made.sheets[0].front.slots) == columns * rows
    for smaller in (Size(least.width - 1, least.height), Size(least.width, least.height - 1)):
        with pytest.raises(
            ImpositionError, match=f"too small for {least.width} x {least.height} mm: it lacks 1.0"
        ):
            plan("cards", 2, CARD, smaller, **options)


def test_rows_of_a_copy_are_scaled_to_what_their_gutters_leave() -> None:
    # Two pages of 297 mm in height on 420 mm, 20 mm between them.
    made = plan("cards", 4, A4.turned, A3, grid=(1, 2), gutter=20, scale="fit")
    assert made.sheets[0].front.slots[0].scale == pytest.approx(200 / 210)


@pytest.mark.parametrize("sheet", [Size(160, 190), Size(190, 160)])
@pytest.mark.parametrize("trim", [CARD, CARD.turned])
def test_a_sheet_lies_the_way_its_page_does(sheet: Size, trim: Size) -> None:
    """One card fits both ways: the sheet gets the orientation of the card."""
    assert plan("repeat", 1, trim, sheet).sheet.landscape == trim.landscape


@pytest.mark.parametrize(("up", "shape"), [(4, (2, 2)), (6, (2, 3)), (12, (3, 4))])
def test_fewer_copies_than_fit_lie_together(up: int, shape: tuple[int, int]) -> None:
    """They form nearly a square, which needs the fewest cuts."""
    slots = plan("repeat", 1, Size(50, 50), Size(1000, 1000), up=up).sheets[0].front.slots
    found = len({slot.clip.x for slot in slots}), len({slot.clip.y for slot in slots})
    assert sorted(found) == sorted(shape)


def test_of_two_ways_the_one_with_more_copies_is_offered() -> None:
    """Cards of 60 x 100 mm on A4: two rows of four on its side, of three upright."""
    with pytest.raises(ImpositionError, match="5x5 copies do not fit on a sheet of A4: 4x2 do"):
        plan("repeat", 1, Size(60, 100), A4, grid=(5, 5))


@pytest.mark.parametrize(("up", "taken"), [(1000, True), (1001, False)])
def test_a_side_bears_a_thousand_pages_at_most(up: int, taken: bool) -> None:
    if taken:
        assert plan("repeat", 1, Size(5, 5), Size(1500, 1500), up=up).up == up
    else:
        with pytest.raises(ImpositionError, match="would bear 1001 pages"):
            plan("repeat", 1, Size(5, 5), Size(1500, 1500), up=up)


@pytest.mark.parametrize("gutter", [297, 300])
def test_gutters_as_long_as_the_sheet_leave_no_room(gutter: float) -> None:
    with pytest.raises(ImpositionError, match="leave no room"):
        plan("repeat", 1, A6, A4, up=2, gutter=gutter, scale="fit")


def test_spreads_in_piles_are_stapled_through_their_fold() -> None:
    """Cut, stacked and folded, they are one booklet."""
    steps = plan("cut-stack-fold", 16, A6, A4, grid=(2, 2)).steps
    kinds = [type(step) for step in steps]
    assert kinds == [Gather, Cut, Gather, Fold, Staple]


@pytest.mark.parametrize(("size", "gathered"), [(1, None), (2, 2), (3, 3)])
def test_sheets_of_a_signature_are_gathered(size: int, gathered: int | None) -> None:
    made = plan("gathered-signatures", 24, A6, A5, sheets_per_signature=size)
    steps = [step for step in made.steps if not isinstance(step, Cut)]
    assert steps[0] == Gather(gathered) if gathered else isinstance(steps[0], Fold)
    assert paper_model.read(made) == [list(range(1, 25))]


@pytest.mark.parametrize(("schema", "pages"), [("one-sheet-zine", 8), ("one-sheet-zine-16", 16)])
def test_the_folds_of_a_zine_run_through_the_middle_of_its_pages(schema: str, pages: int) -> None:
    made = plan(schema, pages, Size(70, 100), Size(400, 500))
    (pleat,) = [step for step in made.steps if isinstance(step, Pleat)]
    middles = {
        slot.page: (slot.clip.x + slot.clip.width / 2, slot.clip.y + slot.clip.height / 2)
        for slot in made.sheets[0].front.slots
    }
    for page, point in enumerate(pleat.path, 1):
        assert point == pytest.approx(middles[page])


@pytest.mark.parametrize(
    ("fold", "widths"),
    [
        ("letter", (100, 100, 100, 97, 97, 100)),
        ("accordion", (100,) * 6),
        ("single", (100,) * 4),
    ],
)
def test_a_leaflet_is_cut_only_around(fold: str, widths: tuple[float, ...]) -> None:
    """Its panels are connected: crop marks are at its four corners only."""
    made = planning.plan(
        [Size(width, 200) for width in widths],
        ImpositionRequest("leaflet", A3, fold=fold, marks=("crop",)),  # type: ignore[arg-type]
    )
    half = sum(widths[: len(widths) // 2]) / 2
    if fold == "letter":
        half = (97 + 100 + 100) / 2
    middle = made.sheet.width / 2
    for side in made.sides:
        xs = {mark.start[0] for mark in side.marks if mark.start[0] == mark.end[0]}
        assert sorted(xs) == pytest.approx([middle - half, middle + half])


@pytest.mark.parametrize(
    ("widths", "warned"),
    [((97, 100, 97.5), False), ((99.5, 100, 110), True), ((97, 97.5, 100), True)],
)
def test_a_flap_is_folded_onto_the_panel_beside_it(widths: tuple[float, ...], warned: bool) -> None:
    request = ImpositionRequest("leaflet", A4, fold="letter")
    assert bool(single_sheets.flap_warnings(widths, 6, request)) is warned
    other = ImpositionRequest("leaflet", A4, fold="accordion")
    assert not single_sheets.flap_warnings(widths, 6, other)
