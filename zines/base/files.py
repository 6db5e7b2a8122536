"""Digests of files, and writing that never leaves a file half written."""

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
from zines.base.limits import LARGEST_READ, LONGEST_WINDOWS_PATH

#: Names of scratch files: machine (since version 0.3), process, thread, number.
_SCRATCH = re.compile(r"\.(?:(?P<host>[0-9a-f]{8})-)?(?P<pid>[0-9]+)-[0-9]+-[0-9]+\.part")
_LONGEST_WRITE_SECONDS = 24 * 3600
#: How long, in s, Windows is asked again to replace a file, and the pause between two requests. A
#: virus scanner, the search index or OneDrive open new files for a moment (Go waits as long for
#: them: cmd/internal/robustio).
_PATIENCE, _PAUSE = 2.0, 0.05


def digest(*parts: str | bytes) -> str:
    """Return a SHA-256 of the parts; ``ab, c`` and ``a, bc`` give different digests."""
    # File names that are not valid UTF-8 contain lone surrogates.
    raws = [one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one for one in parts]
    prefixed = b"".join(b"%b%b" % (len(raw).to_bytes(8, "big"), raw) for raw in raws)
    return hashlib.sha256(prefixed).hexdigest()


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file's bytes; an empty text if it cannot be read.

    It is also empty for more than LARGEST_READ bytes: the code that uses such a file refuses it.
    """
    try:
        # Reading a pipe would wait for its writer.
        if not file.is_file() or file.stat().st_size > LARGEST_READ:
            return ""
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def real(file: Path) -> Path:
    """Return where a path leads, with links followed as far as possible; a loop is no error."""
    return Path(os.path.realpath(file))


def is_same(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file: also on a disk that takes Essai for essai."""
    try:
        return one.samefile(other)
    except OSError:
        return real(one) == real(other)


def sweep(folder: Path) -> None:
    """Remove the scratch files of killed writers; what cannot be removed stays."""
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
    # On Windows, os.kill with 0 does not ask: it sends Ctrl-C.
    if name["host"] != _host() or sys.platform == "win32":
        return False
    try:
        os.kill(int(name["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        pass  # a process of another user, which is alive
    return False


@cache
def _host() -> str:
    """Return an identifier of this machine: process numbers are valid on one machine only."""
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
    """Write a file completely or not at all: into a scratch file beside it, then renamed."""
    write_all({file: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: none is replaced before all are on the disk.

    If a file cannot then be replaced, such as a PDF that a viewer on Windows keeps open, those
    already replaced are restored. Raises OSError with the name of the file itself, and leaves no
    scratch file behind.
    """
    for folder in dict.fromkeys(file.parent for file in contents):
        sweep(folder)
    scratches: dict[Path, Path] = {}
    backups: dict[Path, Path | None] = {}
    done: list[Path] = []
    current = Path()
    try:
        for current, content in contents.items():
            _check_can_replace(current)
            # Where a file stands in the place of a folder, writing into it raises the error.
            with suppress(FileExistsError):
                current.parent.mkdir(parents=True, exist_ok=True)
            scratches[current] = _scratch(current, 2 * len(scratches))
            scratches[current].write_bytes(content)
            if current.is_file() and not current.is_symlink():
                # The user decides who may read a file: its permissions are kept.
                with suppress(OSError):
                    scratches[current].chmod(stat.S_IMODE(current.stat().st_mode))
        for number, (current, scratch) in enumerate(scratches.items()):
            if len(scratches) > 1:
                backups[current] = _backed_up(current, _scratch(current, 2 * number + 1))
            rename(scratch, current)
            done.append(current)
    except OSError as error:
        for file in reversed(done):
            _put_back(file, backups.get(file))
        # The error of a full disk names no file, and users do not know the scratch file.
        raise OSError(*_reason(error, current), str(current)) from error
    finally:
        for scratch in (*scratches.values(), *filter(None, backups.values())):
            with suppress(OSError):
                scratch.unlink(missing_ok=True)


def _reason(error: OSError, file: Path) -> tuple[int | None, str | None]:
    """Return the number and the reason of an error; Windows "finds no path" that is too long."""
    # (With its scratch file: its name may be longer.)
    length = max(len(str(one.absolute())) for one in (file, _scratch(file, 0)))
    if sys.platform == "win32" and error.errno == errno.ENOENT and length > LONGEST_WINDOWS_PATH:
        return errno.ENAMETOOLONG, "File name too long"
    return error.errno, error.strerror


def rename(old: Path, new: Path) -> None:
    """Rename a file or folder, and replace a file; raises OSError.

    On Windows, wait a little for programs that have it open; PermissionError if one keeps it open.
    """
    # (A folder is never replaced: what stands there may be in use.)
    renaming = old.rename if old.is_dir() else old.replace
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            renaming(new)
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _check_can_replace(file: Path) -> None:
    """Raise OSError for what is no file of ours to replace, and for what Windows protects."""
    if not os.path.lexists(file):
        return
    if not file.is_file():
        # A folder, a pipe, a device or a broken link is not ours to replace.
        raise OSError(errno.EEXIST, tr("something stands there that is no file"))
    if sys.platform == "win32" and not file.stat().st_mode & stat.S_IWRITE:
        # (A scratch file with this attribute could not even be removed.)
        raise OSError(errno.EACCES, tr("the file is marked as read-only, in its properties"))


def _scratch(file: Path, number: int) -> Path:
    """Return a name beside a file that no other thread, process or machine uses."""
    return file.with_name(f".{_host()}-{os.getpid()}-{threading.get_ident()}-{number}.part")


def _backed_up(file: Path, old: Path) -> Path | None:
    """Give a file the second name ``old`` and return that name; None if there is no file."""
    if not os.path.lexists(file):
        return None
    try:
        os.link(file, old, follow_symlinks=False)
    except (OSError, NotImplementedError):
        # Some disks do not support a second name for a file.
        shutil.copy2(file, old, follow_symlinks=False)
    return old


def _put_back(file: Path, old: Path | None) -> None:
    with suppress(OSError):
        if old is None:
            file.unlink()
        else:
            rename(old, file)
