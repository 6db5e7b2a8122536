"""Names of form fields for programs, derived from the questions. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from zines.base.language import without_accents

#: The most characters of a question, and of an answer to tick, in a name.
_LONGEST, _LONGEST_ANSWER = 40, 24
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
#: Invisible characters that only mark where a word may break.
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060")


def plain(words: str) -> str:
    """Return a label as it is read aloud: on one line, without ``_``, and no : , ; at its ends."""
    return " ".join(words.translate(_UNSEEN).replace("_", " ").split()).strip(" :,;")


def named(asked: Sequence[tuple[str, str]]) -> list[str]:
    """Return a unique name for each question with its answer to tick (or an empty answer).

    If the same question occurs several times, each name gets a number: ``motif-1``, ``motif-2``. So
    names do not change as long as the questions stay, whatever else changes.
    """
    stems = [_stem(question, answer) for question, answer in asked]
    often, seen = Counter(stems), Counter[str]()
    taken = {stem for stem, count in often.items() if count == 1}
    found = []
    for stem in stems:
        name = stem
        while name == stem and often[stem] > 1 or (name != stem and name in taken):
            seen[stem] += 1
            name = f"{stem}-{seen[stem]}"
        taken.add(name)
        found.append(name)
    return found


def _stem(question: str, answer: str) -> str:
    parts = [_cut(question, _LONGEST), _cut(answer, _LONGEST_ANSWER)]
    return "-".join(part for part in parts if part) or "champ"


def _cut(words: str, longest: int) -> str:
    """Return the first whole words as ASCII letters and digits, with hyphens between words."""
    bare = without_accents(words.translate(_LIGATURES).translate(_UNSEEN))
    found = re.findall(r"[a-z0-9]+", bare.lower())
    while len(found) > 1 and len("-".join(found)) > longest:
        found.pop()
    return "-".join(found)[:longest]
