"""What is free goes back to the machine."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from functools import cache


@cache
def _trim() -> Callable[[int], int] | None:
    """Return what glibc has for that; None elsewhere, where there is no need of it."""
    found: Callable[[int], int] | None = None
    with suppress(OSError, AttributeError, TypeError):
        found = ctypes.CDLL(None).malloc_trim
    return found


def give_back() -> None:
    """Give back what was freed in pieces, which glibc keeps: after work that took a lot of it."""
    if trim := _trim():
        trim(0)
