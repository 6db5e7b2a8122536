"""Lines of an unquoted text of YAML that were meant as items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zines.base.language import tr
from zines.manuscript.yaml_files.parsed import shortened

#: A line of a list, as people write it in a text.
_ITEM = re.compile(r"\s*(?P<sign>[-–•*·])(?P<space>\s*)(?P<text>[^\s\-–•*·].*)")


def fault(lines: Sequence[str], column: int) -> tuple[int, str, str] | None:
    """Return the place of a fault in the lines of a text, its message and its hint; None if none.

    ``column`` is where the text begins on its first line, from 0. The place is the number of a
    line, from 0: the first for a whole list with other signs, else that which has one space more.
    """
    first, *others = (_ITEM.match(line) for line in [lines[0][column:], *lines[1:]])
    for number, found in enumerate(others, start=1):
        if not found:
            continue
        if first:
            message = tr("these lines are read as one text, and no list")
            hint = tr("begin each with a dash and a space: - {text}", text=shortened(first["text"]))
            return 0, message, hint
        if found["sign"] == "-" and found["space"]:
            text = shortened(lines[number].strip())
            message = tr("this line is read as part of the one above: '{text}'", text=text)
            hint = tr("begin it at the same column as the dash above, or quote the whole text")
            return number, message, hint
    return None
