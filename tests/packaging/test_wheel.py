"""The program installed from its wheel, outside any checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.helpers import ROOT
from zines import __version__
from zines.base.options import Options
from zines.workshop.build import build
from zines.workshop.project import Project


class Installation:
    """A virtual environment in which only the wheel is ours."""

    def __init__(self, folder: Path) -> None:
        wheels = folder / "wheels"
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), "."]
        subprocess.run([*pip, *build], cwd=ROOT, check=True)
        (self.wheel,) = wheels.glob("*.whl")
        venv.create(folder / "venv", with_pip=False)
        bin_folder = "Scripts" if os.name == "nt" else "bin"
        self.programs = folder / "venv" / bin_folder
        install = ["install", "--no-deps", "--no-index", str(self.wheel)]
        subprocess.run([*pip, "--python", str(self.programs / "python"), *install], check=True)
        (package,) = (folder / "venv").rglob("zines/__init__.py")
        self.site = package.parent.parent
        # It uses the libraries of the tests, but not this checkout.
        (self.site / "libraries.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
        self.cache = folder / "cache"

    def files(self) -> dict[str, bytes]:
        """Return the installed files with their contents, without byte code written by Python."""
        return {
            str(file.relative_to(self.site)): file.read_bytes()
            for file in self.site.rglob("*")
            if file.is_file() and file.suffix != ".pyc"
        }

    def run(self, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.programs / "hors-bocal"), *words],
            cwd=cwd,
            env={"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(self.cache)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("installation"))


pytestmark = pytest.mark.xdist_group("wheel")


def test_a_project_is_made_and_watched_from_the_wheel(
    installed: Installation, tmp_path: Path
) -> None:
    """Templates and watchfiles are installed: from an empty folder to a text, in French."""
    assert installed.run(tmp_path, "new", "project", "papiers", "--lang", "fr").returncode == 0
    folder = tmp_path / "papiers"
    result = installed.run(folder, "check", "--strict")
    assert result.returncode == 0, result.stderr
    assert "watch" in installed.run(folder, "new", "layout", "papillon").stdout
    assert installed.run(folder, "watch", "rien").returncode == 2


def test_a_shipped_tract_is_printed_in_an_empty_folder(
    installed: Installation, tmp_path: Path
) -> None:
    folder = tmp_path / "vide"
    folder.mkdir()
    before = installed.files()
    result = installed.run(folder, "pdf", "tracts/guichets")
    assert result.returncode == 0, result.stderr
    # Only the outputs are written: neither a cache nor records.
    assert [item.name for item in folder.iterdir()] == ["out"]
    assert installed.files() == before
    checkout = Project(ROOT, cache_folder=tmp_path / "cache")
    build(checkout, ("tracts/guichets",), Options(tmp_path / "out"))
    expected = {file.name: file.read_bytes() for file in tmp_path.glob("out/tracts/guichets/*.pdf")}
    made = {file.name: file.read_bytes() for file in folder.glob("out/tracts/guichets/*.pdf")}
    assert made == expected and len(made) == 3


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["--role", "press"], "tract-guichets-imprimeur.pdf"),
        (["--ink", "riso"], "tract-guichets-planches-riso-1-noir.pdf"),
    ],
)
def test_shipped_profiles_printers_and_drums_serve(
    installed: Installation, tmp_path: Path, words: list[str], file: str
) -> None:
    result = installed.run(tmp_path, "pdf", "tracts/guichets", *words)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out/tracts/guichets" / file).is_file()


def test_all_shipped_documents_are_listed_in_an_empty_folder(
    installed: Installation, tmp_path: Path
) -> None:
    result = installed.run(tmp_path, "list")
    assert result.returncode == 0, result.stderr
    # content/organisation.yaml and sources.yaml are not documents.
    count = len(list((ROOT / "content").rglob("*/*.yaml")))
    assert len(result.stdout.splitlines()) == count
    assert all(line.endswith("  (shipped)") for line in result.stdout.splitlines())
    assert not list(tmp_path.iterdir())


def test_a_text_of_ones_own_is_printed_with_its_own_sources(
    installed: Installation, tmp_path: Path
) -> None:
    example = (ROOT / "layouts/card/example.yaml").read_text("utf-8")
    (tmp_path / "carte.yaml").write_text(example, "utf-8")
    result = installed.run(tmp_path, "pdf", "carte.yaml")
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out/carte/carte-page-par-page.pdf").is_file()


def test_the_version_is_told_once(installed: Installation, tmp_path: Path) -> None:
    assert installed.run(tmp_path, "--version").stdout == f"hors-bocal, version {__version__}\n"
    assert installed.wheel.name.startswith(f"hors_bocal-{__version__}-")


def test_the_wheel_is_typed_and_holds_no_test(installed: Installation) -> None:
    assert (installed.site / "zines/py.typed").is_file()
    assert not list(installed.site.rglob("test_*.py"))
    assert not (installed.site / "build.py").exists()
