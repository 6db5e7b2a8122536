"""The report, point by point: each heading and list item is printed somewhere, or says why not.

``coverage.yaml`` holds the rows. ``python -m tests.content.test_coverage`` writes docs/coverage.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.content.test_fidelity import REPORT, pages, plain
from tests.helpers import ROOT
from zines.base.options import BuildReport

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("coverage.yaml").read_text("utf-8")
)
GUIDE = ROOT / "docs" / "coverage.md"
#: Where the table of contents of the report ends.
_BODY = 64
#: Headings, items of lists, paragraphs that begin with a number.
_POINT = re.compile(r"(#+ |[-·→–] |\d+[.)] |\*\*\d+[.-])")
_MOST_WORDS = 10


def points() -> dict[int, str]:
    """Return the headings and list items of the report, without markup, by their line."""
    lines = REPORT.read_text("utf-8").split("\n")
    return {
        number: _bare(line)
        for number, line in enumerate(lines, 1)
        if number >= _BODY and _POINT.match(line.strip())
    }


def _bare(line: str) -> str:
    words = re.sub(r"[*#<>_\\]", "", line).strip(" -·→–")
    return re.sub(r"^\d+[.)-]\s*", "", words)


@pytest.mark.skipif(not REPORT.is_file(), reason="the report is not beside this checkout")
def test_every_point_of_the_report_has_its_row() -> None:
    found = points()
    assert [row["line"] for row in ROWS] == sorted(found)
    for row in ROWS:
        quote = row["quote"].split()
        assert 0 < len(quote) <= _MOST_WORDS
        assert " ".join(found[row["line"]].split()).startswith(" ".join(quote)), row


@pytest.mark.parametrize("row", ROWS, ids=[str(row["line"]) for row in ROWS])
def test_a_point_is_printed_or_says_why_not(row: dict[str, Any], catalogue: BuildReport) -> None:
    if "reason" in row:
        assert set(row) == {"line", "quote", "reason"} and row["reason"]
        return
    (made,) = (one for one in catalogue.made if one.slug == row["piece"])
    (reader,) = (one for one in made.files if one["role"] == "reader")
    text = pages(catalogue.out / str(reader["path"]))
    assert any(plain(row["needle"]) in page for page in text)


def written() -> str:
    """Return docs/coverage.md: what of the report no paper takes up, and why."""
    left = [f"- « {row['quote']} » : {row['reason']}." for row in ROWS if "reason" in row]
    return "\n".join(
        [
            "# What of the report is not printed",
            "",
            f"Of {len(ROWS)} headings and list items of the report, {len(ROWS) - len(left)} are",
            "printed in a piece (`tests/content/coverage.yaml` says which; a test finds each in",
            "its PDF). These are left out on purpose:",
            "",
            *left,
            "",
            "The covid years (passes, suspended carers) have no tract of their own: the",
            "bibliography cites what the report cites. The laws of those years are over, and a",
            "leaf of 2026 could ask nobody to do anything.",
            "",
        ]
    )


def test_the_guide_says_what_is_left_out() -> None:
    assert GUIDE.read_text("utf-8") == written(), "run: python -m tests.content.test_coverage"


if __name__ == "__main__":
    GUIDE.write_text(written(), "utf-8")
