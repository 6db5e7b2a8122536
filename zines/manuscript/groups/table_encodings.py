"""Decode tables: programs write CSV in several encodings, and no file says which."""

from __future__ import annotations

import re

_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
#: Letters and signs of French where they usually stand: in a wrong encoding, RHÔNE is RH‘NE.
_FRENCH = re.compile(
    "[éèàêçùôîâûœ](?![A-Z])|(?<=[A-Za-z])[ëï](?![A-Z])"
    "|(?<![A-Za-z])[ÉÈÀÊÇÙÔÎÂÛŒ](?=[A-Za-z])|(?<=[A-Z])[ÉÈÀÊÇÙÔÎÂÛËÏŒ](?![a-z])"
    r"|(?<=\w)[’…]|(?<!\w)[À«‘“—]|(?<![a-z])–|[»”](?!\w)|(?<=[0-9n])°|(?<![A-Za-z])€(?!\w)"
)
#: In bytes: so much of a file shows whether each second one is zero.
_START = 200
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decoded(raw: bytes) -> str:
    """Return the text of a file, decoded by its byte order mark, as UTF-8, or as spreadsheets do.

    Excel also offers "CSV (Macintosh)" and "CSV (MS-DOS)": of the three encodings, it is the one
    that gives the most French letters and signs in usual places; if several do, cp1252.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if unmarked := _unmarked(raw):
        return raw.decode(unmarked, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        texts = [raw.decode(encoding, "replace") for encoding in _OLD_ENCODINGS]
        return max(texts, key=lambda text: len(_FRENCH.findall(text)))


def _unmarked(raw: bytes) -> str:
    """Return the kind of UTF-16 of a file without a mark, empty for others.

    The high byte of each letter of French is zero (of dashes and quotation marks, it is not).
    """
    start = raw[:_START]
    low, high = start[::2].count(0), start[1::2].count(0)
    if 2 * max(low, high) <= len(start) // 2 or min(low, high):
        return ""
    return "utf-16-le" if high else "utf-16-be"
