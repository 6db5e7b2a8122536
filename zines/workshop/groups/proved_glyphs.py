"""Pages of many groups, judged only where they hold a character that no page before has held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zines.composition.request import Request
from zines.composition.typesetting import Typesetter


class ProvedGlyphs:
    """Sets the same pages for one hundred groups after the other.

    A missing glyph is an error of tagged pages alone, which take half as long again to make.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        """Nothing is known to be in the fonts."""
        self._typesetter = typesetter
        self._proved: set[tuple[str, str]] = set()

    def pages(self, request: Request, proof: Request, groups: Iterable[Mapping[str, Any]]) -> bytes:
        """Return pages, of which ``groups`` are what differs; raises ProblemError.

        ``proof`` asks for no others than theirs.
        """
        said: dict[str, set[str]] = {}
        for one in groups:
            for key, value in one.items():
                said.setdefault(key, set()).update(str(value))
        # (Each field may be set in another face.)
        characters = {(key, sign) for key, signs in said.items() for sign in signs}
        if not characters <= self._proved:
            self._typesetter.pages(proof)
            self._proved |= characters
        return self._typesetter.unproved_pages(request)
