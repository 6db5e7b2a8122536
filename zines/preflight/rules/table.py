"""The rules of preflight: their table, and the limits that they compare with. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zines.base import limits
from zines.base.printing import Printer
from zines.base.problems import Severity
from zines.pdf.pdf_file import PdfFile


@dataclass(frozen=True)
class PrinterLimits:
    """What a printer requires; the defaults are those of most print shops.

    ``standard`` is the standard that a press file must meet.
    """

    bleed_mm: float = limits.BLEED_MM
    safe_area_mm: float = limits.SAFE_AREA_MM
    total_ink_percent: float = limits.TOTAL_INK_PERCENT
    min_line_pt: float = limits.THINNEST_LINE_PT
    min_text_pt: float = limits.SMALLEST_TEXT_PT
    min_reversed_text_pt: float = limits.SMALLEST_REVERSED_TEXT_PT
    min_image_dpi: float = limits.LEAST_DPI
    good_image_dpi: float = limits.GOOD_DPI
    min_code_mm: float = limits.SMALLEST_QR_MM
    min_module_mm: float = limits.SMALLEST_QR_MODULE_MM
    standard: str = "PDF/X-4"


def limits_of(printer: Printer) -> PrinterLimits:
    """Return the requirements of a printer as limits."""
    return PrinterLimits(
        bleed_mm=printer.bleed_mm,
        total_ink_percent=printer.total_ink_percent,
        min_line_pt=printer.min_line_pt,
        min_text_pt=printer.min_text_pt,
        standard=printer.standard,
    )


@dataclass(frozen=True)
class Finding:
    """One breach of a rule. ``page`` 0: the file; ``severity``: if it differs from the rule's."""

    message: str
    page: int = 0
    severity: Severity | None = None


Check = Callable[[PdfFile, PrinterLimits], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A row of the table of rules, from which the problems and the guide are written.

    ``severity`` is the worst that the rule reports. ``certainty``: A a primary text or own
    measurement, B concordant secondary sources, C one weak source, U unverified; rules of C and U
    only give remarks. ``checks``, ``why`` and ``hint`` are marked messages.
    """

    code: str
    severity: Severity
    certainty: str
    checks: str
    why: str
    hint: str
    check: Check


RULES: list[Rule] = []


def rule(
    code: str, severity: Severity, certainty: str, *, checks: str, why: str, hint: str
) -> Callable[[Check], Check]:
    """Return a decorator that adds a function to the table of rules."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(code, severity, certainty, checks, why, hint, check))
        return check

    return enter
