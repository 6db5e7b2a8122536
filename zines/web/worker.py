"""A process that sets and draws pages, made anew before it grows too large.

Typst keeps what it has set and gives nothing back: after nine changes of a dictionary it holds
1.4 GB. So pages are set beside the server, which stays small, and a fresh process stands ready
before the old one goes. What ends the process (a broken font, a picture that takes all memory) ends
no page of the browser.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from zines.base import language
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, UsageError, unwritten
from zines.web import beside
from zines.workshop.project import Project

#: In bytes: at that size a process is replaced.
MOST_MEMORY = 440_000_000
#: Where the size of a process cannot be read, that many tasks are.
_MOST_TASKS = 60
#: What takes longer does not come back: the process is ended.
_LONGEST_SECONDS = 120.0


class Worker:
    """Does one task after the other, for any thread that asks."""

    def __init__(
        self, project: Project, start: Callable[[Project], Any], most: int = MOST_MEMORY
    ) -> None:
        """``start`` makes, in the process, what has the tasks as its methods."""
        self._project, self._start, self._most = project, start, most
        self._lock = threading.Lock()
        self._process = self._begun()
        #: How many processes there have been.
        self.begun = 1

    def ask(self, task: str, *arguments: Any) -> Any:
        """Return what a method of the process's object returns.

        Raises ProblemError, UsageError as it does, and ProblemError where the process ends.
        """
        with self._lock:
            process, pipe = self._process
            try:
                pipe.send((language.spoken(), task, arguments))
                if not pipe.poll(_LONGEST_SECONDS):
                    raise EOFError
                kind, value, memory = pipe.recv()
            except (EOFError, OSError):
                process.kill()
                self._replace()
                raise ProblemError([_ended()]) from None
            if memory > self._most:
                self._replace()
        if kind == "problems":
            raise ProblemError(value)
        if kind == "usage":
            raise UsageError(value)
        return value

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._process[0].pid)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            _end(*self._process)

    def _replace(self) -> None:
        old = self._process
        self._process = self._begun()
        self.begun += 1
        _end(*old)

    def _begun(self) -> tuple[Any, Connection]:
        ours, theirs = beside.pipe(duplex=True)
        process = beside.begun(_serve, self._project, self._start, theirs, language.spoken())
        theirs.close()
        return process, ours


def _end(process: Any, pipe: Connection) -> None:
    pipe.close()
    process.terminate()
    process.join(5)


def _serve(
    project: Project, start: Callable[[Project], Any], pipe: Connection, spoken: str
) -> None:
    """Answer what is asked until nobody is left to ask."""
    language.use(spoken)
    bench = start(project)
    tasks = 0
    # (Ctrl-C is for the server; on Windows it comes here too.)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            asked, task, arguments = pipe.recv()
            if asked != language.spoken():
                language.use(asked)
            tasks += 1
            answer = _answer(getattr(bench, task), arguments)
            pipe.send((*answer, _memory(tasks)))


def _answer(task: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", task(*arguments)
    except ProblemError as error:
        return "problems", error.problems
    except UsageError as error:
        return "usage", str(error)
    except OSError as error:
        return "problems", (unwritten(error),)


def _memory(tasks: int) -> int:
    """Return how many bytes this process holds, or a guess by what it has done."""
    if sys.platform == "linux":
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize()
    return MOST_MEMORY * tasks // _MOST_TASKS


def _ended() -> Problem:
    return Problem(
        "worker",
        tr("the program that sets pages has ended while it set this one"),
        tr("change what was typed last, or take out a picture"),
    )
