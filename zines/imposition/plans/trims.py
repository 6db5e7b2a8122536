"""Trims of pages in planning: the size planned for each page, and how the page is fitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zines.base.geometry import Size
from zines.base.language import tr
from zines.base.paper import alike, as_named
from zines.base.problems import some_of
from zines.imposition.plans.request import ImpositionRequest

#: Panels of a leaflet that differ by this in width are meant to: a flap must fold in (mm).
_NARROWER = 0.5
#: The number of sizes, the most frequent ones, among which pages of half a width are looked for.
_MOST_SIZES = 20


@dataclass(frozen=True)
class Fit:
    """How a page is brought to its planned size.

    ``size`` is the trim of the page then (mm, as it is seen), ``scale`` the new size divided by its
    own. ``turned``: it is turned by a quarter, counter-clockwise. A page of almost the planned size
    is not changed; ``whole``: it was brought to that size.
    """

    size: Size
    scale: float = 1
    turned: bool = False
    whole: bool = False


def planned(trims: Sequence[Size], request: ImpositionRequest, *, panels: bool) -> list[Size]:
    """Return the planned sizes (mm) of pages with these trims: the A4 of Word becomes A4.

    Pages of almost the size of the first get its size. If pages of several sizes are scaled to fit,
    all get ``request.trim``, or the size of most pages. ``panels``: pages may differ in width on
    purpose; these widths are kept.
    """
    widths = [trim.width for trim in trims]
    first, size = trims[0], as_named(trims[0])
    if panels and max(widths) - min(widths) >= _NARROWER:
        sizes = list(trims)
    else:
        sizes = [
            size if alike(trim, first) or alike(trim, size) else as_named(trim) for trim in trims
        ]
    if request.scale != "fit":
        return sizes
    # Panels may have any width, but all have one height.
    compared = [Size(size.width, one.height) for one in sizes] if panels else sizes
    if request.trim or not all(alike(one, size) for one in compared):
        return [_common(sizes, request)] * len(sizes)
    return sizes


def _common(sizes: Sequence[Size], request: ImpositionRequest) -> Size:
    """Return the size to which all pages are brought, the way round that most of them are."""
    upright = [size if request.no_turn else _portrait(size) for size in sizes]
    counts = Counter(upright)
    size = request.trim or max(counts, key=counts.__getitem__)
    if request.trim or not request.no_turn:
        own = [one for one in sizes if request.trim or _portrait(one) == _portrait(size)]
        landscape = sum(one.landscape for one in own) * 2 > len(own)
        return _portrait(size).turned if landscape else _portrait(size)
    return size


def _portrait(size: Size) -> Size:
    return size.turned if size.landscape else size


def fits(
    trims: Sequence[Size], sizes: Sequence[Size], request: ImpositionRequest
) -> dict[int, Fit]:
    """Return how each page (from 1) of these trims is brought to its planned size (mm)."""
    return {
        number: _fit(trim, size, request)
        for number, (trim, size) in enumerate(zip(trims, sizes, strict=True), 1)
    }


def _fit(trim: Size, size: Size, request: ImpositionRequest) -> Fit:
    if alike(trim, size):
        return Fit(trim)
    upright = trim.landscape == size.landscape or alike(trim, trim.turned)
    turned = not (request.no_turn or upright or alike(size, size.turned))
    seen = trim.turned if turned else trim
    if alike(seen, size):
        return Fit(seen, 1, turned, whole=True)
    scale = min(size.width / seen.width, size.height / seen.height)
    return Fit(seen.scaled(scale), scale, turned, whole=True)


def spread_warnings(trims: Sequence[Size], fitted: dict[int, Fit]) -> tuple[str, ...]:
    """Return a warning if pages brought to one size may be spreads, two pages side by side."""
    if not any(fit.whole for fit in fitted.values()):
        return ()
    others = [size for size, _ in Counter(trims).most_common(_MOST_SIZES)]
    double = {
        one for one in others if any(alike(Size(one.width / 2, one.height), s) for s in others)
    }
    numbers = [str(number) for number, trim in enumerate(trims, 1) if trim in double]
    if not numbers:
        return ()
    return (
        tr(
            "pages twice as wide as others ({numbers}): if each is a spread of two pages, export "
            "single pages, and take those",
            numbers=some_of(numbers),
        ),
    )


def overhang(fitted: dict[int, Fit], sizes: Sequence[Size]) -> float:
    """Return how far pages extend beyond their planned size at most, on each side (mm)."""
    return max(
        max(fit.size.width - size.width, fit.size.height - size.height, 0) / 2
        for fit, size in zip(fitted.values(), sizes, strict=True)
    )
