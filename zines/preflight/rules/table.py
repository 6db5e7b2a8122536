"""What a rule of preflight is, and the limits that rules compare with. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from zines.base.printing import Printer
from zines.base.problems import Severity
from zines.pdf.pdf_file import PdfFile


@dataclass(frozen=True)
class Limits:
    """What a printer asks for; the defaults are those of most print shops.

    ``standard``: what a press file has to be; ``stitched`` counts as a booklet to be folded.
    """

    bleed_mm: float = 3.0
    safe_area_mm: float = 5.0
    total_ink_percent: float = 300.0
    min_line_pt: float = 0.25
    min_text_pt: float = 7.0
    min_reversed_text_pt: float = 8.0
    min_image_dpi: float = 150.0
    good_image_dpi: float = 225.0
    min_code_mm: float = 20.0
    min_module_mm: float = 0.6
    standard: str = "PDF/X-4"


def limits_of(printer: Printer) -> Limits:
    """Return what a printer asks for, as limits."""
    return Limits(
        bleed_mm=printer.bleed_mm,
        total_ink_percent=printer.total_ink_percent,
        min_line_pt=printer.min_line_pt,
        min_text_pt=printer.min_text_pt,
        standard=printer.standard,
    )


@dataclass(frozen=True)
class Found:
    """One breach of a rule. ``page`` 0: the file; ``severity`` where it is not the rule's."""

    message: str
    page: int = 0
    severity: Severity | None = None


Check = Callable[[PdfFile, Limits], Iterator[Found]]


@dataclass(frozen=True)
class Rule:
    """A row of the table of rules: from it come the problems and the guide.

    ``severity`` is the worst the rule can say. ``certainty``: A primary text or own measurement,
    B concordant secondary sources, C one weak source, U unverified; C and U only ever inform.
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
    """Enter a function in the table of rules."""

    def enter(check: Check) -> Check:
        RULES.append(Rule(code, severity, certainty, checks, why, hint, check))
        return check

    return enter
