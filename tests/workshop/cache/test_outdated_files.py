"""Output files without a document are removed from out/ and the manifest, and no others."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import POSTER, TRACT, OnStep, add, own_layouts, printed, shipped
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity
from zines.workshop.build import build
from zines.workshop.cache import outdated_files
from zines.workshop.project import Project

READER = "tracts/essai/tract-essai-page-par-page.pdf"
SHEETS = "tracts/essai/tract-essai-a-couper.pdf"


@pytest.fixture
def two(project: Project) -> Project:
    """Return a project with two documents, already built."""
    add(project, "tracts/essai", TRACT)
    add(project, "posters/essai", POSTER)
    assert not printed(project).problems
    return project


def pdfs(project: Project, out: str = "out") -> set[str]:
    folder = project.root / out
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*.pdf")}


def listed(project: Project, out: str = "out") -> set[str]:
    manifest = json.loads((project.root / out / "manifest.json").read_text("utf-8"))
    return {file["path"] for document in manifest["documents"] for file in document["files"]}


def rename(project: Project, old: str, new: str) -> None:
    target = project.content / f"{new}.yaml"
    target.parent.mkdir(exist_ok=True)
    (project.content / f"{old}.yaml").rename(target)


def quiet(report: BuildReport) -> int:
    assert not report.problems, report.problems
    return report.removed


def as_shipped(project: Project) -> Path:
    """Copy layouts and assets into a project, so that it can be shipped; return its folder."""
    own_layouts(project)
    shutil.copytree(shipped() / "assets", project.assets, dirs_exist_ok=True)
    return project.root


def test_a_renamed_document_leaves_nothing_behind(two: Project) -> None:
    rename(two, "tracts/essai", "autres/nouveau")
    assert quiet(printed(two)) == 3
    assert pdfs(two) == listed(two)
    assert not [name for name in pdfs(two) if name.startswith("tracts/")]
    assert not (two.root / "out/tracts").exists()
    assert quiet(printed(two)) == 0


def test_nothing_is_lost_where_nothing_changed(two: Project) -> None:
    before = pdfs(two)
    assert quiet(printed(two)) == 0 and quiet(printed(two, force=True)) == 0
    assert pdfs(two) == listed(two) == before


def test_a_build_of_one_document_removes_nothing_of_others(two: Project) -> None:
    before = pdfs(two)
    (two.content / "tracts/essai.yaml").unlink()
    for wanted in ("posters/essai", "posters"):
        report = printed(two, wanted)
        # (It says so only.)
        assert report.removed == 0 and [one.code for one in report.problems] == ["former-text"]
    assert pdfs(two) == listed(two) == before


def test_variants_of_documents_that_are_there_stay(two: Project) -> None:
    edition = two.root / "union.yaml"
    edition.write_text('name: "N"\naddress: "A"\n')
    for options in (
        {"ink": "black"},
        {"edition": edition},
        {"large_print": True},
        {"ink": "riso"},
        {"roles": ("press", "tiles")},
        {"qr": False, "roles": ("press",), "printer": "newsprint"},
    ):
        printed(two, **options)
    edition.unlink()
    before = pdfs(two)
    assert len(before) > 30
    assert quiet(printed(two)) == 0
    assert pdfs(two) == listed(two) == before
    # Files of a deleted document are removed.
    (two.content / "tracts/essai.yaml").unlink()
    assert quiet(printed(two)) == len([one for one in before if one.startswith("tracts/")])


def test_an_output_that_its_layout_has_no_more_leaves(two: Project) -> None:
    printed(two, "tracts/essai", ink="black")
    outputs = own_layouts(two) / "tract/outputs.yaml"
    outputs.write_text(outputs.read_text().replace("name: a-couper", "name: deux-par-feuille"))
    # Removed: the sheets, in colour and in black, with their recipes.
    assert quiet(printed(two)) == 4
    assert pdfs(two) == listed(two)
    assert not [name for name in pdfs(two) if "a-couper" in name]
    assert READER.replace(".pdf", "-noir.pdf") in pdfs(two)


def test_a_document_of_another_format_leaves_the_sheets_of_the_first(two: Project) -> None:
    add(two, "tracts/essai", TRACT.replace("layout: tract", "layout: tract\nformat: a4"))
    assert quiet(printed(two)) == 2
    assert "tracts/essai/tract-essai-recto-verso.pdf" in pdfs(two)
    assert pdfs(two) == listed(two) and SHEETS not in pdfs(two)


def test_a_document_that_fails_keeps_its_files(two: Project) -> None:
    before = pdfs(two)
    add(two, "tracts/essai", TRACT.replace("headline:", "headlin:"))
    (two.content / "posters/essai.yaml").unlink()
    report = printed(two)
    assert {one.code for one in report.problems} == {"unknown-key"}
    kept = {one for one in before if one.startswith("tracts/")}
    assert pdfs(two) == listed(two) == kept
    assert report.removed == len(before) - len(kept)


def test_what_somebody_changed_stays_and_is_told_once(two: Project) -> None:
    changed = two.root / "out" / READER
    changed.write_bytes(changed.read_bytes() + b"% with my notes")
    (two.content / "tracts/essai.yaml").unlink()
    report = printed(two)
    (problem,) = report.problems
    assert (problem.code, problem.severity) == ("changed-file", Severity.WARNING)
    assert problem.path == f"out/{READER}" and report.removed == 2
    assert changed.is_file() and READER not in listed(two)
    assert quiet(printed(two)) == 0 and changed.is_file()


def test_a_link_in_the_place_of_a_file_is_not_ours(two: Project) -> None:
    """A link to a file of the same bytes belongs to the user, who keeps the file elsewhere."""
    place = two.root / "out" / READER
    kept = two.root / "garde.pdf"
    place.rename(kept)
    place.symlink_to(kept)
    (two.content / "tracts/essai.yaml").unlink()
    assert [one.code for one in printed(two).problems] == ["changed-file"]
    assert place.is_symlink() and kept.is_file()


def test_a_file_that_we_did_not_make_stays_without_a_word(two: Project) -> None:
    notes = two.root / "out/tracts/essai/mes-notes.pdf"
    notes.write_bytes(b"%PDF of someone")
    (two.content / "tracts/essai.yaml").unlink()
    assert quiet(printed(two)) == 3
    assert [one for one in pdfs(two) if one.startswith("tracts/")] == ["tracts/essai/mes-notes.pdf"]


def as_version_1(project: Project, renamed: Callable[[Path], str]) -> None:
    """Change out/ to what version 0.2 wrote: other file names, and no records."""
    shutil.rmtree(project.cache)
    file = project.out / "manifest.json"
    manifest = json.loads(file.read_text("utf-8"))
    manifest["version"] = 1
    for document in manifest["documents"]:
        del document["source"], document["description"]
        for one in document["files"]:
            del one["pdf_pages"]
            old = project.out / one["path"]
            new = old.with_name(renamed(old))
            old.rename(new)
            one["path"] = new.relative_to(project.out).as_posix()
    file.write_text(json.dumps(manifest), "utf-8")


def test_files_with_the_names_of_version_0_2_leave(two: Project) -> None:
    after = pdfs(two)
    as_version_1(two, lambda file: file.name.partition("essai-")[2])
    assert "tracts/essai/a-couper.pdf" in pdfs(two)
    # If only one document is built, old files are kept beside new ones, without problems.
    assert quiet(printed(two, "posters/essai")) == 0
    assert "posters/essai/page-par-page.pdf" in listed(two)
    assert quiet(printed(two)) == len(after)
    assert pdfs(two) == listed(two) == after
    manifest = json.loads((two.out / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == 2
    assert all(document["description"] for document in manifest["documents"])


def test_a_document_that_is_gone_leaves_a_manifest_of_version_1(two: Project) -> None:
    as_version_1(two, lambda file: file.name)
    (two.content / "tracts/essai.yaml").unlink()
    assert quiet(printed(two)) == 3
    assert pdfs(two) == listed(two)


def test_a_text_from_elsewhere_is_not_gone(two: Project, tmp_path: Path) -> None:
    """A build of the project does not remove files of texts outside it, even if they moved."""
    text = tmp_path / "tract-ami.yaml"
    text.write_text(TRACT, "utf-8")
    printed(two, str(text))
    text.unlink()
    before = pdfs(two)
    assert "tract-ami/tract-ami-a-couper.pdf" in before
    assert quiet(printed(two)) == 0
    assert pdfs(two) == listed(two) == before


def test_a_shipped_document_is_not_gone(two: Project, tmp_path: Path) -> None:
    """A build without names builds the project's own documents only."""
    own = Project(tmp_path / "own", as_shipped(two))
    add(own, "tracts/le-mien", TRACT)
    printed(own, "posters/essai", roles=("reader",))
    assert quiet(printed(own, roles=("reader",))) == 0
    assert len(pdfs(own)) == 2


def test_two_projects_print_into_one_folder(two: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "other", shipped())
    add(other, "tracts/autre", TRACT)
    shared = two.root / "cle-usb"
    for project in (two, other, two, other):
        assert quiet(printed(project, out=shared, roles=("reader",))) == 0
    assert len(pdfs(two, "cle-usb")) == 3
    # Each build removes its own files.
    (two.content / "tracts/essai.yaml").unlink()
    assert quiet(printed(two, out=shared, roles=("reader",))) == 1
    assert pdfs(two, "cle-usb") == listed(two, "cle-usb")
    assert "tracts/autre/tract-autre-page-par-page.pdf" in pdfs(two, "cle-usb")


def test_a_document_that_came_meanwhile_is_not_gone(two: Project) -> None:
    """Another build writes it while this build runs; the manifest keeps both."""
    came = False

    def meanwhile(*_: object) -> None:
        nonlocal came
        if not came:
            came = True
            add(two, "tracts/nouveau", TRACT)
            printed(two, "tracts/nouveau", roles=("reader",))

    report = build(two, (), Options(out=two.out), OnStep(meanwhile))
    assert quiet(report) == 0
    assert "tracts/nouveau/tract-nouveau-page-par-page.pdf" in pdfs(two) & listed(two)


def test_a_kill_in_between_leaves_the_rest_to_the_next_build(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two.content / "tracts/essai.yaml").unlink()
    removed: list[Path] = []
    unlink = Path.unlink

    def killed(file: Path, missing_ok: bool = False) -> None:
        if "tracts" in file.parts and file.suffix == ".pdf":
            if removed:
                raise KeyboardInterrupt
            removed.append(file)
        unlink(file, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            printed(two)
    assert len(removed) == 1
    assert quiet(printed(two)) == 2
    assert pdfs(two) == listed(two)
    assert not (two.out / "tracts").exists()


def test_a_build_that_is_stopped_removes_nothing(two: Project) -> None:
    """It has not read all documents yet, and the user wants it to stop."""
    before = pdfs(two)
    (two.content / "tracts/essai.yaml").unlink()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    report = build(two, (), Options(out=two.out, force=True), OnStep(stop))
    assert report.stopped and report.removed == 0
    assert pdfs(two) == listed(two) == before


def test_a_file_that_cannot_be_removed_is_told_and_tried_again(
    two: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (two.content / "tracts/essai.yaml").unlink()

    def refused(file: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        report = printed(two)
    assert report.removed == 0 and len(report.problems) == 3
    assert all("tract-essai" in one.message for one in report.problems)
    assert READER in listed(two)
    assert quiet(printed(two)) == 3


@pytest.mark.parametrize("digest", ["", "0" * 64])
def test_what_cannot_be_read_is_not_removed(tmp_path: Path, digest: str) -> None:
    """Folders and broken entries have no digest, and are kept."""
    (tmp_path / "x.pdf").mkdir()
    found = outdated_files.remove(tmp_path, [{"path": "x.pdf", "sha256": digest}])
    assert [one.code for one in found.problems] == ["changed-file"] and not found.removed
    assert (tmp_path / "x.pdf").is_dir()


def test_documents_whose_files_are_called_alike_are_told(two: Project) -> None:
    add(two, "affiches/essai", POSTER)
    (problem,) = printed(two).problems
    assert (problem.code, problem.severity) == ("same-file-name", Severity.WARNING)
    assert problem.path == "content/posters/essai.yaml" and "affiches/essai" in problem.message
    add(two, "affiches/essai", POSTER.replace("layout: poster", "layout: poster\npiece: placard"))
    assert quiet(printed(two)) > 0
    assert "affiches/essai/placard-essai-a4.pdf" in pdfs(two)


def test_a_name_that_is_longer_than_names_can_be_is_told(project: Project) -> None:
    add(project, f"tracts/{'a' * 210}", TRACT)
    (problem,) = printed(project).problems
    assert problem.code == "wrong-name" and problem.path.startswith("content/tracts/")
