"""The ink that lies on a page where its colours overprint or blend, measured on drawn pages.

Only pages that overprint or blend, and only those in inks: Ghostscript converts RGB and profiles
in another way than a print shop does.
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

from zines.base.language import tr
from zines.base.limits import MOST_DRAWN_PAGES
from zines.pdf.painted import Colour, Picture
from zines.pdf.pdf_file import Page, PdfFile
from zines.pdf.pictures import ink_of_page
from zines.preflight import ghostscript

_DPI = 100
#: An A2 page at 100 dpi; larger ones are drawn at less.
_MOST_DOTS = 4_000_000
_INKS = {"cmyk", "grey", "ink", "all", "pattern"}


def with_layers(file: Path, read: PdfFile) -> PdfFile:
    """Return the file with the ink of each page on which colours lie over one another.

    Pages stay without it (None) where there is nothing to compute, or no Ghostscript; where it
    fails, the file says so.
    """
    candidates = [page for page in read.pages if _may_add_up(page)]
    wanted = candidates[:MOST_DRAWN_PAGES]
    if not wanted:
        return read
    inches = max(page.media.width * page.media.height for page in wanted if page.media) / 72**2
    dpi = min(_DPI, math.sqrt(_MOST_DOTS / inches))
    with ghostscript.in_inks(file, [page.number for page in wanted], dpi) as drawn:
        found = {
            page.number: ink_of_page(one, _part(page))
            for page, one in zip(wanted, drawn, strict=False)
        }
    unseen = {page.number for page in candidates[MOST_DRAWN_PAGES:]}
    not_measured = tr(
        "the ink of layers was measured on the first {most} pages that have any",
        most=MOST_DRAWN_PAGES,
    )
    pages = (
        replace(
            page,
            layered_ink=found.get(page.number),
            unseen=(*page.unseen, *([not_measured] if page.number in unseen else [])),
        )
        for page in read.pages
    )
    failed = not found and ghostscript.is_there()
    return replace(read, pages=tuple(pages), layers_failed=failed)


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
