"""Digests of pictures and light of sRGB colours, which several packages need."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


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
