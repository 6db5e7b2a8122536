"""Digests of files that one process reads once, as long as they stay as they were.

As the index of git does, a file is told by its size, the times of its last change and its inode: to
ask the system for them costs a hundredth of reading a PDF. A program can set the time of a file
back; it cannot set back when it did so (``st_ctime``; on Windows that time is another, and what is
written there with the old size and the old time is not noticed).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from zines.base import files

#: Two writings within one tick of a file system's clock look the same: what was changed so shortly
#: before it was read is read again next time. (The ticks of FAT are the longest: two seconds.)
SETTLED_SECONDS = 3

#: What this process has read: by path, the stamp of a file and its digest.
_READ: dict[str, str] = {}


def of_file(file: str | Path) -> str:
    """Return the SHA-256 of a file as it is now; empty if it cannot be read."""
    return stamped(os.fspath(file))[1]


def stamped(path: str, *known: Mapping[str, str]) -> tuple[str, str]:
    """Return the stamp of a file and its SHA-256, which is empty if it cannot be read.

    ``known`` are stamps and digests by path, one text each. The stamp is empty where it does not
    tell the file from one that comes after it.
    """
    asked = time.time()
    stamp, changed = _stamp(path)
    if not stamp:
        return "", ""
    if digest := after(path, stamp, *known):
        return stamp, digest
    digest = files.of_file(Path(path))
    if not digest or changed >= asked - SETTLED_SECONDS or _stamp(path)[0] != stamp:
        return "", digest
    _READ[path] = stamp + digest
    return stamp, digest


def after(path: str, stamp: str, *known: Mapping[str, str]) -> str:
    """Return the digest that is known after a stamp; empty if there is none."""
    for one in (*known, _READ):
        found = one.get(path, "")
        if found.startswith(stamp):
            return found[len(stamp) :]
    return ""


def remember(path: str, stamp: str, digest: str) -> None:
    """Keep a digest for this process."""
    _READ[path] = stamp + digest


def _stamp(path: str) -> tuple[str, float]:
    """Return what the system says of a file, and when it last changed (seconds); nothing if none.

    To read a pipe would wait for whoever writes into it.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return "", 0
    if not stat.S_ISREG(found.st_mode):
        return "", 0
    stamp = f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} "
    return stamp, max(found.st_mtime, found.st_ctime)
