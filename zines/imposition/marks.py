"""Crop, fold, cut and registration marks, and the slug: data of the plan, for any schema."""

from __future__ import annotations

from dataclasses import replace

from zines.geometry import Rect
from zines.imposition.plan import Cut, Fold, Label, Mark, Plan, Side, Slit
from zines.imposition.wishes import Wishes
from zines.paper import name_of

#: Lengths in mm: of a mark, between a mark and the trim, of the least mark that is of use.
LENGTH, DISTANCE, LEAST = 4.0, 3.0, 1.0
SLUG_HEIGHT, TARGET = 3.5, 2.5
#: Where the margin is too small for a mark, it stands on the line itself, at the sheet's edge.
INSIDE = 3.0


def marked(plan: Plan, wishes: Wishes) -> Plan:
    """Add the marks that were asked for; what there is no room for becomes a warning."""
    plan = replace(plan, note=wishes.note)
    wanted = set(wishes.marks) - {"none"}
    if not wanted:
        return plan
    used = _used(plan)
    warnings = list(plan.warnings)
    shared: list[Mark] = []
    if "crop" in wanted:
        shared += _crop(plan, used)
        if not shared:
            warnings.append("there is no room on the sheet for crop marks")
    if "registration" in wanted:
        targets = _targets(plan, used)
        shared += targets
        if not targets:
            warnings.append("there is no room on the sheet for registration marks")
    work = _work_lines(plan, used, wanted)
    where = _slug_place(plan, used) if "slug" in wanted else None
    if "slug" in wanted and where is None:
        warnings.append("there is no room on the sheet for the slug")
    sheets = []
    for number, one in enumerate(plan.sheets, 1):
        sides = []
        for name, side in (("recto", one.front), ("verso", one.back)):
            if side is None:
                continue
            lines = work if name == "recto" else [_mirrored(mark, plan) for mark in work]
            labels = side.labels
            if where:
                slug = _slug(plan, wishes, number, name)
                labels += (Label(slug, where[0], 6, where[1]),)
            sides.append(Side(side.slots, (*side.marks, *shared, *lines), labels))
        sheets.append(replace(one, front=sides[0], back=sides[1] if len(sides) > 1 else None))
    return replace(plan, sheets=tuple(sheets), warnings=tuple(warnings))


def _used(plan: Plan) -> Rect:
    """Return the part of the sheet that pages take, bleed included."""
    clips = [slot.clip for side in plan.sides for slot in side.slots]
    x, y = min(clip.x for clip in clips), min(clip.y for clip in clips)
    return Rect(x, y, max(c.right for c in clips) - x, max(c.top for c in clips) - y)


def _outside(low: float, high: float, length: float) -> list[tuple[float, float]]:
    """Return the spans before and after an extent where a mark fits on a sheet of that length."""
    spans = [(max(low - DISTANCE - LENGTH, 0), low - DISTANCE)]
    spans.append((high + DISTANCE, min(high + DISTANCE + LENGTH, length)))
    return [span for span in spans if span[1] - span[0] >= LEAST]


def _ticks(
    plan: Plan, used: Rect, kind: str, xs: set[float], ys: set[float], *, inside: bool
) -> list[Mark]:
    across = _outside(used.y, used.top, plan.sheet.height)
    along = _outside(used.x, used.right, plan.sheet.width)
    if inside:
        across = across or [(0, INSIDE), (plan.sheet.height - INSIDE, plan.sheet.height)]
        along = along or [(0, INSIDE), (plan.sheet.width - INSIDE, plan.sheet.width)]
    found = [Mark(kind, (x, a), (x, b)) for x in sorted(xs) for a, b in across]
    return found + [Mark(kind, (a, y), (b, y)) for y in sorted(ys) for a, b in along]


def _crop(plan: Plan, used: Rect) -> list[Mark]:
    slots = plan.sheets[-1].front.slots
    spines = {at for step in plan.steps if isinstance(step, Fold) for at in step.at}
    boxes = [slot.placement.trim for slot in slots]
    xs = {round(edge, 3) for box in boxes for edge in (box.x, box.right)}
    ys = {round(edge, 3) for box in boxes for edge in (box.y, box.top)}
    near = {round(at, 3) for at in spines}
    return _ticks(plan, used, "crop", xs - near, ys - near, inside=False)


def _work_lines(plan: Plan, used: Rect, wanted: set[str]) -> list[Mark]:
    found: list[Mark] = []
    for step in plan.steps:
        if isinstance(step, Fold) and "fold" in wanted:
            at = {round(line, 3) for line in step.at}
            xs, ys = (at, set()) if step.axis == "x" else (set(), at)
            found += _ticks(plan, used, "fold", xs, ys, inside=True)
        elif isinstance(step, Cut) and "cut" in wanted:
            found += _ticks(
                plan,
                used,
                "cut",
                {round(x, 3) for x in step.xs},
                {round(y, 3) for y in step.ys},
                inside=True,
            )
        elif isinstance(step, Slit) and "cut" in wanted:
            found.append(Mark("cut", step.start, step.end))
    return found


def _mirrored(mark: Mark, plan: Plan) -> Mark:
    """Return a line of the front as the back shows it, turned as the machine turns the sheet."""
    upright = "short-edge" if plan.sheet.landscape else "long-edge"

    def seen(point: tuple[float, float]) -> tuple[float, float]:
        if plan.flip == upright:
            return plan.sheet.width - point[0], point[1]
        return point[0], plan.sheet.height - point[1]

    return Mark(mark.kind, seen(mark.start), seen(mark.end))


def _targets(plan: Plan, used: Rect) -> list[Mark]:
    width, height = plan.sheet.width, plan.sheet.height
    places = []
    if used.x >= 2 * TARGET and width - used.right >= 2 * TARGET:
        places += [(used.x / 2, height / 2), ((used.right + width) / 2, height / 2)]
    if used.y >= 2 * TARGET and height - used.top >= 2 * TARGET:
        places += [(width / 2, used.y / 2), (width / 2, (used.top + height) / 2)]
    return [
        Mark("registration", (x - TARGET, y - TARGET), (x + TARGET, y + TARGET)) for x, y in places
    ]


def _slug_place(plan: Plan, used: Rect) -> tuple[tuple[float, float], int] | None:
    width, height = plan.sheet.width, plan.sheet.height
    if used.y >= SLUG_HEIGHT:
        return (width / 4, max(used.y - DISTANCE / 2 - SLUG_HEIGHT / 2, SLUG_HEIGHT / 2)), 0
    if height - used.top >= SLUG_HEIGHT:
        return (width / 4, min(used.top + SLUG_HEIGHT, height - SLUG_HEIGHT / 2)), 0
    if used.x >= SLUG_HEIGHT:
        return (used.x / 2, height / 4), 90
    if width - used.right >= SLUG_HEIGHT:
        return ((used.right + width) / 2, height / 4), 90
    return None


def _slug(plan: Plan, wishes: Wishes, number: int, side: str) -> str:
    parts = [
        wishes.title,
        f"feuille {number} sur {len(plan.sheets)}",
        side,
        plan.schema,
        name_of(plan.sheet),
        wishes.ink,
        wishes.note,
    ]
    return " · ".join(part for part in parts if part)
