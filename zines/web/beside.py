"""Processes beside the server: what takes long, or may take too much memory."""

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
    """Return both ends of a pipe: ours, and that of a process."""
    return _context.Pipe(duplex=duplex)


def begun(target: Callable[..., None], *arguments: Any) -> Any:
    """Return a process that has begun, and that ends with this one at the latest.

    Ctrl-C in a terminal is for all of its processes: it is kept from this one from the start,
    while it still loads, too. The server takes it, and ends what stands beside it.
    """
    process = _context.Process(target=target, args=arguments, daemon=True)
    if sys.platform == "win32":
        process.start()
        return process
    # (It would take the mask of signals away again when it begins.)
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process
