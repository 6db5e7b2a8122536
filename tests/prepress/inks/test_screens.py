"""Halftone screens: their frequency, their angles, and the tones that they print."""

from __future__ import annotations

from math import atan2, degrees

import pytest

from zines.prepress.inks import screens
from zines.prepress.inks.screens import COARSE, COARSE_LIGHT, FINE, Screen

DPI = 600


@pytest.mark.parametrize("screen", [COARSE, COARSE_LIGHT])
def test_photographs_get_35_to_45_lines_an_inch(screen: Screen) -> None:
    """Copiers and drums can print this: a copy of a copy still has its tones."""
    assert 35 <= screen.lines(DPI) <= 45
    assert screen.lines(DPI) < FINE.lines(DPI) / 1.9


def test_the_screens_of_two_drums_are_30_degrees_apart() -> None:
    """Square grids repeat after 90 degrees; at 30 degrees, two of them give the least moiré."""
    first, second = (degrees(atan2(one.down, one.across)) for one in (COARSE, COARSE_LIGHT))
    apart = abs(first - second) % 90
    assert min(apart, 90 - apart) == pytest.approx(30, abs=2)


@pytest.mark.parametrize("screen", [FINE, COARSE, COARSE_LIGHT])
def test_a_screen_begins_anew_after_its_period_and_its_dots_are_alike(screen: Screen) -> None:
    side, ranks = screen.period, screens.thresholds(screen)
    assert len(ranks) == side * side

    def rank(x: int, y: int) -> int:
        return ranks[y % side * side + x % side]

    places = [(x, y) for y in range(side) for x in range(side)]
    # In both directions, dots of the same tone have the same size.
    for across, down in ((screen.across, screen.down), (-screen.down, screen.across)):
        assert all(abs(rank(x, y) - rank(x + across, y + down)) <= 6 for x, y in places)


@pytest.mark.parametrize("screen", [FINE, COARSE, COARSE_LIGHT])
@pytest.mark.parametrize("tint", [20, 64, 128, 200])
def test_so_much_of_a_screen_is_black(screen: Screen, tint: int) -> None:
    ranks = screens.thresholds(screen)
    assert sum(rank <= tint for rank in ranks) / len(ranks) == pytest.approx(tint / 255, abs=0.02)


def test_two_drums_share_the_tones() -> None:
    first, second = screens.tints_of_first_drum(), screens.tints_of_second_drum()
    # Darker greys get at least as much of each ink; paper gets none.
    assert first == sorted(first, reverse=True) and second == sorted(second, reverse=True)
    assert (first[255], second[255]) == (0, 0)
    # Light tones use the second drum only; the darkest is solid in the first.
    assert first[200] == 0 < second[200] and first[0] == 255
    # No drum prints so much ink that sheets stick together (tints up to 85 %).
    assert max(second) == round(0.85 * 255)


def test_tints_that_a_copier_would_lose_or_fill_are_paper_or_solid() -> None:
    tints = screens.tints()
    assert set(tints[244:]) == {0} and set(tints[:12]) == {255}
    assert {0.05 * 255 < one < 0.95 * 255 for one in tints[20:236]} == {True}
