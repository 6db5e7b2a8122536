"""Screens of round dots, as ranks of pixels, and how two drums share the tones. Pure.

The two screens at 600 dots per inch are:

- ``FINE``, 85 lines per inch, for logos and scans with tones, which are small;
- ``COARSE``, 42 lines per inch, for photographs. A copier reproduces its lightest dots (a sixth of
  a millimetre; those of 85 lines are half that size and get lost at times), and a copy of a copy
  still has separate tones: visible dots look like print, a filled-in grey looks like dirt. Drums
  of a risograph use the same screen; finer dots fill in there.

``COARSE_LIGHT`` is the screen of the second drum, 30 degrees from the first: dots of two inks on
the same grid would lie beside or under each other as the paper happens to run, and the colour would
change; at 30 degrees the pattern of both is smallest (custom of the trade).
"""

from __future__ import annotations

from functools import cache
from math import cos, gcd, tau
from typing import NamedTuple


class Screen(NamedTuple):
    """The step from a dot to the next, in pixels across and down: one side of its square cell."""

    across: int
    down: int

    @property
    def period(self) -> int:
        """The number of pixels, in both directions, after which the screen repeats."""
        return (self.across**2 + self.down**2) // gcd(self.across, self.down)

    def lines(self, dpi: float) -> float:
        """Return the lines per inch."""
        return float(dpi / (self.across**2 + self.down**2) ** 0.5)


FINE, COARSE, COARSE_LIGHT = Screen(5, 5), Screen(10, 10), Screen(14, 4)

#: Lighter tints would be dots of a pixel or two, which not every copy shows.
_LEAST_TINT = 0.06
#: Above this tint, a drum lays down so much ink that sheets stick (custom of the trade).
_MOST_OF_A_DRUM = 0.85
#: Up to this darkness only the second drum prints.
_SHADOWS = 0.35


@cache
def thresholds(screen: Screen) -> bytes:
    """Return the tint (1 to 255) from which each pixel of one period is black: dots grow round."""
    side, area = screen.period, screen.across**2 + screen.down**2

    def order(x: int, y: int) -> tuple[float, ...]:
        along = (screen.across * x + screen.down * y) / area
        up = (screen.across * y - screen.down * x) / area
        light = -(cos(tau * along) + cos(tau * up))
        # All dots grow alike: ties are broken by the place in the cell. (Rounded, so that all
        # machines break ties in the same way.)
        return (round(light, 6), round((along + 0.5) % 1, 6), round((up + 0.5) % 1, 6), y, x)

    places = sorted(order(x, y) for y in range(side) for x in range(side))
    last = len(places) - 1
    ranks = {(x, y): 1 + rank * 254 // last for rank, (*_, y, x) in enumerate(places)}
    return bytes(ranks[x, y] for y in range(side) for x in range(side))


def tints() -> list[int]:
    """Return the tint (0 to 255) of each grey, without tints that copiers lose or fill in."""
    return [_printed(1 - grey / 255) for grey in range(256)]


def tints_of_first_drum() -> list[int]:
    """Return what the first of two drums prints of each grey: only the shadows."""
    return [_printed(max((1 - grey / 255 - _SHADOWS) / (1 - _SHADOWS), 0)) for grey in range(256)]


def tints_of_second_drum() -> list[int]:
    """Return what the second of two drums prints of each grey: all tones, even the shadows."""
    return [_printed(min((1 - grey / 255) * 1.15, _MOST_OF_A_DRUM)) for grey in range(256)]


def _printed(tint: float) -> int:
    if tint < _LEAST_TINT:
        return 0
    return 255 if tint > 1 - _LEAST_TINT else round(255 * tint)
