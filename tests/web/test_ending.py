"""Ending the atelier from its pages: after a double click there is no terminal for Ctrl-C."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from queue import Queue
from typing import Any

import httpx2
import pytest

from tests.helpers import small_project
from tests.web.conftest import Session
from zines.web import already_open, ending
from zines.web.serving import serve
from zines.workshop.project import Project


def test_each_page_says_where_papers_lie_and_how_to_end(session: Session) -> None:
    for path in ("/", "/kits", "/write", "/impose", "/nowhere"):
        page = session.browser.get(path).text
        assert 'href="/end"' in page
        assert str(session.atelier.project.root) in page


def test_it_ends_only_by_our_own_form(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link, or a form of another session, does not end it."""
    ended: list[bool] = []
    monkeypatch.setattr(session.atelier, "end", lambda: ended.append(True))
    monkeypatch.setattr(ending, "_LAST_WORDS", 0.0)
    assert "Close the workshop?" in session.browser.get("/end").text
    answer: Any = session.post("/end", {"token": "another"})
    assert answer.status_code == 403 and not ended
    answer = session.post("/end", {"token": session.atelier.token})
    assert "The workshop is closed" in answer.text
    session.browser.get("/end")  # (Let the event loop run once more.)
    assert ended
    # Covers are not rendered any more: the end would wait for them.
    assert session.browser.get("/covers/essais/un-essai.webp").status_code == 204
    session.atelier.ending = False


def test_a_second_start_finds_what_is_open_and_its_button_ends_it(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    addresses: Queue[str] = Queue()
    server = threading.Thread(target=serve, args=(project, 0, addresses.put), daemon=True)
    server.start()
    address = addresses.get(timeout=60)
    # (Another server may answer at that address.)
    already_open.note(project, f"{address}x")
    assert already_open.address(project) == ""
    already_open.note(project, address)
    assert already_open.address(project) == address
    with httpx2.Client(follow_redirects=True, timeout=60) as browser:
        browser.get(address)
        base = address.partition("/?")[0]
        token = re.findall(r'name="token" value="([^"]+)"', browser.get(f"{base}/end").text)[0]
        browser.post(f"{base}/end", data={"token": token}, headers={"Origin": base})
    server.join(60)
    assert not server.is_alive()
    assert already_open.address(project) == ""
    already_open.forget(project, "http://127.0.0.1:1/?key=another")
    assert list(project.cache.glob("*.address"))
    already_open.forget(project, address)
    assert not list(project.cache.glob("*.address"))


def test_an_address_is_for_its_user_alone(tmp_path: Path) -> None:
    project = Project(tmp_path)
    already_open.note(project, "http://127.0.0.1:9/?key=secret")
    (file,) = project.cache.iterdir()
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0
    # Nothing answers at this address, nor at invalid addresses.
    assert already_open.address(project) == ""
    for broken in ("", "not an address", "http://[", "http://127.0.0.1:x/?key=1"):
        file.write_text(broken, "utf-8")
        assert already_open.address(project) == ""
