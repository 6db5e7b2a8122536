"""Editions that extend others: values of a federation are inherited by its sections."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscript.conftest import places, refusal, shown, write
from zines.base.options import OF_GROUP
from zines.base.problems import Problem
from zines.base.search_path import SearchPath
from zines.base.variants import Variant, values_as_json
from zines.manuscript.groups import organisation
from zines.manuscript.groups.edition_chain import EditionFolders
from zines.manuscript.groups.organisation import Organisation
from zines.manuscript.text import characters

FEDERATION = """\
kind: edition
name: Fédération
address: |
  263, rue de Paris
  93100 Montreuil
phone: "01 00 00 00 00"
site: https://exemple.fr
logo: logo.svg
order: {paper: recyclé, finish: pliage}
meeting: {day: lundi, hour: 18 h, place: Montreuil}
"""
#: Its number as it is printed, on one line.
PHONE = "01\u00a000\u00a000\u00a000\u00a000"
SECTION = "extends: federation\nname: Section de la Loire\n"


def load(folder: Path, text: str, name: str = "editions/loire.yaml") -> Organisation:
    """Write an edition into a project with a federation, and load it."""
    if not (folder / "editions/federation.yaml").exists():
        write(folder / "editions/federation.yaml", FEDERATION)
    write(folder / "editions/logo.svg", "<svg/>")
    file = write(folder / name, text)
    where = EditionFolders((folder / "editions",), lambda one: one.relative_to(folder).as_posix())
    return organisation.load(
        file, name, SearchPath((folder / "assets",), (folder,)), edition=True, where=where
    )


def refused(folder: Path, text: str, name: str = "editions/loire.yaml") -> list[Problem]:
    return refusal(lambda: load(folder, text, name))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("editions/loire.yaml", "extends: federation"),
        ("editions/loire.yaml", "reprend: federation.yaml"),
        ("editions/sections/loire.yaml", "extends: federation"),
        ("editions/sections/loire.yaml", "extends: ../federation.yaml"),
        ("content/loire.yaml", "extends: federation"),
    ],
)
def test_what_a_section_leaves_out_is_the_federations(tmp_path: Path, name: str, line: str) -> None:
    found = load(tmp_path, f"{line}\nname: Section de la Loire\nemail: ''\naddress: ' '\n", name)
    assert shown(characters(found.fields["name"])) == "Section de la Loire"
    # The address is inherited, so that the imprint is complete, as the law requires.
    assert found.fields["address"] == ["263,\u00a0rue de Paris", "93100\u00a0Montreuil"]
    assert found.fields["phone"] == PHONE
    # The path of a logo is relative to the file that names it.
    assert found.pictures == {
        OF_GROUP + "logo.svg": tmp_path / "editions/logo.svg"
        if "../" not in line
        else tmp_path / "editions/sections/../logo.svg"
    }
    assert not {"extends", "kind"} & set(found.fields)


def test_a_line_for_the_pen_is_not_filled_in_by_the_federation(tmp_path: Path) -> None:
    """A section with ``___`` for its telephone does not inherit the number of the federation."""
    found = load(tmp_path, SECTION + "phone: ___\nlogo: ___\nhours: ___\n")
    assert not {"phone", "logo", "hours"} & set(found.fields) and not found.pictures
    assert [one.code for one in refused(tmp_path, SECTION + "address: ____\n")] == ["imprint"]


def test_a_meeting_is_one_thing_an_order_several(tmp_path: Path) -> None:
    """A meeting is inherited as a whole, as a mixture would send people to the wrong place."""
    found = load(tmp_path, SECTION + "meeting: {day: mardi}\norder: {paper: couché}\n")
    assert list(found.fields["meeting"]) == ["day"]
    assert found.order == {"paper": "couché", "finish": "pliage"}


def test_a_chain_has_any_number_of_links(tmp_path: Path) -> None:
    write(tmp_path / "editions/region.yaml", 'extends: federation\nphone: "04 00"\n')
    found = load(tmp_path, "extends: region\nplace: Roanne\n")
    assert found.fields["phone"] == "04 00" and "site" in found.fields
    links = [file.name for file in found.inputs if file.is_file() and file.suffix == ".yaml"]
    assert links == ["loire.yaml", "region.yaml", "federation.yaml"]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("extends: fedration", "'federation'"),
        ("extends: ../rien.yaml", "editions/"),
        ("reprend: /nulle/part", "editions/"),
    ],
)
def test_an_edition_that_is_not_there_is_told_at_the_name(
    tmp_path: Path, line: str, hint: str
) -> None:
    (problem,) = refused(tmp_path, f"name: Loire\n{line}\n")
    assert places([problem]) == [("missing-edition", 2, line.index(" ") + 2)]
    assert problem.path == "editions/loire.yaml" and hint in problem.hint


@pytest.mark.parametrize(
    "name", ["Fédération de l'Ain", "federation-de-l-ain", "FEDERATION DE L AIN"]
)
@pytest.mark.parametrize("folder", ["", "loire/"])
def test_an_edition_is_found_by_the_name_that_commands_and_messages_give_it(
    tmp_path: Path, name: str, folder: str
) -> None:
    """The hint on `federation` was: did you mean 'federation'? Its file is _federation.yaml."""
    write(tmp_path / "editions/_Fédération de l'Ain.yaml", "address: rue X\n")
    text = f'name: Loire\nextends: "{name}"\n'
    found = load(tmp_path, text, f"editions/{folder}loire.yaml")
    assert found.fields["address"] == ["rue X"]
    # A file that has the very name comes first.
    write(tmp_path / f"editions/{name}.yaml", "address: rue Y\n")
    found = load(tmp_path, text, f"editions/{folder}loire.yaml")
    assert found.fields["address"] == ["rue Y"]


@pytest.mark.parametrize("name", ["..\\federation", "C:/a/federation.yaml", "con", "federation:2"])
def test_an_edition_that_no_file_can_be_is_told_and_not_passed_over(
    tmp_path: Path, name: str
) -> None:
    """Windows shows paths so; without the federation, papers lack all that it says."""
    (problem,) = refused(tmp_path, f"name: Loire\naddress: Montreuil\nextends: {name}\n")
    assert places([problem]) == [("wrong-name", 3, 10)] and "the name alone" in problem.hint


@pytest.mark.parametrize(
    ("row", "others", "phone"),
    [
        # A row extends the edition that it names, or the one that its table is printed with.
        ({"extends": "federation"}, ["editions/federation.yaml"], PHONE),
        ({}, ["editions/region.yaml", "editions/federation.yaml"], "04 00"),
    ],
)
def test_a_row_of_a_table_is_the_first_link(
    tmp_path: Path, row: dict[str, str], others: list[str], phone: str
) -> None:
    region = write(tmp_path / "editions/region.yaml", 'extends: federation\nphone: "04 00"\n')
    write(tmp_path / "editions/federation.yaml", FEDERATION.replace("logo: logo.svg\n", ""))
    values = values_as_json({"name": "Loire", **row})
    table = write(tmp_path / "groupes.csv", "nom\nLoire\n")
    variant = Variant("loire", table, 7, values, {("name",): 1})
    where = EditionFolders((tmp_path / "editions",))
    found = organisation.load(
        region, "region.yaml", SearchPath(()), edition=True, where=where, variant=variant
    )
    assert characters(found.fields["name"]) == "Loire" and found.fields["phone"] == phone
    # The table itself is none of its inputs: another row of it changes nothing here.
    read = [one.relative_to(tmp_path).as_posix() for one in found.inputs if one.is_file()]
    assert list(dict.fromkeys(read)) == others


def test_a_circle_is_told_with_the_way_that_it_takes(tmp_path: Path) -> None:
    write(tmp_path / "editions/federation.yaml", "name: F\naddress: Ici\nextends: region\n")
    write(tmp_path / "editions/region.yaml", "extends: loire\n")
    (problem,) = refused(tmp_path, SECTION)
    assert "loire > federation > region > loire" in problem.message
    assert (problem.code, problem.path) == ("edition-circle", "editions/region.yaml")
    assert (problem.line, problem.column) == (1, 10)
    # The edition in use may lead to a circle that it is not part of.
    (beyond,) = refused(tmp_path, SECTION, "editions/ondaine.yaml")
    assert "circle: federation > region > loire > federation" in beyond.message
    (alone,) = refused(tmp_path, "name: L\naddress: Ici\nextends: loire\n")
    assert "loire > loire" in alone.message and alone.line == 3


def test_what_is_wrong_is_told_in_the_file_that_says_it(tmp_path: Path) -> None:
    write(tmp_path / "editions/federation.yaml", "name: F\nsiet: https://exemple.fr\n")
    problems = refused(tmp_path, SECTION + "email: loire\n")
    assert [(one.path, *places([one])[0]) for one in problems] == [
        ("editions/loire.yaml", "wrong-form", 3, 8),
        ("editions/federation.yaml", "unknown-key", 2, 1),
        ("editions/loire.yaml", "imprint", 1, 1),
    ]


def test_places_where_a_nearer_file_may_come_are_inputs(tmp_path: Path) -> None:
    """A federation.yaml that is written beside the section later would be used instead."""
    found = load(tmp_path, SECTION, "content/loire.yaml")
    assert tmp_path / "content/federation.yaml" in found.inputs
