"""Limits of memory and computing time, given to the system and taken back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from zines.preflight import process_limits

resource = pytest.importorskip("resource")
UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return the limits that are set, soft and hard; none is really set. The last one counts."""
    given = [(UNLIMITED, UNLIMITED)]
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: given[-1])
    monkeypatch.setattr(resource, "setrlimit", lambda _kind, pair: given.append(pair))
    return given


@pytest.mark.parametrize(
    ("hard", "allowed"), [(UNLIMITED, 41), (9999, 41), (42, 41), (41, None), (30, None)]
)
def test_a_process_may_compute_so_many_seconds_more(
    hard: int, allowed: int | None, limits: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has used counts (here 10.9 s): a started second is not refused (man setrlimit).

    Nobody may go beyond the hard limit, and nobody needs to.
    """
    monkeypatch.setattr(time, "process_time", lambda: 10.9)
    limits[0] = (hard, hard)
    process_limits.allow_seconds(30)
    assert limits[1:] == ([(allowed, hard)] if allowed else [])


@pytest.mark.parametrize("before", [UNLIMITED, 10**9, 10**15])
def test_memory_is_what_is_in_use_and_so_much_more(
    before: int, limits: list[tuple[int, int]]
) -> None:
    """A tighter limit, of an administrator, stays; afterwards all is as before."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("this system does not report the memory in use")
    limits[0] = (before, UNLIMITED)
    # In kB, of all that is mapped: the system counts the same (man setrlimit, RLIMIT_AS).
    used = int(status.read_text("ascii").partition("VmSize:")[2].split()[0]) * 1024
    with process_limits.bounded(10**12):
        (allowed, hard) = limits[-1]
    assert hard == UNLIMITED and limits[2:] == [(before, UNLIMITED)]
    if before == 10**9:
        assert allowed == before
    else:
        assert abs(allowed - used - 10**12) < 10**7


def test_where_memory_is_not_reported_there_is_no_limit(
    limits: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(*_: object) -> str:
        raise FileNotFoundError(2, "no /proc here")

    monkeypatch.setattr(Path, "read_text", unread)
    with process_limits.bounded(10**6):
        assert len(limits) == 1
    assert len(limits) == 1
