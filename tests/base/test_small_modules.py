"""The small modules of the room: units, geometry, paper, problems, recipes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zines.base import problems, units
from zines.base.geometry import Placement, Rect, Size
from zines.base.manifest_entry import FileEntry, sheets_of, sides_of, times_for
from zines.base.paper import name_of, size_named
from zines.base.problems import Problem, Severity, UsageError, nearest
from zines.workshop.catalogue.how_to_print import one_line

LENGTHS = st.floats(min_value=0, max_value=5000)


def test_a_pdf_point_is_a_72th_of_an_inch() -> None:
    assert units.pt(25.4) == pytest.approx(72)
    # A4 in PostScript points, not in the smaller TeX points.
    assert [round(units.pt(side), 2) for side in (210, 297)] == [595.28, 841.89]


@given(LENGTHS)
def test_units_go_there_and_back(length: float) -> None:
    assert units.mm(units.pt(length)) == pytest.approx(length)


@given(LENGTHS, LENGTHS, LENGTHS, LENGTHS)
def test_half_a_turn_twice_is_no_turn(x: float, y: float, width: float, height: float) -> None:
    size = Size(210, 297)
    placement = Placement(Rect(x, y, width, height), 90)
    again = placement.half_turned(size).half_turned(size)
    assert again.rotation == 90
    assert again.trim.x == pytest.approx(x, abs=1e-9)
    assert again.trim.y == pytest.approx(y, abs=1e-9)


def test_rectangles() -> None:
    one = Rect(0, 0, 10, 10)
    assert not one.overlaps(Rect(10, 0, 5, 5))
    assert one.overlaps(Rect(9, 9, 5, 5))
    # What both have in common may be nothing, but never less: ink is clipped to it.
    assert one.cut_to(Rect(6, -5, 10, 8)) == Rect(6, 0, 4, 3)
    assert one.cut_to(Rect(12, 2, 5, 5)) == Rect(12, 2, 0, 5)
    assert Rect.around([one, Rect(20, -3, 1, 1)]) == Rect(0, -3, 21, 13)
    assert one.middle(Size(4, 12)) == Rect(3, -1, 4, 12)


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("a4", 210, 297), ("A3", 297, 420), ("120x170mm", 120, 170), ("99.5x210", 99.5, 210)],
)
def test_paper_by_name(name: str, width: float, height: float) -> None:
    assert size_named(name) == Size(width, height)


@pytest.mark.parametrize("name", ["a44", "", "120", "-1x5mm", "0x100mm", "99999x10mm", "1e3x10mm"])
def test_paper_that_does_not_exist(name: str) -> None:
    with pytest.raises(UsageError):
        size_named(name)


def test_a_misspelt_paper_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="sra3"):
        size_named("sra33")


def test_paper_is_named_either_way_round() -> None:
    assert name_of(Size(297, 210)) == name_of(Size(210, 297)) == "A4"
    assert name_of(Size(100, 150.5)) == "100 x 150.5 mm"


PROBLEM = Problem("unknown-key", "unknown key 'tilte'", "did you mean 'title'?", "a.yaml", 3, 7)


def test_a_problem_as_text() -> None:
    assert problems.as_text(PROBLEM) == (
        "a.yaml:3:7: error[unknown-key]: unknown key 'tilte'\n  hint: did you mean 'title'?"
    )


def test_a_problem_for_github_is_one_escaped_line() -> None:
    problem = Problem("x", "100 %\nand more", path="a,b:c.yaml", severity=Severity.WARNING)
    assert problems.as_github(problem) == (
        "::warning file=a%2Cb%3Ac.yaml,title=x::100 %25%0Aand more"
    )


def test_problems_as_json() -> None:
    (row,) = json.loads(problems.as_json([PROBLEM]))
    assert (row["path"], row["line"], row["column"], row["severity"]) == ("a.yaml", 3, 7, "error")


def test_each_problem_is_told_once_in_the_order_of_the_file() -> None:
    later = Problem("x", "later", path="a.yaml", line=10)
    assert problems.in_order([later, PROBLEM, later]) == [PROBLEM, later]


SHEETS: FileEntry = {
    "role": "sheets",
    "sheet_mm": [297, 210],
    "up": 1,
    "sheets_per_copy": 6.0,
    "flip": "short-edge",
    "recipe": {"steps": [{"kind": "gather"}, {"kind": "fold"}, {"kind": "staple"}]},
}


def test_a_recipe_says_paper_flip_scale_and_work() -> None:
    assert one_line(SHEETS) == (
        "A4 paper, both sides, flip on short edge, 6 sheets for 1 copy: fold, staple"
    )


def test_sheets_of_one_side_each_are_not_stapled() -> None:
    entry: FileEntry = {**SHEETS, "sheets_per_copy": 2.0, "recipe": {"steps": []}}
    assert one_line(entry).endswith("2 sheets to staple at the corner")
    del entry["flip"]
    assert one_line(entry) == "A4 paper, one side, 2 sheets"


def test_copies_on_a_sheet_are_told_apart_from_sheets_of_a_copy() -> None:
    steps = [{"kind": kind} for kind in ("cut", "fold", "staple")]
    entry: FileEntry = {**SHEETS, "up": 2, "sheets_per_copy": 2.5, "recipe": {"steps": steps}}
    assert one_line(entry).endswith("5 sheets for 2 copies: cut, fold, staple")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("notes", "times"), ("pays", "days"), ("divers", "delivery"), ("secteur", "structure"),
        ("observations", "section"), ("departement", "evenement"), ("mel", "tel"),
    ],
)  # fmt: skip
def test_words_that_share_some_letters_are_no_misspellings(word: str, other: str) -> None:
    """A suggestion that is nonsense costs the trust in all others."""
    assert nearest(word, [other]) is None


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("lsit", "list"), ("telefonne", "telephone"), ("newspaper", "newsprint"),
        ("fjala one", "Fjalla One"),
    ],
)  # fmt: skip
def test_a_misspelt_word_has_its_nearest(word: str, other: str) -> None:
    assert nearest(word, [other, "quite another"]) == other


def test_paper_is_counted_in_sheets_and_prints_in_whole_ones() -> None:
    """Who prints 301 copies, four on a sheet, starts the copier 76 times."""
    two_sided: FileEntry = {"pdf_pages": 5, "flip": "short-edge"}
    assert (sides_of(two_sided), sheets_of(two_sided)) == (2, 3)
    assert (sides_of({"pdf_pages": 5}), sheets_of({"pdf_pages": 5})) == (1, 5)
    assert [times_for(copies, 4) for copies in (0, 1, 4, 300, 301)] == [1, 1, 1, 75, 76]
