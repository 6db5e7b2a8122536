"""Output to consoles and files whose encoding lacks characters: similar ones replace them."""

from __future__ import annotations

import codecs
import io
import sys

from zines.base.language import without_accents

_HANDLER = "hors-bocal-nearest"
#: Replacements for characters that code pages of French and English consoles lack (850, 1252,
#: ISO 8859-1, ASCII).
_NEAREST = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u00b7": ".",
    "\u00d7": "x",
    "\u2192": "->",
    "\u0153": "oe",
    "\u0152": "OE",
    "\u00e6": "ae",
    "\u00c6": "AE",
    "\u20ac": "EUR",
}


def prepare() -> None:
    """Make stdout and stderr replace a character that their encoding lacks, and never fail.

    The replacement is a similar text (' for U+2019, a space for U+202F, e for é in ASCII), or else
    an escape sequence with the number of the character.
    """
    codecs.register_error(_HANDLER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_nearest(sign, error.encoding) for sign in missing), error.end


def _nearest(sign: str, encoding: str) -> str:
    for near in (_NEAREST.get(sign, ""), without_accents(sign)):
        try:
            if near and near.encode(encoding):
                return near
        except UnicodeEncodeError:
            continue
    return sign.encode("ascii", "backslashreplace").decode("ascii")
