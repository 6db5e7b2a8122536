"""QR codes decoded from drawn pages. The only module that imports zxing-cpp; uses pypdfium2.

``qr_drawing`` runs ``main`` in a separate process with a limit on its memory: the memory that is
needed to draw a page cannot be estimated from the page.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import Any

from zines.base.limits import LONGEST_DRAWING_SECONDS, MOST_MEMORY
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Code
from zines.preflight.process_limits import allow_seconds, bounded
from zines.preflight.qr_figures import Grid, is_light_on_dark, looks_like_code, quiet_zone

_DPI = 300
#: An A2 page at 300 dpi; larger pages are drawn at fewer dpi, and hold larger codes.
_MOST_DOTS = 36_000_000


@dataclass(frozen=True)
class ToRead:
    """What the reader must know about a page to find its codes.

    ``unit`` is its UserUnit. ``left`` and ``top`` are the corner of the part of the page that is
    shown, ``suspects`` the boxes that may be codes, both in pt. A turned page has no suspects.
    """

    number: int
    unit: float
    left: float
    top: float
    suspects: list[Box]


def main() -> None:
    """Read a file name, pages and seconds (JSON) from standard input; print a line for each page.

    A line is the number of the page and its codes (JSON); null for a page without a size.
    """
    job = json.loads(sys.stdin.buffer.read())
    import pypdfium2

    try:
        with bounded(MOST_MEMORY), pypdfium2.PdfDocument(job["file"]) as pdf:
            for one in job["pages"]:
                left = int(job["seconds"] - time.process_time())
                allow_seconds(min(LONGEST_DRAWING_SECONDS, max(left, 0)))
                page = ToRead(**{**one, "suspects": [Box(*box) for box in one["suspects"]]})
                print(json.dumps([page.number, _plain(codes_of(pdf, page))]), flush=True)
    except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
        # The caller reports the pages without a line as not checked.
        sys.exit(1)


def _plain(codes: tuple[Code, ...] | None) -> list[Any] | None:
    return None if codes is None else [astuple(code) for code in codes]


def codes_of(pdf: Any, page: ToRead) -> tuple[Code, ...] | None:
    """Draw a page of a pypdfium2 document and read its codes; None for a page without a size."""
    import zxingcpp

    drawn_page = pdf[page.number - 1]
    width, height = drawn_page.get_size()
    # pdfium ignores the UserUnit, which makes the page larger.
    unit = page.unit if page.unit > 0 else 1.0
    scale = _DPI / 72 * unit
    if width <= 0 or height <= 0:
        return None
    scale = min(scale, math.sqrt(_MOST_DOTS / (width * height)))
    # As printed: with the layers that are printed, without those for screens only.
    picture = drawn_page.render(
        scale=scale,
        grayscale=True,
        draw_annots=False,
        may_draw_forms=False,
        optimize_mode="print",
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


def _lost(page: ToRead, picture: Any, dots_per_pt: float, read: list[Box]) -> Iterator[Code]:
    """Yield a code without text for each suspect box that looks like a code and was not read."""
    for box in page.suspects:
        place = Box(
            max(0, (box.left - page.left) * dots_per_pt),
            max(0, (page.top - box.top) * dots_per_pt),
            min(picture.width, (box.right - page.left) * dots_per_pt),
            min(picture.height, (page.top - box.bottom) * dots_per_pt),
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
