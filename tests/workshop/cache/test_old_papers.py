"""Papers in out/ that are no longer right are named by builds of a part of a project."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.helpers import TRACT, add, printed
from zines.base.options import BuildReport, Options
from zines.base.problems import Severity
from zines.workshop.project import Project
from zines.workshop.watching import Watch

GROUP = "kind: edition\nname: Section\naddress: 1 rue Haute\n"


def told(report: BuildReport) -> list[tuple[str, str]]:
    """Return the codes of the problems, and the names that their messages list."""
    assert all(one.severity is Severity.INFO for one in report.problems)
    return [(one.code, one.message.rpartition(": ")[2]) for one in report.problems]


@pytest.fixture
def tract(project: Project) -> Path:
    return add(project, "tracts/essai", TRACT)


def correct(file: Path, old: str = "Le verso.", new: str = "Le verso, corrigé.") -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_text_corrected_in_one_ink_is_old_in_the_others(project: Project, tract: Path) -> None:
    """The hour was corrected, and the files for the black copier still have the wrong one."""
    black, large = {"ink": "black"}, {"large_print": True, "roles": ("reader",)}
    for ways in ({}, black, large):
        assert told(printed(project, "tracts/essai", **ways)) == []
    correct(tract)
    expected = "tract-essai-a-couper-noir, tract-essai-page-par-page-grands-caracteres"
    # Recipes and orders say nothing that could be old.
    expected += ", tract-essai-page-par-page-noir"
    assert told(printed(project, "tracts/essai")) == [("older-file", expected)]
    found = told(printed(project, "tracts/essai", **black))
    assert found == [("older-file", "tract-essai-page-par-page-grands-caracteres")]
    assert told(printed(project, "tracts/essai", **large)) == []
    # A build of the whole project says so too: it keeps all ways of printing.
    correct(tract, "corrigé", "relu")
    assert [code for code, _ in told(printed(project))] == ["older-file"]


def test_other_files_of_the_same_way_are_old_too(project: Project, tract: Path) -> None:
    printed(project, "tracts/essai")
    correct(tract)
    found = told(printed(project, "tracts/essai", roles=("reader",)))
    assert found == [("older-file", "tract-essai-a-couper")]


def test_a_group_is_compared_with_itself(project: Project, tract: Path) -> None:
    """The neutral papers beside are right; those of the group in black have the old address."""
    edition = project.root / "section.yaml"
    edition.write_text(GROUP, "utf-8")
    reader = {"roles": ("reader",), "edition": edition}
    for ways in ({"roles": ("reader",)}, reader, {**reader, "ink": "black"}):
        assert told(printed(project, "tracts/essai", **ways)) == []
    correct(edition, "1 rue", "2 rue")
    found = told(printed(project, "tracts/essai", **reader))
    assert found == [("older-file", "tract-essai-page-par-page-noir")]


def test_a_new_source_or_a_comment_makes_nothing_old(project: Project, tract: Path) -> None:
    printed(project, "tracts/essai", roles=("reader",))
    sources = project.content / "sources.yaml"
    sources.write_text(sources.read_text("utf-8") + "# relu\n", "utf-8")
    assert told(printed(project, "tracts/essai", ink="black", roles=("reader",))) == []
    correct(tract, "Le verso.", "Le verso.\n# relu")
    assert told(printed(project, "tracts/essai", roles=("reader",))) == []


def test_files_of_a_text_that_was_moved_are_named(project: Project, tract: Path) -> None:
    """Whoever prints one text never runs the build that removes the old files."""
    printed(project, "tracts/essai", roles=("reader",))
    moved = project.content / "appels/essai.yaml"
    moved.parent.mkdir()
    tract.rename(moved)
    found = printed(project, "appels/essai", roles=("reader",))
    assert told(found) == [("former-text", "tracts/essai")]
    # Who looks for these folders finds them there, and not among the texts.
    assert found.problems[0].path == "out"
    # The records of a project that is moved with its papers name their old places.
    shutil.rmtree(project.cache)
    found = printed(project, "appels/essai", roles=("reader",))
    assert told(found) == [("former-text", "tracts/essai")]
    assert (project.out / "tracts/essai").is_dir()
    # A build of all texts removes them.
    assert told(printed(project, roles=("reader",))) == []
    assert not (project.out / "tracts").exists()
    assert told(printed(project, "appels/essai", roles=("reader",))) == []


def test_a_text_that_is_spelt_otherwise_is_not_gone(project: Project, tract: Path) -> None:
    """A text that came back from a Mac has e and an accent for é; both print as ete."""
    names = ["été", unicodedata.normalize("NFD", "été"), "ETE"]
    place = tract
    for ink, name in zip(("black", "colour", "black"), names, strict=True):
        place = place.rename(tract.with_name(f"{name}.yaml"))
        assert told(printed(project, "tracts/ete", ink=ink, roles=("reader",))) == []
    place.unlink()
    add(project, "tracts/essai", TRACT)
    found = printed(project, "tracts/essai", roles=("reader",))
    assert told(found) == [("former-text", "tracts/ete")]


def test_papers_of_a_text_from_elsewhere_are_not_those_of_a_gone_one(
    project: Project, tract: Path, tmp_path: Path
) -> None:
    """A text that is named by its path is in no folder that could be searched for it."""
    text = shutil.copy(tract, tmp_path / "mail.yaml")
    printed(project, str(text), roles=("reader",))
    assert told(printed(project, "tracts/essai", roles=("reader",))) == []


def test_papers_of_another_project_in_the_same_folder_are_its_own(
    project: Project, tract: Path, tmp_path: Path
) -> None:
    other = Project(tmp_path / "autre", shipped=project.shipped)
    add(other, "tracts/autre", TRACT)
    out = tmp_path / "commun"
    printed(other, "tracts/autre", roles=("reader",), out=out)
    (other.content / "tracts/autre.yaml").unlink()
    assert told(printed(project, "tracts/essai", roles=("reader",), out=out)) == []


def test_who_writes_is_not_told_at_each_save(project: Project, tract: Path) -> None:
    printed(project, "tracts/essai")
    options = {"roles": ("reader",)}

    watch = Watch(project, ("tracts/essai",), Options(project.out, lint=False, **options))  # type: ignore[arg-type]
    watch.start()
    correct(tract)
    found = watch.changed({tract})
    assert found and found.report.made and not found.report.problems
