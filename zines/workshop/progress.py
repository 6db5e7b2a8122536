"""What a build reports while it works, to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from zines.base.options import Made


class Reporter:
    """Gets the reports of a build; this one ignores them. ``total`` is the number of documents."""

    def begin(self, slug: str, total: int) -> None:
        """Show the document that is being built."""

    def step(self, made: Made, total: int) -> None:
        """Show that one more document is done, with its result."""


SILENT = Reporter()


@dataclass(frozen=True)
class PartReporter(Reporter):
    """Reports one of ``count`` builds of a run, its documents below ``folder`` if it has one."""

    whole: Reporter
    count: int
    folder: str = ""

    def begin(self, slug: str, total: int) -> None:
        """Show the document as one of all builds."""
        self.whole.begin(self._named(slug), total * self.count)

    def step(self, made: Made, total: int) -> None:
        """Show the result as one of all builds."""
        self.whole.step(replace(made, slug=self._named(made.slug)), total * self.count)

    def _named(self, slug: str) -> str:
        return f"{self.folder}/{slug}" if self.folder else slug
