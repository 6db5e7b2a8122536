"""Tiles, cut and laid on a table as the recipe tells, show the whole poster."""

from __future__ import annotations

import io
import random

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from tests.helpers import saved
from tests.imposition import pdfs
from tests.imposition.plans.test_tiles import beside, named
from tests.imposition.plans.test_tiles_without_white import finished
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.units import mm, pt
from zines.imposition.plans import planning
from zines.imposition.plans.plan import Plan, Sheet, Trim
from zines.imposition.plans.request import ImpositionRequest

A4 = SIZES["a4"]
#: Pixels per mm: all lengths below are whole numbers of pixels.
PIXELS = 4
#: In mm: the largest distance of marks from the edge that is laid along them.
NEAR = 0.3


def speckled(trim: Size) -> bytes:
    """Return a page with ink up to its edges, all parts different: black, red and white spots."""
    chance = random.Random(7)
    width, height = pt(trim.width), pt(trim.height)
    content = [f"0 1 1 0 k 0 0 {width} {height} re f"]
    for _ in range(900):
        x, y = chance.uniform(-20, width), chance.uniform(-20, height)
        wide, high = chance.uniform(5, 60), chance.uniform(5, 60)
        colour = chance.choice(["0 0 0 1", "0 0 0 0", "1 0 0 0"])
        content.append(f"{colour} k {x:.3f} {y:.3f} {wide:.3f} {high:.3f} re f")
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(width, height))
    page.Contents = pdf.make_stream("\n".join(content).encode())
    return saved(pdf)


def pictures(content: bytes, pixels: float) -> list[Image.Image]:
    """Return the pages of a PDF as pictures with this number of pixels per mm."""
    pages = pypdfium2.PdfDocument(io.BytesIO(content))
    return [page.render(scale=pixels * mm(1)).to_pil().convert("RGB") for page in pages]


def pixels(length: float) -> int:
    return round(length * PIXELS)


def mark_at(sheet: Sheet, *, upright: bool) -> float:
    """Return where the marks of a tile place the edge of a neighbour (mm)."""
    axis = 0 if upright else 1
    (at,) = {
        round(mark.start[axis], 6)
        for mark in sheet.front.marks
        if mark.kind == "glue" and mark.start[axis] == mark.end[axis]
    }
    return at


def cut_off(plan: Plan, name: str) -> tuple[float, float]:
    """Return the widths cut off the left edge and the top of a tile (mm)."""
    (cut,) = [step for step in plan.steps if isinstance(step, Trim)]
    left, above = beside(name, -1, 0), beside(name, 0, -1)
    return cut.left if left in named(plan) else 0, cut.head if above in named(plan) else 0


def laid(plan: Plan) -> dict[str, tuple[float, float]]:
    """Return the upper left corner of each cut tile (mm, relative to the first tile).

    Tiles are laid row by row, each edge along the marks of the neighbour that it covers and hides.
    """
    by_name = named(plan)
    places: dict[str, tuple[float, float]] = {}
    for name in by_name:
        left, above = beside(name, -1, 0), beside(name, 0, -1)
        x = y = 0.0
        if left in by_name:
            at = mark_at(by_name[left], upright=True) - NEAR - cut_off(plan, left)[0]
            x, y = places[left][0] + at, places[left][1]
        if above in by_name:
            at = mark_at(by_name[above], upright=False) + NEAR + cut_off(plan, above)[1]
            x = x if left in by_name else places[above][0]
            y = places[above][1] + plan.sheet.height - at
        places[name] = round(x * 2) / 2, round(y * 2) / 2
    return places


@pytest.mark.parametrize(
    ("trim", "poster", "overlap", "white"),
    [
        (Size(420, 594), Size(420, 594), 10, 0),
        (Size(210, 297), Size(594, 840), 10, 0),
        (Size(500, 120), Size(500, 120), 6, 0),
        (Size(150, 500), Size(150, 500), 16, 0),
        # 7 mm at each side and 6 mm at the head and the foot are left out.
        (Size(594, 841), Size(594, 841), 10, 14),
    ],
)
def test_cut_and_laid_as_the_recipe_says_a_poster_shows_its_picture(
    trim: Size, poster: Size, overlap: float, white: float
) -> None:
    """Tiles are laid row by row, each cut edge along the marks of the neighbour that it covers."""
    content = speckled(trim)
    request = ImpositionRequest(
        "tiles", A4, margin=5, poster=poster, overlap=overlap, white=(white, white)
    )
    plan = planning.plan([trim], request)
    shown = finished(plan)
    assert (shown == plan.trim) == (not white)
    by_name = named(plan)
    sheets = dict(zip(by_name, pictures(pdfs.imposed(content, request), PIXELS), strict=False))
    table = Image.new("RGB", (pixels(poster.width) + 1500, pixels(poster.height) + 1500), "lime")
    for name, (x, y) in laid(plan).items():
        off = cut_off(plan, name)
        paper = sheets[name].crop((pixels(off[0]), pixels(off[1]), *sheets[name].size))
        table.paste(paper, (pixels(x), pixels(y)))
    height = plan.sheet.height
    clip = by_name["A1"].front.slots[0].clip
    corner = pixels(clip.x), pixels(height - clip.top)
    box = (*corner, corner[0] + pixels(shown.width), corner[1] + pixels(shown.height))
    seen = table.crop(box)
    (wanted,) = pictures(content, PIXELS * poster.width / trim.width)
    wanted = wanted.resize((pixels(poster.width), pixels(poster.height)))
    left, top = (wanted.width - seen.width) // 2, (wanted.height - seen.height) // 2
    wanted = wanted.crop((left, top, left + seen.width, top + seen.height))
    difference = ImageChops.difference(seen, wanted).convert("L").point(lambda v: 255 * (v > 90))
    # Edges of spots are between pixels; any wider difference is a strip of white or a shift.
    wide = difference.resize((seen.width // 4, seen.height // 4), Image.Resampling.BOX)
    assert wide.point(lambda v: 255 * (v > 190)).getbbox() is None


def test_dashes_are_seen_on_black() -> None:
    """A blade must follow them on the darkest picture, so they have white beneath."""
    trim = Size(420, 594)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(pt(trim.width), pt(trim.height)))
    page.Contents = pdf.make_stream(b"0 0 0 1 k 0 0 2000 2000 re f")
    request = ImpositionRequest("tiles", A4, margin=5)
    plan = planning.plan([trim], request)
    sheets = pictures(pdfs.imposed(saved(pdf), request), 2 * PIXELS)
    for (name, sheet), seen in zip(named(plan).items(), sheets, strict=False):
        for mark in sheet.front.marks:
            if mark.kind == "crop":
                continue
            (x0, y0), (x1, y1) = sorted((mark.start, mark.end))
            x, y = (x0 + x1) / 2, plan.sheet.height - (y0 + y1) / 2
            wide, high = (0.5, 1) if x0 == x1 else (1, 0.5)
            left, top, right, foot = (
                round(2 * PIXELS * edge) for edge in (x - wide, y - high, x + wide, y + high)
            )
            counts = seen.crop((left, top, right, foot)).convert("L").histogram()
            shades = [shade for shade, count in enumerate(counts) if count]
            assert shades[-1] > 150 and shades[0] < 80, (name, mark)


@pytest.mark.parametrize("overlap", [0, 1, 10])
def test_marks_of_tiles_are_cut_off_or_covered(overlap: float) -> None:
    """None is visible on the poster: they are on parts cut off, or beneath a neighbour."""
    plan = planning.plan([A4], ImpositionRequest("tiles", A4, poster=SIZES["a1"], overlap=overlap))
    (cut,) = [step for step in plan.steps if isinstance(step, Trim)]
    by_name = named(plan)
    for name, sheet in by_name.items():
        clip = sheet.front.slots[0].clip
        there = {side: beside(name, *way) in by_name for side, way in WAYS.items()}
        left = cut.left if there["left"] else clip.x
        top = plan.sheet.height - cut.head if there["above"] else clip.top
        band = overlap - (cut.left - plan_margin(plan))
        right = clip.right - (band if there["right"] else 0)
        foot = clip.y + (band if there["below"] else 0)
        for mark in sheet.front.marks:
            (x0, y0), (x1, y1) = sorted((mark.start, mark.end))
            assert x1 < left or x0 > right or y1 < foot or y0 > top, (name, mark)


WAYS = {"left": (-1, 0), "right": (1, 0), "above": (0, -1), "below": (0, 1)}


def plan_margin(plan: Plan) -> float:
    """Return the distance from the picture of the first tile to the edge of its sheet (mm)."""
    return named(plan)["A1"].front.slots[0].clip.x
