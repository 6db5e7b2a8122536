"""Fixtures: a served project for a browser, and a session of the atelier with a test client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.helpers import POSTER, TRACT, small_project
from tests.web import browsing
from zines.web.app import application
from zines.web.atelier import Atelier

PORT = 8765
OWN = f"http://127.0.0.1:{PORT}"


@dataclass
class Session:
    """A test client with the key of the session, and helpers for forms."""

    atelier: Atelier
    browser: TestClient

    def form(self, page: str = "/papers/essais/un-essai?group=") -> dict[str, str]:
        """Return the hidden fields of a page's form, as a browser sends them."""
        text = self.browser.get(page).text
        start = text.index('id="make"')
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', text[start:]))

    def post(self, path: str, data: dict[str, str], **more: object) -> object:
        """Send a form with the Origin header of our own pages."""
        return self.browser.post(path, data=data, headers={"Origin": OWN}, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    root: Path = tmp_path_factory.mktemp("atelier") / "project"
    project = small_project(root)
    folder = root / "content" / "essais"
    folder.mkdir()
    (folder / "un-essai.yaml").write_text(TRACT, "utf-8")
    (folder / "une-affiche.yaml").write_text(POSTER, "utf-8")
    atelier = Atelier(project)
    app = application(atelier, PORT)
    with TestClient(app, base_url=OWN, follow_redirects=False) as browser:
        browser.get(f"/?key={atelier.key}")
        yield Session(atelier, browser)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsing.Served]:
    """Serve a project with a tract and a poster; a module may have its own ``site``."""
    browsing.chromium()
    project = browsing.with_two_papers(tmp_path_factory.mktemp("site") / "project")
    with browsing.served(project) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(site: browsing.Served) -> Iterator[Any]:
    """Start a browser for the tests of a module."""
    with browsing.browser() as found:
        yield found
