"""Limit of the work spent on a file: work, not operators, so that no file takes for ever.

All code that reads the content of a file shares one budget. Imports pikepdf.
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
#: White space becomes a space, a delimiter a bracket, all else a letter (ISO 32000-1, 7.2.2).
_KINDS = bytes(32 if one in _WHITE else 91 if one in _DELIMITERS else 97 for one in range(256))
#: The cost of decoding a part of the content of a page, in words.
_PART = 20


class TooMuchError(Exception):
    """The file paints more than the limit allows."""


class Budget:
    """The remaining steps of work and bytes of content, for all streams of a file.

    A word of content (a number, a name, an operator) is a step. Refused content takes none of the
    remaining steps, so that small pages after a page that is too large are still read.
    """

    def __init__(self, work: int = MOST_WORK, content: int = LARGEST_WHOLE_CONTENT) -> None:
        """Allow ``work`` steps and ``content`` bytes; a form counts each time it is drawn."""
        self.left, self.bytes_left, self._held = work, content, 0

    def spend(self, work: int) -> None:
        """Take steps from the rest; raises TooMuchError if too few are left."""
        if work > self.left:
            raise TooMuchError
        self.left -= work

    def content(self, of: Any) -> bytes:
        """Return the decoded content of a page or of a stream.

        Raises TooMuchError if there is more than the limits allow, and pikepdf.PdfError if it
        cannot be decoded. Contents of a page that are no streams count as empty.
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
            # Each part takes time, however short it is.
            room -= len(data) + 1
            found.append(data)
        return b"\n".join(found)

    @contextmanager
    def holding(self, content: bytes) -> Iterator[None]:
        """Count the words of a content that is parsed, and limit them while it is followed.

        Raises TooMuchError before parsing if there are more words than steps left, or too many at
        once.
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
    """Return the number of words of a content stream, without parsing it; never too low.

    Each delimiter counts as a word; a word that follows one without a space is not counted again.
    """
    kinds = content.translate(_KINDS)
    return kinds.count(b"[") + kinds.count(b" a") + kinds.startswith(b"a")
