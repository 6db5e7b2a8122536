"""What a copier is set to, for any number of copies."""

from __future__ import annotations

from typing import Any

import pytest

from zines.workshop.catalogue import copier_runs


def entry(up: int, sheets: float, *steps: str) -> Any:
    """Return the entry of a file whose sheets give ``up`` copies."""
    recipe = {"steps": [{"kind": one} for one in steps]}
    return {"up": up, "sheets_per_copy": sheets / up, "recipe": recipe}


@pytest.mark.parametrize("up", [1, 2, 4, 10])
def test_no_copy_is_missing_and_less_than_a_sheet_is_left_over(up: int) -> None:
    """Who has announced 301 tracts hands out 301; paper is paid for."""
    for copies in (1, 2, 3, 9, 299, 300, 301, 9_999_999):
        run = copier_runs.run_of(entry(up, 3), copies)
        assert run.times * up == copies + run.spare
        assert 0 <= run.spare < up and run.sheets == 3 * run.times


def test_paper_is_counted_in_the_reams_that_are_bought() -> None:
    booklet = entry(1, 11, "fold", "staple")
    assert copier_runs.in_words(booklet, 300) == (
        "To have 300, set the copier to 300: it takes 3,300 sheets. That is up to 7 reams of 500. "
        "Then: fold, staple."
    )
    assert "ream" not in copier_runs.in_words(entry(1, 1), 500)


def test_a_single_sheet_needs_no_work() -> None:
    words = copier_runs.in_words(entry(1, 1), 1)
    assert words == "To have 1, set the copier to 1: it takes 1 sheet."
