"""Files to download: those for the sheets of the machine, with their companions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, add, small_project
from zines.base import language
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made
from zines.base.problems import UsageError
from zines.workshop.atelier import given_tables, taking
from zines.workshop.atelier.printing_ways import WAYS, PrintingWay, Wish


@pytest.mark.parametrize("large", [False, True])
def test_no_recipe_is_for_sheets_that_are_not_there(tmp_path: Path, large: bool) -> None:
    """Recipes are on A4, but the recipe of an A3 poster is useless without the A3 sheets."""
    project = small_project(tmp_path)
    add(project, "posters/essai", POSTER)
    wish = Wish("copier-black", large, sheet="a4")
    taken = taking.take(project, ("posters/essai",), wish, None)
    assert not taken.problems
    sheets, recipe = (one.name for one in taken.files)
    assert "-a4-" in sheets and recipe == sheets.replace(".pdf", "-mode-d-emploi.pdf")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_copies_are_those_of_the_order(way: PrintingWay, tmp_path: Path) -> None:
    """The form asks for them beside the print shop: a copier chosen later repeats no sheets."""
    copies = Wish(way.name, copies=300).options(tmp_path).copies
    assert copies == (300 if way.role == "press" else 0)


def test_what_no_machine_takes_comes_whole() -> None:
    """If no sheet is small enough, all sheets are offered with their recipes, instead of none."""
    files: tuple[FileEntry, ...] = (
        {"path": "affiche-x-a3.pdf", "role": "sheets", "sheet_mm": [297, 420]},
        {"path": "affiche-x-a3-mode-d-emploi.pdf", "role": "recipe"},
    )
    made = Made("posters/x", files=files, name="affiche-x")
    assert taking._wanted(made, Wish(sheet="a4")) == [*files]


def test_what_is_wrong_with_a_table_names_the_file_that_was_given(tmp_path: Path) -> None:
    """Problems name the file of the user, not its copy in a hidden folder."""
    project = small_project(tmp_path)
    add(project, "tracts/essai", TRACT)
    rows = "nom;adresse;courriel\nSection A;Lyon;a@b.fr\nSection B;Lyon;personne\n"
    for content in (rows, "nom;nom\n", "nom;x\u0003\n", rows + "Section C;;\n;Lyon;\n"):
        given = given_tables.keep(project, "C:\\Bureau\\Nos sections.csv", content.encode())
        taken = taking.take(project, ("tracts/essai",), Wish("copier-black"), None, given)
        assert taken.problems
        for one in taken.problems:
            assert one.path == "Nos sections.csv", one
            assert "tables" not in one.message + one.hint


def test_a_table_is_not_kept_under_the_name_of_an_order(tmp_path: Path) -> None:
    """The stored name is cut off, and is checked as it is then."""
    project = small_project(tmp_path)
    for name in ("sections-commande.csv", f"{'s' * 51}-commande-2026.csv"):
        with pytest.raises(UsageError, match="commande"):
            given_tables.keep(project, name, b"nom\n")


@pytest.mark.parametrize("name", ["liste.xls", "LISTE.XLSM", "liste.numbers"])
def test_of_another_workbook_the_message_says_what_to_do_with_it(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="save it again as XLSX"):
        given_tables.keep(small_project(tmp_path), name, b"\xd0\xcf\x11\xe0")


def test_a_table_to_fill_in_is_a_table(tmp_path: Path) -> None:
    """Its columns are those that tables have, also in a spreadsheet that reads only semicolons."""
    project = small_project(tmp_path)
    add(project, "posters/essai", POSTER)
    row = "Cabinet A;1, rue A;00000;Ville;04;lundi;8 h à 12 h\r\n"
    for spoken in ("fr", "en"):
        language.use(spoken)
        content = given_tables.blank() + (row + row.replace("t A", "t B")).encode()
        given = given_tables.keep(project, "groupes.csv", content)
        taken = taking.take(project, ("posters/essai",), Wish("copier-black"), None, given)
        assert {one.code for one in taken.problems} <= {"column-unused"} and taken.files
        # (The number of files and of pages says nothing of groups: the page states it.)
        assert taken.groups == 2
    language.use("en")
    alone = taking.take(project, ("posters/essai",), Wish("copier-black"), None)
    assert alone.files and alone.groups == 0


def test_a_table_of_the_same_name_from_another_window_is_another(tmp_path: Path) -> None:
    """Of two windows pressed at the same second, both got the groups of the second table."""
    project = small_project(tmp_path)
    rows = [f"nom;adresse\nSection {name};Lyon\n".encode() for name in "AB"]
    tables = [given_tables.keep(project, "sections.csv", one) for one in rows]
    assert [one.file.read_bytes() for one in tables] == rows


def test_tables_of_addresses_do_not_gather(tmp_path: Path) -> None:
    """Each correction of a table is another file: their addresses would stay for years."""
    project = small_project(tmp_path)
    given = [given_tables.keep(project, "a.csv", f"nom\nSection {n}\n".encode()) for n in range(40)]
    assert given[-1].file.is_file()
    assert len([*given[-1].file.parent.parent.iterdir()]) < 20
