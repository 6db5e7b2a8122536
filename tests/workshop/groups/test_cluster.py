"""Rows built by a Dask cluster of two worker processes; one of them is killed during work."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import TRACT, OnStep, add, small_project
from zines.base.options import BuildReport, Made, Options
from zines.base.problems import UsageError
from zines.workshop.groups import cluster
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import Project

distributed = pytest.importorskip("distributed")
WorkerPlugin: Any = distributed.WorkerPlugin
pytestmark = pytest.mark.filterwarnings("ignore:::distributed", "ignore:::tornado")

COUNT = 10


def _project(root: Path) -> Project:
    project = small_project(root)
    add(project, "tracts/essai", TRACT)
    return project


def _table(project: Project) -> Path:
    rows = [f"Section {number},x,{'9' * 200 if number == 4 else number}" for number in range(COUNT)]
    file = project.root / "groupes.csv"
    file.write_text("\n".join(["nom,adresse,téléphone", *rows]), "utf-8")
    return file


def _built(project: Project, scheduler: str | None = None, **more: Any) -> BuildReport:
    options = Options(project.out, roles=("reader", "sheets"), lint=False)
    more |= {"table": _table(project), "merge": True, "scheduler": scheduler}
    return build(project, ("tracts/essai",), (), options, **more)


def _digests(out: Path) -> dict[str, str]:
    files = sorted(file for file in out.rglob("*") if file.is_file())
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


class ToBeKilled(WorkerPlugin):  # type: ignore[misc]
    """Kills one worker, also where a busy machine has started the workers anew meanwhile."""

    def __init__(self, marker: str) -> None:
        self.marker = marker

    def setup(self, worker: Any) -> None:
        _to_be_killed(self.marker)


def _to_be_killed(marker: str) -> None:
    """Make the first worker that has built a row die by SIGKILL at its next row, in a shard."""
    from zines.workshop import build as one_build

    real, rows = one_build.build, []

    def dying(*arguments: Any, **keywords: Any) -> Any:
        rows.append(1)
        if len(rows) > 1:
            try:
                os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
                os.kill(os.getpid(), signal.SIGKILL)
            except FileExistsError:
                pass
        return real(*arguments, **keywords)

    one_build.build = dying


def test_a_worker_that_is_killed_changes_no_byte(tmp_path: Path) -> None:
    """If a worker dies, every row is still built, with the same bytes."""
    alone, shared = _project(tmp_path / "alone"), _project(tmp_path / "shared")
    expected = _built(alone)
    marker = tmp_path / "killed"
    steps: list[Made] = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
        ) as local,
        distributed.Client(local, set_as_default=False) as client,
    ):
        client.register_plugin(ToBeKilled(str(marker)))
        report = _built(
            shared, local.scheduler_address, progress=OnStep(lambda made, total: steps.append(made))
        )
    assert marker.exists(), "no worker was killed: the test proves nothing"
    assert _digests(shared.out) == _digests(alone.out)
    assert len(_digests(alone.out)) > 2 * (COUNT - 1)
    assert report.problems == expected.problems
    # (One row is in error, and not in the merged file.)
    assert [one.code for one in report.problems] == ["merge", "too-long"]
    assert [one.slug for one in report.made] == [one.slug for one in expected.made]
    assert {one.slug for one in steps} == {one.slug for one in expected.made[1:]}
    assert not list(shared.root.rglob("*.part"))
    # The records of the workers are known here.
    assert not any(one.fresh for one in _built(shared).made)


def test_who_cannot_do_it_says_so(tmp_path: Path) -> None:
    project = _project(tmp_path / "project")
    with pytest.raises(UsageError, match="no Dask scheduler answers at 'x://nowhere'"):
        _built(project, "x://nowhere")
    with pytest.raises(UsageError, match="--scheduler go with --variants"):
        build(project, (), (), Options(project.out), scheduler="tcp://127.0.0.1:1")


@pytest.mark.parametrize(
    "address",
    [
        "nimportequoi",
        "",
        "127.0.0.1",
        "http://exemple.fr:80",
        "tcp://h:0",
        "h:65536",
        "tcp://a b:1",
    ],
)
def test_an_address_without_a_host_or_port_is_refused_at_once(address: str) -> None:
    """Dask waits for ten seconds, then again at the end of the program, with a traceback."""
    named = pytest.raises(UsageError, match="it is named as tcp://HOST:8786")
    with named as caught, cluster.connected(address):
        pass
    assert caught.value.__cause__ is None


def test_a_program_that_says_nothing_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever types the port of another program waited without end: Dask has no limit there."""
    monkeypatch.setattr(cluster, "_ANSWER_WITHIN_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        named = pytest.raises(UsageError, match="no Dask scheduler answers")
        with named, cluster.connected(address):
            pass


def test_dask_is_asked_for_only_where_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(UsageError, match=r"pip install 'hors-bocal\[cluster\]'"),
        cluster.connected("tcp://127.0.0.1:1"),
    ):
        pass


class Failing:
    """A cluster of which every task fails; the first for another reason."""

    tasks = 4

    def results(self, function: Any, tasks: list[Any]) -> Iterator[tuple[Any, None, str]]:
        for number, task in enumerate(tasks):
            yield task, None, "no room on the disk" if number == 0 else cluster._reason(Unread())


class Unread:
    """The future of a task that the scheduler could not read, as Dask says it."""

    def exception(self) -> RuntimeError:
        return RuntimeError(
            "Error during deserialization of the task graph. This frequently\n"
            "occurs if the Scheduler and Client have different environments."
        )


def test_parts_that_fail_for_one_reason_are_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the scheduler has no hors-bocal, no part is made, and one message says why."""
    monkeypatch.setattr(cluster, "connected", lambda address: nullcontext(Failing()))
    report = _built(_project(tmp_path / "project"), "tcp://h:1")
    told = [one.message for one in report.problems if one.code == "cluster"]
    assert len(told) == 2
    assert told[0].endswith("of 4 of the table was not made: no room on the disk")
    assert "hors-bocal is not installed where the scheduler runs" in told[1] and "parts " in told[1]
