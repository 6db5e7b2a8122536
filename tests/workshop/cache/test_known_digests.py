"""Known digests of files that are not read again, unless the files were overwritten."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tests.helpers import TRACT, add
from zines.base import file_digests, files
from zines.base.options import Options
from zines.workshop import manifest
from zines.workshop.build import build
from zines.workshop.cache.known_digests import KnownDigests
from zines.workshop.project import Project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Treat all files as settled, and return the list of names of files that are read."""
    found: list[str] = []
    real = files.digest_of

    def noted(file: Path) -> str:
        found.append(file.name)
        return real(file)

    monkeypatch.setattr(files, "digest_of", noted)
    monkeypatch.setattr(file_digests, "SETTLED_SECONDS", -3600)
    monkeypatch.setattr(file_digests, "_READ", {})
    return found


def again(digests: KnownDigests) -> KnownDigests:
    """Return the digests as in a later run, in another process."""
    file_digests._READ.clear()
    return KnownDigests(digests.new)


def test_what_stays_as_it_was_is_read_once(tmp_path: Path, read: list[str]) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"one")
    first = KnownDigests({})
    assert first.digest_of(file) == hashlib.sha256(b"one").hexdigest()
    assert again(first).digest_of(file) == first.digest_of(file)
    assert read == ["a.pdf"]


def test_what_one_process_has_read_no_run_in_it_reads_again(
    tmp_path: Path, read: list[str]
) -> None:
    """A later run still knows the digest: each run records the digests that it used."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"one")
    first, second = KnownDigests({}), KnownDigests({})
    assert first.digest_of(file) == second.digest_of(file)
    assert read == ["a.pdf"] and first.new == second.new != {}
    assert again(second).digest_of(file) == first.digest_of(file)
    assert read == ["a.pdf"]
    file.write_bytes(b"other")
    assert KnownDigests({}).digest_of(file) == hashlib.sha256(b"other").hexdigest()


def test_same_size_and_same_time_is_not_the_same_file(tmp_path: Path, read: list[str]) -> None:
    """Programs can reset the time of a file (a known problem of Git's index, too)."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"one")
    first = KnownDigests({})
    first.digest_of(file)
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert again(first).digest_of(file) == hashlib.sha256(b"two").hexdigest()


def test_a_file_put_in_the_place_of_another_is_read(tmp_path: Path, read: list[str]) -> None:
    file, other = tmp_path / "a.pdf", tmp_path / "b.pdf"
    file.write_bytes(b"one")
    other.write_bytes(b"two")
    first = KnownDigests({})
    first.digest_of(file)
    other.replace(file)
    assert again(first).digest_of(file) == hashlib.sha256(b"two").hexdigest()


def test_what_was_just_changed_is_read_again(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writes within one tick of the file system's clock look the same."""
    monkeypatch.setattr(file_digests, "SETTLED_SECONDS", 3)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"one")
    first = KnownDigests({})
    first.digest_of(file)
    assert first.new == {}
    again(first).digest_of(file)
    assert read == ["a.pdf", "a.pdf"]


def test_what_this_run_changed_is_looked_at_anew(tmp_path: Path, read: list[str]) -> None:
    """Inputs keep the digest of the first read; output files get their current digest."""
    file = tmp_path / "a.pdf"
    file.write_bytes(b"one")
    digests = KnownDigests({})
    found = digests.digest_of(file)
    file.write_bytes(b"three")
    assert digests.digest_of(file) == found
    assert digests.now(str(file)) == hashlib.sha256(b"three").hexdigest()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_and_what_is_not_there_have_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    digests = KnownDigests({})
    assert digests.digest_of(tmp_path / "pipe") == digests.digest_of(tmp_path / "nothing") == ""


def test_a_build_with_nothing_to_do_reads_no_pdf_twice(project: Project, read: list[str]) -> None:
    add(project, "tracts/essai", TRACT)

    def built() -> list[bool]:
        read.clear()
        return [one.fresh for one in build(project, (), Options(project.out)).made]

    assert built() == [True]
    built()
    assert built() == [False]
    assert read == []
    pdf = next(project.out.rglob("*.pdf"))
    pdf.write_bytes(pdf.read_bytes()[::-1])
    assert built() == [True]


def test_a_manifest_is_brought_up_to_date_whenever_it_is_not(
    project: Project, read: list[str]
) -> None:
    """It is not checked entry by entry if it is unchanged since the last build, with its files."""
    add(project, "tracts/essai", TRACT)
    options = Options(project.out)
    for _ in range(3):
        build(project, (), options)
    file = project.out / manifest.NAME
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"essai", b"autre"))
    build(project, (), options)
    assert file.read_bytes() == whole
    # A file of another build that somebody deleted is no longer listed.
    build(project, (), Options(project.out, ink="black", roles=("reader",)))
    for _ in range(3):
        build(project, (), options)
    listed = [one["path"] for one in manifest.listed(project.out) if "noir" in one["path"]]
    assert listed
    (project.out / listed[0]).unlink()
    build(project, (), options)
    assert listed[0] not in file.read_text("utf-8")
