"""Try 2,000 cases in each run of the suite, always the same, and the cases that failed before.

A case only calls the program in this process, and writes below tmp_path. Kinds that take 0.1 s per
case (a build, a drawn page) run in ``make fuzz`` only.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.kinds import KINDS, Kind
from tests.fuzz.run import batch, refusal, shares
from tests.fuzz.tried import CASES, replayed, tried

_QUICK = [kind for kind in KINDS.values() if kind.quick]


@pytest.mark.parametrize("kind", _QUICK, ids=lambda kind: kind.name)
def test_cases_are_used_or_refused_in_words(kind: Kind, tmp_path: Path) -> None:
    faults = []

    def each(content: bytes) -> None:
        if fault := tried(kind, content, tmp_path):
            faults.append(f"{fault.cause}\n{content[:2000]!r}")

    kind.feed(1, shares(2_000, _QUICK)[kind.name], each)
    assert faults == []


@pytest.mark.parametrize("file", sorted(CASES.glob("*-*")), ids=lambda file: file.name)
def test_a_case_that_failed_once_does_not_fail_again(file: Path) -> None:
    assert replayed(file) is None


def test_a_case_that_raises_is_a_fault(tmp_path: Path) -> None:
    def use(content: bytes, folder: Path) -> None:
        (folder / "case").write_bytes(content)
        raise ValueError("x")

    found = tried(Kind("any", "", 1, KINDS["yaml"].feed, use), b"", tmp_path)
    assert found and found.cause.startswith("ValueError at test_fuzz.py")


def test_root_fuzzes_only_where_it_is_asked_to() -> None:
    assert "root" in refusal(0, "")
    assert refusal(0, "1") == refusal(1000, "") == refusal(None, "") == ""


def test_a_process_that_dies_is_a_fault(tmp_path: Path) -> None:
    assert batch(KINDS["printer"], 1, 5, tmp_path) == (5, {})
    unknown = Kind("none", "", 1, KINDS["yaml"].feed, KINDS["yaml"].use)
    counted, faults = batch(unknown, 1, 5, tmp_path)
    assert counted == 0
    ((cause, content),) = faults.values()
    assert cause.startswith("the process died (1): KeyError") and content == b""
