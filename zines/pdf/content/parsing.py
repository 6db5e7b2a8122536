"""The instructions of a content stream, as pikepdf parses them. Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

#: A character of a word: no white space, no delimiter (ISO 32000-1, 7.2.2).
REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"


def parsed(content: Any, operators: str = "") -> list[Any]:
    """Return the instructions of a page or stream; only those of ``operators``, if given.

    Raises pikepdf.PdfError for content that cannot be parsed, such as an operator in a dictionary.
    """
    try:
        return list(pikepdf.parse_content_stream(content, operators))
    except TypeError as error:
        raise pikepdf.PdfError(str(error)) from error


def operator_of(instruction: Any) -> str:
    """Return the operator of an instruction, INLINE IMAGE for a picture in the content.

    A word in another encoding than UTF-8 is no operator: viewers skip it (ISO 32000-1, 7.8.2).
    """
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return ""
