"""One picture set alone: ``main`` is run by ``drawing_trial`` in a process of its own.

It takes a page and its root, and ends with 3, and what Typst says, where the picture cannot be set;
with 4 where a number drawn is none, or has more than ten digits before the point: viewers need not
know such (ISO 32000-1, table C.1), and qpdf makes nothing of more than 64 bits.
"""

from __future__ import annotations

import io
import re
import sys
import zlib

#: What the process ends with.
REFUSED, IMMEASURABLE = 3, 4
_STREAM = re.compile(rb"FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?i)(?<![\w.#])(?:\d{11,}|-?nan|-?inf)(?!\w)")


def main() -> None:
    """Set the page that is named first, with the folder that is named second as its root."""
    import typst

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    page, root = sys.argv[1:]
    try:
        pdf = typst.compile(page, root=root, format="pdf", ignore_system_fonts=True)
    except typst.TypstError as error:
        print(error.message)
        sys.exit(REFUSED)
    for packed in _STREAM.findall(pdf):
        try:
            drawn = zlib.decompress(packed)
        except zlib.error:
            continue
        if drawn.isascii() and _NUMBER.search(drawn):
            sys.exit(IMMEASURABLE)
