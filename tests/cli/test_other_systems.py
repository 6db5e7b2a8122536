"""Commands on Windows and macOS, as far as another system can show: names, open files, disks.

Sources: Microsoft, "Naming Files, Paths, and Namespaces" and "Maximum Path Length Limitation";
Unicode Standard Annex 15 (macOS gives the names of files decomposed, NFD, to archives and sticks).
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.helpers import POSTER, TRACT, add, small_project
from zines.base import files, names
from zines.cli.main import cli
from zines.workshop import project
from zines.workshop.project import Project, entries

_SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
_PAGES = "out/tracts/essai/tract-essai-page-par-page.pdf"
_PICTURE = "picture: {file: images/été.svg, alt: Un carré}\nheadline:"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = small_project(tmp_path / "Bureau de Zoé")
    add(made, "tracts/essai", TRACT)
    add(made, "posters/essai", POSTER)
    monkeypatch.chdir(made.root)
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, words)


def from_a_mac(file: Path, content: str) -> Path:
    """Write a file whose name and folder are decomposed below the desk."""
    named = file.parents[1] / normalize("NFD", file.parent.name) / normalize("NFD", file.name)
    named.parent.mkdir(parents=True, exist_ok=True)
    named.write_text(content, "utf-8")
    return named


def test_names_from_a_mac_are_found_as_they_are_typed(desk: Project) -> None:
    picture = from_a_mac(desk.content / "tracts/images/été.svg", _SQUARE)
    text = TRACT.replace("headline:", _PICTURE)
    from_a_mac(desk.content / "réunions/assemblée.yaml", TRACT)
    from_a_mac(desk.root / "editions/fédération.yaml", "name: F\naddress: 1, rue Ici, 42000 Là\n")
    from_a_mac(desk.root / "editions/loire.yaml", "extends: fédération\nname: Loire\n")
    add(desk, "tracts/essai", text)
    for words in (
        ["pdf", "tracts/essai", "--edition", "loire"],
        ["pdf", "content/réunions/assemblée.yaml", "--edition", "editions/fédération.yaml"],
        ["check", "editions/fédération.yaml"],
    ):
        result = run(*words)
        assert result.exit_code == 0, result.output
    # The picture is an input like any other: a build after a change uses it.
    assert "1 file" not in run("pdf", "tracts/essai", "--edition", "loire").output
    (made,) = (desk.out / "tracts/essai").glob("*page-par-page-loire.pdf")
    before = made.read_bytes()
    picture.write_text(_SQUARE.replace("h9v9", "h9v5"), "utf-8")
    assert run("pdf", "tracts/essai", "--edition", "loire").exit_code == 0
    assert made.read_bytes() != before


def test_a_pdf_that_a_viewer_keeps_open_stops_its_document_only(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acrobat on Windows keeps the file that it shows: nobody else can replace it."""
    assert run("pdf").exit_code == 0
    shown = desk.out / "tracts/essai/tract-essai-a-couper.pdf"
    before = {file: file.read_bytes() for file in shown.parent.iterdir()}
    for slug, text in (("tracts/essai", TRACT), ("posters/essai", POSTER)):
        add(desk, slug, text.replace("Un essai.", "Un autre essai.").replace("[Un", "[Cet"))
    monkeypatch.setattr(Path, "replace", kept_open(shown))
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(files, "_PATIENCE", 0.0)
    result = run("pdf")
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert shown.name in result.output and "another program has it open" in result.output
    assert {file: file.read_bytes() for file in shown.parent.iterdir()} == before
    assert "made       posters/essai" in result.output
    assert not list(desk.root.rglob("*.part"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_no_file_is_removed_or_replaced_while_we_have_it_open(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses that; a forgotten handle or a mapped file is no error on other systems."""
    for name in ("unlink", "remove", "rmdir", "rename", "replace"):
        monkeypatch.setattr(os, name, as_on_windows(getattr(os, name)))
    # (Windows has no folders as handles: files are removed by their paths.)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)
    with pytest.raises(PermissionError), (desk.root / "open").open("w"):
        (desk.root / "open").unlink()
    sections = "nom;adresse;code postal;ville\nA;1 rue X;42000;Y\nB;2 rue X;42000;Y\n"
    (desk.root / "sections.csv").write_text(sections, "utf-8")
    Image.new("RGB", (900, 600), "red").save(desk.content / "tracts/carre.png")
    picture = _PICTURE.replace("images/été.svg", "carre.png")
    add(desk, "tracts/essai", TRACT.replace("headline:", picture))
    for words in (
        ["pdf"],
        ["pdf", "--force", "--ink", "riso"],
        ["pdf", "--role", "press"],
        ["pdf", "tracts/essai", "--variants", "sections.csv", "--merge"],
        ["check", "out/tracts"],
        ["impose", _PAGES, "sheets.pdf", "--schema", "repeat", "--sheet", "a3"],
        ["impose", _PAGES, "sheets.pdf", "--schema", "repeat", "--sheet", "a3"],
    ):
        result = run(*words)
        assert result.exit_code == 0, (words, result.output)
    assert not list(desk.root.rglob("*.part"))


def as_on_windows(change: Callable[..., None]) -> Callable[..., None]:
    def changed(*paths: Path, **more: object) -> None:
        for path in paths:
            if is_open(os.path.realpath(path)):
                raise PermissionError(13, "The process cannot access the file", str(path))
        change(*paths, **more)

    return changed


def is_open(path: str) -> bool:
    """Return whether this process has a file open or mapped, or one in a folder."""
    mapped = Path("/proc/self/maps").read_text("utf-8", "replace").splitlines()
    places = [line.split(None, 5)[-1] for line in mapped]
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # (Another thread has closed it since.)
            places.append(str(one.readlink()))
    return any(one == path or one.startswith(f"{path}/") for one in places)


def test_a_table_that_excel_keeps_to_itself_is_told_as_that(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has just filled in a table has it open, and nobody took the right to read it away."""
    table = desk.root / "sections.csv"
    table.write_text("nom;adresse\nA;1, rue X, 42000 Y\n", "utf-8")
    opening = Path.open

    def refused(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == table.name:
            raise PermissionError(13, "Permission denied", str(self))
        return opening(self, *how, **more)

    monkeypatch.setattr(Path, "open", refused)
    result = run("pdf", "tracts/essai", "--variants", "sections.csv")
    assert result.exit_code == 1 and "another program has it open" in result.output


def kept_open(shown: Path) -> Callable[[Path, Path], Path]:
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if Path(target).absolute() == shown:
            raise PermissionError(13, "The process cannot access the file", str(target))
        return replace(self, target)

    return refused


def test_a_path_of_powershell_is_read_anywhere(desk: Project) -> None:
    """Its tab key writes .\\ before names, and a backslash after folders."""
    for word in (".\\tracts\\essai", "tracts\\essai", ".\\tracts\\", "./tracts/"):
        result = run("pdf", word)
        assert result.exit_code == 0 and "tracts/essai" in result.output, result.output


def test_a_folder_of_windows_ends_with_a_backslash(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``--into feuilles\\`` asks for a folder, and no file without an ending."""
    assert run("pdf", "tracts/essai").exit_code == 0
    words = ["impose", _PAGES, "--into", "feuilles\\", "--schema", "repeat", "--sheet", "a3"]
    assert run(*words).exit_code == 2
    monkeypatch.setattr(names, "os", SimpleNamespace(**vars(os) | {"sep": "\\"}))
    assert run(*words).exit_code == 0
    assert list(desk.root.glob("feuilles*/tract-essai-page-par-page.pdf"))


def test_an_edition_in_a_folder_is_named_with_either_slash(desk: Project) -> None:
    folder = desk.root / "editions" / "Loire"
    folder.mkdir(parents=True)
    (folder / "Le Puy.yaml").write_text("name: Le Puy\naddress: 1, rue Ici, 42000 Là\n", "utf-8")
    for word in ("loire/le-puy", "loire\\le-puy"):
        result = run("pdf", "tracts/essai", "--edition", word)
        assert result.exit_code == 0, result.output


@pytest.fixture
def folded(desk: Project) -> Callable[[str, str], None]:
    """Give a file a second spelling, as disks of Windows and macOS do: links show it elsewhere."""

    def link(place: str, spelling: str) -> None:
        file = desk.content / place
        if not file.with_name(spelling).exists():
            os.link(file, file.with_name(spelling))

    return link


def test_one_file_under_two_spellings_is_one_document(
    desk: Project, folded: Callable[[str, str], None]
) -> None:
    folded("tracts/essai.yaml", "Essai.yaml")
    result = run("pdf", "content/tracts/Essai.yaml", "content/tracts/essai.yaml")
    assert result.exit_code == 0, result.output
    # Two files stay two.
    (desk.content / "tracts/Essai.yaml").unlink()
    add(desk, "tracts/Essai", TRACT)
    assert run("pdf", "content/tracts/Essai.yaml", "content/tracts/essai.yaml").exit_code == 2


@pytest.mark.parametrize(
    ("place", "spelling"),
    [("sources.yaml", "Sources.yaml"), ("organisation.yaml", "Organisation.yaml")],
)
def test_what_texts_share_is_no_text_in_capitals_either(
    desk: Project, folded: Callable[[str, str], None], place: str, spelling: str
) -> None:
    """Where Sources.yaml is read as sources.yaml, it was also to be printed."""
    if not (desk.content / place).exists():
        (desk.content / place).write_text("name: Un groupe\naddress: 1, rue Ici\n", "utf-8")
    folded(place, spelling)
    assert [one.slug for one in entries(desk, own=True)] == ["posters/essai", "tracts/essai"]


def test_editions_in_a_folder_in_capitals_are_no_texts(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.content / "Editions").mkdir()
    (desk.content / "Editions" / "loire.yaml").write_text("name: Loire\n", "utf-8")
    # (A folder has no second link: the disk is asked here.)
    monkeypatch.setattr(project, "is_same", lambda one, other: one.name == "Editions")
    assert [one.slug for one in entries(desk, own=True)] == ["posters/essai", "tracts/essai"]
