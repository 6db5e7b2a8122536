"""A lock between processes, held for the moment that two of them must not work in one folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the lock of that name; its file stays. The system frees it when its holder dies.

    Where there can be no lock (a folder of someone else, some network disks), there is none.
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
