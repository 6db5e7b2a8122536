"""Modules of this program that run in a process of their own, also in a standalone program."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from zines.base import own_processes


def test_a_module_runs_with_its_words_and_nothing_from_the_current_folder(tmp_path: Path) -> None:
    """A file called json.py in the user's folder must not be run."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    found = own_processes.command("zines.essai", "un", "deux")
    assert found[:3] == [sys.executable, "-I", "-c"] and found[-3:] == ["zines.essai", "un", "deux"]
    assert json.loads(found[4]) == sys.path
    (tmp_path / "essai.py").write_text("import sys\ndef main(): print(sys.argv[1:])\n")
    command = own_processes.command("essai", "un", "deux")
    command[4] = json.dumps([*sys.path, str(tmp_path)])
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['un', 'deux']"


@pytest.fixture
def standalone(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Be a standalone program; return the words with which modules were run."""
    ran: list[list[str]] = []
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    def imported(name: str) -> SimpleNamespace:
        return SimpleNamespace(main=lambda: ran.append([name, *sys.argv[1:]]))

    monkeypatch.setattr(importlib, "import_module", imported)
    return ran


def test_a_standalone_program_starts_itself(
    standalone: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It contains no Python that takes -c."""
    assert own_processes.is_standalone()
    command = own_processes.command("zines.essai", "un", "deux")
    assert command == [sys.executable, own_processes.WORD, "zines.essai", "un", "deux"]
    monkeypatch.setattr(sys, "argv", ["hors-bocal", *command[1:]])
    assert own_processes.run_requested_module()
    assert standalone == [["zines.essai", "un", "deux"]]
    # A module may need no words.
    monkeypatch.setattr(sys, "argv", ["hors-bocal", *own_processes.command("zines.essai")[1:]])
    assert own_processes.run_requested_module() and standalone[1:] == [["zines.essai"]]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["pdf"],
        [own_processes.WORD],
        ["pdf", "zines.essai", own_processes.WORD],
        # Only our own modules: not what lies in the folder, nor any other of Python.
        [own_processes.WORD, "os"],
        [own_processes.WORD, "zinesque"],
        ["pdf", own_processes.WORD, "zines.essai"],
    ],
)
def test_other_words_are_commands(
    standalone: list[list[str]], monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["hors-bocal", *words])
    assert not own_processes.run_requested_module()
    assert standalone == [] and sys.argv[1:] == words


def test_in_a_checkout_no_word_starts_a_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["build.py", own_processes.WORD, "zines.essai"])
    assert not own_processes.is_standalone() and not own_processes.run_requested_module()
