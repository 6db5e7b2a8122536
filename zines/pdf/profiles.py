"""ICC profiles, as far as preflight asks: whole, and of a printer of four inks. Pure."""

from __future__ import annotations

#: Bytes of the header, before the number of tags (ICC.1:2010, 7.2); an entry of the table (7.3).
_HEADER, _ENTRY = 128, 12


def trouble_of(content: bytes) -> str:
    """Say what keeps a profile from being a whole CMYK printer profile; empty for nothing."""
    if len(content) < _HEADER + 4 or content[36:40] != b"acsp":
        return "is no ICC profile"
    if content[12:16] != b"prtr":
        return "is not of a printer"
    if content[16:20] != b"CMYK":
        return f"is for {content[16:20].decode('latin-1').strip()}, not for CMYK"
    size, count = (int.from_bytes(content[at : at + 4], "big") for at in (0, _HEADER))
    end = _HEADER + 4 + _ENTRY * count
    # Some programs leave the last bytes out that only fill up to four; what follows is no matter.
    if not count or not end <= size <= len(content) + 3 or end > len(content):
        return "is damaged: its size is wrong"
    for at in range(_HEADER + 4, end, _ENTRY):
        start, length = (int.from_bytes(content[at + k : at + k + 4], "big") for k in (4, 8))
        if start < end or start + length > min(size, len(content)):
            return "is damaged: parts of it are missing"
    return ""
