"""The requests for sheets of many groups that are set once: for their base and their panels.

layouts/lib/components/panel.typ draws what they request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from zines.base.placed_panel import PlacedPanel
from zines.base.units import pt
from zines.composition.request import Request

#: The label under which a piece reports the places of its panels.
LABEL = "panel"


def places(reported: Iterable[Mapping[str, Any]]) -> tuple[PlacedPanel, ...]:
    """Return the places of panels from the values that a piece reports."""
    return tuple(PlacedPanel(**one) for one in reported)


def whole(request: Request) -> Request:
    """Return the request for the unchanged piece, which reports the places of its panels."""
    return replace(request, panels={"heights": {}})


def base(request: Request, heights: Mapping[str, float]) -> Request:
    """Return the request for a piece whose panels are blank, with these heights in pt."""
    return replace(request, panels={"heights": dict(heights)})


def page(
    request: Request, groups: Sequence[Mapping[str, Any]], widths: Mapping[str, float]
) -> Request:
    """Return the request for one page with the panels of some groups, with these widths in pt.

    They are drawn in the order of ``groups``, for each group in the order of ``widths``, all at the
    top left corner of the page.
    """
    asked = {"groups": list(map(_on_paper, groups)), "widths": dict(widths)}
    return replace(request, organisation={}, panels=asked)


def specimen(signs: str) -> dict[str, Any]:
    """Return a group whose values contain all ``signs`` (characters) of all groups.

    If its panels come before those of the others, the pages of all requests have the same fonts,
    with the glyphs in the same order.
    """
    return {"name": [{"kind": "text", "value": signs}], "phone": signs}


def _on_paper(group: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group whose addresses are not links: a printed link looks the same, and is slow."""
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
    """Return the height of the pages of a piece, in pt."""
    return pt(request.page.height)
