"""How far a build is: a bar on a terminal, a line a document elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import click

from zines.base.options import Made
from zines.base.problems import shown
from zines.cli.messages import say


class Progress:
    """A bar on a terminal, a plain line a document elsewhere."""

    def __init__(self) -> None:
        """Show nothing before the first document is done."""
        self._bar: Any = None

    def __enter__(self) -> Progress:
        """Start."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the bar, so that what follows starts on its own line."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)

    def step(self, made: Made, total: int) -> None:
        """Show that one more document is done."""
        if sys.stderr and sys.stderr.isatty():
            if self._bar is None:
                self._bar = click.progressbar(
                    length=total, file=sys.stderr, item_show_func=lambda slug: shown(slug or "")
                )
                self._bar.__enter__()
            self._bar.update(1, made.slug)
        else:
            state = "failed" if not made.files else "made" if made.fresh else "unchanged"
            say(f"{state:<10} {made.slug}", err=True)
