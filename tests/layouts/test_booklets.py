"""Booklets: openings of chapters, forms, sources, pages for notes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.helpers import ROOT, example_of, read_yaml, small_project, texts
from tests.layouts.page_measures import Block, Page, measured
from zines.base.options import BuildReport, Options
from zines.workshop.build import build


def number_of(heading: Block) -> int:
    """Return the number of the chapter that a heading begins with."""
    return int(re.match(r"\d+", heading.text)[0])  # type: ignore[index]


def reader_of(catalogue: BuildReport, slug: str) -> list[Page]:
    (booklet,) = (one for one in catalogue.made if one.slug == slug)
    (reader,) = (one for one in booklet.files if one["role"] == "reader")
    return list(measured(catalogue.out / reader["path"]))


def test_openings_of_chapters_differ(catalogue: BuildReport) -> None:
    """The lead is above the picture of odd chapters and below that of even ones, on the same page.

    Before, nine openings of one booklet were alike.
    """
    pages = reader_of(catalogue, "booklets/resistance")
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


def test_sources_are_found_by_chapter(catalogue: BuildReport) -> None:
    """Each source is listed under the chapter whose pages are the first to call it."""
    pages = reader_of(catalogue, "booklets/resistance")
    chapters = {
        number_of(block): page.number
        for page in pages
        for block in page.blocks
        if block.is_heading and block.size >= 20 and block.text[0].isdigit()
    }
    listed = next(page for page in pages if page.blocks and page.blocks[0].text == "Sources")
    chapter, found = 0, {}
    for block in listed.blocks[1:]:
        if block.is_heading:
            chapter = number_of(block)
        elif block.text.isdigit():
            found[int(block.text)] = chapter
    assert sorted(found) == list(range(1, 27)) and len(set(found.values())) > 5
    for number, chapter in found.items():
        calls = [
            page.number
            for page in pages[: listed.number - 1]
            for block in page.blocks
            for line in block.lines
            for run in line.runs
            if run.size < 8 and run.text.strip(" \u202f") == str(number)
        ]
        if calls and chapter:
            last = chapters.get(chapter + 1, listed.number)
            assert chapters[chapter] <= min(calls) < last, number


def test_the_questions_of_a_form_are_on_the_page_of_its_title(catalogue: BuildReport) -> None:
    """What to know first would be read on one page, and forgotten on the next."""
    pages = reader_of(catalogue, "booklets/resistance")
    for title, question in (
        ("Enquête sur un outil", "L’outil (nom"),
        ("Carnet de bord", "Premier fait"),
        ("Le compte rendu", "La réunion (jour"),
    ):
        (page,) = [one for one in pages if any(b.text.startswith(title) for b in one.blocks)]
        assert any(block.text.startswith(question) for block in page.blocks), title


def test_few_pages_of_a_booklet_are_left_for_notes(catalogue: BuildReport) -> None:
    """A text that ends after a multiple of four is filled with up to three: too many in a row."""
    for slug in ("booklets/resistance", "booklets/mode-d-emploi"):
        pages = reader_of(catalogue, slug)
        assert len(pages) % 4 == 0
        assert sum(one.blocks[0].text == "Notes" for one in pages if one.blocks) <= 2


def test_a_short_list_of_sources_leaves_lines_for_notes(examples: dict[str, BuildReport]) -> None:
    """Three quarters of the page of sources were white, in a guide that is read with a pencil."""
    (reader,) = (one for one in examples["booklet"].made[0].files if one["role"] == "reader")
    pages = measured(examples["booklet"].out / str(reader["path"]))
    (listed,) = (page for page in pages if page.blocks and page.blocks[0].text == "Sources")
    assert "Notes" in [block.text for block in listed.blocks]


@pytest.mark.parametrize("count", [8, 20, 28])
def test_no_page_is_lost_before_or_after_the_sources(count: int, tmp_path: Path) -> None:
    """Twenty sources of one chapter left their heading alone on a page, and a blank page."""
    project = small_project(tmp_path)
    shutil.copy(ROOT / "content/sources.yaml", project.content)
    names = list(read_yaml((ROOT / "content/sources.yaml").read_text(encoding="utf-8")))[:count]
    text = example_of("booklet").read_text(encoding="utf-8")
    text = re.sub("^qr:.*\n", "", text, flags=re.MULTILINE)
    cited = " ".join(f"[@{name}]" for name in ["convention-2023", *names])
    text = text.replace("[@convention-2023]", cited, 1)
    (project.content / "essai.yaml").write_text(text, encoding="utf-8")
    report = build(project, (), Options(out=tmp_path / "out", roles=("reader",)))
    pages = texts(report.out / report.made[0].files[0]["path"])
    assert len(pages) == 12
    (listed,) = (page for page in pages if page.startswith("Sources"))
    assert len(listed) > 60 * count
