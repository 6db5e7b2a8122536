"""Entries of the catalog of a PDF (ISO 32000-1, 7.7.2). Names pikepdf."""

from __future__ import annotations

import pikepdf

#: What is for screens, screen readers and viewers, and has no meaning on paper.
FOR_READERS = (
    *("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Names", "/Dests", "/PageLabels", "/PageMode"),
    *("/OpenAction", "/AA", "/AcroForm", "/ViewerPreferences"),
)


def remove(pdf: pikepdf.Pdf, *entries: str) -> None:
    """Take entries out of the catalog, those that are there."""
    for entry in entries:
        if entry in pdf.Root:
            del pdf.Root[entry]
