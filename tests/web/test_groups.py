"""Saved groups of a project: open, copy, remove and restore them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.web.conftest import OWN, Session
from zines.base.file_names import slug_of
from zines.base.problems import ProblemError
from zines.manuscript.yaml_files import yaml_reader
from zines.workshop.atelier import group_editing, kept_groups

ADDRESS = "4, rue de la Paix"


@pytest.fixture
def cabinet(session: Session) -> Iterator[str]:
    """Save a group and yield its name; delete all its files at the end."""
    form = session.form("/groups/one") | {"g.name": "Cabinet", "g.address": ADDRESS}
    answer: Any = session.post("/groups/save", form)
    assert answer.headers["location"] == "/groups?saved=cabinet"
    yield "cabinet"
    for file in (session.atelier.project.root / "editions").glob("*cabinet*"):
        file.unlink()


def test_a_group_is_kept_as_a_paper_keeps_it(session: Session, cabinet: str) -> None:
    file = session.atelier.project.root / "editions" / "cabinet.yaml"
    assert "kind: edition" in file.read_text("utf-8")
    form = session.form("/groups/one?group=cabinet")
    assert form["group"] == cabinet
    session.post(
        "/groups/save", form | {"g.name": "Cabinet", "g.address": ADDRESS, "g.phone": "04"}
    )
    assert "04" in file.read_text("utf-8")
    # The next paper is opened for this group, unless the address has an empty group.
    assert 'value="cabinet" selected' in session.browser.get("/papers/essais/un-essai").text
    assert (
        'value="cabinet" selected' not in session.browser.get("/papers/essais/un-essai?group=").text
    )


def test_line_ends_of_another_editor_stay(session: Session, cabinet: str) -> None:
    file = session.atelier.project.root / "editions" / f"{cabinet}.yaml"
    of_windows = f"# Le cabinet.\r\nname: Cabinet\r\naddress: {ADDRESS}\r\n"
    file.write_bytes(of_windows.encode())
    form = session.form(f"/groups/one?group={cabinet}")
    session.post("/groups/save", form | {"g.name": "Cabinet", "g.address": "5, rue Neuve"})
    changed = of_windows.replace(ADDRESS, '"5, rue Neuve"') + "kind: edition\r\n"
    saved = file.read_bytes()
    assert saved.decode().startswith(changed) and saved.count(b"\n") == saved.count(b"\r\n")


def test_a_post_code_without_quotes_stays_in_the_address(session: Session, cabinet: str) -> None:
    """YAML has a number there, and the form no field for it: saving removed the post code."""
    file = session.atelier.project.root / "editions" / f"{cabinet}.yaml"
    file.write_text("name: Cabinet\naddress: 1, rue X\npostcode: 42000\ntown: Foix\n", "utf-8")
    assert "42000 Foix</textarea>" in session.browser.get(f"/groups/one?group={cabinet}").text


def test_a_logo_is_removed_again(session: Session, cabinet: str) -> None:
    """A wrong picture could be replaced by another one, but not by none."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    form = session.form("/groups/one?group=cabinet") | {"g.name": "Cabinet", "g.address": ADDRESS}
    session.post("/groups/logo", form, files={"logo_file": ("essai.svg", svg)})
    form |= {"g.logo": "logos/essai.svg"}
    session.post("/groups/save", form)
    page = session.browser.get("/groups/one?group=cabinet").text
    assert 'value="logos/essai.svg"' in page and 'name="no_logo"' in page
    form = session.form("/groups/one?group=cabinet") | form | {"no_logo": "on"}
    answer: Any = session.post("/groups/logo", form | {"tab": "0123456789ab"})
    assert answer.status_code == 200 and "essai.svg" not in answer.text
    assert 'name="no_logo"' not in answer.text


def test_what_the_law_asks_stands_beside_its_field(session: Session) -> None:
    form = session.form("/groups/one") | {"g.name": "Sans adresse"}
    headers = {"Origin": OWN, "HX-Request": "true"}
    page = session.browser.post("/groups/see", data=form, headers=headers).text
    assert re.search(r'id="p-address"[^>]*><span class="wrong error"', page)
    session.post("/groups/forget", {"token": form["token"], "group": "", "left": form["tab"]})


def test_a_copy_is_a_group_of_its_own(session: Session, cabinet: str) -> None:
    form = session.form("/groups/one?model=cabinet")
    assert form["group"] == "" and form["version"] == ""
    copied = form | {"g.name": "Cabinet", "g.address": ADDRESS, "g.place": "Lyon"}
    answer: Any = session.post("/groups/save", copied)
    assert answer.headers["location"] == "/groups?saved=cabinet-lyon"
    names = [one.name for one in kept_groups.kept(session.atelier.project)]
    assert {"cabinet", "cabinet-lyon"} <= {*names}


def test_a_group_that_is_taken_away_comes_back_as_it_was(session: Session, cabinet: str) -> None:
    file = session.atelier.project.root / "editions" / "cabinet.yaml"
    before = file.read_bytes()
    asked = session.browser.get("/groups/remove?group=cabinet").text
    assert "Take Cabinet away?" in asked and file.is_file()
    token = {"token": session.atelier.token}
    session.post("/groups/remove", token | {"group": cabinet})
    assert not file.exists()
    assert session.browser.get("/groups/one?group=cabinet").status_code == 404
    (word,) = re.findall(r'name="removed" value="([^"]+)"', session.browser.get("/groups").text)
    # Another group with the same name is not overwritten.
    file.write_text("kind: edition\nname: Un autre\naddress: Lyon\n", "utf-8")
    answer: Any = session.post("/groups/restore", token | {"removed": word})
    assert answer.status_code == 409 and "Un autre" in file.read_text("utf-8")
    file.unlink()
    answer = session.post("/groups/restore", token | {"removed": word})
    assert answer.headers["location"] == "/groups?saved=cabinet" and file.read_bytes() == before
    for wrong in ("../x", ".x.removed", "", "cabinet.yaml"):
        answer = session.post("/groups/restore", token | {"removed": wrong})
        assert answer.status_code == 409, wrong
        answer = session.post("/groups/remove", token | {"group": wrong})
        assert answer.status_code == 409, wrong


def test_a_group_that_others_go_on_from_stays(session: Session, cabinet: str) -> None:
    heir = session.atelier.project.root / "editions" / "heritier-cabinet.yaml"
    heir.write_text("kind: edition\nextends: cabinet\nname: Annexe\n", "utf-8")
    form = {"token": session.atelier.token, "group": cabinet}
    answer: Any = session.post("/groups/remove", form)
    page = unescape(answer.text)
    assert answer.status_code == 409 and "'Cabinet' was not taken away" in page
    assert "leave empty: Annexe." in page and "'extends'" in page
    assert (session.atelier.project.root / "editions" / "cabinet.yaml").is_file()


def test_a_copy_goes_on_from_the_same_federation(session: Session, cabinet: str) -> None:
    """A section copied from another one inherits the address of the federation if empty."""
    folder = session.atelier.project.root / "editions"
    (folder / "section-cabinet.yaml").write_text(
        "kind: edition\nextends: cabinet\nname: Section\n", "utf-8"
    )
    page = session.browser.get("/groups/one?model=section-cabinet").text
    assert "Goes on from:" in page and ADDRESS in unescape(page)
    form = session.form("/groups/one?model=section-cabinet") | {"g.name": "Autre cabinet"}
    session.post("/groups/see", form)
    # (Another tab finds its own draft too.)
    assert session.form(f"/groups/one?tab={form['tab']}")["extends"] == "cabinet"
    answer: Any = session.post("/groups/save", form)
    assert answer.headers["location"] == "/groups?saved=autre-cabinet"
    assert "extends: cabinet" in (folder / "autre-cabinet.yaml").read_text("utf-8")
    assert "is kept. Each paper" in session.browser.get("/groups?saved=autre-cabinet").text


@pytest.mark.parametrize(
    ("folder", "name", "written"),
    [
        ("loire-cabinet", "federation", "loire-cabinet/federation"),
        ("Isère cabinet", "_La Fédé", "Isère cabinet/_La Fédé.yaml"),
    ],
)
def test_a_copy_goes_on_from_a_federation_in_a_folder(
    session: Session, cabinet: str, folder: str, name: str, written: str
) -> None:
    """The model names its federation beside it; the copy is in another folder."""
    editions = session.atelier.project.root / "editions"
    (editions / folder).mkdir()
    federation = editions / folder / f"{name}.yaml"
    federation.write_text(f"kind: edition\nname: Fédé\naddress: {ADDRESS}\n", "utf-8")
    section = editions / folder / "section.yaml"
    section.write_text(f"kind: edition\nextends: {name}\nname: Section\n", "utf-8")
    try:
        model = f"{slug_of(folder)}/section"
        form = session.form(f"/groups/one?model={model}") | {"g.name": "Copie cabinet"}
        session.post("/groups/see", form)
        # A draft that is taken up beside a paper keeps its federation.
        paper = f"/papers/essais/un-essai?group=&tab={form['tab']}"
        assert session.form(paper)["extends"] == form["extends"]
        session.post("/groups/save", form)
        copy = editions / "copie-cabinet.yaml"
        assert yaml_reader.read(copy, "x").value["extends"] == written
        page = unescape(session.browser.get("/groups/one?group=copie-cabinet").text)
        assert "Goes on from:" in page and ADDRESS in page
    finally:
        shutil.rmtree(editions / folder)


@pytest.mark.parametrize("extends", ["../secret-cabinet", "nulle-cabinet", "nulle-part", "[1]"])
def test_a_copy_goes_on_from_listed_groups_only(
    session: Session, cabinet: str, extends: str
) -> None:
    secret = session.atelier.project.root / "secret-cabinet.yaml"
    secret.write_text("kind: edition\nname: Secret\nphone: 'caché'\n", "utf-8")
    form = session.form("/groups/one") | {"g.name": "Nulle cabinet", "extends": extends}
    answer: Any = session.post("/groups/see", form)
    assert answer.status_code == 200 and "caché" not in answer.text
    session.post("/groups/save", form)
    made = session.atelier.project.root / "editions" / "nulle-cabinet.yaml"
    assert "extends" not in made.read_text("utf-8")
    secret.unlink()


def test_a_group_says_whom_it_goes_on_from(session: Session, cabinet: str) -> None:
    """The page of a group shows the inherited values that are printed for its empty fields."""
    folder = session.atelier.project.root / "editions"
    far = "kind: edition\nphone: '04 77'\nemail: loin@exemple.fr\nprinting: {way: shop}\n"
    (folder / "_large-cabinet.yaml").write_text(f"{far}name: Large\n", "utf-8")
    near = folder / "cabinet.yaml"
    near.write_text(near.read_text("utf-8") + "extends: _large-cabinet\nphone: '01'\n", "utf-8")
    heir = folder / "heritier-cabinet.yaml"
    heir.write_text("kind: edition\nreprend: cabinet\nnom: Annexe\nemail: ''\n", "utf-8")
    page = unescape(session.browser.get("/groups/one?group=heritier-cabinet").text)
    assert re.search(r'Goes on from:.*href="/groups/one\?group=cabinet">Cabinet</a>', page)
    shown = re.findall(r"<li>([^<:]+): ([^<]+)</li>", page)
    assert shown == [
        ("Postal address", ADDRESS),
        ("E-mail", "loin@exemple.fr"),
        ("Telephone", "01"),
    ]
    assert "Goes on from" not in session.browser.get("/groups/one").text
    # The page is shown even if the other group cannot be read.
    heir.write_text("kind: edition\nextends: nulle-part\nname: Annexe\n", "utf-8")
    assert session.browser.get("/groups/one?group=heritier-cabinet").status_code == 200


def test_a_file_that_cannot_be_read_is_told_with_its_place_and_what_mends_it(
    session: Session, cabinet: str
) -> None:
    """Users who edit the file need its name and the line, which the message does not contain."""
    folder = session.atelier.project.root / "editions"
    (folder / "cabinet.yaml").write_text("kind: edition\nname: 'Cabinet\n", "utf-8")
    answer = session.browser.get("/groups/one?group=cabinet")
    page = unescape(answer.text)
    assert answer.status_code == 404
    with pytest.raises(ProblemError) as error:
        group_editing.opened(session.atelier.project, "cabinet")
    (problem,) = error.value.problems
    assert problem.line and problem.hint
    message = f"{problem.message}: {problem.hint} (editions/cabinet.yaml:{problem.line})"
    assert message[1:] in page


@pytest.mark.parametrize("broken", ["kind: edition\nname: 'Cabinet\n", "- a\n", ""])
def test_a_file_that_is_broken_by_hand_meanwhile_loses_nothing_that_is_typed(
    session: Session, cabinet: str, broken: str
) -> None:
    form = session.form("/groups/one?group=cabinet")
    file = session.atelier.project.root / "editions" / "cabinet.yaml"
    file.write_text(broken, "utf-8")
    answer: Any = session.post("/groups/save", form | {"g.name": "Cabinet", "g.phone": "04 77"})
    assert answer.status_code == 409
    assert "04 77" in answer.text and file.read_text("utf-8") == broken


def test_a_list_grows_by_one_without_a_script(session: Session) -> None:
    page = session.browser.get("/groups/one").text
    rows = len(re.findall(r'name="g\.hours\.\d+\.days"', page))
    assert rows == 1
    form = session.form("/groups/one") | {"more": "hours"}
    answer: Any = session.post("/groups/see", form)
    assert len(re.findall(r'name="g\.hours\.\d+\.days"', answer.text)) == 2


def test_what_arrives_after_saving_leaves_nothing_unsaved(session: Session) -> None:
    form = session.form() | {"g.name": "Cabinet tardif", "g.address": ADDRESS}
    session.post("/papers/essais/un-essai/save", form)
    folder = session.atelier.project.root / "editions"
    before = sorted(folder.iterdir())
    headers = {"Origin": OWN, "HX-Request": "true"}
    session.browser.post("/papers/essais/un-essai/see", data=form, headers=headers)
    assert sorted(folder.iterdir()) == before
    (folder / "cabinet-tardif.yaml").unlink()


def test_a_group_that_gets_another_name_by_mistake_is_warned_of(session: Session) -> None:
    """The group used last is in the form: who typed another name over it lost the first one."""
    file = session.atelier.project.root / "editions" / "tilleuls.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("kind: edition\nname: Cabinet des Tilleuls\naddress: Lyon\n", "utf-8")
    paper, group = "/papers/essais/un-essai", "/groups"
    for page, see in (
        (f"{paper}?group=tilleuls", f"{paper}/see"),
        ("/groups/one?group=tilleuls", f"{group}/see"),
    ):
        form = session.form(page)
        texts = {"g.name": "Collectif du quai", "g.address": "Lyon"}
        for name, is_warned in (("Collectif du quai", True), ("Cabinet des Tilleuls", False)):
            answer: Any = session.post(see, form | texts | {"g.name": name})
            beside = re.search(r'id="p-name"[^>]*>(.*?)</p>', answer.text, re.S)
            assert beside and ("Cabinet des Tilleuls gets this name" in beside[1]) == is_warned
        # A new group has no other name.
        answer = session.post(see, form | texts | {"group": "", "version": ""})
        assert "gets this name" not in answer.text
    for one in (file, *file.parent.glob(".*.draft")):
        one.unlink()


@pytest.mark.parametrize("page", ["/papers/essais/un-essai", "/groups"])
def test_a_name_that_is_typed_over_can_make_a_second_group(session: Session, page: str) -> None:
    """Who is warned that a group is renamed had to begin again on another page."""
    file = session.atelier.project.root / "editions" / "tilleuls.yaml"
    file.parent.mkdir(exist_ok=True)
    saved = "kind: edition\nextends: union\nname: Cabinet des Tilleuls\naddress: Lyon\n"
    file.write_text(saved, "utf-8")
    union = file.with_name("union.yaml")
    union.write_text("kind: edition\nname: Union\naddress: Paris\nsite: https://exemple.fr\n")
    own = f"{page}?group=tilleuls" if page != "/groups" else "/groups/one?group=tilleuls"
    form = session.form(own) | {"g.name": "Collectif du quai", "g.address": "Lyon"}
    warned: Any = session.post(f"{page}/see", form)
    (button,) = re.findall(r'<button form="make"[^>]*name="(apart)" value="on"', warned.text)
    answer: Any = session.post(f"{page}/see", form | {button: "on"})
    assert answer.status_code == 200 and "gets this name" not in answer.text
    assert "Cabinet des Tilleuls stays as it was" in answer.text
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    assert fields["group"] == "" and 'value="Collectif du quai"' in answer.text
    # (No draft of the first group is offered later, as if it had still to be saved.)
    assert not [*file.parent.glob(".tilleuls*draft")]
    # What the page says of itself leads back to it, whichever group was used last.
    here = unescape(re.findall('data-here="([^"]+)"', answer.text)[0])
    assert 'value="Collectif du quai"' in session.browser.get(here).text
    session.post(f"{page}/save", fields | form | {"group": "", "version": ""})
    assert file.read_text("utf-8") == saved
    made = file.with_name("collectif-du-quai.yaml")
    assert "extends: union" in made.read_text("utf-8")
    for one in (file, union, made):
        one.unlink()


def test_a_new_group_that_is_sent_twice_is_saved_once(session: Session) -> None:
    """A second click, on a slow machine, was answered that there is such a group already."""
    form = session.form("/groups/one") | {"g.name": "Deux fois", "g.address": ADDRESS}
    first: Any = session.post("/groups/save", form)
    second: Any = session.post("/groups/save", form)
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    folder = session.atelier.project.root / "editions"
    (file,) = folder.glob("deux-fois*.yaml")
    # (Other words under the same name are another group, or a mistake.)
    other: Any = session.post("/groups/save", form | {"g.address": "5, rue Neuve"})
    assert other.status_code != 303 and "of that name already" in other.text
    file.unlink()
