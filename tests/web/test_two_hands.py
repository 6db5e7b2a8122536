"""A text that is open on a page, and changed elsewhere, renamed or removed: nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import OWN, Session
from tests.web.test_writing import BY_HAND, form_of, see, sent_by, written
from zines.manuscript.yaml_files import yaml_reader

SLUG = "essais/a-deux"
PAGE = f"/texts/{SLUG}"


@pytest.fixture
def file(session: Session) -> Iterator[Path]:
    file = written(session, "a-deux")
    yield file
    for one in (*file.parent.glob("*a-deux*"), *file.parent.glob("*un-bal*")):
        one.unlink()


def save(session: Session, form: dict[str, str], **typed: str) -> Any:
    return session.post(f"{PAGE}/save", form | {f"g.{name}": text for name, text in typed.items()})


def alarms(page: str) -> str:
    """Return the words of the notices and problems of a page."""
    found = re.findall(r'<p class="(?:notice|wrong error)" role="alert"[^>]*>(.*?)</p>', page, re.S)
    shown = [one for one in found if "the workshop" not in one]
    return " ".join(unescape(re.sub("<[^>]+>", "", " ".join(shown))).split())


def test_what_two_have_changed_in_a_text_is_put_together(session: Session, file: Path) -> None:
    """To save again put one page over the other: the front that the first had mended was lost."""
    first, second = (form_of(session, PAGE) for _ in range(2))
    assert save(session, first, front="Venez.", demands="De la soupe.\nDu vin.").status_code == 303
    answer = save(session, second, back="Le verso.", demands="De la soupe.\nDe l'eau.")
    assert answer.status_code == 409
    said = alarms(answer.text)
    assert "new there is in this form now: Front." in said
    assert "still here: Demands." in said and "Back" not in said
    assert yaml_reader.read(file, "x").value["back"] != "Le verso."
    shown = session.browser.get(PAGE).text
    assert "Le verso." not in shown
    assert save(session, sent_by(answer.text)).status_code == 303
    read = yaml_reader.read(file, "x").value
    assert (read["front"].strip(), read["back"]) == ("Venez.", "Le verso.")
    assert read["demands"] == ["De la soupe.", "De l'eau."]


def test_items_that_two_have_changed_in_one_list_are_put_together(
    session: Session, file: Path
) -> None:
    """Who added a demand was told of a conflict with who had mended the first, and lost either."""
    first, second = (form_of(session, PAGE) for _ in range(2))
    paragraphs = "Venez *toutes et tous*.\n\nIl y aura du vin."
    save(session, first, demands="De la bonne soupe.\nDu pain.", front=paragraphs)
    answer = save(
        session,
        second,
        demands="De la soupe.\nDu pain.\nDu vin.",
        front=second["g.front"].replace("toutes", "tous"),
    )
    said = alarms(answer.text)
    assert answer.status_code == 409 and "still here" not in said
    assert "new there is in this form now: Front, Demands." in said
    save(session, sent_by(answer.text))
    read = yaml_reader.read(file, "x").value
    assert read["demands"] == ["De la bonne soupe.", "Du pain.", "Du vin."]
    assert read["front"].strip() == "Venez *tous et tous*.\n\nIl y aura du vin."
    # (The comment of a list stays with it.)
    assert "# La première." in file.read_text("utf-8")


def test_a_page_that_is_loaded_again_is_still_of_what_it_has_opened(
    session: Session, file: Path
) -> None:
    """Its draft has the front of before; taken for the newest, it would have put that back."""
    first, second = (form_of(session, PAGE) for _ in range(2))
    see(session, SLUG, second | {"g.back": "Le verso."})
    save(session, first, front="Venez.")
    again = form_of(session, f"{PAGE}?tab={second['tab']}")
    assert again["g.back"] == "Le verso." and again["g.front"] != "Venez."
    answer = save(session, again)
    assert answer.status_code == 409 and "in this form now: Front." in alarms(answer.text)
    save(session, sent_by(answer.text))
    read = yaml_reader.read(file, "x").value
    assert (read["front"].strip(), read["back"]) == ("Venez.", "Le verso.")


def test_what_a_draft_of_last_week_has_is_what_was_typed(session: Session, file: Path) -> None:
    form, other = (form_of(session, PAGE) for _ in range(2))
    see(session, SLUG, form | {"g.back": "Le verso."})
    session.atelier._opened.clear()  # (The atelier was closed since.)
    taken_up = form_of(session, f"{PAGE}?tab={form['tab']}")
    save(session, other, back="Le dos.")
    answer = save(session, taken_up)
    assert answer.status_code == 409 and "still here: Back." in alarms(answer.text)
    assert sent_by(answer.text)["g.back"] == "Le verso."


def test_all_that_differs_is_named_where_nobody_knows_who_has_changed_it(
    session: Session, file: Path
) -> None:
    form = form_of(session, PAGE)
    save(session, form_of(session, PAGE), front="Venez.")
    session.atelier._opened.clear()  # (Fifty other texts have been opened since.)
    answer = save(session, form, back="Le verso.")
    assert "still here: Front, Back." in alarms(answer.text)


@pytest.mark.parametrize("was_typed", [True, False])
def test_a_text_whose_file_is_renamed_is_written_again(
    session: Session, file: Path, was_typed: bool
) -> None:
    """The page answered that there is no such text, and what was typed since was gone."""
    form = form_of(session, PAGE)
    if was_typed:
        see(session, SLUG, form | {"g.back": "Le verso."})
    file.rename(file.with_name("un-bal.yaml"))
    assert "renamed, moved or removed" in alarms(see(session, SLUG, form | {"g.back": "Le dos."}))
    # (The same is asked for again where pages are shown as sheets.)
    assert "renamed, moved or removed" in alarms(see(session, SLUG, form | {"g.back": "Le dos."}))
    # Loaded again, the page has all that was typed, and tells so too.
    page = f"{PAGE}?tab={form['tab']}"
    again = form_of(session, page)
    assert again["g.back"] == "Le dos."
    assert "comes with the program" not in session.browser.get(page).text
    shown = session.browser.get(page, headers={"HX-Request": "true"}).text
    assert "renamed, moved or removed" in alarms(shown)
    answer = save(session, again)
    assert answer.headers["location"] == f"{PAGE}?saved=again"
    assert "content/essais/a-deux.yaml" in alarms(session.browser.get(f"{PAGE}?saved=again").text)
    text = file.read_text("utf-8")
    # (Its comments are those of the file that was opened.)
    assert "# Écrit à la main.\n" in text and yaml_reader.read(file, "x").value["back"] == "Le dos."
    assert not [*file.parent.glob(".a-deux.*")]
    assert file.with_name("un-bal.yaml").read_text("utf-8") == BY_HAND


def test_a_text_that_is_removed_may_be_saved_as_a_new_one(session: Session, file: Path) -> None:
    form = form_of(session, PAGE)
    file.unlink()
    answer: Any = session.post(f"{PAGE}/copy", form | {"g.title": "Un bal"})
    assert answer.headers["location"] == "/texts/essais/un-bal?saved=1"
    assert not file.exists() and file.with_name("un-bal.yaml").is_file()


@pytest.mark.parametrize("slug", ["essais/aucun", "../essais/a-deux", "essais/.a-deux"])
def test_a_text_that_never_was_is_still_none(session: Session, file: Path, slug: str) -> None:
    form = form_of(session, PAGE)
    see(session, SLUG, form | {"g.back": "Le verso."})
    for at in (f"/texts/{slug}?tab={form['tab']}", f"/texts/{slug}"):
        assert session.browser.get(at, headers={"Origin": OWN}).status_code == 404
    answer: Any = session.post(f"/texts/{slug}/save", form)
    assert answer.status_code == 404


GROUP = "/groups/one?group=voisins"


@pytest.fixture
def group(session: Session) -> Iterator[Path]:
    file = session.atelier.project.root / "editions" / "voisins.yaml"
    file.parent.mkdir(exist_ok=True)
    text = '# Les voisins.\nkind: edition\nname: Voisins\naddress: Lyon\nphone: "04"\n'
    file.write_text(text, "utf-8")
    yield file
    for one in {*file.parent.glob("*voisins*"), *file.parent.glob(".*.draft")}:
        one.unlink()


def send_group(session: Session, form: dict[str, str], **typed: str) -> Any:
    sent = form | {f"g.{name}": text for name, text in typed.items()}
    return session.post("/groups/save", sent)


def test_what_two_have_changed_in_a_group_is_put_together(session: Session, group: Path) -> None:
    """To save again put the old telephone back: it was in the form of whoever typed the mail."""
    first, second = (form_of(session, GROUP) for _ in range(2))
    assert send_group(session, first, phone="05").status_code == 303
    answer = send_group(session, second, email="nous@exemple.fr")
    assert answer.status_code == 409 and "this form now: Telephone." in alarms(answer.text)
    # (Papers beside the form are set of its draft.)
    draft = group.with_name(f".voisins.{second['tab']}.draft")
    assert yaml_reader.read(draft, "x").value["phone"] == "05"
    assert send_group(session, sent_by(answer.text)).status_code == 303
    read = yaml_reader.read(group, "x").value
    assert (read["phone"], read["email"]) == ("05", "nous@exemple.fr")
    # Each adds an hour.
    first, second = (form_of(session, GROUP) for _ in range(2))
    monday = {"hours.0.days": "lundi", "hours.0.times": "9 h"}
    friday = {"hours.0.days": "vendredi", "hours.0.times": "18 h"}
    send_group(session, first, **monday)
    answer = send_group(session, second, **friday)
    assert "this form now: When people are received." in alarms(answer.text)
    send_group(session, sent_by(answer.text))
    days = [one["days"] for one in yaml_reader.read(group, "x").value["hours"]]
    assert days == ["lundi", "vendredi"]
    # The page of a draft, loaded again, is still of what it has opened.
    third, fourth = (form_of(session, GROUP) for _ in range(2))
    session.post("/groups/see", third | {"g.email": "elles@exemple.fr"})
    send_group(session, fourth, phone="06")
    answer = send_group(session, form_of(session, f"{GROUP}&tab={third['tab']}"))
    assert answer.status_code == 409 and "this form now: Telephone." in alarms(answer.text)
    assert sent_by(answer.text)["g.email"] == "elles@exemple.fr"


def test_a_draft_is_opened_beside_a_file_that_is_broken(session: Session, group: Path) -> None:
    form = form_of(session, GROUP)
    session.post("/groups/see", form | {"g.phone": "05"})
    group.write_text("name: [", "utf-8")
    assert form_of(session, f"{GROUP}&tab={form['tab']}")["g.phone"] == "05"


def test_a_group_whose_file_is_renamed_is_written_again(session: Session, group: Path) -> None:
    """The page answered that there is no such group, to whoever had just typed its address."""
    others = {*group.parent.glob(".*.draft")}
    form = form_of(session, GROUP)
    renamed = group.rename(group.with_name("des-voisins.yaml"))
    answer: Any = session.post("/groups/see", form | {"g.phone": "05"})
    assert "the file of this group was renamed" in answer.text
    assert send_group(session, form, phone="05").status_code == 303
    text = group.read_text("utf-8")
    assert "# Les voisins.\n" in text and yaml_reader.read(group, "x").value["phone"] == "05"
    assert 'phone: "04"' in renamed.read_text("utf-8")
    assert {*group.parent.glob(".*.draft")} <= others
