"""Distribution of work to an existing Dask cluster; only this module imports Dask."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from zines.base.language import tr
from zines.base.problems import UsageError

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Tasks per core: if a machine fails, at most a quarter of its work is lost.
_TASKS_A_CORE = 4
_ANSWER_WITHIN_SECONDS = 10
#: An address with its port: of another one, Dask says nothing before it has waited twice.
_ADDRESS = re.compile(
    r"(?:(?:tcp|tls|wss?|ucx)://)?(?:[^\s/:@\[\]]+|\[[0-9A-Fa-f:.%]+\]):(?P<port>\d{1,5})/?"
)
_PORTS = range(1, 2**16)


class Cluster:
    """The workers of a scheduler; if one dies, another does its task again."""

    def __init__(self, client: Any) -> None:
        """Take a connected client of ``distributed``."""
        self._client = client

    @property
    def tasks(self) -> int:
        """The best number of tasks to divide the work into; 0 if there is no worker."""
        cores: dict[str, int] = self._client.nthreads()
        return _TASKS_A_CORE * sum(cores.values())

    def results(
        self, function: Callable[[Task], Result], tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, Result | None, str]]:
        """Yield each task with the result of the function and an empty reason, as they finish.

        If a task raised, or killed its workers, the result is None and the reason is given.
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
    if "deserialization" in str(error):
        return tr("hors-bocal is not installed where the scheduler runs")
    return f"{type(error).__name__}: {error}".splitlines()[0]


async def _identity(address: str) -> object:
    """Ask the scheduler at an address who it is; raises OSError or ValueError if there is none."""
    from asyncio import wait_for

    from distributed import rpc
    from distributed.security import Security

    async with rpc(address, connection_args=Security().get_connection_args("client")) as scheduler:
        return await wait_for(scheduler.identity(), _ANSWER_WITHIN_SECONDS)


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler at an address such as tcp://host:8786.

    Raises UsageError if Dask is not installed, if no scheduler answers, or if it has no worker.
    """
    import asyncio

    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            tr("--scheduler needs the package distributed: pip install 'hors-bocal[cluster]'")
        ) from error
    no_answer = tr(
        "no Dask scheduler answers at '{address}': it is named as tcp://HOST:8786", address=address
    )
    found = _ADDRESS.fullmatch(address)
    if not found or int(found["port"]) not in _PORTS:
        raise UsageError(no_answer)
    # (Its log messages on machines that connect and disconnect are for who runs the cluster.)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        # (A client waits without end for the answer of a program that is no scheduler.)
        asyncio.run(_identity(address))
        client = Client(address, timeout=_ANSWER_WITHIN_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(no_answer) from error
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
