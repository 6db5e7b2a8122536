"""Names in texts and on the command line are checked before they are used as paths.

They reach no files outside of the allowed folders.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from tests.helpers import TRACT, add, own_layouts, printed
from zines.base.problems import Problem, Severity
from zines.cli.main import cli
from zines.workshop.checking import check
from zines.workshop.project import Project

GROUP = 'name: "N"\naddress: "A"\nlogo: "{}"\n'


def errors_of(project: Project) -> list[tuple[str, str, int]]:
    """Return the errors of ``pdf``, after a check that ``check`` reports the same errors."""

    def errors(found: list[Problem]) -> list[tuple[str, str, int]]:
        places = {(one.code, one.path, one.line) for one in found if one.severity is Severity.ERROR}
        return sorted(places)

    made = errors(printed(project).problems)
    assert errors(check(project)) == made
    return made


@pytest.mark.parametrize("key", ["layout", "theme"])
@pytest.mark.parametrize("name", ["a" * 256, "a" * 5000, "a/../b", "../tract", "CON", "nul.x", "*"])
def test_a_name_that_is_none_is_told_at_its_line(project: Project, key: str, name: str) -> None:
    text = TRACT.replace("layout: tract\n", "") if key == "layout" else TRACT
    add(project, "tracts/a", f'{text}{key}: "{name}"\n')
    line = len(text.splitlines()) + 1
    code = "unknown-layout" if key == "layout" else "wrong-value"
    assert errors_of(project) == [(code, "content/tracts/a.yaml", line)]


@pytest.mark.parametrize("slug", ["tracts/con", "nul/a", "com1"])
def test_a_document_is_named_as_a_file_can_be_on_any_machine(project: Project, slug: str) -> None:
    add(project, slug, TRACT)
    assert [code for code, _, _ in errors_of(project)] == ["slug-form"]


def outside(project: Project) -> Path:
    """Write a picture outside of the project and return its file."""
    file = project.root.parent / "secret" / "photo.png"
    file.parent.mkdir()
    Image.new("RGB", (300, 300), "red").save(file)
    return file


def absolute(project: Project, file: Path) -> str:
    return file.as_posix()


def upwards(project: Project, file: Path) -> str:
    return Path(os.path.relpath(file, project.content)).as_posix()


def linked(project: Project, file: Path) -> str:
    (project.assets / "photo.png").symlink_to(file)
    return "photo.png"


def linked_folder(project: Project, file: Path) -> str:
    (project.content / "images").symlink_to(file.parent)
    return "images/photo.png"


@pytest.mark.parametrize("name", [absolute, upwards, linked, linked_folder])
def test_a_text_takes_no_picture_from_elsewhere(
    project: Project, name: Callable[[Project, Path], str]
) -> None:
    """A text from somebody else cannot print pictures from the disk unless the user allows it."""
    add(project, "tracts/a", TRACT)
    logo = GROUP.format(name(project, outside(project)))
    (project.content / "organisation.yaml").write_text(logo)
    assert errors_of(project) == [("picture-outside", "content/organisation.yaml", 3)]
    allowed = replace(project, pictures=(project.root.parent / "secret",))
    assert not errors_of(allowed)
    # The permission is valid for one run only.
    assert errors_of(project)


def test_a_picture_of_the_project_may_be_reached_from_anywhere_in_it(project: Project) -> None:
    add(project, "tracts/a", TRACT)
    Image.new("RGB", (300, 300), "red").save(own_layouts(project) / "logo.png")
    (project.content / "organisation.yaml").write_text(GROUP.format("../layouts/logo.png"))
    assert not errors_of(project)


def test_a_folder_that_is_no_project_opens_nothing_but_its_text(tmp_path: Path) -> None:
    """The current folder may be the home folder of the user."""
    assert Project(tmp_path).search_path("assets").reach == ()


def test_half_a_character_in_an_earlier_manifest_stops_nothing(project: Project) -> None:
    add(project, "tracts/a", TRACT)
    printed(project)
    manifest = project.root / "out" / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    spoilt = json.loads(json.dumps(content).replace("Un essai", "Un \\ud800"))
    more = {"path": "\ud800.pdf", "sha256": "\udfff"}
    spoilt["documents"][0]["files"].append(more)
    manifest.write_text(json.dumps(spoilt))
    assert not printed(project).problems
    assert json.loads(manifest.read_text("utf-8")) == content


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, names are texts")
@pytest.mark.parametrize("name", [os.fsdecode(b"a\xffb"), "a,b", "a:b"])
def test_a_theme_or_layout_that_no_text_can_name_stops_nothing(project: Project, name: str) -> None:
    themes = own_layouts(project) / "lib" / "themes"
    shutil.copy(themes / "calme.typ", themes / f"{name}.typ")
    shutil.copytree(project.layouts / "tract", project.layouts / name)
    add(project, "tracts/a", TRACT)
    assert not errors_of(project)


LONG = "a" * 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", LONG],
        ["check", f"{LONG}.pdf"],
        ["check", f"{LONG}.yaml"],
        ["check", "--printer", LONG],
        ["check", "--printer", "nobody"],
        ["check", "--edition", f"{LONG}.yaml"],
        ["pdf", LONG],
        ["pdf", "--out", LONG],
        ["pdf", "--printer", LONG],
        ["pdf", "--edition", f"{LONG}.yaml"],
        ["pdf", "--icc", f"{LONG}.icc", "--condition", "X"],
        ["pdf", "--edition", f"{'e' * 240}.yaml"],
        ["impose", LONG, "o.pdf", "--schema", "n-up"],
        ["impose", "in.pdf", f"{LONG}.pdf", "--schema", "n-up"],
        ["impose", "in.pdf", f"{'e' * 240}.pdf", "--schema", "n-up"],
        ["unimpose", "in.pdf", f"{LONG}.pdf", "--schema", "n-up"],
    ],
)
def test_a_name_on_the_command_line_is_judged_before_anything_is_done(
    project: Project, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(project, "tracts/a", TRACT)
    monkeypatch.chdir(project.root)
    Path("in.pdf").write_bytes(b"%PDF")
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2, result.output
    assert not project.out.exists()
