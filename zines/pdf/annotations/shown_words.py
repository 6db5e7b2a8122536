"""The words that the look of a filled field shows (ISO 32000-1, 12.7.3.3). Imports pikepdf.

Programs that fill in a field may keep its earlier look: empty, or with other words.
"""

from __future__ import annotations

import warnings
from typing import Any

import pikepdf

from zines.pdf.content import inline_pictures
from zines.pdf.content.parsing import parsed
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import entries, get, name

#: The longest look that is read, in bytes.
_LONGEST = 4_000
#: Words that draw nothing in a look (12.7.3.3), and the most bytes that are checked.
_BARE, _MOST_OF_BARE = {b"/Tx", b"BMC", b"EMC", b"q", b"Q", b"BT", b"ET"}, 100
_TEXTS = {"Tj", "TJ", "'", '"'}
#: Operators that may draw words in another way: forms, pictures, shadings, outlines of letters.
_DRAWINGS = {"Do", "INLINE IMAGE", "sh", "c", "v", "y"}


def shown_words(look: pikepdf.Stream) -> str | None:
    """Return the words of a look without spaces; empty if it has at most a background and a border.

    Returns None if the words are not known: the look is too long or broken, draws its words, or
    uses a font with two bytes per character.
    """
    try:
        data = decoded(look, _LONGEST)
        # The parser would end the program.
        inline_pictures.check(data)
        owner = pikepdf.new()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parts = parsed(pikepdf.Stream(owner, data))
        read = [(list(part.operands), str(part.operator)) for part in parts]
    except (TooLongError, pikepdf.PdfError, ValueError, RuntimeError):
        return None
    shown = b"".join(
        bytes(text)
        for operands, operator in read
        if operator in _TEXTS
        for operand in operands[-1:]
        for text in (operand if isinstance(operand, pikepdf.Array) else [operand])
        if isinstance(text, pikepdf.String)
    )
    if not shown:
        return None if any(operator in _DRAWINGS for _, operator in read) else ""
    if any(name(get(font, "/Subtype")) == "Type0" for font in _fonts(look)):
        return None
    return together(shown.decode("cp1252", "replace"))


def is_bare(look: pikepdf.Stream) -> bool:
    """Return whether a look draws nothing at all; broken or long looks count as drawing."""
    try:
        return not set(decoded(look, _MOST_OF_BARE).split()) - _BARE
    except (TooLongError, pikepdf.PdfError):
        return False


def together(words: str) -> str:
    """Return words without their spaces, since lines are broken and comb characters spaced."""
    return "".join(words.split())


def _fonts(look: pikepdf.Stream) -> list[Any]:
    return [font for _, font in entries(get(get(look, "/Resources"), "/Font"))]
