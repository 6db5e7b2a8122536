"""Paths relative to the current folder, as users type them, and the system's viewer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from zines.base.names import quoted
from zines.cli.terminal import Part

#: How long, in s, to wait for the error of a program that passes a file to a viewer.
_PATIENCE = 3


def from_here(path: Path | str) -> str:
    """Return the path from the current folder, or the absolute path if that is shorter."""
    whole = str(Path(path).absolute())
    try:
        return min(os.path.relpath(whole), whole, key=len)
    except (ValueError, OSError):
        # It is on another drive, or the current folder was deleted.
        return whole


def typed(path: Path | str) -> str:
    """Return the path from the current folder as it is typed into a shell, quoted if needed."""
    return quoted(from_here(path))


def linked(path: Path | str) -> Part:
    """Return the path from the current folder, as a part of a line that is a link to the file."""
    return Part(typed(path), "cyan", Path(path), whole=True)


def opened(path: Path) -> bool:
    """Open a file or folder with the system's viewer; return False if that fails."""
    if sys.platform == "win32":
        try:
            os.startfile(path.absolute())
        except OSError:
            return False
        return True
    import subprocess

    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        viewer = subprocess.Popen(
            [program, path.absolute()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return viewer.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # This program is the viewer itself, and is still open.
        return True
    except OSError:
        return False
