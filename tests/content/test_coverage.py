"""Each heading and list item of the report is printed in a document, or has a reason why not.

``coverage.yaml`` has the rows. ``python -m tests.content.test_coverage`` writes docs/coverage.md.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.content.test_fidelity import REPORT, pages, plain
from tests.helpers import ROOT, read_yaml
from zines.base.options import BuildReport

ROWS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("coverage.yaml").read_text("utf-8"))
GUIDE = ROOT / "docs" / "coverage.md"
#: The first line after the table of contents of the report.
_BODY = 64
#: Headings, items of lists, paragraphs that begin with a number (1. 1) 1- 1°).
_POINT = re.compile(r"(#+ |[-·→–+] |[_*]*\d+[.)°-])")
_MOST_WORDS = 10
#: Words that more documents have than this prove nothing about one of them.
_MOST_PIECES = 8


def points() -> dict[int, str]:
    """Return the headings and list items of the report, without markup, by their line."""
    lines = REPORT.read_text("utf-8").split("\n")
    return {
        number: _bare(line)
        for number, line in enumerate(lines, 1)
        if number >= _BODY and _POINT.match(line.strip())
    }


def _bare(line: str) -> str:
    words = re.sub(r"[*#<>_\\]", "", line).strip(" -·→–+")
    return re.sub(r"^\d+[.)°-]\s*", "", words)


def _says(pages_of_piece: list[str], needle: str) -> bool:
    """Return whether a page has these whole words; the number of a note may follow them."""
    words = plain(needle)
    whole = re.compile(rf"(?<![^\W\d_]){re.escape(words)}(?![^\W\d_])")
    return any(words in page and whole.search(page) for page in pages_of_piece)


def _texts(catalogue: BuildReport) -> dict[str, list[str]]:
    """Return the pages of each document, prepared for comparison."""
    readers = (
        (made.slug, catalogue.out / str(one["path"]))
        for made in catalogue.made
        for one in made.files
        if one["role"] == "reader"
    )
    return {slug: pages(file) for slug, file in readers}


@pytest.mark.skipif(not REPORT.is_file(), reason="the report is not beside this checkout")
def test_every_point_of_the_report_has_its_row() -> None:
    found = points()
    assert [row["line"] for row in ROWS] == sorted(found)
    for row in ROWS:
        quote = row["quote"].split()
        assert 0 < len(quote) <= _MOST_WORDS
        assert " ".join(found[row["line"]].split()).startswith(" ".join(quote)), row


def test_words_are_compared_whole() -> None:
    page = [plain("Ce que l’espace et la vie deviennent3 sans PAC2.")]
    assert _says(page, "PAC") and _says(page, "deviennent")
    assert not _says(page, "Vienne") and not _says(["un espace"], "PAC")


@pytest.mark.parametrize("row", ROWS, ids=[str(row["line"]) for row in ROWS])
def test_a_point_is_printed_or_says_why_not(row: dict[str, Any], catalogue: BuildReport) -> None:
    if "reason" in row:
        assert set(row) == {"line", "quote", "reason"} and row["reason"]
        return
    assert set(row) == {"line", "quote", "piece", "needle"}
    texts = _texts(catalogue)
    assert _says(texts[row["piece"]], row["needle"])
    having = [slug for slug, page in texts.items() if _says(page, row["needle"])]
    assert len(having) <= _MOST_PIECES, "these words prove nothing: they stand in " + str(having)


def written() -> str:
    """Return the text of docs/coverage.md: the points that no document prints, with reasons."""
    left = [f"- « {row['quote']} » : {row['reason']}." for row in ROWS if "reason" in row]
    pieces = {row["piece"] for row in ROWS if "piece" in row}
    return "\n".join(
        [
            "# What of the report is printed, and what is not",
            "",
            f"The report has {len(ROWS)} headings and list items. For {len(ROWS) - len(left)} of",
            "them, `tests/content/coverage.yaml` names one piece and some words of it, in",
            f"{len(pieces)} pieces in all. A test finds the words, whole, in that piece's PDF, and",
            f"refuses words that more than {_MOST_PIECES} pieces have. That the passage says",
            "what the report asks was judged by reading, not by the test.",
            "",
            "These are left out on purpose:",
            "",
            *left,
            "",
            "Paragraphs without a mark, and the table at the end of the report, have no rows:",
            "the wall chart follows that table. The covid years (passes, suspended carers) have no",
            "tract of their own: the bibliography cites what the report cites. The laws of those",
            "years are over, and a leaf of 2026 could ask nobody to do anything.",
            "",
        ]
    )


def test_the_guide_says_what_is_left_out() -> None:
    assert GUIDE.read_text("utf-8") == written(), "run: python -m tests.content.test_coverage"


if __name__ == "__main__":
    GUIDE.write_text(written(), "utf-8")
