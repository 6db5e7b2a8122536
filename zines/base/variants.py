"""A row of a table as an edition: what the workshop makes of it, and the rooms that read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Shard:
    """One of ``count`` parts of a table, from 1, for as many machines.

    Which part a row is in depends on its name alone, wherever it stands: parts that are made of a
    table in another order, or with more rows, are the same.
    """

    number: int = 1
    count: int = 1

    def holds(self, name: str) -> bool:
        """Tell whether the row of that folder is in this part: in just one of them."""
        digest = hashlib.sha256(name.encode()).digest()
        return int.from_bytes(digest[:8], "big") % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Variant:
    """A row, kept in little room: ten thousands of them wait to be printed.

    ``name`` is its folder and what files are called, ``said`` its values as JSON in UTF-8, ``line``
    that of the table; ``columns`` gives the place in it, from 1, of each value by its way down:
    keys and indices.
    """

    name: str
    table: Path
    line: int
    said: bytes
    columns: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, compare=False)

    @property
    def values(self) -> dict[str, Any]:
        """What the file of an edition would say: a new copy."""
        found: dict[str, Any] = json.loads(self.said)
        return found

    @property
    def as_json(self) -> str:
        """What decides what is printed: wherever the row stands, and in whatever table."""
        return self.said.decode()


def values_as_json(values: Mapping[str, Any]) -> bytes:
    """Return the values of a row as :class:`Variant` keeps them."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
