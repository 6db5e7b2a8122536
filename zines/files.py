"""Digests of what is read, and writing that is never half done."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterable
from pathlib import Path


def digest(*parts: str | bytes) -> str:
    """Return a SHA-256 of the parts, told apart from one another."""
    total = hashlib.sha256()
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        total.update(len(raw).to_bytes(8, "big"))
        total.update(raw)
    return total.hexdigest()


def of_file(file: Path) -> str:
    """Return the SHA-256 of a file's bytes; an empty text when it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def of_folder(folder: Path, endings: Iterable[str] = ("",)) -> str:
    """Return a SHA-256 of the names and bytes of all files with such an ending below a folder."""
    wanted = tuple(endings)
    parts: list[str] = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if name.endswith(wanted):
                file = Path(where, name)
                parts += [file.relative_to(folder).as_posix(), of_file(file)]
    return digest(*parts)


def write(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: into a scratch file beside it, then renamed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    scratch = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        scratch.write_bytes(content)
        scratch.replace(file)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
