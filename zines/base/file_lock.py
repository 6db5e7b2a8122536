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
    import msvcrt

    def _lock(opened: IO[bytes]) -> None:
        opened.seek(0)
        msvcrt.locking(opened.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _lock(opened: IO[bytes]) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX)
