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


def box_for_a_stamp(reader: Path) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the dashed box, in pt."""
    page = pdfium.PdfDocument(reader)[0]
    left, bottom, right, top = zip(
        *[
            one.get_bounds()
            for one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH])
            if pdfium.raw.FPDFPageObj_GetDashCount(one) > 0
        ],
        strict=True,
    )
    return min(left), min(bottom), max(right), max(top)


def test_a_long_name_takes_no_more_lines_beside_a_credit(tmp_path: Path) -> None:
    """Over the whole width it takes as many lines as alone; beside the credit it took twelve."""
    alone, _ = foot(tmp_path / "alone", POSTER, GROUP)
    both, _ = foot(tmp_path / "both", POSTER + CREDIT, GROUP)
    assert len(rows(both)) == len(rows(alone)) + 1
    assert "Slogan" in both[0].text and "Affiché" in both[-1].text


def test_the_box_for_a_stamp_stands_at_the_edge(tmp_path: Path) -> None:
    blocks, reader = foot(tmp_path, POSTER + CREDIT)
    box = box_for_a_stamp(reader)
    left = min(line.left for block in blocks for line in block.lines)
    assert abs(box[0] - left) < 3
    # The credit is above the box, not in it.
    credit = next(block for block in blocks if block.text.startswith("Slogan"))
    assert credit.lines[0].baseline > box[3]


def test_nothing_but_its_label_stands_in_the_box_for_a_stamp(tmp_path: Path) -> None:
    """Before, the licence was in the box, where a stamp would cover it."""
    blocks, reader = foot(tmp_path, POSTER + "licence: CC BY-SA 4.0\norigin: hors-bocal\n")
    left, bottom, right, top = box_for_a_stamp(reader)
    runs = [run for block in blocks for line in block.lines for run in line.runs]
    within = [run.text for run in runs if bottom < run.baseline < top and run.left < right]
    assert "".join(within).strip().startswith("Imprimé par (tampon")
    assert not any("BY-SA" in text for text in within)
    assert any("BY-SA" in run.text for run in runs)
    # A stamp of three lines is 14 mm high.
    assert (top - bottom) / 72 * 25.4 > 14


def test_what_a_group_signs_with_keeps_off_its_name(tmp_path: Path) -> None:
    """Before, brackets in the large name touched the small line below it."""
    signed = GROUP + "signature: Le bureau de la section\n"
    blocks, _ = foot(tmp_path, POSTER, signed)
    lines = sorted(
        (line for block in blocks for line in block.lines), key=lambda line: -line.baseline
    )
    at = next(index for index, line in enumerate(lines) if line.text == "Le bureau de la section")
    name, signature = lines[at - 1], lines[at]
    assert name.size > signature.size
    # The depth of descenders is a quarter of the size, the height of capitals two thirds.
    room = name.baseline - signature.baseline - name.size / 4 - signature.size * 2 / 3
    assert room > 1
