"""A panel of a group at its place on a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PlacedPanel:
    """A panel on ``page`` (from 1); ``x`` and ``y`` are its upper left corner; lengths in pt."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float = 0
