"""The progress of the work: a bar on a terminal, else a line for each document."""

from __future__ import annotations

import time
from typing import Any

from zines.base.language import tr, tr_n
from zines.base.options import Made
from zines.base.problems import shown
from zines.cli import terminal
from zines.cli.messages import say
from zines.workshop.progress import Reporter

#: From this number of documents on, the remaining time is shown: in the bar, or once in this number
#: of lines.
_MANY = 50


def pace(made: int, left: int, seconds: float) -> str:
    """Return the number of documents per minute and the remaining time; empty at the start.

    ``made`` does not count documents that were unchanged; ``left`` is the number of documents to
    do.
    """
    if made < 3 or seconds <= 0:
        return ""
    minutes = left * seconds / made / 60
    per_minute = round(made * 60 / seconds)
    if minutes < 1:
        time_left = tr("less than a minute left")
    elif minutes < 90:
        count = round(minutes)
        time_left = tr_n("{count} minute left", "{count} minutes left", count)
    else:
        count = round(minutes / 60)
        time_left = tr_n("{count} hour left", "{count} hours left", count)
    if not per_minute:
        return time_left
    rate = tr_n("{count} a minute", "{count} a minute", per_minute)
    return f"{rate}, {time_left}"


class Progress(Reporter):
    """A bar on a terminal, which is removed at the end; else a line of text for each document.

    If there are many documents, unchanged ones have no line: they are counted at the end.
    """

    def __init__(self, *, quiet: bool = False, lines: bool = True) -> None:
        """Show nothing yet; ``quiet`` shows nothing at all, ``lines`` False only the bar."""
        self._quiet, self._lines = quiet, lines
        self._bar: Any = None
        self._task: Any = None
        self._began: float | None = None
        self._done = self._made = 0

    def __enter__(self) -> Progress:
        """Show the bar, while the number of documents is still unknown."""
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
        """Remove the bar."""
        if self._bar is not None:
            self._bar.stop()

    def begin(self, slug: str, total: int) -> None:
        """Show the document that is being built, and the total number."""
        if self._began is None:
            self._began = time.monotonic()
        if self._bar is not None:
            count = self._count(total)
            self._bar.update(self._task, total=total, count=count, description=shown(slug))

    def _count(self, total: int) -> str:
        """Return how many are done; if there are many, also the speed and the remaining time."""
        count = f"{self._done}/{total}"
        if total < _MANY or self._began is None:
            return count
        speed = pace(self._made, total - self._done, time.monotonic() - self._began)
        return f"{count}, {speed}" if speed else count

    def step(self, made: Made, total: int) -> None:
        """Show that one more document is done."""
        self._done += 1
        self._made += made.fresh
        if self._bar is not None:
            self._bar.advance(self._task)
            self.begin(made.slug, total)
        elif self._lines and not self._quiet and (made.fresh or not made.files or total < _MANY):
            state = "failed" if not made.files else "made" if made.fresh else "unchanged"
            words = {"failed": tr("failed"), "made": tr("made"), "unchanged": tr("unchanged")}
            say(f"{words[state]:<10} {made.slug}", err=True)
            if self._done % _MANY == 0 and self._done < total:
                say(self._count(total), err=True)
