"""Sheets of many groups: each side drawn once, the panels of each group on it. Names pikepdf.

A side is the same for all groups but for Forms that it names (ISO 32000-1, 8.10): its content draws
them in each place of the piece on the sheet. So a group takes a Form a panel, and a page that
points to the rest, as variable-data printing has it (ISO 16612-2, PDF/VT).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary

from zines.base.placed_panel import PlacedPanel
from zines.prepress.shared_pages import SharedPages, Source

#: Draws a page of the piece: sheet_drawing writes it so.
_DRAWN = re.compile(rb"((?:-?[0-9.]+ ){6})cm /P([1-9][0-9]*) Do")


class PanelledSheets:
    """The sheets of one base in a pile, each with the panels of a group."""

    def __init__(
        self, pile: SharedPages, base: bytes, panels: Iterable[PlacedPanel], page_height: float
    ) -> None:
        """Take the sides of imposed sheets, whose pages are so high (in pt)."""
        self._pile = pile
        listed = list(panels)
        source = Source(base)
        self._sides = [
            _Side(pile, source, at, listed, page_height) for at in range(len(source.pages))
        ]

    def add(self, forms: Mapping[str, Any]) -> None:
        """Add the sheets of a group, whose panels are these Forms by name."""
        for side in self._sides:
            self._pile.append(side.page(forms))

    def __len__(self) -> int:
        """Return how many sides the sheets of a group have."""
        return len(self._sides)


class _Side:
    def __init__(
        self,
        pile: SharedPages,
        source: Source,
        at: int,
        panels: Sequence[PlacedPanel],
        page_height: float,
    ) -> None:
        drawn = _DRAWN.findall(source.pages[at].obj.Contents.read_bytes())
        page = pile.page(source, at)
        content, self._names = _drawing(drawn, panels, page_height)
        resources = dict(page.pop("/Resources").items())
        self._objects = dict(resources.pop("/XObject", Dictionary()).items())
        parts = [*page.pop("/Contents"), *([pile.stream(content)] if content else ())]
        self._resources = {key: pile.stored(one) for key, one in resources.items()}
        shared = {key: pile.stored(one) if _is_long(one) else one for key, one in page.items()}
        self._page = {**shared, "/Contents": pile.stored(Array(parts))}
        self._whole = None if self._names else pile.stored(self._with({}))

    def page(self, forms: Mapping[str, Any]) -> dict[str, Any]:
        named = {f"/Panel-{name}": forms[name] for name in self._names}
        return {**self._page, "/Resources": self._whole or self._with(named)}

    def _with(self, named: Mapping[str, Any]) -> Any:
        return Dictionary({**self._resources, "/XObject": Dictionary({**self._objects, **named})})


def _is_long(one: Any) -> bool:
    return isinstance(one, Array)


def _drawing(
    drawn: Iterable[tuple[bytes, bytes]], panels: Iterable[PlacedPanel], page_height: float
) -> tuple[bytes, list[str]]:
    """Return the content that draws panels on the pages of a side, and their names."""
    listed = list(panels)
    parts: list[bytes] = []
    names: dict[str, None] = {}
    for matrix, number in drawn:
        on_page = [one for one in listed if one.page == int(number)]
        if not on_page:
            continue
        parts.append(b"q %scm" % matrix)
        for one in on_page:
            names[one.name] = None
            below = page_height - one.y - one.height
            place = f"q 1 0 0 1 {one.x:.5f} {below:.5f} cm /Panel-{one.name} Do Q"
            parts.append(place.encode())
        parts.append(b"Q")
    return b"\n".join(parts), list(names)
