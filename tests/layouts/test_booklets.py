"""Openings of chapters in booklets."""

from __future__ import annotations

from tests.layouts.page_measures import measured
from zines.base.options import BuildReport


def test_openings_of_chapters_differ(catalogue: BuildReport) -> None:
    """The lead is above the picture of odd chapters and below that of even ones, on the same page.

    Before, nine openings of one booklet were alike.
    """
    (booklet,) = (one for one in catalogue.made if one.slug == "booklets/resistance")
    (reader,) = (one for one in booklet.files if one["role"] == "reader")
    pages = measured(catalogue.out / reader["path"])
    found = {
        block.text.replace("\u00a0", " "): (page.number, block.lines[0].baseline / page.height)
        for page in pages
        for block in page.blocks
    }
    heights = []
    for title, lead in (
        ("1 L’outil a des parents", "On vous le présente"),
        ("2 La carte et le territoire", "Le logiciel tient une carte"),
    ):
        (where,) = [place for text, place in found.items() if text.startswith(lead)]
        assert where[0] == found[title][0]
        heights.append(where[1])
    assert heights[0] > 0.5 and heights[1] < 0.25
