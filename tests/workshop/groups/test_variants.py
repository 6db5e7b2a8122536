"""Tables of groups: each row is an edition with its own folder; one merged file for the copier."""

from __future__ import annotations

import os
import random
import re
import signal
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageChops

from tests.helpers import POSTER, TRACT, OnStep, add, page_size_mm, pictures, small_project, texts
from tests.manuscript.groups.test_table import spreadsheet
from zines.base import names
from zines.base.limits import LONGEST_NAME_BYTES
from zines.base.manifest_entry import FileEntry, Ink
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import Problem, ProblemError, Severity, UsageError
from zines.base.variants import Shard, Variant, values_as_json
from zines.prepress.finishing import Properties
from zines.prepress.shared_pages import SharedPages
from zines.workshop import manifest
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.checking import check
from zines.workshop.groups import announcing, merged_sheets, table_editions
from zines.workshop.groups.edition_builds import build
from zines.workshop.production.session import Session
from zines.workshop.project import Project

HEADER = "Nom;Adresse;Téléphone;Horaires;Section"
ROWS = (
    'Union locale de Foix;"12, rue du Quai\n09000 Foix";05 61;lundi : 14 h;du pays de Foix',
    "Section de Pamiers;Bourse du travail / 09100 Pamiers;;;",
    "Élan de l'Œuvre;09500 Mirepoix;05 61 11 11 11;;de *Mirepoix*",
)
FOLDERS = ["union-locale-de-foix", "section-de-pamiers", "elan-de-l-oeuvre"]
FIELDS = "fields: {section: {description: La section, default: de chez vous}}\n"
NAME = "tract-essai-a-couper"


@pytest.fixture
def groups(tmp_path: Path) -> Project:
    project = small_project(tmp_path / "project")
    lead = 'lead: "Venez au guichet {{section}}."\n'
    drawn = "drawing: grille-window\ndrawing_alt: Un guichet.\n"
    add(project, "tracts/essai", FIELDS + TRACT + lead + drawn)
    add(project, "posters/essai", POSTER)
    return project


def table(project: Project, *rows: str, header: str = HEADER, name: str = "groupes") -> Path:
    file = project.root / f"{name}.csv"
    file.write_text("\n".join([header, *rows]), "utf-8")
    return file


def made(
    project: Project,
    file: Path,
    *editions: str,
    wanted: tuple[str, ...] = ("tracts/essai",),
    merge: bool = False,
    **more: Any,
) -> BuildReport:
    options = Options(project.out, **{"roles": ("sheets",), "lint": False, **more})
    return build(project, wanted, editions, options, table=file, merge=merge)


def fresh(report: BuildReport) -> list[str]:
    return [one.slug for one in report.made if one.fresh]


def text_of(file: Path) -> str:
    return " ".join(" ".join(texts(file)).split()).replace("\ufffe", "-")


def test_a_pile_that_is_too_heavy_is_divided(
    groups: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sheets of paper are heavy, not groups: two groups of a sheet each are two sheets."""
    monkeypatch.setattr(merged_sheets, "_MOST_SHEETS", 2)
    made(groups, table(groups, *ROWS), merge=True, copies=2)
    piles = [groups.out / f"tracts/essai/{NAME}-groupes-lot-{number}.pdf" for number in (1, 2)]
    listed = [groups.out / one["path"] for one in manifest.listed(groups.out)]
    assert sorted(listed) == piles
    # A sheet holds two copies: four sides a group, with the announcement.
    assert [len(texts(file)) for file in piles] == [8, 4]
    assert "3 / 3" in " ".join(texts(piles[1])[0].split())


@pytest.mark.parametrize(
    ("sides", "up", "groups_in_a_file"),
    [
        # A tract, two on a sheet: 100 sheets. A booklet of five sheets: 1000, two reams.
        (2, 2, 200),
        (10, 1, 20),
        (2, 1, 100),
    ],
)
def test_a_thick_paper_has_fewer_groups_in_a_file(
    sides: int, up: int, groups_in_a_file: int
) -> None:
    """Whoever carries the paper to the copier carries sheets, not copies."""
    entry: Any = {"role": "sheets", "pdf_pages": sides, "up": up, "flip": "short-edge"}
    reader: Any = {"role": "reader", "pdf_pages": 900}
    report = BuildReport(Path(), [Made("livret", (reader, entry), True)])
    good = tuple(Variant(f"foix-{n}", Path(), n, b"{}") for n in range(groups_in_a_file + 1))
    kinds = merged_sheets._kinds([(good[0], report)], {})
    rows: Any = SimpleNamespace(good=good, table_file=Path("s.csv"))
    lots = merged_sheets._Lots(rows, Shard(), kinds, 200)
    assert lots.rows(0) == (1, good[:-1])
    assert lots.rows(1) == (groups_in_a_file + 1, good[-1:])


def test_a_merged_file_without_all_rows_says_so(groups: Project) -> None:
    """Forty sections wait for their pile: one that is missing is noticed at the copier only."""
    wrong = ";1, rue X, 09000 Foix;;;;;"
    report = made(groups, table(groups, *ROWS, wrong), merge=True)
    (warning,) = [one for one in report.problems if one.code == "merge"]
    assert "1 row with errors is in no merged file" in warning.message
    assert warning.severity is Severity.WARNING


def test_piles_of_a_table_that_is_divided_otherwise_are_told(
    groups: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second pile of last month lies beside the only one of today."""
    file = table(groups, "Foix;Rue X", "Auch;Rue Y", header="nom;adresse")
    monkeypatch.setattr(merged_sheets, "_MOST", 1)
    assert not made(groups, file, merge=True).problems
    monkeypatch.undo()
    (one,) = made(groups, file, merge=True).problems
    assert (one.code, one.severity) == ("former-table", Severity.INFO)
    head = "tract-essai-a-couper-groupes-lot"
    assert one.message.endswith(f": {head}-1.pdf, {head}-2.pdf")
    # Those in another ink are another way to print this table.
    assert len(made(groups, file, merge=True, ink="black").problems) == 0


def test_piles_from_before_a_row_or_text_was_changed_are_told(groups: Project) -> None:
    """Last week's black pile lies beside the new one in colour, with the day of last week."""

    def told(*rows: str, ink: Ink | Literal[""] = "") -> list[str]:
        file = table(groups, *rows, header="nom;adresse;jour")
        found = made(groups, file, merge=True, ink=ink).problems
        assert all(one.code == "older-file" and one.path.endswith("essai.yaml") for one in found)
        names = [one.message.rpartition(": ")[2] for one in found]
        return [one for one in names if one.endswith("-groupes")]

    before, after = "Foix;Rue X;lundi", "Foix;Rue X;mardi"
    assert told(before) == told(before, ink="black") == []
    assert told(after) == [f"{NAME}-noir-groupes"]
    # Said once, when the others are made; the same rows in another order are no change.
    assert told(after) == []
    assert told(after, ink="black") == []
    assert told("Auch;Rue Y;", after) == [f"{NAME}-noir-groupes"]
    assert told(after, "Auch;Rue Y;", ink="black") == []
    text = groups.content / "tracts/essai.yaml"
    text.write_text(text.read_text("utf-8").replace("Venez", "Allez"), "utf-8")
    assert told(after, "Auch;Rue Y;") == [f"{NAME}-noir-groupes"]
    # Another table is no change of this one.
    other = table(groups, "Pau;Rue P", header="nom;adresse", name="autres")
    assert not made(groups, other, merge=True).problems
    # The federation that rows extend has moved.
    federation = groups.root / "editions/federation.yaml"
    federation.parent.mkdir()
    for address in ("Rue X", "Rue Z"):
        federation.write_text(f"kind: edition\nname: F\naddress: {address}\n", "utf-8")
        file = table(groups, "Foix;federation", header="nom;reprend")
        for ink in ("black", "") if address == "Rue X" else ("",):
            found = made(groups, file, merge=True, ink=ink).problems
    assert [one.message.endswith(f"{NAME}-noir-groupes") for one in found] == [False, True]


def test_papers_of_a_row_that_is_gone_are_told(groups: Project) -> None:
    """A group was renamed in the table: its old folder holds the old address."""
    header = "nom;adresse"
    file = table(groups, "Foix;Rue X", "Auch;Rue Y", header=header)
    assert not made(groups, file, merge=True).problems
    assert not made(groups, file).problems
    table(groups, "Foix-Est;Rue X", "Auch;Rue Y", header=header)
    (one,) = made(groups, file).problems
    assert (one.code, one.path, one.severity) == ("former-group", "out", Severity.INFO)
    assert one.message.endswith(": foix")
    # A row with an error may be that group; another table or edition says nothing of this one.
    table(groups, ";Rue X", "Auch;Rue Y", header=header)
    assert [one.code for one in made(groups, file).problems] == ["table-row"]
    other = table(groups, "Albi;Rue Z", header=header, name="autres")
    assert not made(groups, other).problems
    # A table is renamed each month: what the last one printed is as old.
    renamed = file.with_name("decembre.csv")
    file.rename(renamed)
    merged = "tract-essai-a-couper-groupes.pdf"
    table(groups, "Auch;Rue Y", header=header, name="decembre")
    shown = {one.code: one.message.rpartition(": ")[2] for one in made(groups, renamed).problems}
    assert shown == {"former-group": "foix, foix-est", "former-table": merged}
    # The atelier prints many tables into one folder.
    assert not made(groups, other, owner=groups.root).problems


def test_a_table_that_is_saved_again_in_another_format_is_the_same_table(groups: Project) -> None:
    """Who works on in the workbook keeps the CSV: each of forty sections was refused."""
    rows: list[list[str | float]] = [["nom", "adresse"], ["Foix", "Rue X"], ["Auch", "Rue Y"]]
    old = table(groups, "Foix;Rue Z", "Auch;Rue Y", "Pau;Rue X", header="nom;adresse")
    made(groups, old)
    made(groups, old, merge=True)
    (groups.root / "groupes.xlsx").write_bytes(spreadsheet(rows))
    for merge, built in ((False, "foix/tracts/essai"), (True, "tracts/essai")):
        report = made(groups, groups.root / "groupes.xlsx", merge=merge)
        assert fresh(report) == [built]
        (gone,) = report.problems
        assert gone.code == "former-group" and gone.message.endswith(": pau")


def test_a_table_that_prints_over_the_groups_of_another_is_one_error(groups: Project) -> None:
    """A copy for the next month, beside that of the last: forty errors say the same."""
    february, march = (
        table(groups, *(f"Section {n};Rue {n}{name}" for n in range(6)), header=HEADER, name=name)
        for name in ("fevrier", "mars")
    )
    assert not made(groups, february).problems
    (error,) = made(groups, march).problems
    assert error.code == "taken" and f"/{NAME}.pdf' is there already" in error.message


def test_a_part_of_a_table_tells_of_groups_that_are_gone(groups: Project) -> None:
    """Each group once, by the part that printed it: the joined list has their old papers too."""
    header = "nom;adresse"
    names = [f"Section {number}" for number in range(6)]

    def told(listed: list[str]) -> list[list[str]]:
        file = table(groups, *(f"{name};Rue X" for name in listed), header=header)
        found = []
        for number in (1, 2):
            options = Options(groups.out, roles=("sheets",), lint=False)
            report = build(groups, ("tracts/essai",), (), options, table=file, shard=f"{number}/2")
            gone = [one for one in report.problems if one.code == "former-group"]
            shown = [one.message.rpartition(": ")[2] for one in gone]
            found.append([name for names in shown for name in names.split(", ")])
        return found

    assert told(names) == [[], []]
    first, second = told(names[:1])
    assert sorted(first + second) == [f"section-{number}" for number in range(1, 6)]
    assert all(Shard(1, 2).holds(one) for one in first) and first
    assert all(Shard(2, 2).holds(one) for one in second) and second


def test_a_table_is_printed_and_merged_and_not_again(groups: Project) -> None:
    """A complete run: words, shared objects, the merged file, and which files are built again."""
    report = made(groups, table(groups, *ROWS), merge=True)
    assert not report.problems, report.problems
    slugs = [f"{folder}/tracts/essai" for folder in FOLDERS]
    assert fresh(report) == ["tracts/essai", *slugs]
    files = [groups.out / f"{slug}/{NAME}-{slug.split('/')[0]}.pdf" for slug in slugs]
    words = [text_of(file) for file in files]
    assert "Venez au guichet du pays de Foix." in words[0]
    assert "Venez au guichet de chez vous." in words[1]
    # Signs of markup in a cell are printed as they are.
    assert "Venez au guichet de *Mirepoix*." in words[2]
    assert "Bourse du travail, 09100 Pamiers" in words[1]

    whole = groups.out / f"tracts/essai/{NAME}-groupes.pdf"
    merged, announced = pictures(whole), texts(whole)
    # Two sides of the announcement, then two of the group's sheet: no group is on another's back.
    assert len(merged) == 4 * len(ROWS)
    for index, row in enumerate(("Union locale de Foix", "Section de Pamiers", "Élan de l’Œuvre")):
        front = " ".join(announced[4 * index].split())
        assert f"{index + 1} / 3" in front and "1 feuille suit" in front
        assert row.replace("’", "'") in front.replace("’", "'")
        assert not announced[4 * index + 1].strip()
        assert page_size_mm(whole, 4 * index) == page_size_mm(files[index])
        for side, alone in enumerate(pictures(files[index])):
            # (At the edge of a page's clip, a pixel may differ by two of 256 greys.)
            difference = ImageChops.difference(alone, merged[4 * index + 2 + side])
            assert max(difference.tobytes()) <= 2
    # Objects shared by rows are stored once: the drawing, and whole paragraphs.
    sizes = [file.stat().st_size for file in files]
    assert whole.stat().st_size - sizes[0] < sum(sizes[1:]) / 2
    with pikepdf.open(whole) as pdf:
        assert not pdf.check_pdf_syntax()
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    (entry,) = manifest.listed(groups.out)
    assert (entry["path"], entry["pdf_pages"]) == (f"tracts/essai/{NAME}-groupes.pdf", 12)

    # Whoever prints 5 of each at once gets piles: a copier set to 3 would announce each 3 times.
    assert made(groups, table(groups, *ROWS), merge=True, copies=5).made[0].fresh
    often, said = pictures(whole), texts(whole)
    assert len(often) == 3 * (2 + 2 * 3)
    for group in range(3):
        assert "3 feuilles suivent" in " ".join(said[8 * group].split())
        own = [merged[4 * group + 2].tobytes(), merged[4 * group + 3].tobytes()]
        assert [one.tobytes() for one in often[8 * group + 2 : 8 * group + 8]] == own * 3
    assert made(groups, table(groups, *ROWS), merge=True).made[0].fresh

    # After reordering, only the merged file is built again; after a change, also the row's sheets.
    before = whole.read_bytes()
    assert not fresh(made(groups, table(groups, *ROWS), merge=True))
    assert fresh(made(groups, table(groups, *ROWS[::-1]), merge=True)) == ["tracts/essai"]
    changed = (ROWS[0], ROWS[1].replace("09100", "09101"), ROWS[2])
    assert fresh(made(groups, table(groups, *changed), merge=True)) == [
        "tracts/essai", "section-de-pamiers/tracts/essai",
    ]  # fmt: skip
    assert fresh(made(groups, table(groups, *ROWS), merge=True)) == [
        "tracts/essai", "section-de-pamiers/tracts/essai",
    ]  # fmt: skip
    assert whole.read_bytes() == before


def test_sheets_of_one_side_are_announced_by_one(groups: Project) -> None:
    file = table(groups, *ROWS[:2], header=HEADER.replace(";Section", ";#Section"))
    report = made(groups, file, wanted=("posters/essai",), merge=True)
    assert not report.problems
    (whole,) = (groups.out / "posters/essai").glob("*-a4-groupes.pdf")
    assert ["feuille suit" in text for text in texts(whole)] == [True, False, True, False]


def test_rows_extend_an_edition_or_the_one_that_they_name(groups: Project) -> None:
    folder = groups.root / "editions"
    folder.mkdir()
    (folder / "federation.yaml").write_text("name: F\naddress: Paris\nphone: '01'\n", "utf-8")
    (folder / "autre.yaml").write_text("name: A\naddress: Lyon\nphone: '02'\n", "utf-8")
    file = table(groups, "Foix;", "Pamiers;autre", "Auch;absente", header="nom;reprend")
    rows = judged(groups, file, edition=folder / "federation.yaml")
    assert [one.name for one in rows.good] == ["foix", "pamiers"]
    (problem,) = rows.problems
    assert (problem.code, problem.line, problem.column) == ("missing-edition", 4, 2)
    session = Session(groups)
    for variant, phone in zip(rows.good, ("01", "02"), strict=True):
        from zines.workshop.production import equipment

        group = equipment.group(groups, folder / "federation.yaml", variant)
        assert (group.fields["phone"], group.fields["address"]) == (
            phone, ["Paris" if phone == "01" else "Lyon"],
        )  # fmt: skip
    assert session.project is groups
    assert rows.left_out == {4}
    with pytest.raises(UsageError, match="the rows of a table extend one edition"):
        made(groups, file, "federation", "autre")


def test_all_rows_that_are_left_out_count(groups: Project) -> None:
    """Many rows that miss one edition are told as one problem: a pile lacks all of them."""
    missing = [f"Section {one};1, rue X;absente" for one in "ABCDE"]
    file = table(groups, "Foix;1, rue X;", *missing, header="nom;adresse;reprend")
    rows = judged(groups, file)
    assert len(rows.problems) == 1
    assert rows.left_out == {3, 4, 5, 6, 7}


def test_a_mistake_in_an_edition_is_no_line_of_the_table(groups: Project) -> None:
    folder = groups.root / "editions"
    folder.mkdir()
    (folder / "fausse.yaml").write_text("kind: edition\n" + "\n" * 40 + "namme: x\n", "utf-8")
    file = table(groups, "Foix;1, rue X;", "Auch;1, rue X;fausse", header="nom;adresse;reprend")
    rows = judged(groups, file)
    assert [one.line for one in rows.problems] == [42]
    assert rows.left_out == {3}


def judged(project: Project, file: Path, **more: Any) -> table_editions.Rows:
    session = Session(project)
    options = Options(project.out, **more)
    return table_editions.rows(session, file, session.chosen(("tracts/essai",)), options)


def lines_of(problem: Problem) -> set[int]:
    """Return the lines of a problem of one row or of many, as its message gives them."""
    found = re.search(r" \((?:likewise in )?lines ([-\d, ]+)\)$", problem.message)
    ranges = [one.split("-") for one in found[1].split(", ")] if found else []
    return {problem.line, *(n for a, *b in ranges for n in range(int(a), int((b or [a])[0]) + 1))}


@pytest.mark.parametrize("merge", [False, True])
def test_a_text_that_only_some_groups_make_too_long_says_for_which(
    groups: Project, merge: bool
) -> None:
    """Of 35,000 rows nobody can guess which one has the long name; of all, none is meant."""
    headed = re.sub("headline:.*", 'headline: ["Venez", "{{section}}"]', TRACT)
    add(groups, "tracts/essai", FIELDS + headed)
    long = "un nom de section qui ne tient dans aucun grand titre, quoi que l'on fasse " * 2
    rows = [f"Groupe {one};x;;;{long if one < 2 else 'court'}" for one in range(4)]
    report = made(groups, table(groups, *rows), merge=merge)
    (found,) = (one for one in report.problems if one.code == "copyfit")
    assert found.message.endswith("(for groupe-0, groupe-1)")
    report = made(groups, table(groups, *rows[:2]), merge=merge)
    (found,) = (one for one in report.problems if one.code == "copyfit")
    assert "groupe-0" not in found.message


def test_remarks_that_many_rows_share_are_one_with_all_their_lines(groups: Project) -> None:
    """An officer who typed 18H30 in forty rows mends the column, and reads it once."""
    hours = [f"{17 + n % 3}H30" for n in range(40)]
    rows = [f"Groupe {n};Foix;{hour}" for n, hour in enumerate(hours)]
    result = judged(groups, table(groups, *rows, header="Nom;Adresse;Heure"))
    (problem,) = result.problems
    assert (problem.code, problem.line, problem.column) == ("hour", 2, 3)
    assert "'17H30'" in problem.message and problem.message.endswith("(likewise in lines 3-41)")
    assert lines_of(problem) == set(range(2, 42))


def test_failed_formulas_of_many_rows_are_one_problem(groups: Project) -> None:
    """A lookup that fails in a column fails in most of its cells: not one line is lost."""
    rows = [f"Groupe {n};Foix;{'#N/A' if n % 2 else '01'}" for n in range(9)]
    result = judged(groups, table(groups, *rows, header="Nom;Adresse;Téléphone"))
    (problem,) = result.problems
    assert problem.message.endswith("(lines 3, 5, 7, 9)")
    assert result.left_out == lines_of(problem) == {3, 5, 7, 9}


def test_problems_that_differ_in_words_are_told_apart(groups: Project) -> None:
    """What the first one says is not true of the others."""
    failed = ("#N/A", "#REF!", "#DIV/0!", "#NAME?")
    rows = [f"Groupe {n};Foix;{value}" for n, value in enumerate(failed)]
    result = judged(groups, table(groups, *rows, header="Nom;Adresse;Téléphone"))
    assert [one.line for one in result.problems] == [2, 3, 4, 5]


def test_a_bad_row_is_told_with_its_column_and_stops_no_other(groups: Project) -> None:
    rows = (
        "Foix;;;;",
        "Pamiers;x;1;14 h;",
        "Mirepoix;x;;;",
        "Auch;x;" + "1" * 61 + ";;",
        "Auch;y;;;",
        "Quimper 𓀀;x;;;",
    )
    report = made(groups, table(groups, *rows), roles=("reader",))
    found = [(one.line, one.column, one.code) for one in report.problems]
    assert found == [
        (2, 2, "imprint"),
        (3, 4, "table-cell"),
        (5, 1, "table-row"),
        (6, 1, "table-row"),
        (7, 1, "missing-glyph"),
    ]
    assert {one.path for one in report.problems} == {"groupes.csv"}
    assert report.problems[1].message.startswith("column 'Horaires': ")
    assert report.problems[4].message.startswith("column 'Nom': ")
    done = [one.slug for one in report.made if one.files]
    assert done == ["mirepoix/tracts/essai"]
    # A row that fails when its page is set leaves no folder either.
    assert [one.name for one in sorted(groups.out.iterdir()) if one.is_dir()] == ["mirepoix"]


HOSTILE = (
    "../../../etc/passwd", "..\\..\\windows", "/", ".", "..", "~", "CON", "aux", "nul.pdf", "COM1",
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "-1", "+1", "Sans QR", "noir", "mode d'emploi", "commande",
    "  ", "\u200b", "\u202eabc", "\x07", "\x00", "a\x1b[31m", "<script>alert(1)</script>",
    "%s %n", "{{section}}", "$(reboot)", "`id`", "É" * 300, "x" * 118, "a/" * 60, "团结", "🔥",
    "Élan", "elan", "ÉLAN", "Union  locale", "union-locale", "'", '"', ";", ",", "\t", "\n", "0",
    "null", "true", "1e9", "[@convention-2023]", "*a*", "CoN.txt", "trailing.", "a" * 255,
)  # fmt: skip


def test_a_thousand_hostile_rows_harm_nothing(groups: Project) -> None:
    """Hostile names do not lead out of the folder, replace another row, or raise.

    Only the planning runs: no page is set.
    """
    dice = random.Random(16)
    rows = []
    for number in range(1000):
        name = dice.choice(HOSTILE)
        if number % 3:
            name += dice.choice([f" {number}", f"\n{number}", f"/{number}", str(number)])
        quoted = name.replace('"', '""')
        rows.append(f'"{quoted}";"{dice.choice(HOSTILE).replace(chr(34), "")} 1";;;x')
    result = judged(groups, table(groups, *rows))
    assert len(result.good) > 300
    wrong = [one for one in result.problems if one.severity is Severity.ERROR]
    errors = {line for one in wrong for line in lines_of(one)}
    assert errors == result.left_out
    # Each row is either planned or has a problem with its line, never both.
    lines = {one.line for one in result.good}
    assert not lines & errors
    assert len(lines) + len(errors) == 1000
    folders = [one.name for one in result.good]
    assert len(set(folders)) == len(folders)
    for folder in folders:
        assert not names.fault(folder), folder
        assert folder.isascii() and folder == folder.lower() and "/" not in folder
        assert len(f"tract-essai-imprimeur-{folder}.pdf") < LONGEST_NAME_BYTES
        assert (groups.out / folder).resolve().parent == groups.out.resolve()
    for one in result.problems:
        assert one.path == "groupes.csv" and one.line > 1


def test_a_stopped_run_goes_on_where_it_was(groups: Project) -> None:
    """After Ctrl-C, files are whole, and the next run builds only the rest."""
    file = table(groups, *ROWS)
    options = Options(groups.out, roles=("reader",), lint=False)

    def stop(one: Made, total: int) -> None:
        assert total == 3
        if one.slug.startswith(FOLDERS[1]):
            os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        report = build(groups, ("tracts/essai",), (), options, OnStep(stop), table=file, merge=True)
    finally:
        signal.signal(signal.SIGINT, before)
    assert report.stopped and report.asked == 3
    assert [one.slug.split("/")[0] for one in report.made] == FOLDERS[:2]
    assert not list(groups.out.rglob("*.part"))
    for one in report.made:
        for entry in one.files:
            with pikepdf.open(groups.out / entry["path"]) as pdf:
                assert not pdf.check_pdf_syntax()
    report = made(groups, file, roles=("reader",))
    assert not report.stopped
    assert fresh(report) == [f"{FOLDERS[2]}/tracts/essai"]


def test_records_are_read_once_for_all_rows(
    groups: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the records for each row would take more and more time as they grow."""
    read: list[object] = []
    real = BuildCache.__init__

    def noted(self: BuildCache, *arguments: Any) -> None:
        real(self, *arguments)
        read.append(self._old)

    monkeypatch.setattr(BuildCache, "__init__", noted)
    file = table(groups, "Foix;x", "Pamiers;x", header="nom;adresse")
    made(groups, file)
    assert len({id(one) for one in read}) == 1


def test_parts_of_a_table_are_all_of_it_once_in_any_order(groups: Project) -> None:
    """Each part may be built by another machine: no row may be in two parts or in none."""
    rows = [f"Section {number};x;;;" for number in range(200)]

    def part(word: str, lines: list[str]) -> list[str]:
        shard, session = table_editions.shard_of(word), Session(groups)
        options, documents = Options(groups.out), session.chosen(("tracts/essai",))
        file = table(groups, *lines)
        return [
            one.name for one in table_editions.rows(session, file, documents, options, shard).good
        ]

    parts = [part(f"{number}/3", rows) for number in (1, 2, 3)]
    assert sorted(sum(parts, [])) == sorted(f"section-{number}" for number in range(200))
    assert all(40 < len(one) < 95 for one in parts)
    assert set(part("2/3", rows[::-1])) == set(parts[1])
    assert set(part("2/3", rows[:100])) <= set(parts[1])


def test_a_part_that_holds_no_row_says_so(groups: Project) -> None:
    """With nine machines for one row, eight build nothing, which is not an error."""
    file = table(groups, "Foix;x", header="nom;adresse")
    options = Options(groups.out, ("sheets",), lint=False)
    reports = [
        build(groups, ("tracts/essai",), (), options, table=file, shard=f"{number}/9")
        for number in range(1, 10)
    ]
    empty = [one.problems for one in reports if not one.made]
    assert len(empty) == 8
    for problems in empty:
        assert [one.code for one in problems] == ["shard"]
        assert problems[0].severity is Severity.INFO and "other parts" in problems[0].hint
    assert not next(one for one in reports if one.made).problems


@given(
    st.lists(st.text(max_size=12), unique=True, max_size=40),
    st.integers(min_value=1, max_value=60),
    st.randoms(use_true_random=False),
)
def test_parts_are_disjoint_complete_and_the_same_in_any_order(
    folders: list[str], count: int, dice: random.Random
) -> None:
    def parts(rows: list[str]) -> list[set[str]]:
        shards = [Shard(number, count) for number in range(1, count + 1)]
        return [{row for row in rows if shard.holds(row)} for shard in shards]

    found = parts(folders)
    assert sum(map(len, found)) == len(folders) and set().union(*found) == set(folders)
    dice.shuffle(folders)
    assert parts(folders) == found
    # With an additional row, all other rows stay in their parts.
    more = parts([*folders, "x" * 13])
    assert all(old <= new for old, new in zip(found, more, strict=True))


@pytest.mark.parametrize("word", ["", "0/3", "4/3", "2", "a/b", "1/0", "-1/3", "1/3/3"])
def test_a_part_that_there_is_not_is_told(word: str) -> None:
    with pytest.raises(UsageError, match="is no part of a table: 2/3 is the second of three"):
        table_editions.shard_of(word)


def test_check_takes_a_table_for_what_it_is(groups: Project) -> None:
    file = table(groups, ROWS[0], "Pamiers TODO;x;;;", "Auch;;;;")
    found = [(one.code, one.line, one.column) for one in check(groups, (str(file),))]
    assert found == [("placeholder", 4, 1), ("imprint", 5, 2)]
    # A field of a document that is not named is reported, but does not stop the others.
    found = [
        (one.code, one.line, one.column) for one in check(groups, (str(file), "posters/essai"))
    ]
    assert ("unused-column", 1, 5) in found and ("placeholder", 4, 1) in found
    with pytest.raises(UsageError, match=r"there is no file .*did you mean"):
        check(groups, (str(file.with_name("groupe.csv")),))


def test_signs_that_no_font_has_are_one_problem_a_cell(groups: Project) -> None:
    """Six letters of a word in another script are mended at once; check finds them like pdf."""
    file = table(groups, "Foix 😀🎉;1 rue X, 09000 Foix;ትግርኛ;;")
    (first, second) = check(groups, (str(file), "tracts/essai"))
    assert {first.code, second.code} == {"missing-glyph"}
    assert [(one.line, one.column) for one in (first, second)] == [(2, 1), (2, 3)]
    assert "'😀🎉'" in first.message and "'ትግርኛ'" in second.message
    report = build(groups, ("tracts/essai",), (), Options(groups.out), table=file)
    told = [one for one in report.problems if one.code == "missing-glyph"]
    assert [(one.line, one.column) for one in told] == [(2, 1), (2, 3)]


def test_an_edition_given_as_a_table_is_told(groups: Project) -> None:
    """Its first line would be the name of a column."""
    file = groups.root / "foix.yaml"
    file.write_text("nom: Foix\n", "utf-8")
    with pytest.raises(UsageError, match="an edition goes with --edition"):
        build(groups, (), (), Options(groups.out), table=file)


@pytest.mark.parametrize("sheet", [[210.0, 297.0], [297.0, 210.0], [420.0, 297.0]])
def test_every_group_is_announced_on_one_page(
    sheet: list[float], groups: Project, tmp_path: Path
) -> None:
    """With two pages, all later announcements would be before the sheets of another group."""
    names = {"name": "Würmtal " * 15, "place": "Œuvre " * 20}
    long = Variant("x", Path("x"), 2, values_as_json(names))
    short = Variant("y", Path("x"), 3, values_as_json({"name": "W" * 120, "place": ""}))
    entry: FileEntry = {"title": "Nous voulons des guichets. " * 14, "sheet_mm": sheet}
    pile = SharedPages()
    signs = announcing.signs_of((long, short))
    sheets = announcing.Announcing(Session(groups).typesetter, pile, signs, "2026-11-28")
    announced = [
        announcing.announced(one, at, 2, 4800, 2400) for at, one in enumerate((long, short), 1)
    ]
    sheets.set(announced, entry)
    for at in range(2):
        sheets.add(at, entry)
    file = tmp_path / "a.pdf"
    file.write_bytes(pile.finished(Properties("Essai", "fr", "2026-11-28", None)))
    read = [" ".join(text.split()) for text in texts(file)]
    assert len(read) == 2
    for number, text in enumerate(read, 1):
        assert f"{number} / 2" in text and "2400 feuilles suivent" in text
        assert "4800 exemplaires" in text
        assert "et ne se distribue pas." in text


def test_check_tells_columns_that_no_page_of_the_documents_shows(groups: Project) -> None:
    """Users should know if the values of a column are not printed on any of the documents."""
    header = "Nom;Adresse;Téléphone;Heure;Horaires"
    file = table(groups, "Foix;Rue X;;18 h;", "Auch;Rue Y;05 62;;lundi : 14 h", header=header)
    unused = [one for one in check(groups, (str(file), "tracts/essai")) if one.line == 1]
    assert [(one.code, one.column) for one in unused] == [("unused-column", 5)]


def test_a_pile_hides_no_edition_of_the_same_name(groups: Project) -> None:
    file = table(groups, "Foix;x", header="nom;adresse")
    edition = groups.root / "groupes.yaml"
    edition.write_text("name: Groupes\naddress: Foix\n", "utf-8")
    options = Options(groups.out, roles=("sheets",), lint=False)
    assert not build(groups, ("tracts/essai",), (str(edition),), options).problems
    assert [one.code for one in made(groups, file, merge=True).problems] == ["taken"]
    assert [one.code for one in made(groups, file, merge=True, force=True).problems] == []
    report = build(groups, ("tracts/essai",), (str(edition),), options)
    assert [one.code for one in report.problems] == ["taken"]


def test_without_a_table_there_is_nothing_to_merge(groups: Project) -> None:
    options = Options(groups.out, lint=False)
    with pytest.raises(UsageError, match="--merge, --shard and --scheduler go with --variants"):
        build(groups, ("tracts/essai",), (), replace(options, roles=("sheets",)), merge=True)


def test_a_table_of_a_header_alone_is_told(groups: Project) -> None:
    """Otherwise nothing would be built, without a problem."""
    file = table(groups, ";;;;")
    (problem,) = check(groups, (str(file),))
    assert (problem.code, problem.line, problem.message) == ("table", 1, "the table has no rows")
    with pytest.raises(ProblemError, match="the table has no rows"):
        made(groups, file)


def test_another_sheet_may_have_been_meant(groups: Project) -> None:
    """The first sheet of many workbooks explains how to fill in the second."""
    file = groups.root / "groupes.xlsx"
    file.write_bytes(spreadsheet([["nom"], ["Foix"]], before="visible"))
    wrong, remark = sorted(check(groups, (str(file),)), key=lambda one: one.severity)
    assert "the column '1.0' fills in nothing" in wrong.message
    assert (remark.severity, remark.hint) == (Severity.INFO, "these are not: Sections")


def test_an_empty_part_is_not_all_of_a_table(groups: Project) -> None:
    """As with ``--shard "$PART"`` if PART is empty: each machine would build everything."""
    file, options = table(groups, "Foix;x", header="nom;adresse"), Options(groups.out)
    with pytest.raises(UsageError, match="'' is no part of a table"):
        build(groups, ("tracts/essai",), (), options, table=file, shard="")


COPIES = "Nom;Adresse;Téléphone;Horaires;Section;Exemplaires"


def test_each_group_has_its_own_number_of_copies_in_the_pile(groups: Project) -> None:
    """Sections differ in size: at the copier, set to 1, each pile has as many as its section."""
    rows = [f"{row};{many}" for row, many in zip(ROWS, (6, 2, ""), strict=True)]
    report = made(groups, table(groups, *rows, header=COPIES), merge=True)
    (warning,) = report.problems
    assert (warning.code, warning.line, warning.column) == ("copies", 5, 6)
    assert "(line 5)" in warning.message and warning.severity is Severity.WARNING
    assert sorted(report.copies.values()) == [2, 6]
    said = [" ".join(one.split()) for one in texts(groups.out / f"tracts/essai/{NAME}-groupes.pdf")]
    # Two sides of the announcement, then the sheets, two copies on each: 3, 1 and, unknown, 1.
    assert len(said) == (2 + 2 * 3) + (2 + 2) + (2 + 2)
    assert "6 exemplaires" in said[0] and "3 feuilles suivent" in said[0]
    assert "2 exemplaires" in said[8] and "1 feuille suit" in said[8]
    assert "exemplaire" not in said[12] and "1 feuille suit" in said[12]

    # A number for all counts where a row has none; another number in a row is another pile.
    again = made(groups, table(groups, *rows, header=COPIES), merge=True, copies=8)
    assert not again.problems and again.made[0].fresh
    said = [" ".join(one.split()) for one in texts(groups.out / f"tracts/essai/{NAME}-groupes.pdf")]
    assert "6 exemplaires" in said[0] and "8 exemplaires" in said[12]
    # A column that nobody has filled in says nothing.
    empty = [f"{row};" for row in ROWS]
    assert not judged(groups, table(groups, *empty, header=COPIES)).problems
    more = [f"{rows[0]}0", *rows[1:]]
    assert made(groups, table(groups, *more, header=COPIES), merge=True, copies=8).made[0].fresh


def test_the_order_of_each_group_asks_for_its_own_copies(groups: Project) -> None:
    file = table(groups, "Foix;1, rue X;350", "Pamiers;2, rue X;", header="nom;adresse;quantité")
    made(groups, file, roles=("press",), copies=500)
    orders = sorted(groups.out.rglob("*-commande.pdf"))
    assert ["Quantité 350" in text_of(one) for one in orders] == [True, False]
    assert "Quantité 500" in text_of(orders[1])


def test_a_group_with_many_copies_fills_no_other_lot(
    groups: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lots are counted by the sheets of each group, not by those of the largest."""
    monkeypatch.setattr(merged_sheets, "_MOST_SHEETS", 4)
    rows = [f"{row};{many}" for row, many in zip(ROWS, (8, 2, 4), strict=True)]
    made(groups, table(groups, *rows, header=COPIES), merge=True)
    piles = [groups.out / f"tracts/essai/{NAME}-groupes-lot-{number}.pdf" for number in (1, 2)]
    assert [len(texts(file)) for file in piles] == [2 + 2 * 4, (2 + 2) + (2 + 2 * 2)]


def test_who_merges_what_is_no_sheets_is_told(groups: Project) -> None:
    """Otherwise users would notice the missing file only at the copier."""
    file = table(groups, "Foix;x", header="nom;adresse")
    (problem,) = made(groups, file, merge=True, roles=("reader",)).problems
    assert (problem.code, problem.severity) == ("nothing-to-merge", Severity.WARNING)
    assert "no sheets were made" in problem.message and "--role" in problem.hint
    # Nobody has asked for a role here: a risograph has plates.
    (problem,) = made(groups, file, merge=True, roles=(), ink="riso").problems
    assert "leave out --merge" in problem.hint and "--role" not in problem.hint


def test_an_edition_that_many_rows_miss_is_told_once(groups: Project) -> None:
    """A federation without a file is one thing to mend: forty lines about it hide all others."""
    names = [f"Section {letter};1, rue X;Ain" for letter in "ABCDEF"]
    file = table(groups, *names[:4], "B;1, rue X;", *names[4:], header="nom;adresse;reprend")
    (problem,) = made(groups, file).problems
    assert problem.line == 2 and problem.message.endswith(" (lines 2-5, 7-8)")
    # Few are named one by one, each with its line.
    few = table(groups, *names[:3], header="nom;adresse;reprend")
    assert [one.line for one in made(groups, few).problems] == [2, 3, 4]
