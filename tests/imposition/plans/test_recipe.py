"""The contents of recipes, checked by counting paper; and the slits of zines."""

from __future__ import annotations

import pytest

from tests.imposition.plans.planned import plan
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plans import recipe
from zines.imposition.plans.plan import Pleat, Slit
from zines.workshop.production import imposing

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))


def test_sheets_are_counted_by_whole_printings_of_the_file() -> None:
    """12 pages, three booklets per sheet: three sheets make three; ten need four printings."""
    made = plan("saddle-stitch", 12, A6, Size(210, 450), up=3)
    data = recipe.data(made)
    assert data["copies_on_a_sheet"] == 3 and data["sheets_in_file"] == 3
    assert data["sheets_per_copy"] == 1
    assert data["sheets_for_copies"]["10"] == 12
    assert data["sheets_for_copies"]["300"] == 300
    entry = imposing.entry(made)
    assert entry["sheets_per_copy"] == 1 and entry["up"] == 3


def test_sheets_are_counted_for_round_numbers_of_copies() -> None:
    """Numbers that groups order: 10, 50, 100 ... up to 1,000."""
    runs = [int(run) for run in recipe.data(plan("repeat", 1, A6, A4))["sheets_for_copies"]]
    assert runs == sorted(runs) and (runs[0], runs[-1]) == (10, 1000)
    assert all(str(run).rstrip("0") in "1235" for run in runs)


def test_covers_are_counted_with_as_many_copies_as_the_sheets() -> None:
    """8 pages, two copies on A4: one sheet of covers and one inner sheet make two booklets."""
    made = plan("saddle-stitch", 8, A6, A4, up=2, cover=True)
    data = recipe.data(made)
    assert data["sheets_in_file"] == 2 and data["sheets_per_copy"] == 1
    assert data["sheets_for_copies"]["10"] == 10
    assert data["covers"] == 1
    assert [step["kind"] for step in data["cover_steps"]] == ["gather", "cut", "fold"]


def test_what_lies_upside_down_is_drawn_so() -> None:
    """In a quarto with page 1 upright at the bottom, pages 3 to 6 are upside down."""
    drawn = recipe.drawing(plan("quarto", 8, A5, A3))
    turned = {slot["page"]: slot["turned"] for slot in drawn["front"] + drawn["back"]}
    assert turned == {1: False, 2: False, 7: False, 8: False, 3: True, 4: True, 5: True, 6: True}


def test_a_signature_of_one_sheet_is_not_gathered() -> None:
    kinds = [s["kind"] for s in recipe.data(plan("gathered-signatures", 4, A5, A3))["steps"]]
    assert kinds == ["cut", "fold"]


def test_a_larger_sheet_is_cut_to_size_before_it_is_folded() -> None:
    (gather, cut, fold, staple) = recipe.data(plan("saddle-stitch", 8, A5, A3))["steps"]
    kinds = [step["kind"] for step in (gather, cut, fold, staple)]
    assert kinds == ["gather", "cut", "fold", "staple"]
    # Two A5 are in the middle of an A3.
    assert cut["xs"] == pytest.approx((210 - 148, 210 + 148))
    assert cut["ys"] == pytest.approx((297 / 2 - 105, 297 / 2 + 105))
    (cut,) = recipe.data(plan("repeat", 2, A6, A4, up=1))["steps"]
    assert len(cut["xs"]) == len(cut["ys"]) == 2


@pytest.mark.parametrize(
    ("schema", "columns", "rows"), [("one-sheet-zine", 4, 2), ("one-sheet-zine-16", 4, 4)]
)
def test_slits_part_the_neighbours_that_do_not_follow_one_another(
    schema: str, columns: int, rows: int
) -> None:
    """A sheet becomes one strip of pages: each page must stay connected to the next.

    The last page and the first are the two halves of the outside: they too stay connected.
    """
    made = plan(schema, columns * rows, Size(74, 105), Size(74 * columns, 105 * rows))
    (pleat,) = [step for step in made.steps if isinstance(step, Pleat)]
    cells = [(round(x // 74), round(y // 105)) for x, y in pleat.path]
    strip = {frozenset(pair) for pair in zip(cells, cells[1:] + cells[:1], strict=True)}
    apart = set()
    for step in made.steps:
        if isinstance(step, Slit):
            (x0, x1), (y0, y1) = (
                sorted((step.start[0], step.end[0])),
                sorted((step.start[1], step.end[1])),
            )
            if y0 == y1:
                row = round(y0 / 105)
                for column in range(round(x0 / 74), round(x1 / 74)):
                    apart.add(frozenset({(column, row - 1), (column, row)}))
            else:
                column = round(x0 / 74)
                for row in range(round(y0 / 105), round(y1 / 105)):
                    apart.add(frozenset({(column - 1, row), (column, row)}))
    neighbours = {
        frozenset({(x, y), other})
        for x in range(columns)
        for y in range(rows)
        for other in ((x + 1, y), (x, y + 1))
        if other[0] < columns and other[1] < rows
    }
    assert apart == neighbours - strip


def test_a_recipe_says_how_to_print() -> None:
    data = recipe.data(plan("saddle-stitch", 6, A5, A4, note="papier jaune"))
    assert (data["paper"], data["orientation"]) == ("A4", "landscape")
    assert (data["sides"], data["flip"]) == (2, "short-edge")
    assert data["blank_pages"] == 2 and data["note"] == "papier jaune"
    data = recipe.data(plan("repeat", 1, A6, A4))
    assert (data["orientation"], data["sides"]) == ("portrait", 1)
    assert "flip" not in data and "note" not in data and "covers" not in data
    # Where the request places the pages, as on sheets of labels, the recipe says so.
    assert "placed" not in data
    assert recipe.data(plan("repeat", 1, A6, A4, margins=(10, 10)))["placed"] is True


def test_the_sheet_that_is_drawn_is_not_the_cover() -> None:
    drawn = recipe.drawing(plan("octavo", 20, A6, A3, cover=True))
    assert len(drawn["front"]) == 8


def test_a_single_page_has_no_back_to_fill() -> None:
    assert plan("repeat", 1, A5, A4, blanks="error").blanks == 0


@pytest.mark.parametrize("schema", ["quarto", "octavo", "sextodecimo"])
def test_sheets_that_are_folded_one_by_one_are_gathered_after_it(schema: str) -> None:
    """Each sheet is a signature: bookbinders fold it, then gather the signatures."""
    folds = {"quarto": 2, "octavo": 3, "sextodecimo": 4}[schema]
    made = plan(schema, 64, Size(105, 148), Size(840, 592))
    kinds = [step["kind"] for step in recipe.data(made)["steps"] if step["kind"] != "cut"]
    assert kinds == ["fold"] * folds + ["gather"]


def test_sheets_of_a_signature_are_put_together_before_they_are_folded() -> None:
    made = plan("gathered-signatures", 32, A5, A4, sheets_per_signature=3)
    steps = recipe.data(made)["steps"]
    assert [(step["kind"], step.get("size")) for step in steps] == [
        ("gather", 3),
        ("fold", None),
        ("gather", 0),
    ]


def test_cards_and_piles_are_gathered_as_they_are_cut() -> None:
    """The sheets of cut-and-stack are in order: the stack is cut, then the piles are stacked."""
    for schema, kinds in (
        ("cut-and-stack", ["gather", "cut", "gather"]),
        ("cards", ["cut", "gather"]),
    ):
        made = plan(schema, 16, A6, A4, grid=(2, 2))
        assert [step["kind"] for step in recipe.data(made)["steps"]] == kinds


def test_leaves_bound_at_the_right_are_cut_and_piled_as_any_others() -> None:
    """The bound edge of single leaves does not change how the piles are stacked."""
    right = plan("cut-and-stack", 16, A6, A4, grid=(2, 2), binding="right")
    assert right == plan("cut-and-stack", 16, A6, A4, grid=(2, 2))
    assert recipe.data(right)["binding"] == "left"


def test_a_poster_has_no_blank_pages() -> None:
    """A recipe that names blank pages would send somebody looking for one."""
    assert recipe.data(plan("tiles", 1, A6, A4, poster=SIZES["a2"]))["blank_pages"] == 0
