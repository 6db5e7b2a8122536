"""Rules of pages and their boxes: sizes, trim, bleed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from zines.base.language import mark, tr
from zines.base.paper import SIZES
from zines.base.problems import ERROR, INFO
from zines.base.units import mm
from zines.pdf.pdf_file import Page, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule


@rule(
    "pdf-no-pages",
    ERROR,
    "A",
    checks=mark("The file has at least one page."),
    why=mark("ISO 32000-1, 7.7.3: a page tree without leaves shows nothing."),
    hint=mark("export it again from the program it comes from"),
)
def _no_pages(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if not file.pages:
        yield Finding(tr("the file has no page"))


@rule(
    "pdf-media-box",
    ERROR,
    "A",
    checks=mark("Each page has a MediaBox with an area."),
    why=mark("ISO 32000-1, table 30: without one, no program knows how large the page is."),
    hint=mark("export it again from the program it comes from"),
)
def _media_box(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if page.media is None:
            yield Finding(tr("the page has no MediaBox with an area"), page.number)


@rule(
    "pdf-trim-missing",
    ERROR,
    "A",
    checks=mark("Each page of a press file has a TrimBox."),
    why=mark("ISO 15930-7 (PDF/X-4): TrimBox or ArtBox say where the page is cut."),
    hint=mark("export with crop information, as PDF/X"),
)
def _trim_missing(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if file.is_press and page.media and page.trim is None:
            yield Finding(tr("no TrimBox says where the page is cut"), page.number)


@rule(
    "pdf-trim-outside",
    ERROR,
    "A",
    checks=mark(
        "The TrimBox lies within the MediaBox, and within the BleedBox where there is one."
    ),
    why=mark("ISO 15930-7: MediaBox contains BleedBox contains TrimBox."),
    hint=mark("export again; a page was probably cropped by hand after the boxes were set"),
)
def _trim_outside(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for box, called in ((page.media, "MediaBox"), (page.bleed, "BleedBox")):
            if page.trim and box and not page.trim.inside(box):
                yield Finding(tr("the TrimBox reaches out of the {box}", box=called), page.number)
                break


@rule(
    "pdf-bleed-outside",
    ERROR,
    "A",
    checks=mark("The BleedBox lies within the MediaBox."),
    why=mark("ISO 15930-7: what is outside the MediaBox does not exist for a printer."),
    hint=mark("enlarge the page by the bleed, on all four sides"),
)
def _bleed_outside(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if page.bleed and page.media and not page.bleed.inside(page.media):
            yield Finding(tr("the BleedBox reaches out of the MediaBox"), page.number)


@rule(
    "pdf-mixed-sizes",
    INFO,
    "A",
    checks=mark("All pages have the same finished size."),
    why=mark(
        "Own measurement of TrimBox, else CropBox, else MediaBox; a press sets one size a job."
    ),
    hint=mark("send pages of another size as a file of their own"),
)
def _mixed_sizes(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    sizes: dict[tuple[int, int], int] = {}
    cut = [page for page in file.pages if page.trim] or file.pages
    for page in cut:
        if size := page.finished:
            wide, high = round(mm(size.width)), round(mm(size.height))
            if page.rotate % 180 == 90:
                wide, high = high, wide
            sizes.setdefault((wide, high), page.number)
    if len(sizes) > 1:
        shown = ", ".join(
            tr("{width} x {height} mm from page {page}", width=wide, height=high, page=page)
            for (wide, high), page in list(sizes.items())[:4]
        )
        yield Finding(tr("the pages have {count} sizes: {sizes}", count=len(sizes), sizes=shown))


@rule(
    "pdf-pages-of-four",
    INFO,
    "B",
    checks=mark("An A5 or A6 file page by page, of more than 4 pages, has pages in fours."),
    why=mark("A folded sheet has four pages: saddle stitch adds blank ones at the end."),
    hint=mark("add or take away pages if it is to be folded and stapled"),
)
def _pages_of_four(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    count = len(file.pages)
    if count > 4 and count % 4 and not file.is_sheet and all(map(_small, file.pages)):
        yield Finding(
            tr(
                "{count} pages are no multiple of 4: {blank} would be blank when stitched",
                count=count,
                blank=-count % 4,
            )
        )


def _small(page: Page) -> bool:
    size = page.finished
    return size is not None and any(
        isclose(mm(size.width), one.width, abs_tol=2)
        and isclose(mm(size.height), one.height, abs_tol=2)
        for one in (SIZES["a5"], SIZES["a6"])
    )


@rule(
    "pdf-rotated",
    INFO,
    "A",
    checks=mark("No page is turned by /Rotate, or scaled by /UserUnit."),
    why=mark("ISO 32000-1, table 30; some imposition programs leave one or the other out."),
    hint=mark("look at a proof, or export the page upright and in true size"),
)
def _rotated(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if page.rotate % 90:
            yield Finding(
                tr("/Rotate is {degrees:g}, no quarter turn", degrees=page.rotate), page.number
            )
        elif page.rotate % 360:
            yield Finding(
                tr("the page is turned by {degrees:g} degrees", degrees=page.rotate), page.number
            )
        if page.user_unit != 1:
            yield Finding(
                tr("the page is scaled by a UserUnit of {factor:g}", factor=page.user_unit),
                page.number,
            )
