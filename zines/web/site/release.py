"""A catalogue as one zip, with its digests and the changes since the previous zip."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from zines.base import files
from zines.base.language import tr
from zines.web.site.writing import LIST, Written, listed
from zines.workshop.atelier import taking

#: The folders whose changes are listed; pages and pictures only follow these files.
_OF_PAPERS = ("pdf/", "lots/")


def write(folder: Path, archive: Path, made: Written) -> list[str]:
    """Write the zip, ``<zip>.sha256`` and ``<zip>.changements.txt``; return the list of changes.

    The previous digests are read from the old ``<zip>.sha256``. Raises OSError.
    """
    beside = archive.with_name(f"{archive.name}.sha256")
    before = _read(beside) if beside.is_file() else None
    content = taking.archive({name: folder / name for name in sorted([*made.digests, LIST])})
    whole = hashlib.sha256(content).hexdigest()
    lines = changes(before, made.digests)
    files.write_all(
        {
            archive: content,
            beside: f"{whole}  {archive.name}\n{listed(made.digests)}".encode(),
            archive.with_name(f"{archive.name}.changements.txt"): "\n".join([*lines, ""]).encode(),
        }
    )
    return lines


def changes(before: Mapping[str, str] | None, now: Mapping[str, str]) -> list[str]:
    """Return a line for each new, removed or changed file, except pages and pictures."""
    if before is None:
        return [tr("The first release: {count} files.", count=len(now))]
    names = sorted(name for name in {*before, *now} if name.startswith(_OF_PAPERS))
    lines = []
    for name in names:
        if name not in before:
            lines.append(tr("new: {name}", name=name))
        elif name not in now:
            lines.append(tr("gone: {name}", name=name))
        elif before[name] != now[name]:
            lines.append(tr("changed: {name}", name=name))
    return lines or [tr("Nothing changed.")]


def _read(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8", "replace").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
