"""A real server, and Debian's Chromium (apt-get install chromium), driven by Playwright."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from tests.helpers import POSTER, TRACT, add, small_project
from zines.web.app import application
from zines.web.atelier import Atelier
from zines.workshop.project import Project

#: If "required" (.ci/run), tests without a browser fail; otherwise they are skipped.
WANTED = os.environ.get("HORS_BOCAL_BROWSER", "")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Like a hostile name server: another name resolves to this machine (DNS rebinding).
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
]
AXE = Path(__file__).parent / "axe.min.js"


def with_two_papers(root: Path) -> Project:
    """Return a new project with a tract and a poster in the folder ``essais``."""
    project = small_project(root)
    add(project, "essais/un-essai", TRACT)
    add(project, "essais/une-affiche", POSTER)
    return project


def chromium() -> str:
    """Return the path of Chromium; without one, skip the test, or fail it (see WANTED)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        reason = "no Chromium: apt-get install chromium"
        if WANTED == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Start a Chromium without a window, and close it at the end."""
    from playwright.sync_api import sync_playwright

    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


@dataclass
class Served:
    """A running server and its session."""

    atelier: Atelier
    port: int

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def door(self) -> str:
        return f"{self.base}/?key={self.atelier.key}"


@contextmanager
def served(project: Project) -> Iterator[Served]:
    """Serve a project on a free port, in a thread, and stop at the end."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    atelier = Atelier(project)
    config = uvicorn.Config(application(atelier, port), log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Served(atelier, port)
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def violations(page: Any) -> list[str]:
    """Return the violations that axe finds on a page: WCAG 2.2 AA and best practice."""
    page.wait_for_load_state()  # (Without its stylesheet, a page has other sizes and colours.)
    # (Evaluated through the debugger, because pages allow only their own scripts.)
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
