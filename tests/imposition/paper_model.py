"""A model of paper: print a plan on virtual sheets, flip, cut and fold them, and read the piece.

It knows nothing about schemas: only where ink is on both sides of each sheet, and the steps. Each
piece of paper is a layer: a rectangle of a sheet, the reflections and shifts applied to it, and
the face that is up. Reading takes the layers from the top, upper face first, like turning leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zines.base.geometry import Placement, Rect, Size
from zines.imposition.plans.plan import (
    Cut,
    Fold,
    Gather,
    Plan,
    Pleat,
    Sheet,
    Slit,
    Slot,
    Stab,
    Staple,
    Step,
    upright_flip,
)

_NEAR = 0.02


class PaperError(AssertionError):
    """The finished piece is not as a reader expects; the message gives the place."""


@dataclass(frozen=True)
class Layer:
    """A piece of one sheet: ``region`` on its front, now at x * sx + tx, y * sy + ty (mm)."""

    sheet: int
    region: Rect
    sx: int = 1
    tx: float = 0
    sy: int = 1
    ty: float = 0

    @property
    def front_up(self) -> bool:
        """Return whether the front of the sheet is up."""
        return self.sx * self.sy == 1

    @property
    def box(self) -> Rect:
        """Return the position of the piece on the table."""
        return self.moved(self.region)

    def moved(self, rect: Rect) -> Rect:
        """Return the position on the table of a rectangle of the sheet's front."""
        x0, x1 = sorted((rect.x * self.sx + self.tx, rect.right * self.sx + self.tx))
        y0, y1 = sorted((rect.y * self.sy + self.ty, rect.top * self.sy + self.ty))
        return Rect(x0, y0, x1 - x0, y1 - y0)

    def part(self, box: Rect) -> Layer | None:
        """Return the part of the layer within a box on the table, or None."""
        own = self.box
        x0, x1 = max(own.x, box.x), min(own.right, box.right)
        y0, y1 = max(own.y, box.y), min(own.top, box.top)
        if x1 - x0 < _NEAR or y1 - y0 < _NEAR:
            return None
        xs = sorted((x - self.tx) * self.sx for x in (x0, x1))
        ys = sorted((y - self.ty) * self.sy for y in (y0, y1))
        return replace(self, region=Rect(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]))

    def reflected(self, axis: str, at: float) -> Layer:
        """Turn the piece over about the line ``axis`` = ``at``."""
        if axis == "x":
            return replace(self, sx=-self.sx, tx=2 * at - self.tx)
        return replace(self, sy=-self.sy, ty=2 * at - self.ty)

    def shifted(self, dx: float, dy: float) -> Layer:
        """Move the piece on the table."""
        return replace(self, tx=self.tx + dx, ty=self.ty + dy)


Pile = list[Layer]


@dataclass(frozen=True)
class Face:
    """One face of the finished piece; ``slot`` is None where nothing is printed."""

    slot: Slot | None
    box: Rect | None
    upright: bool


def read(plan: Plan) -> list[list[int | None]]:
    """Return the pages of each finished piece, leaf after leaf, upper face first.

    Raises PaperError where a face is rotated, mirrored or not exactly behind its front.
    """
    sheets = [_as_front(sheet, plan) for sheet in plan.sheets]
    around, within = _finished(plan, sheets)
    pieces = [_pages(pile, sheets, plan) for pile in within]
    if plan.covers:
        covers = [_pages(pile, sheets, plan) for pile in around]
        if len(covers) != len(pieces):
            raise PaperError(f"{len(covers)} covers are there for {len(pieces)} pieces")
        pieces = [
            around[:2] + piece + around[2:] for around, piece in zip(covers, pieces, strict=True)
        ]
    return pieces


@dataclass(frozen=True)
class Machine:
    """A one-sided machine: how it delivers sheets, and which face in its tray it prints."""

    face_down: bool
    prints_upper: bool


def printed_twice(fronts: Plan, backs: Plan, whole: Plan, machine: Machine) -> Plan:
    """Return the sheets after the pile of fronts is put back and the backs are printed on it.

    The machine delivers sheets on top of one another, and takes them from the top of the tray.
    """
    pile: list[Sheet] = []
    for sheet in fronts.sheets:
        assert sheet.back is None
        pile.insert(0, sheet)
    blank_up = machine.face_down
    if blank_up != machine.prints_upper:
        # The whole pile is turned over: the last sheet is now under the first.
        pile.reverse()
    if len(pile) != len(backs.sheets):
        raise PaperError(f"{len(backs.sheets)} backs are there for {len(pile)} sheets")
    done = {
        id(sheet): replace(sheet, back=back.front)
        for sheet, back in zip(pile, backs.sheets, strict=True)
    }
    return replace(whole, sheets=tuple(done[id(sheet)] for sheet in fronts.sheets))


def sizes(plan: Plan) -> list[Size]:
    """Return the size in mm of each finished piece and each cover."""
    around, within = _finished(plan, [_as_front(sheet, plan) for sheet in plan.sheets])
    extents = [_extent(pile) for pile in around + within]
    return [Size(extent.width, extent.height) for extent in extents]


def _finished(plan: Plan, sheets: Sequence[Printed]) -> tuple[list[Pile], list[Pile]]:
    """Return the finished covers, and the finished pieces that go into them."""
    flat = [[Layer(i, _whole(plan.sheet))] for i in range(len(sheets))]
    around = worked(flat[: plan.covers], plan.cover_steps, sheets) if plan.covers else []
    return around, worked(flat[plan.covers :], plan.steps, sheets)


def _whole(size: Size) -> Rect:
    return Rect(0, 0, size.width, size.height)


Printed = tuple[tuple[Slot, ...], tuple[Slot, ...]]


def _as_front(sheet: Sheet, plan: Plan) -> Printed:
    """Return the slots of both sides in coordinates of the front, as the machine printed them.

    The machine turns the sheet over one of its edges between the two sides: what is printed at
    (x, y) on the back is behind the mirrored position on the front.
    """
    if sheet.back is None:
        return sheet.front.slots, ()
    about_vertical = plan.flip == upright_flip(plan.sheet)
    return sheet.front.slots, tuple(
        _seen_through(slot, plan.sheet, about_vertical) for slot in sheet.back.slots
    )


def _seen_through(slot: Slot, size: Size, about_vertical: bool) -> Slot:
    def through(box: Rect) -> Rect:
        if about_vertical:
            return Rect(size.width - box.right, box.y, box.width, box.height)
        return Rect(box.x, size.height - box.top, box.width, box.height)

    # Mirrored about a vertical axis, an upright page stays upright; otherwise it is upside down.
    rotation = slot.placement.rotation
    if not about_vertical:
        rotation = 180 if rotation == 0 else 0
    return replace(
        slot, placement=Placement(through(slot.placement.trim), rotation), clip=through(slot.clip)
    )


def worked(piles: list[Pile], steps: Sequence[Step], sheets: Sequence[Printed]) -> list[Pile]:
    """Apply the steps to piles of layers (the first layer on top); return the final piles."""
    for step in steps:
        if isinstance(step, Gather):
            size = step.size or len(piles)
            piles = [_gathered(piles[i : i + size]) for i in range(0, len(piles), size)]
        elif isinstance(step, Cut):
            piles = [piece for pile in piles for piece in _cut(pile, step, sheets)]
        elif isinstance(step, Fold):
            piles = [_folded(pile, step) for pile in piles]
        elif isinstance(step, Pleat):
            piles = [_pleated(pile, step) for pile in piles]
        else:
            assert isinstance(step, (Slit, Staple, Stab)), step
    return piles


def _extent(pile: Pile) -> Rect:
    boxes = [layer.box for layer in pile]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Rect(x, y, max(box.right for box in boxes) - x, max(box.top for box in boxes) - y)


def _gathered(piles: list[Pile]) -> Pile:
    """Put piles on one another, aligned at their lower left corner."""
    first = _extent(piles[0])
    result: Pile = []
    for pile in piles:
        own = _extent(pile)
        result += [layer.shifted(first.x - own.x, first.y - own.y) for layer in pile]
    return result


def _cut(pile: Pile, cut: Cut, sheets: Sequence[Printed]) -> list[Pile]:
    extent = _extent(pile)
    xs = [extent.x, *(x for x in cut.xs if extent.x < x < extent.right), extent.right]
    ys = [extent.y, *(y for y in cut.ys if extent.y < y < extent.top), extent.top]
    columns = list(zip(xs, xs[1:], strict=False))
    pieces = []
    for left, right in columns[::-1] if cut.from_right else columns:
        for foot, head in list(zip(ys, ys[1:], strict=False))[::-1]:
            box = Rect(left, foot, right - left, head - foot)
            piece = [part for layer in pile if (part := layer.part(box))]
            if piece and any(_slots_in(part, sheets) for part in piece):
                pieces.append(piece)
    return pieces


def _slots_in(layer: Layer, sheets: Sequence[Printed]) -> list[Slot]:
    return [
        slot for side in sheets[layer.sheet] for slot in side if _holds(layer.region, slot.clip)
    ]


def _holds(region: Rect, box: Rect) -> bool:
    x, y = box.x + box.width / 2, box.y + box.height / 2
    return region.x < x < region.right and region.y < y < region.top


def _folded(pile: Pile, fold: Fold) -> Pile:
    extent = _extent(pile)
    low, high = (extent.x, extent.right) if fold.axis == "x" else (extent.y, extent.top)
    lines = [at for at in fold.at if low + _NEAR < at < high - _NEAR]
    if len(lines) != 1:
        raise PaperError(f"{len(lines)} of the lines {fold.at} cross the pile {extent}")
    at = lines[0]
    first = Rect(-1e4, -1e4, at + 1e4, 2e4) if fold.axis == "x" else Rect(-1e4, -1e4, 2e4, at + 1e4)
    second = Rect(at, -1e4, 1e4, 2e4) if fold.axis == "x" else Rect(-1e4, at, 2e4, 1e4)
    # On x the left side moves, on y the top; with ``fold.other`` the other side moves.
    moving, staying = (first, second) if (fold.axis == "x") != fold.other else (second, first)
    stays = [part for layer in pile if (part := layer.part(staying))]
    moves = [part.reflected(fold.axis, at) for layer in pile if (part := layer.part(moving))][::-1]
    return moves + stays if fold.forward else stays + moves


def _pleated(pile: Pile, pleat: Pleat) -> Pile:
    """Fold one sheet panel by panel; each panel is turned over about its hinge."""
    (layer,) = pile
    panels = _panels(layer.region, pleat.path)
    placed = [replace(layer, region=panels[0])]
    for index in range(1, len(panels)):
        before = placed[-1]
        # The next panel, still flat beside the last, is folded over the edge that they share.
        flat = replace(before, region=panels[index])
        a, b = before.box, flat.box
        if abs(a.x - b.x) < _NEAR:
            hinge = a.y if b.y < a.y else a.top
            placed.append(flat.reflected("y", hinge))
        else:
            hinge = a.x if b.x < a.x else a.right
            placed.append(flat.reflected("x", hinge))
        if abs(placed[-1].box.x - a.x) > _NEAR or abs(placed[-1].box.y - a.y) > _NEAR:
            raise PaperError(f"panels {index} and {index + 1} of the path do not share an edge")
    return placed


def _panels(region: Rect, path: Sequence[tuple[float, float]]) -> list[Rect]:
    xs, ys = sorted({round(x, 3) for x, _ in path}), sorted({round(y, 3) for _, y in path})
    width, height = xs[1] - xs[0], ys[1] - ys[0]
    return [Rect(x - width / 2, y - height / 2, width, height) for x, y in path]


def _pages(pile: Pile, sheets: Sequence[Printed], plan: Plan) -> list[int | None]:
    """Return the pages of a pile from the top; unprinted faces are skipped."""
    pages: list[int | None] = []
    for layer in pile:
        faces = [_face(layer, sheets[layer.sheet], upper) for upper in (True, False)]
        boxes = [face.box for face in faces if face.box is not None]
        if len(boxes) == 2 and not _same(*boxes):
            raise PaperError(f"a back lies at {boxes[1]}, its front at {boxes[0]}")
        for face, lower in zip(faces, (False, True), strict=True):
            if face.slot is None:
                continue
            # A leaf bound at the top is turned over its head: its back is then upright.
            if face.upright == (lower and plan.binding == "top" and plan.flip is not None):
                raise PaperError(f"page {face.slot.page} is upside down")
            pages.append(face.slot.page)
    return pages


def on_sheet(box: Rect, sheet: Size, tolerance: float = 1e-6) -> bool:
    """Return whether a rectangle is entirely on a sheet of this size (mm)."""
    return (
        box.x >= -tolerance
        and box.y >= -tolerance
        and box.right <= sheet.width + tolerance
        and box.top <= sheet.height + tolerance
    )


def _same(one: Rect, other: Rect) -> bool:
    return all(
        abs(a - b) < _NEAR
        for a, b in (
            (one.x, other.x),
            (one.y, other.y),
            (one.right, other.right),
            (one.top, other.top),
        )
    )


def _face(layer: Layer, printed: Printed, upper: bool) -> Face:
    side = printed[0] if layer.front_up == upper else printed[1]
    slots = [slot for slot in side if _holds(layer.region, slot.clip)]
    if not slots:
        return Face(None, None, True)
    if len(slots) > 1:
        raise PaperError(f"a leaf bears pages {[slot.page for slot in slots]} on one face")
    (slot,) = slots
    upright = (slot.placement.rotation == 0) == (layer.sy == 1)
    return Face(slot, layer.moved(slot.clip), upright)
