"""Tones of drawings in black ink: the step of each path, and the pairs that look alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zines.prepress.inks import tones
from zines.prepress.inks.tones import (
    PAPER,
    SOLID,
    Drawing,
    Drawn,
    is_thin,
    light,
    problems,
    toned,
    unmeasured,
)
from zines.prepress.pictures.path_measures import Measured

BLACK, WHITE, RED = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (1.0, 0.0, 0.0)


def grey(shade: float) -> tuple[float, float, float]:
    return (shade, shade, shade)


def path(colour: tuple[float, float, float], thickness: float = 5, line: bool = False) -> Measured:
    return Measured(0, None, line, colour, thickness, 100)


def test_how_light_a_colour_is() -> None:
    """ITU-R BT.601: the eye sees green as lighter than red, and red as lighter than blue."""
    seen = [light(one) for one in (RED, (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), WHITE, BLACK)]
    assert seen == pytest.approx([0.299, 0.587, 0.114, 1, 0])


@pytest.mark.parametrize(
    ("shade", "step"),
    [
        (1, PAPER), (0.951, PAPER), (0.94, 1), (0.86, 1), (0.8, 2), (0.501, 5), (0.4, 6), (0.3, 7),
        # A heavier screen would fill in on a copier.
        (0.24, SOLID), (0.2, SOLID),
    ],
)  # fmt: skip
def test_an_area_has_the_screen_of_its_grey(shade: float, step: int) -> None:
    assert toned([path(BLACK), path(grey(shade))]) == [SOLID, step]


def test_the_darkest_colour_and_its_shades_are_solid() -> None:
    assert toned([path(RED), path((0.9, 0.1, 0.1)), path(WHITE)]) == [SOLID, SOLID, PAPER]
    # A light one keeps its screen, even if it is the darkest: it is no ink.
    assert toned([path(grey(0.6))]) == [4]
    assert toned([]) == []


@pytest.mark.parametrize(
    ("colour", "line", "step"),
    [
        (WHITE, True, PAPER), (WHITE, False, PAPER), (grey(0.951), False, PAPER),
        (grey(0.6), False, 4), (grey(0.501), False, 5), (grey(0.49), False, SOLID),
        # A fine line of dots would be a row of dots.
        (grey(0.6), True, SOLID), (BLACK, False, SOLID),
    ],
)  # fmt: skip
def test_what_is_thin_is_whole_or_as_light_as_it_can_be(
    colour: tuple[float, float, float], line: bool, step: int
) -> None:
    assert unmeasured(colour, is_line=line) == step
    thin = path(colour, 1.4, line)
    assert is_thin(thin) and toned([path(BLACK), thin]) == [SOLID, step]
    assert not is_thin(replace(thin, thickness_mm=1.5))


def alike(*drawn: Drawn, page: int = 1, alt: str = "") -> list[str]:
    return [one.message for one in problems([Drawing(page, alt, drawn)], "")]


RED_INK, GREEN_INK = (
    Drawn(colour, SOLID, False, 50) for colour in ((0.6, 0.0, 0.0), (0.0, 0.4, 0.0))
)


def test_different_colours_with_one_rendering_are_told_once() -> None:
    (message,) = alike(RED_INK, GREEN_INK)
    assert message == (
        "a drawing on page 1: in black ink, #006600 and #990000 both come out as black"
    )
    assert alike(RED_INK, GREEN_INK, page=0)[0].startswith("a drawing: in black")
    assert alike(RED_INK, GREEN_INK, alt="x" * 70)[0].startswith(
        f"a drawing on page 1 ('{'x' * 60}'): "
    )
    paper = [replace(one, step=PAPER) for one in (RED_INK, GREEN_INK)]
    assert alike(*paper)[0].endswith("as paper")
    screens = [replace(one, step=3) for one in (RED_INK, GREEN_INK)]
    assert alike(*screens)[0].endswith("as a screen of 30 %")


@pytest.mark.parametrize(
    "other",
    [
        replace(GREEN_INK, step=7),
        # Shades of an edge.
        replace(GREEN_INK, area_mm2=0.9),
        # The difference of two colours (CIE 1976) under 25: hardly seen beside one another.
        Drawn((0.65, 0.05, 0.05), SOLID, False, 50),
        # A dark outline on an area.
        replace(GREEN_INK, thin=True),
    ],
)
def test_colours_that_stay_apart_or_are_alike_anyway_are_not_told(other: Drawn) -> None:
    assert alike(RED_INK, other) == []


def test_a_light_line_is_lost_on_a_black_area_and_two_lines_are_seen_as_two() -> None:
    yellow = Drawn((1.0, 0.9, 0.0), SOLID, True, 50)
    assert len(alike(RED_INK, yellow)) == 1
    assert alike(replace(RED_INK, thin=True), yellow) == []
    # Thin in one place and thick in another: an area.
    assert len(alike(RED_INK, replace(GREEN_INK, thin=True), replace(GREEN_INK, area_mm2=0.5))) == 1


def test_of_many_pairs_the_most_different_is_told() -> None:
    orange = Drawn((0.8, 0.3, 0.0), SOLID, False, 1.0)
    (message,) = alike(RED_INK, GREEN_INK, orange)
    assert "#006600 and #990000" in message and message.endswith("(2 such pairs)")


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        (WHITE, (100, 0, 0)),
        (BLACK, (0, 0, 0)),
        (RED, (53.24, 80.09, 67.20)),
        ((0.0, 1.0, 0.0), (87.73, -86.18, 83.18)),
        ((0.0, 0.0, 1.0), (32.30, 79.19, -107.86)),
    ],
)
def test_colours_are_compared_in_cielab(
    colour: tuple[float, float, float], expected: tuple[float, float, float]
) -> None:
    """The well-known values of the primaries of sRGB under D65 (IEC 61966-2-1, CIE 15)."""
    assert tones._lab(colour) == pytest.approx(expected, abs=0.1)
