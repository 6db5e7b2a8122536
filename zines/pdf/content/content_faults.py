"""Faults of the instructions of a content stream as a whole. Imports pikepdf.

Content that was cut short ends inside a text, a picture or an instruction. Some programs write
``nan`` or ``inf`` as a number: PDF has no such numbers (ISO 32000-1, 7.3.3), and readers take the
words for unknown operators. qpdf reads a whole number of more than 64 bits as ``null``.
"""

from __future__ import annotations

import re
import warnings
from itertools import chain
from typing import Any

import pikepdf

from zines.pdf.content.parsing import REGULAR, operator_of, parsed

#: Words in the place of a number: those that C prints, and those that C prints on Windows.
_INVALID_NUMBER = r"[+-]?(?:nan|inf|infinity|1\.#(?:inf|ind|[qs]nan)\w*)"
_WORD = re.compile(_INVALID_NUMBER, re.ASCII | re.IGNORECASE)
_MAY_STAND = re.compile(
    rb"(?<!" + REGULAR + rb")" + _INVALID_NUMBER.encode() + rb"(?!" + REGULAR + rb")", re.IGNORECASE
)
#: At the start of a word, so that digits of hexadecimal strings (<0012>) do not match.
_LONG_NUMBER = re.compile(rb"(?:^|(?<=[\0\s\[\])>+-]))\d{19,}(?![\w.])")
#: The patterns above are slow (tried at each character): they need one of these in the content.
_IN_INVALID_NUMBER, _DIGITS = (b"nan", b"inf", b"1.#"), re.compile(rb"\d{19}")
#: Messages of qpdf about content that ends too early.
_IN_PICTURE, _TOO_EARLY = "EOF found while reading inline image", ("EOF", "parse error")
_BEGUN_PICTURE = re.compile(rb"(?<!" + REGULAR + rb")BI(?!" + REGULAR + rb")\s*([^(<%]{,500})\Z")
#: Operators without operands: they stay if a number before them is removed.
_WITHOUT = frozenset(
    ["q", "Q", "BT", "ET", "EMC", "n", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "W", "W*"]
    + ["h", "T*", "BX", "EX"]
)
#: Operators that open something in a content, and those that close it (ISO 32000-1, table 51).
_CLOSED_BY = {"q": "Q", "BT": "ET", "BMC": "EMC", "BDC": "EMC", "BX": "EX"}


def breaks_off(data: bytes) -> str:
    """Return where a content is cut: ``text``, ``picture``, ``instruction``; empty if it is whole.

    The content is parsed, so its words must have been counted before. Raises pikepdf.PdfError.
    """
    owner = pikepdf.new()
    with warnings.catch_warnings(record=True) as left_over:
        warnings.simplefilter("always")
        texts = parsed(pikepdf.Stream(owner, data), "BT ET")
    reported = [str(one) for one in owner.get_warnings()]
    begun = _BEGUN_PICTURE.search(data) if b"BI" in data else None
    if any(_IN_PICTURE in one for one in reported) or (begun and (left_over or not begun[1])):
        return "picture"
    if len(texts) and str(texts[-1].operator) == "BT":
        return "text"
    # A warning of left-over numbers alone is no fault: public files end with some.
    cut = any(sign in one for one in reported for sign in _TOO_EARLY)
    return "instruction" if cut else ""


def closed(data: bytes) -> bytes:
    """Return a content that closes all it opens and nothing else, so that more may follow.

    It looks the same in viewers: they close what is open at the end, and skip what is cut short.
    Returns the same data if nothing has to change. Raises pikepdf.PdfError as parsing does.
    """
    pairs = _instructions(data, " ".join({*_CLOSED_BY, *_CLOSED_BY.values()}))
    kept, closing = _paired(pairs)
    if len(kept) == len(pairs) and not closing and not breaks_off(data):
        return data
    kept, closing = _paired(_instructions(data))
    return b"\n".join([pikepdf.unparse_content_stream(kept), *closing])


def _paired(instructions: list[Any]) -> tuple[list[Any], list[bytes]]:
    """Return the instructions without those that close nothing, and the operators still to add."""
    kept: list[Any] = []
    #: The positions of what is still open, for each operator that closes.
    opened: dict[str, list[int]] = {closing: [] for closing in _CLOSED_BY.values()}
    for instruction in instructions:
        picture = isinstance(instruction, pikepdf.ContentStreamInlineImage)
        called = "" if picture else operator_of(instruction)
        if called in _CLOSED_BY:
            opened[_CLOSED_BY[called]].append(len(kept))
        elif called in opened:
            if not opened[called]:
                continue
            opened[called].pop()
        kept.append(instruction)
    left = sorted((at, closing) for closing, places in opened.items() for at in places)
    return kept, [closing.encode() for _, closing in reversed(left)]


def _instructions(data: bytes, chosen: str = "") -> list[Any]:
    """Parse a content, without a warning about operands left over at its end."""
    owner = pikepdf.new()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parsed(pikepdf.Stream(owner, data), chosen)


def is_invalid_number(operator: str) -> bool:
    """Return whether a word that was read as an operator was written as a number."""
    return bool(_WORD.fullmatch(operator))


def has_long_number(data: bytes) -> bool:
    """Return whether a content has whole numbers of more than 64 bits; raises pikepdf.PdfError."""
    if not _may_hold_long_number(data):
        return False
    return any(map(_takes_nothing, _instructions(data)))


def _may_hold_long_number(data: bytes) -> bool:
    return bool(_DIGITS.search(data) and _LONG_NUMBER.search(data))


def _may_hold_invalid_number(data: bytes) -> bool:
    small = data.lower()
    return any(word in small for word in _IN_INVALID_NUMBER) and bool(_MAY_STAND.search(data))


def _takes_nothing(instruction: Any) -> bool:
    """Return whether one of the operands of an instruction is ``null``."""
    lists = (one for one in instruction.operands if isinstance(one, pikepdf.Array))
    return any(one is None for one in [*instruction.operands, *chain(*lists)])


def without_invalid_numbers(data: bytes) -> bytes:
    """Return a content without instructions that have NaN, infinity or over 64 bits as a number.

    Returns the same data if there are none. Raises pikepdf.PdfError if it cannot be parsed.
    """
    if not _may_hold_invalid_number(data) and not _may_hold_long_number(data):
        return data
    read = _instructions(data)
    kept, lacks = [], False
    for instruction in read:
        picture = isinstance(instruction, pikepdf.ContentStreamInlineImage)
        operator = "" if picture else operator_of(instruction)
        if is_invalid_number(operator):
            lacks = True
            continue
        if _takes_nothing(instruction):
            continue
        # The operator that follows has lost its operand.
        if not lacks or picture or operator in _WITHOUT:
            kept.append(instruction)
        lacks = False
    return data if len(kept) == len(read) else pikepdf.unparse_content_stream(kept)
