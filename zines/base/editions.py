"""Which YAML files are editions, the data of a group, and no documents."""

from __future__ import annotations

import re
from pathlib import Path

#: The value of the key ``kind`` at the top of an edition.
EDITION = "edition"
_LONGEST = 65536
_KIND = re.compile(
    rb"""^(?:\xef\xbb\xbf)?(["']?)kind\1[ ]*:[ ]+(["']?)edition\2[ ]*(?:[ ]#.*)?\r?$""",
    re.MULTILINE,
)


def is_edition(file: Path) -> bool:
    """Whether a file says ``kind: edition`` at its top level (in its first 64 kB). Never raises.

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
