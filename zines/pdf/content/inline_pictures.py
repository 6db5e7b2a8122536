"""Inline pictures without data: BI and EI without ID (ISO 32000-1, 8.9.7). Imports pikepdf.

The parser of pikepdf 10.13 ends the whole program at such a picture; five bytes are enough.
"""

from __future__ import annotations

import re

import pikepdf

from zines.base.language import tr
from zines.pdf.content.parsing import REGULAR

#: The operators, and what begins a text or a comment, where these words are no operators.
_WORDS = re.compile(rb"(?<!" + REGULAR + rb")(?:BI|ID|EI)(?!" + REGULAR + rb")|[(%]|(?<!<)<(?!<)")


def check(data: bytes) -> None:
    """Raise pikepdf.PdfError for content with a picture without data."""
    if b"BI" in data and _may_lack_data(data) and _lacks_data(data):
        raise pikepdf.PdfError(tr("a picture in it has no data"))


def _may_lack_data(data: bytes) -> bool:
    """Return whether any BI may lack its ID, by a quick search that does not parse the PDF."""
    begun = False
    for word in _WORDS.finditer(data):
        if word[0] == b"BI":
            begun = True
        elif word[0] == b"ID":
            begun = False
        elif begun:
            return True
    return False


class _Words(pikepdf.TokenFilter):
    def __init__(self) -> None:
        super().__init__()
        self.begun = self.lacks = False

    def handle_token(self, token: pikepdf.Token | None = None) -> None:
        """Look at words alone: texts, comments and data are tokens of other types."""
        if token is None or token.type_ != pikepdf.TokenType.word:
            return
        word = token.raw_value
        self.lacks |= self.begun and word == b"EI"
        if word in (b"BI", b"ID", b"EI"):
            self.begun = word == b"BI"


def _lacks_data(data: bytes) -> bool:
    owner, words = pikepdf.new(), _Words()
    page = owner.add_blank_page()
    page.obj.Contents = pikepdf.Stream(owner, data)
    page.get_filtered_contents(words)
    return words.lacks
