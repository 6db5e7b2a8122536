"""Messages of qpdf about a damaged file, in words for users, by what they are about."""

from __future__ import annotations

import re

from zines.base.language import mark, tr

#: Words of messages of qpdf 12, and what such a message means; the first that is found counts.
_MEANINGS = (
    (
        r"inflate|decod|lzw|ascii85|filter",
        mark("packed data of the file are damaged: a part of them may be lost"),
    ),
    (
        r"stream.(?:length|keyword|data)|/length|endstream",
        mark("a length in the file is wrong or missing: where its data end was found out"),
    ),
    (
        r"xref|cross-reference|number.of.objects|trailer|object.(?:stream|id)",
        mark("the table that says where the objects of the file lie has mistakes"),
    ),
    (
        r"/type.key|pages?.tree|\bkid\b|/count",
        mark("the list of the pages of the file has mistakes"),
    ),
    (r"header|%pdf", mark("the first line of the file is written wrongly")),
)
_OTHER = mark("something in the file is written wrongly, and was read as far as possible")
_OBJECT = re.compile(r"\bobj(?:ect)?\.? ?(\d+) \d+")


def in_words(message: str) -> str:
    """Return what a warning of qpdf means, with the number of the object, if it names one."""
    lower = message.lower()
    meant = next((text for words, text in _MEANINGS if re.search(words, lower)), _OTHER)
    number = _OBJECT.search(message)
    if not number:
        return tr(meant)
    return tr("{what} (object {number})", what=tr(meant), number=number[1])
