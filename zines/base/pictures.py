"""Digests of pictures, light and contrast of sRGB colours, which several packages need."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

#: The least contrast of text, and of large text and drawings (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
LEAST_LARGE_CONTRAST = 3.0


def fingerprint(width: int, height: int, samples: bytes | Iterable[bytes]) -> str:
    """Return the digest that identifies a picture in a PDF.

    ``samples`` are its pixels without alpha, in one piece or several; for a JPEG, which Typst
    copies unchanged, its bytes.
    """
    total = hashlib.sha256(b"%d %d " % (width, height))
    for piece in [samples] if isinstance(samples, bytes) else samples:
        total.update(piece)
    return total.hexdigest()


def linear(value: float) -> float:
    """Return the linear light of an sRGB channel value, both 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def ratio(colour: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast of two sRGB colours, from 1 to 21; each is three values from 0 to 1."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Sequence[float]) -> float:
    """Return the relative luminance, by the formula of WCAG 2.2."""
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
