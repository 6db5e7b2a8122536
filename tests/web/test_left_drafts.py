"""What another tab has left is reported with its time and its fields, and what each button does."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import speaking
from tests.web.conftest import Session
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
