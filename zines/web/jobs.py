"""Long jobs: each runs in a process that reports its progress and can be stopped."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from zines.base import language
from zines.base.language import tr
from zines.base.problems import Problem
from zines.web import processes

#: The most jobs at a time; more are refused.
MOST_RUNNING = 3
_MOST_KEPT = 40


@dataclass
class Job:
    """One job: its name and title, its progress, and its result in the end."""

    name: str
    title: str
    done: int = 0
    total: int = 0
    doing: str = ""
    result: Any = None
    stopped: bool = False
    failed: Problem | None = None
    back: str = "/"
    _process: Any = field(default=None, repr=False)
    #: The thread that receives the reports of the process.
    follower: threading.Thread = field(default_factory=threading.Thread, repr=False)

    @property
    def running(self) -> bool:
        """Whether it has no result yet, was not stopped and has not failed."""
        return self.result is None and not self.stopped and self.failed is None

    def stop(self) -> None:
        """Stop the job; files that were written are complete, as each is written in one step."""
        if self.running:
            self.stopped = True
            self._process.terminate()


class Jobs:
    """The jobs of a session, by name."""

    def __init__(self) -> None:
        """Start without jobs."""
        self._jobs: dict[str, Job] = {}

    def begin(
        self, title: str, work: Callable[..., Any], *arguments: Any, back: str = "/"
    ) -> Job | None:
        """Start a job, or return None if too many run; ``work`` also receives ``report``."""
        if self.running() >= MOST_RUNNING:
            return None
        for name in [*self._jobs][: max(0, len(self._jobs) - _MOST_KEPT)]:
            if not self._jobs[name].running:
                del self._jobs[name]
        ours, theirs = processes.pipe(duplex=False)
        process = processes.begun(_run, theirs, language.spoken(), work, arguments)
        job = Job(secrets.token_hex(8), title, back=back, _process=process)
        self._jobs[job.name] = job
        theirs.close()
        job.follower = threading.Thread(target=_follow, args=(job, ours), daemon=True)
        job.follower.start()
        return job

    def get(self, name: str) -> Job | None:
        """Return a job by its name, or None."""
        return self._jobs.get(name)

    def running(self) -> int:
        """Return the number of running jobs."""
        return sum(one.running for one in self._jobs.values())

    def close(self) -> None:
        """Stop all jobs."""
        for job in self._jobs.values():
            job.stop()


def _run(
    pipe: Connection, spoken: str, work: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    language.use(spoken)

    def report(done: int, total: int, name: str) -> None:
        pipe.send(("step", (done, total, name)))

    with suppress(BrokenPipeError):
        pipe.send(("result", work(*arguments, report=report)))


def _follow(job: Job, pipe: Connection) -> None:
    """Receive the reports of a job until it ends."""
    with suppress(EOFError, OSError):
        while job.result is None:
            kind, value = pipe.recv()
            if kind == "result":
                job.result = value
            else:
                job.done, job.total, job.doing = value
    pipe.close()
    job._process.join()
    if job.running:
        job.failed = Problem("job", tr("the program has ended before this was done"))
