"""Files are replaced together, and only scratch files of dead writers are removed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.helpers import ROOT
from zines.base import file_lock, files

#: A program that writes a file, and stops just before the file gets its name.
WRITER = """
import sys, pathlib
from zines.base import files
def stop(*_):
    print("ready", flush=True)
    sys.stdin.read()
pathlib.Path.replace = stop
files.write(pathlib.Path(sys.argv[1]), b"half")
"""


def started(file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file)]
    running = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None and running.stdout.readline() == "ready\n"
    return running


def ended(running: subprocess.Popen[str]) -> None:
    running.kill()
    running.communicate(timeout=30)


@pytest.mark.skipif(sys.platform == "win32", reason="there, age alone tells")
def test_what_a_killed_writer_leaves_goes_and_what_a_live_one_writes_stays(tmp_path: Path) -> None:
    dead, alive = started(tmp_path / "dead"), started(tmp_path / "alive")
    ended(dead)
    try:
        assert len(list(tmp_path.glob(".*.part"))) == 2
        files.write(tmp_path / "new", b"whole")
        (left,) = tmp_path.glob(".*.part")
        assert f"-{alive.pid}-" in left.name
    finally:
        ended(alive)
    files.sweep(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["new"]


def gone() -> int:
    """Return the id of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    return ended.pid


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("failing", [0, 1, 2])
def test_files_that_belong_together_are_replaced_together(
    failing: int, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New fronts beside old backs would be printed as one piece. The third file is new."""
    wanted = [tmp_path / name for name in ("rectos.pdf", "versos.pdf", "mode-d-emploi.pdf")]
    for file in wanted[:2]:
        file.write_bytes(b"old")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == wanted[failing] and self.read_bytes() == b"new":
            raise PermissionError(13, "open in a viewer")
        return replace(self, target)

    def unlinked(*_: object, **__: object) -> None:
        raise OSError(95, "no second names here")

    monkeypatch.setattr(Path, "replace", held)
    if not links:
        monkeypatch.setattr(os, "link", unlinked)
    with pytest.raises(PermissionError) as raised:
        files.write_all(dict.fromkeys(wanted, b"new"))
    assert raised.value.filename == str(wanted[failing])
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "rectos.pdf": b"old",
        "versos.pdf": b"old",
    }
    monkeypatch.undo()
    files.write_all(dict.fromkeys(wanted, b"new"))
    assert [file.read_bytes() for file in wanted] == [b"new"] * 3
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="there, files have no such permissions")
def test_a_file_keeps_its_permissions_and_a_link_does_not_lend_those_of_another(
    tmp_path: Path,
) -> None:
    """A list of members that only its author may read stays so when it is written again.

    A link is replaced: what it led to, and who may read that, is not ours.
    """
    plain, private, link, other = (
        tmp_path / name for name in ("plain", "private", "link", "other")
    )
    private.write_bytes(b"old")
    other.write_bytes(b"precious")
    for file in (private, other):
        file.chmod(0o600)
    link.symlink_to(other)
    files.write_all(dict.fromkeys((plain, private, link), b"new"))
    assert private.stat().st_mode & 0o777 == 0o600 and private.read_bytes() == b"new"
    assert link.stat().st_mode == plain.stat().st_mode and not link.is_symlink()
    assert other.read_bytes() == b"precious" and other.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="there, links need a privilege")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A folder, a pipe or a link to nowhere is not ours, and nothing else is written then."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "nowhere").symlink_to("absent")
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "nowhere", "pipe"):
        with pytest.raises(OSError, match="no file") as refused:
            files.write_all({tmp_path / "first": b"new", tmp_path / name: b"new"})
        assert refused.value.filename == str(tmp_path / name)
        assert {file.name for file in tmp_path.iterdir()} == {"folder", "nowhere", "pipe"}


def test_only_scratch_files_of_ours_go(tmp_path: Path) -> None:
    """Browsers also use the ending .part, for incomplete downloads."""
    kept = [
        "film.mkv.part",
        ".a-1-2.part",
        ".1-2.part",
        # On another machine, a process with this id may still be writing.
        f".{'0' * 8}-{gone()}-2-3.part",
        f".{os.getpid()}-2-3.part",
    ]
    for name in kept:
        (tmp_path / name).write_bytes(b"")
    (tmp_path / f".{gone()}-1-0.part").mkdir()
    old = tmp_path / f".{'0' * 8}-{os.getpid()}-2-3.part"
    old.write_bytes(b"")
    os.utime(old, (time.time() - 25 * 3600,) * 2)
    files.sweep(tmp_path)
    assert not old.exists()
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == sorted(kept)


def test_a_lock_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom zines.base import file_lock\n"
        "with file_lock.held(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "lock")]
    with file_lock.held(tmp_path / "lock"):
        waiting = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
    assert waiting.communicate(timeout=30)[0] == "held\n"


def test_where_there_can_be_no_lock_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with file_lock.held(tmp_path / "file" / "lock"):
        pass


def test_a_folder_that_cannot_be_written_into_is_found_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The nearest folder that exists decides; who runs this may be allowed everything."""
    files.check_can_write(tmp_path / "new" / "out")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        files.check_can_write(tmp_path / "file" / "out")
    asked: list[tuple[str, int]] = []
    monkeypatch.setattr(os, "access", lambda path, mode: asked.append((str(path), mode)))
    with pytest.raises(PermissionError) as refused:
        files.check_can_write(tmp_path / "new" / "out")
    assert refused.value.filename == str(tmp_path) and asked == [(str(tmp_path), os.W_OK)]
