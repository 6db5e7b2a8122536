"""Forms on separate sheets, slips to cut off, and texts with blanks."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from tests.helpers import (
    ROOT,
    add,
    grey_pictures,
    page_count,
    printed,
    read_yaml,
    small_project,
    texts,
)
from tests.layouts.page_measures import measured
from tests.layouts.test_layouts import form_of
from zines.base.manifest_entry import FileEntry
from zines.base.options import BuildReport, Options
from zines.base.outputs import Output, on_separate_sheets
from zines.workshop.build import build
from zines.workshop.project import Project

TWO = (
    "  - {kind: fields, fields: [{label: Pour le cabinet}]}\n"
    "  - {kind: fields, new_page: true, fields: [{label: Pour vous}]}\n"
)
SLIP = (
    "  - {{kind: fields, cut_above: {0}, title: Bulletin,"
    " fields: [{{label: Récit, lines: {1}}}]}}\n"
)


def made(tmp_path: Path, text: str, role: str) -> tuple[FileEntry, Path]:
    """Print a form in a role; return the file's entry in the manifest, and the file."""
    project = small_project(tmp_path / "forms")
    file = add(project, "essais/essai", text)
    report = printed(project, str(file), roles=(role,))
    assert not report.problems, report.problems
    (entry,) = report.made[0].files
    return entry, report.out / entry["path"]


@pytest.mark.parametrize(
    ("text", "per_copy", "flip", "duplex"),
    [
        (form_of(TWO), 1, "long-edge", "/DuplexFlipLongEdge"),
        # One sheet stays with the doctor, the other is taken home.
        ("separate_sheets: true\n" + form_of(TWO), 2, None, "/Simplex"),
        ("feuilles_separees: true\n" + form_of(TWO), 2, None, "/Simplex"),
        # The back of a slip would be cut, or would be another slip.
        (form_of(TWO + SLIP.format("true", 1)), 2, None, "/Simplex"),
    ],
)
def test_papers_that_go_different_ways_are_no_front_and_back(
    text: str, per_copy: int, flip: str | None, duplex: str, tmp_path: Path
) -> None:
    entry, file = made(tmp_path, text, "sheets")
    assert (entry["sheets_per_copy"], entry.get("flip")) == (per_copy, flip)
    with pikepdf.open(file) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == duplex


def test_what_is_folded_stays_so() -> None:
    def output(name: str, **imposition: object) -> Output:
        return Output(name, "", "sheets", "a4", "a4", "colour", imposition)

    repeated = output("a", schema="repeat", flip="short-edge", marks=["cut"])
    folded = output("b", schema="saddle")
    one, other = on_separate_sheets([repeated, folded])
    assert one.imposition == {"schema": "repeat", "marks": ["cut"], "one_sided": True}
    assert other == folded


def dashed_lines(file: Path) -> list[list[float]]:
    """Return for each page the heights (pt) of dashed lines wider than half of the page."""
    found = []
    for page in pdfium.PdfDocument(file):
        heights = []
        for one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = one.get_bounds()
            dashed = pdfium.raw.FPDFPageObj_GetDashCount(one) > 0
            if dashed and right - left > page.get_width() / 2 and top - bottom < 5:
                heights.append((bottom + top) / 2)
        found.append(heights)
    return found


def test_a_slip_has_a_line_to_cut_along(tmp_path: Path) -> None:
    _, file = made(tmp_path, form_of(SLIP.format("false", 3) + SLIP.format("true", 3)), "reader")
    ((line,),) = dashed_lines(file)
    words = pdfium.PdfDocument(file)[0].get_textpage()
    search, heights = words.search("Bulletin"), []
    while found := search.get_next():
        heights.append(words.get_charbox(found[0])[3])
    upper, lower = heights
    assert lower < line < upper
    # Scissors need 2 mm of white on both sides.
    assert line - lower > 2 * 72 / 25.4


def test_a_slip_is_on_one_page_and_not_cut_off_at_its_head(tmp_path: Path) -> None:
    text = form_of(SLIP.format("true", 12) + SLIP.format("true", 12) + SLIP.format("true", 12))
    _, file = made(tmp_path, text, "reader")
    assert [page.count("Bulletin") for page in texts(file)] == [2, 1]
    # The first slip has a line above it; the third, at the head of a page, has none.
    assert [len(lines) for lines in dashed_lines(file)] == [2, 0]


def test_slips_of_the_counter_are_cut_apart(tmp_path: Path) -> None:
    """Three slips and a notice that stays are separated by four lines."""
    text = (ROOT / "content/formulaires/rappel-telephonique.yaml").read_text("utf-8")
    _, file = made(tmp_path, text, "reader")
    (lines,) = dashed_lines(file)
    assert len(lines) == len(read_yaml(text)["sections"]) == 4
    assert all(higher - lower > 72 for higher, lower in pairwise(lines))


#: Eighty signs, as the names of surgeries and sections are.
LONG = """\
name: Maison de santé pluriprofessionnelle Jeanne-Rivière du Chambon-Feugerolles, acc.
address: 1, rue de l'Exemple, 00000 Exemple-sur-Loire
email: contact@exemple.fr
site: https://exemple.fr
phone: "01 99 00 00 00"
signature: Le bureau de la section
"""


@pytest.mark.parametrize(
    ("name", "pages"),
    [("refus-de-depot", 2), ("consentement-pour-soignants", 1), ("rappel-telephonique", 1)],
)
def test_a_long_name_adds_no_sheet(
    name: str, pages: int, checkout: Project, tmp_path: Path
) -> None:
    """The drawing is reduced, so that the notice is not alone on a third sheet."""
    group = tmp_path / "groupe.yaml"
    group.write_text(LONG, "utf-8")
    options = Options(out=tmp_path, roles=("reader",), edition=group)
    report = build(checkout, (f"formulaires/{name}",), options)
    assert not report.problems, report.problems
    assert page_count(tmp_path / report.made[0].files[0]["path"]) == pages


def test_a_text_with_blanks_keeps_to_the_measure(tmp_path: Path) -> None:
    """An item that is one line with its blanks may fill the page width; longer ones do not."""
    items = [
        "à ______ € pour ________________ et pour ________________ à ________________________",
        "un mot de plus " * 8 + "le ________",
        "encore un mot " * 7,
    ]
    body = "".join(f"      {number}. {item}\n" for number, item in enumerate(items, 1))
    _, file = made(tmp_path, form_of(f"  - kind: text\n    body: |\n{body}"), "reader")
    (page,) = measured(file)
    one, two, three = (
        block
        for block in page.blocks
        if "LBody" in block.tags and "mot" in block.text or "€" in block.text
    )
    assert [len(block.lines) for block in (one, two, three)] == [1, 3, 2]
    assert max(line.signs for line in (*two.lines, *three.lines)) <= 70
    numbers = [block.text for block in page.blocks if block.tag == "Lbl"]
    assert numbers == ["1.", "2.", "3."]


@pytest.mark.parametrize(("name", "drawn"), [("Un collectif", True), ("Union locale " * 7, False)])
def test_a_drawing_beside_a_long_name_is_left_out_before_it_is_a_strip(
    name: str, drawn: bool, tmp_path: Path
) -> None:
    """In a strip of 12 mm, the people of a drawing are smaller than the letters below."""
    project = small_project(tmp_path / "forms")
    text = form_of("  - {kind: fields, fields: [{label: Nom}]}\n").replace(
        "Essai]", "Je m'inscris]"
    )
    file = add(project, "essais/essai", "drawing: long-table\nlead: Un mot.\n" + text)
    edition = tmp_path / "union.yaml"
    edition.write_text(
        f'name: "{name.strip()}"\naddress: Bourse du travail, salle 24, 42000 Essai\n'
        'place: Saint-Essai\ndate: novembre 2026\nphone: "00 00 00 00 00"\n'
        "email: contact@guichets.example.fr\nsite: https://guichets.example.fr/\n",
        "utf-8",
    )
    report = printed(project, str(file), roles=("reader",), edition=edition)
    (page,) = grey_pictures(report.out / report.made[0].files[0]["path"], 100)
    column = page.crop((page.width * 2 // 3, 0, page.width, page.height // 5))
    rows = (column.crop((0, row, column.width, row + 1)) for row in range(column.height))
    # (No line of words is dark over half of its width, and a line to write on is 2 rows high.)
    dark = sum(sum(row.histogram()[:128]) > column.width / 2 for row in rows)
    assert drawn == (dark > 4)


def test_the_titles_of_a_motion_are_beside_its_texts(tmp_path: Path) -> None:
    """Lines of 65 signs below their titles left the right half of an A4 page white.

    One long text was enough to put all titles above; where most texts are long, they are above
    columns.
    """
    texts_of = "".join(
        f"  - {{kind: text, title: {title}, body: {body}}}\n"
        for title, body in (("Constate", "Que les logiciels trient."), ("Demande", "Un guichet."))
    )
    long = f"  - {{kind: text, title: Longtemps, body: {'Un texte long. ' * 40}}}\n"
    for count, level in ((0, True), (1, True), (3, False)):
        _, file = made(tmp_path / str(count), form_of(texts_of + long * count), "reader")
        (title, text) = (
            next(
                block.lines[0]
                for page in measured(file)
                for block in page.blocks
                if block.text.startswith(words)
            )
            for words in ("Constate", "Que les")
        )
        assert (abs(title.baseline - text.baseline) < 3) == level
        assert (text.left > title.right) == level


def test_words_above_a_table_are_balanced_and_apart_from_its_heads(tmp_path: Path) -> None:
    """One word was alone on a second line, as close to the heads as its first line."""
    intro = (
        "Une ligne par personne, jamais d’obligation, et au dos ce que deviennent les signatures"
    )
    table = f"  - {{kind: table, intro: '{intro}', columns: [{{label: Rue}}]}}\n"
    _, file = made(tmp_path, form_of(table), "reader")
    (page,) = measured(file)
    (above,) = (
        block for block in page.blocks if "une ligne" in " ".join(block.text.lower().split())
    )
    (head,) = (block for block in page.blocks if block.text == "Rue")
    widths = [line.right - line.left for line in above.lines]
    assert len(widths) == 2 and min(widths) > 0.7 * max(widths)
    pitch = above.lines[0].baseline - above.lines[1].baseline
    assert above.lines[1].baseline - head.lines[0].baseline > 1.2 * pitch


def test_a_last_row_is_not_lost_for_a_hair(catalogue: BuildReport) -> None:
    """Twenty signatures on each side are easy to count; a pen needs no tenth of a millimetre."""
    (found,) = (one for one in catalogue.made if one.slug == "formulaires/petition")
    (entry,) = (one for one in found.files if one["role"] == "reader")
    first, second = texts(catalogue.out / entry["path"])
    assert "\n20" in first and "\n21" not in first and "\n40" in second


def test_a_table_in_large_print_has_a_page_before_it_has_three_rows(
    checkout: Project, tmp_path: Path
) -> None:
    """A sheet to sign up on had room for three people; the notice below it took the page."""
    slug = "formulaires/feuille-d-inscription"
    report = printed(checkout, slug, out=tmp_path, roles=("reader",), large_print=True)
    (entry,) = report.made[0].files
    rows = [one for one in entry["fields"] if one["label"].startswith("Prénom et nom")]
    assert len(rows) >= 6
