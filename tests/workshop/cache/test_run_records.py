"""What all builds of a run share: versions of libraries, and checks that are known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from zines.base import file_lock
from zines.workshop.cache import run_records
from zines.workshop.cache.run_records import RunRecords
from zines.workshop.project import Project


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which libraries are installed."""
    folder = tmp_path / "site-packages"
    for name in (
        "typst-0.15.2",
        "Pillow-12.0",
        "markdown_it_py-4.0",
        "font.fjallaone-1",
        "rich-14",
    ):
        (folder / f"{name}.dist-info").mkdir(parents=True)
    (folder / "typst").mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), str(tmp_path / "absent-packages")])
    return folder


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("typst-0.15.2", "typst-0.15.3", True),
        # Names are compared as packaging does (PEP 503): case and dots do not matter.
        ("Pillow-12.0", "pillow-12.1", True),
        ("font.fjallaone-1", "font.fjallaone-2", True),
        ("markdown_it_py-4.0", "markdown_it_py-4.1", True),
        # It only draws in the terminal: no byte of a PDF depends on it.
        ("rich-14", "rich-15", False),
    ],
)
def test_a_new_version_of_a_library_that_makes_pdfs_builds_all_anew(
    packages: Path, old: str, new: str, changes: bool
) -> None:
    before = run_records._versions()
    assert run_records._versions() == before
    (packages / f"{old}.dist-info").rename(packages / f"{new}.dist-info")
    assert (run_records._versions() != before) is changes


def test_only_folders_of_packages_are_searched(packages: Path, tmp_path: Path) -> None:
    """A folder of the user on the path must not decide what is built."""
    before = run_records._versions()
    own = tmp_path / "mine"
    (own / "typst-9.dist-info").mkdir(parents=True)
    sys.path.append(str(own))
    assert run_records._versions() == before


def test_what_was_checked_is_known_whatever_the_output_folder(project: Project) -> None:
    """A check writes no files: what it found holds for every folder."""
    run = RunRecords(project, project.root / "ailleurs")
    run.new.proofs["tract.pdf"] = {"owners": [str(project.root)], "digest": "d"}
    run.save()
    assert RunRecords(project).proofs == run.new.proofs
    # A build that checks nothing does not touch them.
    RunRecords(project).save()
    assert RunRecords(project).proofs == run.new.proofs


def test_records_of_a_long_run_are_written_from_time_to_time(project: Project) -> None:
    """If the computer is switched off, a table of thousands is not begun again."""
    run = RunRecords(project)

    def add(count: int) -> None:
        for number in range(count):
            name = f"{len(run.new.proofs)}-{number}.pdf"
            run.new.proofs[name] = {"owners": [str(project.root)]}

    add(run_records._OFTEN - 1)
    run.save(at_once=False)
    assert RunRecords(project).proofs == {}
    add(1)
    run.save(at_once=False)
    assert len(RunRecords(project).proofs) == run_records._OFTEN
    add(1)
    run.save(at_once=False)
    assert len(RunRecords(project).proofs) == run_records._OFTEN
    run.save()
    assert len(RunRecords(project).proofs) == run_records._OFTEN + 1


def test_records_of_two_runs_that_end_at_once_go_when_their_folders_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records name the groups that printed: those of a folder that no list names would stay."""
    project = Project(tmp_path)

    def saved(name: str) -> None:
        (tmp_path / name).mkdir(exist_ok=True)
        run = RunRecords(project, tmp_path / name)
        run.new.digests[str(tmp_path)] = ""
        run.save()

    lock = file_lock.held

    @contextmanager
    def taken(file: Path) -> Iterator[None]:
        """Get the lock of the list once the other run, which had it, is done."""
        if file.stem == "folders":
            monkeypatch.setattr(file_lock, "held", lock)
            saved("other")
        with lock(file):
            yield

    monkeypatch.setattr(file_lock, "held", taken)
    saved("one")
    assert len(list(project.cache.glob("records-*.json"))) == 2
    for name in ("one", "other"):
        (tmp_path / name).rmdir()
    saved("last")
    assert len(list(project.cache.glob("records-*.json"))) == 1
