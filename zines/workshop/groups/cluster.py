"""Work handed out by an existing Dask cluster: the one module that speaks to it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from zines.base.language import tr
from zines.base.problems import UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: So many tasks a core: whoever loses a machine loses a quarter of what it had to do at most.
_TASKS_A_CORE = 4
_ANSWER_WITHIN = "10s"


class Cluster:
    """The workers that a scheduler knows; what one that dies was doing, another does again."""

    def __init__(self, client: Any) -> None:
        """Take a client that is connected."""
        self._client = client

    @property
    def tasks(self) -> int:
        """Into how many tasks work is best cut; 0 where there is no worker."""
        cores: dict[str, int] = self._client.nthreads()
        return _TASKS_A_CORE * sum(cores.values())

    def results(
        self, function: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, Result | None, str]]:
        """Yield each task with what the function returned for it, as they come.

        Where there is none, since workers died of it or could not do it, the reason comes instead.
        """
        from distributed import as_completed

        futures = self._client.map(function, tasks, pure=False, key="hors-bocal")
        by_key = {one.key: task for one, task in zip(futures, tasks, strict=True)}
        try:
            for future in as_completed(futures, loop=self._client.loop):
                task = by_key[future.key]
                if future.status == "finished":
                    yield task, future.result(), ""
                else:
                    yield task, None, _reason(future)
        except BaseException:
            self._client.cancel(futures, force=True)
            raise


def _reason(future: Any) -> str:
    from concurrent.futures import CancelledError

    try:
        error = future.exception()
    except CancelledError as cancelled:
        error = cancelled
    return f"{type(error).__name__}: {error}".splitlines()[0]


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler of that address, as tcp://host:8786.

    Raises UsageError where Dask is not installed, where no scheduler answers, where it has no
    worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            tr("--scheduler needs the package distributed: pip install 'hors-bocal[cluster]'")
        ) from error
    # (What it logs of machines that come and go is for who runs the cluster.)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_ANSWER_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            tr(
                "no Dask scheduler answers at '{address}': it is named as tcp://HOST:8786",
                address=address,
            )
        ) from error
    try:
        cluster = Cluster(client)
        if not cluster.tasks:
            raise UsageError(
                tr(
                    "the scheduler at '{address}' has no worker: start some, as "
                    "dask worker {address}",
                    address=address,
                )
            )
        yield cluster
    finally:
        client.close()
