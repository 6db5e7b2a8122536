"""Checks of ICC profiles (ICC.1:2010): whole, and of a printer with four inks. Pure."""

from __future__ import annotations

from zines.base.language import tr

#: Bytes of the header, before the number of tags (ICC.1:2010, 7.2), and of a tag entry (7.3).
_HEADER, _ENTRY = 128, 12
#: The tables from inks to colours and back; separation needs both (8.4.3).
_FROM_INKS, _TO_INKS = b"A2B0", b"B2A0"


def trouble_of(content: bytes) -> str:
    """Return why a profile is not a whole CMYK printer profile; empty if it is.

    The message continues a sentence that begins with "the profile".
    """
    if len(content) < _HEADER + 4 or content[36:40] != b"acsp":
        return tr("is no ICC profile")
    if content[12:16] != b"prtr":
        return tr("is no CMYK printer profile: it is not of a printer")
    if content[16:20] != b"CMYK":
        space = content[16:20].decode("latin-1").strip()
        return tr("is no CMYK printer profile: it is for {space}", space=space)
    size, count = (int.from_bytes(content[at : at + 4], "big") for at in (0, _HEADER))
    end = _HEADER + 4 + _ENTRY * count
    # Some programs leave out the last bytes, which only pad to four; what follows is ignored.
    if not count or not end <= size <= len(content) + 3 or end > len(content):
        return tr("is damaged: its size is wrong")
    tags = set()
    for at in range(_HEADER + 4, end, _ENTRY):
        tags.add(content[at : at + 4])
        start, length = (int.from_bytes(content[at + k : at + k + 4], "big") for k in (4, 8))
        if start < end or start + length > min(size, len(content)):
            return tr("is damaged: parts of it are missing")
    if _FROM_INKS not in tags:
        return tr("tells how to make inks but not how to read them")
    if _TO_INKS not in tags:
        return tr("tells how to read inks but not how to make them")
    return ""
