"""Check whether pictures have enough pixels for the printed size. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from zines.base.language import tr
from zines.base.limits import GOOD_DPI, LEAST_DPI
from zines.base.problems import Problem, Severity
from zines.base.units import MM_PER_INCH


@dataclass(frozen=True)
class Placed:
    """A picture as it stands on a page (from 1): its fingerprint, its pixels, its size in mm."""

    page: int
    fingerprint: str
    pixels: tuple[int, int]
    size_mm: tuple[float, float]

    @property
    def dpi(self) -> float:
        """The resolution in dots per inch, the lower of the two directions."""
        return min(
            count * MM_PER_INCH / side if side else 0.0
            for count, side in zip(self.pixels, self.size_mm, strict=True)
        )


def problems(placed: Iterable[Placed], names: Mapping[str, str], path: str = "") -> list[Problem]:
    """Return a problem for each coarse picture: an error under 150 dpi, a warning under 225.

    ``names`` maps fingerprints to names. Each picture is reported once, at its lowest resolution.
    """
    largest: dict[str, Placed] = {}
    for one in placed:
        coarsest = largest.get(one.fingerprint)
        if coarsest is None or one.dpi < coarsest.dpi:
            largest[one.fingerprint] = one
    return [
        _problem(one, names.get(one.fingerprint, ""), path)
        for one in largest.values()
        if round(one.dpi) < GOOD_DPI
    ]


def _problem(one: Placed, name: str, path: str) -> Problem:
    width, height = one.size_mm
    message = tr(
        "'{name}' on page {page} is printed {width:.0f} x {height:.0f} mm with "
        "{columns} x {rows} pixels: {dpi:.0f} dpi",
        name=name or tr("a picture inside a drawing"),
        page=one.page,
        width=width,
        height=height,
        columns=one.pixels[0],
        rows=one.pixels[1],
        dpi=one.dpi,
    )
    good, least = (
        " x ".join(str(ceil(side * dpi / MM_PER_INCH)) for side in one.size_mm)
        for dpi in (GOOD_DPI, LEAST_DPI)
    )
    coarse = round(one.dpi) < LEAST_DPI
    return Problem(
        "picture-resolution",
        message,
        tr(
            "it needs {good} pixels ({good_dpi} dpi), {least} at the very least; or use an SVG",
            good=good,
            good_dpi=GOOD_DPI,
            least=least,
        ),
        path,
        severity=Severity.ERROR if coarse else Severity.WARNING,
    )
