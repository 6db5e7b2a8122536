"""The file of the records of a project: four tables, and a checksum that proves them whole."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zines.base import file_lock, files

VERSION = 11


@dataclass
class Records:
    """``documents`` by key; ``files`` and ``proofs``, pages judged and not written, by path.

    ``digests`` are those of files by path, each after the stamp of its file (base/file_digests.py);
    ``settled`` says of folders what was in them when their manifest was last brought up to date.
    """

    documents: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    proofs: dict[str, Any] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    settled: dict[str, list[str]] = field(default_factory=dict)


def read(file: Path) -> Records:
    """Return the records; those that cannot be read are as if they had never been written.

    The first line is a checksum of the second, so that what a crash or a hand has changed is not
    taken for a record.
    """
    try:
        checksum, content = file.read_bytes().split(b"\n", 1)
        if checksum == _checksum(content):
            return Records(**json.loads(content))
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
    listed = {path: one for path, one in (old.files | new.files).items() if os.path.exists(path)}
    documents = {
        key: one
        for key, one in (old.documents | new.documents).items()
        if all(path in listed for path in one["files"])
    }
    proofs = {
        path: one
        for path, one in (old.proofs | new.proofs).items()
        if all(os.path.exists(owner) for owner in one["owners"])
    }
    digests = {
        path: one for path, one in (old.digests | new.digests).items() if os.path.exists(path)
    }
    settled = {
        path: one for path, one in (old.settled | new.settled).items() if os.path.exists(path)
    }
    kept = Records(documents, listed, proofs, digests, settled)
    content = json.dumps(vars(kept)).encode()
    files.write(file, _checksum(content) + b"\n" + content)


def _checksum(content: bytes) -> bytes:
    return files.digest(str(VERSION), content).encode()
