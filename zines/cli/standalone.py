"""The program of a standalone folder (PyInstaller): what it does before, and instead of, a command.

Who opens it with a double click has no terminal: it opens the atelier, and what goes wrong is told
in a file that the system shows.
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
    """Be one of the processes that this program begins, and end; or return, and be the program."""
    import multiprocessing

    _give_back_libraries()
    multiprocessing.freeze_support()
    if own_processes.be_asked_for():
        sys.exit()


def _give_back_libraries() -> None:
    """Let other programs (browser, viewer, Ghostscript) find the system's libraries, not ours.

    The starter of PyInstaller puts its folder before what was set, which it keeps beside it. It
    does so for each process that this one begins, too, where it is told to begin afresh.
    """
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    ours = getattr(sys, "_MEIPASS", "")
    before = os.environ.pop(f"{_LIBRARIES}_ORIG", None)
    if before is not None:
        os.environ[_LIBRARIES] = before
    elif os.environ.get(_LIBRARIES, "").split(os.pathsep)[0] == ours:
        del os.environ[_LIBRARIES]


def is_clicked() -> bool:
    """Tell a double click: the name alone, without a word.

    On Linux it is one of the standalone program alone, where there is a screen: others are typed.
    A terminal tells nothing: systems and file managers give one to what is clicked.
    """
    if len(sys.argv) > 1:
        return False
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    standalone = own_processes.is_standalone() and bool(screen)
    return standalone or sys.platform in ("win32", "darwin")


def show(message: str) -> None:
    """Show a message to who has no terminal: as a text file, in the system's viewer."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="hors-bocal-", suffix=".txt", delete=False
    ) as file:
        file.write(f"{message}\n")
    opened(Path(file.name))
