"""A copy of the checkout that gets one fault at a time, and runs tests on it.

Each run is a fork of this process: pytest and the libraries of the tests are loaded only once; our
modules are loaded again each time, with the fault.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from pathlib import Path
from typing import Any

import coverage
import hypothesis  # noqa: F401
import pikepdf  # noqa: F401
import PIL.Image  # noqa: F401
import pypdfium2  # noqa: F401
import pytest

ROOT = Path(__file__).parent.parent.parent
#: What is made from the checkout; names with a dot at the start are left out too.
_MADE = ("out", "dist")
#: The longest time to load and collect tests, and to end after the last one.
LOADING_S = 120
#: The time between two looks at what runs.
_LOOK_S = 1
_FORK = multiprocessing.get_context("fork")


class Run:
    """A fork of this process that first starts a group of its own, killed after so many seconds.

    A fault may make each test a little slower, or block the signal that ends a test that hangs.
    """

    def __init__(self, work: Callable[..., None], *given: Any, seconds: float = math.inf) -> None:
        self.process = _FORK.Process(target=work, args=given)
        self.process.start()
        self._end = time.monotonic() + seconds

    @property
    def code(self) -> int | None:
        """The exit code, or the number of the signal that ended the process, below zero."""
        return self.process.exitcode

    def is_over(self) -> bool:
        """Return whether the run is over; end what it has started then."""
        if self.process.is_alive() and time.monotonic() < self._end:
            return False
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.join()
        return True


def wait(runs: Iterable[Run]) -> None:
    """Wait until one of these runs may be over, or for a second.

    What a run has forked may outlive it and keep its sentinel open; and no sentinel tells of a run
    that takes too long.
    """
    connection.wait([run.process.sentinel for run in runs], _LOOK_S)


class Laboratory:
    """A copy of the checkout; ``folder`` must not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        for place in ROOT.iterdir():
            if place.name in _MADE or place.name.startswith("."):
                continue
            # Times are copied: unchanged modules keep their bytecode, one with a fault does not.
            if place.is_dir():
                shutil.copytree(place, folder / place.name)
            else:
                shutil.copy2(place, folder / place.name)

    @contextlib.contextmanager
    def changed(self, path: str, text: str) -> Iterator[None]:
        """Replace the text of a module within a ``with`` block."""
        file = self.folder / path
        sound, times = file.read_bytes(), file.stat()
        file.write_text(text, "utf-8")
        try:
            yield
        finally:
            file.write_bytes(sound)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def started(self, tests: list[str], limit: int, all_in: float) -> Run:
        """Run tests (by id) in this order until one fails, or takes more seconds than the limit.

        The exit code is that of pytest, -SIGALRM for a test that takes too long, or -SIGKILL if
        all of them together take more seconds than ``all_in``.
        """
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        return Run(self._run, files, Chosen(tests, limit), seconds=all_in)

    def recording(self, folder: str, data: Path) -> Run:
        """Run all tests of a folder, and record the lines and the time of each."""
        return Run(self._run, [folder], Recorder(self.folder, data))

    def _run(self, places: list[str], plugin: Chosen | Recorder) -> None:
        os.setsid()
        os.chdir(self.folder)
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        sys.dont_write_bytecode = True
        sys.path[:] = [str(self.folder), *(at for at in sys.path if at not in ("", str(ROOT)))]
        for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "zines")]:
            del sys.modules[name]
        shutil.rmtree(self.folder / ".hypothesis" / "examples", ignore_errors=True)
        with (self.folder / "output").open("w", encoding="utf-8") as output:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            # (Beside the copy, which is a project: what a test makes must not lie in one.)
            options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider"]
            options += ["--basetemp", f"{self.folder}-temporary"]
            loaded = "ignore::pytest.PytestAssertRewriteWarning"
            code = pytest.main([*options, "-W", loaded, *places], plugins=[plugin])
            sys.stdout.flush()
        os._exit(int(code))


class Chosen:
    """A pytest plugin that runs only these tests, in this order, and ends one that hangs."""

    def __init__(self, tests: list[str], limit: int) -> None:
        self.rank = {test: rank for rank, test in enumerate(tests)}
        self.limit = limit

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        signal.alarm(LOADING_S)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> None:
        # (Without a handler, the signal ends the process, also within a library.)
        signal.alarm(self.limit)

    def pytest_sessionfinish(self) -> None:
        signal.alarm(LOADING_S)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.rank]
        items[:] = sorted(chosen, key=lambda item: self.rank[item.nodeid])


class Recorder:
    """A pytest plugin that writes a coverage file with one context per test, and their times."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_load_initial_conftests(self) -> None:
        # (What helpers of tests load, they load here: before the session starts.)
        self.coverage = coverage.Coverage(
            data_file=str(self.data), config_file=False, source=[str(self.folder / "zines")]
        )
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.coverage.switch_context(item.nodeid)
        start = time.monotonic()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = time.monotonic() - start
            self.coverage.switch_context("")

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        self.coverage.stop()
        if not exitstatus:
            self.coverage.save()
            rows = (f"{seconds:.4f} {test}\n" for test, seconds in self.seconds.items())
            self.data.with_suffix(".seconds").write_text("".join(rows), "utf-8")
