"""The foot of posters: credit of the slogan, its source, and imprint share the width."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from tests.helpers import add, printed, small_project
from tests.layouts.page_measures import Block, measured

POSTER = """\
layout: poster
title: Essai
date: "2026-11-28"
description: Un essai.
slogan: [Essai]
"""
CREDIT = 'credit: "Slogan du Comité humain [@convention-2023]"\n'
GROUP = """\
name: "Union locale des usagères et usagers des services publics de la vallée de l'Ondaine"
place: Le Chambon-Feugerolles
address: >-
  Maison des associations Jeanne-Rivière, bâtiment C, 127 bis, rue de la République,
  42500 Le Chambon-Feugerolles
email: contact@usagers-vallee-ondaine.example.org
site: https://usagers-vallee-ondaine.example.org
phone: "04 77 00 00 00"
posted_by: ourselves
"""


def foot(tmp_path: Path, text: str, group: str = "") -> tuple[list[Block], Path]:
    """Print a poster; return its blocks without the headings, and its file."""
    project = small_project(tmp_path / "poster")
    file = add(project, "essais/essai", text)
    edition = tmp_path / "groupe.yaml"
    edition.write_text(group, "utf-8")
    report = printed(
        project, str(file), roles=("reader",), force=True, edition=edition if group else None
    )
    assert not report.problems, report.problems
    reader = report.out / report.made[0].files[0]["path"]
    (page,) = measured(reader)
    return [block for block in page.blocks if not block.is_heading], reader


def rows(blocks: list[Block]) -> set[int]:
    return {round(line.baseline) for block in blocks for line in block.lines}


def test_a_long_name_takes_no_more_lines_beside_a_credit(tmp_path: Path) -> None:
    """Over the whole width it takes as many lines as alone; beside the credit it took twelve."""
    alone, _ = foot(tmp_path / "alone", POSTER, GROUP)
    both, _ = foot(tmp_path / "both", POSTER + CREDIT, GROUP)
    assert len(rows(both)) == len(rows(alone)) + 1
    assert "Slogan" in both[0].text and "Affiché" in both[-1].text


def test_the_box_for_a_stamp_stands_at_the_edge(tmp_path: Path) -> None:
    blocks, reader = foot(tmp_path, POSTER + CREDIT)
    boxes = [
        one.get_bounds()
        for one in pdfium.PdfDocument(reader)[0].get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH])
        if pdfium.raw.FPDFPageObj_GetDashCount(one) > 0
    ]
    left = min(line.left for block in blocks for line in block.lines)
    assert abs(min(box[0] for box in boxes) - left) < 3
    # The credit is above the box, not in it.
    credit = next(block for block in blocks if block.text.startswith("Slogan"))
    assert credit.lines[0].baseline > max(box[3] for box in boxes)
