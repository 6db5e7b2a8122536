"""Safe access to PDF objects of any type: each function returns a plain value or a default."""

from __future__ import annotations

import math
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

import pikepdf

from zines.pdf.geometry import Box

#: No coordinate on paper is larger; a larger number in a file is a fault or an attack.
_FAR = 1e7


def number(value: Any, default: float = 0.0) -> float:
    """Return a finite float."""
    if value is True or value is False:
        return default
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError, ArithmeticError, NotImplementedError):
        return default
    if -_FAR <= found <= _FAR:
        # The usual case, kept fast: this runs for each number of a page.
        return found
    return max(-_FAR, min(_FAR, found)) if math.isfinite(found) else default


def numbers(value: Any) -> list[float]:
    """Return the numbers of an array; empty for anything else."""
    return [number(one) for one in value] if isinstance(value, pikepdf.Array) else []


def box(value: Any, scale: float = 1.0) -> Box | None:
    """Return a rectangle with its corners in order; None if it is none or has no area."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    a, b, c, d = (scale * number(one, math.nan) for one in value)
    found = Box(min(a, c), min(b, d), max(a, c), max(b, d))
    return found if found.width > 0 and found.height > 0 else None


def get(value: Any, key: str | pikepdf.Name) -> Any:
    """Return the entry of a dictionary or stream, None if there is none.

    A name in a file may be any bytes (ISO 32000-1, 7.3.5), which are no ``str``.
    """
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        return value.get(key)
    return None


def entries(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a dictionary; none for anything else."""
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from value.items()


def listed(value: Any) -> list[Any]:
    """Return an array as a list, one value as a list of it, None as an empty list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def name(value: Any) -> str:
    """Return a name without its slash, empty for anything else."""
    if not isinstance(value, pikepdf.Name):
        return ""
    try:
        return str(value)[1:]
    except (ValueError, UnicodeError):
        return value.unparse().decode("latin-1")[1:]


def text(value: Any) -> str:
    """Return a text string or a name as text, empty for anything else."""
    if isinstance(value, pikepdf.Name):
        return name(value)
    if isinstance(value, pikepdf.String):
        try:
            return str(value)
        except (ValueError, UnicodeError):
            return bytes(value).removeprefix(BOM_UTF8).decode("latin-1")
    return value if isinstance(value, str) else ""


def key(value: Any) -> str:
    """Return the identity of an indirect object in its file, empty for a direct object."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return "{}-{}".format(*value.objgen)
    return ""
