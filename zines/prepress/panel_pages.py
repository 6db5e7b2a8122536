"""The panels of groups, each set as a page as high as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from zines.prepress.shared_pages import SharedPages, Source

#: How far letters may reach over the edges of their panel, in pt.
_OVER = 30


class PanelPages:
    """A file of panels: those of a group follow one another, in the order of their names."""

    def __init__(self, content: bytes, names: Sequence[str]) -> None:
        """Open it."""
        self._source = Source(content)
        self._pages = list(self._source.pages)
        self._names = tuple(names)
        self._sizes = [tuple(map(float, page.obj.MediaBox.as_list()[2:])) for page in self._pages]

    def heights(self, group: int) -> tuple[float, ...]:
        """Return how high the panels of a group are, in pt; groups are counted from 0."""
        first = group * len(self._names)
        return tuple(height for _, height in self._sizes[first : first + len(self._names)])

    def forms(self, group: int, pile: SharedPages) -> dict[str, Any]:
        """Return the panels of a group as Forms of a pile, by name."""
        first = group * len(self._names)
        found = {}
        for at, name in enumerate(self._names, first):
            width, height = self._sizes[at]
            box = (-_OVER, -_OVER, width + _OVER, height + _OVER)
            found[name] = pile.form(self._pages[at], self._source, box)
        return found
