"""Panels of many groups, checked for missing glyphs only if they contain new characters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zines.composition import panels
from zines.composition.request import Request
from zines.composition.typesetting import Typesetter


class ProvedGlyphs:
    """Set the same panels for one hundred groups after another.

    Typst reports a missing glyph only for tagged pages, which take 1.5 times as long to set.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        """Start without any character that is known to be in the fonts."""
        self._typesetter = typesetter
        self._proved: set[tuple[str, str]] = set()

    def page(
        self,
        request: Request,
        specimen: Mapping[str, Any],
        groups: Sequence[Mapping[str, Any]],
        widths: Mapping[str, float],
    ) -> bytes:
        """Return a page with the panels of a specimen, then of some groups, as an untagged PDF.

        ``widths`` gives the width of each panel in pt. Raises ProblemError.
        """
        signs_by_key: dict[str, set[str]] = {}
        for one in groups:
            for key, value in one.items():
                signs_by_key.setdefault(key, set()).update(str(value))
        # (Each field may be set in another font.)
        characters = {(key, sign) for key, signs in signs_by_key.items() for sign in signs}
        if not characters <= self._proved:
            self._typesetter.pages(panels.page(request, groups, widths))
            self._proved |= characters
        return self._typesetter.unproved_pages(panels.page(request, [specimen, *groups], widths))
