"""How a file is printed, in one line: what the person at the copier sets, then does."""

from __future__ import annotations

from typing import Any, cast

import pytest

from zines.base.manifest_entry import FileEntry
from zines.workshop.catalogue import how_to_print


def sheets(**more: Any) -> FileEntry:
    """Return the entry of a file of A4 sheets without work after printing."""
    entry = {"role": "sheets", "sheet_mm": (210, 297), "recipe": {"steps": []}}
    return cast(FileEntry, {**entry, "sheets_per_copy": 1, **more})


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (sheets(), "A4 paper, one side"),
        # A letter, and the copy that its sender keeps: papers apart, which no staple holds.
        (sheets(sheets_per_copy=2), "A4 paper, one side, 2 sheets"),
        (
            sheets(sheets_per_copy=2, flip="long-edge"),
            "A4 paper, both sides, flip on long edge, 2 sheets to staple at the corner",
        ),
        (sheets(flip="short-edge"), "A4 paper, both sides, flip on short edge"),
        (
            sheets(recipe={"steps": [], "note": "x"}, sheet_mm=(297, 420)),
            "A3 coloured paper, one side",
        ),
    ],
)
def test_the_line_names_paper_sides_and_sheets(entry: FileEntry, line: str) -> None:
    assert how_to_print.one_line(entry) == line
