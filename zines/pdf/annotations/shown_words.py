"""The words that the look of a filled field shows (ISO 32000-1, 12.7.3.3). Imports pikepdf.

Programs that fill in a field may keep its earlier look: empty, or with other words.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pikepdf

from zines.pdf.content import inline_pictures
from zines.pdf.content.parsing import operator_of, parsed
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import entries, get, name

#: The longest look that is read, in bytes.
_LONGEST = 4_000
#: Words that draw nothing in a look (12.7.3.3), and the most bytes that are checked.
_BARE, _MOST_OF_BARE = {b"/Tx", b"BMC", b"EMC", b"q", b"Q", b"BT", b"ET"}, 100
_TEXTS = {"Tj", "TJ", "'", '"'}
#: The most rectangles and lines of a background, a border and the cells of a comb (a SIRET has 14,
#: an IBAN 27): more of them are a drawn value.
_MOST_OF_A_BORDER = {"re": 4, "l": 40}
#: The standard fonts without letters, whose codes are signs (annex D.5 and D.6).
_SYMBOLS = {"Symbol", "ZapfDingbats"}
#: Operators that may draw words in another way: forms, pictures, shadings, outlines of letters.
_DRAWINGS = {"Do", "INLINE IMAGE", "sh", "c", "v", "y"}


def shown_words(look: pikepdf.Stream) -> str | None:
    """Return the words of a look without spaces; empty if it has at most a background and a border.

    Returns None if the words are not known: the look is too long or broken, draws its words (also
    as bars or strokes), or uses a font whose codes may stand for any character.
    """
    try:
        data = decoded(look, _LONGEST)
        # The parser would end the program.
        inline_pictures.check(data)
        owner = pikepdf.new()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parts = parsed(pikepdf.Stream(owner, data))
        read = [(list(part.operands), operator_of(part)) for part in parts]
    except (TooLongError, pikepdf.PdfError, ValueError, RuntimeError):
        return None
    shown = b"".join(
        text for operands, operator in read if operator in _TEXTS for text in _strings(operands)
    )
    if not shown:
        return None if _is_drawn([operator for _, operator in read]) else ""
    used = {str(one) for operands, operator in read if operator == "Tf" for one in operands[:1]}
    if not _is_latin(shown, _fonts(look, used)):
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


def _strings(operands: list[Any]) -> Iterator[bytes]:
    """Yield the strings that an operator shows: TJ has them in an array, between numbers."""
    for operand in operands:
        for text in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(text, pikepdf.String):
                yield bytes(text)


def _is_drawn(operators: list[str]) -> bool:
    """Return whether a look without words may draw them."""
    many = any(operators.count(one) > most for one, most in _MOST_OF_A_BORDER.items())
    return many or any(one in _DRAWINGS for one in operators)


def _is_latin(codes: bytes, fonts: list[Any]) -> bool:
    """Return whether codes are known to be those of Windows in all of these fonts (annex D.2)."""
    encodings = [get(font, "/Encoding") for font in fonts]
    if any(
        name(get(font, "/BaseFont")) in _SYMBOLS
        or isinstance(encoding, pikepdf.Dictionary)
        or get(font, "/FontDescriptor") is not None
        or name(get(font, "/Subtype")) == "Type0"
        for font, encoding in zip(fonts, encodings, strict=True)
    ):
        return False
    windows = all(name(encoding) == "WinAnsiEncoding" for encoding in encodings)
    return all(code >= 32 and (code <= 126 or windows) for code in codes)


def _fonts(look: pikepdf.Stream, used: set[str]) -> list[Any]:
    """Return the fonts that a look uses; its resources may hold all those of the form."""
    return [font for key, font in entries(get(get(look, "/Resources"), "/Font")) if key in used]
