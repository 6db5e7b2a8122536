"""The margin at the spine is right on finished pages, and the piece still reads in order."""

from __future__ import annotations

from typing import Any

import pytest

from tests.imposition import paper_model
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError, Plan, Slot
from zines.imposition.plans.request import ImpositionRequest

A6, A5, A4, A3, A2 = (SIZES[name] for name in ("a6", "a5", "a4", "a3", "a2"))
CASES: list[tuple[str, int, Size, Size, dict[str, Any]]] = [
    ("saddle-stitch", 8, A5, A4, {}),
    ("saddle-stitch", 8, A5, A4, {"binding": "right"}),
    ("saddle-stitch", 8, A5, A3, {"binding": "top"}),
    ("saddle-stitch", 8, A5, A4, {"flip": "long-edge"}),
    ("saddle-stitch", 12, A6, A4, {"cover": True}),
    ("gathered-signatures", 16, A5, A4, {"sheets_per_signature": 2}),
    ("octavo", 16, A6, A3, {}),
    ("cut-stack-fold", 16, A6, A4, {"grid": (2, 2)}),
    ("cut-and-stack", 8, A6, A4, {"grid": (2, 2)}),
    ("cut-and-stack", 8, A6, A4, {"grid": (2, 2), "binding": "right"}),
    ("cut-and-stack", 8, A6, A4, {"grid": (2, 2), "binding": "top"}),
]


def plan(case: Any, **more: Any) -> Plan:
    schema, pages, trim, sheet, options = case
    return planning.plan([trim] * pages, ImpositionRequest(schema, sheet, **options, **more))


def moved(slot: Slot, bare: Slot) -> tuple[float, float]:
    """Return how far a page has moved (mm), to the right and upwards as it is read."""
    one, other = slot.placement.trim, bare.placement.trim
    sign = -1 if slot.placement.rotation == 180 else 1
    return sign * (one.x - other.x), sign * (one.y - other.y)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_pages_move_away_from_the_spine_and_nothing_else_changes(case: Any) -> None:
    """With binding at the left, odd pages have the spine at the left and move to the right."""
    made, bare = plan(case, inner_margin=6, marks=("crop",)), plan(case, marks=("crop",))
    assert paper_model.read(made) == paper_model.read(bare)
    assert paper_model.sizes(made) == pytest.approx(paper_model.sizes(bare))
    binding = case[4].get("binding", "left")
    for side, other in zip(made.sides, bare.sides, strict=True):
        # Cuts and folds are in the same places as without the margin.
        assert side.marks == other.marks
        for slot, was in zip(side.slots, other.slots, strict=True):
            assert slot.page is not None
            odd = slot.page % 2 == 1
            away = {"left": (6, 0), "right": (-6, 0), "top": (0, -6)}[binding]
            wanted = away if odd else (-away[0], -away[1])
            assert moved(slot, was) == pytest.approx(wanted)
            assert slot.cut == was.placement.trim
    assert any("what lies within 6 mm of their outer edge" in one for one in made.warnings)


def test_with_fit_all_of_the_page_is_kept() -> None:
    case: Any = ("saddle-stitch", 8, A5, A4, {})
    made = plan(case, inner_margin=10, scale="fit")
    page = next(slot for slot in made.sides[0].slots if slot.page == 1)
    trim = page.placement.trim
    assert (trim.x, trim.right) == pytest.approx((148.5 + 10, 296.5))
    assert trim.width / trim.height == pytest.approx(148 / 210)
    assert not any("outer edge" in one for one in made.warnings)


def test_a_page_made_smaller_for_its_margin_has_no_bleed_in_the_white_around_it() -> None:
    request = ImpositionRequest("saddle-stitch", A4, inner_margin=10, scale="fit")
    made = planning.plan([A5] * 8, request, 3)
    for slot in made.sides[0].slots:
        trim = slot.placement.trim
        assert (slot.clip.y, slot.clip.top) == pytest.approx((trim.y, trim.top))


@pytest.mark.parametrize(("margin", "fits"), [(26, True), (26.25, False), (50, False)])
def test_a_margin_that_takes_a_whole_page_is_refused(margin: float, fits: bool) -> None:
    """Eight pages side by side on an A4 are 26.25 mm wide: before, they printed as dots."""
    request = ImpositionRequest(
        "cut-and-stack", A4, grid=(8, 8), inner_margin=margin, scale="fit", binding="left"
    )
    trims = [Size(210, 297)] * 128
    if fits:
        made = planning.plan(trims, request)
        assert made.sides[0].slots[0].placement.trim.width == pytest.approx(0.25)
    else:
        with pytest.raises(ImpositionError, match=r"leaves no room for pages of 26\.2 mm"):
            planning.plan(trims, request)


def test_creep_still_moves_the_cut() -> None:
    case: Any = ("saddle-stitch", 8, A6, A4, {})
    made, bare = plan(case, inner_margin=5, creep=0.5), plan(case, creep=0.5)
    for side, other in zip(made.sides, bare.sides, strict=True):
        assert [slot.cut for slot in side.slots] == [slot.placement.trim for slot in other.slots]


def test_the_bleed_at_the_spine_is_not_printed_in_the_margin() -> None:
    request = ImpositionRequest("cut-and-stack", A4, grid=(1, 1), inner_margin=8)
    made = planning.plan([A6] * 2, request, 3)
    front, back = (side.slots[0] for side in made.sides)
    assert front.clip.x == front.placement.trim.x
    assert back.clip.right == back.placement.trim.right
