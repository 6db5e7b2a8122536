"""Limits of memory and computing time of this process, where the system has them (Linux).

They are needed because this program does not count what libraries unpack by themselves (object
streams, the pictures of a page that is drawn).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def bounded(most: int) -> Iterator[None]:
    """Allow ``most`` bytes more than are in use; then MemoryError or an error of a library.

    Does nothing where the system does not report the memory in use.
    """
    pages = _pages_in_use()
    if sys.platform == "win32" or not pages:
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = pages * os.sysconf("SC_PAGE_SIZE") + most
    tighter = allowed if soft == resource.RLIM_INFINITY else min(allowed, soft)
    resource.setrlimit(resource.RLIMIT_AS, (tighter, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _pages_in_use() -> int:
    """Return the pages of memory that this process has; 0 where the system does not report them."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0


def allow_seconds(most: int) -> None:
    """End this process after ``most`` more seconds of computing, however busy the machine is.

    Does nothing where the system does not count these seconds.
    """
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(time.process_time()) + 1 + most
    if hard == resource.RLIM_INFINITY or allowed < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))
