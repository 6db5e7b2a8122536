"""Digests of files that earlier runs have read, and of those that this one reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from zines.base import file_digests, files
from zines.base.search_path import SearchPath


class KnownDigests:
    """The digests of one run: ``known`` from earlier ones, ``new`` what this one has found."""

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
            found = self._found[path] = self.now(path)
        return found

    def now(self, file: str) -> str:
        """Return the SHA-256 of a file that this run may have changed."""
        stamp, digest = file_digests.stamped(file, self.new, self._known)
        self._keep(file, stamp, digest)
        return digest

    def of_files(self, named: Mapping[str, Path]) -> str:
        """Return a SHA-256 of names and of the bytes of their files."""
        return files.digest(*(part for name in named for part in (name, self.of_file(named[name]))))

    def remembered(self, folder: Path, everything: str, made: Callable[[], str]) -> str:
        """Return a digest of a folder as it was made while ``everything`` that counts was so."""
        path, stamp = str(folder), f"{everything} "
        if not (digest := file_digests.after(path, stamp, self.new, self._known)):
            digest = made()
            file_digests.remember(path, stamp, digest)
        self._keep(path, stamp, digest)
        return digest

    def of_folder(self, folder: Path, endings: Iterable[str] = ("",)) -> str:
        """Return a SHA-256 of the names and bytes of all files with such an ending in a folder."""
        return self.of_files(SearchPath((folder,)).files(endings))

    def _keep(self, path: str, stamp: str, digest: str) -> None:
        if stamp and not self._known.get(path, "").startswith(stamp):
            self.new[path] = stamp + digest
