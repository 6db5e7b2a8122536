"""Shapes as operators of a content stream. Pure."""

from __future__ import annotations

from collections.abc import Callable

#: The length of the handles of the four Bezier curves that draw a circle, for a radius of 1.
_HANDLE = 0.5523


def written(value: float) -> str:
    """Return a number as written in content streams: four decimals at most, and no exponent."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def circle(x: float, y: float, radius: float, written: Callable[[float], str]) -> str:
    """Return the path of a circle; ``written`` writes a number."""
    handle = radius * _HANDLE
    quarter = [(radius, handle), (handle, radius), (0.0, radius)]
    parts = [f"{written(x + radius)} {written(y)} m"]
    for _ in range(4):
        numbers = " ".join(f"{written(x + a)} {written(y + b)}" for a, b in quarter)
        parts.append(f"{numbers} c")
        quarter = [(-b, a) for a, b in quarter]
    return " ".join(parts)
