"""How far the work is: a bar on a terminal, a line a document elsewhere."""

from __future__ import annotations

from typing import Any

from zines.base.language import tr
from zines.base.options import Made
from zines.base.problems import shown
from zines.cli import terminal
from zines.cli.messages import say


class Progress:
    """A bar at once on a terminal, which is gone at the end; a plain line a document elsewhere."""

    def __init__(self, *, quiet: bool = False, lines: bool = True) -> None:
        """Take whether anything is shown, lines too; nothing is yet."""
        self._quiet, self._lines = quiet, lines
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        """Show the bar, before it is known how much there is to do."""
        if self._quiet or not terminal.can_redraw(err=True):
            return self
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar
        from rich.table import Column

        what = Column(no_wrap=True, overflow="ellipsis")
        self._bar = Bar(
            BarColumn(
                20, complete_style="green", pulse_style="green", table_column=Column(min_width=20)
            ),
            TextColumn("{task.fields[count]}", markup=False),
            TextColumn("{task.description}", markup=False, table_column=what),
            console=terminal.console(err=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task(tr("reading the texts"), total=None, count="")
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def begin(self, slug: str, total: int) -> None:
        """Show which document is being made now, of how many."""
        if self._bar is not None:
            done = int(self._bar.tasks[0].completed)
            self._bar.update(
                self._task, total=total, count=f"{done}/{total}", description=shown(slug)
            )

    def step(self, made: Made, total: int) -> None:
        """Show that one more document is done."""
        if self._bar is not None:
            self._bar.advance(self._task)
            self.begin(made.slug, total)
        elif self._lines and not self._quiet:
            state = "failed" if not made.files else "made" if made.fresh else "unchanged"
            words = {"failed": tr("failed"), "made": tr("made"), "unchanged": tr("unchanged")}
            say(f"{words[state]:<10} {made.slug}", err=True)
