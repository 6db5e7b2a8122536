"""out/manifest.json: what lies in the folder, for people and programs that print it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from zines.files import write

VERSION = 1
NAME = "manifest.json"
_OF_DOCUMENT = ("slug", "layout", "title", "lang")


def merge(out: Path, made: Iterable[dict[str, Any]]) -> None:
    """Bring the manifest up to date.

    ``made`` holds one flat entry a file: the keys of its document and its own. Files that earlier
    builds made stay listed as long as they are on disk.
    """
    entries = {entry["path"]: entry for entry in _listed(out)}
    entries |= {entry["path"]: entry for entry in made}
    documents: dict[str, dict[str, Any]] = {}
    for path in sorted(entries):
        entry = entries[path]
        if not (out / path).is_file():
            continue
        head = {key: entry[key] for key in _OF_DOCUMENT}
        document = documents.setdefault(entry["slug"], {**head, "files": []})
        document.update(head)
        document["files"].append({k: v for k, v in entry.items() if k not in _OF_DOCUMENT})
    content = {"version": VERSION, "documents": [documents[slug] for slug in sorted(documents)]}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    file = out / NAME
    if not file.is_file() or file.read_bytes() != text.encode():
        write(file, text.encode())


def _listed(out: Path) -> Iterable[dict[str, Any]]:
    """Return the flat entries of the manifest that is there; none when it is not ours."""
    try:
        known = json.loads((out / NAME).read_text("utf-8"))
        return [
            {**{key: document[key] for key in _OF_DOCUMENT}, **file}
            for document in known["documents"]
            for file in document["files"]
            if file["path"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []
