"""Watching: a change builds the documents that depend on it and no others; faults stop nothing.

Tests pass in the changes as the file system would report them, and never wait for a clock.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from tests.helpers import POSTER, TRACT, add, own_layouts
from zines.base.options import BuildReport, Options
from zines.base.problems import UsageError
from zines.workshop import file_changes, schemas, watching
from zines.workshop.build import build
from zines.workshop.production import document_build, session
from zines.workshop.production.text_reading import TextReader
from zines.workshop.project import Entry, Project
from zines.workshop.watching import Round, Watch

EDITION = "kind: edition\nname: Un groupe\naddress: 1 rue des Essais\n"


@pytest.fixture
def desk(project: Project) -> Project:
    """Return a project with two tracts that cite different sources, and a poster."""
    add(project, "tracts/un", TRACT)
    other = TRACT.replace("Un essai", "Un autre").replace("convention-2023", "rgpd")
    add(project, "tracts/deux", other)
    add(project, "posters/essai", POSTER)
    return project


def count(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[object]:
    """Return a list that gets the arguments of each call of a function."""
    calls: list[object] = []
    real = getattr(module, name)

    def counted(*arguments: object, **more: object) -> object:
        calls.append(arguments)
        return real(*arguments, **more)

    monkeypatch.setattr(module, name, counted)
    return calls


def watched(project: Project, *wanted: str, **options: object) -> Watch:
    usual: dict[str, object] = {"out": project.out, "roles": ("reader",), "lint": False}
    return Watch(project, wanted, Options(**{**usual, **options}))  # type: ignore[arg-type]


def fresh(found: Round | None) -> list[str]:
    """Return the slugs that a round built, after a check that it had no problems."""
    if found is None:
        return []
    assert not found.report.problems and not found.usage, found
    return [one.slug for one in found.report.made if one.fresh]


def change(file: Path, old: str, new: str) -> Path:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return a list that gets the names of the documents of each build."""
    asked: list[tuple[str, ...]] = []

    def heard(project: Project, wanted: tuple[str, ...], *rest: object, **more: object) -> object:
        asked.append(tuple(Path(one).stem for one in wanted))
        return build(project, wanted, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(watching, "build", heard)
    return asked


def test_each_change_builds_what_it_touches(desk: Project, looked_at: list[object]) -> None:
    watch = watched(desk)
    assert sorted(fresh(watch.start())) == ["posters/essai", "tracts/deux", "tracts/un"]
    # A text: the build reads no other text.
    text = change(desk.content / "tracts/un.yaml", "Le recto", "Un recto")
    assert fresh(watch.changed({text})) == ["tracts/un"]
    assert looked_at[-1] == ("un",)
    # A source: the texts that cite it.
    listed = change(desk.content / "sources.yaml", "Sortir du bocal", "Sortir de ce bocal")
    assert fresh(watch.changed({listed})) == ["tracts/un"]
    # A layout of the project that replaces a shipped one.
    layouts = own_layouts(desk)
    assert fresh(watch.changed({layouts})) == []
    layout = change(layouts / "poster/layout.typ", "#let render", "// Another.\n#let render")
    assert fresh(watch.changed({layout})) == ["posters/essai"]
    # A theme: all documents in it.
    theme = layouts / "lib/themes/affiche.typ"
    theme.write_text(theme.read_text("utf-8") + "\n// Another.\n", "utf-8")
    assert len(fresh(watch.changed({theme}))) == 3
    # The organisation.
    group = desk.content / "organisation.yaml"
    group.write_text("name: Un groupe\naddress: 1 rue des Essais\n", "utf-8")
    assert len(fresh(watch.changed({group}))) == 3
    # A new text is built; a deleted one causes no build.
    new = add(desk, "tracts/trois", TRACT)
    assert fresh(watch.changed({new})) == ["tracts/trois"]
    new.unlink()
    assert watch.changed({new}) is None


def test_a_picture_and_an_edition_touch_what_is_printed_with_them(desk: Project) -> None:
    edition = desk.root / "editions/groupe.yaml"
    edition.parent.mkdir()
    edition.write_text(f"{EDITION}logo: logo.svg\n", "utf-8")
    logo = edition.parent / "logo.svg"
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    logo.write_text(drawing, "utf-8")
    watch = watched(desk, "posters/essai", edition=edition)
    assert fresh(watch.start()) == ["posters/essai"]
    assert edition.parent in watch.folders()
    assert fresh(watch.changed({change(logo, "h9v9", "h9v7")})) == ["posters/essai"]
    assert fresh(watch.changed({change(edition, "Un groupe", "Ce groupe")})) == ["posters/essai"]
    # A missing logo is a problem; it is found again when it is back.
    logo.unlink()
    gone = watch.changed({logo})
    assert gone and [one.code for one in gone.report.problems] == ["missing-picture"]
    logo.write_text(drawing.replace("h9v9", "h8v8"), "utf-8")
    assert fresh(watch.changed({logo})) == ["posters/essai"]


def test_pdfs_in_the_folder_of_the_project_itself_do_not_hide_its_texts(desk: Project) -> None:
    """``--out .``: everything in the project lies in the folder of the PDFs: nothing was built."""
    watch = watched(desk, "tracts/un", out=desk.root)
    assert fresh(watch.start()) == ["tracts/un"]
    text = change(desk.content / "tracts/un.yaml", "Le verso.", "Le dos.")
    assert fresh(watch.changed({text})) == ["tracts/un"]


def test_what_we_write_is_no_change_though_the_project_is_reached_by_a_link(
    desk: Project, tmp_path: Path, looked_at: list[tuple[str, ...]]
) -> None:
    """/tmp of macOS is a link to /private/tmp, from which events come."""
    (tmp_path / "link").symlink_to(desk.root, target_is_directory=True)
    watch = watched(replace(desk, root=tmp_path / "link"), "tracts/un", out=tmp_path / "link/out")
    assert fresh(watch.start()) == ["tracts/un"]
    looked_at.clear()
    assert watch.changed({desk.root / "out" / "manifest.json"}) is None and not looked_at


def test_a_picture_that_is_added_is_seen_without_a_change_of_its_text(desk: Project) -> None:
    picture = "picture: {file: dessin.svg, alt: Un carré}\n"
    text = change(desk.content / "tracts/un.yaml", "headline:", f"{picture}headline:")
    watch = watched(desk, "tracts/un")
    assert [one.code for one in watch.start().report.problems] == ["missing-picture"]
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    # Beside the text, the picture takes the place of the one in assets/.
    for folder, square in ((desk.assets, drawing), (text.parent, drawing.replace("h9", "h5"))):
        folder.mkdir(exist_ok=True)
        (folder / "dessin.svg").write_text(square, "utf-8")
        assert fresh(watch.changed({folder / "dessin.svg"})) == ["tracts/un"]


def test_a_text_that_gets_a_twin_is_judged_again(desk: Project) -> None:
    """Two files of one name would be printed over each other, even if neither has changed."""
    kept = session.Session(desk)
    reader = TextReader(desk, Options(desk.out), kept.reading[0], kept.texts)
    alone = Entry("tracts/un", desk.content / "tracts/un.yaml")
    assert not reader.read(alone).problems
    twin = Entry(alone.slug, alone.file, desk.content / "tracts/un.yml")
    assert [one.code for one in reader.read(twin).problems] == ["same-name"]


def test_what_is_broken_is_told_and_its_files_stay(desk: Project) -> None:
    watch = watched(desk, "tracts/un")
    watch.start()
    text = desk.content / "tracts/un.yaml"
    (pdf,) = (desk.out / "tracts/un").iterdir()
    before = pdf.read_bytes()
    good = text.read_text("utf-8")
    for broken in ("headlin: x", "front: [", "\tfront: x", "\0", ""):
        text.write_text(broken and f"{good}{broken}\n", "utf-8")
        found = watch.changed({text})
        assert found and found.report.problems and pdf.read_bytes() == before
    # A layout that is only half written.
    text.write_text(good, "utf-8")
    layout = own_layouts(desk) / "tract/layout.typ"
    whole = layout.read_text("utf-8")
    layout.write_text(f"{whole}\n#let broken = (\n", "utf-8")
    found = watch.changed({layout})
    assert found and found.report.problems and pdf.read_bytes() == before
    layout.write_text(f"{whole}\n// Whole again.\n", "utf-8")
    assert fresh(watch.changed({layout})) == ["tracts/un"]


def test_a_text_may_be_away_for_a_moment(desk: Project) -> None:
    """Editors save by renaming another file to it: the watch may see the moment between."""
    watch = watched(desk, "tracts/un")
    watch.start()
    text = desk.content / "tracts/un.yaml"
    aside = text.rename(text.with_name("un.yaml~"))
    gone = watch.changed({text, aside})
    assert gone and gone.usage == "'content/tracts/un.yaml' is gone; its PDFs stay"
    assert list((desk.out / "tracts/un").iterdir())
    text.write_text(TRACT.replace("Le recto", "Un recto"), "utf-8")
    aside.unlink()
    assert fresh(watch.changed({text, aside})) == ["tracts/un"]


def test_a_text_that_is_gone_keeps_its_files_where_all_are_watched(desk: Project) -> None:
    """A build of all documents would remove them, but the text may be back in a moment."""
    watch = watched(desk)
    watch.start()
    (desk.content / "tracts/un.yaml").unlink()
    watch.changed(set())
    assert list((desk.out / "tracts/un").iterdir())


def test_what_nobody_wrote_is_not_heeded(desk: Project, looked_at: list[object]) -> None:
    watch = watched(desk, "tracts/un")
    watch.start()
    rounds = len(looked_at)
    texts = desk.content / "tracts"
    for file in (
        *(desk.out / "tracts/un/tract-un-page-par-page.pdf", desk.cache / "records.json"),
        *(texts / ".un.yaml.swp", texts / "un.yaml~", texts / ".#un.yaml", texts / "deux.yaml"),
    ):
        assert watch.changed({file}) is None
    assert len(looked_at) == rounds
    # Files that may be inputs cause a build; if it builds nothing, nothing is reported.
    assert watch.changed({texts / "4913"}) is None and watch.changed(set()) is None
    assert len(looked_at) == rounds + 2
    saved = watch.changed({texts / "un.yaml"})
    assert saved and fresh(saved) == [] and len(saved.report.made) == 1


def test_editors_get_the_schema_of_a_layout_that_changes(desk: Project) -> None:
    schema = own_layouts(desk) / "tract/schema.yaml"
    (written,) = schemas.write(desk, ["tract"], desk.root / schemas.SCHEMAS)
    watch = watched(desk, "posters/essai")
    change(schema, "A word or two above the headline.", "One word.")
    watch.changed({schema})
    assert "One word." in written.read_text("utf-8")
    change(schema, "properties:", "properties: [")
    watch.changed({schema})
    assert "One word." in written.read_text("utf-8"), "a broken one helps nobody"


def test_folders_are_those_of_what_documents_are_made_from(desk: Project, tmp_path: Path) -> None:
    own_layouts(desk)
    (desk.content / ".git").mkdir()
    text = tmp_path / "elsewhere/mien.yaml"
    text.parent.mkdir()
    text.write_text(TRACT, "utf-8")
    watch = watched(desk, str(text))
    folders = watch.folders()
    assert {desk.root, desk.content / "tracts", desk.layouts / "lib/themes"} <= set(folders)
    assert text.parent in folders and desk.assets in folders
    assert not {desk.out, desk.cache, desk.content / ".git", tmp_path} & set(folders)
    (desk.content / "affiches").mkdir()
    assert desk.content / "affiches" in watch.folders()


def test_a_document_that_does_not_exist_is_told_at_once(desk: Project) -> None:
    with pytest.raises(UsageError, match="did you mean 'tracts/un'"):
        watched(desk, "tracts/uns")


def test_typst_is_kept_as_long_as_nothing_shared_changes(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = count(monkeypatch, session, "project_typesetter")
    watch = watched(desk, "tracts/un")
    watch.start()
    text = desk.content / "tracts/un.yaml"
    for number in range(3):
        change(text, "Le recto", f"Le recto {number}")
        assert fresh(watch.changed({text})) == ["tracts/un"]
    assert len(started) == 1
    # A file beside the text is shared by all texts of the folder.
    beside = desk.content / "tracts/sources.yaml"
    beside.write_text("a-nous:\n  title: Le nôtre\n  kind: book\n", "utf-8")
    change(text, "[@convention-2023]", "[@a-nous]")
    assert fresh(watch.changed({text, beside})) == ["tracts/un"]
    assert len(started) == 2
    # The output is the same as that of a single build.
    (kept,) = (file.read_bytes() for file in (desk.out / "tracts/un").iterdir())
    build(desk, ("tracts/un",), Options(desk.root / "other", roles=("reader",), lint=False))
    (alone,) = (file.read_bytes() for file in (desk.root / "other/tracts/un").iterdir())
    assert kept == alone


def test_a_text_outside_content_follows_the_sources_beside_it(
    desk: Project, tmp_path: Path
) -> None:
    """A lone YAML file is built with the ``sources.yaml`` beside it: watching must look at both."""
    folder = tmp_path / "ailleurs"
    folder.mkdir()
    text = folder / "seul.yaml"
    text.write_text(TRACT.replace("convention-2023", "a-nous"), "utf-8")
    beside = folder / "sources.yaml"
    beside.write_text("a-nous:\n  title: Le premier\n  kind: book\n", "utf-8")
    watch = watched(desk, str(text))
    assert fresh(watch.start()) == ["seul"]
    change(beside, "Le premier", "Le nôtre")
    assert fresh(watch.changed({beside})) == ["seul"]


def test_a_document_that_is_up_to_date_is_set_once_to_be_ready(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(desk, "tracts/un").start()
    set_pages = count(monkeypatch, document_build, "pages")
    assert fresh(watched(desk, "tracts/un").start()) == []
    assert len(set_pages) == 1


def test_batches_come_with_what_is_saved_and_with_new_folders(tmp_path: Path) -> None:
    """The first batch is empty: the watch has begun, and later changes are reported."""

    def folders() -> list[Path]:
        return sorted(one for one in tmp_path.iterdir() if one.is_dir())

    texts = tmp_path / "texts"
    texts.mkdir()
    batches = file_changes.batches(folders)
    assert next(batches) == set()
    aside = texts / ".a.yaml.new"
    aside.write_text("x", "utf-8")
    aside.replace(texts / "a.yaml")
    seen: set[Path] = set()
    while texts / "a.yaml" not in seen:
        seen |= next(batches)
    # A new folder is watched from now on; a file written to it before may be missed.
    (tmp_path / "more").mkdir()
    (texts / "b.yaml").write_text("x", "utf-8")
    while next(batches):
        pass
    (tmp_path / "more/c.yaml").write_text("x", "utf-8")
    while tmp_path / "more/c.yaml" not in seen:
        seen |= next(batches)
    for folder in folders():
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    assert all(isinstance(one, set) for one in batches), "it ends where nothing is left"


def test_ctrl_c_while_something_shared_is_built_is_not_lost(
    desk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watched(desk)
    watch.start()
    monkeypatch.setattr(watching, "build", lambda *_, **__: BuildReport(desk.out, stopped=True))
    # (No text was saved and none was finished: the change alone would be no news.)
    listed = change(desk.content / "sources.yaml", "Sortir du bocal", "Sortir de ce bocal")
    found = watch.changed({listed})
    assert found and found.report.stopped


def test_who_mends_something_shared_learns_that_all_is_well(desk: Project) -> None:
    watch = watched(desk)
    watch.start()
    listed = desk.content / "sources.yaml"
    before = listed.read_text("utf-8")
    listed.write_text("convention-2023: [\n", "utf-8")
    broken = watch.changed({listed})
    assert broken and broken.report.problems
    listed.write_text(before, "utf-8")
    mended = watch.changed({listed})
    assert mended and not mended.report.problems and not mended.report.made
    assert watch.changed({listed}) is None


def test_a_file_that_an_editor_writes_aside_brings_up_no_other_document(desk: Project) -> None:
    watch = watched(desk)
    watch.start()
    text = change(desk.content / "tracts/un.yaml", "Le recto", "Un recto")
    # (Emacs, and programs of JetBrains, write such files; they are removed when it comes to this.)
    aside = {text.with_name("#un.yaml#"), text.with_name("un.yaml___jb_tmp___")}
    found = watch.changed({text, *aside})
    assert found and [one.slug for one in found.report.made] == ["tracts/un"]
