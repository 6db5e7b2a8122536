"""Return free memory to the operating system."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from functools import cache


@cache
def _trim() -> Callable[[int], int] | None:
    """Return the function ``malloc_trim`` of glibc; None on other systems, which do not need it."""
    found: Callable[[int], int] | None = None
    with suppress(OSError, AttributeError, TypeError):
        found = ctypes.CDLL(None).malloc_trim
    return found


def give_back() -> None:
    """Return memory that glibc keeps after it was freed in pieces; call it after large work."""
    if trim := _trim():
        trim(0)
