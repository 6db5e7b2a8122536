"""Geometry of QR codes: where a page may hold a code, and what surrounds a code. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product, starmap

from zines.pdf.content.painted import Area, Picture
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Page

#: A code of version 1 has about 60 runs of dark modules, each with four sides.
_SEGMENTS = 100
_SMALLEST_PT = 15.0
_MOST_BARS = 120
#: Positions along the middle row of a finder pattern, in modules, and whether each is dark.
_FINDER = ((0.5, True), (1.5, False), (3.5, True), (5.5, False), (6.5, True), (7.5, False))

Shade = Callable[[float, float], int | None]


@dataclass(frozen=True)
class Grid:
    """A code in a picture: its corner, the steps to the next module right and down, its size."""

    x: float
    y: float
    right: tuple[float, float]
    down: tuple[float, float]
    modules: int

    def at(self, column: float, row: float) -> tuple[float, float]:
        """Return the point at a column and a row of modules, which may lie outside the code."""
        return (
            self.x + column * self.right[0] + row * self.down[0],
            self.y + column * self.right[1] + row * self.down[1],
        )


def may_hold_codes(page: Page) -> bool:
    """Return whether a page may hold codes, so that it is worth drawing."""
    if any(True for _ in suspects(page)):
        return True
    bars = sum(one.segments <= 5 and 0 < one.box.height <= _SMALLEST_PT for one in page.areas)
    whole = page.finished
    return bars > _MOST_BARS or any(
        whole and one.box.width * one.box.height > 0.6 * whole.width * whole.height
        for one in page.pictures
    )


def suspects(page: Page) -> Iterator[Box]:
    """Yield the boxes of square drawings and pictures that may be codes."""
    figures: tuple[Area | Picture, ...] = (*page.areas, *page.pictures)
    for one in figures:
        least, most = sorted((one.box.width, one.box.height))
        if least < _SMALLEST_PT or most > 1.06 * least:
            continue
        if (isinstance(one, Area) and one.segments >= _SEGMENTS) or (
            isinstance(one, Picture) and abs(one.width - one.height) <= 0.06 * one.height
        ):
            yield one.box


def is_light_on_dark(grid: Grid, shade: Shade) -> tuple[bool, float]:
    """Return whether the first finder is lighter than the ring around it, and the mean shade."""
    dark, light = shade(*grid.at(3.5, 3.5)), shade(*grid.at(1.5, 3.5))
    if dark is None or light is None:
        return False, 128.0
    return dark > light, (dark + light) / 2


def quiet_zone(grid: Grid, shade: Shade) -> float:
    """Return the width of the free zone around a code, in modules, 4 at most.

    What lies outside the page counts as ink, because its shade is unknown.
    """
    inverted, middle = is_light_on_dark(grid, shade)
    size = grid.modules
    for ring in range(1, 9):
        out = ring / 2 - 0.2
        for step in range(2 * (size + ring)):
            along = step / 2 - out
            for place in (
                grid.at(along, -out),
                grid.at(along, size + out),
                grid.at(-out, along),
                grid.at(size + out, along),
            ):
                seen = shade(*place)
                if seen is None or (seen > middle if inverted else seen < middle):
                    return (ring - 1) / 2
    return 4.0


def looks_like_code(width: int, height: int, dark: Callable[[int, int], bool]) -> bool:
    """Return whether at least two corners of a picture, cut to its dark part, are finders."""
    if min(width, height) < 21 or max(width, height) > 1.1 * min(width, height):
        return False

    def from_corner(right: bool, foot: bool) -> Callable[[int, int], bool]:
        """Return ``dark`` for points that are counted from one of the four corners."""
        return lambda x, y: dark(width - 1 - x if right else x, height - 1 - y if foot else y)

    corners = starmap(from_corner, product((False, True), repeat=2))
    return sum(_is_finder(width, one) for one in corners) >= 2


def _is_finder(width: int, dark: Callable[[int, int], bool]) -> bool:
    run = next((x for x in range(width) if not dark(x, 1)), width)
    if run > width / 2:
        return False
    module = run / 7
    middle = int(3.5 * module)
    return all(dark(int(at * module), middle) is wanted for at, wanted in _FINDER)
