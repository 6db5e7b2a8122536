"""Fronts and backs on one-sided machines, proved by printing them on the paper model."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from tests.imposition.paper_model import Machine
from zines.base.paper import SIZES
from zines.base.problems import UsageError
from zines.imposition.plans import planning, recipe, two_passes
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest

A6, A5, A4, A3 = (SIZES[name] for name in ("a6", "a5", "a4", "a3"))
#: How machines deliver and take paper, and the order of backs that each needs. When the blank faces
#: of the pile are on the side to be printed, its last sheet is on top, or its first.
MACHINES = [
    (Machine(face_down=True, prints_upper=True), "reversed"),
    (Machine(face_down=True, prints_upper=False), "forward"),
    (Machine(face_down=False, prints_upper=True), "forward"),
    (Machine(face_down=False, prints_upper=False), "reversed"),
]
CASES: list[tuple[str, int, Any, Any, dict[str, Any]]] = [
    ("saddle-stitch", 12, A5, A4, {}),
    ("saddle-stitch", 12, A5, A4, {"flip": "long-edge"}),
    ("saddle-stitch", 12, A6, A4, {"cover": True}),
    ("octavo", 32, A6, A3, {}),
    ("cut-and-stack", 16, A6, A4, {"grid": (2, 2)}),
    ("n-up", 5, A4, A4, {"grid": (1, 1)}),
]


def plan(case: tuple[str, int, Any, Any, dict[str, Any]], passes: Any) -> Plan:
    schema, pages, trim, sheet, options = case
    request = ImpositionRequest(schema, sheet, two_passes=passes, **options)
    return planning.plan([trim] * pages, request)


@pytest.mark.parametrize(("machine", "passes"), MACHINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_backs_come_behind_their_fronts_on_every_machine(
    case: Any, machine: Machine, passes: str
) -> None:
    whole = plan(case, passes)
    fronts, backs = two_passes.fronts(whole), two_passes.backs(whole)
    printed = paper_model.printed_twice(fronts, backs, whole, machine)
    wanted = plan(case, None)
    assert printed.sheets == wanted.sheets
    if case[0] != "n-up":
        # Sheets that are read unfolded have nothing to cut or fold.
        assert paper_model.read(printed) == paper_model.read(wanted)
    other = plan(case, "forward" if passes == "reversed" else "reversed")
    wrong = paper_model.printed_twice(fronts, two_passes.backs(other), whole, machine)
    assert wrong.sheets != wanted.sheets


def test_a_blank_back_is_a_page_too() -> None:
    """Five pages on both sides: the last sheet has a blank back, and is fed again too."""
    whole = plan(("n-up", 5, A4, A4, {"grid": (1, 1)}), "reversed")
    backs = two_passes.backs(whole)
    assert [side.slots[0].page for side in backs.sides] == [None, 4, 2]
    assert len(two_passes.fronts(whole).sides) == 3


def test_the_recipe_says_how_the_pile_goes_back() -> None:
    data = recipe.data(plan(("saddle-stitch", 8, A5, A4, {}), "reversed"))
    assert (data["two_passes"], data["flip"], data["sides"]) == ("reversed", "short-edge", 2)
    assert "two_passes" not in recipe.data(plan(("saddle-stitch", 8, A5, A4, {}), None))


@pytest.mark.parametrize(("schema", "pages"), [("n-up", 1), ("repeat", 1)])
def test_sheets_without_backs_take_one_pass(schema: str, pages: int) -> None:
    with pytest.raises(UsageError, match="--two-passes has no effect"):
        plan((schema, pages, A4, A4, {}), "forward")
