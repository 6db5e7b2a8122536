"""out/manifest.json: what lies in the folder, for people and programs that print it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, TypedDict, cast

from zines.base.files import write
from zines.base.manifest_entry import FileEntry

VERSION = 1
NAME = "manifest.json"
_OF_DOCUMENT = ("slug", "layout", "title", "lang")


class DocumentEntry(TypedDict):
    """One document; its files do not repeat its own keys."""

    slug: str
    layout: str
    title: str
    lang: str
    files: list[FileEntry]


def merge(out: Path, made: Iterable[FileEntry]) -> None:
    """Bring the manifest up to date; ``made`` holds one entry a file.

    Files that earlier builds made stay listed as long as they are on disk. Raises OSError.
    """
    known = _read(out)
    entries = {entry["path"]: entry for entry in _listed(known)}
    entries |= {entry["path"]: entry for entry in made}
    documents: dict[str, DocumentEntry] = {}
    for path in sorted(entries):
        entry = entries[path]
        # (os: a name longer than names can be is no file, and no error.)
        if not os.path.isfile(out / path):
            continue
        others = documents[entry["slug"]]["files"] if entry["slug"] in documents else []
        own = cast(FileEntry, {k: v for k, v in entry.items() if k not in _OF_DOCUMENT})
        documents[entry["slug"]] = {
            "slug": entry["slug"],
            "layout": entry["layout"],
            "title": entry["title"],
            "lang": entry["lang"],
            "files": [*others, own],
        }
    content = {"version": VERSION, "documents": [documents[slug] for slug in sorted(documents)]}
    # (To write so much JSON takes longer than to read it.)
    if content != known:
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        write(out / NAME, text.encode())


def _read(out: Path) -> Any:
    """Return the manifest that is there, None where it is missing or broken."""
    try:
        return json.loads((out / NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _listed(known: Any) -> Iterator[FileEntry]:
    """Yield the entries of a manifest that may be broken, leaving out what is not ours."""
    for document in _groups(known, "documents"):
        for file in _groups(document, "files"):
            entry = {key: document.get(key) for key in _OF_DOCUMENT} | file
            if all(isinstance(entry.get(key), str) for key in (*_OF_DOCUMENT, "path", "sha256")):
                path = PurePosixPath(str(entry["path"]))
                plain = str(path) == entry["path"] and ".." not in path.parts
                if plain and not path.is_absolute() and _is_text(entry):
                    yield cast(FileEntry, entry)


def _is_text(entry: Any) -> bool:
    """Tell what can be written again: JSON can name half a character, UTF-8 has none."""
    try:
        json.dumps(entry, ensure_ascii=False).encode()
    except ValueError:
        return False
    return True


def _groups(holder: Any, key: str) -> list[dict[str, Any]]:
    """Return the groups of a list, in a file where it may be anything else."""
    found = holder.get(key) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
