"""Soft hyphens in French words with an apostrophe. The only module that imports pyphen.

Typst never hyphenates a word with an apostrophe (l'administration), so this module inserts soft
hyphens into such words. Typst hyphenates all other words. Words with a middle dot never break.
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
    """Insert U+00AD into words with an apostrophe; letters and other words stay as they are."""
    return _WORD.sub(_hyphenated, text)


def _hyphenated(match: re.Match[str]) -> str:
    if match.start() and match.string[match.start() - 1] in "·\u00ad":
        return match[0]
    parts = re.split(r"([’'])", match[0])
    return "".join(
        _patterns().inserted(part, SOFT_HYPHEN) if len(part) >= _SHORTEST else part
        for part in parts
    )
