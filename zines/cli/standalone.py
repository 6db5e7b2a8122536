"""The standalone program (PyInstaller): its preparation before a command, and double clicks.

A user who opens it with a double click has no terminal: it opens the atelier, and shows errors in a
text file in the system's viewer.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from zines.base import own_processes
from zines.cli.paths import opened

_LIBRARIES = "LD_LIBRARY_PATH"


def prepare() -> None:
    """Run as a child process of this program and exit, if it was started as one; else return."""
    import multiprocessing

    _give_back_libraries()
    multiprocessing.freeze_support()
    if own_processes.be_asked_for():
        sys.exit()


def _give_back_libraries() -> None:
    """Let other programs (browser, viewer, Ghostscript) find the system's libraries, not ours.

    The starter of PyInstaller puts its folder before the value of LD_LIBRARY_PATH and keeps the old
    value in another variable. PYINSTALLER_RESET_ENVIRONMENT makes it do so for child processes too.
    """
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    ours = getattr(sys, "_MEIPASS", "")
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    if before is not None:
        os.environ[_LIBRARIES] = before
    elif os.environ.get(_LIBRARIES, "").split(os.pathsep)[0] == ours:
        del os.environ[_LIBRARIES]


def is_clicked() -> bool:
    """Return whether the program was started by a double click: without any argument.

    On Linux this only applies to the standalone program, and only if there is a screen. Whether
    there is a terminal shows nothing: systems and file managers open one for a double click.
    """
    if len(sys.argv) > 1:
        return False
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    standalone = own_processes.is_standalone() and bool(screen)
    return standalone or sys.platform in ("win32", "darwin")


def show(message: str) -> None:
    """Show a message without a terminal: as a text file in the system's viewer."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="hors-bocal-", suffix=".txt", delete=False
    ) as file:
        file.write(f"{message}\n")
    opened(Path(file.name))
