"""Resources of Type 3 fonts, kept when their page is put on a sheet. Imports pikepdf.

The glyphs of a Type 3 font without resources use those of the page (ISO 32000-1, 9.6.5, table 112).
When the page becomes a Form on a sheet, Ghostscript uses those of the sheet instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from zines.pdf import page_boxes
from zines.pdf.opening.safe_get import entries, get
from zines.pdf.resources.named_spaces import give_spaces


class GlyphResources:
    """Gives the Type 3 fonts of one file the resources of their pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Start without any known font."""
        self._pdf = pdf
        self._seen: set[tuple[int, int]] = set()
        self._given: set[tuple[int, int]] = set()

    def resources_of(self, page: pikepdf.Page) -> Any:
        """Return the resources of a page, after setting them in its Type 3 fonts that have none.

        Its pictures get the colour spaces that they name.

        If pages with other resources share a font, each of them gets a copy of the font.
        """
        resources = page_boxes.resources(page)
        lacking = list(self._lacking(resources))
        if lacking and not resources.is_indirect:
            resources = page.obj.Resources = self._pdf.make_indirect(resources)
        for holder, name, font in lacking:
            if "/Resources" not in font:
                font.Resources = resources
                self._given.add(font.objgen)
            elif font.Resources.objgen != resources.objgen:
                copy = Dictionary(dict(font.items()))
                copy.Resources = resources
                holder.Font = Dictionary(dict(holder.Font.items()))
                holder.Font[name] = self._pdf.make_indirect(copy)
        return resources

    def _lacking(self, resources: Any) -> Iterator[tuple[Any, str, Any]]:
        """Yield Type 3 fonts without resources, or with those of a page: holder, name and font."""
        for holder in self._holders(resources):
            for name, font in entries(holder.get("/Font")):
                if not isinstance(font, Dictionary) or get(font, "/Subtype") != Name.Type3:
                    continue
                shared = font.is_indirect and font.objgen in self._given
                if shared or "/Resources" not in font:
                    yield holder, name, font

    def _holders(self, resources: Any) -> Iterator[Any]:
        """Yield the resources of a page, of its forms and its patterns, each once in a file."""
        waiting = [resources]
        while waiting:
            holder = waiting.pop()
            if not isinstance(holder, Dictionary):
                continue
            if holder.is_indirect:
                if holder.objgen in self._seen:
                    continue
                self._seen.add(holder.objgen)
            give_spaces(holder)
            yield holder
            for kind in ("/XObject", "/Pattern"):
                for _, form in entries(holder.get(kind)):
                    if isinstance(form, pikepdf.Stream) and form.objgen not in self._seen:
                        self._seen.add(form.objgen)
                        waiting.append(form.get("/Resources"))
