"""The commands in README.md, LISEZMOI.md and the booklet of instructions work as written.

Each test runs them as they are on the page.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.content import test_guide
from tests.helpers import ROOT, TRACT, add, printed, small_project
from zines.cli import atelier, watch
from zines.web import serving
from zines.workshop import file_changes
from zines.workshop.project import Project

GUIDE = ROOT / "content/booklets/mode-d-emploi.yaml"
PAGES = [ROOT / "README.md", ROOT / "LISEZMOI.md"]
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The start of a command: in a checkout, and after an installation.
CALLS = ("python build.py ", "hors-bocal ")
#: The first words of other commands, and which test or file runs them.
RUN_ELSEWHERE = {
    "make": "what .ci/run and its clean clone run",
    "py -m venv .venv": "what make does, by the Windows launcher",
    ".venv\\Scripts\\python ": "what make does, on Windows",
    'pipx install ".[atelier]"': "tests/packaging/test_wheel.py installs the wheel",
    "uvx --from . hors-bocal list": "tests/packaging/test_wheel.py lists what an installed one has",
    "pip wheel ": "tests/packaging/test_wheel.py builds the wheel",
    'eval "$(_HORS_BOCAL_COMPLETE=': "tests/cli/test_help.py completes",
    "_HORS_BOCAL_COMPLETE=": "tests/cli/test_help.py completes",
}
#: Lines in blocks that are not commands but output of the program.
_SAID = ("tracts/guichets  ", "  ", "3 files in out", "Print at 100 %", "content/", "#")
#: Placeholders on the pages, and values for them.
_STANDS_FOR = {
    "[DOCUMENT | FOLDER]...": "tracts/guichets tracts",
    "FILE.pdf ...": "any.pdf a.pdf",
    "FILE.pdf": "any.pdf",
}


def lines(page: Path) -> list[str]:
    """Return the lines of the code blocks of a page, without their comments.

    For the booklet, return the terms of its glossaries that are commands.
    """
    if page == GUIDE:
        typed = [term for term in test_guide.terms() if " " in term or term == "make"]
        return [term for term in typed if not term.split()[0].endswith(".pdf,")]
    blocks = [text for kind, text in _BLOCK.findall(page.read_text("utf-8")) if not kind]
    found = [line for block in blocks for line in block.splitlines()]
    return [re.sub(r"\s+# .*", "", line) for line in found]


def commands(page: Path) -> list[str]:
    """Return the commands of a page that call the program."""
    found = [line for line in lines(page) if line.startswith(CALLS)]
    return [line.removeprefix(CALLS[0]).removeprefix(CALLS[1]) for line in found]


def batches(folders: Callable[[], Sequence[Path]]) -> Iterator[set[Path]]:
    """Yield the first, empty batch of a watch, and end the watch."""
    assert folders()
    yield set()
    raise KeyboardInterrupt


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project with the documents and files that the pages name."""
    project = small_project(tmp_path_factory.mktemp("readme"))
    add(project, "tracts/guichets", TRACT)
    add(project, "booklets/resistance", (ROOT / "layouts/booklet/example.yaml").read_text("utf-8"))
    root = project.root
    edition = (ROOT / "content/organisation.yaml").read_text("utf-8")
    for key, value in (("nom", "Union locale"), ("adresse", "1 rue des Essais")):
        assert f'{key}: ""' in edition
        edition = edition.replace(f'{key}: ""', f"{key}: {value}", 1)
    (root / "mon-syndicat.yaml").write_text(edition, "utf-8")
    rows = ["Nom;Adresse;Code postal;Ville;Jour du rendez-vous", "Foix;Rue X;09000;Foix;lundi"]
    (root / "sections.csv").write_text("\n".join([*rows, "Pamiers;Rue Y;09100;Pamiers;"]), "utf-8")
    (root / "editions").mkdir()
    for name in ("federation", "loire"):
        (root / "editions" / f"{name}.yaml").write_text(edition, "utf-8")
    shutil.copy(ROOT / "layouts/tract/example.yaml", root / "mon-tract.yaml")
    shutil.copy(next((ROOT / "assets/icc").glob("*.icc")), root / "shop.icc")
    # (The README prints eight A6 pages on each side of an SRA3 sheet.)
    add(project, "tracts/petit", f"format: a6\n{TRACT}")
    printed(project, "tracts/petit", roles=("reader",))
    pages = root / "out/tracts/petit/tract-petit-page-par-page.pdf"
    for name in ("any", "a", "one", "two", "un-fichier"):
        shutil.copy(pages, root / f"{name}.pdf")
    return project


def test_each_line_is_a_command_that_some_test_runs() -> None:
    known = (*CALLS, *RUN_ELSEWHERE, *_SAID)
    for page in (*PAGES, GUIDE):
        assert [line for line in lines(page) if line and not line.startswith(known)] == []
        assert len(commands(page)) > 10


@pytest.mark.skipif(sys.platform == "win32", reason="typed as in a shell of POSIX")
@pytest.mark.parametrize("page", [*PAGES, GUIDE], ids=lambda page: page.name)
def test_each_command_works(
    page: Path, reader: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # (A watch runs until it is stopped: here it ends at once; tests/cli/test_writing.py runs one.)
    monkeypatch.setattr(file_changes, "batches", batches)
    monkeypatch.setattr(watch, "leave", sys.exit)
    # (The server ends at once too: tests/web tests it.)
    monkeypatch.setattr(atelier, "leave", sys.exit)
    monkeypatch.setattr(
        serving, "serve", lambda project, port, started: started("http://127.0.0.1/")
    )
    viewer = tmp_path / ("open" if sys.platform == "darwin" else "xdg-open")
    viewer.write_text("#!/bin/sh\n")
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for command in commands(page):
        typed = command
        for name, given in _STANDS_FOR.items():
            typed = typed.replace(name, given)
        result = run(reader, *shlex.split(typed))
        # (The texts of this test are printed, but may have problems of lint.)
        allowed = (0, 1) if typed.startswith("check") else (0,)
        assert result.returncode in allowed, f"{command}\n{result.stdout}\n{result.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_edition_of_the_page_is_one(page: Path, reader: Project) -> None:
    blocks = _BLOCK.findall(page.read_text("utf-8"))
    (edition,) = [text for kind, text in blocks if kind == "yaml"]
    (reader.root / "de-la-page.yaml").write_text(edition, "utf-8")
    result = run(reader, "check", "de-la-page.yaml")
    assert result.returncode == 0, result.stderr
