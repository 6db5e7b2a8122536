"""Organisations and editions, and the requirements of French law for editions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ASSETS, ROOT
from tests.manuscript.conftest import places, refusal, shown, write
from zines.base.options import OF_GROUP
from zines.base.problems import Problem
from zines.base.search_path import SearchPath
from zines.manuscript.groups import organisation
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.text import characters

FULL = """\
name: Collectif "des guichets"
place: Saint-Étienne
address: |
  12, rue de l'École
  42000 Saint-Étienne
email: contact@guichets.fr
site: https://guichets.fr/nous/
phone: "01 23 45 67 89"
date: 1er mai\u00a02024
"""
#: Fields with a pattern that spaces do not match.
FORMED = ["email", "site", "logo"]
FIELDS = ["name", "place", "address", "email", "site", "phone", "logo", "date"]


def load(folder: Path, text: str, *, edition: bool = True) -> Organisation:
    file = write(folder / "content" / "groupe-local.yaml", text)
    return organisation.load(file, "groupe.yaml", SearchPath((folder / "assets",)), edition=edition)


def refused(folder: Path, text: str, *, edition: bool = True) -> list[Problem]:
    return refusal(lambda: load(folder, text, edition=edition))


def test_a_full_edition(tmp_path: Path) -> None:
    found = load(tmp_path, FULL)
    assert shown(characters(found.fields["name"])) == "Collectif «_des guichets_»"
    # (A post code and its town stay on one line.)
    assert found.fields["address"] == ["12,\u00a0rue de l'École", "42000\u00a0Saint-Étienne"]
    assert found.fields["email"] == {
        "address": "mailto:contact@guichets.fr",
        "segments": ["contact", "@guichets.fr"],
    }
    assert found.fields["site"] == {
        "address": "https://guichets.fr/nous/",
        "segments": ["guichets.fr/", "nous"],
    }
    assert shown(found.fields["phone"]) == "01~23~45~67~89"
    assert characters(found.fields["date"]) == "1er\u00a0mai\u00a02024"
    assert "logo" not in found.fields and not found.pictures


def test_the_catalogue_as_it_is_shipped_knows_nothing() -> None:
    file = ROOT / "content" / "organisation.yaml"
    found = organisation.load(file, "organisation.yaml", ASSETS, edition=False)
    assert found == Organisation({}, {})


def test_a_group_may_say_that_its_file_is_an_edition(tmp_path: Path) -> None:
    # The line makes no difference to the result.
    assert load(tmp_path, FULL + "kind: edition\n") == load(tmp_path, FULL)
    (problem,) = refused(tmp_path, FULL + "kind: tract\n")
    assert (problem.code, problem.line) == ("wrong-value", FULL.count("\n") + 1)


HOURS = """\
horaires:
  - {jours: lundi et jeudi, heures: "9 h à 12 h"}
  - {jours: 1er samedi, heures: ""}
langues: [français, ""]
evenements:
  - {titre: Assemblée, jour: jeudi 12 mars, adresse: 4 cours Hugo, url: "https://exemple.fr/ag"}
imprime_par: {nom: Imprimerie, adresse: "4 rue\\n35000 Rennes"}
affiche_par: nous-mêmes
signature: Le bureau
commande: {papier: recyclé, livraison: ""}
"""


def test_what_a_group_says_of_its_days(tmp_path: Path) -> None:
    found = load(tmp_path, FULL + HOURS)
    fields = found.fields
    assert [[shown(characters(part)) for part in one.values()] for one in fields["hours"]] == [
        ["lundi et jeudi", "9~h à 12~h"],
        ["1er samedi"],
    ]
    assert [characters(one) for one in fields["languages"]] == ["français"]
    (event,) = fields["events"]
    assert list(event) == ["title", "day", "address", "url"]
    assert event["url"]["segments"] == ["exemple.fr/", "ag"]
    assert fields["printed_by"]["address"] == ["4\u00a0rue", "35000\u00a0Rennes"]
    assert fields["posted_by"] == {"ourselves": True}
    # The order is for the print shop, and is not printed on pages.
    assert found.order == {"paper": "recyclé"} and "order" not in fields


def test_an_event_without_a_page_and_a_printer_without_an_address(tmp_path: Path) -> None:
    """Who prints is printed with name and address, or not at all (29 juillet 1881, art. 3)."""
    text = "evenements:\n  - {titre: Fête, jour: samedi}\n  - {titre: AG, jour: lundi}\n"
    # Lists whose items are all left to be filled in by hand are not printed either.
    text += "languages: [___, ___]\n"
    found = load(tmp_path, FULL + text + "printed_by: {name: ___, address: 4 rue}\n")
    assert [list(one) for one in found.fields["events"]] == [["title", "day"]] * 2
    assert not {"printed_by", "languages"} & {*found.fields}


@pytest.mark.parametrize(
    ("colour", "inks"),
    [
        # Black is what the inks have in common, and the other inks are shares of what is left
        # (PostScript Language Reference, 7.2.3 and 7.2.4).
        ("#000000", [0, 0, 0, 100]),
        ("#cc0000", [0, 100, 100, 20]),
        ("#003366", [100, 50, 0, 60]),
        ("#5B2A86", [32, 69, 0, 47]),
        ("#1a6b3c", [76, 0, 44, 58]),
        # The palest grey, red and green on which small letters are read (WCAG 2.2, 1.4.3).
        ("#727272", [0, 0, 0, 55]),
        ("#df1030", [0, 93, 78, 13]),
        ("#008330", [100, 0, 63, 49]),
        # A tint of 5 % is darker than paper: magenta there is not read where it is on paper.
        ("#c500c5", [0, 100, 0, 23]),
        ("#c9422a", [0, 67, 79, 21]),
        ("#c600c6", None),
        ("#737373", None),
        ("#e01030", None),
        ("#008430", None),
    ],
)
def test_the_colour_of_a_group_in_inks(colour: str, inks: list[int] | None, tmp_path: Path) -> None:
    text = f"{FULL}couleur: '{colour}'\n"
    if inks:
        assert load(tmp_path, text).fields["colour"] == inks
    else:
        (problem,) = refused(tmp_path, text)
        assert places([problem]) == [("pale-colour", FULL.count("\n") + 1, 10)]
        assert f"white letters on '{colour}'" in problem.message


def test_what_is_wrong_does_not_count_as_missing(tmp_path: Path) -> None:
    """The name and the address of a file with another fault are there."""
    assert [one.code for one in refused(tmp_path, FULL + "couleur: rouge\n")] == ["wrong-form"]
    found = refused(tmp_path, "name: a\naddress: ' '\nlogo: c.png\n")
    assert sorted(one.code for one in found) == ["imprint", "missing-picture"]


EMPTY = ['""', "''", '" "', '"\\n"', "|\n  \n"]


@pytest.mark.parametrize(
    ("key", "empty"),
    [
        *((key, empty) for key in FIELDS if key not in FORMED for empty in EMPTY),
        *((key, empty) for key in FORMED for empty in EMPTY[:2]),
    ],
)
def test_what_is_empty_is_absent(tmp_path: Path, key: str, empty: str) -> None:
    assert load(tmp_path, f"{key}: {empty}", edition=False) == Organisation({}, {})


def test_an_address_has_no_empty_lines(tmp_path: Path) -> None:
    found = load(tmp_path, "name: a\naddress: |\n\n  1, rue b  \n\n\n  42000 C\n\n")
    assert found.fields["address"] == ["1,\u00a0rue b", "42000\u00a0C"]


@pytest.mark.parametrize("form", ["|\n  {}\n", ">\n  {}\n", ">-\n  {}\n", '"{}"'])
@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("email", "a@b.fr", "mailto:a@b.fr"),
        ("site", "https://b.fr", "https://b.fr"),
        ("phone", "01 23", "01 23"),
    ],
)
def test_line_ends_are_no_part_of_a_field(
    tmp_path: Path, key: str, text: str, expected: str, form: str
) -> None:
    found: Any = load(tmp_path, f"{key}: {form.format(text)}", edition=False).fields[key]
    assert (found["address"] if isinstance(found, dict) else found) == expected
    assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("name: a", ["address"]),
        ("address: a", ["name"]),
        ("place: a", ["name", "address"]),
        ("name: ''\naddress: ''", ["name", "address"]),
        ("name: ' '\naddress: |\n  \n", ["name", "address"]),
    ],
)
def test_an_edition_names_the_group_and_its_address(
    tmp_path: Path, text: str, keys: list[str]
) -> None:
    problems = refused(tmp_path, text)
    assert [problem.code for problem in problems] == ["imprint"] * len(keys)
    for key, problem in zip(keys, problems, strict=True):
        assert f"'{key}'" in problem.message
        assert "29 juillet 1881" in problem.hint and "art. 3" in problem.hint
    load(tmp_path, text, edition=False)


def test_an_empty_field_of_the_imprint_is_shown_where_it_stands(tmp_path: Path) -> None:
    assert places(refused(tmp_path, "name: a\naddress: ''")) == [("imprint", 2, 10)]


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    text = "phone: 0123456789\nemial: a\nsite: b.fr\nlogo: c.png\nname: d\ncolour: '#ffcc00'\n"
    assert sorted(places(refused(tmp_path, text))) == [
        ("imprint", 1, 1),
        ("missing-picture", 4, 7),
        ("pale-colour", 6, 9),
        ("unknown-key", 2, 1),
        ("wrong-form", 3, 7),
        ("yaml-ambiguous", 1, 8),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name:", ("empty-value", 1, 6)),
        ("name: 1984", ("wrong-type", 1, 7)),
        ("name: null", ("yaml-ambiguous", 1, 7)),
        ("name: ~", ("yaml-ambiguous", 1, 7)),
        ("address: [a, b]", ("wrong-type", 1, 10)),
        ("email: a.fr", ("wrong-form", 1, 8)),
        ("email: a@exemple,fr", ("wrong-form", 1, 8)),
        # (No mail reaches a domain of one word: the ending was cut off.)
        ("email: a@exemple", ("wrong-form", 1, 8)),
        ("email: a@exemple.fr;b@exemple.fr", ("wrong-form", 1, 8)),
        ("site: javascript:x", ("wrong-form", 1, 7)),
        ("logo: " + "x" * 300, ("wrong-name", 1, 7)),
        ("logo: ./", ("missing-picture", 1, 7)),
        ("printed_by: moi", ("wrong-form", 1, 13)),
        # The law requires the printer's address too (29 juillet 1881, art. 3).
        ("printed_by: {name: Imprimerie}", ("missing-key", 1, 13)),
        ("posted_by: [a]", ("wrong-type", 1, 12)),
        ("hours: lundi", ("wrong-type", 1, 8)),
        ("hours:\n  - {times: 9 h}", ("missing-key", 2, 5)),
        ("events:\n  - {title: AG}", ("missing-key", 2, 5)),
        ("events:\n  - {title: AG, day: jeudi, url: exemple.fr}", ("wrong-form", 2, 34)),
        ("order: {papier: a, weight: 9}", ("unknown-key", 1, 20)),
    ],
)
def test_a_refusal(tmp_path: Path, text: str, place: tuple[str, int, int]) -> None:
    assert places(refused(tmp_path, text, edition=False)) == [place]


@pytest.mark.parametrize(
    ("logo", "hint"),
    [
        # As Windows and web pages give a picture's address to who copies it.
        (r"C:\Users\Moi\logo.png", "its name alone: logo.png"),
        ("https://exemple.fr/logo.png", "its name alone: logo.png"),
        ("images/con.png", "give the file another name"),
        ("x" * 300, "give the file another name"),
    ],
)
def test_a_logo_with_a_path_of_another_place_is_to_be_copied(
    tmp_path: Path, logo: str, hint: str
) -> None:
    (problem,) = refused(tmp_path, f"logo: {logo}", edition=False)
    assert problem.code == "wrong-name" and hint in problem.hint


@pytest.mark.parametrize("typed", ["Logo.PNG", "lgo.png", "images/LOGO.png"])
def test_a_logo_of_nearly_that_name_is_suggested(tmp_path: Path, typed: str) -> None:
    """Windows finds Logo.PNG where logo.png is; the machine of the others does not."""
    for folder in ("content", "content/images"):
        write(tmp_path / folder / "logo.png", "")
    write(tmp_path / "content/logo.yaml", "")
    (problem,) = refused(tmp_path, f"logo: {typed}", edition=False)
    meant = typed.lower().replace("lgo", "logo")
    assert problem.code == "missing-picture" and problem.hint == f"did you mean '{meant}'?"


def test_a_logo_lies_beside_the_file_or_in_assets(tmp_path: Path) -> None:
    write(tmp_path / "assets" / "logo.png", "assets")
    found = load(tmp_path, "logo: logo.png", edition=False)
    assert found.pictures == {OF_GROUP + "logo.png": tmp_path / "assets" / "logo.png"}
    write(tmp_path / "content" / "logo.png", "beside")
    found = load(tmp_path, "logo: logo.png", edition=False)
    assert found.pictures[OF_GROUP + "logo.png"].read_text() == "beside"
    assert found.fields["logo"] == OF_GROUP + "logo.png"


@pytest.mark.parametrize(
    ("line", "written"),
    [("site: exemple.fr", '"https://exemple.fr"'), ("colour: 9c1b26", '"#9c1b26"')],
)
def test_what_lacks_its_first_signs_is_told_with_them(
    line: str, written: str, tmp_path: Path
) -> None:
    (problem,) = refused(tmp_path, f"name: A\naddress: B\n{line}\n")
    assert problem.code == "wrong-form" and f"write it as {written}." in problem.hint


def test_an_edition_has_the_keys_of_a_table_for_post_code_and_town(tmp_path: Path) -> None:
    """A secretary copies a row of the table: what is a column there is a key here."""
    text = "nom: Section\nadresse: 1, rue X\ncode_postal: '09000'\nville: Foix\n"
    fields = load(tmp_path, text).fields
    assert fields["address"] == ["1,\u00a0rue X", "09000\u00a0Foix"]
    assert characters(fields["place"]) == "Foix" and "town" not in fields
    (problem,) = refused(tmp_path, "nom: Section\nville: Foix\n")
    assert problem.code == "imprint"
