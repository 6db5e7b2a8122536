"""The pages at the end of a directory: its sources."""

from __future__ import annotations

import re
from pathlib import Path

from tests.helpers import printed, texts
from tests.layouts.page_measures import measured
from zines.base.options import BuildReport
from zines.workshop.project import Project

#: The least white above the purpose of a code, from base line to base line, in mm.
LEAST_STEP = 6


def numbers_by_page(catalogue: BuildReport, slug: str) -> list[list[int]]:
    """Return the numbers of the sources listed on each page of a directory."""
    (made,) = (one for one in catalogue.made if one.slug == slug)
    (reader,) = (one for one in made.files if one["role"] == "reader")
    return [
        [int(block.text) for block in page.blocks if block.tag == "Lbl" and block.text.isdigit()]
        for page in measured(catalogue.out / reader["path"])
    ]


def test_a_list_of_sources_over_two_pages_is_read_page_by_page(catalogue: BuildReport) -> None:
    """Before, 34 stood beside 1, and 4 was on the next page: columns went over both pages."""
    first, second = (one for one in numbers_by_page(catalogue, "annuaires/bibliographie") if one)
    assert sorted(first) == list(range(1, len(first) + 1)) and len(first) > 3
    assert sorted(second) == list(range(len(first) + 1, len(first) + len(second) + 1))


def test_sources_are_below_the_last_cards_if_they_fit(catalogue: BuildReport) -> None:
    """Before, three cards were alone on a page, and one more sheet was copied for each reader."""
    pages = numbers_by_page(catalogue, "annuaires/qui-peut-aider")
    assert len(pages) == 6 and [bool(one) for one in pages] == [False] * 4 + [True, False]


def test_the_purpose_of_a_code_keeps_off_the_last_source(catalogue: BuildReport) -> None:
    """Before, "Lire en ligne" was right below source 25, as if it were its last line."""
    (made,) = (one for one in catalogue.made if one.slug == "annuaires/qui-peut-aider")
    (reader,) = (one for one in made.files if one["role"] == "reader")
    blocks = [block for page in measured(catalogue.out / reader["path"]) for block in page.blocks]
    (at,) = (block.lines[0].baseline for block in blocks if block.text == "Lire en ligne")
    (last,) = (block.lines[-1].baseline for block in blocks if "Droit vérifié" in block.text)
    assert last - at > LEAST_STEP * 72 / 25.4


def test_cards_have_whole_words(checkout: Project, tmp_path: Path) -> None:
    """In two short lines, half a word on the second one ("l'at-taquent") reads like a mistake."""
    report = printed(checkout, "annuaires", out=tmp_path, roles=("reader",))
    for made in report.made:
        for page in texts(tmp_path / made.files[0]["path"]):
            # (pdfium writes U+FFFE or U+0002 for a hyphen at a line's end, also for one's own.)
            split = re.findall(r"\w+(?=[\x02\xad\ufffe])", page)
            assert set(split) <= {"rendez"}


def test_sources_on_the_next_page_have_their_title(catalogue: BuildReport) -> None:
    """The page began with the eighth of some numbers, of which nothing said what they are."""
    (made,) = (one for one in catalogue.made if one.slug == "annuaires/bibliographie")
    (reader,) = (one for one in made.files if one["role"] == "reader")
    page = measured(catalogue.out / reader["path"])[-1]
    assert page.blocks[0].text == "Sources (suite)"


def test_labels_of_empty_cards_are_as_large_as_those_of_others(
    checkout: Project, tmp_path: Path
) -> None:
    """They were smaller, although whoever fills in such a card reads nothing else on it."""
    report = printed(checkout, "annuaires/qui-peut-aider", out=tmp_path, roles=("reader",))
    pages = measured(tmp_path / report.made[0].files[0]["path"])
    sizes = {
        round(line.size, 1)
        for page in pages[:5]
        for block in page.blocks
        for line in block.lines
        if line.text in ("Qui", "Pour quoi", "Jours et heures", "Langues")
    }
    assert len(sizes) == 1
