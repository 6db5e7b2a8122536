"""Rules of QR codes, as a decoder reads them from the page. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base import tracking
from zines.base.language import mark, tr, tr_n
from zines.base.limits import QR_QUIET_MODULES
from zines.base.problems import ERROR, WARNING
from zines.base.units import mm
from zines.pdf.pdf_file import PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: Tolerance: codes are measured in a drawing of 300 dpi, to a dot or two.
_SLACK = 0.97


@rule(
    "pdf-qr-unread",
    ERROR,
    "A",
    checks=mark(
        "Each QR code on the page is read by a decoder. One that cannot be read is found where "
        "it is a drawing or a square picture of its own, upright, with two of its corners; not "
        "within a larger picture."
    ),
    why=mark("A code that a decoder cannot read in a clean drawing is not read off paper."),
    hint=mark("make the code again, dark on light, with nothing over it"),
)
def _unread(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Check that what looks like a code, or is called a code by its alternative text, is a code.

    The alternative texts are counted over the whole file: a figure need not state its page.
    """
    for page in file.pages:
        if lost := sum(code.text is None for code in page.codes or ()):
            message = tr_n("a QR code cannot be read", "{count} QR codes cannot be read", lost)
            yield Finding(message, page.number)
    if file.codes_read:
        seen = sum(len(page.codes or ()) for page in file.pages)
        if seen < file.code_figures:
            yield Finding(
                tr_n(
                    "{count} figure is called a QR code, {seen} are there",
                    "{count} figures are called QR codes, {seen} are there",
                    file.code_figures,
                    seen=seen,
                )
            )


@rule(
    "pdf-qr-small",
    ERROR,
    "A",
    checks=mark("QR codes are 20 mm wide and more, their modules 0.6 mm."),
    why=mark(
        "Simulated photos: modules of 0.51 mm are read in 73 cases of 100, from 0.57 mm in 99."
    ),
    hint=mark("print it larger, or shorten the address in it"),
)
def _small(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for code in page.codes or ():
            side, module = mm(code.side), mm(code.module)
            if side < _SLACK * limits.min_code_mm or 0 < module < _SLACK * limits.min_module_mm:
                yield Finding(
                    tr(
                        "a QR code {side:.0f} mm wide, with modules of {module:.2f} mm",
                        side=side,
                        module=module,
                    ),
                    page.number,
                )


@rule(
    "pdf-qr-quiet",
    WARNING,
    "A",
    checks=mark(
        "Four modules around each QR code are free of ink, and QR codes are dark on light."
    ),
    why=mark(
        "ISO/IEC 18004: the quiet zone is part of the code; many readers know dark on light alone."
    ),
    hint=mark("leave white around it, within the picture"),
)
def _quiet(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for code in page.codes or ():
            if code.light_on_dark:
                yield Finding(tr("a QR code is light on dark"), page.number)
            elif code.text is not None and code.quiet < QR_QUIET_MODULES * _SLACK:
                yield Finding(
                    tr(
                        "the quiet zone of a QR code is {quiet:.1f} modules, not {least}",
                        quiet=code.quiet,
                        least=QR_QUIET_MODULES,
                    ),
                    page.number,
                )


@rule(
    "pdf-qr-address",
    WARNING,
    "A",
    checks=mark("QR codes hold direct addresses: no shortener, no tracker."),
    why=mark("A shortener may go away, counts who follows it and hides where it leads."),
    hint=mark("put the address of the page itself into the code"),
)
def _address(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for code in page.codes or ():
            held = (code.text or "").strip()
            if tracking.shortener(held):
                yield Finding(
                    tr("a QR code holds a shortened address: {address}", address=held[:80]),
                    page.number,
                )
            elif tracker := next(tracking.trackers(held), None):
                yield Finding(
                    tr("a QR code holds a tracker: {tracker}", tracker=tracker[1]), page.number
                )
