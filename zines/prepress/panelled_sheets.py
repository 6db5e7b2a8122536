"""Sheets of many groups: each side is drawn once, with the panels of each group on it.

For each place of the piece on the sheet, one stream with the panels of the group stands between the
streams of the side. So a group takes little more than its words, as in variable-data printing (ISO
16612-2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from zines.base.placed_panel import PlacedPanel
from zines.prepress.own_pages import PageWithGaps, Resources, group_content
from zines.prepress.shared_pages import SharedPages, Source

#: A panel begins with the matrix that sets its place. (The second form is for rewritten pages, such
#: as those with a drawing in the inks of the job, which have other line breaks.) Then comes a line
#: along its height, which lib/components/panel.typ draws: before the end of the line stands its
#: length, 1 pt more than the height of the panel.
_PLACED = b"q 1 0 0 -1 ", b"q\n1 0 0 -1 "
_LINE_END = re.compile(rb"-0\.03125 0 l\s0\.03125 0 l\sh\sf\sQ")
#: Heights are rounded to this number of digits of a pt, the precision of Typst.
_DIGITS = 5
#: Draws a page of the piece, as sheet_drawing writes it.
_DRAWN = re.compile(rb"((?:-?[0-9.]+ ){6})cm /P([1-9][0-9]*) Do")


class Panel(NamedTuple):
    """The content of a panel, the distance of its top from the foot of its page, its height; in pt.

    All panels of a group share their resources.
    """

    content: bytes
    top: float
    height: float
    resources: Resources


class PanelPage:
    """A page of panels one over the other: for each group, one panel of each name."""

    def __init__(
        self, content: bytes, names: Sequence[str], pile: SharedPages, *, searched: bool = False
    ) -> None:
        """Read the page; ``searched`` as in :class:`Source`."""
        drawn, self._resources, self._top = group_content(content, pile, searched=searched)
        self._parts = _LINE_END.split(drawn)
        self._names = tuple(names)

    def of(self, at: int) -> dict[str, Panel]:
        """Return the panels of a group by name; groups are counted from 0."""
        count = len(self._names)
        before, *parts = self._parts[count * at : count * (at + 1) + 1]
        found = {}
        for name, part in zip(self._names, parts, strict=True):
            height = round(float(before.rsplit(None, 2)[1]) - 1, _DIGITS)
            # No panel follows the last panel of the page.
            end = max(map(part.rfind, _PLACED)) if part is not self._parts[-1] else None
            found[name] = Panel(part[:end], self._top, height, self._resources)
            before = part
        return found


class PanelledSheets:
    """The sheets of one base in a pile, each with the panels of a group."""

    def __init__(
        self, pile: SharedPages, base: bytes, panels: Iterable[PlacedPanel], page_height: float
    ) -> None:
        """Take the sides of imposed sheets, whose pages have this height (in pt)."""
        listed = list(panels)
        source = Source(base)
        self._sides = [_Side(pile, source, page, listed, page_height) for page in source.pages]

    def add(self, panels: Mapping[str, Panel]) -> None:
        """Add the sheets of a group."""
        for side in self._sides:
            side.add(panels)


class _Side:
    def __init__(
        self,
        pile: SharedPages,
        source: Source,
        page: Any,
        panels: Sequence[PlacedPanel],
        page_height: float,
    ) -> None:
        self._height = page_height
        content = page.obj.Contents.read_bytes()
        #: For each page of the piece that is drawn on this side and has panels: its panels.
        self._panels: dict[int, list[PlacedPanel]] = {}
        parts, after = [content], b"\n"
        self._order: list[int] = []
        for matrix, drawn in _DRAWN.findall(content):
            number = int(drawn)
            if on_page := [one for one in panels if one.page == number]:
                self._panels[number] = on_page
                self._order.append(number)
                parts[-1] += after + b"q %scm\n" % matrix
                parts.append(b"")
                after = b"\nQ "
        parts[-1] += after
        self._page = PageWithGaps(pile, source, page, parts)
        self._names = [one.name for listed in self._panels.values() for one in listed]

    def add(self, panels: Mapping[str, Panel]) -> None:
        """Add the side for a group."""
        drawn = {
            number: self._page.own(self._drawn(listed, panels))
            for number, listed in self._panels.items()
        }
        own = panels[self._names[0]].resources if self._names else {}
        self._page.add([drawn[number] for number in self._order], own)

    def _drawn(self, listed: Iterable[PlacedPanel], panels: Mapping[str, Panel]) -> bytes:
        parts = []
        for one in listed:
            panel = panels[one.name]
            above = self._height - one.y - panel.top
            parts.append(b"q 1 0 0 1 %.5f %.5f cm\n%b\nQ" % (one.x, above, panel.content))
        return b"\n".join(parts)
