"""Words of commands as they are typed into a shell, for messages that say what to type."""

from __future__ import annotations

import os
import re
import shlex


def quoted(word: str) -> str:
    """Return a word as it is typed into a shell, quoted if needed."""
    if re.fullmatch(r"[\w@%+=:,./\\-]+" if os.name == "nt" else r"[\w@%+=:,./-]+", word):
        return word
    return f'"{word}"' if os.name == "nt" else shlex.quote(word)
