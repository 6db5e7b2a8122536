"""The atelier that a double click has opened before: the next one shows that, and begins no other.

Its address is kept, with its key, in a file that the user alone may read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from zines.workshop.project import Project

#: In seconds: a server of this machine answers at once, or is another program's.
_PATIENCE = 3
_NAME = "atelier.address"


def note(project: Project, address: str) -> None:
    """Keep the address of what has been opened; nothing where it cannot be kept."""
    file = _file(project)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="ascii") as kept:
            kept.write(address)


def forget(project: Project, address: str) -> None:
    """Forget an address that has ended; another's stays."""
    with suppress(OSError):
        if _file(project).read_text("ascii") == address:
            _file(project).unlink()


def address(project: Project) -> str:
    """Return the address of what is open already, empty where nothing of ours answers there."""
    try:
        kept = _file(project).read_text("ascii")
        place = urlsplit(kept)
        asked = HTTPConnection(place.hostname or "", place.port, timeout=_PATIENCE)
        asked.request("GET", f"{place.path}?{place.query}")
        answer = asked.getresponse()
        asked.close()
    except (OSError, ValueError, HTTPException):
        return ""
    # (It takes its own key, and no other: it leads on to its first page.)
    return kept if answer.status == 303 and answer.getheader("location") == "/" else ""


def _file(project: Project) -> Path:
    return project.cache / _NAME
