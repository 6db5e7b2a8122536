"""Fronts and backs printed apart, for machines that print one side of a sheet at a time.

The fronts are printed from the first to the last. A person turns the pile over and puts it back.
Whether the machine then takes the last sheet first or the first sheet depends on how it delivers
and feeds paper, so the backs come in the requested order. Every sheet has a back, blank or not:
otherwise the next back would be printed on the wrong sheet.
"""

from __future__ import annotations

from dataclasses import replace

from zines.imposition.plans.plan import Plan, Sheet, Side

#: Suffixes of the names of the two files.
FRONTS, BACKS = "rectos", "versos"


def fronts(plan: Plan) -> Plan:
    """Return the plan of the fronts alone, in printing order."""
    return _one_side(plan, [sheet.front for sheet in plan.sheets])


def backs(plan: Plan) -> Plan:
    """Return the plan of the backs alone, in the order in which the machine takes the sheets."""
    sides = [sheet.back or Side(()) for sheet in plan.sheets]
    return _one_side(plan, sides[::-1] if plan.two_passes == "reversed" else sides)


def _one_side(plan: Plan, sides: list[Side]) -> Plan:
    return replace(plan, sheets=tuple(map(Sheet, sides)), flip=None)
