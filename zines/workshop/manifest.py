"""out/manifest.json: what lies in the folder, for people and programs that print it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from zines.base.files import write

VERSION = 1
NAME = "manifest.json"
_OF_DOCUMENT = ("slug", "layout", "title", "lang")


def merge(out: Path, made: Iterable[dict[str, Any]]) -> None:
    """Bring the manifest up to date.

    ``made`` holds one flat entry a file: the keys of its document and its own. Files that earlier
    builds made stay listed as long as they are on disk. Raises OSError.
    """
    known = _read(out)
    entries = {entry["path"]: entry for entry in _listed(known)}
    entries |= {entry["path"]: entry for entry in made}
    documents: dict[str, dict[str, Any]] = {}
    for path in sorted(entries):
        entry = entries[path]
        # (os: a name longer than names can be is no file, and no error.)
        if not os.path.isfile(out / path):
            continue
        head = {key: entry[key] for key in _OF_DOCUMENT}
        document = documents.setdefault(entry["slug"], {**head, "files": []})
        document.update(head)
        document["files"].append({k: v for k, v in entry.items() if k not in _OF_DOCUMENT})
    content = {"version": VERSION, "documents": [documents[slug] for slug in sorted(documents)]}
    # (To write so much JSON takes longer than to read it.)
    if content != known:
        text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
        write(out / NAME, text.encode())


def _read(out: Path) -> Any:
    """Return what the manifest says that is there, None where it says nothing."""
    try:
        return json.loads((out / NAME).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def _listed(known: Any) -> Iterator[dict[str, Any]]:
    """Yield the flat entries of a manifest, leaving out what is not ours."""
    for document in _groups(known, "documents"):
        for file in _groups(document, "files"):
            entry = {key: document.get(key) for key in _OF_DOCUMENT} | file
            if all(isinstance(entry.get(key), str) for key in (*_OF_DOCUMENT, "path", "sha256")):
                path = PurePosixPath(str(entry["path"]))
                plain = str(path) == entry["path"] and ".." not in path.parts
                if plain and not path.is_absolute():
                    yield entry


def _groups(holder: Any, key: str) -> list[dict[str, Any]]:
    """Return the groups of a list that may be anything else, in a file that hands have changed."""
    found = holder.get(key) if isinstance(holder, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
