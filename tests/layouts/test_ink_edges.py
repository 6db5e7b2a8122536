"""The table of ink edges matches the display fonts; ``python -m tests.ink_edges`` writes it."""

from __future__ import annotations

from tests.ink_edges import TABLE, written


def test_the_table_is_what_the_faces_say() -> None:
    assert TABLE.read_text("utf-8") == written(), "run: python -m tests.ink_edges"
