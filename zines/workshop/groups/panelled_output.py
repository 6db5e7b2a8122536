"""One output of a document for groups that differ only in their panels.

Its pages are set, with blank panels, only once for each set of panel heights, so that copyfitting
is done once; the panels of a hundred groups are set as one other document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from zines.base import memory
from zines.base.manifest_entry import FileEntry
from zines.base.placed_panel import PlacedPanel
from zines.base.problems import Problem, ProblemError
from zines.composition import panels
from zines.composition.request import Request
from zines.prepress.panelled_sheets import PanelPage
from zines.prepress.shared_pages import SharedPages
from zines.workshop.groups.proved_glyphs import ProvedGlyphs
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.inked_pages import in_ink
from zines.workshop.production.output_files import entry_of, files_of
from zines.workshop.production.planned_files import PlannedFile

#: Places that differ by less than this, in pt, are the same: it is not visible.
_SAME = 0.01
#: The number of empty runs of Typst after each hundred groups: it then drops their results after
#: three hundred more groups, not after five hundred.
_FORGOTTEN = 1


@dataclass(frozen=True)
class BlankSheets:
    """Imposed sheets with blank panels: their manifest entry and the places of the panels.

    ``page_height`` is in pt. ``recipe`` is the file that explains how to cut and fold the sheets:
    its content and its manifest entry.
    """

    content: bytes
    entry: FileEntry
    panels: tuple[PlacedPanel, ...]
    page_height: float
    warnings: tuple[Problem, ...]
    recipe: tuple[bytes, FileEntry] | None


class PanelledOutput:
    """An output for many groups; ``planned`` is that of the group that represents them."""

    def __init__(self, planned: PlannedFile, tools: Equipment, *, many: bool) -> None:
        """Set nothing yet; for ``many`` groups, save memory rather than time."""
        self._many = many
        variant = planned.options.variant
        #: The name of the row in its path.
        self.row = variant.name if variant else ""
        self.planned = planned
        self._tools = tools
        self._typesetter = tools.typesetter
        self._bases: dict[tuple[float, ...], BlankSheets | None] = {}
        self._glyphs = ProvedGlyphs(tools.typesetter)

    @cached_property
    def _widths(self) -> dict[str, float]:
        """The widths of the panels by name, in pt; raises ProblemError."""
        placed = self._panel_places(panels.whole(self.planned.request))
        self._forget()
        return {one.name: one.width for one in placed}

    def panels(
        self, groups: Sequence[Mapping[str, Any]], signs: str, pile: SharedPages
    ) -> PanelPage:
        """Return the panels of some groups; raises ProblemError.

        ``signs`` are the characters of all groups, which are set first (:func:`panels.specimen`).
        """
        content = self._glyphs.page(
            self.planned.request, panels.specimen(signs), groups, self._widths
        )
        self._typesetter.forget(_FORGOTTEN)
        inked = in_ink(self.planned, content, self._tools)
        return PanelPage(inked.content, tuple(self._widths), pile)

    def base(self, heights: tuple[float, ...], group: Mapping[str, Any]) -> BlankSheets | None:
        """Return the sheets for panels of these heights (in pt); ``group`` has such panels.

        Return None if the pages of this group differ from these sheets, or cannot be set: it must
        then be built on its own, which reports the reason.
        """
        if heights not in self._bases:
            self._bases[heights] = None
            with suppress(ProblemError):
                self._bases[heights] = self._base(heights, group)
        return self._bases[heights]

    def _base(self, heights: tuple[float, ...], group: Mapping[str, Any]) -> BlankSheets | None:
        request = replace(self.planned.request, organisation=group)
        height_of = dict(zip(self._widths, heights, strict=True))
        blank = panels.base(request, height_of)
        whole = self._panel_places(panels.whole(request))
        self._forget()
        # (The places come from the same request as the pages.)
        placed = self._panel_places(blank)
        if not _same_places(placed, whole, self._widths):
            return None
        pages = self._typesetter.set_pages(blank)
        self._forget()
        inked = in_ink(self.planned, pages.content, self._tools)
        inked = replace(inked, warnings=(*pages.warnings, *inked.warnings))
        first, *others = files_of(self.planned, inked, self._tools, _InThisThread())
        content, document = first.bytes(), self.planned.document
        return BlankSheets(
            content,
            entry_of(first, content, document),
            tuple(replace(one, height=height_of[one.name]) for one in placed),
            panels.page_height(self.planned.request),
            first.warnings,
            next(((one.bytes(), entry_of(one, one.bytes(), document)) for one in others), None),
        )

    def _panel_places(self, request: Request) -> tuple[PlacedPanel, ...]:
        return panels.places(self._typesetter.query(request, panels.LABEL))

    def _forget(self) -> None:
        if self._many:
            self._typesetter.forget()
            memory.give_back()


def _same_places(
    placed: Sequence[PlacedPanel], whole: Sequence[PlacedPanel], widths: Mapping[str, float]
) -> bool:
    """Return whether panels occur once, in the same places, with the right widths."""
    if [one.name for one in placed] != list(widths) or len(placed) != len(whole):
        return False
    pairs = zip(placed, whole, strict=True)
    return all(
        (one.name, one.page) == (other.name, other.page)
        and abs(one.x - other.x) < _SAME
        and abs(one.y - other.y) < _SAME
        and abs(one.width - other.width) < _SAME
        and abs(one.width - widths[one.name]) < _SAME
        for one, other in pairs
    )


class _InThisThread(Executor):
    """Run each task at once in this thread, since a new thread would need a new compiler."""

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except ProblemError as error:
            future.set_exception(error)
        return future
