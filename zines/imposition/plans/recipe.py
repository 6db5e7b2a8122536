"""A plan as plain values: for the manifest, the recipe sheet and the labels on the sheets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from zines.base.geometry import Rect
from zines.base.paper import name_of
from zines.imposition.plans.plan import Gather, Label, Plan, Side, Step, TileCount, TileName

#: Print runs (copies) for which the sheets are counted.
RUNS = (10, 50, 100, 200, 300, 500, 1000)


def data(plan: Plan) -> dict[str, Any]:
    """Return the recipe as plain values; lengths in mm, from the left and the foot of the front."""
    sheets = len(plan.sheets)
    values: dict[str, Any] = {
        "paper": name_of(plan.sheet),
        "orientation": "landscape" if plan.sheet.landscape else "portrait",
        "sides": 2 if plan.flip else 1,
        "scale": "100 %",
        "schema": plan.schema,
        "binding": plan.binding,
        "copies_on_a_sheet": plan.up,
        "sheets_in_file": sheets,
        "sheets_per_copy": sheets / plan.up,
        "sheets_for_copies": {str(run): math.ceil(run / plan.up) * sheets for run in RUNS},
        "blank_pages": plan.blanks,
        "steps": _steps(plan, plan.steps),
    }
    if plan.covers:
        # The first sheets of the file are covers, with their own steps: each goes around one copy.
        values["covers"] = plan.covers
        values["cover_steps"] = _steps(plan, plan.cover_steps)
    if plan.flip:
        values["flip"] = plan.flip
    if plan.placed:
        values["placed"] = True
    if plan.two_passes:
        values["two_passes"] = plan.two_passes
    if plan.note:
        values["note"] = plan.note
    return values


def _steps(plan: Plan, steps: Sequence[Step]) -> list[dict[str, Any]]:
    """Return the steps as plain values; a gathering names the kind of the step before it."""
    listed: list[dict[str, Any]] = []
    for step in steps:
        kind = type(step).__name__.lower()
        if isinstance(step, Gather):
            after = listed[-1]["kind"] if listed else "print"
            # A single sheet needs no gathering, but the pieces cut from it do.
            if len(plan.sheets) == 1 and (after != "cut" or step.size):
                continue
            listed.append({"kind": kind, **asdict(step), "after": after})
        else:
            listed.append({"kind": kind, **asdict(step)})
    return listed


def drawing(plan: Plan) -> dict[str, Any]:
    """Return what the recipe sheet draws: both sides of the first sheet, with page numbers.

    It includes the marks on its front and on that of the cover, and the tiles of a poster.
    """
    first = plan.sheets[plan.covers]
    labels = plan.sheets[-1].front.labels
    tiles = next((one.tiles for one in labels if isinstance(one.tiles, TileCount)), None)
    return {
        "width": plan.sheet.width,
        "height": plan.sheet.height,
        "cover": _slots(plan.sheets[0].front) if plan.covers else None,
        "front": _slots(first.front),
        "back": _slots(first.back) if first.back else None,
        "marks": _marks(first.front),
        "cover_marks": _marks(plan.sheets[0].front) if plan.covers else [],
        "tiles": asdict(tiles) if tiles else None,
    }


def _marks(side: Side) -> list[dict[str, Any]]:
    return [asdict(mark) for mark in side.marks]


def _slots(side: Side) -> list[dict[str, Any]]:
    return [
        {
            "page": slot.page,
            "turned": slot.placement.rotation in (180, 270),
            **_box(slot.clip),
        }
        for slot in side.slots
    ]


def _box(box: Rect) -> dict[str, float]:
    return {"x": box.x, "y": box.y, "width": box.width, "height": box.height}


def label_values(label: Label) -> dict[str, Any]:
    """Return a label as plain values for the overlay; lengths in mm, its size in pt."""
    values: dict[str, Any] = {
        "text": label.text,
        "x": label.at[0],
        "y": label.at[1],
        "size": label.size_pt,
        "rotation": label.rotation,
    }
    if label.tiles:
        kind = "tile" if isinstance(label.tiles, TileName) else "tiles"
        values[kind] = asdict(label.tiles)
    return values
