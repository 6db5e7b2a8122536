"""The faults of ``make mutants`` are in code that runs, and accepted faults still exist."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.choice import lines_of
from tests.mutants.laboratory import ROOT
from tests.mutants.operators import mutants
from tests.mutants.run import accepted

MODULE = '''\
"""A module."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from a import B
Turn = Literal[0, 90]
if sys.platform == "win32":
    WAIT = 60
else:
    WAIT = 0


def bounded(value: "int | None" = None, least: int = 2) -> bool:
    """Return whether 3 < value."""
    if not value:
        raise ValueError(f"{value + 1} is none")
    found.append(value)
    return least <= value and value != 9
'''


def test_what_is_run_is_changed_and_nothing_else() -> None:
    found = [(one.line, one.new) for one in mutants("a.py", MODULE)]
    assert sorted(found) == sorted(
        [
            (8, "if sys.platform != 'win32':"),
            (11, "WAIT = (-1)"),
            (11, "WAIT = 1"),
            (14, 'def bounded(value: "int | None" = None, least: int = (1)) -> bool:'),
            (14, 'def bounded(value: "int | None" = None, least: int = 3) -> bool:'),
            (16, "if (value):"),
            (17, "pass"),
            (18, "pass"),
            (19, "return (least <= value or value != 9)"),
            (19, "return None"),
            (19, "return least < value and value != 9"),
            (19, "return least <= value and value != (8)"),
            (19, "return least <= value and value != 10"),
            (19, "return least <= value and value == 9"),
        ]
    )
    for one in mutants("a.py", MODULE):
        ast.parse(one.text)
        assert one.text != MODULE


@pytest.mark.parametrize(
    ("decorator", "lines"),
    [
        ("@property", range(3, 4)),
        ("@cached_property", range(3, 4)),
        ("@cache", None),
        ("@functools.cache", None),
        ("@lru_cache(maxsize=4)", None),
    ],
)
def test_all_tests_may_notice_a_fault_in_what_is_kept(decorator: str, lines: range | None) -> None:
    """A function whose result is kept runs in the first test that needs it, and in no other."""
    assert lines_of(f"{decorator}\ndef a():\n    return 1\n", 3) == lines


@pytest.mark.parametrize("row", sorted(accepted()))
def test_a_fault_that_is_accepted_can_still_be_made(row: tuple[str, str, str]) -> None:
    path, old, new = row
    every = mutants(path, (ROOT / path).read_text("utf-8"))
    assert (old, new) in {(one.old, one.new) for one in every}
