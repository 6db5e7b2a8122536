"""The purpose of roles and inks in words, and the French words that also select them."""

from __future__ import annotations

from collections.abc import Iterable

from zines.base.language import mark, tr
from zines.base.manifest_entry import Ink, Role

ROLES: dict[Role, str] = {
    "reader": mark("page by page, for screens"),
    "sheets": mark("for a copier, to cut or fold"),
    "press": mark("for a print shop"),
    "tiles": mark("a poster over several sheets"),
    "plates": mark("for a risograph"),
}
INKS: dict[Ink, str] = {
    "black": mark("black alone"),
    "colour": mark("in colour"),
    "riso": mark("the drums of a risograph"),
}
#: The French names, as in file names.
FRENCH = {
    "page-par-page": "reader",
    "feuilles": "sheets",
    "imprimeur": "press",
    "a-assembler": "tiles",
    "planches": "plates",
    "noir": "black",
    "couleur": "colour",
}


def explained(words: Iterable[str]) -> str:
    """Return roles or inks with their purpose: ``reader (page by page, for screens), ...``."""
    meanings: dict[str, str] = dict([*ROLES.items(), *INKS.items()])
    return ", ".join(f"{word} ({tr(meanings[word])})" for word in words)
