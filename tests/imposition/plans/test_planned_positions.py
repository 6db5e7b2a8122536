"""Sizes, grids and messages of plans, with practical reasons; lengths in mm."""

from __future__ import annotations

from typing import Any

import pytest

from zines.base.geometry import Size
from zines.base.limits import MOST_STITCHED_PAGES
from zines.base.paper import SIZES
from zines.base.problems import UsageError
from zines.imposition.plans import planning, recipe
from zines.imposition.plans.plan import ImpositionError, Label, Plan, TileCount, TileName
from zines.imposition.plans.request import ImpositionRequest, grid_named, requested

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))


def plan(schema: str, trims: list[Size], sheet: Size, bleed: float = 0, **options: Any) -> Plan:
    return planning.plan(trims, ImpositionRequest(schema, sheet, **options), bleed)


@pytest.mark.parametrize(
    ("schema", "options", "pages"),
    [
        ("one-sheet-zine", {}, 8),
        ("one-sheet-zine-16", {}, 16),
        ("leaflet", {"fold": "letter"}, 6),
        ("leaflet", {"fold": "accordion"}, 6),
        ("leaflet", {"fold": "single"}, 4),
        ("tiles", {}, 1),
    ],
)
def test_a_request_is_tried_with_the_pages_that_it_takes(
    schema: str, options: dict[str, Any], pages: int
) -> None:
    request = ImpositionRequest(schema, A4, **options)
    assert planning.typical_pages(request) == pages


@pytest.mark.parametrize(
    "schema", ["saddle-stitch", "gathered-signatures", "quarto", "octavo", "sextodecimo", "n-up"]
)
def test_a_piece_of_any_length_is_tried_with_full_sheets(schema: str) -> None:
    """The largest signature has 32 pages."""
    pages = planning.typical_pages(ImpositionRequest(schema, A4))
    assert pages >= 32 and pages % 32 == 0


def test_the_grid_is_that_of_the_first_page() -> None:
    with pytest.raises(ImpositionError, match="page 2 is 420"):
        plan("cards", [A6, A3.turned], A4)


@pytest.mark.parametrize(
    ("trim", "scale", "grid"),
    [
        # The number that fits on an A4 unscaled, whether pages are enlarged or not.
        (A6, "none", 4),
        (A6, "fit", 4),
        (A5, "fit", 2),
        (Size(140, 200), "fit", 2),
        (Size(140, 200), "none", 2),
        (A4, "fit", 1),
        (A3, "fit", 1),
    ],
)
def test_a_sheet_bears_as_many_pages_as_fit_at_their_size(
    trim: Size, scale: str, grid: int
) -> None:
    made = plan("n-up", [trim] * grid, A4, scale=scale)
    assert len(made.sides) == 1
    assert len(made.sheets[0].front.slots) == grid


def test_a_page_too_large_for_its_sheet_is_refused() -> None:
    with pytest.raises(ImpositionError, match="too small for 297 x 420 mm"):
        plan("n-up", [A3], A4)


def test_a_page_larger_than_the_others_by_a_hair_shows_all_of_itself() -> None:
    """The white paper around it has room for a quarter of a millimetre on each side."""
    made = plan("repeat", [A5, A5, Size(148.5, 210.6)], A3, up=1)
    for sheet in made.sheets:
        for slot in sheet.front.slots:
            trim, clip = slot.placement.trim, slot.clip
            assert clip.x <= trim.x + 1e-6 and trim.right <= clip.right + 1e-6
            assert clip.y <= trim.y + 1e-6 and trim.top <= clip.top + 1e-6


@pytest.mark.parametrize(
    ("pages", "cover", "expected"),
    [
        (MOST_STITCHED_PAGES, False, None),
        (MOST_STITCHED_PAGES + 4, False, f"{MOST_STITCHED_PAGES + 4} pages are 13 sheets"),
        (MOST_STITCHED_PAGES + 1, False, f"{MOST_STITCHED_PAGES + 4} pages are 13 sheets"),
        (MOST_STITCHED_PAGES + 4, True, None),
        (MOST_STITCHED_PAGES + 8, True, f"{MOST_STITCHED_PAGES + 4} pages are 13 sheets"),
    ],
)
def test_staples_hold_so_many_pages_without_their_cover(
    pages: int, cover: bool, expected: str | None
) -> None:
    warnings = plan("saddle-stitch", [A6] * pages, A5, cover=cover).warnings
    assert bool(warnings) == bool(expected)
    assert not expected or expected in warnings[0]


def test_the_page_of_a_leaflet_is_its_cover() -> None:
    """The flap of a letter fold is narrower: the folded piece is as wide as its cover."""
    widths = (100, 100, 100, 97, 97, 100)
    made = plan("leaflet", [Size(width, 210) for width in widths], A4)
    assert (made.trim.width, made.trim.height) == (100, 210)


@pytest.mark.parametrize(
    ("flap", "warned"), [(100, True), (99.4, True), (98.9, False), (97, False)]
)
def test_a_flap_is_narrower_by_a_millimetre(flap: float, warned: bool) -> None:
    widths = (100, 100, 100, flap, flap, 100)
    made = plan("leaflet", [Size(width, 210) for width in widths], A3)
    assert any("narrower" in warning for warning in made.warnings) is warned


def test_bleed_grows_with_pages_on_both_sides_of_a_sheet() -> None:
    """Pages of 100 x 100 mm on 200 x 240 mm are twice as large: 2 mm of bleed become 4 mm."""
    made = plan("repeat", [Size(100, 100)] * 2, Size(200, 240), 2, up=1, scale="fit")
    for side in made.sides:
        (slot,) = side.slots
        assert slot.placement.trim.width == pytest.approx(200)
        assert slot.placement.trim.height == pytest.approx(200)
        assert slot.clip.height == pytest.approx(208)


#: Pages of a quarto: the second, fourth and fifth are landscape, half as large as the others.
LYING = [A5, A6.turned, A5, A6.turned, A6.turned, A5, A5, A5]


def test_pages_brought_to_one_size_fill_it() -> None:
    """Landscape pages are rotated to the left. In a quarto, pages 3 to 6 are upside down."""
    made = plan("quarto", LYING, A3, scale="fit", trim=A5)
    rotations = {}
    for side in made.sides:
        for slot in side.slots:
            assert slot.page is not None
            box = slot.placement.trim
            lies = LYING[slot.page - 1] != A5
            # A6 is 105 x 148 mm: scaled by 1.41, its shorter side fills the 148 mm of an A5.
            assert slot.scale == pytest.approx(148 / 105 if lies else 1)
            assert box.height == pytest.approx(148 * 148 / 105 if lies else 210)
            assert box.width == pytest.approx(148)
            rotations[slot.page] = slot.placement.rotation
    assert rotations == {1: 0, 2: 90, 3: 180, 4: 270, 5: 270, 6: 180, 7: 0, 8: 0}
    drawn = recipe.drawing(made)
    turned = {slot["page"]: slot["turned"] for slot in drawn["front"] + drawn["back"]}
    assert turned == {page: page in (3, 4, 5, 6) for page in range(1, 9)}


@pytest.mark.parametrize(
    ("trim", "sides"),
    [
        # As wide as its cell, but lower: white above and below, bleed left and right; and so on.
        (Size(100, 100), ("left", "right")),
        (Size(50, 140), ("bottom", "top")),
        (Size(100, 140), ("left", "right", "bottom", "top")),
    ],
)
def test_a_page_has_bleed_where_it_leaves_no_white(trim: Size, sides: tuple[str, ...]) -> None:
    made = plan(
        "repeat", [trim, Size(100, 140)], Size(200, 200), 3, up=1, scale="fit", trim=Size(100, 140)
    )
    (slot,) = made.sheets[0].front.slots
    page, clip = slot.placement.trim, slot.clip
    bleeds = {
        "left": page.x - clip.x,
        "right": clip.right - page.right,
        "bottom": page.y - clip.y,
        "top": clip.top - page.top,
    }
    assert bleeds == pytest.approx({side: 3 if side in sides else 0 for side in bleeds})


def test_the_recipe_draws_a_cover_beside_the_first_sheet() -> None:
    drawn = recipe.drawing(plan("octavo", [A6] * 20, A3, cover=True))
    assert [slot["page"] for slot in drawn["cover"]] == [20, 1]
    assert {slot["page"] for slot in drawn["front"] + drawn["back"]} == set(range(3, 19))
    # A cover is folded once, the sheet inside it three times.
    marked = recipe.drawing(plan("octavo", [A6] * 20, A3, cover=True, marks=("fold",)))
    assert 0 < len(marked["cover_marks"]) < len(marked["marks"])
    drawn = recipe.drawing(plan("octavo", [A6] * 16, A3, marks=("fold",)))
    assert drawn["cover"] is None and drawn["cover_marks"] == [] != drawn["marks"]
    assert {slot["page"] for slot in drawn["front"] + drawn["back"]} == set(range(1, 17))
    assert recipe.drawing(plan("one-sheet-zine", [Size(74, 105)] * 8, A4))["back"] is None


def test_a_label_is_set_where_it_stands() -> None:
    assert recipe.label_values(Label("Feuille 1", (10, 20), 6, 90)) == {
        "text": "Feuille 1",
        "x": 10,
        "y": 20,
        "size": 6,
        "rotation": 90,
    }


def test_the_words_of_tiles_are_those_of_one_tile_or_of_all() -> None:
    """The layout of labels prints the neighbours of a tile, or the number of tiles."""
    one = recipe.label_values(Label("", (1, 2), 6, tiles=TileName("B2", left="B1")))
    assert one["tile"]["name"] == "B2" and one["tile"]["left"] == "B1" and "tiles" not in one
    every = recipe.label_values(Label("", (1, 2), 6, tiles=TileCount(3, 2, 10, Size(580, 380))))
    shown = {"width": 580, "height": 380}
    assert every["tiles"] == {"columns": 3, "rows": 2, "overlap": 10, "shown": shown}
    assert "tile" not in every


@pytest.mark.parametrize(
    ("text", "grid"),
    [("1x1", (1, 1)), ("2X3", (2, 3)), ("32x32", (32, 32)), ("2 × 3", (2, 3)), ("2*3 ", (2, 3))],
)
def test_grids_are_named_by_columns_and_rows(text: str, grid: tuple[int, int]) -> None:
    assert grid_named(text) == grid


@pytest.mark.parametrize("text", ["0x1", "1x0", "33x1", "1x33", "2", "1x2x3", "ax2", "-1x2", "x"])
def test_other_grids_are_none(text: str) -> None:
    with pytest.raises(UsageError, match=f"'{text}' is no grid: .* at most 32 of each"):
        grid_named(text)


@pytest.mark.parametrize(("bulk", "thick"), [(2.0, 2.0), (2.01, None)])
def test_paper_is_as_thick_as_its_weight_and_bulk_say(bulk: float, thick: float | None) -> None:
    """1000 g/m2 of bulk 2 cm3/g are 2 mm thick, the maximum."""
    options = {"schema": "saddle-stitch", "paper_weight": 1000, "bulk": bulk}
    if thick is None:
        with pytest.raises(UsageError, match="is 2.01 mm thick: sheets are at most 2 mm"):
            requested(options, A4)
    else:
        assert requested(options, A4).creep == pytest.approx(thick)
