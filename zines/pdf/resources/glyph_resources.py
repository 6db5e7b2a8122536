"""Resources of fonts, patterns and masks, kept when their page is put on a sheet. Imports pikepdf.

The glyphs of a Type 3 font without resources use those of the page (ISO 32000-1, 9.6.5, table 112),
and interpreters do the same for tiling patterns and soft masks. When the page becomes a Form on a
sheet, Ghostscript and pdfium use those of the sheet instead.
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
        """Return the resources of a page, after setting them in what has none of its own.

        If pages with other resources share a font, each of them gets a copy of the font. Pictures
        get the colour spaces that they name.
        """
        resources = page_boxes.resources(page)
        lacking: list[tuple[Any, str, Any]] = []
        bare: list[tuple[Any, Any]] = []
        for holder in self._holders(resources):
            give_spaces(holder)
            lacking += self._lacking(holder)
            bare += ((holder, one) for one in _without_resources(holder))
        if (lacking or bare) and not resources.is_indirect:
            resources = page.obj.Resources = self._pdf.make_indirect(resources)
        for holder, one in bare:
            one.Resources = holder if holder.is_indirect else resources
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

    def _lacking(self, holder: Any) -> Iterator[tuple[Any, str, Any]]:
        """Yield Type 3 fonts without resources, or with those of a page: holder, name and font."""
        for name, font in entries(holder.get("/Font")):
            if not isinstance(font, Dictionary) or get(font, "/Subtype") != Name.Type3:
                continue
            shared = font.is_indirect and font.objgen in self._given
            if shared or "/Resources" not in font:
                yield holder, name, font

    def _holders(self, resources: Any) -> Iterator[Any]:
        """Yield the resources of a page, of its forms, patterns and masks, each once in a file."""
        waiting = [resources]
        while waiting:
            holder = waiting.pop()
            if not isinstance(holder, Dictionary):
                continue
            if holder.is_indirect:
                if holder.objgen in self._seen:
                    continue
                self._seen.add(holder.objgen)
            forms = [form for _, form in entries(holder.get("/XObject"))]
            for form in (*forms, *_patterns_and_masks(holder)):
                if isinstance(form, pikepdf.Stream) and form.objgen not in self._seen:
                    self._seen.add(form.objgen)
                    inner = get(form, "/Resources")
                    if _without_resources(inner) and not inner.is_indirect:
                        inner = form.Resources = self._pdf.make_indirect(inner)
                    waiting.append(inner)
            yield holder


def _patterns_and_masks(resources: Any) -> Iterator[Any]:
    yield from (one for _, one in entries(get(resources, "/Pattern")))
    for _, state in entries(get(resources, "/ExtGState")):
        yield get(get(state, "/SMask"), "/G")


def _without_resources(resources: Any) -> list[pikepdf.Stream]:
    """Return the tiling patterns and soft masks that have no resources of their own."""
    streams = (one for one in _patterns_and_masks(resources) if isinstance(one, pikepdf.Stream))
    return [one for one in streams if "/Resources" not in one]
