"""Total ink on pages where colours overprint or blend, measured on drawn pages.

Only pages that overprint or blend are measured, and only if all their colours are inks: Ghostscript
converts RGB and profiles in another way than a print shop does. Pages whose inks cannot exceed the
limit are left out.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from zines.base.language import tr
from zines.base.limits import MOST_DRAWN_PAGES
from zines.pdf.content.painted import Colour, Picture
from zines.pdf.pdf_file import Page, PdfFile
from zines.pdf.resources.pictures import ink_of_page
from zines.preflight import ghostscript

_DPI = 100
#: An A2 page at 100 dpi; larger pages are drawn at fewer dpi.
_MOST_DOTS = 4_000_000
_INKS = {"cmyk", "grey", "ink", "all", "pattern"}


def with_overprint_ink(file: Path, read: PdfFile, limit: float) -> PdfFile:
    """Return the file with the measured ink of pages where colours may exceed ``limit`` percent.

    Pages keep None where there is nothing to compute or no Ghostscript; if Ghostscript fails,
    ``overprint_ink_failed`` is set.
    """
    candidates = [
        page for page in read.pages if _may_add_up(page) and _most_ink(read, page) > limit
    ]
    # Ghostscript 10 respects layers that are off, but not layers that are only for the screen.
    screens = tr("the ink of layers was not measured: the page has a layer that is not printed")
    unseen = {page.number: screens for page in candidates if _draws_too_much(page)}
    candidates = [page for page in candidates if page.number not in unseen]
    wanted = candidates[:MOST_DRAWN_PAGES]
    if not wanted and not unseen:
        return read
    areas = [page.media.width * page.media.height for page in wanted if page.media]
    dpi = min(_DPI, math.sqrt(_MOST_DOTS / max(areas, default=1.0)) * 72)
    with ghostscript.in_inks(file, [page.number for page in wanted], dpi) as drawn:
        found = {
            page.number: ink_of_page(one, _part(page))
            for page, one in zip(wanted, drawn, strict=False)
        }
    most = tr(
        "the ink of layers was measured on the first {most} pages that have any",
        most=MOST_DRAWN_PAGES,
    )
    unseen |= {page.number: most for page in candidates[MOST_DRAWN_PAGES:]}
    pages = (
        replace(
            page,
            overprint_ink=found.get(page.number),
            unseen=(*page.unseen, *filter(None, [unseen.get(page.number)])),
        )
        for page in read.pages
    )
    failed = bool(wanted) and ghostscript.is_there() and (not found or None in found.values())
    return replace(read, pages=tuple(pages), overprint_ink_failed=failed)


def _draws_too_much(page: Page) -> bool:
    """Return whether Ghostscript would draw layers that are seen on screens but not printed."""
    return any(layer.seen for layer in page.unprinted)


def _may_add_up(page: Page) -> bool:
    """Return whether a page overprints or blends, and can be measured."""
    things: list[Colour | Picture] = [one.colour for one in page.painted]
    things += [colour for colour, _ in page.shadings]
    things += page.pictures
    return bool(
        (page.overprints or page.transparency)
        and not page.trouble
        and page.media
        and page.media.has_area
        and page.blended_in <= {"cmyk", "grey"}
        and all(one.family in _INKS and not one.by_profile for one in things)
    )


def _most_ink(read: PdfFile, page: Page) -> float:
    """Return an upper bound of the total ink of a page, in percent; infinite if there is none.

    Overprinting leaves each ink as it is painted or as it was (ISO 32000-1, 8.6.7): no point has
    more of an ink than the most that is painted of it. Blending may give more.
    """
    if page.transparency or page.shadings or any(text.size is None for text in page.texts):
        return math.inf
    most = [0.0] * 4
    for item in page.painted:
        match item.colour.family, item.colour.values:
            case "cmyk", (_, _, _, _) as inks:
                most = [max(pair) for pair in zip(most, inks, strict=True)]
            case "grey", (light,):
                most[3] = max(most[3], 1 - light)
            case _:
                return math.inf
    dots = [read.samples.get(one.key) for one in page.pictures]
    return 100 * sum(most) + sum(
        math.inf if one is None or one.ink is None else one.ink for one in dots
    )


def _part(page: Page) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of the finished page, as fractions of the drawn page.

    Marks outside the trim are in all inks, so they are not measured.
    """
    media, finished = page.media, page.finished
    assert media is not None and finished is not None, "only pages with a MediaBox are measured"
    left, right = ((x - media.left) / media.width for x in (finished.left, finished.right))
    top, bottom = ((media.top - y) / media.height for y in (finished.top, finished.bottom))
    for _ in range(round(page.rotate / 90) % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom
