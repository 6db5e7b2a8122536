"""A picture in a frame that bleeds may have paper of its own; what stops with its frame is told."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from zines.base.units import pt
from zines.pdf.geometry import Box
from zines.pdf.painted import Area, Colour
from zines.preflight.rules.bleed import _art_stops
from zines.preflight.rules.table import PrinterLimits

BLACK = Colour("cmyk", (0, 0, 0, 1))
BLEED = Box(0, 0, 300, 400)
TRIM = BLEED.grown(-pt(3))
#: A piece that ends half a millimetre within the trim, at its left.
PIECE = Box(TRIM.left + 1.4, 200, 120, 300)


@pytest.mark.parametrize(
    ("frame", "stops"),
    [
        (Box(0, 150, 300, 400), False),
        (Box(TRIM.left, 150, 300, 400), True),
        (None, True),
    ],
    ids=["through the bleed", "at the trim", "no frame"],
)
def test_a_piece_of_a_picture_may_end_anywhere(frame: Box | None, stops: bool) -> None:
    page: Any = SimpleNamespace(
        media=BLEED, areas=[Area(BLACK, PIECE, 40, frame=frame)], lines=(), pictures=(), shadings=()
    )
    assert _art_stops(page, TRIM, BLEED, "left", PrinterLimits()) is stops
