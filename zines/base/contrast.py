"""Contrast of colours (WCAG 2.2, 1.4.3), also of the inks of a risograph. Pure.

A colour is red, green and blue, each from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from zines.base.pictures import linear
from zines.base.printing import Drum

#: The least contrast of text, and of large text and drawings (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
LEAST_LARGE_CONTRAST = 3.0
Colour = Sequence[float]
TypeSize = Literal["large", "small"]
_PAPER = (1.0, 1.0, 1.0)
_LEAST: dict[TypeSize, float] = {"large": LEAST_LARGE_CONTRAST, "small": LEAST_CONTRAST}


def ratio(colour: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(colour), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Return the relative luminance, by the formula of WCAG 2.2."""
    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class OnSecondDrum(NamedTuple):
    """How type on a block of the second drum is printed: by the first drum, or as a cut in it."""

    first: bool
    contrast: float


def on_second_drum(drums: Sequence[Drum], size: TypeSize) -> OnSecondDrum:
    """Return how type of a size is printed on a block of the second drum, and its contrast.

    It is white as long as that is legible, because large white type is the look of our papers; else
    the first drum prints it if that has more contrast.
    """
    first, second = (drum.screen for drum in drums)
    white = ratio(_PAPER, second)
    # Inks let the light through one after the other.
    printed = ratio([one * other for one, other in zip(first, second, strict=True)], second)
    if white >= _LEAST[size] or white >= printed:
        return OnSecondDrum(False, white)
    return OnSecondDrum(True, printed)


def pale(drums: Sequence[Drum]) -> dict[str, float]:
    """Return what two drums print with too little contrast, with its contrast.

    The keys are ``text`` (the first drum on paper), ``headlines`` (large type of the second drum on
    paper) and ``on_block`` (small type on a block of the second drum).
    """
    first, second = drums
    measured = {
        "text": (ratio(first.screen, _PAPER), LEAST_CONTRAST),
        "headlines": (ratio(second.screen, _PAPER), LEAST_LARGE_CONTRAST),
        "on_block": (on_second_drum(drums, "small").contrast, LEAST_CONTRAST),
    }
    return {what: found for what, (found, least) in measured.items() if found < least}
