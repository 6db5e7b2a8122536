"""Panels of many groups, judged only where they hold a character that no page before has held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zines.composition import panels
from zines.composition.request import Request
from zines.composition.typesetting import Typesetter


class ProvedGlyphs:
    """Sets the same panels for one hundred groups after the other.

    A missing glyph is an error of tagged pages alone, which take half as long again to make.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        """Nothing is known to be in the fonts."""
        self._typesetter = typesetter
        self._proved: set[tuple[str, str]] = set()

    def page(
        self,
        request: Request,
        specimen: Mapping[str, Any],
        groups: Sequence[Mapping[str, Any]],
        widths: Mapping[str, float],
    ) -> bytes:
        """Return a page with the panels of some groups, so wide (in pt), after those of a specimen.

        Raises ProblemError.
        """
        said: dict[str, set[str]] = {}
        for one in groups:
            for key, value in one.items():
                said.setdefault(key, set()).update(str(value))
        # (Each field may be set in another face.)
        characters = {(key, sign) for key, signs in said.items() for sign in signs}
        if not characters <= self._proved:
            self._typesetter.pages(panels.page(request, groups, widths))
            self._proved |= characters
        return self._typesetter.unproved_pages(panels.page(request, [specimen, *groups], widths))
