"""Crop, fold, cut and registration marks, and the slug: data of the plan, for any schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zines.base.geometry import Rect, Size
from zines.base.limits import UNPRINTABLE_EDGE_MM
from zines.base.paper import name_of
from zines.imposition import slugs
from zines.imposition.plan import Cut, Fold, Mark, Plan, Side, Slit
from zines.imposition.request import ImpositionRequest

#: Lengths in mm: of a mark, between a mark and the trim, of the least mark that is of use.
LENGTH, DISTANCE, LEAST = 4.0, 3.0, 1.0
TARGET = 2.5
#: Where the margin is too small for a mark, it stands on the line itself, at the sheet's edge.
INSIDE = 3.0
_NEAR = 0.01

#: Characters of a title in the slug, whose line has other things to say.
_LONGEST_TITLE = 60


def marked(plan: Plan, wishes: ImpositionRequest) -> Plan:
    """Add the marks that were asked for; what there is no room for becomes a warning.

    Each side gets its own: a cover, or a page that creeps, is trimmed elsewhere than the others.
    """
    plan = replace(plan, note=wishes.note)
    wanted = set(wishes.marks) - {"none"}
    if not wanted:
        return plan
    lacking: set[str] = set()
    sheets = []
    for number, one in enumerate(plan.sheets):
        sides = []
        for name, side in (("recto", one.front), ("verso", one.back)):
            if side is None:
                continue
            work = _work_lines(plan, number, _used(one.front), wanted)
            if name == "verso":
                work = [_mirrored(mark, plan) for mark in work]
            slug = _slug(plan, wishes, number + 1, name) if "slug" in wanted else ""
            made, lacks = _with_marks(plan.sheet, side, work, slug, wanted)
            sides.append(made)
            lacking |= lacks
        sheets.append(replace(one, front=sides[0], back=sides[1] if len(sides) > 1 else None))
    warnings = [
        f"there is no room on {'the sheet' if len(sheets) == 1 else 'a sheet'} for {what}"
        for what in sorted(lacking)
    ]
    return replace(plan, sheets=tuple(sheets), warnings=(*plan.warnings, *warnings))


def _with_marks(
    sheet: Size, side: Side, work: list[Mark], slug: str, wanted: set[str]
) -> tuple[Side, set[str]]:
    """Return a side with its marks, and what it has no room for."""
    used = _used(side)
    marks = [*side.marks, *work]
    lacking = set()
    if "crop" in wanted:
        crop = _crop(sheet, side, used)
        marks += crop
        lacking |= set() if crop else {"crop marks"}
    if "registration" in wanted:
        targets = _targets(sheet, used)
        marks += targets
        lacking |= set() if targets else {"registration marks"}
    labels = side.labels
    if slug:
        label = slugs.placed(sheet, used, marks, slug)
        labels += (label,) if label else ()
        lacking |= set() if label else {"the slug"}
    return Side(side.slots, tuple(marks), labels), lacking


def _used(side: Side) -> Rect:
    """Return the part of the sheet that pages take, bleed included."""
    clips = [slot.clip for slot in side.slots]
    x, y = min(clip.x for clip in clips), min(clip.y for clip in clips)
    return Rect(x, y, max(c.right for c in clips) - x, max(c.top for c in clips) - y)


def _outside(
    low: float, high: float, length: float
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Return the spans before and after an extent where a mark fits on a sheet of that length."""
    start, end = low - DISTANCE - LENGTH, high + DISTANCE + LENGTH
    before = (_kept_in(start, low - DISTANCE), low - DISTANCE)
    after = (high + DISTANCE, length - _kept_in(length - end, length - high - DISTANCE))
    return (
        before if before[1] - before[0] >= LEAST else None,
        after if after[1] - after[0] >= LEAST else None,
    )


def _kept_in(start: float, end: float) -> float:
    """Return where a mark starts, from the edge: where machines print, if there is room for it."""
    return max(start, UNPRINTABLE_EDGE_MM if end - UNPRINTABLE_EDGE_MM >= LEAST else 0)


def _crop(sheet: Size, side: Side, used: Rect) -> list[Mark]:
    """Return marks where the outer pages are trimmed, each on its own side of the sheet.

    Pages of one sheet may creep by more or less, so those at its head say nothing of its foot.
    Where pages hang together at a fold nothing is cut, though creep puts their trim beside it.
    """
    left, right = _outside(used.x, used.right, sheet.width)
    foot, head = _outside(used.y, used.top, sheet.height)
    lines: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    for slot in side.slots:
        trim, clip = slot.placement.trim, slot.clip
        xs = [(x, edge) for x, edge in ((trim.x, "left"), (trim.right, "right"))]
        ys = [(y, edge) for y, edge in ((trim.y, "bottom"), (trim.top, "top"))]
        for x, edge in xs:
            spans = [(foot, clip.y - used.y), (head, used.top - clip.top)]
            lines |= {
                ((round(x, 3), span[0]), (round(x, 3), span[1]))
                for span, away in spans
                if span and away < _NEAR and edge not in slot.joined
            }
        for y, edge in ys:
            spans = [(left, clip.x - used.x), (right, used.right - clip.right)]
            lines |= {
                ((span[0], round(y, 3)), (span[1], round(y, 3)))
                for span, away in spans
                if span and away < _NEAR and edge not in slot.joined
            }
    return [Mark("crop", start, end) for start, end in sorted(lines)]


def _work_lines(plan: Plan, number: int, used: Rect, wanted: set[str]) -> list[Mark]:
    """Return where a sheet is folded and cut, on its front."""
    found: list[Mark] = []
    for step in plan.steps_of(number):
        if isinstance(step, Fold) and "fold" in wanted:
            xs, ys = (step.at, ()) if step.axis == "x" else ((), step.at)
            found += _ticks(plan.sheet, used, "fold", xs, ys)
        elif isinstance(step, Cut) and "cut" in wanted:
            found += _ticks(plan.sheet, used, "cut", step.xs, step.ys)
        elif isinstance(step, Slit) and "cut" in wanted:
            found.append(Mark("cut", step.start, step.end))
    return found


def _ticks(
    sheet: Size, used: Rect, kind: str, xs: Sequence[float], ys: Sequence[float]
) -> list[Mark]:
    """Return ticks in the margins; where these are too small, at the edge of the sheet."""
    across = [span for span in _outside(used.y, used.top, sheet.height) if span]
    along = [span for span in _outside(used.x, used.right, sheet.width) if span]
    across = across or [(0, INSIDE), (sheet.height - INSIDE, sheet.height)]
    along = along or [(0, INSIDE), (sheet.width - INSIDE, sheet.width)]
    columns, rows = sorted({round(x, 3) for x in xs}), sorted({round(y, 3) for y in ys})
    found = [Mark(kind, (x, a), (x, b)) for x in columns for a, b in across]
    return found + [Mark(kind, (a, y), (b, y)) for y in rows for a, b in along]


def _mirrored(mark: Mark, plan: Plan) -> Mark:
    """Return a line of the front as the back shows it, turned as the machine turns the sheet."""
    upright = "short-edge" if plan.sheet.landscape else "long-edge"

    def seen(point: tuple[float, float]) -> tuple[float, float]:
        if plan.flip == upright:
            return plan.sheet.width - point[0], point[1]
        return point[0], plan.sheet.height - point[1]

    return Mark(mark.kind, seen(mark.start), seen(mark.end))


def _targets(sheet: Size, used: Rect) -> list[Mark]:
    width, height = sheet.width, sheet.height
    places = []
    if used.x >= 2 * TARGET and width - used.right >= 2 * TARGET:
        places += [(used.x / 2, height / 2), ((used.right + width) / 2, height / 2)]
    if used.y >= 2 * TARGET and height - used.top >= 2 * TARGET:
        places += [(width / 2, used.y / 2), (width / 2, (used.top + height) / 2)]
    return [
        Mark("registration", (x - TARGET, y - TARGET), (x + TARGET, y + TARGET)) for x, y in places
    ]


def _slug(plan: Plan, wishes: ImpositionRequest, number: int, side: str) -> str:
    title = wishes.title
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    parts = [
        title,
        f"feuille {number} sur {len(plan.sheets)}",
        side,
        plan.schema,
        name_of(plan.sheet),
        wishes.ink,
        wishes.note,
    ]
    return " · ".join(part for part in parts if part)
