"""Places where French words with an apostrophe may break. The only module that names pyphen.

Typst never hyphenates a word that holds an apostrophe (l'administration), so the soft hyphens
are ours; all other words are left to Typst. Words with a middle dot never break.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen

SOFT_HYPHEN = "\u00ad"
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)+(?![\w·\u00ad])")
_SHORTEST = 6


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="fr", left=2, right=3)


def hyphenate(text: str) -> str:
    """Insert U+00AD into words with an apostrophe; the letters, and other words, stay."""
    return _WORD.sub(_hyphenated, text)


def _hyphenated(match: re.Match[str]) -> str:
    if match.start() and match.string[match.start() - 1] in "·\u00ad":
        return match[0]
    parts = re.split(r"([’'])", match[0])
    return "".join(
        _patterns().inserted(part, SOFT_HYPHEN) if len(part) >= _SHORTEST else part
        for part in parts
    )
