"""Programs run in a pseudo-terminal, as in the window of a user; not on Windows."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

#: Variables that would change what is written, whatever the terminal is.
_UNSET = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")


def started(
    command: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    *,
    columns: int = 80,
    stdout: bool = True,
) -> tuple[subprocess.Popen[bytes], int]:
    """Start a program in a terminal of a width; return it, and our end of the terminal.

    If ``stdout`` is False, only stderr goes to the terminal. The caller closes our end.
    """
    import fcntl
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    own = {name: value for name, value in os.environ.items() if name not in _UNSET}
    program = subprocess.Popen(
        command,
        cwd=cwd,
        env={**own, "TERM": "xterm", **environment},
        stdin=theirs,
        stdout=theirs if stdout else subprocess.DEVNULL,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    return program, ours


def received(terminal: int) -> bytes:
    """Wait for the next bytes that a program writes; empty if it has closed the terminal."""
    try:
        return os.read(terminal, 1 << 16)
    except OSError:
        return b""
