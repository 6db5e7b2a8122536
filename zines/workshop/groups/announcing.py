"""Announcement sheets in a pile for many groups: whose sheets follow, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zines.base.manifest_entry import FileEntry
from zines.base.units import pt
from zines.base.variants import Variant
from zines.composition import request
from zines.composition.typesetting import Typesetter
from zines.prepress.own_pages import PageWithGaps
from zines.prepress.panelled_sheets import PanelPage
from zines.prepress.shared_pages import SharedPages
from zines.workshop.groups.proved_glyphs import ProvedGlyphs

ANNOUNCEMENT = "_announcement"
#: The name, in the layout, of the panel that differs between the sheets.
_PANEL = "announcement"


class Announcing:
    """Set the announcement sheets of a pile: the common part once, and a panel for each group."""

    def __init__(self, typesetter: Typesetter, pile: SharedPages, signs: str, date: str) -> None:
        """Take the ``signs`` (characters) of all groups of the pile, see ``panels.specimen``."""
        self._typesetter = typesetter
        self._glyphs = ProvedGlyphs(typesetter)
        self._pile = pile
        self._signs = signs
        self._date = date
        self._shared: dict[tuple[Any, ...], PageWithGaps] = {}
        self._own: PanelPage | None = None

    def set(self, groups: Sequence[Mapping[str, Any]], first: FileEntry) -> None:
        """Set the panels of some groups, with the width of the sheet of the ``first`` of them."""
        # (If all characters come first, all pages have the same fonts, which the pile stores once.)
        before = {"name": self._signs, "place": self._signs, "number": 0, "of": 0}
        before |= {"copies": 2, "sheets": 2}
        widths = {_PANEL: pt(first["sheet_mm"][0])}
        content = self._glyphs.page(self._asked(first, {}), before, groups, widths)
        self._own = PanelPage(content, tuple(widths), self._pile, searched=True)

    def add(self, at: int, entry: FileEntry) -> None:
        """Add the announcement of a group: ``at`` counts from 0 since :meth:`set`.

        ``entry`` is that of its file. Raises ValueError before :meth:`set`.
        """
        if self._own is None:
            raise ValueError("nothing is set")
        key = tuple(entry["sheet_mm"]), entry["title"]
        if key not in self._shared:
            self._shared[key] = self._page(entry)
        page = self._shared[key]
        panel = self._own.of(at + 1)[_PANEL]
        page.add([page.own(panel.content)], panel.resources)

    def _page(self, entry: FileEntry) -> PageWithGaps:
        asked = self._asked(entry, {"piece": entry["title"]})
        self._typesetter.pages(asked)
        return PageWithGaps.under(self._pile, self._typesetter.unproved_pages(asked))

    def _asked(self, entry: FileEntry, fields: Mapping[str, Any]) -> request.Request:
        width, height = entry["sheet_mm"]
        return request.own_page(ANNOUNCEMENT, entry["title"], self._date, fields, (width, height))


def announced(
    variant: Variant, number: int, count: int, copies: int, sheets: int
) -> dict[str, Any]:
    """Return the content of the announcement of a group; ``number`` counts from 1.

    ``copies`` may be 0, if nobody has given their number; ``sheets`` is that of its sheets.
    """
    values = variant.values
    return {
        "name": values["name"],
        "place": values.get("place", ""),
        "number": number,
        "of": count,
        "copies": copies,
        "sheets": sheets,
    }


def signs_of(rows: Iterable[Variant]) -> str:
    """Return all characters of some rows, separated by spaces.

    They include the characters that typesetting may replace them with, and the ligatures, which
    are glyphs of fonts.
    """
    characters: set[str] = set()
    for row in rows:
        characters.update(row.as_json)
    typeset = "’«»…–\u00a0\u202f0123456789"
    signs = sorted({*characters, *typeset} - {" ", "\\", '"', "\n"})
    return " ".join([*signs, "fi", "fl", "ff", "ffi", "ffl"])
