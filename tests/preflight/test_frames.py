"""A framed picture with bleed may contain white; one that ends with its frame is reported."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from zines.base.units import pt
from zines.pdf.content.painted import Area, Colour
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page
from zines.preflight.rules.bleed import _art_stops, _bleed_small
from zines.preflight.rules.table import PrinterLimits

BLACK = Colour("cmyk", (0, 0, 0, 1))
BLEED = Box(0, 0, 300, 800)
TRIM = BLEED.grown(-pt(3))
#: A part that ends 0.5 mm within the trim, at its left.
PIECE = Box(TRIM.left + 1.4, 160, 290, 390)


THROUGH = Box(0, 150, 300, 400)


@pytest.mark.parametrize(
    ("frame", "segments", "stops"),
    [
        # A leg of a table.
        (Box(0, 0, 300, 700), 4, False),
        (THROUGH, 40, False),
        (Box(TRIM.left, 150, 300, 400), 40, True),
        (None, 40, True),
        # Many programs write a page with marks like this: clipped to the bleed, or wider.
        (BLEED, 40, True),
        (BLEED.grown(5), 40, True),
        # A picture that was not extended to fill its frame.
        (THROUGH, 5, True),
        (THROUGH, 1, True),
    ],
    ids=[
        "small",
        "through the bleed",
        "at the trim",
        "no frame",
        "the page",
        "more",
        "four lines",
        "re",
    ],
)
def test_a_piece_of_a_picture_may_end_anywhere(
    frame: Box | None, segments: int, stops: bool
) -> None:
    page: Any = SimpleNamespace(
        media=BLEED.grown(20),
        trim=TRIM,
        areas=[Area(BLACK, PIECE, segments, frame=frame)],
        lines=(),
        pictures=(),
        shadings=(),
    )
    assert _art_stops(page, TRIM, BLEED, "left", PrinterLimits()) is stops


@pytest.mark.parametrize("side", ["left", "right", "bottom", "top"])
def test_the_side_that_has_too_little_bleed_is_named(side: str) -> None:
    """Whoever exports again must know which of four fields to fill in."""
    short = TRIM.grown(pt(1))
    bleed = BLEED._replace(**{side: getattr(short, side)})
    press: Any = SimpleNamespace(
        is_press=True, pages=[Page(number=1, media=BLEED, trim=TRIM, bleed=bleed)]
    )
    (problem,) = _bleed_small(press, PrinterLimits())
    assert problem.message == f"the bleed is 1.0 mm ({side}), not 3 mm"
