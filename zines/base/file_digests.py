"""Digests of files that one process reads only once, as long as the files do not change.

Like the index of git, this identifies a file by its size, the times of its last change and its
inode: asking the system for them costs a hundredth of reading a PDF. A program can set the
modification time of a file back, but not the time of that change (``st_ctime``). On Windows
``st_ctime`` is another time: a file written there with its old size and old time is not noticed.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from zines.base import files

#: Two writes within one tick of a file system's clock look the same: a file that changed this
#: shortly before it was read is read again next time. (FAT has the longest ticks: two seconds.)
SETTLED_SECONDS = 3

#: What this process has read or knows: for each path, the stamp of the file and its digest.
_READ: dict[str, str] = {}


def digest_of(file: str | Path) -> str:
    """Return the SHA-256 of a file as it is now; an empty text if it cannot be read."""
    return stamped(os.fspath(file))[1]


def stamped(path: str, *known: Mapping[str, str]) -> tuple[str, str]:
    """Return the stamp of a file and its SHA-256, which is empty if it cannot be read.

    ``known`` map paths to a stamp and digest, joined in one text. The stamp is empty if it cannot
    distinguish the file from a later version.
    """
    found = _stat(path)
    if found is None:
        return "", ""
    stamp = _stamp(found)
    if digest := after(path, stamp, *known):
        return stamp, digest
    asked = time.time()
    digest = files.digest_of(Path(path))
    settled = asked - SETTLED_SECONDS > max(found.st_mtime, found.st_ctime)
    if not digest or not settled or (now := _stat(path)) is None or _stamp(now) != stamp:
        return "", digest
    remember(path, stamp, digest)
    return stamp, digest


def after(path: str, stamp: str, *known: Mapping[str, str]) -> str:
    """Return the digest that is known for this stamp, and remember it; else an empty text."""
    for one in (*known, _READ):
        found = one.get(path, "")
        if found.startswith(stamp):
            _READ[path] = found
            return found[len(stamp) :]
    return ""


def remember(path: str, stamp: str, digest: str) -> None:
    """Remember a digest for the life of this process."""
    _READ[path] = stamp + digest


def _stat(path: str) -> os.stat_result | None:
    """Return what the system knows of a plain file; None for others, and if it cannot be asked.

    Pipes are not accepted: reading one would wait for its writer.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino} "
