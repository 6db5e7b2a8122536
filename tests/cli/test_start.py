"""A checkout run by a Python without its packages, or too old: a message, not a traceback."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT
from zines.cli import start

#: -S: without site-packages.
BARE = [sys.executable, "-S"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout without installed packages."""
    shutil.copy(ROOT / "build.py", tmp_path)
    shutil.copytree(ROOT / "zines", tmp_path / "zines")
    return tmp_path


def bare(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [*BARE, str(checkout / "build.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_without_packages_one_reads_how_to_install_them(checkout: Path) -> None:
    result = bare(checkout, "list")
    assert (result.returncode, result.stdout) == (2, "")
    assert "'click' is not installed" in result.stderr and "LISEZMOI.md" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_installed_program_names_the_extra_that_is_missing(checkout: Path) -> None:
    """A wheel has no LISEZMOI.md: site and atelier need packages of an extra."""
    program = (
        f"import sys; sys.path.insert(0, {str(checkout)!r}); "
        "sys.argv = ['bin/hors-bocal', 'site']; "
        "from zines.cli.start import main; main()"
    )
    command = [*BARE, "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 2 and "LISEZMOI" not in result.stderr
    assert 'pip install "hors-bocal[atelier]"' in result.stderr


def test_where_they_are_installed_one_reads_what_to_type(checkout: Path) -> None:
    """A user typed ``python``, which is not that of .venv: the message repeats the command."""
    python = checkout / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    typed = ["pdf", "tracts/l'été", "--quiet"]
    message = bare(checkout, *typed).stderr
    command = message.partition("; type: ")[2]
    again = command.strip().replace(str(python), "echo")
    shown = subprocess.run(again, shell=True, capture_output=True, text=True, check=True).stdout
    assert shown.split()[-3:] == typed, command


def test_a_missing_part_of_our_own_is_a_fault_and_no_matter_of_installing(checkout: Path) -> None:
    (checkout / "zines" / "cli" / "main.py").unlink()
    assert "Traceback" in bare(checkout, "list").stderr


def test_an_old_python_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit) as ended:
        start.main()
    assert ended.value.code == 2
    assert "Python 3.11 or newer is needed, and this is 3.10" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["build.py", "zines/cli/start.py", "zines/base/language.py"])
def test_what_old_pythons_read_before_that_they_can_read(file: str) -> None:
    ast.parse((ROOT / file).read_text("utf-8"), feature_version=(3, 8))


def test_build_py_runs_by_itself() -> None:
    """It can be run as ``./build.py``, with the Python of an active environment."""
    file = ROOT / "build.py"
    assert file.read_text("utf-8").startswith("#!/usr/bin/env python3\n")
    if os.name != "nt":
        assert os.access(file, os.X_OK)
