"""A panel of a group where it stands on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacedPanel:
    """Its page is counted from 1; ``x`` and ``y`` are those of its upper left corner, all in pt."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float = 0
