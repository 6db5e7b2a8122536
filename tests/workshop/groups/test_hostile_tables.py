"""A federation and three sections in four files, and a table with hostile values."""

from __future__ import annotations

import csv
import io
import random

import pytest

from tests.helpers import POSTER, add, page_count
from tests.workshop.groups.test_variants import HOSTILE, lines_of
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import Project

SECTIONS = ("foix", "pamiers", "mirepoix")
PANEL = "panel: {title: Ici, labels: [{label: Téléphone, edition: phone}]}\n"
HEADER = ("nom", "adresse", "téléphone", "horaires", "reprend", "#note")
WORSE = (
    "x" * 10_000, "مرحبا", "שלום", "\u202e\u2066abc", "👩🏽‍🌾", "=HYPERLINK(\"http://x\")", '"""',
    "Élan\u200dvert", "a\r\nb\rc", "../../x", "..", "\ufeff", "\ud7ff", "\u0000",
)  # fmt: skip


@pytest.fixture
def federation(project: Project) -> Project:
    folder = project.root / "editions"
    folder.mkdir()
    (folder / "federation.yaml").write_text(
        "nom: Fédération\nadresse: 75000 Paris\ntelephone: '01'\n", "utf-8"
    )
    for name in SECTIONS:
        (folder / f"{name}.yaml").write_text(f"reprend: federation\nnom: Section {name}\n", "utf-8")
    add(project, "posters/essai", POSTER + PANEL)
    return project


def _hostile(count: int, *, each: bool = False) -> list[list[str]]:
    """Return rows with hostile values: if ``each``, every value once as a name, else at random."""
    dice = random.Random(16)
    words = [*HOSTILE, *WORSE]
    rows = []
    for number in range(count):
        # (Rows with the same name are all refused, because they are ambiguous.)
        name = words[number] if each else f"{dice.choice(words)} {number if number % 9 else 0}"
        phone = dice.choice(["", "01", "01", dice.choice(words)])
        hours = dice.choice(["", "", "", "lundi : 14 h", dice.choice(words)])
        section = dice.choice(["", "", "", *SECTIONS, *SECTIONS, "absente", "../x"])
        row = [name, "1 rue X", phone, hours, section, dice.choice(["", dice.choice(words)])]
        # Some rows lack cells at the end, and some have one too many.
        rows.append(row[: dice.choice([2, 3, 6, 6, 6])] if number % 8 else [*row, "x"])
    return rows


def _printed(project: Project, rows: list[list[str]], options: Options) -> BuildReport:
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    file = project.root / "groupes.csv"
    file.write_bytes(out.getvalue().encode())
    return build(project, ("posters/essai",), ("federation",), options, table=file)


def _judge(project: Project, report: BuildReport, rows: list[list[str]]) -> tuple[int, int]:
    """Check that each row is built or has a problem at its place; return the number of each."""
    reader = csv.reader(
        io.StringIO((project.root / "groupes.csv").read_bytes().decode(), ""), delimiter=";"
    )
    begins = [1]
    for _ in reader:
        begins.append(reader.line_num + 1)
    lines = begins[1:-1]
    assert len(lines) == len(rows)
    errors = [one for one in report.problems if one.severity is Severity.ERROR]
    for one in report.problems:
        assert one.path == "groupes.csv" and one.line >= 1, one
        if one.severity is Severity.ERROR:
            assert one.column >= 1, one
    refused = {line for one in errors for line in lines_of(one)}
    assert refused <= set(lines), refused - set(lines)
    good = [one for one in report.made if one.files]
    for made in good:
        (entry,) = made.files
        file = project.out / entry["path"]
        assert file.resolve().is_relative_to(project.out.resolve()) and page_count(file) == 1
    assert len(good) + len(refused) == len(rows)
    # PDFs are only in the folders of built rows, one in each folder.
    there = [path.relative_to(project.out).parts[0] for path in project.out.rglob("*.pdf")]
    assert sorted(there) == sorted(made.slug.split("/")[0] for made in good)
    return len(good), len(refused)


def test_four_files_of_editions_are_printed_each_into_its_folder(federation: Project) -> None:
    options = Options(federation.out, roles=("reader",), lint=False)
    report = build(federation, ("posters/essai",), (str(federation.root / "editions"),), options)
    assert not report.problems
    assert {made.slug.split("/")[0] for made in report.made} == {"federation", *SECTIONS}


def test_hostile_rows_are_printed_or_told(federation: Project) -> None:
    """Each hostile value is built once; test_variants.py only plans a thousand rows."""
    rows = _hostile(len(HOSTILE) + len(WORSE), each=True)
    rows += [["Un fil", "1 rue X", "01 👩🏽\u200d🌾", "", "", ""]]
    options = Options(federation.out, roles=("reader",), lint=False)
    good, refused = _judge(federation, _printed(federation, rows, options), rows)
    assert good > 10 and refused > 20


def thousand(project: Project) -> tuple[int, int]:
    """Build a thousand rows (run by hand: it takes a minute); return the numbers as _judge does."""
    rows = _hostile(1000)
    options = Options(project.out, roles=("reader",), lint=False)
    return _judge(project, _printed(project, rows, options), rows)
