"""A panel of a group at its place on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacedPanel:
    """A placed panel: ``page`` counts from 1; ``x`` and ``y`` of its upper left corner in pt.

    All sizes are in pt.
    """

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float = 0
