"""A plan of pages of one size, for the tests of several modules."""

from __future__ import annotations

from typing import Any

from zines.base.geometry import Size
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Plan
from zines.imposition.plans.request import ImpositionRequest


def plan(schema: str, pages: int, trim: Size, sheet: Size, **options: Any) -> Plan:
    bleed = options.pop("bleed", 0)
    return planning.plan([trim] * pages, ImpositionRequest(schema, sheet, **options), bleed)
