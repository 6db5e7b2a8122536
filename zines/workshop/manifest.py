"""The file out/manifest.json: a list of the files in the folder, for people and programs."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from zines.base import file_lock
from zines.base.files import write
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.problems import UsageError

#: Version 2 added ``source`` and ``description`` of documents, and ``pdf_pages`` of files.
VERSION = 2
NAME = "manifest.json"
_NEEDED = ("slug", "layout", "title", "lang", "path", "sha256")
#: Keys of a document that are stored once for all its files; version 1 has fewer of them.
_OF_DOCUMENT = ("slug", "source", "layout", "title", "description", "lang")


def listed(out: Path) -> list[FileEntry]:
    """Return the files of a manifest of any version; none if it is missing or broken."""
    return list(entries_of(read(out / NAME)))


def merge(out: Path, made: Iterable[FileEntry], gone: Collection[str] = ()) -> None:
    """Bring the manifest up to date; ``made`` holds one entry for each new file.

    Files of earlier builds stay listed as long as they exist on disk, except the paths ``gone``.
    If there is no file and no manifest, none is written. Raises OSError. Two builds may print into
    one folder at the same time, even from two projects: neither drops the files of the other.
    """
    with file_lock.held_folder(out):
        known = read(out / NAME)
        fresh = {entry["path"]: entry for entry in made}
        entries = {entry["path"]: entry for entry in entries_of(known)} | fresh
        # (os.path: for a name that is too long it returns False and raises nothing.)
        there = [
            entry
            for path, entry in sorted(entries.items())
            if path not in gone and os.path.isfile(os.path.join(out, path))
        ]
        # New entries have the current data of their documents.
        about = {entry["slug"]: entry for entry in [*there, *fresh.values()]}
        content = content_of(there, about)
        # (Writing the JSON takes longer than comparing it; without files, no folder is created.)
        if content != known and (there or known is not None):
            put(out / NAME, content)


def content_of(
    entries: Iterable[FileEntry], about: Mapping[str, FileEntry] | None = None
) -> dict[str, Any]:
    """Return the content of a manifest of files, in their order.

    ``about`` gives, by slug, the entry with the data of a document; by default its first entry.
    """
    documents: dict[str, dict[str, Any]] = {}
    for entry in entries:
        slug = entry["slug"]
        if slug not in documents:
            data: dict[str, Any] = {**(about or {}).get(slug, entry)}
            documents[slug] = {key: data[key] for key in _OF_DOCUMENT if key in data}
            documents[slug]["files"] = []
        own = {key: value for key, value in entry.items() if key not in _OF_DOCUMENT}
        documents[slug]["files"].append(own)
    return {"version": VERSION, "documents": [documents[slug] for slug in sorted(documents)]}


def put(file: Path, content: Any) -> None:
    """Write the content of a manifest; raises OSError."""
    write(file, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def check_free(out: Path) -> None:
    """Raise UsageError if the manifest file belongs to another program, such as a website.

    A file that is broken, or has a later version, counts as ours.
    """
    found = read(out / NAME)
    if isinstance(found, dict) and found and not found.keys() & {"version", "documents", "shard"}:
        raise UsageError(
            tr(
                "'{path}' is there already, and lists no papers: name another --out, or --force",
                path=out / NAME,
            )
        )


def read(file: Path) -> Any:
    """Return the content of a manifest file, None if it is missing or broken.

    Do not change the result: it is cached, and another call may return the same object.
    """
    try:
        return _parsed(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> Any:
    return json.loads(content)


def entries_of(known: Any) -> Iterator[FileEntry]:
    """Yield the entries of a manifest that may be broken; leave out invalid entries."""
    for document in _groups(known, "documents"):
        about = {key: document[key] for key in _OF_DOCUMENT if key in document}
        entries = [about | file for file in _groups(document, "files")]
        # (All entries are tested at once, since testing each takes longer than all else.)
        whole = _is_text(entries)
        for entry in entries:
            texts = all(isinstance(entry.get(key), str) for key in _NEEDED)
            if texts and _is_plain(entry["path"]) and (whole or _is_text(entry)):
                yield cast(FileEntry, entry)


def _is_plain(path: str) -> bool:
    """Return whether a path is below the folder, in the form that this program writes."""
    return "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def _is_text(value: Any) -> bool:
    """Return whether a value can be written as UTF-8: JSON may contain half a surrogate pair."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError:
        return False
    return True


def _groups(holder: Any, key: str) -> list[dict[str, Any]]:
    """Return the dictionaries in the list ``holder[key]``; none if a value has another type."""
    found = holder.get(key) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
