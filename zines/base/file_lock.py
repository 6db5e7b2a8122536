"""A lock between processes, held while two of them must not work in the same folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a lock on this file, which is not removed. The system frees it if the process dies.

    Where no lock is possible (a folder of another user, some network disks), there is none.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        opened = file.open("ab")
    except OSError:
        yield
        return
    with opened:
        with suppress(OSError):
            _lock(opened)
        yield


if sys.platform == "win32":
    import errno
    import msvcrt
    import time

    #: How long, in s, to wait for a lock, and the pause between two requests. (LK_LOCK asks once a
    #: second, and gives up after ten.)
    _PATIENCE, _PAUSE = 60.0, 0.02

    def _lock(opened: IO[bytes]) -> None:
        until = time.monotonic() + _PATIENCE
        while True:
            opened.seek(0)
            try:
                msvcrt.locking(opened.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                # (EACCES: another process has the lock. Others: this disk has no locks.)
                if error.errno != errno.EACCES or time.monotonic() >= until:
                    raise
                time.sleep(_PAUSE)
            else:
                return
else:
    import fcntl

    def _lock(opened: IO[bytes]) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX)
