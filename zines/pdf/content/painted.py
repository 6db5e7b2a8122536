"""What a page paints, as plain frozen values. Pure.

Lengths are PostScript points at the printed size: the ``UserUnit`` of the page is included.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from zines.pdf.geometry import Box


class Colour(NamedTuple):
    """A colour as it is painted.

    ``family`` is ``cmyk``, ``grey``, ``rgb``, ``lab``, ``ink`` (Separation and DeviceN, one value
    for each ink), ``all`` (registration: one value for all inks), ``pattern`` or ``unknown``. The
    values are 0 to 1, except in ``lab``. ``by_profile``: a calibrated space (ICCBased, Cal), no
    device space.
    """

    family: str
    values: tuple[float, ...]
    by_profile: bool = False

    @property
    def ink(self) -> float | None:
        """Total ink in percent; None if it depends on a conversion."""
        if self.family in ("cmyk", "ink"):
            return 100 * sum(self.values)
        if self.family == "all":
            return 400 * sum(self.values)
        return 100 * (1 - self.values[0]) if self.family == "grey" and self.values else None

    @property
    def is_light(self) -> bool:
        """Whether it looks white: at most 10 % of ink, or RGB and grey values from 0.9."""
        if self.family in ("rgb", "grey"):
            return bool(self.values) and min(self.values) >= 0.9
        return self.ink is not None and self.ink <= 10

    @property
    def is_black(self) -> bool:
        """Whether it is meant as black: K of 85 % and more, or RGB and grey up to 0.15."""
        if self.family in ("cmyk", "all"):
            return len(self.values) in (1, 4) and self.values[-1] >= 0.85
        return self.family in ("rgb", "grey") and bool(self.values) and max(self.values) <= 0.15


class Text(NamedTuple):
    """One shown text. ``size``: of the font on paper, in pt; None for a Type 3 font."""

    font: str
    size: float | None
    colour: Colour
    box: Box
    signs: int = 1


class Line(NamedTuple):
    """A stroked path; a width of 0 is the thinnest line that the device can draw."""

    width: float
    colour: Colour
    box: Box


class Area(NamedTuple):
    """A filled path; ``segments`` counts its lines and curves.

    ``narrow`` is the shorter side of the whole path if a part of it is clipped, else 0. ``frame``
    is the clip around it, if that is smaller than the page.
    """

    colour: Colour
    box: Box
    segments: int
    narrow: float = 0.0
    frame: Box | None = None


@dataclass(frozen=True)
class Picture:
    """A picture as placed; ``key`` is its key in the samples of the file."""

    key: str
    width: int
    height: int
    bits: int
    family: str
    stencil: bool
    dpi: float
    box: Box
    by_profile: bool = False
