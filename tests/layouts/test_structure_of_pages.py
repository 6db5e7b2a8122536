"""Rules for every page of every layout: distance from the trim, no overlaps, sizes of type."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.helpers import LAYOUT_FOLDERS, ROOT, example_of, printed, small_project
from tests.layouts.looks import NAMES
from zines.base.options import BuildReport
from zines.base.paper import size_named
from zines.manuscript import layouts

PT = 72 / 25.4
#: The least distance of content from the trim (mm), unless it runs into the bleed.
SAFE = 5
#: Cards of the size of a bank card have no room for 5 mm.
NARROW = {"card": 4.0}
#: Tolerance for rounding (pt).
ROUNDING = 0.5
#: The least sizes of type (pt): small print, body type, white type on colour.
LEAST, BODY, REVERSED = 7, 9, 8
#: Layouts whose headline fills the measure.
HEADLINED = ("booklet", "directory", "poster", "tract")
#: The most that letters of two lines may overlap (pt): accents may touch descenders.
TOUCH = 1.0
CELL = 24
#: The frame of shapes that are not cropped; it reaches no edge.
UNFRAMED = (math.inf, math.inf, -math.inf, -math.inf)


class Letter(NamedTuple):
    """One sign on a page; lengths in pt from the lower left corner of the trim."""

    sign: str
    size: float
    left: float
    bottom: float
    right: float
    top: float
    white: bool


class Page(NamedTuple):
    """A page: size of the trim (pt), letters, and boxes of shapes."""

    width: float
    height: float
    letters: list[Letter]
    shapes: list[tuple[float, float, float, float]]


#: A function from layout and role to the pages of the example.
Pages = Callable[[str, str], list[Page]]


@pytest.fixture(scope="session")
def pages(examples: dict[str, BuildReport], tmp_path_factory: pytest.TempPathFactory) -> Pages:
    folder = tmp_path_factory.mktemp("structure")

    @cache
    def read(name: str, role: str) -> list[Page]:
        report = examples[name]
        if role == "press":
            project = small_project(folder / name)
            report = printed(project, str(example_of(name)), roles=(role,))
        assert not report.problems, report.problems
        files = [one for made in report.made for one in made.files if one["role"] == role]
        with pypdfium2.PdfDocument(report.out / files[0]["path"]) as pdf:
            return [_read(page) for page in pdf]

    return read


def _read(page: pypdfium2.PdfPage) -> Page:
    x, y, right, top = page.get_trimbox()
    # Coordinates of pdfium start at the corner of the visible page, not of the trim.
    words = page.get_textpage()
    letters = []
    for at in range(words.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(words, at))
        if sign.isspace() or sign in "\u0002\ufffe\u00ad\u200b":
            continue
        box = words.get_charbox(at)
        size = raw.FPDFText_GetFontSize(words, at)
        letters.append(
            Letter(sign, size, box[0] - x, box[1] - y, box[2] - x, box[3] - y, _white(words, at))
        )
    shapes = []
    drawn = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]))
    frames = {_frame(shape) for shape in drawn} - {UNFRAMED}
    for shape in drawn:
        seen = _clipped(shape)
        if seen[2] <= seen[0] or seen[3] <= seen[1]:
            continue
        # For a drawing that is cropped at the trim, use the frame instead of its shapes.
        # (pdfium returns no frame for a shape that is completely inside it.)
        frame = next((one for one in frames if _within(seen, one)), UNFRAMED)
        left = frame[0] if frame[0] <= x + ROUNDING else seen[0]
        bottom = frame[1] if frame[1] <= y + ROUNDING else seen[1]
        far = frame[2] if frame[2] >= right - ROUNDING else seen[2]
        high = frame[3] if frame[3] >= top - ROUNDING else seen[3]
        shapes.append((left - x, bottom - y, far - x, high - y))
    return Page(right - x, top - y, letters, shapes)


def _clipped(shape: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """Return the box of the visible part of a shape: drawings extend beyond their frame."""
    left, bottom, far, high = shape.get_bounds()
    frame = _frame(shape)
    if frame == UNFRAMED:
        return left, bottom, far, high
    return max(left, frame[0]), max(bottom, frame[1]), min(far, frame[2]), min(high, frame[3])


def _within(box: tuple[float, ...], frame: tuple[float, ...]) -> bool:
    low = all(box[at] >= frame[at] - ROUNDING for at in (0, 1))
    return low and all(box[at] <= frame[at] + ROUNDING for at in (2, 3))


def _frame(shape: pypdfium2.PdfObject) -> tuple[float, float, float, float]:
    """Return the box that crops a shape, or UNFRAMED."""
    path = raw.FPDFPageObj_GetClipPath(shape)
    x, y = ctypes.c_float(), ctypes.c_float()
    boxes = []
    for number in range(max(0, raw.FPDFClipPath_CountPaths(path))):
        corners = []
        for at in range(raw.FPDFClipPath_CountPathSegments(path, number)):
            segment = raw.FPDFClipPath_GetPathSegment(path, number, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append((x.value, y.value))
        if corners:
            across, upwards = zip(*corners, strict=True)
            boxes.append((min(across), min(upwards), max(across), max(upwards)))
    if not boxes:
        return UNFRAMED
    left, bottom, far, high = zip(*boxes, strict=True)
    return max(left), max(bottom), min(far), min(high)


def _white(words: pypdfium2.PdfTextPage, at: int) -> bool:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(words, at, *parts)
    return all(part.value > 250 for part in parts[:3])


ROLES = pytest.mark.parametrize("role", ["reader", "press"])
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(f"structure-{name}")) for name in NAMES]


@ROLES
@pytest.mark.parametrize("name", EACH)
def test_nothing_that_matters_is_near_the_trim(name: str, role: str, pages: Pages) -> None:
    safe = NARROW.get(name, SAFE) * PT - ROUNDING
    for number, page in enumerate(pages(name, role), 1):
        for one in page.letters:
            gaps = (one.left, one.bottom, page.width - one.right, page.height - one.top)
            assert min(gaps) >= safe, f"page {number}: {one.sign!r} at {one.left / PT:.0f} mm"
        for left, bottom, right, top in page.shapes:
            if _is_mark(right - left, top - bottom):
                continue
            # A shape either keeps its distance from the trim or runs over it.
            for gap in (left, bottom, page.width - right, page.height - top):
                assert gap >= safe or gap <= ROUNDING, (
                    f"page {number}: a shape ends {gap / PT:.1f} mm from the trim"
                )


def _is_mark(width: float, height: float) -> bool:
    """Return whether a shape is a short thin line, such as a fold mark."""
    return min(width, height) < 2 and max(width, height) < 10 * PT


@pytest.mark.parametrize("name", EACH)
def test_what_runs_over_the_trim_runs_through_the_bleed(name: str, pages: Pages) -> None:
    for number, page in enumerate(pages(name, "press"), 1):
        for left, bottom, right, top in page.shapes:
            for gap in (left, bottom, page.width - right, page.height - top):
                assert gap > ROUNDING or gap <= ROUNDING - 3 * PT, (
                    f"page {number}: a shape ends {-gap / PT:.1f} mm outside the trim"
                )


@ROLES
@pytest.mark.parametrize("name", EACH)
def test_no_letter_lies_on_a_letter(name: str, role: str, pages: Pages) -> None:
    for number, page in enumerate(pages(name, role), 1):
        for one, other in _close(page.letters):
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            assert wide <= TOUCH or high <= TOUCH, (
                f"page {number}: {one.sign!r} on {other.sign!r} at {one.left / PT:.0f} mm, "
                f"{(page.height - one.top) / PT:.0f} mm from the top"
            )


def _close(letters: list[Letter]) -> Iterator[tuple[Letter, Letter]]:
    """Yield pairs of letters whose boxes may meet, without neighbours, which may be kerned."""
    cells: dict[tuple[int, int], list[int]] = {}
    for index, one in enumerate(letters):
        found = set()
        for column in range(int(one.left // CELL), int(one.right // CELL) + 1):
            for row in range(int(one.bottom // CELL), int(one.top // CELL) + 1):
                found |= set(cells.get((column, row), ()))
                cells.setdefault((column, row), []).append(index)
        for other in found:
            if index - other > 3:
                yield letters[other], one


@ROLES
@pytest.mark.parametrize("name", EACH)
def test_type_is_no_smaller_than_can_be_read(name: str, role: str, pages: Pages) -> None:
    letters = [one for page in pages(name, role) for one in page.letters]
    assert min(one.size for one in letters) >= LEAST
    assert min((one.size for one in letters if one.white), default=REVERSED) >= REVERSED
    # Small print and notes have their own sizes; all other type is at least BODY.
    own = {round(size, 1) for size in _steps("small", "note")}
    between = {round(one.size, 1) for one in letters if one.size < BODY - 0.01} - own
    assert not between, f"{sorted(between)} pt is neither body nor small print"


def _steps(*names: str) -> list[float]:
    """Return sizes (pt) of the scale for papers to hold, from theme.typ."""
    theme = (ROOT / "layouts/lib/theme.typ").read_text("utf-8").split("\n#let scale = (")[1]
    return [float(theme.split(f"  {name}: ")[1].split("pt")[0]) for name in names]


@pytest.mark.parametrize("name", EACH)
def test_sheets_on_which_pages_are_scaled_can_be_read(name: str, pages: Pages) -> None:
    for output in layouts.load(LAYOUT_FOLDERS, name).outputs:
        if output.imposition.get("scale") != "fit":
            continue
        trim, sheet = size_named(output.trim), size_named(output.sheet)
        scale = max(sheet.width, sheet.height) / max(trim.width, trim.height)
        letters = [one for page in pages(name, "reader") for one in page.letters]
        assert min(one.size for one in letters) * scale >= LEAST


@pytest.mark.parametrize("name", [one for one in EACH if one.values[0] in HEADLINED])
def test_the_headline_fills_its_measure(name: str, pages: Pages) -> None:
    page = pages(name, "reader")[0]
    # (A figure, without letters, may be larger than the headline of the example.)
    largest = max(one.size for one in page.letters if one.sign.isalpha())
    words = [one for one in page.letters if abs(one.size / largest - 1) < 0.01]
    start, end = min(one.left for one in words), max(one.right for one in words)
    # The left margin of the line is its distance from the trim; the right one is the same.
    measure = page.width - 2 * start
    assert end - start >= 0.95 * measure, f"{(end - start) / PT:.0f} of {measure / PT:.0f} mm"


def _top(page: Page, words: str) -> float:
    """Return the height (pt) of the top of some words on a page."""
    signs = "".join(one.sign for one in page.letters)
    return page.letters[signs.index(words.replace(" ", ""))].top


def test_a_demand_stands_on_the_right_page_beside_its_law(pages: Pages) -> None:
    booklet = pages("booklet", "reader")
    texts = ["".join(one.sign for one in page.letters) for page in booklet]
    (law,) = (at for at, text in enumerate(texts) if "Cequeditlaloi" in text)
    # (Pages are counted from 0: a left one has an odd index.)
    assert law % 2 == 1 and "quel’ondemande" in texts[law + 1]
    apart = _top(booklet[law], "que dit la loi") - _top(booklet[law + 1], "que l’on demande")
    assert abs(apart) < ROUNDING
