"""Sheets of many groups, set once: the requests for their base and for their panels.

What they ask for is drawn by layouts/lib/components/panel.typ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zines.base.placed_panel import PlacedPanel
from zines.base.units import pt
from zines.composition.request import Request

#: What a piece tells the places of its panels under.
LABEL = "panel"


def places(told: Iterable[Mapping[str, Any]]) -> tuple[PlacedPanel, ...]:
    """Return the places of panels, as a piece tells them."""
    return tuple(PlacedPanel(**one) for one in told)


def whole(request: Request) -> Request:
    """Return the request for a piece as it is, which tells the places of its panels."""
    return replace(request, panels={"heights": {}})


def base(request: Request, heights: Mapping[str, float]) -> Request:
    """Return the request for a piece whose panels are left blank, so high (in pt)."""
    return replace(request, panels={"heights": dict(heights)})


def page(
    request: Request, groups: Sequence[Mapping[str, Any]], widths: Mapping[str, float]
) -> Request:
    """Return the request for one page with the panels of some groups, so wide (in pt).

    They are drawn in the order of ``groups``, for each in the order of ``widths``, all at the upper
    corner of the page.
    """
    asked = {"groups": list(map(_on_paper, groups)), "widths": dict(widths)}
    return replace(request, organisation={}, panels=asked)


def specimen(signs: str) -> dict[str, Any]:
    """Return a group that has all ``signs`` of all groups.

    Where its panels come before those of others, the pages of all requests have the same fonts,
    with the letters in the same order.
    """
    return {"name": [{"kind": "text", "value": signs}], "phone": signs}


def _on_paper(group: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group whose addresses lead nowhere: a link that is printed is the same, and slow."""
    found = dict(group)
    for key in ("email", "site"):
        if key in group:
            found[key] = {"segments": group[key]["segments"]}
    if "events" in group:
        found["events"] = [
            {**one, "url": {"segments": one["url"]["segments"]}} if "url" in one else one
            for one in group["events"]
        ]
    return found


def page_height(request: Request) -> float:
    """Return how high the pages of a piece are, in pt."""
    return pt(request.page.height)
