"""Processes beside the server, for tasks that take long or may need too much memory."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any

_context = multiprocessing.get_context("spawn")


def pipe(*, duplex: bool) -> tuple[Connection, Connection]:
    """Return both ends of a pipe: ours, and that of the process."""
    # (On Windows they are PipeConnections, which are used alike.)
    ends: tuple[Any, Any] = _context.Pipe(duplex=duplex)
    return ends


def begun(target: Callable[..., None], *arguments: Any) -> Any:
    """Return a started process, which ends at the latest with this one.

    A terminal sends Ctrl-C to all its processes. This process never gets it (on Windows: once it
    has loaded its modules): the server handles Ctrl-C, and ends the processes beside it.
    """
    process = _context.Process(target=_run, args=(target, *arguments), daemon=True)
    if sys.platform == "win32":
        process.start()
        return process
    # (Otherwise the tracker would start here, and unblock SIGINT when it does.)
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def _run(target: Callable[..., None], *arguments: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    target(*arguments)
