"""Reasons why a file cannot be opened as a PDF, in words for users. Reads its two ends.

Sources: ISO 32000-1, 7.5.2 and 7.5.5. By the PDF Reference 1.7, Annex H, notes 13 and 18, ``%PDF-``
may stand anywhere in the first 1,024 bytes, ``%%EOF`` anywhere in the last 1,024. Other kinds of
files are recognised by their first bytes.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from zines.base.language import mark, tr

_EITHER_END = 1024
_KINDS = (
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP", mark("a picture")),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", mark("a file of an office program, or a zip")),
    (rb"(?i)\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", mark("a page of the web")),
)
#: Messages of qpdf about a file whose way from its end to its pages is broken.
_NO_PAGES = (
    *("trailer dictionary", "/Root dictionary", "any pages", "page tree", "pages tree"),
    *("/Pages structure", "object of type null"),
)
#: Messages about packed data: of qpdf, of its user for JBIG2, and of Python about characters.
_UNDECODED = ("unfilterable", "jbig2dec", "codec can't")
#: How qpdf begins a message about a place in the file.
_PLACE = re.compile(r"\((?:obj(?:ect)? \d+ \d+, )?offset \d+\)")
#: How pikepdf begins a message about the keys of a picture among the instructions of a page.
_INLINE = re.compile(r"parsing inline ")
#: Its messages about a value of a type that its place does not take.
_OF_WRONG_TYPE = re.compile(r"operation for \w+ attempted|object is not of type")


def in_words(error: str) -> str:
    """Return the message of the library, known ones in the language in use."""
    if any(one in error for one in _NO_PAGES):
        return tr("its pages cannot be found")
    if "encryption" in error:
        return tr("its protection is written wrongly")
    if _OF_WRONG_TYPE.search(error):
        return tr("a value in it is of another kind than its place needs")
    if _INLINE.match(error):
        return tr("a picture in it is written wrongly")
    if any(one in error for one in _UNDECODED) or _PLACE.search(error):
        return tr("a stream has data that cannot be decoded")
    return error


def why(file: Path | io.BytesIO) -> tuple[str, str] | None:
    """Return what a file is that a library could not open, and what the user can do about it.

    Returns None if both ends are those of a PDF. Raises OSError.
    """
    head, tail = _ends(file)
    if not head:
        return tr("the file is empty"), tr("fetch it again, or export it again")
    if b"%PDF-" not in head:
        kinds = (what for signs, what in _KINDS if re.match(signs, head, re.DOTALL))
        return _of_another_kind(next(kinds, ""))
    if b"%%EOF" not in tail:
        message = tr("the file is cut short: its end is missing, as where a download broke off")
        return message, tr("fetch it again, whole")
    return None


def _of_another_kind(what: str) -> tuple[str, str]:
    if not what:
        message = tr("the file is no PDF, whatever it is called")
        return message, tr("export a PDF from the program it comes from")
    message = tr("the file is no PDF, but {what}", what=tr(what))
    return message, tr("open it in its own program, and export or print a PDF from there")


def _ends(file: Path | io.BytesIO) -> tuple[bytes, bytes]:
    opened = io.BytesIO(file.getbuffer()) if isinstance(file, io.BytesIO) else file.open("rb")
    with opened:
        head = opened.read(_EITHER_END)
        length = opened.seek(0, io.SEEK_END)
        opened.seek(max(0, length - _EITHER_END))
        return head, opened.read(_EITHER_END)
