"""The digest of a layout changes with every Typst file that its pages may depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import LAYOUT_FOLDERS, TRACT, add, own_layouts, printed, texts
from zines.base.search_path import SearchPath
from zines.manuscript import layouts
from zines.workshop.cache.known_digests import KnownDigests
from zines.workshop.cache.layout_digests import LayoutDigests
from zines.workshop.project import Project

MAIN = '#import "../" + request.layout + "/layout.typ": render\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with three independent layouts, and a shared part that names a theme."""
    for name, text in (
        ("lib/main.typ", MAIN),
        ("lib/theme.typ", '#let of(name) = { import "themes/" + name + ".typ": x\nx }\n'),
        ("lib/themes/plain.typ", "#let x = 1\n"),
        ("a/layout.typ", '#import "part.typ": x\n'),
        ("a/part.typ", "#let x = 1\n"),
        ("b/layout.typ", "#let y = 1\n"),
        ("b/parts/deep.typ", "#let z = 1\n"),
        ("c/layout.typ", "#let y = 1\n"),
        ("_recipe/layout.typ", "#let y = 1\n"),
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return tmp_path


def digest(folder: Path, layout: str = "a") -> str:
    return LayoutDigests(SearchPath((folder,)), KnownDigests({})).of(layout)


def changes(folder: Path, file: str, layout: str = "a") -> bool:
    """Return whether the digest of a layout changes when a line is added to a file."""
    before = digest(folder, layout)
    with (folder / file).open("a") as stream:
        stream.write("// another line\n")
    return digest(folder, layout) != before


@pytest.mark.parametrize(
    "file",
    ["a/layout.typ", "a/part.typ", "lib/theme.typ", "lib/themes/plain.typ", "_recipe/layout.typ"],
)
def test_own_and_shared_files_count(folder: Path, file: str) -> None:
    assert changes(folder, file)


def test_other_layouts_do_not_count(folder: Path) -> None:
    assert not changes(folder, "b/layout.typ") and not changes(folder, "b/parts/deep.typ")


@pytest.mark.parametrize(
    "text",
    [
        '#import "../b/" + "parts/" + name + ".typ": z',
        '#let tail = "de" + name + ".typ"\n#import "../b/parts/" + tail: z',
        '#import "../b/parts/deep.typ": z',
        '#include "../b/parts/deep.typ"',
        '#let code = read("../b/parts/deep.typ")',
        '#let path = "../b/parts/deep.typ"\n#import path: z',
        '#import "../b/parts/../parts/deep.typ": z',
        '#import "../b/parts/" + "deep" + ".typ": z',
        '#let name = "deep" + ".typ"\n#import "../b/parts/" + name: z',
        '#import "../b/" + "parts/" + name + ".typ": z',
        '#let tail = "de" + name + ".typ"\n#import "../b/parts/" + tail: z',
        '#import "../b/parts/de\\u{65}p.typ": z',
        '#import ("../b", "parts", "deep.typ").join("/"): z',
    ],
)
@pytest.mark.parametrize("inside", ["a/layout.typ", "a/part.typ", "a/sub/helper.typ"])
def test_whatever_way_another_layout_is_reached(folder: Path, text: str, inside: str) -> None:
    file = folder / inside
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.replace("../b", "../../b") if "sub" in inside else text)
    assert changes(folder, "b/parts/deep.typ")


def test_what_is_borrowed_from_what_is_borrowed_counts(folder: Path) -> None:
    (folder / "a/part.typ").write_text('#import "../b/layout.typ": y\n')
    (folder / "b/layout.typ").write_text('#import "../c/layout.typ": y\n')
    assert changes(folder, "c/layout.typ")


def test_layouts_that_borrow_from_each_other(folder: Path) -> None:
    (folder / "a/layout.typ").write_text('#import "../b/parts/deep.typ": z\n')
    (folder / "b/layout.typ").write_text('#import "../a/part.typ": x\n')
    assert changes(folder, "b/parts/deep.typ", "a")
    assert changes(folder, "a/part.typ", "b")
    # The order of requests makes no difference.
    both = LayoutDigests(SearchPath((folder,)), KnownDigests({}))
    assert (both.of("b"), both.of("a")) == (digest(folder, "b"), digest(folder, "a"))


@pytest.mark.parametrize(
    "text",
    ['#import "../b/parts/" + name + ".typ": z', '#let z = read("../b/parts/" + name + ".typ")'],
)
def test_a_path_put_together_reaches_one_folder_only(folder: Path, text: str) -> None:
    (folder / "a/layout.typ").write_text(text)
    assert changes(folder, "b/parts/deep.typ")
    assert not changes(folder, "c/layout.typ")


def test_a_layout_of_its_french_name_changes_a_layout(folder: Path) -> None:
    """A text of ``affiche`` was one of the shipped poster before: it is set again."""
    (folder / "poster").mkdir()
    (folder / "poster/layout.typ").write_text("")
    before = [digest(folder, name) for name in ("poster", "a")]
    (folder / "affiche").mkdir()
    (folder / "affiche/layout.typ").write_text("")
    after = [digest(folder, name) for name in ("poster", "a")]
    assert after[0] != before[0] and after[1] == before[1]


def test_an_edit_of_a_shipped_layout_prints_no_other_layout_again() -> None:
    """With the real files: a file that all layouts reach would cause everything to be built."""
    names = layouts.names(LAYOUT_FOLDERS)
    digests = LayoutDigests(LAYOUT_FOLDERS, KnownDigests({}))
    for name in names:
        reached = {file.split("/")[0] for file in digests.reached(name)}
        own = {"_announcement", "_drawing", "_order", "_overlay", "_recipe"}
        assert reached <= {name, "lib", *own}, name


def test_a_document_is_made_again_with_what_a_part_of_its_layout_borrows(project: Project) -> None:
    add(project, "tracts/essai", TRACT)
    extra = own_layouts(project) / "card" / "extra.typ"
    extra.write_text("#let word = [Ancien]\n")
    helper = project.layouts / "tract" / "sub" / "helper.typ"
    helper.parent.mkdir()
    helper.write_text('#import "../../card/extra.typ": word\n')
    layout = project.layouts / "tract" / "layout.typ"
    text = layout.read_text("utf-8")
    start = "#let render(document) = {\n"
    assert start in text
    layout.write_text(
        '#import "sub/helper.typ": word\n'
        + text.replace(start, start + "  set page(foreground: word)\n"),
        "utf-8",
    )
    printed(project)
    extra.write_text("#let word = [Nouveau]\n")
    printed(project)
    assert "Nouveau" in texts(project.root / "out/tracts/essai/tract-essai-page-par-page.pdf")[0]
