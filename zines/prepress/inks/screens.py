"""Screens of round dots, as ranks of pixels, and how two drums share the tones. Pure.

Two screens at 600 dots an inch:

- ``FINE``, 85 lines an inch, for logos and scans with tones, which are small;
- ``COARSE``, 42 lines an inch, for photographs. A copier holds its lightest dots (a sixth of a
  millimetre; those of 85 lines are half of that, and come and go), and a copy of a copy still has
  its tones apart: dots that are seen read as print, a grey that has closed up as dirt. Drums of a
  risograph take the same; finer dots fill in there.

``COARSE_LIGHT`` is that of the second drum, 30 degrees off the first: dots of two inks on one grid
would lie beside or under one another as the paper happens to run, and change colour with it; at 30
degrees the pattern of both is the smallest (custom of the trade).
"""

from __future__ import annotations

from functools import cache
from math import cos, gcd, tau
from typing import NamedTuple


class Screen(NamedTuple):
    """From a dot to the next, in pixels across and down: one side of its square cell."""

    across: int
    down: int

    @property
    def period(self) -> int:
        """After so many pixels, in both directions, the screen begins anew."""
        return (self.across**2 + self.down**2) // gcd(self.across, self.down)

    def lines(self, dpi: float) -> float:
        """Return the lines per inch."""
        return float(dpi / (self.across**2 + self.down**2) ** 0.5)


FINE, COARSE, COARSE_LIGHT = Screen(5, 5), Screen(10, 10), Screen(14, 4)

#: Lighter tints would be dots of a pixel or two, that come and go from copy to copy.
_LEAST_TINT = 0.06
#: A drum that prints more than that lays down so much ink that sheets stick (custom of the trade).
_MOST_OF_A_DRUM = 0.85
#: Up to this darkness the second drum prints alone.
_SHADOWS = 0.35


@cache
def thresholds(screen: Screen) -> bytes:
    """Return how dark (1 to 255) each pixel of one period must be to be black: dots grow round."""
    side, area = screen.period, screen.across**2 + screen.down**2

    def order(x: int, y: int) -> tuple[float, ...]:
        along = (screen.across * x + screen.down * y) / area
        up = (screen.across * y - screen.down * x) / area
        light = -(cos(tau * along) + cos(tau * up))
        # All dots grow alike: by the place in the cell. (Rounded, so that no machine breaks a tie
        # in its own way.)
        return (round(light, 6), round((along + 0.5) % 1, 6), round((up + 0.5) % 1, 6), y, x)

    places = sorted(order(x, y) for y in range(side) for x in range(side))
    last = len(places) - 1
    ranks = {(x, y): 1 + rank * 254 // last for rank, (*_, y, x) in enumerate(places)}
    return bytes(ranks[x, y] for y in range(side) for x in range(side))


def tints() -> list[int]:
    """Return how dark (0 to 255) each grey is, without tints that a copier would lose or fill."""
    return [_printed(1 - grey / 255) for grey in range(256)]


def tints_of_first_drum() -> list[int]:
    """Return what the first of two drums prints of each grey: the shadows."""
    return [_printed(max((1 - grey / 255 - _SHADOWS) / (1 - _SHADOWS), 0)) for grey in range(256)]


def tints_of_second_drum() -> list[int]:
    """Return what the second of two drums prints of each grey: all of it, the shadows even."""
    return [_printed(min((1 - grey / 255) * 1.15, _MOST_OF_A_DRUM)) for grey in range(256)]


def _printed(tint: float) -> int:
    if tint < _LEAST_TINT:
        return 0
    return 255 if tint > 1 - _LEAST_TINT else round(255 * tint)
