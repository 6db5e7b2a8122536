"""Digests of files that earlier runs have read, and of files that this run reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from zines.base import file_digests, files
from zines.base.search_path import SearchPath


class KnownDigests:
    """The digests of one run: ``known`` come from earlier runs, ``new`` are found by this run."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """Take the results of earlier runs: by path, the stamp of a file followed by its digest."""
        self._known = known
        self._found: dict[str, str] = {}
        self.new: dict[str, str] = {}

    def digest_of(self, file: str | Path) -> str:
        """Return the SHA-256 of a file at its first reading in this run; empty if unreadable."""
        path = os.fspath(file)
        found = self._found.get(path)
        if found is None:
            found = self._found[path] = self.now(path)
        return found

    def now(self, file: str) -> str:
        """Return the SHA-256 of a file as it is now, since this run may have changed it."""
        stamp, digest = file_digests.stamped(file, self.new, self._known)
        self._keep(file, stamp, digest)
        return digest

    def digest_of_files(self, named: Mapping[str, Path]) -> str:
        """Return one SHA-256 of the names and bytes of files."""
        return files.digest(
            *(part for name in named for part in (name, self.digest_of(named[name])))
        )

    def remembered(self, folder: Path, everything: str, compute: Callable[[], str]) -> str:
        """Return the known digest of a folder for ``everything``, else compute it with ``compute``.

        ``everything`` is the digest of all that the digest of the folder depends on.
        """
        path, stamp = str(folder), f"{everything} "
        if not (digest := file_digests.after(path, stamp, self.new, self._known)):
            digest = compute()
            file_digests.remember(path, stamp, digest)
        self._keep(path, stamp, digest)
        return digest

    def digest_of_folder(self, folder: Path, endings: Iterable[str] = ("",)) -> str:
        """Return one SHA-256 of the names and bytes of all files with these endings in a folder."""
        return self.digest_of_files(SearchPath((folder,)).files(endings))

    def _keep(self, path: str, stamp: str, digest: str) -> None:
        if stamp and not self._known.get(path, "").startswith(stamp):
            self.new[path] = stamp + digest
