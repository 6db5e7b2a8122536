"""Data encoded in ASCII: ASCII85 and hexadecimal (ISO 32000-1, 7.4.2 and 7.4.3). Pure."""

from __future__ import annotations

import base64


def from_ascii_85(data: bytes) -> bytes:
    """Decode ASCII85; raises ValueError if it is broken."""
    text = b"".join(data.split())
    return base64.a85decode(text.removeprefix(b"<~").partition(b"~>")[0])


def from_ascii_hex(data: bytes) -> bytes:
    """Decode hexadecimal digits; raises ValueError for other characters."""
    digits = b"".join(data.split()).partition(b">")[0]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
