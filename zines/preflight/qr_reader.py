"""QR codes read off drawn pages. The only module that names pypdfium2 and zxing-cpp."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Code, Page, PdfFile
from zines.preflight.qr_figures import (
    Grid,
    is_light_on_dark,
    looks_like_code,
    may_hold_codes,
    quiet_zone,
    suspects,
)

_DPI = 300
#: An A2 page at 300 dpi; larger ones are drawn at less, and hold larger codes.
_MOST_DOTS = 36_000_000
_MOST_DRAWN = 200


def with_codes(file: Path, read: PdfFile) -> PdfFile:
    """Return the file with the codes of each page that may hold any.

    Pages stay without codes (None) where they cannot be drawn. Files for screens are read as well:
    their codes are scanned off screens.
    """
    # What was too much, or too odd, to be walked through is too much to be drawn.
    sound = (page for page in read.pages if not page.trouble)
    wanted = [page for page in sound if may_hold_codes(page)][:_MOST_DRAWN]
    if not wanted and not read.code_figures:
        return read
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(file) as pdf:
            found = {page.number: _codes(pdf, page) for page in wanted}
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        return read
    pages = (replace(page, codes=found.get(page.number, page.codes)) for page in read.pages)
    return replace(read, pages=tuple(pages), codes_read=True)


def _codes(pdf: Any, page: Page) -> tuple[Code, ...] | None:
    import zxingcpp

    drawn_page = pdf[page.number - 1]
    width, height = drawn_page.get_size()
    # A UserUnit makes the page larger than pdfium draws it.
    unit = page.user_unit if page.user_unit > 0 else 1.0
    scale = _DPI / 72 * unit
    if width <= 0 or height <= 0:
        return None
    scale = min(scale, math.sqrt(_MOST_DOTS / (width * height)))
    picture = drawn_page.render(
        scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False
    ).to_pil()
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    read = zxingcpp.read_barcodes(picture, formats=formats)
    dots_per_pt = scale / unit
    codes = [_code(one, picture, dots_per_pt) for one in read]
    places = [_around(one.position) for one in read]
    codes += _lost(page, picture, dots_per_pt, places)
    return tuple(codes)


def _code(one: Any, picture: Any, dots_per_pt: float) -> Code:
    corner, across, below = (
        one.position.top_left,
        one.position.top_right,
        one.position.bottom_left,
    )
    version = str(one.extra.get("Version", "")) if isinstance(one.extra, dict) else ""
    modules = 17 + 4 * int(version) if version.isdecimal() else 0
    side = math.hypot(across.x - corner.x, across.y - corner.y) / dots_per_pt
    if not modules:
        return Code(one.text, side, 0.0, 4.0)
    grid = Grid(
        corner.x,
        corner.y,
        ((across.x - corner.x) / modules, (across.y - corner.y) / modules),
        ((below.x - corner.x) / modules, (below.y - corner.y) / modules),
        modules,
    )
    dots = picture.load()

    def shade(x: float, y: float) -> int | None:
        column, row = math.floor(x), math.floor(y)
        if 0 <= column < picture.width and 0 <= row < picture.height:
            return int(dots[column, row])
        return None

    inverted, _ = is_light_on_dark(grid, shade)
    return Code(one.text, side, side / modules, quiet_zone(grid, shade), inverted)


def _around(position: Any) -> Box:
    corners = [
        position.top_left,
        position.top_right,
        position.bottom_left,
        position.bottom_right,
    ]
    xs, ys = [one.x for one in corners], [one.y for one in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _lost(page: Page, picture: Any, dots_per_pt: float, read: list[Box]) -> Iterator[Code]:
    """Yield what looks like a code and was not read. Turned pages are left out."""
    shown = page.crop or page.media
    if shown is None or page.rotate % 360:
        return
    for box in suspects(page):
        place = Box(
            max(0, (box.left - shown.left) * dots_per_pt),
            max(0, (shown.top - box.top) * dots_per_pt),
            min(picture.width, (box.right - shown.left) * dots_per_pt),
            min(picture.height, (shown.top - box.bottom) * dots_per_pt),
        )
        if place.width < 21 or place.height < 21 or any(place.cut_to(one) for one in read):
            continue
        cut = picture.crop(tuple(round(edge) for edge in place))
        middle = sum(cut.getextrema()) / 2
        black = cut.point([255 if value < middle else 0 for value in range(256)])
        around = black.getbbox()
        if around is None:
            continue
        dark = black.crop(around)
        if looks_like_code(dark.width, dark.height, _dots_of(dark)):
            yield Code(None, dark.width / dots_per_pt, 0.0, 4.0)


def _dots_of(black: Any) -> Callable[[int, int], bool]:
    dots = black.load()
    return lambda x, y: bool(dots[x, y])
