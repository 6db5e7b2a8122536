"""Sheets of many groups: each side drawn once, the panels of each group on it. Names pikepdf.

The content of a page is an array of streams (ISO 32000-1, 7.8.2): that of the side, which all
groups share, then, for each place of the piece on the sheet, one stream with the panels of the
group. So a group takes little more than its words, as variable-data printing has it (ISO 16612-2).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name

from zines.base.placed_panel import PlacedPanel
from zines.prepress.shared_pages import SharedPages, Source

#: Ends a panel: a speck that lib/components/panel.typ draws.
_END = re.compile(
    rb"q\s1 0 0 -1 -?[0-9.]+ (-?[0-9.]+) cm[^q]*?\s0\.0625 w[^q]*?\s0\.01 0 l\nS\nQ\n?"
)
#: Heights that differ by less are the same, in digits of a pt.
_DIGITS = 3
#: What the names of panels begin with on a side.
_PREFIX = "Panel"
#: Draws a page of the piece: sheet_drawing writes it so.
_DRAWN = re.compile(rb"((?:-?[0-9.]+ ){6})cm /P([1-9][0-9]*) Do")


class Panel(NamedTuple):
    """What draws a panel, how far its top is from the foot of its page, and how high it is, in pt.

    Its resources are by kind, stored in the pile: all panels of a group share them.
    """

    content: bytes
    top: float
    height: float
    resources: Mapping[str, Mapping[str, Any]]


class PanelPages:
    """A file of panels: a page a group, of as many parts of one height as there are names."""

    def __init__(self, content: bytes, names: Sequence[str]) -> None:
        """Open it."""
        self._source = Source(content)
        self._pages = [page.obj for page in self._source.pages]
        self._names = tuple(names)
        self._resources: dict[bytes, Mapping[str, Mapping[str, Any]]] = {}

    def of(self, group: int, pile: SharedPages) -> dict[str, Panel]:
        """Return the panels of a group by name; groups are counted from 0."""
        page = self._pages[group]
        whole = float(page.MediaBox[3])
        # (What each draws, then where it ends.)
        parts = _END.split(page.Contents.read_bytes())
        resources = self._of_page(page, pile)
        found = {}
        for at, name in enumerate(self._names):
            top = whole * (1 - at / len(self._names))
            height = round(top - float(parts[2 * at + 1]), _DIGITS)
            found[name] = Panel(parts[2 * at], top, height, resources)
        return found

    def _of_page(self, page: Any, pile: SharedPages) -> Mapping[str, Mapping[str, Any]]:
        listed = page.get("/Resources", Dictionary())
        key = listed.unparse()
        if key not in self._resources:
            taken = pile.taken(listed, self._source)
            kinds = taken.items()
            self._resources[key] = {
                kind: dict(one.items()) for kind, one in kinds if isinstance(one, Dictionary)
            }
        return self._resources[key]


class PanelledSheets:
    """The sheets of one base in a pile, each with the panels of a group."""

    def __init__(
        self, pile: SharedPages, base: bytes, panels: Iterable[PlacedPanel], page_height: float
    ) -> None:
        """Take the sides of imposed sheets, whose pages are so high (in pt)."""
        self._pile = pile
        listed = list(panels)
        source = Source(base)
        self._sides = [_Side(pile, source, page, listed, page_height) for page in source.pages]

    def add(self, panels: Mapping[str, Panel]) -> None:
        """Add the sheets of a group."""
        for side in self._sides:
            self._pile.append(side.page(panels))


class _Side:
    def __init__(
        self,
        pile: SharedPages,
        source: Source,
        page: Any,
        panels: Sequence[PlacedPanel],
        page_height: float,
    ) -> None:
        self._pile = pile
        self._height = page_height
        content = page.obj.Contents.read_bytes()
        #: The panels of each page of the piece that is drawn here and has any.
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
        self._parts = [pile.stream(one) for one in parts]
        taken = {key: pile.taken(one, source) for key, one in page.obj.Resources.items()}
        self._base = {kind: dict(one.items()) for kind, one in taken.items()}
        box = pile.stored(Array(page.mediabox.as_list()))
        self._page = {"/Type": Name.Page, "/MediaBox": box, "/BleedBox": box, "/TrimBox": box}
        self._names = [one.name for listed in self._panels.values() for one in listed]
        self._resources: dict[int, Any] = {}

    def page(self, panels: Mapping[str, Panel]) -> dict[str, Any]:
        """Return the side for a group."""
        drawn = {
            number: self._pile.own_stream(self._drawn(listed, panels))
            for number, listed in self._panels.items()
        }
        between = (drawn[number] for number in self._order)
        first, *others = self._parts
        content = [first, *(one for pair in zip(between, others, strict=True) for one in pair)]
        return {
            **self._page,
            "/Contents": Array(content),
            "/Resources": self._with(panels),
        }

    def _drawn(self, listed: Iterable[PlacedPanel], panels: Mapping[str, Panel]) -> bytes:
        parts = []
        for one in listed:
            panel = panels[one.name]
            above = self._height - one.y - panel.top
            content = _renamed(panel)
            parts.append(b"q 1 0 0 1 %.5f %.5f cm\n%b\nQ" % (one.x, above, content))
        # (A byte of 0 as it is: half of all letters, where Typst writes them by their numbers.)
        return zlib.compress(b"\n".join(parts).replace(b"\\000", b"\0"), 9)

    def _with(self, panels: Mapping[str, Panel]) -> Any:
        """Return the resources of the side and of panels: once for all that share them."""
        own = panels[self._names[0]].resources if self._names else {}
        if id(own) not in self._resources:
            named = {kind: dict(one) for kind, one in self._base.items()}
            for kind, listed in own.items():
                inner = {f"/{_PREFIX}{key[1:]}": one for key, one in listed.items()}
                named.setdefault(kind, {}).update(inner)
            kinds = {kind: Dictionary(one) for kind, one in named.items() if one}
            # (Resources that are known by their place in memory stay there.)
            self._resources[id(own)] = self._pile.stored(Dictionary(kinds)), own
        return self._resources[id(own)][0]


def _renamed(panel: Panel) -> bytes:
    """Return the content of a panel, its names made those of a side.

    (Typst writes such a name for nothing else: strings are of two bytes a sign, whose first is 0
    or escaped.)
    """
    known = {key[1:] for listed in panel.resources.values() for key in listed}
    if not known:
        return panel.content
    names = "|".join(map(re.escape, sorted(known))).encode()
    return re.sub(rb"/(%s)(?=\s)" % names, rb"/%s\1" % _PREFIX.encode(), panel.content)
