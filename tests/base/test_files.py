"""Files are replaced together, and only scratch files of dead writers are removed."""

from __future__ import annotations

import errno
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.helpers import ROOT
from zines.base import file_lock, files
from zines.base.problems import from_os_error, why

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


@pytest.mark.parametrize(("refusals", "patience"), [(3, 60.0), (1, 0.0)])
def test_windows_is_asked_again_where_a_scanner_has_a_new_file_open(
    refusals: int, patience: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Defender and OneDrive open each new file for a moment; a viewer keeps it open."""
    (tmp_path / "tract.pdf").write_bytes(b"old")
    replace, asked = Path.replace, []

    def scanned(self: Path, target: Path) -> Path:
        asked.append(target.name)
        if len(asked) <= refusals:
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return replace(self, target)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(files, "_PAUSE", 0)
    monkeypatch.setattr(files, "_PATIENCE", patience)
    monkeypatch.setattr(Path, "replace", scanned)
    if patience:
        files.write(tmp_path / "tract.pdf", b"new")
    else:
        with pytest.raises(PermissionError):
            files.write(tmp_path / "tract.pdf", b"new")
    assert asked == ["tract.pdf"] * (refusals + bool(patience))
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "tract.pdf": b"new" if patience else b"old"
    }


def test_elsewhere_nobody_waits_for_a_folder_that_is_not_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refused(_self: Path, target: Path) -> Path:
        asked.append(target)
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        files.write(tmp_path / "tract.pdf", b"new")
    assert len(asked) == 1


def test_a_file_with_the_attribute_read_only_is_named_and_leaves_no_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces and removes no such file, nor a scratch file that took the attribute."""
    fronts, backs = tmp_path / "rectos.pdf", tmp_path / "versos.pdf"
    for file in (fronts, backs):
        file.write_bytes(b"old")
    backs.chmod(0o444)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PermissionError, match="read-only") as refused:
        files.write_all({fronts: b"new", backs: b"new"})
    assert refused.value.filename == str(backs)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "rectos.pdf": b"old",
        "versos.pdf": b"old",
    }


@pytest.mark.parametrize(("length", "told"), [(300, True), (100, False)])
def test_a_path_that_windows_finds_too_long_is_told_as_that(
    length: int, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says "The system cannot find the path specified" (error 3) of what it is to write."""
    folder = Path("/C:") / ("z" * (length // 2)) / ("z" * (length // 2))

    def refused(_self: Path, **_: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(OSError) as caught:
        files.write(folder / "a.pdf", b"")
    assert (caught.value.errno == errno.ENAMETOOLONG) == told
    assert ("259 characters" in from_os_error(caught.value).hint) == told
    assert why(caught.value) == ("File name too long" if told else caught.value.strerror)


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


@pytest.mark.parametrize(("held", "place"), [(file_lock.held, "lock"), (file_lock.held_folder, "")])
def test_a_lock_is_held_by_one_at_a_time(held: Any, place: str, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom zines.base import file_lock\n"
        f"with file_lock.{held.__name__}(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / place)]
    with held(tmp_path / place):
        waiting = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=1)
    assert waiting.communicate(timeout=30)[0] == "held\n"


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        # The documentation of _locking: EACCES is "locking violation (file already locked)".
        ([errno.EACCES, errno.EACCES, 0], 3),
        # A disk without locks answers so for ever: nobody waits for it.
        ([errno.EINVAL], 1),
        ([0], 1),
    ],
)
def test_a_lock_of_windows_is_awaited(
    answers: list[int], asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another build may hold it for longer than the ten seconds after which LK_LOCK gives up."""
    requests: list[tuple[int, int]] = []

    def locking(_descriptor: int, mode: int, count: int) -> None:
        requests.append((mode, count))
        if number := answers[len(requests) - 1]:
            raise OSError(number, os.strerror(number))

    windows = ModuleType("msvcrt")
    windows.locking, windows.LK_NBLCK = locking, 2  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    found = importlib.util.spec_from_file_location("windows_lock", file_lock.__file__)
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    monkeypatch.setattr(module, "_PAUSE", 0)
    with module.held(tmp_path / "lock"):
        assert requests == [(2, 1)] * asked


def test_where_there_can_be_no_lock_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with file_lock.held(tmp_path / "file" / "lock"), file_lock.held_folder(tmp_path / "none"):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


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
