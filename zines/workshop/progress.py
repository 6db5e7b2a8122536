"""What a build reports while it works, to whoever shows it."""

from __future__ import annotations

from zines.base.options import Made


class Reporter:
    """Gets the reports of a build; this one ignores them. ``total`` is the number of documents."""

    def begin(self, slug: str, total: int) -> None:
        """Show the document that is being built."""

    def step(self, made: Made, total: int) -> None:
        """Show that one more document is done, with its result."""


SILENT = Reporter()
