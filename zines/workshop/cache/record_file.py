"""The file of the records of a project, with a checksum that proves it whole.

A first line is the checksum of all others, so that what a crash or a hand has changed is not taken
for a record. The second holds what a build with nothing to do asks for; then each record of a file
that was printed has a line, which is parsed when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, overload

from zines.base import file_lock, files
from zines.base.manifest_entry import FileEntry

VERSION = 12

Known = TypeVar("Known")


class FileRecords(Mapping[str, Any]):
    """The records of files by path; ``digests`` are those of the files, ``lines`` hold the rest."""

    def __init__(self, digests: dict[str, str] | None = None, content: bytes = b"") -> None:
        """Take the SHA-256 of each file by its path, and as many lines of JSON."""
        self.digests, self._content = digests or {}, content

    @cached_property
    def lines(self) -> dict[str, bytes]:
        """The records in JSON, by path: not before one is asked for are they taken apart."""
        return dict(zip(self.digests, self._content.split(b"\n"), strict=False))

    def add(self, path: str, record: Mapping[str, Any]) -> None:
        """Add the record of a file, whose manifest entry it holds."""
        self.lines[path] = _json(record)
        self.digests[path] = record["entry"]["sha256"]

    def __getitem__(self, path: str) -> Any:
        """Return a record; raises KeyError."""
        return json.loads(self.lines[path])

    def __contains__(self, path: object) -> bool:
        """Tell whether there is a record of a file."""
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self.digests)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.digests)


class KnownEntries(Sequence[FileEntry]):
    """The manifest entries of files on record, each parsed when it is asked for."""

    def __init__(self, records: FileRecords, paths: tuple[str, ...]) -> None:
        """Take the paths of the files, in their order."""
        self._records, self._paths = records, paths

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> FileEntry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FileEntry, ...]: ...
    def __getitem__(self, index: int | slice) -> FileEntry | tuple[FileEntry, ...]:
        """Return the entry of a file, or those of some."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(len(self))[index])
        entry: FileEntry = self._records[self._paths[index]]["entry"]
        return entry

    def __reduce__(self) -> tuple[type[tuple[FileEntry, ...]], tuple[list[FileEntry]]]:
        """Go to other processes as a tuple of entries, not with all records of the project."""
        return tuple, ([*self],)


@dataclass
class Records:
    """``documents`` by key; ``files`` and ``proofs``, pages judged and not written, by path.

    ``digests`` are those of files by path, each after the stamp of its file (file_digests.py);
    ``settled`` says of folders what was in them when their manifest was last brought up to date.
    """

    documents: dict[str, Any] = field(default_factory=dict)
    proofs: dict[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    settled: dict[str, list[str]] = field(default_factory=dict)
    files: FileRecords = field(default_factory=FileRecords)


def read(file: Path) -> Records:
    """Return the records; those that cannot be read are as if they had never been written."""
    try:
        checksum, content = file.read_bytes().split(b"\n", 1)
        if checksum == _checksum(content):
            first, _, lines = content.partition(b"\n")
            known = json.loads(first)
            return Records(**{**known, "files": FileRecords(known["files"], lines)})
    except (OSError, ValueError):
        pass
    return Records()


def merge(file: Path, new: Records) -> None:
    """Add records, and drop those of what is gone; raises OSError.

    Another build may have written its own since these were read, or write now: they are kept.
    """
    with file_lock.held(file.with_suffix(".lock")):
        _merge(file, new)


def _merge(file: Path, new: Records) -> None:
    old = read(file)
    lines = _still_there(old.files.lines | new.files.lines)
    digests = old.files.digests | new.files.digests
    listed = {path: digests[path] for path in lines}
    known = {
        "documents": {
            key: one
            for key, one in (old.documents | new.documents).items()
            if all(path in listed for path in one["files"])
        },
        "proofs": {
            path: one
            for path, one in (old.proofs | new.proofs).items()
            if all(os.path.exists(owner) for owner in one["owners"])
        },
        "digests": _still_there(old.digests | new.digests),
        "settled": _still_there(old.settled | new.settled),
        "files": listed,
    }
    content = b"\n".join([_json(known), *lines.values()])
    files.write(file, _checksum(content) + b"\n" + content)


def _still_there(by_path: dict[str, Known]) -> dict[str, Known]:
    return {path: one for path, one in by_path.items() if os.path.exists(path)}


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


def _checksum(content: bytes) -> bytes:
    made = hashlib.sha256(b"%d\n" % VERSION)
    made.update(content)
    return made.hexdigest().encode()
