"""A group of a directory that continues over pages; the ground of a zine beyond the trim."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from tests.helpers import ROOT, add, printed, small_project, texts
from tests.layouts.page_measures import measured
from zines.base.units import mm

DIRECTORY = """\
layout: directory
title: Essai
lang: fr
date: "2026-01-01"
description: Un essai.
headline: [Essai]
groups:
  - title: Quartier
    intro: Tout près.
    entries:
"""


def test_a_group_that_goes_on_says_so_on_each_page(tmp_path: Path) -> None:
    """Each page of a directory repeats the title of the group, so that cards can be identified."""
    project = small_project(tmp_path / "project")
    cards = "".join(f"      - {{name: Nom {n}, does: Aide.}}\n" for n in range(60))
    file = add(project, "essais/essai", DIRECTORY + cards)
    report = printed(project, str(file), roles=("reader",))
    assert not report.problems, report.problems
    made = report.out / report.made[0].files[0]["path"]
    pages = [" ".join(page.split()) for page in texts(made)]
    cards_of = [page for page in pages if "Nom" in page]
    assert len(cards_of) > 2
    assert "Tout près." in cards_of[0] and "(suite)" not in cards_of[0]
    for page in cards_of[1:]:
        before, _, _ = page.partition("Nom")
        assert "Quartier (suite)" in before and "Tout près." not in page
    # Screen readers read the title once: repeated titles are not tagged as headings.
    headings = [one.text for page in measured(made) for one in page.blocks if one.is_heading]
    assert headings.count("Quartier") == 1 and not any("suite" in one for one in headings)


def test_words_of_a_zine_begin_above_its_folio_where_the_ground_is_trimmed(tmp_path: Path) -> None:
    """In a press file the accent ground runs into the bleed: texts need no margin from its edge."""
    project = small_project(tmp_path / "project")
    example = (ROOT / "layouts/zine/example.yaml").read_text("utf-8")
    plain = example.replace("    tone: accent\n", "")
    file = add(
        project, "essais/essai", plain.replace("\n  - title:", "\n  - tone: accent\n    title:")
    )
    report = printed(project, str(file), roles=("press",))
    assert not report.problems, report.problems
    (press,) = (one for one in report.made[0].files if one["role"] == "press")
    checked = 0
    for page in pypdfium2.PdfDocument(report.out / press["path"]):
        trim = page.get_trimbox()
        words = page.get_textpage()
        found: list[tuple[str, float, float]] = []
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
            left, bottom, _, _ = one.get_bounds()
            text = words.get_text_bounded(*one.get_bounds()).strip()
            found.append((text, mm(left - trim[0]), mm(bottom - trim[1])))
        folios = [left for text, left, bottom in found if text.isdecimal() and bottom < 12]
        if folios and folios[0] < 20:
            body = min(left for text, left, bottom in found if bottom > 15 and text)
            assert abs(body - folios[0]) < 0.8, (body, folios)
            checked += 1
    assert checked == 3
