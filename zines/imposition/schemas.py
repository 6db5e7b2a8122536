"""The schemas by name."""

from __future__ import annotations

from collections.abc import Callable

from zines.geometry import Size
from zines.imposition import repeat, saddle_stitch
from zines.imposition.plan import Flip, ImpositionError, Plan, for_flip
from zines.problems import nearest

_PLANS: dict[str, Callable[[int, Size, Size, int], Plan]] = {
    "repeat": repeat.plan,
    "saddle-stitch": saddle_stitch.plan,
}


def plan(schema: str, pages: int, trim: Size, sheet: Size, up: int, flip: Flip | None) -> Plan:
    """Return the plan of a schema; raises ImpositionError, which is for people."""
    if schema not in _PLANS:
        close = nearest(schema, _PLANS)
        raise ImpositionError(
            f"there is no schema '{schema}'" + (f"; did you mean '{close}'?" if close else "")
        )
    if pages < 1:
        raise ImpositionError("there are no pages")
    return for_flip(_PLANS[schema](pages, trim, sheet, up), flip)
