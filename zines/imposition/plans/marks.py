"""Crop, fold, cut and registration marks and the slug, added to the plan of any schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from zines.base.geometry import Rect, Size
from zines.base.language import mark, tr
from zines.base.limits import UNPRINTABLE_EDGE_MM
from zines.base.paper import name_of
from zines.imposition.plans import slugs
from zines.imposition.plans.plan import Cut, Fold, Mark, Plan, Pleat, Side, Slit, Slot, Stab
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.steps import WIDEST_RIM

#: The distance of marks from what is printed, and the length of the shortest useful mark (mm).
DISTANCE, SHORTEST = 3.0, 1.0
#: Half the width of a registration mark (mm).
TARGET = 2.5
#: Half the width of the mark of a hole (mm).
HOLE = 0.8
#: Length (mm) of a fold or cut mark on its line, for a margin too small for a printed mark: it
#: starts where machines print, and ends before the live area of our pages (``edge`` in
#: lib/theme.typ).
ON_LINE = 2.0
#: Half the width (mm) of the dot at the end of a slit.
DOT = 0.8
#: Edges that are closer than this are the same (mm).
_NEAR = 0.01
#: The most characters of a title in the slug, which has other parts too.
_LONGEST_TITLE = 60


def marked(plan: Plan, request: ImpositionRequest) -> Plan:
    """Add the requested marks and the note to a plan; marks without room become a warning.

    Each side has its own marks: covers and pages that creep are trimmed at other places than the
    rest.
    """
    plan = replace(plan, note=request.note)
    wanted = set(request.marks)
    if not wanted:
        return plan
    lacking: set[str] = set()
    sheets = []
    for number, sheet in enumerate(plan.sheets):
        sides = []
        for name, side in (("recto", sheet.front), ("verso", sheet.back)):
            if side is None:
                break
            lines = _cuts_and_folds(plan, number, _used(sheet.front), wanted, request.mark_length)
            if name == "verso":
                lines = [_mirrored(line, plan) for line in lines]
            if number == 0 and name == "recto" and "holes" in wanted:
                lines += _holes(plan)
            slug = _slug(plan, request, number + 1, name) if "slug" in wanted else ""
            with_marks, missing = _with_marks(
                plan.sheet, side, lines, slug, wanted, request.mark_length
            )
            sides.append(with_marks)
            lacking |= missing
        sheets.append(replace(sheet, front=sides[0], back=sides[1] if len(sides) > 1 else None))
    warnings = [
        tr("there is no room on the sheet for {marks}", marks=tr(what))
        if len(sheets) == 1
        else tr("there is no room on a sheet for {marks}", marks=tr(what))
        for what in sorted(lacking)
    ]
    return replace(plan, sheets=tuple(sheets), warnings=(*plan.warnings, *warnings))


def _with_marks(
    sheet: Size, side: Side, lines: list[Mark], slug: str, wanted: set[str], mark_length: float
) -> tuple[Side, set[str]]:
    """Return a side with these lines and its own marks, and the kinds of marks without room."""
    used = _used(side)
    marks = [*side.marks, *lines]
    lacking = set()
    if "crop" in wanted:
        crop = _crop(sheet, side, used, mark_length)
        marks += crop
        lacking |= set() if crop else {mark("crop marks")}
    if "registration" in wanted:
        targets = _targets(sheet, used)
        marks += targets
        lacking |= set() if targets else {mark("registration marks")}
    labels = side.labels
    if slug:
        label = slugs.placed(sheet, used, marks, slug)
        labels += (label,) if label else ()
        lacking |= set() if label else {mark("the slug")}
    return Side(side.slots, tuple(marks), labels), lacking


def _used(side: Side) -> Rect:
    """Return the part of the sheet that is printed, bleed included."""
    return Rect.around([_reach(slot) for slot in side.slots])


def _reach(slot: Slot) -> Rect:
    """Return where ink of a page may be, extended to the paper that is trimmed around it."""
    return Rect.around([slot.clip, slot.cut or slot.clip])


def _outside(
    low: float, high: float, length: float, mark_length: float
) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
    """Return the spans of marks (mm) before and after an extent, on a sheet of this length."""
    start, end = low - DISTANCE - mark_length, high + DISTANCE + mark_length
    before = (_kept_in(start, low - DISTANCE), low - DISTANCE)
    after = (high + DISTANCE, length - _kept_in(length - end, length - high - DISTANCE))
    return (
        before if before[1] - before[0] >= SHORTEST else None,
        after if after[1] - after[0] >= SHORTEST else None,
    )


def _kept_in(start: float, end: float) -> float:
    """Return where a mark starts, from the edge: where machines print, if there is room for it."""
    return max(start, UNPRINTABLE_EDGE_MM if end - UNPRINTABLE_EDGE_MM >= SHORTEST else 0)


def _crop(sheet: Size, side: Side, used: Rect, mark_length: float) -> list[Mark]:
    """Return marks where the outer pages are trimmed, each on its own side of the sheet.

    Pages of one sheet may creep by different lengths: pages at the head have marks at the head
    only. At a fold that joins pages nothing is cut, even if creep moves their trim.
    """
    left, right = _outside(used.x, used.right, sheet.width, mark_length)
    foot, head = _outside(used.y, used.top, sheet.height, mark_length)
    lines: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    for slot in side.slots:
        trim, clip = slot.cut or slot.placement.trim, _reach(slot)
        spans = [(foot, clip.y - used.y), (head, used.top - clip.top)]
        lines |= {
            ((round(x, 3), span[0]), (round(x, 3), span[1]))
            for x, edge in ((trim.x, "left"), (trim.right, "right"))
            for span, distance in spans
            if span and distance < _NEAR and edge not in slot.joined
        }
        spans = [(left, clip.x - used.x), (right, used.right - clip.right)]
        lines |= {
            ((span[0], round(y, 3)), (span[1], round(y, 3)))
            for y, edge in ((trim.y, "bottom"), (trim.top, "top"))
            for span, distance in spans
            if span and distance < _NEAR and edge not in slot.joined
        }
    return [Mark("crop", start, end) for start, end in sorted(lines)]


def _cuts_and_folds(
    plan: Plan, number: int, used: Rect, wanted: set[str], mark_length: float
) -> list[Mark]:
    """Return the marks of folds and cuts on the front of a sheet."""
    marks: list[Mark] = []
    for step in plan.steps_of(number):
        if isinstance(step, Fold) and "fold" in wanted:
            xs, ys = (step.at, ()) if step.axis == "x" else ((), step.at)
            marks += _ticks(plan.sheet, used, "fold", xs, ys, mark_length)
        elif isinstance(step, Cut) and "cut" in wanted:
            marks += _ticks(plan.sheet, used, "cut", step.xs, step.ys, mark_length)
        elif isinstance(step, Pleat) and "fold" in wanted:
            marks += _ticks(plan.sheet, used, "fold", *_between_panels(step), mark_length)
        elif isinstance(step, Slit) and "cut" in wanted:
            marks.append(Mark("cut", step.start, step.end))
            marks += [_dot(end) for end in (step.start, step.end) if _inside(end, plan.sheet)]
    return list(dict.fromkeys(marks))


def _between_panels(pleat: Pleat) -> tuple[list[float], list[float]]:
    """Return the lines where consecutive panels meet."""
    xs, ys = [], []
    for (x0, y0), (x1, y1) in pairwise(pleat.path):
        if abs(x0 - x1) > _NEAR:
            xs.append((x0 + x1) / 2)
        if abs(y0 - y1) > _NEAR:
            ys.append((y0 + y1) / 2)
    return xs, ys


def _inside(point: tuple[float, float], sheet: Size) -> bool:
    """Return whether a slit ends at this point inside the paper, not at its edge."""
    x, y = point
    return DOT < x < sheet.width - DOT and DOT < y < sheet.height - DOT


def _dot(at: tuple[float, float]) -> Mark:
    x, y = at
    return Mark("dot", (x - DOT, y - DOT), (x + DOT, y + DOT))


def _ticks(
    sheet: Size, used: Rect, kind: str, xs: Sequence[float], ys: Sequence[float], mark_length: float
) -> list[Mark]:
    """Return marks in the margins, or on the line itself if no mark prints in the margin."""
    across = _printed(_outside(used.y, used.top, sheet.height, mark_length), sheet.height)
    along = _printed(_outside(used.x, used.right, sheet.width, mark_length), sheet.width)
    columns, rows = _within(xs, sheet.width), _within(ys, sheet.height)
    upright = [Mark(kind, (x, a), (x, b)) for x in columns for a, b in across]
    return upright + [Mark(kind, (a, y), (b, y)) for y in rows for a, b in along]


def _within(lines: Sequence[float], length: float) -> list[float]:
    """Return the lines that are not at the edges of the sheet."""
    least = WIDEST_RIM + _NEAR
    return sorted({round(at, 3) for at in lines if least < at < length - least})


def _printed(
    spans: tuple[tuple[float, float] | None, tuple[float, float] | None], length: float
) -> list[tuple[float, float]]:
    """Return a span at each end: in the margin, or on the line if no mark prints there."""
    least = UNPRINTABLE_EDGE_MM + SHORTEST - _NEAR
    start, end = UNPRINTABLE_EDGE_MM, UNPRINTABLE_EDGE_MM + ON_LINE
    before, after = spans
    return [
        before if before and before[1] >= least else (start, end),
        after if after and length - after[0] >= least else (length - end, length - start),
    ]


def _holes(plan: Plan) -> list[Mark]:
    """Return the marks of holes through the pile, on its first leaf: the stitches cover them."""
    return [
        Mark("hole", (x - HOLE, y - HOLE), (x + HOLE, y + HOLE))
        for step in plan.steps
        if isinstance(step, Stab)
        for x, y in step.at
    ]


def _mirrored(line: Mark, plan: Plan) -> Mark:
    """Return a mark of the front as it lies on the back, when the machine turns the sheet."""
    upright = "short-edge" if plan.sheet.landscape else "long-edge"

    def seen(point: tuple[float, float]) -> tuple[float, float]:
        if plan.flip == upright:
            return plan.sheet.width - point[0], point[1]
        return point[0], plan.sheet.height - point[1]

    return Mark(line.kind, seen(line.start), seen(line.end))


def _targets(sheet: Size, used: Rect) -> list[Mark]:
    width, height = sheet.width, sheet.height
    places = []
    # Each lies in the middle of its margin; always in pairs, because one alone aligns nothing.
    if min(used.x, width - used.right) >= 2 * TARGET - _NEAR:
        places += [(used.x / 2, height / 2), ((used.right + width) / 2, height / 2)]
    if min(used.y, height - used.top) >= 2 * TARGET - _NEAR:
        places += [(width / 2, used.y / 2), (width / 2, (used.top + height) / 2)]
    return [
        Mark("registration", (x - TARGET, y - TARGET), (x + TARGET, y + TARGET)) for x, y in places
    ]


def _slug(plan: Plan, request: ImpositionRequest, number: int, side: str) -> str:
    title = request.title
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    parts = [
        title,
        f"feuille {number} sur {len(plan.sheets)}",
        side,
        plan.schema,
        name_of(plan.sheet),
        request.ink,
        request.note,
    ]
    return " · ".join(part for part in parts if part)
