"""The trial of one picture: ``drawing_trial`` runs ``main`` in a process of its own.

It takes a page and its root folder. The exit code is 3, with the message of Typst, if the picture
cannot be set; 4 if a drawn number is not a number, or has more than ten digits before the point:
viewers need not support such numbers (ISO 32000-1, table C.1), and qpdf cannot read more than 64
bits.
"""

from __future__ import annotations

import io
import re
import sys
import zlib

#: The exit codes of the process.
REFUSED, IMMEASURABLE = 3, 4
_STREAM = re.compile(rb"FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?i)(?<![\w.#])(?:\d{11,}|-?nan|-?inf)(?!\w)")


def main() -> None:
    """Set the page of the first argument, with the folder of the second argument as its root."""
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
