"""The instructions of a content stream, as pikepdf parses them. Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.base.language import tr

#: A character of a word: no white space, no delimiter (ISO 32000-1, 7.2.2).
REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"


def parsed(content: Any, operators: str = "") -> list[Any]:
    """Return the instructions of a page or stream; only those of ``operators``, if given.

    Words in an array, such as a lone minus sign among the numbers of ``TJ``, are left out: viewers
    skip them. Raises pikepdf.PdfError for content that cannot be parsed, such as an operator in a
    dictionary.
    """
    try:
        return list(pikepdf.parse_content_stream(content, operators))
    except TypeError:
        owner = pikepdf.new()
        content = pikepdf.Stream(owner, _without_words_in_arrays(content))
    try:
        return list(pikepdf.parse_content_stream(content, operators))
    except TypeError as error:
        raise pikepdf.PdfError(tr("an instruction stands where a value is needed")) from error


class _Words(pikepdf.TokenFilter):
    """Removes the words whose closest bracket is that of an array."""

    _OPENING = (pikepdf.TokenType.array_open, pikepdf.TokenType.dict_open)
    _CLOSING = (pikepdf.TokenType.array_close, pikepdf.TokenType.dict_close)

    def __init__(self) -> None:
        super().__init__()
        self._opened: list[Any] = []

    def handle_token(self, token: pikepdf.Token | None = None) -> pikepdf.Token | None:
        """Return the token, or None for a word to leave out."""
        kind = token.type_ if token else None
        if kind == pikepdf.TokenType.word and self._opened[-1:] == [pikepdf.TokenType.array_open]:
            return None
        if kind in self._OPENING:
            self._opened.append(kind)
        elif kind in self._CLOSING and self._opened:
            self._opened.pop()
        return token


def _without_words_in_arrays(content: Any) -> bytes:
    if isinstance(content, pikepdf.Stream):
        owner = pikepdf.new()
        page = owner.add_blank_page()
        page.obj.Contents = pikepdf.Stream(owner, content.read_bytes())
    else:
        page = pikepdf.Page(content)
    return page.get_filtered_contents(_Words())


def operator_of(instruction: Any) -> str:
    """Return the operator of an instruction, INLINE IMAGE for a picture in the content.

    A word in another encoding than UTF-8 is no operator: viewers skip it (ISO 32000-1, 7.8.2).
    """
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return ""
