"""A row of a table as an edition: what the workshop makes of it, and the rooms that read it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
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


@dataclass(frozen=True)
class Variant:
    """``values`` are those of an edition's file, ``name`` its folder and what files are called.

    ``line`` is that of the table, ``columns`` gives the place in it, from 1, of each value by its
    way down: keys and indices.
    """

    name: str
    table: Path
    line: int
    values: Mapping[str, Any]
    columns: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, compare=False)

    @cached_property
    def as_json(self) -> str:
        """What decides what is printed: wherever the row stands, and in whatever table."""
        return json.dumps(self.values, ensure_ascii=False, sort_keys=True)
