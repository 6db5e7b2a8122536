"""How much of a file is looked into: work, not operators, so that no file takes for ever.

One budget is shared by all that reads the content of a file. Names pikepdf.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf

from zines.base.limits import (
    LARGEST_CONTENT,
    LARGEST_WHOLE_CONTENT,
    MOST_WORDS_AT_ONCE,
    MOST_WORK,
)
from zines.pdf.opening import decoding
from zines.pdf.opening.decoding import TooLongError
from zines.pdf.opening.safe_get import get, listed

_WHITE, _DELIMITERS = b"\0\t\n\f\r ", b"()<>[]{}/%"
#: White space as a space, delimiters as a bracket, all else as a letter (ISO 32000-1, 7.2.2).
_KINDS = bytes(32 if one in _WHITE else 91 if one in _DELIMITERS else 97 for one in range(256))
#: What it costs to decode a part of the content of a page, in words.
_PART = 20


class TooMuchError(Exception):
    """The file paints more than is looked into."""


class Budget:
    """What is left of the steps of work and of the bytes of content, over all streams of a file.

    A word of content (a number, a name, an operator) is a step. What is refused takes nothing of
    the work that is left, so that the small pages after a page of too much are looked into.
    """

    def __init__(self, work: int = MOST_WORK, content: int = LARGEST_WHOLE_CONTENT) -> None:
        """Allow so many steps, and so many bytes of content, forms counted each time."""
        self.left, self.bytes_left, self._held = work, content, 0

    def spend(self, work: int = 1) -> None:
        """Take steps from what is left; raises TooMuchError where that is not enough."""
        if work > self.left:
            raise TooMuchError
        self.left -= work

    def content(self, of: Any) -> bytes:
        """Return the content of a page or of a stream, decoded.

        Raises TooMuchError for more of it than is looked into, and pikepdf.PdfError for what cannot
        be decoded. What is among the contents of a page and no stream is nothing.
        """
        parts = [of]
        if isinstance(of, pikepdf.Page):
            contents = get(of.obj, "/Contents")
            self.spend(_PART * (len(contents) if isinstance(contents, pikepdf.Array) else 1))
            parts = [one for one in listed(contents) if isinstance(one, pikepdf.Stream)]
        found, room = [], LARGEST_CONTENT
        for part in parts:
            most = min(room, self.bytes_left)
            try:
                data = decoding.content(part, most)
            except TooLongError as error:
                self.bytes_left -= most
                raise TooMuchError from error
            self.bytes_left -= len(data)
            # A part takes time of its own, however short it is.
            room -= len(data) + 1
            found.append(data)
        return b"\n".join(found)

    @contextmanager
    def holding(self, content: bytes) -> Iterator[None]:
        """Take the words of a content that is parsed, and the room for them while it is followed.

        Raises TooMuchError where there is too little of either, before anything is parsed.
        """
        count = words(content)
        if self._held + count > MOST_WORDS_AT_ONCE:
            raise TooMuchError
        self.spend(count)
        self._held += count
        try:
            yield
        finally:
            self._held -= count


def words(content: bytes) -> int:
    """Count the words of a content stream without parsing it; never too few.

    Each delimiter counts as one, and stands for a word that follows it without a space.
    """
    kinds = content.translate(_KINDS)
    return kinds.count(b"[") + kinds.count(b" a") + kinds.startswith(b"a")
