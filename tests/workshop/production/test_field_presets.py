"""Form fields with values from an edition or a row of a table: they stay fields and show them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.helpers import add, texts
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.groups.edition_builds import build as build_editions
from zines.workshop.listing import listing
from zines.workshop.project import Project

LETTER = """\
layout: letter
title: Une lettre
date: "2026-11-24"
description: Un essai.
sender: [Prénom et nom, Rue]
recipient: [À la caisse, "___"]
subject: un essai
salutation: Madame, Monsieur
body: |
  Bonjour.
details:
  - {label: Je demande, choices: [une copie, un rendez-vous]}
  - {label: Né·e le, comb: [2, 2, 4]}
  - {label: Mes raisons, lines: 3}
closing: Salutations.
signature: Signature
guide:
  kicker: À garder
  headline: [À garder]
  parts: [{title: Comment, body: Comme cela.}]
"""
GROUP = """\
kind: edition
name: Union locale
address: |
  Bourse du travail
  42000 Saint-Étienne
place: Saint-Étienne
date: novembre 2026
"""
PRESETS = """\
fields:
  prenom-et-nom: Élise Œuvrard
  je-demande-une-copie: oui
  je-demande-un-rendez-vous: non
  ne-e-le-jour: "14"
  mes-raisons: |
    Ça coûte 12 €.
    Et l’été ?
"""


def made(project: Project, **options: Any) -> Path:
    report = build(project, ("lettres/essai",), Options(project.out, roles=("reader",), **options))
    assert not report.problems, report.problems
    (entry,) = report.made[0].files
    return project.out / entry["path"]


def values(file: Path) -> dict[str, str]:
    with pikepdf.open(file) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        return {str(one.T): str(one.V) for one in fields if "/V" in one and str(one.V) != "/Off"}


@pytest.fixture
def letter(project: Project) -> Project:
    add(project, "lettres/essai", LETTER)
    return project


def edition(project: Project, text: str = PRESETS) -> Path:
    file = project.root / "union.yaml"
    file.write_text(GROUP + text, "utf-8")
    return file


def test_an_edition_fills_in_fields_by_their_names(letter: Project) -> None:
    file = made(letter, edition=edition(letter))
    assert values(file) == {
        "prenom-et-nom": "Élise Œuvrard",
        "je-demande-une-copie": "/Oui",
        "ne-e-le-jour": "14",
        "mes-raisons": "Ça coûte 12 €.\nEt l’été ?",
    }
    # They can be edited, and viewers show and print them: appearance stream and print flag (bit 3).
    with pikepdf.open(file) as pdf:
        for one in pdf.Root.AcroForm.Fields:
            assert int(one.F) & 4 and not int(one.get("/Ff", 0)) & 1
            if str(one.FT) == "/Tx" and "/V" in one:
                assert b" Tj" in one.AP.N.read_bytes() and "/Font" in one.AP.N.Resources
    # Sheets keep their blank lines for a pen.
    sheets = Options(letter.out, roles=("sheets",), edition=edition(letter))
    (entry, *_) = build(letter, ("lettres/essai",), sheets).made[0].files
    assert "fields" not in entry and "Œuvrard" not in " ".join(texts(letter.out / entry["path"]))


def test_nothing_is_guessed_and_the_day_is_left_free(letter: Project) -> None:
    """The group's name, town and date are not those of the person who writes the letter."""
    assert values(made(letter, edition=edition(letter, ""))) == {}
    assert values(made(letter)) == {}


def test_a_letter_of_the_group_has_its_sender_printed_and_its_day_free(letter: Project) -> None:
    """Known values are printed as text, also on sheets; the date stays a field."""
    add(letter, "lettres/essai", LETTER + "sender_is_group: true\n")
    file = made(letter, edition=edition(letter, "phone: '04 77 00 00 00'\n"))
    with pikepdf.open(file) as pdf:
        names = [str(one.T) for one in pdf.Root.AcroForm.Fields]
    assert "date" in names and not {"prenom-et-nom", "rue", "lieu"} & set(names)
    page = texts(file)[0].replace("\u00a0", " ")
    assert all(one in page for one in ("Union locale", "42000 Saint-Étienne", "04 77 00 00 00"))
    assert values(file) == {}


def test_another_value_makes_another_file_and_no_other_document(letter: Project) -> None:
    first = made(letter, edition=edition(letter))
    assert values(first)["prenom-et-nom"] == "Élise Œuvrard"
    again = made(letter, edition=edition(letter, "fields: {prenom-et-nom: Ali Ben}\n"))
    assert again == first and values(again) == {"prenom-et-nom": "Ali Ben"}


def test_a_row_of_a_table_fills_them_in(letter: Project) -> None:
    table = letter.root / "cas.csv"
    table.write_text(
        "nom;adresse;champ.prenom-et-nom;Champ : Je demande une copie\n"
        "UL Loire;rue A / 42000 Saint-Étienne;Zoë L’Hœillet;oui\n"
        "UL Ain;rue B / 01000 Bourg;;non\n",
        "utf-8",
    )
    options = Options(letter.out, roles=("reader",))
    report = build_editions(letter, ("lettres/essai",), (), options, table=table)
    assert not report.problems
    found = {file.parts[-4]: values(file) for file in sorted(letter.out.rglob("*.pdf"))}
    assert found == {
        "ul-ain": {},
        "ul-loire": {"prenom-et-nom": "Zoë L’Hœillet", "je-demande-une-copie": "/Oui"},
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fields: {ne-e-le-jour: '140'}", "the field 'ne-e-le-jour' takes 2 signs"),
        ("fields: {je-demande-une-copie: peut-être}", "is a box to tick"),
        ("fields: {rue: Çağlayan}", "cannot be filled in with 'ğ'"),
        (f"fields: {{rue: {'rue de la République ' * 6}}}", "too long"),
    ],
)
def test_what_cannot_stand_there_stops_the_document_in_words(
    letter: Project, text: str, expected: str
) -> None:
    file = edition(letter, text)
    options = Options(letter.out, roles=("reader",), edition=file)
    report = build(letter, ("lettres/essai",), options)
    (problem,) = [one for made in report.made for one in made.problems]
    assert problem.code == "field-value" and expected in problem.message
    assert not list(letter.out.rglob("*.pdf"))


def test_a_slip_of_a_name_is_told(letter: Project) -> None:
    file = edition(letter, "fields: {prenom-et-non: Zoë, classe: CM2}\n")
    report = build(letter, ("lettres/essai",), Options(letter.out, roles=("reader",), edition=file))
    (problem,) = [one for made in report.made for one in made.problems]
    assert (problem.code, problem.hint) == ("field-name", "did you mean 'prenom-et-nom'?")
    assert "prenom-et-non" in problem.message


def test_the_list_and_the_manifest_name_the_fields(letter: Project) -> None:
    (row,) = [one for one in listing(letter)[0] if one["slug"] == "lettres/essai"]
    assert not [one for one in row["outputs"] if "fields" in one]
    made(letter)
    manifest = json.loads((letter.out / "manifest.json").read_text("utf-8"))
    (entry,) = manifest["documents"][0]["files"]
    (row,) = [one for one in listing(letter)[0] if one["slug"] == "lettres/essai"]
    (reader,) = [one for one in row["outputs"] if one["role"] == "reader"]
    assert reader["fields"] == entry["fields"]
    # (The page to keep has room for sixteen calls or visits.)
    columns = ("le-a", "avec-nom-service", "ce-qui-a-ete-dit")
    calls = {f"{one}-ligne-{number}": "text" for number in range(1, 17) for one in columns}
    assert {one["name"]: one["kind"] for one in entry["fields"]} == {
        "prenom-et-nom": "text",
        "rue": "text",
        "destinataire-ligne-1": "text",
        "lieu": "text",
        "date": "text",
        "je-demande-une-copie": "tick",
        "je-demande-un-rendez-vous": "tick",
        "ne-e-le-jour": "comb",
        "ne-e-le-mois": "comb",
        "ne-e-le-annee": "comb",
        "mes-raisons": "multi-line",
    } | calls
