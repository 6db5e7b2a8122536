"""Search for and removal of files of earlier builds that no document produces any more.

They belong to a document that was deleted or renamed, or to an output that a document no longer
has, since its layout or its format changed. Variants of an output (ink, edition, large print) are
kept: a build does not know which of them are wanted.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from zines.base import files
from zines.base.file_names import is_of_output
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made
from zines.base.problems import Problem, Severity, unwritten


@dataclass
class Removal:
    """``gone``: paths to take out of the manifest; ``removed``: the number of removed files."""

    gone: set[str] = field(default_factory=set)
    removed: int = 0
    problems: list[Problem] = field(default_factory=list)


def outdated(
    listed: Iterable[FileEntry],
    made: Iterable[Made],
    slugs: Callable[[], set[str]],
    ours: Callable[[str], bool],
) -> list[FileEntry]:
    """Return the entries of a manifest whose files no document produces any more.

    ``made`` holds the results of a build of the whole project; a document that failed keeps its
    files. ``slugs`` returns the slugs of all documents and is only called if needed. ``ours``
    returns whether this project built a file from a text in its content/.
    """
    known = {one.slug: one for one in made}
    current = {file["path"] for one in known.values() for file in one.files}
    others = [entry for entry in listed if entry["path"] not in current]
    there = slugs() if others else set()
    found = []
    for entry in others:
        document = known.get(entry["slug"])
        name = PurePosixPath(entry["path"]).name
        if document and document.files:
            if not is_of_output(name, document.name, document.outputs):
                found.append(entry)
        elif entry["slug"] not in there and _is_of_content(entry) and ours(entry["path"]):
            found.append(entry)
    return found


def _is_of_content(entry: FileEntry) -> bool:
    """Return whether a file was built from a text in content/.

    Manifests of version 1 do not name the text, but there the slug of a text in content/ has a
    folder; the slug of a text elsewhere is only the name of its file.
    """
    return bool(entry.get("source")) or "/" in entry["slug"]


def remove(out: Path, entries: Iterable[FileEntry]) -> Removal:
    """Remove files that are as they were written, and folders that become empty.

    A file that someone has changed since is kept, with a warning, and is no longer tracked.
    """
    found = Removal()
    for entry in entries:
        file = out / entry["path"]
        if not os.path.lexists(file):
            found.gone.add(entry["path"])
        elif file.is_symlink() or not _is_as_written(file, entry["sha256"]):
            found.gone.add(entry["path"])
            found.problems.append(_changed(file))
        else:
            try:
                file.unlink()
            except OSError as error:
                # It stays listed, so that the next build tries again.
                found.problems.append(unwritten(error))
                continue
            found.gone.add(entry["path"])
            found.removed += 1
            _remove_empty(file.parent, out)
    return found


def _is_as_written(file: Path, digest: str) -> bool:
    return bool(digest) and files.of_file(file) == digest


def _changed(file: Path) -> Problem:
    message = tr(
        "no document makes this file any more; it was changed since it was made, and stays"
    )
    hint = tr("remove it, or keep it elsewhere: it is not looked after any more")
    return Problem("changed-file", message, hint, str(file.absolute()), severity=Severity.WARNING)


def _remove_empty(folder: Path, out: Path) -> None:
    with suppress(OSError):
        while folder != out:
            folder.rmdir()
            folder = folder.parent
