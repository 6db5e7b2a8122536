"""What a build reports while it works, to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

from zines.base.options import Made

#: Called once for each document, with its result and the number of all documents.
Progress = Callable[[Made, int], None]
#: Called with the slug of the document that is being built, and the number of all documents.
Working = Callable[[str, int], None]


def no_progress(made: Made, total: int) -> None:
    """Report no result: a `Progress`."""


def not_working(slug: str, total: int) -> None:
    """Report no start: a `Working`."""
