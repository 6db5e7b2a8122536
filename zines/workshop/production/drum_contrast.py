"""Contrast of what two drums of a risograph print (WCAG 2.2, 1.4.3). Pure.

Inks let the light through one after the other; their colours are those of assets/drums.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from zines.base.language import mark, tr
from zines.base.pictures import LEAST_CONTRAST, LEAST_LARGE_CONTRAST, ratio
from zines.base.printing import Drum, DrumUse
from zines.base.problems import Problem, Severity

TypeSize = Literal["large", "small"]
_PAPER = (1.0, 1.0, 1.0)
_LEAST: dict[TypeSize, float] = {"large": LEAST_LARGE_CONTRAST, "small": LEAST_CONTRAST}
#: A contrast below it is reported: the colours of drums are known roughly.
_REPORTED = 0.9 * LEAST_CONTRAST


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
    printed = ratio([one * other for one, other in zip(first, second, strict=True)], second)
    if white >= _LEAST[size] or white >= printed:
        return OnSecondDrum(first=False, contrast=white)
    return OnSecondDrum(first=True, contrast=printed)


def first_drum_prints(drums: Sequence[Drum]) -> tuple[DrumUse, ...]:
    """Return the type that the first drum prints, because the second drum alone would be pale.

    ``large`` and ``small`` is type on a block of the second drum, which is white otherwise;
    ``headlines`` are those on paper.
    """
    sizes: tuple[TypeSize, ...] = ("large", "small")
    found: list[DrumUse] = [size for size in sizes if on_second_drum(drums, size).first]
    if ratio(drums[1].screen, _PAPER) < LEAST_LARGE_CONTRAST:
        found.append("headlines")
    return tuple(found)


def pale(drums: Sequence[Drum]) -> dict[str, float]:
    """Return the contrast of small type that is too pale: on ``paper``, on a ``block``."""
    measured = {
        "paper": ratio(drums[0].screen, _PAPER),
        "block": on_second_drum(drums, "small").contrast,
    }
    return {where: found for where, found in measured.items() if found < _REPORTED}


def warnings(drums: Sequence[Drum]) -> list[Problem]:
    """Return a warning for each place where two drums print small type with little contrast."""
    found = pale(drums) if drums else {}
    labels = [drum.label for drum in drums]
    messages = {
        "paper": mark("small type in {first} on paper has a contrast of {contrast:.1f}:1"),
        "block": mark(
            "small type on a block in {second} has a contrast of {contrast:.1f}:1, in {first} or "
            "white"
        ),
    }
    hint = tr(
        "{least:g}:1 is the least (WCAG 2.2, 1.4.3): name the darkest drum first, as black",
        least=LEAST_CONTRAST,
    )
    return [
        Problem(
            "drum-contrast",
            tr(messages[where], first=labels[0], second=labels[1], contrast=contrast),
            hint,
            "assets/drums.yaml",
            severity=Severity.WARNING,
        )
        for where, contrast in found.items()
    ]
