"""Crop and registration marks around a page for a print shop: PDF operators in points. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from zines.base.units import pt
from zines.pdf.content.drawing import circle

#: Width of the space for marks beyond the bleed (mm), and the place of the marks in it.
ROOM = 8.0
_GAP, _LENGTH = 1.0, 5.0
_RADIUS, _ARM = 1.5, 2.5
#: Thick enough to print on newsprint as well.
_LINE_PT = 0.5

#: Left, bottom, right, top, in points.
Edges = Sequence[float]


def drawn(marks: Sequence[str], trim: Edges, bleed: Edges, colour: str) -> bytes:
    """Return the operators for marks around ``bleed``.

    ``colour`` is the operators that set it for lines: a colour that prints on every plate. Crop
    marks show the edges of ``trim`` and start outside the bleed; registration marks stand at the
    middle of each side.
    """
    lines: list[str] = [f"q {colour} {_LINE_PT} w"]
    gap, far = pt(_GAP), pt(_GAP + _LENGTH)
    if "crop" in marks:
        for x in (trim[0], trim[2]):
            lines += [
                _line(x, bleed[1] - gap, x, bleed[1] - far),
                _line(x, bleed[3] + gap, x, bleed[3] + far),
            ]
        for y in (trim[1], trim[3]):
            lines += [
                _line(bleed[0] - gap, y, bleed[0] - far, y),
                _line(bleed[2] + gap, y, bleed[2] + far, y),
            ]
    if "registration" in marks:
        x, y, away = (trim[0] + trim[2]) / 2, (trim[1] + trim[3]) / 2, pt(ROOM / 2)
        for middle in (
            (x, bleed[1] - away),
            (x, bleed[3] + away),
            (bleed[0] - away, y),
            (bleed[2] + away, y),
        ):
            lines += _target(*middle)
    return " ".join([*lines, "Q"]).encode()


def with_room(bleed: Edges) -> list[float]:
    """Return the page box with space for marks around ``bleed``, in points."""
    room = pt(ROOM)
    return [bleed[0] - room, bleed[1] - room, bleed[2] + room, bleed[3] + room]


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def _target(x: float, y: float) -> list[str]:
    """Return a cross in a circle, by which plates are aligned."""
    arm, ring = pt(_ARM), circle(x, y, pt(_RADIUS), "{:.3f}".format)
    return [_line(x - arm, y, x + arm, y), _line(x, y - arm, x, y + arm), ring, "S"]
