"""out/manifest.json: what lies in the folder, for people and programs that print it."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from zines.base.files import write
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.problems import UsageError

#: Since 2: ``source`` and ``description`` of documents, ``pdf_pages`` of files.
VERSION = 2
NAME = "manifest.json"
_NEEDED = ("slug", "layout", "title", "lang", "path", "sha256")
#: What a document says once, for all its files; those of version 1 say less.
_OF_DOCUMENT = ("slug", "source", "layout", "title", "description", "lang")


def listed(out: Path) -> list[FileEntry]:
    """Return the files that a manifest of any version lists; none where it is missing or broken."""
    return list(entries_of(read(out / NAME)))


def merge(out: Path, made: Iterable[FileEntry], gone: Collection[str] = ()) -> None:
    """Bring the manifest up to date; ``made`` holds one entry a file.

    Files that earlier builds made stay listed as long as they are on disk, but for the paths
    ``gone``. Where there is no file and no manifest, none is written. Raises OSError.
    """
    known = read(out / NAME)
    fresh = {entry["path"]: entry for entry in made}
    entries = {entry["path"]: entry for entry in entries_of(known)} | fresh
    # (os: a name longer than names can be is no file, and no error.)
    there = [
        entry
        for path, entry in sorted(entries.items())
        if path not in gone and os.path.isfile(os.path.join(out, path))
    ]
    # What was made last knows what the document says now.
    about = {entry["slug"]: entry for entry in [*there, *fresh.values()]}
    content = content_of(there, about)
    # (To write so much JSON takes longer than to read it; of nothing, no folder is made.)
    if content != known and (there or known is not None):
        put(out / NAME, content)


def content_of(
    entries: Iterable[FileEntry], about: Mapping[str, FileEntry] | None = None
) -> dict[str, Any]:
    """Return the content of a manifest of files, in their order; ``about`` tells of documents."""
    documents: dict[str, dict[str, Any]] = {}
    for entry in entries:
        slug = entry["slug"]
        if slug not in documents:
            said: dict[str, Any] = {**(about or {}).get(slug, entry)}
            documents[slug] = {key: said[key] for key in _OF_DOCUMENT if key in said}
            documents[slug]["files"] = []
        own = {key: value for key, value in entry.items() if key not in _OF_DOCUMENT}
        documents[slug]["files"].append(own)
    return {"version": VERSION, "documents": [documents[slug] for slug in sorted(documents)]}


def put(file: Path, content: Any) -> None:
    """Write the content of a manifest; raises OSError."""
    write(file, (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())


def check_free(out: Path) -> None:
    """Raise UsageError where the file of the manifest is somebody else's, as that of a website.

    One that is broken, or of a later version, was ours.
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
    """Return the content of the file of a manifest, None where it is missing or broken.

    It is not to be changed: who reads the same file again gets the same values.
    """
    try:
        return _parsed(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


@lru_cache(maxsize=1)
def _parsed(content: bytes) -> Any:
    return json.loads(content)


def entries_of(known: Any) -> Iterator[FileEntry]:
    """Yield the entries of a manifest that may be broken, leaving out what is not ours."""
    for document in _groups(known, "documents"):
        about = {key: document[key] for key in _OF_DOCUMENT if key in document}
        said = [about | file for file in _groups(document, "files")]
        # (All at once: to look at each takes longer than all else.)
        whole = _is_text(said)
        for entry in said:
            texts = all(isinstance(entry.get(key), str) for key in _NEEDED)
            if texts and _is_plain(entry["path"]) and (whole or _is_text(entry)):
                yield cast(FileEntry, entry)


def _is_plain(path: str) -> bool:
    """Tell whether a path is one below the folder, said as this program says it."""
    return "\0" not in path and all(part not in ("", ".", "..") for part in path.split("/"))


def _is_text(said: Any) -> bool:
    """Tell what can be written again: JSON can name half a character, UTF-8 has none."""
    try:
        json.dumps(said, ensure_ascii=False).encode()
    except ValueError:
        return False
    return True


def _groups(holder: Any, key: str) -> list[dict[str, Any]]:
    """Return the groups of a list, in a file where it may be anything else."""
    found = holder.get(key) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
