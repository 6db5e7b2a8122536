"""Web addresses as people read them on paper."""

from __future__ import annotations

import re
from urllib.parse import unquote

LONGEST_SEGMENT = 24


def readable(address: str) -> str:
    """Return the address as it is printed: without ``https://`` and the last slash, decoded."""
    shown = re.sub(r"^(https?://|mailto:|tel:)", "", address)
    decoded = unquote(shown)
    # A decoded space or control character could no longer be typed in.
    if decoded.isprintable() and not any(sign.isspace() for sign in decoded):
        shown = decoded
    return shown.removesuffix("/")


def segments(address: str) -> tuple[str, ...]:
    """Cut a readable address where a line may break: after a slash, before other punctuation.

    No hyphen is ever added (Chicago Manual of Style, 14.18). Joined, the segments give the
    readable address.
    """
    found: list[str] = []
    for part in re.findall(r"[^/]*/+|[^/]+", readable(address)):
        pieces = re.split(r"(?<=.)(?=[?&=#_~%-]|\.(?=.))", part)
        for piece in pieces:
            found += [piece[i : i + LONGEST_SEGMENT] for i in range(0, len(piece), LONGEST_SEGMENT)]
    return tuple(found)
