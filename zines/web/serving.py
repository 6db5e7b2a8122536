"""The server: this machine alone, a free port, until it is told to end."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Callable

from zines.base.language import tr
from zines.web.app import application
from zines.web.atelier import Atelier
from zines.workshop.project import Project

HOST = "127.0.0.1"
USUAL_PORT = 8765


def serve(project: Project, port: int, started: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, or until a page asks for its end.

    ``started`` is called with the address that holds the key. Port 0 is the usual one, or a free
    one where that is taken. Raises OSError, in words, for a port that is taken.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            await super().shutdown(sockets)
            # (A second Ctrl-C waits for no connection, and would leave the application unended:
            # it tells of that by a traceback.)
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
    started(f"http://{HOST}:{number}/?key={atelier.key}")
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        atelier.close()


def _listening(port: int) -> socket.socket:
    for wanted in (port,) if port else (USUAL_PORT, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # What has just ended holds its port for a minute more (TIME_WAIT): it may be taken.
            # (On Windows, that option would take a port away from whoever listens there.)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, wanted))
            found.listen(64)
        except OSError as error:
            found.close()
            if wanted == 0 or port:
                raise _in_words(error) from error
            continue
        return found
    raise OSError  # (never: 0 is any port)


def _in_words(error: OSError) -> OSError:
    """Return an error of a port, in our words where it is taken: the system's are English."""
    if error.errno != errno.EADDRINUSE:
        return error
    said = tr("it is in use, perhaps by a workshop that is still open: give another number")
    return OSError(errno.EADDRINUSE, said)
