"""The paper model finds every fault that is made on purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.imposition import paper_model
from tests.imposition.paper_model import PaperError
from zines.base.geometry import Placement, Rect
from zines.base.paper import SIZES
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Cut, Fold, Gather, Plan, Sheet, Side, Slot
from zines.imposition.plans.request import ImpositionRequest

A4, A5 = SIZES["a4"], SIZES["a5"]


def booklet(pages: int = 8) -> Plan:
    return planning.plan([A5] * pages, ImpositionRequest("saddle-stitch", A4))


def with_back_slot(plan: Plan, slot: Slot) -> Plan:
    """Return the plan with another first slot on the back of its first sheet."""
    first = plan.sheets[0]
    assert first.back is not None
    back = Side((slot, *first.back.slots[1:]))
    return replace(plan, sheets=(Sheet(first.front, back), *plan.sheets[1:]))


def back_slot(plan: Plan) -> Slot:
    back = plan.sheets[0].back
    assert back is not None
    return back.slots[0]


@pytest.mark.parametrize(
    ("left", "right", "bottom", "top"),
    [(20, 0, 0, 0), (0, 20, 0, 0), (0, 0, 20, 0), (0, 0, 0, 20)],
    ids=["left", "right", "bottom", "top"],
)
def test_a_back_that_is_not_behind_its_front_is_seen_at_every_edge(
    left: float, right: float, bottom: float, top: float
) -> None:
    """A page that is 20 mm too short on one side is not exactly behind its front."""
    made = booklet()
    slot = back_slot(made)
    clip = slot.clip
    short = Rect(
        clip.x + left, clip.y + bottom, clip.width - left - right, clip.height - bottom - top
    )
    with pytest.raises(PaperError, match="a back lies at"):
        paper_model.read(with_back_slot(made, replace(slot, clip=short)))


def test_a_page_upside_down_is_seen() -> None:
    made = booklet()
    slot = back_slot(made)
    turned = replace(slot, placement=Placement(slot.placement.trim, 180))
    with pytest.raises(PaperError, match="page 2 is upside down"):
        paper_model.read(with_back_slot(made, turned))


def test_a_sheet_flipped_over_the_other_edge_is_seen() -> None:
    """Planned for the short edge and flipped over the long edge: backs are upside down."""
    with pytest.raises(PaperError, match="upside down"):
        paper_model.read(replace(booklet(), flip="long-edge"))


def test_pages_in_another_place_are_read_in_another_order() -> None:
    made = booklet()
    assert paper_model.read(made) == [[1, 2, 3, 4, 5, 6, 7, 8]]
    assert paper_model.read(replace(made, sheets=made.sheets[::-1])) == [[3, 4, 1, 2, 7, 8, 5, 6]]


def test_two_pages_on_one_leaf_are_seen() -> None:
    """Without the fold, both pages of a spread are on one face of a leaf."""
    made = booklet()
    flat = replace(made, steps=tuple(step for step in made.steps if not isinstance(step, Fold)))
    with pytest.raises(PaperError, match="a leaf bears pages"):
        paper_model.read(flat)


def test_a_fold_beside_the_paper_is_seen() -> None:
    with pytest.raises(PaperError, match="0 of the lines"):
        paper_model.read(
            replace(booklet(), steps=(Gather(), Fold("x", (400.0,), forward=False, other=False)))
        )


def test_a_piece_is_as_large_as_it_is_cut() -> None:
    leaf = planning.plan([A5] * 2, ImpositionRequest("repeat", A4))
    wrong = replace(leaf, steps=(Cut((100.0,), ()),))
    assert [round(size.width) for size in paper_model.sizes(leaf)] == [148, 148]
    assert [round(size.width) for size in paper_model.sizes(wrong)] == [100, 197]


def test_a_cover_too_few_is_seen() -> None:
    made = planning.plan(
        [SIZES["a6"]] * 8, ImpositionRequest("saddle-stitch", A4, up=2, cover=True)
    )
    together = replace(made, cover_steps=(*made.cover_steps, Gather()))
    with pytest.raises(PaperError, match="1 covers are there for 2 pieces"):
        paper_model.read(together)
