"""What another tab has left is reported with its time and its fields, and what each button does."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import TRACT, speaking
from tests.web.conftest import Session
from tests.web.test_writing import form_of
from zines.workshop.atelier import left_drafts
from zines.workshop.atelier.left_drafts import LeftDraft

PAGE = "/texts/essais/un-essai"
GROUP_PAGE = "/groups/one?group=voisins"


def notice(session: Session, page: str) -> str:
    """Return the words of the notice of a page, empty for none."""
    text = session.browser.get(page).text
    found = re.search(r'<div class="notice">(.*?)</div>', text, re.S)
    return " ".join(unescape(re.sub("<[^>]+>", "", found[1])).split()) if found else ""


def typed_elsewhere(session: Session, page: str, see: str, **texts: str) -> Path:
    """Type in another tab, which leaves a draft; return its file."""
    before = {*session.atelier.project.root.rglob(".*.draft")}
    form = session.form(page)
    form |= {f"g.{name}": text for name, text in texts.items()}
    answer: Any = session.post(see, form)
    assert answer.status_code == 200
    (draft,) = {*session.atelier.project.root.rglob(".*.draft")} - before
    return draft


def test_a_draft_of_a_text_is_reported_with_its_time_and_fields(session: Session) -> None:
    """A week later, one could not tell whether to keep it: it said neither what nor when."""
    assert notice(session, PAGE) == ""
    text = session.browser.get(PAGE).text
    values = dict(re.findall(r'<textarea[^>]*name="g\.([^"]+)"[^>]*>(.*?)</textarea>', text, re.S))
    texts = {name: unescape(value) for name, value in values.items()}
    draft = typed_elsewhere(
        session, PAGE, f"{PAGE}/see", **texts | {"front": "Autre recto.", "act.title": "Venez"}
    )
    then = datetime(2026, 11, 3, 9, 5)
    os.utime(draft, (then.timestamp(), then.timestamp()))
    said = notice(session, PAGE)
    assert "on 03/11/2026 at 9:05" in said
    fields = re.findall(r"differs in: ([^.]*)\.", said)[0].split(", ")
    assert {"Front", "Act"} <= {*fields} and "Title" not in fields
    assert "nothing is saved before" in said and "for good" in said
    draft.unlink()


def test_a_draft_of_a_group_is_reported_so_on_its_page_and_beside_papers(session: Session) -> None:
    file = session.atelier.project.root / "editions" / "voisins.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("kind: edition\nname: Voisins\naddress: Lyon\n", "utf-8")
    typed = {"name": "Voisins", "address": "Lyon", "phone": "04 77 00 00 00"}
    draft = typed_elsewhere(session, GROUP_PAGE, "/groups/see", **typed)
    for page in (GROUP_PAGE, "/papers/essais/un-essai?group=voisins"):
        said = notice(session, page)
        assert "today at" in said and "differs in: Telephone." in said, page
    draft.unlink()
    file.unlink()


def test_a_draft_that_cannot_be_read_is_reported_too(session: Session) -> None:
    project = session.atelier.project
    draft = project.content / "essais" / ".un-essai.abcdef.draft"
    draft.write_text("layout: [", "utf-8")
    found = left_drafts.of_text(project, "essais/un-essai", "ghijkl")
    assert found and (found.tab, found.fields) == ("abcdef", ())
    assert "not saved" in notice(session, PAGE)
    draft.unlink()


@pytest.mark.parametrize("days", [0, 1])
def test_the_day_is_left_out_today(days: int) -> None:
    then = datetime.now() - timedelta(days=days)
    with speaking("en"):
        said = LeftDraft("abcdef", then).notice
    assert ("today" in said) == (days == 0) and (f"{then:%d/%m/%Y}" in said) == (days == 1)


@pytest.mark.parametrize("ending", [".yaml", ".yml", ".YAML"])
def test_what_was_typed_in_a_text_that_is_renamed_since_is_found_again(
    session: Session, ending: str
) -> None:
    """After a night, no list had it: what was typed was in a hidden file that nobody knew of."""
    folder = session.atelier.project.content / "essais"
    file = folder / f"à-lire{ending}"
    file.write_text(TRACT, "utf-8")
    page = "/texts/essais/a-lire"
    draft = typed_elsewhere(session, page, f"{page}/see", title="Venez lire")
    assert "Venez lire" not in session.browser.get("/write").text
    assert notice(session, page)
    file.rename(file.with_name(f"lire{ending}"))
    session.atelier._opened.clear()  # (The atelier was closed since.)
    shown = session.browser.get("/write").text
    found = re.search(r'<a href="(/texts/[^"]+)"[^>]*>Venez lire</a>', shown)
    assert found and "renamed, moved or removed" in shown
    form = form_of(session, unescape(found[1]))
    assert form["g.title"] == "Venez lire"
    # It is written again where it was, under its whole name, and stands once in the list.
    answer: Any = session.post(f"{page}/save", form)
    assert answer.status_code == 303 and "Venez lire" in file.read_text("utf-8")
    assert not draft.exists() and "not saved" not in session.browser.get("/write").text
    for one in (file, file.with_name(f"lire{ending}")):
        one.unlink()


def test_what_was_typed_in_a_text_that_is_removed_may_be_thrown_away(session: Session) -> None:
    folder = session.atelier.project.content / "essais"
    others = {*folder.glob(".*")}
    file = folder / "jete.yaml"
    file.write_text(TRACT, "utf-8")
    page = "/texts/essais/jete"
    draft = typed_elsewhere(session, page, f"{page}/see", title="À jeter")
    file.unlink()
    # (What is no draft of a text is in no list: of a group, of what cannot be read.)
    (folder / ".groupe.abcdef.draft").write_text("kind: edition\nname: Nous\n", "utf-8")
    (folder / ".casse.abcdef.draft").write_text("layout: [", "utf-8")
    (folder / ".autre.draft").write_text(TRACT, "utf-8")
    shown = session.browser.get("/write").text
    assert re.findall(r'name="left" value="([^"]*)"', shown) == [draft.name.split(".")[-2]]
    form = session.form("/write") | {"left": draft.name.split(".")[-2]}
    answer: Any = session.post(f"{page}/forget", form)
    assert answer.headers["location"] == "/write" and not draft.exists()
    assert "jete" not in session.browser.get("/write").text
    for one in {*folder.glob(".*")} - others:
        one.unlink()
