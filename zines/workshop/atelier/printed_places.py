"""The pages of a PDF on which the words of a form's field are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from zines.base.language import without_accents
from zines.pdf import page_pictures

#: The number of words that are looked for together: a single word is on many pages.
_TOGETHER = 3
#: The least share of the words of a field that its page has. A description, which is printed
#: nowhere, has fewer in common with some page.
_LEAST = 0.3
#: Pages with nearly as many of the words as the best are told apart by the words around them.
_NEARLY = 0.9
#: Shorter words, such as a number of lines to write on, are on most pages.
_SHORTEST = 3
#: The words above a QR code (`qr.typ`), as one.
_BESIDE_CODES = "lire-en-ligne"
#: What a note, a mark of CommonMark or a link adds to a text, and what no page prints of it.
_NOT_PRINTED = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|https?://")


@dataclass(frozen=True)
class TypedWords:
    """Words of a field at the cursor, and those ``around`` them in the form.

    The words around tell a heading from its line in the contents and from running heads. If they
    are ``of_part``, those of the same item or group of fields, they also find the page of a field
    that is printed nowhere: a kind, a drawing, a number of lines.
    """

    words: str
    around: str = ""
    of_part: bool = False


def pages_of(content: bytes, typed: TypedWords) -> tuple[int, ...]:
    """Return the pages of a PDF (from 1) with most of the typed words, the best first.

    There are several if nothing tells them apart: the name of a group is on many. Raises PdfError.
    """
    pages = _pages(content)
    own, around = _parts(typed.words), _parts(typed.around)
    printed = [_share(own, page) for page in pages]
    if sum(map(len, own)) < _SHORTEST or max(printed, default=0) < _LEAST:
        if not typed.of_part:
            return ()
        own, around = around, []
        printed = [_share(own, page) for page in pages]
    most = max(printed, default=0)
    if most < _LEAST:
        return ()
    found = [page for page, share in enumerate(printed) if share >= _NEARLY * most]
    beside = {page: _share(around, pages[page]) for page in found}
    best = [page for page in found if beside[page] == max(beside.values())]
    return tuple(page + 1 for page in sorted(best, key=lambda page: -printed[page]))


def of_codes(words: str, addresses: Mapping[str, str]) -> str:
    """Return what is printed beside the QR codes of sources, or the words of any other field.

    ``words`` of a field for codes are ids of sources only, ``addresses`` those of the sources.
    """
    ids = words.split()
    if not ids or not set(ids) <= set(addresses):
        return words
    return " ".join(f"{_BESIDE_CODES} {addresses[one]}" for one in ids)


# (Of the PDF that is shown, and of the one before: each letter that is typed makes a new one.)
@lru_cache(2)
def _pages(content: bytes) -> tuple[str, ...]:
    return tuple("".join(_folded(text)) for text in page_pictures.texts(content))


def _share(parts: list[str], page: str) -> float:
    return sum(part in page for part in parts) / len(parts) if parts else 0.0


def _parts(text: str) -> list[str]:
    """Return each three words of a text that follow each other, written as one."""
    words = _folded(_NOT_PRINTED.sub(" ", text))
    last = max(1, len(words) - _TOGETHER + 1)
    return ["".join(words[start : start + _TOGETHER]) for start in range(last if words else 0)]


def _folded(text: str) -> list[str]:
    """Return the words of a text without case, accents, hyphens, spaces and signs.

    So a word is the same divided at the end of a line, in capitals, or with a ligature.
    """
    return re.findall(r"[^\W_]+", without_accents(text.casefold()))
