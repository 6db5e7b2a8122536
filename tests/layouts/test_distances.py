"""Words on one line share its base line, no rule touches letters, no address has a hyphen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.helpers import ROOT, TRACT, add, example_of, grey_pictures, printed, small_project
from tests.layouts.page_measures import Line, Page, measured
from tests.layouts.test_layouts import form_of
from zines.workshop.project import Project

#: The white between the tails of letters and a rule, in mm: less looks like a mistake in print.
LEAST_WHITE = 0.5
DPI = 150
WAY = "accessible aux personnes sourdes"


def set_pages(tmp_path: Path, file: str, **options: Any) -> Path:
    project = small_project(tmp_path / "project")
    where = add(project, "essais/essai", file) if "\n" in file else Path(file)
    report = printed(project, str(where), roles=("reader",), **options)
    return report.out / report.made[0].files[0]["path"]


def line(page: Page, words: str) -> Line:
    """Return the first line that begins with some words."""
    lines = [one for block in page.blocks for one in block.lines]
    return next(one for one in [*lines, *page.furniture] if one.text.startswith(words))


def test_contents_have_numbers_and_titles_on_one_base_line(tmp_path: Path) -> None:
    """Numbers that hang below their titles look as if they belonged to the next row."""
    pages = measured(set_pages(tmp_path, str(example_of("booklet"))))
    (contents,) = (page for page in pages if any(block.text == "Sommaire" for block in page.blocks))
    runs = [run for block in contents.blocks for one in block.lines for run in one.runs]
    lines = sorted({round(run.baseline, 1) for run in runs if run.size > 12})
    # The heading, then a base line for each row.
    rows = sum(run.text.strip().isdecimal() and run.left > contents.width / 2 for run in runs)
    assert rows > 2
    assert len(lines) == 1 + rows


def test_the_signature_of_a_tract_ends_beside_the_address_of_its_code(tmp_path: Path) -> None:
    """With few sources beside the code, the box for a stamp would hang above the foot."""
    _, back = measured(set_pages(tmp_path, TRACT + "qr: [convention-2023]\n"))
    below = next(
        one
        for block in back.blocks
        for one in block.lines
        if one.text == "halteaucontrolenumerique.fr" and one.left > back.width / 2
    )
    assert abs(line(back, "Ne pas jeter").baseline - below.baseline) < 1


def test_running_heads_of_large_print_do_not_touch_their_rule(tmp_path: Path) -> None:
    """A rule through tails of letters underlines them; large print has no underlines (UKAAF)."""
    text = form_of(
        "  - {kind: fields, fields: [{label: Nom}]}\n"
        "  - {kind: fields, new_page: true, fields: [{label: Rue}]}\n"
    ).replace("title: Essai", "title: Page qui agrège")
    _, page = grey_pictures(set_pages(tmp_path, text, large_print=True), DPI)
    dark = [
        sum(page.crop((0, row, page.width, row + 1)).histogram()[:128])
        for row in range(page.height // 4)
    ]
    rule = next(row for row, count in enumerate(dark) if count > page.width / 2)
    white = round(LEAST_WHITE / 25.4 * DPI)
    assert any(dark[:rule])
    assert not any(dark[rule - white : rule])


def test_ways_to_reach_a_contact_have_no_hyphens(tmp_path: Path) -> None:
    """A hyphen at the end of a line might belong to the address (the rule of all our addresses)."""
    ways = ("le " * shift + WAY for shift in range(16))
    text = example_of("directory").read_text("utf-8")
    for way in ways:
        changed = text.replace("reach: <https://changerdecap.net/>", f"reach: {way}")
        pages = measured(set_pages(tmp_path / str(len(way)), changed))
        # (A word of two lines would have a space in its middle.)
        said = " ".join(block.text for page in pages for block in page.blocks)
        assert WAY in said.replace("\N{NO-BREAK SPACE}", " ")


def test_both_ends_of_the_head_of_a_card_are_on_one_line(tmp_path: Path) -> None:
    """The tops of two faces differ: aligned by them, the number hung above its neighbour."""
    page, _ = measured(set_pages(tmp_path, str(ROOT / "content/cartes/objecteur.yaml")))
    assert line(page, "RÉPUBLIQUE").baseline == line(page, "N°").baseline


def test_text_in_a_row_of_a_chart_is_in_its_middle(tmp_path: Path) -> None:
    """Before, tails nearly touched the rule below, with three times as much white above."""
    file = set_pages(tmp_path, str(example_of("wall-chart")))
    (page,) = measured(file, shapes=True)
    (cell,) = (block for block in page.blocks if block.text.startswith("Les logiciels imposés"))
    rules = [
        (bottom + top) / 2
        for left, bottom, right, top in page.shapes
        if top - bottom < 5 and left < cell.lines[0].left < right
    ]
    first, last = cell.lines[0].baseline, cell.lines[-1].baseline
    above = min(at for at in rules if at > first) - first - 0.66 * cell.size
    below = last - max(at for at in rules if at < last) - 0.25 * cell.size
    assert abs(above - below) < 0.1 * cell.size


def test_a_question_above_lines_keeps_off_the_line_before_it(tmp_path: Path) -> None:
    """Between the line of an answer and the next question was less than a pen's letters take."""
    text = TRACT.replace(
        "front: |", "front: |\n  Le lieu : ___\n\n  Ce qui est arrivé :\n\n  ___\n\n"
    )
    assert text != TRACT
    front, _ = measured(set_pages(tmp_path, text), shapes=True)
    before, asked = (line(front, words).baseline for words in ("Le lieu", "Ce qui est arrivé"))
    # (The line is on the base line of its label.)
    assert before - asked > 4.5 * 72 / 25.4 + 0.7 * line(front, "Ce qui est arrivé").size


def test_machine_readable_lines_of_a_card_keep_off_its_signature(tmp_path: Path) -> None:
    """They were one millimetre below it: whoever signed wrote across them."""
    page, _ = measured(set_pages(tmp_path, str(ROOT / "content/cartes/objecteur.yaml")))
    machine = line(page, "OBJ<<")
    assert line(page, "Depuis").baseline - machine.baseline > 0.73 * machine.size + 2.5 * 72 / 25.4


def test_rows_of_large_type_have_more_white(checkout: Project, tmp_path: Path) -> None:
    """On a table mat, the larger its type was, the closer were its rules."""
    report = printed(checkout, "tableaux/set-de-table", out=tmp_path, roles=("reader",))
    (page,) = measured(report.out / report.made[0].files[0]["path"], shapes=True)
    (cell,) = [one for one in page.blocks if one.text.split()[:3] == ["De", "grandes", "marques,"]]
    rules = [top for left, _, right, top in page.shapes if left < cell.lines[0].left < right]
    above = min(at for at in rules if at > cell.lines[0].baseline) - cell.lines[0].baseline
    assert above - 0.66 * cell.size > 0.33 * cell.size


def test_a_label_above_boxes_keeps_off_the_line_before_it(tmp_path: Path) -> None:
    """In halves of a line, its white was lost: it looked like a word under the line above it."""
    text = form_of(
        "  - kind: fields\n    fields:\n"
        "      - {label: Rue}\n"
        "      - {label: Né le, half: true, comb: [2, 2, 4]}\n"
        "      - {label: Téléphone, half: true}\n"
    )
    (page,) = measured(set_pages(tmp_path, text))
    above, label = line(page, "Rue"), line(page, "Né le")
    assert above.baseline - label.baseline > 0.7 * label.size + 3 * 72 / 25.4
