"""Rows of a table that are no groups: sums, the names of the columns once more, a date of printing.

With ``--edition``, which gives them an address, they would be printed as groups.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from zines.base.file_names import slug_of
from zines.base.language import tr
from zines.base.problems import Problem, Severity
from zines.manuscript.groups.table import Table

#: Names of the last row of many tables, as slugs: Total, Total 40, Sous-total : 3 sections.
_SUM = re.compile(
    r"(?:sous-)?(?:total|totaux)(?:-(?:\d+|general|generaux|de|des|du|sections?|groupes?|syndicats?"
    r"|associations?|lignes?|exemplaires?))*|somme|subtotal|sum"
)
#: Keys of numbers that nobody sums up.
_NUMBERS = ("phone", "postcode")
#: Fewer digits, in a row of sums, count the rows that have a number.
_LEAST_DIGITS = 4
#: A row says little in a table with so many columns if it says nothing but a name ...
_MANY_COLUMNS = 4
#: ... and if at most this part of the rows does so.
_FEW = 1 / 4


def sums_up(cells: Mapping[str, str], used: Mapping[str, str], called: str) -> bool:
    """Return whether a row holds sums: beside its name, numbers at most.

    ``cells`` and ``used`` (keys) are by column, ``called`` is its name. A group has words, a phone
    number or a post code; Somme is a département too.
    """
    others = {key: cells[column] for column, key in used.items() if key != "name" and cells[column]}
    if not _SUM.fullmatch(slug_of(called)) or (called.lower() == "somme" and not others):
        return False
    return not any(
        (key in _NUMBERS and sum(map(str.isdecimal, cell)) >= _LEAST_DIGITS)
        or any(map(str.isalpha, cell))
        for key, cell in others.items()
    )


def names_columns(cells: Mapping[str, str]) -> bool:
    """Return whether a row repeats the names of the columns, as where two lists are joined."""
    return sum(column == cell for column, cell in cells.items()) >= 2


def remarks(table: Table, name: str) -> Iterator[Problem]:
    """Yield a warning for each row that has a name and nothing else, where most rows say more.

    ``name`` is the column of names. It may be a date of printing, a source, the number of a page.
    """
    alone = [row for row in table.rows if row.filled == 1]
    if len(table.columns) < _MANY_COLUMNS or len(alone) > _FEW * len(table.rows):
        return
    for row in alone:
        if called := row.cells[name]:
            message = tr("'{name}' stands alone in its row", name=called)
            hint = tr("remove the row if it is no group: it is printed as one")
            wrong = table.problem(row, name, "table-row", message, hint)
            yield replace(wrong, severity=Severity.WARNING)
