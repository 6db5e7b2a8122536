"""What the pages show, without a browser."""

from __future__ import annotations

from tests.web.conftest import Session


def test_all_papers_are_there_in_pictures(session: Session) -> None:
    page = session.browser.get("/")
    assert page.status_code == 200
    assert "/papers/essais/un-essai" in page.text
    cover = session.browser.get("/covers/essais/un-essai.webp")
    assert cover.content[:4] == b"RIFF" and cover.content[8:12] == b"WEBP"
