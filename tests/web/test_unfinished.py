"""Texts that are saved before they are finished: they are found, and said to be unfinished."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from tests.helpers import TRACT, add, small_project
from tests.web.conftest import OWN, PORT
from zines.base.language import tr
from zines.web import text_page
from zines.web.app import application
from zines.web.atelier import Atelier


def test_a_text_that_is_saved_unfinished_leads_back_to_its_fields(tmp_path: Path) -> None:
    """It was said to be no paper at all, and was listed under the name of its file."""
    project = small_project(tmp_path / "project")
    add(project, "essais/un-essai", TRACT.replace("headline:", "headlines:"))
    atelier = Atelier(project)
    with TestClient(application(atelier, PORT), base_url=OWN) as browser:
        browser.get(f"/?key={atelier.key}")
        answer = browser.get("/papers/essais/un-essai")
        assert answer.url.path == "/texts/essais/un-essai" and answer.status_code == 200
        assert tr(text_page.UNFINISHED) in answer.text and 'class="wrong error"' in answer.text
        listed = browser.get("/write").text
        assert ">Un essai</a> <small" in listed
        form = {"token": atelier.token, "tab": "0123456789ab"}
        sent = browser.post("/papers/essais/un-essai/take", data=form, headers={"Origin": OWN})
        assert sent.status_code == 409 and tr(text_page.UNFINISHED) in sent.text
        assert browser.get("/papers/essais/nulle-part").status_code == 404
