"""Rows of a table: which part of it they are in, and how their values are kept."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from zines.base.variants import Shard, Variant, values_as_json

NAMES = [f"union-{number}" for number in range(200)]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_each_row_is_in_exactly_one_part(count: int) -> None:
    """Machines that share the work together print every group once."""
    parts = [
        [name for name in NAMES if Shard(one, count).holds(name)] for one in range(1, count + 1)
    ]
    assert sorted(name for part in parts for name in part) == sorted(NAMES)
    # No machine has more than twice its share.
    assert max(map(len, parts)) < 2 * len(NAMES) / count


def test_a_table_that_is_not_parted_is_whole() -> None:
    assert all(Shard().holds(name) for name in NAMES)


def test_machines_agree_on_the_parts() -> None:
    """Two machines with different versions of Python must give a row the same part."""
    assert [name for name in NAMES[:12] if Shard(2, 3).holds(name)] == [
        "union-1", "union-2", "union-4", "union-5", "union-8",
    ]  # fmt: skip


def row(line: int, column: int) -> Variant:
    values = values_as_json({"name": "Été", "address": ["a", "b"]})
    return Variant("ete", Path("t.csv"), line, values, {("name",): column})


def test_the_values_of_a_row_do_not_depend_on_its_table() -> None:
    """A table that is sorted anew prints nothing again."""
    first, second = row(2, 1), row(9, 4)
    assert first.as_json == second.as_json == '{"address": ["a", "b"], "name": "Été"}'
    assert values_as_json({"b": 1, "a": 2}) == values_as_json({"a": 2, "b": 1})
    assert first.copies == 0
    # In another column of the table, it is the same row.
    assert row(2, 1) == row(2, 4) != second
    # Other processes get it as it is.
    assert pickle.loads(pickle.dumps(first)) == first


def test_the_values_of_a_row_can_be_filled_in_without_changing_it() -> None:
    one = row(2, 1)
    one.values["name"] = "x"
    assert one.values == {"name": "Été", "address": ["a", "b"]}
