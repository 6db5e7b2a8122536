"""Which words the look of a filled field shows (ISO 32000-1, 12.7.3.3). Names pikepdf.

Programs that fill in a field may leave it the look that it had before: empty, or with other words.
"""

from __future__ import annotations

import warnings
from typing import Any

import pikepdf

from zines.pdf.content import inline_pictures
from zines.pdf.content.parsing import parsed
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import entries, get, name

#: A look that is longer is not read.
_LONGEST = 4_000
#: What a look may hold that draws nothing (12.7.3.3), and how long it is at most.
_BARE, _MOST_OF_BARE = {b"/Tx", b"BMC", b"EMC", b"q", b"Q", b"BT", b"ET"}, 100
_TEXTS = {"Tj", "TJ", "'", '"'}
#: Operators that may draw words in another way: forms, pictures, shadings, outlines of letters.
_DRAWINGS = {"Do", "INLINE IMAGE", "sh", "c", "v", "y"}


def shown_words(look: pikepdf.Stream) -> str | None:
    """Return the words of a look without spaces, empty where it has at most a ground and a border.

    None where they cannot be told: those of a long or broken look, drawn, or in a font of two
    bytes a sign.
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
    """Say whether a look draws nothing at all: what is broken or long does something else."""
    try:
        return not set(decoded(look, _MOST_OF_BARE).split()) - _BARE
    except (TooLongError, pikepdf.PdfError):
        return False


def together(words: str) -> str:
    """Return words without their spaces: lines are broken, signs of a comb stand apart."""
    return "".join(words.split())


def _fonts(look: pikepdf.Stream) -> list[Any]:
    return [font for _, font in entries(get(get(look, "/Resources"), "/Font"))]
