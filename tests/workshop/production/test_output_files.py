"""Output files: their warnings, and files that are never written."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tests.helpers import POSTER, TRACT, add, own_layouts, printed
from zines.base.options import BuildReport, Options
from zines.base.outputs import Output, outputs_of
from zines.workshop.project import Project


@pytest.fixture
def coarse(project: Project) -> Project:
    """Return a project with a tract whose logo has 222 dpi: printable, but not sharp."""
    add(project, "tracts/essai", TRACT)
    (project.content / "organisation.yaml").write_text('name: "N"\nlogo: logo.png\n')
    Image.new("RGB", (70, 70), "red").save(project.assets / "logo.png")
    return project


def codes(report: BuildReport) -> list[str]:
    return [f"{one.severity}[{one.code}]" for one in report.problems]


COARSE = ["warning[picture-resolution]"]


def test_every_output_warns_of_its_own_pages(coarse: Project) -> None:
    """Also an output with the same pages as the first, and also if its file is unchanged."""
    assert codes(printed(coarse)) == COARSE
    for role in ("reader", "sheets"):
        report = printed(coarse, roles=(role,))
        assert codes(report) == COARSE, role
        assert not report.made[0].fresh
    assert codes(printed(coarse)) == COARSE


@pytest.mark.parametrize("role", ["reader", "sheets"])
def test_an_output_alone_warns_each_time(coarse: Project, role: str) -> None:
    for _ in range(2):
        assert codes(printed(coarse, roles=(role,))) == COARSE
    # The other output, built later, has its own warning.
    assert codes(printed(coarse)) == COARSE


def test_no_output_warns_of_another_ones_sheets(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    outputs = own_layouts(project) / "tract" / "outputs.yaml"
    marked = outputs.read_text().replace("marks: [cut]", "marks: [crop]")
    outputs.write_text(marked)
    assert codes(printed(project)) == ["warning[imposition]"]
    assert codes(printed(project, roles=("reader",))) == []
    assert codes(printed(project, roles=("sheets",))) == ["warning[imposition]"]


def redraw(project: Project, layout: str, before: str = "", after: str = "") -> None:
    """Add a line of Typst before or after all pages of a layout."""
    file = own_layouts(project) / layout / "layout.typ"
    file.write_text(
        f"{file.read_text('utf-8')}\n#let _pages = render\n"
        f"#let render(document) = {{\n  {before}\n  _pages(document)\n  {after}\n}}\n",
        "utf-8",
    )


def test_no_press_file_is_written_that_a_print_shop_would_refuse(project: Project) -> None:
    """Four full inks do not dry (rules of print shops: at most 300 %)."""
    add(project, "tracts/essai", TRACT)
    black = "rect(width: 4cm, height: 4cm, fill: cmyk(100%, 100%, 100%, 100%))"
    redraw(project, "tract", before=f"set page(foreground: {black})")
    report = printed(project, roles=("press",))
    assert codes(report) == ["error[pdf-total-ink]"]
    assert report.problems[0].message.startswith("imprimeur: ")
    assert not list((project.root / "out").rglob("*.pdf"))


def test_the_order_goes_with_the_press_file_and_is_no_recipe(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    (made,) = printed(project, roles=("press", "sheets")).made
    roles = {Path(file["path"]).name: file["role"] for file in made.files}
    assert roles == {
        "tract-essai-imprimeur.pdf": "press",
        "tract-essai-imprimeur-commande.pdf": "order",
        "tract-essai-a-couper.pdf": "sheets",
        "tract-essai-a-couper-mode-d-emploi.pdf": "recipe",
    }


def test_pages_of_several_sizes_have_each_its_own(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    outputs = own_layouts(project) / "tract" / "outputs.yaml"
    outputs.write_text(outputs.read_text().replace("pages: 2\n", ""))
    redraw(project, "tract", after="page(width: 50mm, height: 80mm)[x]")
    (made,) = printed(project, roles=("reader",)).made
    (entry,) = made.files
    assert entry["page_mm"] == [[148, 210], [148, 210], [50, 80]]
    assert "trim_mm" not in entry and entry["pages"] == 3


@pytest.mark.parametrize("large", [False, True])
def test_a_poster_has_one_page_also_in_large_print(project: Project, large: bool) -> None:
    """A poster on a wall cannot be turned over."""
    add(project, "posters/essai", POSTER)
    redraw(project, "poster", after="page[x]")
    report = printed(project, roles=("reader",), large_print=large)
    assert codes(report) == ["error[page-count]"]
    assert "a poster has 1" in report.problems[0].message


def test_two_ways_of_printing_are_one_in_large_print() -> None:
    """Both become the same stapled A4 sheets with the same name: one file, listed once."""
    folded, cut = (
        Output(name, "", "sheets", trim, "a4", "black", {"schema": "n-up"})
        for name, trim in (("a-plier", "a5"), ("a-couper", "a6"))
    )
    found, _ = outputs_of([folded, cut], 0, Options(Path("out"), large_print=True))
    assert [one.name for one in found] == ["a-agrafer"]


def test_no_comma_follows_the_sign_at_the_end_of_a_title(project: Project) -> None:
    """In French, no comma follows the sign of a question: "Nous voulons des guichets !, A0"."""
    add(project, "tracts/essai", TRACT.replace("title: Un essai", 'title: "Un essai ?"'))
    report = printed(project, roles=("sheets",))
    (recipe,) = (one["path"] for one in report.made[0].files if one["role"] == "recipe")
    with pdfium.PdfDocument(report.out / recipe) as opened:
        words = opened[0].get_textpage().get_text_bounded()
    assert re.search("Un essai\\s?\\? – deux par feuille", words)
