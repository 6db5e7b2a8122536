"""A process that sets and draws pages, replaced by a new one before it grows too large.

Typst keeps its results and frees no memory: after nine changes of a dictionary it uses 1.4 GB. So
pages are set in a process beside the server, which stays small, and a new process is started before
the old one is ended. If the process dies (a broken font, a picture that needs all memory), the
pages in the browser keep working.
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
from zines.base.problems import Problem, ProblemError, UsageError, problems_of
from zines.web import processes
from zines.workshop.project import Project

#: In bytes: a process that uses more memory is replaced.
MOST_MEMORY = 440_000_000
#: If the memory of a process cannot be read, it is replaced after this number of tasks.
_MOST_TASKS = 60
#: A process that takes longer for a task is killed.
_LONGEST_SECONDS = 120.0


class Worker:
    """Run one task after another in the process, for any thread."""

    def __init__(
        self, project: Project, start: Callable[[Project], Any], most: int = MOST_MEMORY
    ) -> None:
        """Start the process; ``start`` creates, in it, the object whose methods are the tasks."""
        self._project, self._start, self._most = project, start, most
        self._lock = threading.Lock()
        self._process = self._begun()
        #: The number of processes started so far.
        self.begun = 1

    def ask(self, task: str, *arguments: Any) -> Any:
        """Return the result of a method of the object in the process.

        Raises ProblemError and UsageError as the method does, and ProblemError if the process ends.
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
        """The id of the process."""
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
        ours, theirs = processes.pipe(duplex=True)
        process = processes.begun(_serve, self._project, self._start, theirs, language.spoken())
        theirs.close()
        return process, ours


def _end(process: Any, pipe: Connection) -> None:
    pipe.close()
    process.terminate()
    process.join(5)


def _serve(
    project: Project, start: Callable[[Project], Any], pipe: Connection, spoken: str
) -> None:
    """Run the tasks from a pipe until it is closed."""
    language.use(spoken)
    tasks_of = start(project)
    tasks = 0
    with suppress(EOFError, OSError):
        while True:
            asked, task, arguments = pipe.recv()
            if asked != language.spoken():
                language.use(asked)
            tasks += 1
            answer = _answer(getattr(tasks_of, task), arguments)
            pipe.send((*answer, _memory(tasks)))


def _answer(task: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", task(*arguments)
    except UsageError as error:
        return "usage", str(error)
    except (ProblemError, OSError) as error:
        return "problems", problems_of(error)


def _memory(tasks: int) -> int:
    """Return the memory of this process in bytes, or an estimate by the number of tasks."""
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
