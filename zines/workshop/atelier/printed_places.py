"""The page of a PDF on which the words of a form's field are printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from zines.pdf import page_pictures

#: The number of words that are looked for together: a single word is on many pages.
_TOGETHER = 3
#: The least share of the words of a field that its page has. A description, which is printed
#: nowhere, has fewer in common with some page.
_LEAST = 0.3
#: Shorter words, such as a number of lines to write on, are on most pages.
_SHORTEST = 3
#: What a note, a mark of CommonMark or a link adds to a text, and what no page prints of it.
_NOT_PRINTED = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)")


@dataclass(frozen=True)
class TypedWords:
    """Words of a field around the cursor, and those ``before`` and ``after`` them in the form.

    The words around tell a heading from its line in the contents and from running heads.
    """

    words: str
    before: str = ""
    after: str = ""


def page_of(content: bytes, typed: TypedWords) -> int:
    """Return the page of a PDF (from 1) with most of the typed words; 0 if none has them.

    Of pages with as many, it is the first. Very short words are on no page. Raises PdfError.
    """
    pages = _pages(content)
    own, around = _parts(typed.words), _parts(f"{typed.before} {typed.after}")
    if sum(map(len, own)) < _SHORTEST:
        return 0
    best, found = 0.0, 0
    for number, page in enumerate(pages, 1):
        printed = _share(own, page)
        if printed >= _LEAST and (share := 2 * printed + _share(around, page)) > best:
            best, found = share, number
    return found


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
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return re.findall(r"[^\W_]+", kept)
