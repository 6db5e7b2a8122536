"""Crops of a user's picture: the box is filled, without distortion, with the focus in view."""

from __future__ import annotations

import json
from typing import NamedTuple

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.components.pictures import FOLDER
from tests.helpers import ROOT

Pair = tuple[float, float]


class Case(NamedTuple):
    """Sizes of picture and box, and the focus as fractions of the picture."""

    size: Pair
    box: Pair
    focus: Pair


SIDES = st.floats(5, 5000)
PARTS = st.floats(0, 1)
CASES = st.builds(Case, st.tuples(SIDES, SIDES), st.tuples(SIDES, SIDES), st.tuples(PARTS, PARTS))


@settings(max_examples=8)
@given(st.lists(CASES, min_size=40, max_size=60))
def test_a_crop_fills_its_box_and_keeps_the_focus_in_view(cases: list[Case]) -> None:
    found = typst.query(
        FOLDER / "crops.typ",
        "<crops>",
        field="value",
        one=True,
        root=ROOT,
        ignore_system_fonts=True,
        sys_inputs={"cases": json.dumps(cases)},
    )
    for case, crop in zip(cases, json.loads(found), strict=True):
        for side, start in ((0, crop["x"]), (1, crop["y"])):
            whole, room = case.size[side] * crop["grown"], case.box[side]
            near = 1e-6 * whole
            # No paper is visible at either edge.
            assert start <= near and start + whole >= room - near
            seen = start + case.focus[side] * whole
            assert -near <= seen <= room + near
            # The focus is in the middle, unless the picture ends before.
            if -near > start > room - whole + near:
                assert abs(seen - room / 2) <= near
        # One direction is not cropped at all, so that as little as possible is lost.
        spare = [case.size[side] * crop["grown"] - case.box[side] for side in (0, 1)]
        assert min(spare) <= 1e-6 * max(case.box)
