"""Impositions requested by layouts are tried before any page is set."""

from __future__ import annotations

from typing import Any

import pytest

from zines.base.outputs import Output
from zines.workshop.production import layout_outputs


def output(trim: str = "a5", sheet: str = "a4", **imposition: Any) -> Output:
    return Output("cahier", "", "sheets", trim, sheet, "black", imposition, 9, 5)


@pytest.mark.parametrize(
    ("imposition", "what"),
    [
        ({"schema": "saddle-stitch", "sheets_per_signature": 4}, "--sheets-per-signature is not"),
        ({"schema": "saddle-stitch", "fold": "letter"}, "it is for leaflet"),
        ({"schema": "repeat", "cover": False}, "--cover is not for repeat"),
        ({"schema": "saddle-stitch", "paper_weight": 1000, "bulk": 3}, "at most 2 mm"),
        ({"schema": "repeat", "up": 3}, "at most 2"),
    ],
)
def test_what_a_layout_cannot_ask_is_told_at_its_output(
    imposition: dict[str, Any], what: str
) -> None:
    (problem,) = layout_outputs.wrong_outputs("fiche", [output(**imposition)], 0)
    assert what in problem.message and problem.message.startswith("cahier: ")
    assert (problem.path, problem.line, problem.column) == ("layouts/fiche/outputs.yaml", 9, 5)


@pytest.mark.parametrize(
    ("imposition", "trim"),
    [
        ({"schema": "one-sheet-zine"}, "74x105mm"),
        ({"schema": "one-sheet-zine-16", "blanks": "error", "scale": "fit"}, "74x105mm"),
        ({"schema": "leaflet", "blanks": "error", "fold": "single"}, "a5"),
        ({"schema": "leaflet", "blanks": "error", "fold": "accordion"}, "99x210mm"),
        ({"schema": "tiles", "poster": "a2"}, "a4"),
        ({"schema": "saddle-stitch", "blanks": "error", "cover": True}, "a5"),
    ],
)
def test_a_layout_of_any_number_of_pages_is_tried_with_a_number_that_its_schema_takes(
    imposition: dict[str, Any], trim: str
) -> None:
    assert layout_outputs.wrong_outputs("fiche", [output(trim, **imposition)], 0) == []


def test_a_layout_may_ask_for_two_lengths_as_the_command_line_takes_them() -> None:
    lengths: dict[str, Any] = {"gutter": [2.5, 0], "margins": [4.65, 15.15]}
    asked = output("85x55mm", schema="repeat", grid=[2, 5], **lengths)
    assert layout_outputs.wrong_outputs("carte", [asked], 2) == []
    typed = output("85x55mm", schema="repeat", grid="2x5", gutter="2.5,0", margins="4.65,15.15")
    assert layout_outputs.request_for(asked) == layout_outputs.request_for(typed)
