"""The instructions of a content stream, as pikepdf parses them. Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf


def parsed(content: Any, operators: str = "") -> list[Any]:
    """Return the instructions of a page or stream, where ``operators`` are said only those.

    Raises pikepdf.PdfError for what cannot be parsed, an operator inside a dictionary among it.
    """
    try:
        return list(pikepdf.parse_content_stream(content, operators))
    except TypeError as error:
        raise pikepdf.PdfError(str(error)) from error
