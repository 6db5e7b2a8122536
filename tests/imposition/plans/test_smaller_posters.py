"""Posters in tiles that would take fewer sheets if they were hardly smaller."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.imposition.pdfs import pages
from zines.base.geometry import Size
from zines.base.paper import SIZES, size_named
from zines.cli.main import cli
from zines.imposition.plans import planning
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.smaller_posters import with_fewer_sheets

A4 = SIZES["a4"]


@pytest.mark.parametrize(
    ("poster", "sheet", "was", "tiles", "percent"),
    [
        # With margins of 5 mm and names of 4 mm, 3 columns of 200 mm that share 10 mm are 580 mm,
        # 97 % of 594 mm; 3 rows of 283 mm are 829 mm, 98 % of 841 mm.
        ("a1", "a4", 15, 9, 97),
        # 2 rows of 406 mm are 802 mm: 95 % of 841 mm.
        ("a1", "a3", 8, 4, 95),
        # 410 mm of 420 mm.
        ("a3", "a3", 2, 1, 96),
    ],
)
def test_the_fewest_sheets_of_a_poster_that_is_hardly_smaller(
    poster: str, sheet: str, was: int, tiles: int, percent: int
) -> None:
    request = ImpositionRequest("tiles", SIZES[sheet], poster=SIZES[poster])
    plan = planning.plan([A4], request)
    found = with_fewer_sheets([A4], request, plan)
    assert len(plan.sheets) == was + 1 and found is not None
    # A poster of one sheet needs no plan of the whole.
    assert (found.sheets, found.percent) == (tiles + (tiles > 1), percent)
    smaller = planning.plan([A4], ImpositionRequest("tiles", SIZES[sheet], poster=found.size))
    assert len(smaller.sheets) == found.sheets
    assert smaller.trim.width == pytest.approx(plan.trim.width * percent / 100, abs=1.5)


@pytest.mark.parametrize(("width", "proposed"), [(390.5, 99), (394, 99), (433, 90), (435, None)])
def test_a_poster_is_made_smaller_by_a_tenth_at_most(width: float, proposed: int | None) -> None:
    """2 columns of 200 mm that share 10 mm are 390 mm: 90 % of 433 mm, less than that of 435 mm."""
    poster = Size(width, 250)
    request = ImpositionRequest("tiles", A4, poster=poster)
    found = with_fewer_sheets([poster], request, planning.plan([poster], request))
    assert (found.percent if found else None) == proposed


def test_each_sheet_that_is_saved_counts() -> None:
    """At 95 %, four sheets with the plan of the whole; at 90 %, one less."""
    poster = Size(300, 423)
    request = ImpositionRequest("tiles", A4, poster=poster)
    found = with_fewer_sheets([A4], request, planning.plan([A4], request))
    assert found is not None and (found.sheets, found.percent) == (3, 90)


def test_no_poster_is_proposed_that_has_no_size() -> None:
    """Pages of a file may have any size; a proposal is in whole millimetres."""
    tiny = Size(1, 1)
    request = ImpositionRequest("tiles", A4, poster=tiny)
    assert with_fewer_sheets([tiny], request, planning.plan([tiny], request)) is None


@pytest.mark.parametrize("poster", ["500x700mm", "200x280mm", "576x814mm"])
def test_nothing_is_said_where_hardly_a_sheet_is_saved(poster: str) -> None:
    request = ImpositionRequest("tiles", A4, poster=size_named(poster))
    assert with_fewer_sheets([A4], request, planning.plan([A4], request)) is None


def test_what_impose_says_can_be_typed(tmp_path: Path) -> None:
    given, made = tmp_path / "a.pdf", tmp_path / "b.pdf"
    given.write_bytes(pages(1, A4))
    call = ["impose", str(given), str(made), "--schema", "tiles", "--force", "--poster"]
    output = CliRunner().invoke(cli, [*call, "a1"]).output
    found = re.search(r"info.* (\d+) sheets instead of 16: say --poster (\S+)", output)
    assert found, output
    again = CliRunner().invoke(cli, [*call, found[2]]).output
    assert f"{found[1]} sheets for 1 copy" in again and "instead of" not in again
