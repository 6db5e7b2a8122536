"""Preflight: checks of any PDF before it goes to a printer.

A PDF is read into plain values (``reading``). Its QR codes are decoded from the drawn pages
(``qr_drawing``). Where Ghostscript is installed, the total ink of colours that overprint or blend
is measured on drawn pages (``overprint_ink``). Then all rules of the table check these values.
"""

from __future__ import annotations

import io
from pathlib import Path

from zines.base.language import on_pages, tr
from zines.base.problems import Problem
from zines.pdf.pdf_file import PdfFile
from zines.preflight import overprint_ink, qr_drawing
from zines.preflight.reading import UnreadableError, drawable, read
from zines.preflight.rules import (
    archives,
    bleed,
    boxes,
    codes,
    damage,
    hidden,
    inks,
    notes,
    size,
    standards,
)
from zines.preflight.rules.table import RULES, Finding, PrinterLimits, Rule, limits_of

__all__ = ["RULES", "PrinterLimits", "Rule", "limits_of", "proved", "run", "walked"]
#: Importing a module of rules adds its rules to the table.
_FAMILIES = (boxes, bleed, inks, size, standards, archives, damage, hidden, notes, codes)


def run(
    file: Path, name: str, limits: PrinterLimits | None = None, password: str = ""
) -> list[Problem]:
    """Return what is wrong with a PDF, as problems of the file ``name``.

    A file that is no PDF, is broken or is protected gives a problem. Raises OSError only if the
    copy of a protected file, which is drawn, cannot be written.
    """
    try:
        found = read(file, password)
    except UnreadableError as error:
        return [Problem(error.code, str(error), error.hint, name)]
    limits = limits or PrinterLimits()
    with drawable(file, found, password) as drawn:
        found = qr_drawing.with_codes(drawn, found)
        found = overprint_ink.with_overprint_ink(drawn, found, limits.total_ink_percent)
    return walked(found, name, limits)


def proved(content: bytes, name: str, limits: PrinterLimits) -> list[Problem]:
    """Return what is wrong with a PDF in memory; its pages are not drawn."""
    try:
        return walked(read(io.BytesIO(content)), name, limits)
    except UnreadableError as error:
        return [Problem(error.code, str(error), error.hint, name)]


def walked(file: PdfFile, name: str, limits: PrinterLimits) -> list[Problem]:
    """Apply all rules to a file that was read; the same finding on many pages is one problem."""
    problems = []
    for rule in RULES:
        pages_of: dict[Finding, list[int]] = {}
        for found in rule.check(file, limits):
            alike = Finding(found.message, severity=found.severity)
            pages_of.setdefault(alike, []).append(found.page)
        for found, pages in pages_of.items():
            problems.append(
                Problem(
                    rule.code,
                    on_pages(pages, found.message),
                    tr(rule.hint),
                    name,
                    severity=found.severity or rule.severity,
                )
            )
    return problems
