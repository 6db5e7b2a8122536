"""Digests of files that are not read again as long as they stay as they were.

As the index of git does, a file is told by its size, the times of its last change and its inode: to
ask the system for them costs a hundredth of reading a PDF. A program can set the time of a file
back; it cannot set back when it did so (``st_ctime``; on Windows that time is another, and what is
written there with the old size and the old time is not noticed).
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from zines.base import files
from zines.base.search_path import SearchPath

#: Two writings within one tick of a file system's clock look the same: what was changed so shortly
#: before it was read is read again next time. (The ticks of FAT are the longest: two seconds.)
SETTLED_SECONDS = 3


class KnownDigests:
    """The digests of one run: ``known`` from earlier ones, ``new`` what this one has read."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Take what earlier runs found: by path, the stamp of a file and its digest."""
        self._known = known
        self._found: dict[str, str] = {}
        self.new: dict[str, str] = {}

    def of_file(self, file: str | Path) -> str:
        """Return the SHA-256 of a file as this run found it first; empty if it cannot be read."""
        path = os.fspath(file)
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self._of_file(path)
        return found

    def now(self, file: str) -> str:
        """Return the SHA-256 of a file that this run may have changed."""
        return self._of_file(file)

    def of_files(self, named: Mapping[str, Path]) -> str:
        """Return a SHA-256 of names and of the bytes of their files."""
        return files.digest(*(part for name in named for part in (name, self.of_file(named[name]))))

    def remembered(self, folder: Path, everything: str, made: Callable[[], str]) -> str:
        """Return a digest of a folder as it was made while ``everything`` that counts was so."""
        stamp = f"{everything} "
        if not (digest := self._after(str(folder), stamp)):
            digest = made()
            self.new[str(folder)] = stamp + digest
        return digest

    def of_folder(self, folder: Path, endings: Iterable[str] = ("",)) -> str:
        """Return a SHA-256 of the names and bytes of all files with such an ending in a folder."""
        return self.of_files(SearchPath((folder,)).files(endings))

    def _after(self, path: str, stamp: str) -> str:
        """Return the digest that is known after a stamp; empty if there is none."""
        for known in (self.new.get(path, ""), self._known.get(path, "")):
            if known.startswith(stamp):
                return known[len(stamp) :]
        return ""

    def _of_file(self, path: str) -> str:
        asked = time.time()
        stamp, changed = _stamp(path)
        if not stamp:
            return ""
        if known := self._after(path, stamp):
            return known
        digest = files.of_file(Path(path))
        if digest and changed < asked - SETTLED_SECONDS and _stamp(path)[0] == stamp:
            self.new[path] = stamp + digest
        return digest


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
