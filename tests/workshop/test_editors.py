"""Our schemas in yaml-language-server, which VS Code and other editors of YAML run."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, Once
from zines.workshop.new_files import new
from zines.workshop.project import Project

SERVER = "yaml-language-server@2.0.0"
PATIENCE_SECONDS = 120


class Editor:
    """A minimal client of the Language Server Protocol 3.17."""

    def __init__(self, server: Path, root: Path) -> None:
        self._process = subprocess.Popen(
            ["node", str(server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._hung = threading.Timer(PATIENCE_SECONDS, self._process.kill)
        self._hung.start()
        self._number = 0
        folders = [{"uri": root.as_uri(), "name": root.name}]
        offered = {"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}
        self.ask(
            "initialize",
            processId=None,
            rootUri=root.as_uri(),
            workspaceFolders=folders,
            capabilities=offered,
        )
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        self._hung.cancel()
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()
        self._process.wait()

    def open(self, file: Path) -> list[str]:
        """Open a file and return its diagnostics, each as "line: message"."""
        document = {
            "uri": file.as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": file.read_text("utf-8"),
        }
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        found = self._until(lambda one: one.get("method") == "textDocument/publishDiagnostics")
        return [
            f"{one['range']['start']['line'] + 1}: {one['message']}"
            for one in found["params"]["diagnostics"]
        ]

    def ask(self, method: str, **params: Any) -> Any:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        return self._until(lambda one: one.get("id") == number and "method" not in one)["result"]

    def at(self, method: str, file: Path, line: int, character: int) -> Any:
        """Send a request for a place in a file; line and character count from 1."""
        place = {"line": line - 1, "character": character - 1}
        return self.ask(method, textDocument={"uri": file.as_uri()}, position=place)

    def _send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._process.stdin.flush()

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = self._received()
            if "id" in message and "method" in message:
                # The server asks for settings and to register for file events: answer with none.
                answer: Any = [] if message["method"] == "workspace/configuration" else None
                self._send({"id": message["id"], "result": answer})
            elif wanted(message):
                return message

    def _received(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while head := stream.readline().strip():
            name, _, value = head.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        content = stream.read(length)
        assert content, "the server ended"
        found: dict[str, Any] = json.loads(content)
        return found


@pytest.fixture(scope="module")
def server(once: Once) -> Path:
    """Return the server, installed by npm once a run; skip without node, npm or the registry."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed here")

    def fetched(folder: Path) -> str:
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix"]
        result = subprocess.run(
            [*words, str(folder), SERVER], capture_output=True, text=True, check=False
        )
        return result.stderr or "npm failed" if result.returncode else ""

    failed = once("editor", fetched)
    if failed:
        pytest.skip(f"npm cannot fetch {SERVER}: {failed.strip()}")
    return once.root / "editor/node_modules/yaml-language-server/bin/yaml-language-server"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project(tmp_path, ROOT)


@pytest.fixture
def editor(server: Path, project: Project) -> Iterator[Editor]:
    editor = Editor(server, project.root)
    yield editor
    editor.close()


def test_an_editor_underlines_explains_and_completes(
    spoken: str, editor: Editor, project: Project
) -> None:
    (file,) = new(project, "tract", "essai", "hors-bocal").contents
    assert editor.open(file) == []
    kicker, title, description, other = {
        "fr": ("surtitre", "titre", "Le titre dans les listes", "headline"),
        "en": ("kicker", "title", "The title in lists", "grand_titre"),
    }[spoken]
    lines = file.read_text("utf-8").split("\n")
    line = next(n for n, one in enumerate(lines, 1) if one.startswith(f"{title}:"))
    shown = editor.at("textDocument/hover", file, line, 2)["contents"]
    assert description in (shown if isinstance(shown, str) else shown["value"])
    # A misspelt key is underlined at its line.
    line = next(n for n, one in enumerate(lines, 1) if one.startswith(f"{kicker}:"))
    lines[line - 1] = lines[line - 1].replace(kicker, kicker[:-1])
    wrong = file.with_name("faux.yaml")
    wrong.write_text("\n".join(lines), "utf-8")
    assert editor.open(wrong) == [f"{line}: Property {kicker[:-1]} is not allowed."]
    # Completion offers keys in the language of the user, not in the other one.
    found = editor.at("textDocument/completion", wrong, len(lines), 1)
    offered = {one["label"] for one in found["items"]}
    assert kicker in offered and other not in offered


def test_an_editor_knows_editions_and_sources(
    spoken: str, editor: Editor, project: Project, tmp_path: Path
) -> None:
    made = new(project, "project", str(tmp_path / "papiers"), "hors-bocal")
    texts = [file for file in made.contents if file.suffix == ".yaml"]
    assert len(texts) == 3
    for file in texts:
        assert editor.open(file) == []
    listed = made.project.content / "sources.yaml"
    wrong = listed.with_name("sources-2.yaml")
    wrong.write_text(listed.read_text("utf-8").replace("date:", "dates:"), "utf-8")
    (message,) = editor.open(wrong)
    assert message.endswith("Property dates is not allowed.")
