"""However a fault makes tests hang, ``make mutants`` goes on, and comes to its end."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from unittest.mock import Mock

import pytest

from tests.mutants import run
from tests.mutants.laboratory import ROOT, Laboratory, Run, wait
from tests.mutants.operators import mutants

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def _guarded() -> Iterator[None]:
    """Fail where the runner itself hangs, instead of hanging too."""

    def hangs(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("the runner hangs")

    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _hangs(ready: int) -> None:
    """Hang (for a minute, if the runner is broken): a fault may catch the alarm of a test."""
    os.setsid()
    _pauses(ready)


def _pauses(ready: int) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(60)
    os.write(ready, b"1")
    signal.pause()


def _leaves_one(ready: int) -> None:
    """Fork a process that outlives this one, and keeps open all that this one has open."""
    os.setsid()
    if os.fork():
        os._exit(3)
    _pauses(ready)


def test_a_run_that_takes_too_long_is_killed() -> None:
    read, ready = os.pipe()
    patient, hanging = Run(_hangs, ready, seconds=math.inf), Run(_hangs, ready, seconds=0)
    assert os.read(read, 1) + os.read(read, 1) == b"11"
    assert hanging.is_over() and hanging.code == -signal.SIGKILL
    assert not patient.is_over()
    patient.process.terminate()
    while not patient.is_over():
        wait([patient])
    assert patient.code == -signal.SIGTERM
    os.close(read)
    os.close(ready)


def test_what_a_run_has_forked_ends_with_it() -> None:
    """It keeps the sentinel of the run open: nobody may wait for that alone."""
    read, ready = os.pipe()
    left = Run(_leaves_one, ready)
    os.close(ready)
    assert os.read(read, 1) == b"1"
    wait([left])
    while not left.is_over():
        wait([left])
    assert left.code == 3
    # The pipe ends when the last process that can write into it has ended.
    assert os.read(read, 1) == b""
    os.close(read)


def test_the_last_fault_may_be_one_that_no_test_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing runs then, and nothing is waited for: `base` once hung for ever at 34 of 35."""
    path = "zines/base/words.py"
    fault = mutants(path, (ROOT / path).read_text("utf-8"))[0]
    choice = Mock(tests=Mock(return_value=[]))
    assert run._survivors([fault], choice, [Mock()]) == [fault]
    assert path in capsys.readouterr().out


def test_what_tests_make_lies_in_no_project(tmp_path: Path) -> None:
    """The copy is one, and a folder inside it belongs to it: tests of `workshop` failed there."""
    laboratory = Laboratory.__new__(Laboratory)
    laboratory.folder = tmp_path / "copy"
    laboratory.folder.mkdir()
    (laboratory.folder / "test_it.py").write_text(
        "def test_it(tmp_path, pytestconfig):\n"
        "    assert not tmp_path.is_relative_to(pytestconfig.invocation_params.dir)\n"
    )
    run = laboratory.started(["test_it.py::test_it"], 10, 10)
    while not run.is_over():
        wait([run])
    assert run.code == 0, (laboratory.folder / "output").read_text("utf-8")
