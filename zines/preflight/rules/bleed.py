"""Rules of the bleed: whether there is bleed, and art in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from zines.base.language import mark, tr
from zines.base.problems import ERROR
from zines.base.units import mm, pt
from zines.pdf.content.painted import Area, Colour
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: Tolerance: boxes are written with few decimals, and by some programs in whole points.
_SLACK_MM = 0.2
_NEAR_MM = 1.0
#: Two pieces within this distance are joined; what bleeds may end this much short of the bleed.
_JOINT_PT = 0.5
#: A thing shorter than this along the edge is a piece of a drawing.
_BROAD_MM = 5.0
#: A path with at most this number of segments is a rectangle.
_RECTANGLE = 5
_SIDES = {
    "left": mark("left"),
    "bottom": mark("bottom"),
    "right": mark("right"),
    "top": mark("top"),
}


@rule(
    "pdf-bleed-small",
    ERROR,
    "B",
    checks=mark(
        "The BleedBox of a press file leaves the bleed (3 mm) around the trim on all sides."
    ),
    why=mark("Sheets are cut to within a millimetre: without bleed, white shows at the edge."),
    hint=mark("export with 3 mm of bleed, the spine included"),
)
def _bleed_small(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        if not file.is_press or not page.trim or not page.media:
            continue
        bleed = _bleed(page) or page.media
        widths = {side: mm(_beyond(bleed, page.trim, side)) for side in _SIDES}
        short = [
            tr(name) for side, name in _SIDES.items() if widths[side] < limits.bleed_mm - _SLACK_MM
        ]
        if short and page.trim.inside(bleed):
            least = min(widths.values())
            yield Finding(
                tr(
                    "the bleed is {width:.1f} mm ({sides}), not {wanted:g} mm",
                    width=least,
                    sides=", ".join(short),
                    wanted=limits.bleed_mm,
                ),
                page.number,
            )


@rule(
    "pdf-bleed-art",
    ERROR,
    "B",
    checks=mark(
        "Art that touches the edge of the trim goes on through the bleed; beside art that does, "
        "each thing that ends within 1 mm of the edge counts (rules and small pieces excepted)."
    ),
    why=mark("A BleedBox of white paper is no bleed: the cut is off by up to 1 mm."),
    hint=mark("draw backgrounds and pictures out to the edge of the bleed"),
)
def _bleed_art(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    """Check each side of each page; a side without art near it passes."""
    for page in file.pages:
        bleed = _bleed(page)
        if file.is_sheet or not page.trim or not bleed:
            continue
        trim = page.trim
        stops = [
            tr(name) for side, name in _SIDES.items() if _art_stops(page, trim, bleed, side, limits)
        ]
        if stops:
            yield Finding(
                tr("art stops at the trim ({sides})", sides=", ".join(stops)), page.number
            )


def _bleed(page: Page) -> Box | None:
    """Return the BleedBox, else the CropBox, else the MediaBox (ISO 32000-1, table 30)."""
    return page.bleed or page.shown


def _beyond(box: Box, trim: Box, side: str) -> float:
    """Return how far a box extends beyond one edge of the trim, in pt; negative inside."""
    return {
        "left": trim.left - box.left,
        "bottom": trim.bottom - box.bottom,
        "right": box.right - trim.right,
        "top": box.top - trim.top,
    }[side]


class _Piece(NamedTuple):
    """A painted thing, seen from one edge of the trim; lengths in pt.

    It extends from ``inner`` to ``outer``, both measured outwards from the edge, and from ``low``
    to ``high`` along the edge.
    """

    inner: float
    outer: float
    low: float
    high: float
    colour: Colour | None

    @property
    def is_broad(self) -> bool:
        """Whether white beside it would show: it is no rule and no small piece of a drawing."""
        deep, long = self.outer - self.inner, self.high - self.low
        return deep >= pt(_NEAR_MM) and long >= pt(_BROAD_MM)

    def goes_on_in(self, other: _Piece) -> bool:
        """Return whether ``other`` continues it outwards, or covers it in the same colour."""
        if other.low > self.low + _JOINT_PT or other.high < self.high - _JOINT_PT:
            return False
        joined = abs(other.inner - self.outer) <= _JOINT_PT
        alike = self.colour is not None and other.colour == self.colour
        return joined or (alike and other.inner <= self.outer)


def _art_stops(page: Page, trim: Box, bleed: Box, side: str, limits: PrinterLimits) -> bool:
    room = _beyond((page.media and bleed.cut_to(page.media)) or bleed, trim, side)
    # If there is more room than the requested bleed, the rest is for printer's marks.
    enough = min(room, pt(limits.bleed_mm)) - _JOINT_PT
    if room < pt(_NEAR_MM):
        return False
    pieces = [
        _piece(box, trim, side, colour)
        for box, colour, frame in art(page)
        # A shape in a frame that bleeds ends where the picture in the frame shows paper.
        if _shows(box, trim)
        and not (frame and _beyond(frame, trim, side) >= enough and box != frame)
    ]
    through = [piece for piece in pieces if piece.outer >= enough]
    stopping = [piece for piece in pieces if -pt(_NEAR_MM) < piece.outer < enough]
    if not through:
        return bool(stopping)
    # Small pieces of a drawing that bleeds may end anywhere.
    return any(piece.is_broad and not any(map(piece.goes_on_in, through)) for piece in stopping)


def _shows(box: Box, trim: Box) -> bool:
    inside = box.cut_to(trim)
    return inside is not None and inside.width > 0 and inside.height > 0


def _piece(box: Box, trim: Box, side: str, colour: Colour | None) -> _Piece:
    inner, low, high = {
        "left": (trim.left - box.right, box.bottom, box.top),
        "bottom": (trim.bottom - box.top, box.left, box.right),
        "right": (box.left - trim.right, box.bottom, box.top),
        "top": (box.bottom - trim.top, box.left, box.right),
    }[side]
    return _Piece(inner, _beyond(box, trim, side), low, high, colour)


def art(page: Page) -> Iterator[tuple[Box, Colour | None, Box | None]]:
    """Yield the box of each thing that is painted and not white, its colour and its frame, or None.

    The frame is that of the picture that a shape is part of. Text does not count as art.
    """
    yield from (
        (area.box, area.colour, _frame(area, page))
        for area in page.areas
        if not area.colour.is_light
    )
    yield from ((line.box, line.colour, None) for line in page.lines if not line.colour.is_light)
    yield from ((picture.box, None, None) for picture in page.pictures if not picture.stencil)
    yield from ((box, None, None) for _, box in page.shadings)


def _frame(area: Area, page: Page) -> Box | None:
    """Return the frame around a shape, or None if the frame is no frame of a picture.

    Many programs write a frame around the whole page: that one does not count. A rectangle that
    fills half of its frame or more is a background or a picture that is too short.
    """
    frame = area.frame
    if frame is None or (page.trim and page.trim.inside(frame)):
        return None
    filled = area.box.width * area.box.height / (frame.width * frame.height or 1)
    return None if area.segments <= _RECTANGLE and filled >= 0.5 else frame
