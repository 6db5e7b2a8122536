"""A lock between processes, held while two of them must not work in the same folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a lock on this file, which is not removed. The system frees it if the process dies.

    Where no lock is possible (a folder of another user, some network disks), there is none.
    """
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
    with _held(file, os.O_WRONLY | os.O_CREAT):
        yield


@contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder that other users and projects may write into: it gets no new file.

    Windows has no such locks, and a folder that does not exist has none.
    """
    with _held(folder, os.O_RDONLY):
        yield


@contextmanager
def _held(place: Path, access: int) -> Iterator[None]:
    try:
        opened = os.open(place, access, 0o666)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            _lock(opened)
        yield
    finally:
        os.close(opened)


if sys.platform == "win32":
    import errno
    import msvcrt
    import time

    #: How long, in s, to wait for a lock, and the pause between two requests. (LK_LOCK asks once a
    #: second, and gives up after ten.)
    _PATIENCE, _PAUSE = 60.0, 0.02

    def _lock(opened: int) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                # (EACCES: another process has the lock. Others: this disk has no locks.)
                if error.errno != errno.EACCES or time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE)
            else:
                return
else:
    import fcntl

    def _lock(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX)
