"""The standalone folder: its contents and, after ``make app``, its behaviour.

``make app`` tests the folder itself at the end; ``pytest -m app tests/packaging`` repeats this.
"""

from __future__ import annotations

import gettext
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.helpers import ROOT
from tests.packaging.standalone import contents, trial
from zines.composition.fonts import files as faces

MADE = ROOT / "dist" / "hors-bocal"
_PIN = re.compile(r"^([\w.-]+==[^ ;\\]+)", re.MULTILINE)


def test_it_holds_every_file_that_the_wheel_holds() -> None:
    """The wheel's builder lists the files; code goes into the program (collect_submodules)."""
    builder = WheelBuilder(str(ROOT))
    wheel = {
        one.distribution_path
        for one in builder.recurse_included_files()
        if not one.distribution_path.endswith(".py")
    } | {
        one.distribution_path
        for one in builder.recurse_forced_files(builder.config.force_include)
        if not one.distribution_path.endswith(".py")
    }
    ours = {f"{place}/{file.name}" for file, place in contents.data(ROOT)}
    assert ours == wheel
    parts = ("locales", "web/templates", "web/static", "workshop/templates", "manuscript/schemas")
    shipped = ("shipped/layouts", "shipped/content", "shipped/assets/icc")
    for part in (*parts, *shipped):
        assert any(file.startswith(f"zines/{part}/") for file in ours), part


def test_code_that_is_shipped_as_a_text_goes_along(tmp_path: Path) -> None:
    """A layout may contain any file; only the code of the package itself is not data."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in ("zines/own.py", "zines/own.yaml", "layouts/a/kept.py", "assets/drums.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {f"{place}/{file.name}" for file, place in contents.data(tmp_path)}
    assert found == {
        "zines/own.yaml",
        "zines/shipped/layouts/a/kept.py",
        "zines/shipped/assets/drums.yaml",
    }


def test_it_holds_the_faces_that_pages_are_set_in() -> None:
    packages = faces(())[0].parents[2]
    assert [file for file, _ in contents.faces(packages)] == faces(())
    assert {f"{place}/{file.name}" for file, place in contents.faces(packages)} == {
        file.relative_to(packages).as_posix() for file in faces(())
    }


def test_it_is_made_of_the_packages_that_run_the_program() -> None:
    """Both files pin the same versions: other versions would make different PDFs."""
    running, building = (
        set(_PIN.findall((ROOT / name).read_text("utf-8")))
        for name in ("requirements.lock", "requirements-app.lock")
    )
    assert running < building
    assert {pin.partition("==")[0] for pin in running} == set(contents.locked(ROOT))


def test_what_is_left_out_is_nothing_of_ours() -> None:
    assert all(contents.is_used(f"{place}/{file.name}") for file, place in contents.data(ROOT))
    assert contents.is_used("pyphen/dictionaries/hyph_fr.dic")
    assert not contents.is_used("pyphen/dictionaries/hyph_de_DE.dic")


@pytest.mark.app
def test_it_does_what_is_promised() -> None:
    """Test the folder built by make app, moved elsewhere, in an empty environment."""
    trial.trial(MADE)


def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path) -> None:
    """The trial fails on missing or different files, and on traces of the build folder."""
    with pytest.raises(trial.FaultError, match="is not what stands in the checkout"):
        trial._holds_all(tmp_path)
    for file, place in contents.data(ROOT):
        (tmp_path / "_internal" / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, tmp_path / "_internal" / place)
    trial._holds_all(tmp_path)
    trial._holds_no_trace(tmp_path)
    (tmp_path / "_internal/zines/shipped/content/sources.yaml").write_text(str(ROOT), "utf-8")
    with pytest.raises(trial.FaultError, match=r"sources\.yaml is not"):
        trial._holds_all(tmp_path)
    with pytest.raises(trial.FaultError, match="names the folder"):
        trial._holds_no_trace(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="a launcher of Linux")
@pytest.mark.parametrize("passed", ["{folder}/hors-bocal.desktop", "{folder}"])
def test_the_launcher_begins_the_program_beside_it(tmp_path: Path, passed: str) -> None:
    """GIO and Thunar pass the path of the launcher; PCManFM its folder, split at spaces."""
    folder = tmp_path / "une clé à moi"
    folder.mkdir()
    program = folder / "hors-bocal"
    program.write_text("#!/bin/sh\necho begun\n", "utf-8")
    program.chmod(0o755)
    launcher = (ROOT / "tests/packaging/standalone/hors-bocal.desktop").read_text("utf-8")
    (line,) = re.findall(r"^Exec=(.*) %k$", launcher, re.MULTILINE)
    place = passed.format(folder=folder)
    for words in ([place], place.split(" ")):
        done = subprocess.run(
            [*shlex.split(line), *words], capture_output=True, text=True, check=True, cwd="/"
        )
        assert done.stdout == "begun\n"


def test_what_comes_with_it_says_what_its_pages_say() -> None:
    """French comes first; the labels that it quotes are those of the pages."""
    text = (ROOT / "tests/packaging/standalone/LISEZMOI.txt").read_text("utf-8")
    french, _, english = text.partition("-" * 40)
    messages = gettext.translation("hors-bocal", ROOT / "zines" / "locales", ["fr"])
    assert messages.gettext("Close the workshop") in french
    assert "Close the workshop" in english
    # Apple, "Updates to runtime protection in macOS Sequoia" (2024): a right click no longer opens
    # software without a signature.
    assert "Confidentialité et sécurité" in french and "Privacy & Security" in english
    for part in (french, english):
        assert all(name in part for name in ("_internal", "editions/", "content/", "out/"))
