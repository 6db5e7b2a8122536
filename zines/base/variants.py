"""A row of a table as an edition: created by the workshop, read by other packages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Endings of the names of tables, and of other tables, which a spreadsheet can save as one of them.
TABLES = (".csv", ".tsv", ".xlsx", ".ods")
OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".numbers")


def is_same_table(one: str, other: str) -> bool:
    """Return whether two paths are one table, as saved again in another format: .csv, .xlsx."""
    first, second = Path(one), Path(other)
    of_tables = {first.suffix.lower(), second.suffix.lower()} <= {*TABLES}
    return one == other or (of_tables and first.with_suffix("") == second.with_suffix(""))


@dataclass(frozen=True)
class Shard:
    """One of ``count`` parts of a table, counted from 1, to divide the work between machines.

    The part of a row depends only on its name, not on its position: the parts of a table with
    another order, or with more rows, contain the same rows as before.
    """

    number: int = 1
    count: int = 1

    def holds(self, name: str) -> bool:
        """Return whether the row with this folder name is in this part; it is in exactly one."""
        digest = hashlib.sha256(name.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Variant:
    """A row of a table, kept in little memory: tens of thousands may wait to be printed.

    ``name`` is its folder and its name in file names, ``values_json`` its values as JSON in UTF-8,
    ``line`` its line in the table; ``columns`` gives the column of each value, from 1, by its path
    of keys and indices. ``copies`` is the number of copies of each paper, 0 if the row has none.
    """

    name: str
    table: Path
    line: int
    values_json: bytes
    columns: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, compare=False)
    copies: int = 0

    @property
    def values(self) -> dict[str, Any]:
        """The content that the file of an edition would have, as a new copy."""
        found: dict[str, Any] = json.loads(self.values_json)
        return found

    @property
    def as_json(self) -> str:
        """The text that decides what each copy shows, whatever the table and the row's position."""
        return self.values_json.decode()


def values_as_json(values: Mapping[str, Any]) -> bytes:
    """Return the values of a row as :class:`Variant` stores them."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
