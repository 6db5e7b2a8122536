"""Entries of the catalog of a PDF (ISO 32000-1, 7.7.2). Imports pikepdf."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.pdf.opening.safe_get import text

#: Entries for screens, screen readers and viewers, without a meaning on paper.
FOR_READERS = (
    *("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/PageLabels", "/PageMode"),
    *("/OpenAction", "/AA", "/AcroForm", "/ViewerPreferences"),
)


def remove(pdf: pikepdf.Pdf, *entries: str) -> None:
    """Remove entries from the catalog, as far as they exist."""
    for entry in entries:
        if entry in pdf.Root:
            del pdf.Root[entry]


def set_pages(pdf: pikepdf.Pdf, pages: Sequence[Any]) -> None:
    """Give a new PDF its pages, all in one node of the page tree (7.7.3)."""
    tree = Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages))
    pdf.Root.Pages = pdf.make_indirect(tree)
    for page in pages:
        page.Parent = pdf.Root.Pages


def copy_layers(pdf: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
    """Give another PDF the layers of the content that was copied there (ISO 32000-1, 8.11)."""
    layers = pdf.Root.get("/OCProperties")
    if isinstance(layers, pikepdf.Dictionary):
        held = layers if layers.is_indirect else pdf.make_indirect(layers)
        target.Root.OCProperties = target.copy_foreign(held)


def reads_from_right(pdf: pikepdf.Pdf) -> bool:
    """Return whether a PDF states that it is read from right to left (ISO 32000-1, 12.2)."""
    preferences = pdf.Root.get("/ViewerPreferences")
    return isinstance(preferences, Dictionary) and preferences.get("/Direction") == Name.R2L


def version(pdf: pikepdf.Pdf) -> tuple[str, int]:
    """Return the version of a PDF and its extension level, as ``Pdf.save`` needs them.

    The catalog may state a later version than the first line of the file (ISO 32000-1, 7.7.2).
    """
    own = text(pdf.Root.get("/Version"))
    later = own if re.fullmatch(r"\d\.\d{1,2}", own) else "0.0"
    return max(pdf.pdf_version, later), pdf.extension_level
