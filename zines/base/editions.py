"""Which YAML files are editions, the data of a group, and no documents."""

from __future__ import annotations

import re
from pathlib import Path

#: The value of the key ``kind`` at the top of an edition.
EDITION = "edition"
_LONGEST = 65536
_KIND = re.compile(
    rb"""
    ^(?:\xef\xbb\xbf)?(["']?)(?:kind|genre)\1[ ]*:[ ]+(["']?)edition\2[ ]*(?:[ ][#].*)?\r?$
    """,
    re.MULTILINE | re.VERBOSE,
)


def is_edition(file: Path) -> bool:
    """Whether a file says ``kind: edition`` (or ``genre``) at its top level. Never raises.

    Only its first 64 kB are looked at.

    Within texts and lists, lines are indented, so none of theirs is taken for the key.
    """
    try:
        # To open a pipe would wait for whoever writes into it.
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return _KIND.search(opened.read(_LONGEST)) is not None
    except OSError:
        return False
