"""Paths as they can be opened from where one stands, and the system's viewer."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

from zines.cli.terminal import Part

#: How long the program that hands a file to a viewer may take to say that there is none, in s.
_PATIENCE = 3


def from_here(path: Path | str) -> str:
    """Return the path from the current folder, or the whole path where that is shorter."""
    whole = str(Path(path).absolute())
    try:
        return min(os.path.relpath(whole), whole, key=len)
    except (ValueError, OSError):
        # It lies on another drive, or the current folder is gone.
        return whole


def typed(path: Path | str) -> str:
    """Return the path from here as it is typed into a shell: quoted where it must be."""
    return quoted(from_here(path))


def quoted(word: str) -> str:
    """Return a word as it is typed into a shell."""
    if re.fullmatch(r"[\w@%+=:,./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+", word):
        return word
    return f'"{word}"' if os.name == "nt" else shlex.quote(word)


def linked(path: Path | str) -> Part:
    """Return the path from here, as a part of a line that opens it with a click."""
    return Part(typed(path), "cyan", Path(path), whole=True)


def opened(path: Path) -> bool:
    """Open a file or folder with the system's viewer; False where there is none."""
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
        # It is the viewer itself, and still open.
        return True
    except OSError:
        return False
