"""The address of an atelier that is already open: a second double click shows it again.

The address is stored, with its key, in a file that only the user may read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from zines.workshop.project import Project

#: In s: a server on this machine answers at once, or it is another program.
_PATIENCE = 3
_NAME = "atelier.address"


def note(project: Project, address: str) -> None:
    """Store the address of the open atelier; do nothing if it cannot be stored."""
    file = _file(project)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(address)


def forget(project: Project, address: str) -> None:
    """Remove the address of an atelier that has ended; keep that of another one."""
    with suppress(OSError):
        if _file(project).read_text("ascii") == address:
            _file(project).unlink()


def address(project: Project) -> str:
    """Return the address of an open atelier, empty if none of ours answers there."""
    try:
        stored = _file(project).read_text("ascii")
        place = urlsplit(stored)
        connection = HTTPConnection(place.hostname or "", place.port, timeout=_PATIENCE)
        connection.request("GET", f"{place.path}?{place.query}")
        answer = connection.getresponse()
        connection.close()
    except (OSError, ValueError, HTTPException):
        return ""
    # (Only our server accepts this key, and redirects to its first page.)
    return stored if answer.status == 303 and answer.getheader("location") == "/" else ""


def _file(project: Project) -> Path:
    return project.cache / _NAME
