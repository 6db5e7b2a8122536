"""The file with the records of a project, and its checksum.

The first line is the checksum of all others: a file that was damaged by a crash or edited by hand
is ignored. The second line is the JSON that a build with nothing to do needs. Then comes one line
of JSON for each output file, which is parsed only when it is needed.
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

VERSION = 13

Known = TypeVar("Known")


class FileRecords(Mapping[str, Any]):
    """The records of files by path: ``digests`` of the files, and ``lines`` of JSON."""

    def __init__(self, digests: dict[str, str] | None = None, content: bytes = b"") -> None:
        """Take the SHA-256 of each file by path, and one line of JSON for each, in that order."""
        self.digests, self._content = digests or {}, content

    @cached_property
    def lines(self) -> dict[str, bytes]:
        """The records in JSON, by path; the content is only split when a record is needed."""
        return dict(zip(self.digests, self._content.split(b"\n"), strict=False))

    def add(self, path: str, record: Mapping[str, Any]) -> None:
        """Add the record of a file; the record contains the manifest entry of the file."""
        self.lines[path] = _json(record)
        self.digests[path] = record["entry"]["sha256"]

    def __getitem__(self, path: str) -> Any:
        """Return a record; raises KeyError."""
        return json.loads(self.lines[path])

    def __contains__(self, path: object) -> bool:
        """Return whether there is a record of a file."""
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        """Yield the paths."""
        return iter(self.digests)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self.digests)


class KnownEntries(Sequence[FileEntry]):
    """The manifest entries of recorded files; each entry is parsed only when it is needed."""

    def __init__(self, records: FileRecords, paths: tuple[str, ...]) -> None:
        """Take the paths of the files, in their order."""
        self._records, self._paths = records, paths

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> FileEntry: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FileEntry, ...]: ...
    def __getitem__(self, index: int | slice) -> FileEntry | tuple[FileEntry, ...]:
        """Return the entry at an index, or those of a slice."""
        if isinstance(index, slice):
            return tuple(self[at] for at in range(len(self))[index])
        entry: FileEntry = self._records[self._paths[index]]["entry"]
        return entry

    def __reduce__(self) -> tuple[type[tuple[FileEntry, ...]], tuple[list[FileEntry]]]:
        """Pickle as a tuple of entries, so that other processes do not get all records."""
        return tuple, ([*self],)


@dataclass
class Records:
    """``documents`` by key; ``files``, and ``proofs`` (outputs checked, not written), by path.

    ``digests`` map paths to the stamp and digest of a file, joined in one text (file_digests.py).
    ``settled`` maps an output folder to a digest of its state when its manifest was last brought
    up to date, and the other files of the manifest.
    """

    documents: dict[str, Any] = field(default_factory=dict)
    proofs: dict[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    settled: dict[str, list[str]] = field(default_factory=dict)
    files: FileRecords = field(default_factory=FileRecords)


def read(file: Path) -> Records:
    """Return the records; if the file cannot be read or is damaged, return empty records."""
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
    """Add records to the file, and drop those of deleted files; raises OSError.

    Records that another build has written since, or writes at the same time, are kept.
    """
    with file_lock.held(file.with_suffix(".lock")):
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
