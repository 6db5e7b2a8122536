"""The server: it listens only on this machine, on a free port, until the user ends it."""

from __future__ import annotations

import errno
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from zines.base.language import tr
from zines.web.app import application
from zines.web.atelier import Atelier
from zines.workshop.project import Project

HOST = "127.0.0.1"
USUAL_PORT = 8765


def serve(project: Project, port: int, started: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, or until a page ends the server.

    ``started`` is called with the address that contains the key. Port 0 means the usual port, or a
    free one if that is in use. Raises OSError, with a message for users if the port is in use.
    """
    import uvicorn

    early: list[int] = []

    class Server(uvicorn.Server):
        async def main_loop(self) -> None:
            self.should_exit = self.should_exit or bool(early)
            await super().main_loop()

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await super().shutdown(sockets)
            # (A second Ctrl-C waits for no connection, and would not end the application:
            # it reports that with a traceback.)
            if self.force_exit:
                await self.lifespan.shutdown()

    listening = _listening(port)
    atelier = Atelier(project)
    number = int(listening.getsockname()[1])
    app = application(atelier, number)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, ws="none"
    )
    server = Server(config)
    atelier.end = lambda: setattr(server, "should_exit", True)
    try:
        with _noted(early):
            started(f"http://{HOST}:{number}/?key={atelier.key}")
            server.run(sockets=[listening])
    finally:
        listening.close()
        atelier.close()


@contextmanager
def _noted(early: list[int]) -> Iterator[None]:
    """Note Ctrl-C in ``early`` while the server does not handle it, as at its start and end.

    There, it would break off the start half-way: a warning in English, or no end at all.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda number, _: early.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _listening(port: int) -> socket.socket:
    if not port:
        with suppress(OSError):
            return _bound(USUAL_PORT)
    try:
        return _bound(port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        message = tr("it is in use, perhaps by a workshop that is still open: give another number")
        raise OSError(errno.EADDRINUSE, message) from error


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # A program that has just ended blocks its port for a minute (TIME_WAIT): allow its use.
        # (On Windows, this option would take the port from another listening program.)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener
