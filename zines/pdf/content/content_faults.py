"""What is wrong with the instructions of a content stream as a whole. Names pikepdf.

Content that was cut short ends inside a text, a picture or an instruction. Some programs write
``nan`` or ``inf`` for a number: a PDF knows neither (ISO 32000-1, 7.3.3), and readers take them for
operators that nobody knows. A whole number of more than 64 bits is nothing to qpdf: ``null``.
"""

from __future__ import annotations

import re
import warnings
from itertools import chain
from typing import Any

import pikepdf

from zines.pdf.content.parsing import parsed

#: Words that stand where a number should: of C, and of C on Windows.
_NO_NUMBER = r"[+-]?(?:nan|inf|infinity|1\.#(?:inf|ind|[qs]nan)\w*)"
_WORD = re.compile(_NO_NUMBER, re.ASCII | re.IGNORECASE)
_END = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_MAY_STAND = re.compile(
    rb"(?<!" + _END + rb")" + _NO_NUMBER.encode() + rb"(?!" + _END + rb")", re.IGNORECASE
)
#: At the start of a word, so that digits of packed strings (<0012>) are none.
_MAY_BE_BEYOND = re.compile(rb"(?:^|(?<=[\0\s\[\])>+-]))\d{19,}(?![\w.])")
#: Without one of these, none of the patterns above is looked for: they are tried at each character.
_IN_NO_NUMBER, _DIGITS = (b"nan", b"inf", b"1.#"), re.compile(rb"\d{19}")
#: What qpdf says of content that ends too early.
_IN_PICTURE, _TOO_EARLY = "EOF found while reading inline image", ("EOF", "parse error")
_BEGUN_PICTURE = re.compile(rb"(?<!" + _END + rb")BI(?!" + _END + rb")\s*([^(<%]{,500})\Z")
#: Operators that take no numbers, and so lack none.
_WITHOUT = frozenset(
    ["q", "Q", "BT", "ET", "EMC", "n", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "W", "W*"]
    + ["h", "T*", "BX", "EX"]
)
#: What opens something in a content, and what closes it (ISO 32000-1, table 51).
_CLOSED_BY = {"q": "Q", "BT": "ET", "BMC": "EMC", "BDC": "EMC", "BX": "EX"}


def breaks_off(data: bytes) -> str:
    """Return inside of what a content ends: ``text``, ``picture``, ``instruction``; empty if whole.

    It is parsed: only for content whose words were counted. Raises pikepdf.PdfError.
    """
    owner = pikepdf.new()
    with warnings.catch_warnings(record=True) as left_over:
        warnings.simplefilter("always")
        texts = parsed(pikepdf.Stream(owner, data), "BT ET")
    said = [str(one) for one in owner.get_warnings()]
    begun = _BEGUN_PICTURE.search(data) if b"BI" in data else None
    if any(_IN_PICTURE in one for one in said) or (begun and (left_over or not begun[1])):
        return "picture"
    if len(texts) and str(texts[-1].operator) == "BT":
        return "text"
    # Whole numbers that no operator takes are nothing: public files end with some.
    cut = any(sign in one for one in said for sign in _TOO_EARLY)
    return "instruction" if cut else ""


def closed(data: bytes) -> bytes:
    """Return a content that leaves nothing open and closes nothing more, so that more may follow.

    What viewers make of it stays: they close what is open at its end, and take nothing that is cut
    short. Returns the same data where that is so. Raises pikepdf.PdfError as parsing does.
    """
    pairs = _instructions(data, " ".join({*_CLOSED_BY, *_CLOSED_BY.values()}))
    kept, closing = _paired(pairs)
    if len(kept) == len(pairs) and not closing and not breaks_off(data):
        return data
    kept, closing = _paired(_instructions(data))
    return b"\n".join([pikepdf.unparse_content_stream(kept), *closing])


def _paired(instructions: list[Any]) -> tuple[list[Any], list[bytes]]:
    """Return instructions without those that close nothing, and what closes what stays open."""
    kept: list[Any] = []
    #: Where what is still open was opened, by what closes it.
    opened: dict[str, list[int]] = {closing: [] for closing in _CLOSED_BY.values()}
    for instruction in instructions:
        picture = isinstance(instruction, pikepdf.ContentStreamInlineImage)
        called = "" if picture else str(instruction.operator)
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
    """Parse a content without a word of what is left over at its end."""
    owner = pikepdf.new()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return parsed(pikepdf.Stream(owner, data), chosen)


def is_no_number(operator: str) -> bool:
    """Say whether what is read as an operator was written for a number."""
    return bool(_WORD.fullmatch(operator))


def has_beyond(data: bytes) -> bool:
    """Say whether a content has whole numbers of more than 64 bits; raises pikepdf.PdfError."""
    if not _may_be_beyond(data):
        return False
    return any(map(_takes_nothing, _instructions(data)))


def _may_be_beyond(data: bytes) -> bool:
    return bool(_DIGITS.search(data) and _MAY_BE_BEYOND.search(data))


def _may_be_no_number(data: bytes) -> bool:
    small = data.lower()
    return any(word in small for word in _IN_NO_NUMBER) and bool(_MAY_STAND.search(data))


def _takes_nothing(instruction: Any) -> bool:
    """Say whether one of the operands of an instruction is nothing (``null``)."""
    if isinstance(instruction, pikepdf.ContentStreamInlineImage):
        return False
    lists = (one for one in instruction.operands if isinstance(one, pikepdf.Array))
    return any(one is None for one in [*instruction.operands, *chain(*lists)])


def without_no_numbers(data: bytes) -> bytes:
    """Return a content without the instructions that have a number which is none, or beyond.

    Returns the same data where there is none. Raises pikepdf.PdfError for what cannot be parsed.
    """
    if not _may_be_no_number(data) and not _may_be_beyond(data):
        return data
    read = _instructions(data)
    kept, lacks = [], False
    for instruction in read:
        picture = isinstance(instruction, pikepdf.ContentStreamInlineImage)
        operator = "" if picture else str(instruction.operator)
        if is_no_number(operator):
            lacks = True
            continue
        if _takes_nothing(instruction):
            continue
        # The operator that follows has lost what it was to take.
        if not lacks or picture or operator in _WITHOUT:
            kept.append(instruction)
        lacks = False
    return data if len(kept) == len(read) else pikepdf.unparse_content_stream(kept)
