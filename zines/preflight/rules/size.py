"""Rules of what is too small, too thin or too near the edge at the printed size. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, WARNING
from zines.base.units import pt
from zines.pdf.content.painted import Picture, Text
from zines.pdf.pdf_file import Page, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: Tolerance: numbers in a PDF are rounded: 7 pt may be written as 6.9996.
_SLACK = 0.02
#: A picture with at most this number of dots on a side is a plain colour or a stretched gradient.
_FEW_DOTS = 8
#: Bilevel pictures up to this size are stamps or, if square, codes, sharp at any resolution.
_SMALL_BILEVEL = 256
_BILEVEL_DPI = 600
_MARK_SIGNS, _SMALLEST_MARK_PT = 4, 4


@rule(
    "pdf-small-text",
    WARNING,
    "B",
    checks=mark(
        "No text is under 7 pt on paper; light text, reversed out of a ground, not under 8 pt."
    ),
    why=mark("Small print is not read by many, and fine strokes fill up or break."),
    hint=mark("set it larger, or take the text out"),
)
def _small_text(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    """Report small text, except marks of 4 pt and more, raised beside larger text (1er, notes)."""
    for page in file.pages:
        small = [
            text
            for before, text in zip((None, *page.texts), page.texts, strict=False)
            if text.size and _too_small(text, limits) and not _is_raised(text, before, limits)
        ]
        if small:
            least = min(text.size or 0 for text in small)
            if all(text.colour.is_light for text in small):
                yield Finding(tr("light text of {size:.1f} pt", size=least), page.number)
            else:
                yield Finding(tr("text of {size:.1f} pt", size=least), page.number)


def _too_small(text: Text, limits: PrinterLimits) -> bool:
    least = limits.min_reversed_text_pt if text.colour.is_light else limits.min_text_pt
    return (text.size or 0) < least - _SLACK


def _is_raised(text: Text, before: Text | None, limits: PrinterLimits) -> bool:
    if before is None or text.signs > _MARK_SIGNS or (text.size or 0) < _SMALLEST_MARK_PT:
        return False
    beside = abs(text.box.left - before.box.right) < 2
    raised = before.box.bottom < text.box.bottom < before.box.top
    return beside and raised and not _too_small(before, limits)


@rule(
    "pdf-thin-line",
    WARNING,
    "B",
    checks=mark("No line is thinner than 0.25 pt on paper."),
    why=mark("Thinner lines break or vanish; a width of 0 is one dot of whatever machine it is."),
    hint=mark("draw it at 0.25 pt and more, 0.5 pt in tints"),
)
def _thin_line(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    """Report thin lines; thin filled bars longer than 3 pt count as lines.

    What a crop leaves of a wide area does not count.
    """
    least = limits.min_line_pt - _SLACK
    for page in file.pages:
        widths = [line.width for line in page.lines if line.width < least]
        for area in page.areas:
            thin, long = sorted((area.box.width, area.box.height))
            if 0 < max(thin, area.narrow) < least and long > 3 and not area.colour.is_light:
                widths.append(thin)
        if widths:
            yield Finding(tr("a line of {width:.2f} pt", width=min(widths)), page.number)


@rule(
    "pdf-image-resolution",
    ERROR,
    "B",
    checks=mark("Pictures have 225 dots per inch on paper, and never under 150."),
    why=mark(
        "300 is usual and 225 enough; under 150 dots show. One-bit drawings and stencils: 600, "
        "small ones 150 (an info); square ones up to 256 dots are codes, sharp at any size."
    ),
    hint=mark("place a larger picture, or print this one smaller"),
)
def _image_resolution(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for picture in page.pictures:
            if picture.bits == 1:
                if _is_rough(picture, limits):
                    yield Finding(_dots(picture, _IN_ONE_BIT), page.number, INFO)
            elif min(picture.width, picture.height) <= _FEW_DOTS:
                continue
            elif picture.dpi < limits.min_image_dpi - 1:
                severity = INFO if file.is_reader and not file.is_ours else ERROR
                yield Finding(_dots(picture, _IN_DOTS), page.number, severity)
            elif picture.dpi < limits.good_image_dpi - 1:
                severity = INFO if file.is_reader and not file.is_ours else WARNING
                yield Finding(_dots(picture, _IN_DOTS), page.number, severity)


_IN_DOTS = mark("a picture of {width} x {height} dots has {dpi:.0f} dpi")
_IN_ONE_BIT = mark("a picture of {width} x {height} dots has {dpi:.0f} dpi, in one bit")


def _dots(picture: Picture, message: str) -> str:
    return tr(message, width=picture.width, height=picture.height, dpi=picture.dpi)


def _is_rough(picture: Picture, limits: PrinterLimits) -> bool:
    """Return whether the dots of a bilevel picture show; a single row is a rule or a bar code."""
    least, most = sorted((picture.width, picture.height))
    if least > _SMALL_BILEVEL:
        return picture.dpi < _BILEVEL_DPI - 1
    # Square ones are QR codes and the like.
    return 1 < least < 0.9 * most and picture.dpi < limits.min_image_dpi - 1


@rule(
    "pdf-safe-area",
    WARNING,
    "B",
    checks=mark("In our own files, no text is nearer than 5 mm to the trim (sheets excepted)."),
    why=mark("The cut is off by up to 1 mm, and office machines leave the outer 5 mm white."),
    hint=mark("move the text inwards"),
)
def _safe_area(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    if not file.is_ours or file.is_sheet:
        return
    for page in file.pages:
        outside = list(_outside(page, limits))
        if outside:
            yield Finding(
                tr(
                    "text nearer than {distance:g} mm to the trim",
                    distance=limits.safe_area_mm,
                ),
                page.number,
            )


def _outside(page: Page, limits: PrinterLimits) -> Iterator[Text]:
    if trim := page.finished:
        safe = trim.grown(-pt(limits.safe_area_mm))
        for text in page.texts:
            # Text completely outside the trim is a mark or a slug.
            if not text.box.inside(safe, 0.5) and text.box.cut_to(trim):
                yield text
