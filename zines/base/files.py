"""Digests of what is read, and writing that is never half done."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from zines.base.language import tr
from zines.base.limits import LARGEST_READ

#: Scratch files: machine (since version 0.3), process, thread, number.
_SCRATCH = re.compile(r"\.(?:(?P<host>[0-9a-f]{8})-)?(?P<pid>[0-9]+)-[0-9]+-[0-9]+\.part")
_LONGEST_WRITE_SECONDS = 24 * 3600


def digest(*parts: str | bytes) -> str:
    """Return a SHA-256 of the parts; ``ab, c`` and ``a, bc`` differ."""
    # (File names that are no UTF-8 hold lone surrogates.)
    raws = [one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one for one in parts]
    told = b"".join(b"%b%b" % (len(raw).to_bytes(8, "big"), raw) for raw in raws)
    return hashlib.sha256(told).hexdigest()


def of_file(file: Path) -> str:
    """Return the SHA-256 of a file's bytes; an empty text when it cannot be read.

    Nor is one of more than LARGEST_READ bytes: whatever needs it refuses it.
    """
    try:
        # To read a pipe would wait for whoever writes into it.
        if not file.is_file() or file.stat().st_size > LARGEST_READ:
            return ""
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def real(file: Path) -> Path:
    """Return where a path leads, links followed as far as they go: a loop of them is no error."""
    return Path(os.path.realpath(file))


def sweep(folder: Path) -> None:
    """Remove the scratch files of writers that were killed; what cannot be removed stays."""
    try:
        found = [Path(entry) for entry in os.scandir(folder) if entry.name.endswith(".part")]
    except OSError:
        return
    for file in found:
        name = _SCRATCH.fullmatch(file.name)
        with suppress(OSError):
            if name and file.is_file() and not file.is_symlink() and _is_stale(name, file):
                file.unlink()


def _is_stale(name: re.Match[str], file: Path) -> bool:
    if time.time() - file.stat().st_mtime > _LONGEST_WRITE_SECONDS:
        return True
    # (On Windows, os.kill with 0 is no question but Ctrl-C.)
    if name["host"] != _host() or sys.platform == "win32":
        return False
    try:
        os.kill(int(name["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass  # someone else's, which lives
    return False


@cache
def _host() -> str:
    """Return a word for this machine: a number of a process says nothing on another."""
    import platform

    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def check_can_write(folder: Path) -> None:
    """Raise OSError where a folder cannot be written into, or made: before long work for it."""
    there = folder.absolute()
    while not os.path.lexists(there) and there != there.parent:
        there = there.parent
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: into a scratch file beside it, then renamed."""
    write_all({file: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: none is touched before all are on the disk.

    Where one cannot be replaced then, as a PDF that a viewer on Windows holds open, those that were
    are put back. Raises OSError, with the file's own name, and leaves nothing behind.
    """
    for folder in dict.fromkeys(file.parent for file in contents):
        sweep(folder)
    scratches: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    done: list[Path] = []
    current = Path()
    try:
        for current, content in contents.items():
            if os.path.lexists(current) and not current.is_file():
                # A folder, a pipe, a device, a link to nowhere: not ours to replace.
                raise OSError(errno.EEXIST, tr("something stands there that is no file"))
            # (Where a file stands in the place of a folder, to write into it says so.)
            with suppress(FileExistsError):
                current.parent.mkdir(parents=True, exist_ok=True)
            scratches[current] = _scratch(current, 2 * len(scratches))
            scratches[current].write_bytes(content)
            if current.is_file() and not current.is_symlink():
                # Who may read a file is the user's to say.
                with suppress(OSError):
                    scratches[current].chmod(stat.S_IMODE(current.stat().st_mode))
        for number, (current, scratch) in enumerate(scratches.items()):
            if len(scratches) > 1:
                kept[current] = _kept(current, _scratch(current, 2 * number + 1))
            scratch.replace(current)
            done.append(current)
    except OSError as error:
        for file in reversed(done):
            _put_back(file, kept.get(file))
        # A full disk names no file, and the scratch file would mean nothing to people.
        raise OSError(error.errno, error.strerror, str(current)) from error
    finally:
        for scratch in (*scratches.values(), *filter(None, kept.values())):
            with suppress(OSError):
                scratch.unlink(missing_ok=True)


def _scratch(file: Path, number: int) -> Path:
    """Return a name beside a file that no other thread, process or machine uses."""
    return file.with_name(f".{_host()}-{os.getpid()}-{threading.get_ident()}-{number}.part")


def _kept(file: Path, old: Path) -> Path | None:
    """Give a file a second name; returns that, None where there is no file."""
    if not os.path.lexists(file):
        return None
    try:
        os.link(file, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # (Some disks know no second name for a file.)
        shutil.copy2(file, old, follow_symlinks=False)
    return old


def _put_back(file: Path, old: Path | None) -> None:
    with suppress(OSError):
        if old is None:
            file.unlink()
        else:
            old.replace(file)
