"""What several rooms say of pictures and colours in sRGB."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def fingerprint(width: int, height: int, samples: bytes | Iterable[bytes]) -> str:
    """Return the digest by which a picture is known again in a PDF.

    ``samples``: its pixels without alpha, in one piece or several; of a JPEG, which Typst passes as
    it is, its bytes.
    """
    total = hashlib.sha256(b"%d %d " % (width, height))
    for piece in [samples] if isinstance(samples, bytes) else samples:
        total.update(piece)
    return total.hexdigest()


def linear(value: float) -> float:
    """Return how much light a channel of sRGB stands for, both 0 to 1 (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
