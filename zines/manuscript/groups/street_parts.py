"""A street whose number, kind and name have columns of their own, as in registers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from zines.manuscript.groups.column_names import COLUMNS, read, spelt, unprinted
from zines.manuscript.groups.postal_address import STREET as ADDRESS
from zines.manuscript.groups.table import Table

_PARTS = COLUMNS.with_name("street-columns.yaml")
_NUMBER, _REPEAT, _STREET = "number", "repeat", "street"


def keys(found: Mapping[str, str | None], table: Table) -> dict[str, str | None]:
    """Return the keys of columns in their order, with those of parts, as ``address.number``.

    With parts, *Rue* and *Adresse* are the name of the street. Columns of declared fields are none.
    """
    named = _names()
    parts = {
        column: named.get(spelt(column), "") if key in (None, ADDRESS) else ""
        for column, key in found.items()
    }
    if _STREET not in parts.values():
        parts |= {
            column: _STREET for column, key in found.items() if key == ADDRESS and not parts[column]
        }
    streets = [column for column, part in parts.items() if part == _STREET]
    before = {one for one, column in pairwise(found) if parts[column] not in ("", _NUMBER)}
    for column, part in parts.items():
        # (Before another column, N° is that of the row; N° et voie without a street is the street.)
        is_of_row = column not in before and (spelt(column) in unprinted() or not streets)
        if part == _NUMBER and (is_of_row or _counts_rows(table, column, streets)):
            parts[column] = ""
    if _NUMBER not in parts.values():
        parts = {column: "" if part == _REPEAT else part for column, part in parts.items()}
    # (A street alone is the whole address.)
    is_parted = bool({*parts.values()} - {"", _STREET})
    return {
        column: (f"{ADDRESS}.{parts[column]}" if is_parted else ADDRESS) if parts[column] else key
        for column, key in found.items()
    }


def _counts_rows(table: Table, column: str, streets: Sequence[str]) -> bool:
    """Return whether numbers are those of the rows: from 1 on, or streets have their own."""
    cells = [row.cells for row in table.rows]
    if any(one[street][:1].isdigit() for one in cells for street in streets):
        return True
    return len(cells) > 1 and all(one[column] == str(n) for n, one in enumerate(cells, 1))


def joined(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row with the parts of its street as one text.

    Without a name there is no street.
    """
    parts = values.get(ADDRESS)
    if not isinstance(parts, dict):
        return {**values}
    others = {key: value for key, value in values.items() if key != ADDRESS}
    if _STREET not in parts:
        return others
    return {**others, ADDRESS: " ".join(parts[part] for part in read(_PARTS) if part in parts)}


@cache
def _names() -> Mapping[str, str]:
    """Return the parts by the names of their columns, in the form of ``spelt``."""
    return {spelt(name): part for part, names in read(_PARTS).items() for name in names}
