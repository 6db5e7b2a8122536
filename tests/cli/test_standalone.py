"""A program that is begun by a double click, and begins its other processes by beginning itself.

PyInstaller, "Common issues and pitfalls": sys.executable is the program itself, and
LD_LIBRARY_PATH names its folder, which other programs must not look into.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import small_project
from zines.base import own_processes
from zines.cli import standalone
from zines.workshop import project
from zines.workshop.cache import run_records
from zines.workshop.cache.run_records import RunRecords


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Simulate a standalone program and return its folder."""
    folder = tmp_path / "programme"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "_internal"), raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "hors-bocal"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["hors-bocal"])
    monkeypatch.setenv("DISPLAY", ":0")
    return folder


def test_a_module_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Run with its arguments; modules in the current folder are not imported."""
    (tmp_path / "typst.py").write_text("raise SystemExit(9)")
    (tmp_path / "page.typ").write_text("#figure()")
    words = own_processes.command("zines.composition.one_drawing", "page.typ", str(tmp_path))
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3 and "body" in done.stdout, done.stderr


def test_a_standalone_program_begins_itself(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "page.typ").write_text("#figure()")
    words = own_processes.command("zines.composition.one_drawing", "page.typ", str(tmp_path))
    assert words[0] == str(frozen / "hors-bocal")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        own_processes.run_requested_module()
    assert ended.value.code == 3


@pytest.mark.parametrize(
    "words", [[], ["pdf"], [own_processes.WORD], [own_processes.WORD, "antigravity"]]
)
def test_nothing_but_our_modules_is_begun_so(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hors-bocal", *words])
    assert not own_processes.run_requested_module()
    assert "antigravity" not in sys.modules


def test_a_python_is_never_such_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["x", own_processes.WORD, "zines.composition.one_drawing"])
    assert not own_processes.run_requested_module()


@pytest.mark.parametrize(
    ("before", "kept", "after"),
    [
        ("{ours}", None, None),
        ("{ours}:/opt/lib", "/opt/lib", "/opt/lib"),
        # (The starter did not change the variable: its value comes from the user.)
        ("/opt/lib", None, "/opt/lib"),
        (None, None, None),
    ],
)
def test_other_programs_get_the_systems_libraries(
    frozen: Path,
    monkeypatch: pytest.MonkeyPatch,
    before: str | None,
    kept: str | None,
    after: str | None,
) -> None:
    monkeypatch.setenv("PYINSTALLER_RESET_ENVIRONMENT", "")  # (It goes after the test.)
    for name, value in (("LD_LIBRARY_PATH", before), ("LD_LIBRARY_PATH_ORIG", kept)):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value.format(ours=frozen / "_internal"))
    standalone._give_back_libraries()
    assert os.environ.get("LD_LIBRARY_PATH") == after
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_a_double_click_on_linux_is_the_program_alone_on_a_screen(
    frozen: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert standalone.is_clicked()
    with monkeypatch.context() as words:
        words.setattr(sys, "argv", ["hors-bocal", "list"])
        assert not standalone.is_clicked()
    with monkeypatch.context() as nowhere:
        nowhere.delenv("DISPLAY")
        nowhere.delenv("WAYLAND_DISPLAY", raising=False)
        assert not standalone.is_clicked()
    with monkeypatch.context() as checkout:
        # (build.py in a script shows the first steps and starts no server.)
        checkout.delattr(sys, "frozen")
        assert not standalone.is_clicked()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_elsewhere_the_name_alone_is_a_double_click(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "argv", ["hors-bocal.exe"])
    assert standalone.is_clicked()


def test_papers_lie_in_the_documents_and_never_in_the_programs_folder(
    frozen: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents = tmp_path / "Mes documents"
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(documents))
    expected = documents / "hors-bocal"
    # Windows begins a clicked program in its own folder, others anywhere.
    (frozen / "_internal").mkdir()
    for place in (frozen, frozen / "_internal"):
        assert project.find(place).root == expected
    anywhere = tmp_path / "ailleurs"
    anywhere.mkdir()
    assert project.find(anywhere).root == anywhere
    assert project.workplace(project.find(anywhere), clicked=True).root == expected
    assert project.workplace(project.find(anywhere)).root == anywhere
    # The current folder counts only for typed commands; a click may start in any folder.
    (anywhere / "content").mkdir()
    assert project.workplace(project.find(anywhere)).root == anywhere
    assert project.workplace(project.find(anywhere), clicked=True).root == expected


def test_what_another_version_made_is_made_again(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The code lies in the program, the versions of its libraries in the names of folders."""
    made = small_project(tmp_path / "projet")
    found = set()
    sys.path.append(str(frozen / "_internal"))
    try:
        for content, library in (("one", "1"), ("other", "1"), ("other", "2")):
            (frozen / "hors-bocal").write_text(content, "utf-8")
            (frozen / "_internal" / f"typst-{library}.dist-info").mkdir(parents=True, exist_ok=True)
            monkeypatch.setattr(run_records, "_CODE", {})  # (Each program is a process.)
            found.add(RunRecords(made).programs)
    finally:
        sys.path.remove(str(frozen / "_internal"))
    assert len(found) == 3


def test_what_goes_wrong_is_shown_to_who_has_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(standalone, "opened", shown.append)
    standalone.show("Rien ne va plus.")
    assert shown[0].read_text("utf-8") == "Rien ne va plus.\n"
    shown[0].unlink()
