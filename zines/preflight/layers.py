"""The ink that lies on a page where its colours overprint or blend, measured on drawn pages.

Only pages that overprint or blend, and only those in inks: Ghostscript converts RGB and profiles
in another way than a print shop does. And only those whose inks could come to too much.
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
#: An A2 page at 100 dpi; larger ones are drawn at less.
_MOST_DOTS = 4_000_000
_INKS = {"cmyk", "grey", "ink", "all", "pattern"}


def with_layers(file: Path, read: PdfFile, limit: float) -> PdfFile:
    """Return the file with the ink of pages on which colours may add up to more than ``limit``.

    Pages stay without it (None) where there is nothing to compute, or no Ghostscript; where it
    fails, the file says so.
    """
    candidates = [
        page for page in read.pages if _may_add_up(page) and _most_ink(read, page) > limit
    ]
    # Ghostscript 10 asks whether a layer is off, not whether it is for the screen alone.
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
            layered_ink=found.get(page.number),
            unseen=(*page.unseen, *filter(None, [unseen.get(page.number)])),
        )
        for page in read.pages
    )
    failed = bool(wanted) and ghostscript.is_there() and (not found or None in found.values())
    return replace(read, pages=tuple(pages), layers_failed=failed)


def _draws_too_much(page: Page) -> bool:
    """Say whether Ghostscript would draw what is seen on a screen and not printed."""
    return any(layer.seen for layer in page.unprinted)


def _may_add_up(page: Page) -> bool:
    """Say whether a page overprints or blends, and can be measured."""
    things: list[Colour | Picture] = [one.colour for one in page.painted]
    things += [colour for colour, _ in page.shadings]
    things += page.pictures
    return bool(
        (page.overprints or page.transparency)
        and not page.trouble
        and page.media
        and page.media.width > 0
        and page.media.height > 0
        and page.blended_in <= {"cmyk", "grey"}
        and all(one.family in _INKS and not one.by_profile for one in things)
    )


def _most_ink(read: PdfFile, page: Page) -> float:
    """Return what the inks of a page come to at most, in percent; infinite where nothing tells it.

    Overprinting leaves each ink as it is painted or as it lies (ISO 32000-1, 8.6.7): none is more
    than the most that is painted of it. What blends may be.
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
    """Return left, top, right and bottom of what is kept of a drawn page, in parts of it.

    Marks outside the trim are of all inks.
    """
    media, kept = page.media, page.finished
    assert media is not None and kept is not None, "only pages with a MediaBox are measured"
    left, right = ((x - media.left) / media.width for x in (kept.left, kept.right))
    top, bottom = ((media.top - y) / media.height for y in (kept.top, kept.bottom))
    for _ in range(round(page.rotate / 90) % 4):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom
