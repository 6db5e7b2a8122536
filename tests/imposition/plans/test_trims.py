"""Pages that are almost a named size count as that size: in every schema, and back.

Word, LibreOffice and browsers write A4 as 595.32 x 841.92, 595.304 x 841.89 or 595 x 842 points.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pikepdf
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from pikepdf import Array

from tests.helpers import saved
from tests.imposition.paper_model import read
from tests.imposition.pdfs import A3, A4, A5, A6, changed, imposed, ink, pages
from zines.base.geometry import Rect, Size
from zines.base.imposition_options import SCHEMAS
from zines.base.limits import SAFE_AREA_MM
from zines.base.paper import SIZES
from zines.base.units import mm
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError, Plan, Slot
from zines.imposition.plans.plan_of_sides import plan_of_sides
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets import page_matrix
from zines.imposition.sheets.unimposing import unimposed
from zines.pdf import page_boxes

#: Numbers of pages across and up a sheet, and of a whole piece.
SPREADS = {
    "saddle-stitch": (2, 1, 8),
    "gathered-signatures": (2, 1, 16),
    "quarto": (2, 2, 8),
    "octavo": (4, 2, 16),
    "sextodecimo": (4, 4, 32),
    "cut-stack-fold": (2, 2, 8),
    "repeat": (2, 2, 2),
    "cut-and-stack": (2, 2, 16),
    "stab": (2, 2, 16),
    "cards": (2, 2, 8),
    "n-up": (2, 2, 8),
    "one-sheet-zine": (4, 2, 8),
    "one-sheet-zine-16": (4, 4, 16),
    "leaflet": (2, 1, 4),
    "tiles": (1, 1, 1),
}
MORE: dict[str, dict[str, Any]] = {"leaflet": {"fold": "single"}}
#: Pages within 1 mm count as equal in size: this is the tolerance of trimmers.
OFF = st.floats(-1, 1)
#: Sheets within 0.01 mm are the same: no press and no knife is more precise.
NEAR = 0.01
WORD_A4, WORD_A5 = Size(mm(595.32), mm(841.92)), Size(mm(419.52), mm(595.32))


def slots(made: Plan) -> list[tuple[int | None, float, float, float, int]]:
    """Return the number, centre, scale and rotation of each page."""
    return [
        (
            slot.page,
            round(slot.placement.trim.x + slot.placement.trim.width / 2, 6),
            round(slot.placement.trim.y + slot.placement.trim.height / 2, 6),
            round(slot.scale, 9),
            slot.placement.rotation,
        )
        for side in made.sides
        for slot in side.slots
    ]


def flat(value: Any) -> list[Any]:
    """Flatten sizes and steps into a list of values, to compare with a tolerance."""
    if is_dataclass(value):
        return [type(value), *flat(tuple(getattr(value, one.name) for one in fields(value)))]
    return [part for one in value for part in flat(one)] if isinstance(value, tuple) else [value]


def test_all_schemas_are_tried() -> None:
    assert set(SPREADS) == set(SCHEMAS)


@settings(deadline=None, phases=[Phase.explicit, Phase.generate])
@example("repeat", A5, False, [(1.0, -1.0), (-1.0, 1.0)])
@given(
    st.sampled_from(SCHEMAS),
    st.sampled_from(list(SIZES.values())),
    st.booleans(),
    st.lists(st.tuples(OFF, OFF), min_size=1, max_size=4),
)
def test_pages_that_are_off_by_a_hair_are_imposed_like_exact_ones(
    schema: str, named: Size, turned: bool, offs: list[tuple[float, float]]
) -> None:
    """Each page differs in its own way, worse than real programs; the sheet just holds them."""
    trim = named.turned if turned else named
    across, up, count = SPREADS[schema]
    sheet = Size(across * trim.width, up * trim.height)
    request = ImpositionRequest(schema, sheet, **MORE.get(schema, {}))
    if schema == "leaflet":
        # Panels may differ on purpose; these must not, so their widths differ less.
        offs = [(width / 5, height) for width, height in offs]
    trims = [Size(trim.width + off[0], trim.height + off[1]) for off in (offs * count)[:count]]
    exact, odd = planning.plan([trim] * count, request), planning.plan(trims, request)
    assert flat(tuple(slots(odd))) == pytest.approx(flat(tuple(slots(exact))), abs=NEAR)
    assert (odd.sheet, odd.up, odd.warnings) == (exact.sheet, exact.up, exact.warnings)
    assert flat((odd.trim, odd.steps)) == pytest.approx(flat((exact.trim, exact.steps)), abs=NEAR)
    if schema not in ("tiles", "n-up"):
        assert read(odd) == read(exact)
    for side in odd.sides:
        for slot in side.slots:
            if slot.page is None or schema == "tiles":
                continue
            safe = inside(slot.placement.trim, SAFE_AREA_MM)
            assert slot.clip.x <= safe.x and slot.clip.right >= safe.right
            assert slot.clip.y <= safe.y and slot.clip.top >= safe.top


def inside(box: Rect, by: float) -> Rect:
    return Rect(box.x + by, box.y + by, box.width - 2 * by, box.height - 2 * by)


@pytest.mark.parametrize("written", [(595.32, 841.92), (595.304, 841.89), (595, 842), (596, 843)])
def test_a_booklet_of_a4_as_programs_write_it_lies_on_a3(written: tuple[float, float]) -> None:
    trim = Size(*map(mm, written))
    made = planning.plan([trim] * 8, ImpositionRequest("saddle-stitch", A3))
    assert (made.up, len(made.sheets), made.sheet) == (1, 2, A3.turned)


@pytest.mark.parametrize(("written", "copies"), [((419.52, 595.32), 2), ((298, 420), 4)])
def test_leaves_are_repeated_as_often_as_those_of_the_exact_size(
    written: tuple[float, float], copies: int
) -> None:
    made = planning.plan([Size(*map(mm, written))] * 2, ImpositionRequest("repeat", A4))
    assert made.up == copies


@pytest.mark.parametrize("lacking", [0.011, 0.04, 0.1, 0.12, 0.99, 5])
def test_what_a_sheet_lacks_is_never_nothing(lacking: float) -> None:
    """It is rounded up: a sheet that is larger by the given length is large enough."""
    trim = Size(123, 187)
    for sheet in (Size(123 - lacking, 187), Size(123, 187 - lacking)):
        with pytest.raises(ImpositionError, match="too small") as raised:
            planning.plan([trim], ImpositionRequest("repeat", sheet))
        (lack,) = re.findall(r"lacks ([\d.]+) mm", str(raised.value))
        assert lacking - 1e-9 <= float(lack) < lacking + 0.1


def test_less_than_a_millimetre_is_no_mixed_size_whatever_the_size() -> None:
    """298 mm count as an A4; 298.9 mm do not, but they are within 1 mm of that page."""
    for first, second in ((298.0, 298.9), (298.9, 298.0), (301.0, 301.99)):
        trims = [Size(210, first), Size(210, second)]
        assert planning.plan(trims, ImpositionRequest("repeat", A3)).pages == 2
    with pytest.raises(ImpositionError, match="differ in trim size"):
        planning.plan([Size(210, 300), Size(210, 301.01)], ImpositionRequest("repeat", A3))


def test_a_flap_that_is_narrower_by_a_millimetre_stays_narrower() -> None:
    widths = [148, 148, 148, 147, 147, 148]
    trims = [Size(width, 210) for width in widths]
    made = planning.plan(trims, ImpositionRequest("leaflet", SIZES["a2"]))
    clips = sorted(slot.clip.width for slot in made.sheets[0].front.slots)
    assert clips == pytest.approx([147, 148, 148])
    assert not made.warnings


# Files


def test_a_page_larger_by_a_hair_lies_in_the_middle_and_loses_nothing_where_there_is_room() -> None:
    odd = Size(148.3, 210.3)
    sheets = imposed(pages(1, odd), ImpositionRequest("repeat", A4, up=1))
    # An A5 in the middle of a sheet of 210 x 297 mm starts at 31 and 43.5 mm.
    assert ink(sheets) == pytest.approx((30.85, 43.35, 40.85, 53.35), abs=0.12)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("trim", [WORD_A4, Size(210.6, 296.5)])
def test_a_booklet_of_words_a4_shows_each_page_in_the_middle_of_its_half(
    trim: Size, rotate: int
) -> None:
    sheets = imposed(pages(2, trim, rotate=rotate), ImpositionRequest("n-up", A3, grid=(2, 1)))
    left, foot, right, top = ink(sheets)
    assert left == pytest.approx(max((210 - trim.width) / 2, 0), abs=0.12)
    assert foot == pytest.approx(max((297 - trim.height) / 2, 0), abs=0.12)
    assert right == pytest.approx(210 + (210 - trim.width) / 2 + 10, abs=0.12)
    assert top == pytest.approx((297 - trim.height) / 2 + 10, abs=0.12)


def test_a_page_without_a_trim_box_is_a_named_size_with_bleed_around_it() -> None:
    given = changed(pages(4, A5, bleed=3, boxes=False), lambda pdf: None)
    pdf = page_boxes.opened(given)
    found = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
    assert [box.size.width for box in found] == pytest.approx([148] * 4)
    assert [box.bleed for box in found] == pytest.approx([3] * 4)
    # On an A4, two of them meet at the spine.
    sheets = imposed(given, ImpositionRequest("saddle-stitch", A4))
    assert len(page_boxes.opened(sheets).pages) == 2


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("unit", [1, 2])
def test_a_page_with_a_trim_box_has_the_size_that_it_says(rotate: int, unit: float) -> None:
    odd = Size(154, 216)
    for boxes, size in ((True, odd), (False, A5)):
        pdf = page_boxes.opened(pages(1, odd, boxes=boxes, rotate=rotate, unit=unit))
        (found,) = page_matrix.with_trims(pdf, page_boxes.boxes(pdf))
        assert (found.size.width, found.size.height) == pytest.approx((size.width, size.height))


@pytest.mark.parametrize("trim", [WORD_A5, Size(148.9, 209.2)])
def test_pages_come_back_in_their_own_size(trim: Size) -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    sheets = imposed(pages(8, trim), request)
    back = page_boxes.opened(saved(unimposed(page_boxes.opened(sheets), request, None, 0)))
    assert [(box.size.width, box.size.height) for box in page_boxes.boxes(back)] == [
        pytest.approx((trim.width, trim.height), abs=0.001)
    ] * 8


def test_pages_among_sheets_of_others_come_back_in_their_own_size() -> None:
    """The file has a side of another program: pages are then found by their positions."""
    request = ImpositionRequest("saddle-stitch", A4)

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].obj.Contents = pdf.make_stream(b"0 g 0 0 9 9 re f")

    sheets = changed(imposed(pages(8, Size(148.6, 210.4)), request), change)
    back = page_boxes.opened(saved(unimposed(page_boxes.opened(sheets), request, None, 0)))
    widths = [round(box.size.width, 2) for box in page_boxes.boxes(back)]
    assert sorted(widths) == [148, 148, *[148.6] * 6]


@pytest.mark.parametrize("off", [(0.02, 0.01), (-0.1, 0.4), (0.9, -0.9)])
def test_sheets_that_another_program_writes_as_a3_are_a3(off: tuple[float, float]) -> None:
    sheet = Size(420 + off[0], 297 + off[1])
    made = plan_of_sides([sheet] * 2, ImpositionRequest("saddle-stitch", A4), None, 0)
    assert (made.sheet, made.trim, made.pages) == (A3.turned, A4, 4)


def test_a_page_cut_from_a_larger_sheet_of_another_program_lies_where_it_did() -> None:
    """The sheet is 0.8 mm too wide and too high: the two pages are around its middle."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            left, foot = (210 * 72 / 25.4) + 0.4 * 72 / 25.4, 0.4 * 72 / 25.4
            page.obj.Contents = pdf.make_stream(f"{left} {foot} 30 30 re f".encode())

    sheets = changed(pages(2, Size(420.8, 297.8)), change)
    request = ImpositionRequest("n-up", A3, grid=(2, 1))
    back = saved(unimposed(page_boxes.opened(sheets), request, None, 0))
    assert ink(back, 1)[:2] == pytest.approx((0, 0), abs=0.12)
    with page_boxes.opened(back) as pdf:
        edges = [float(edge) for edge in pdf.pages[1].mediabox]
    assert edges == pytest.approx([0, 0, 595.2756, 841.8898], abs=0.001)


def test_a_poster_of_words_a4_is_twice_as_large_on_a2() -> None:
    made = planning.plan([WORD_A4], ImpositionRequest("tiles", A4, poster=SIZES["a2"]))
    assert made.trim == SIZES["a2"]
    for side in made.sides[:-1]:
        (slot,) = side.slots
        assert slot.scale == 2
        assert slot.placement.trim.width == pytest.approx(2 * WORD_A4.width)
    first = made.sides[0].slots[0]
    # The poster starts 5 mm from the edge; the page is wider than an A4 by WORD_A4.width - 210.
    assert first.placement.trim.x == pytest.approx(5 - (WORD_A4.width - 210))


def test_boxes_of_other_sizes_than_named_ones_stay_as_they_are() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = Array([0, 0, 400, 500])

    pdf = page_boxes.opened(changed(pages(2, A6, boxes=False), change))
    boxes = page_boxes.boxes(pdf)
    assert page_matrix.with_trims(pdf, boxes) == boxes


# Mixed sizes


FIT = ImpositionRequest("saddle-stitch", A4, scale="fit")


def placed_pages(made: Plan) -> dict[int, Slot]:
    return {slot.page: slot for side in made.sides for slot in side.slots if slot.page}


@pytest.mark.parametrize(
    ("trims", "options", "common"),
    [
        ([A5, A5, A5.turned, A5], {}, A5),
        # Portrait and landscape count as one size, in the most frequent orientation.
        ([A4, A4, A5, A5.turned, A5], {}, A5),
        ([A5, A5.turned, A5.turned, A5.turned], {}, A5.turned),
        ([A4, A4, A5, A5.turned, A5], {"no_turn": True}, A4),
        # For equal numbers, the first size counts.
        ([A4, A5], {}, A4),
        ([A5, A4], {}, A5),
        ([A4, A4, A5], {"trim": A6}, A6),
        ([A4.turned, A4.turned, A5], {"trim": A6}, A6.turned),
        ([WORD_A5, A5, Size(148.9, 210.9), A4, A4], {}, A5),
    ],
)
def test_mixed_pages_are_brought_to_the_size_of_most_or_the_one_asked_for(
    trims: list[Size], options: dict[str, Any], common: Size
) -> None:
    sheet = Size(common.width * 2, common.height)
    made = planning.plan(trims, replace(FIT, sheet=sheet, **options))
    assert made.trim == common
    for page, slot in placed_pages(made).items():
        own, trim = trims[page - 1], slot.placement.trim
        turned = slot.placement.rotation % 180 == 90
        seen = own.turned if turned else own
        # Pages are never distorted, as large as the room allows, and centred.
        assert (trim.width, trim.height) == pytest.approx(
            (seen.width * slot.scale, seen.height * slot.scale)
        )
        assert trim.width <= common.width + 1 and trim.height <= common.height + 1
        close = min(abs(trim.width - common.width), abs(trim.height - common.height))
        assert close <= 1
        assert turned == (own.landscape != common.landscape and not options.get("no_turn", False))
        assert (trim.x + trim.width / 2) % common.width == pytest.approx(common.width / 2)


@pytest.mark.parametrize(
    ("trims", "named"),
    [
        # A cover as single pages, the inside as spreads, as layout programs export them.
        ([A5, A4.turned, A4.turned, A5], "2, 3"),
        ([WORD_A5, Size(297.4, 210.2)], "2"),
        # A4 beside A5 is no spread, nor are landscape pages, nor pages of one size.
        ([A5, A4, A5.turned], ""),
        ([A4.turned] * 4, ""),
    ],
)
def test_spreads_among_single_pages_are_told(trims: list[Size], named: str) -> None:
    """They would be folded as one page each: half as large, and turned."""
    warnings = planning.plan(trims, FIT).warnings
    told = [one for one in warnings if "twice as wide" in one]
    assert bool(told) == bool(named)
    assert all(f"({named}):" in one for one in told)


@pytest.mark.parametrize("schema", [name for name in SCHEMAS if name != "tiles"])
@pytest.mark.parametrize("no_turn", [False, True])
def test_every_schema_takes_mixed_pages_that_are_scaled_to_fit(schema: str, no_turn: bool) -> None:
    _, _, count = SPREADS[schema]
    trims = [A5] * count
    trims[-1] = A5.turned
    request = ImpositionRequest(schema, SIZES["a2"], **MORE.get(schema, {}))
    with pytest.raises(ImpositionError, match="--scale fit brings them|lie back to back"):
        planning.plan(trims, request)
    made = planning.plan(trims, replace(request, scale="fit", no_turn=no_turn))
    usual = planning.plan([A5] * count, replace(request, scale="fit"))
    assert (made.sheet, made.steps, made.trim) == (usual.sheet, usual.steps, usual.trim)
    odd, full = placed_pages(made)[count], placed_pages(usual)[count]
    assert odd.scale == pytest.approx(full.scale * (A5.width / A5.height if no_turn else 1))
    assert (odd.placement.rotation - full.placement.rotation) % 360 == (0 if no_turn else 90)


def test_a_page_that_leaves_white_in_its_cell_has_no_bleed_there() -> None:
    """Anything beyond its trim, such as marks, would be visible beside it."""
    made = planning.plan([A5, A5, A5.turned, A5], replace(FIT, no_turn=True, trim=A5), 3)
    slot = placed_pages(made)[3]
    assert (slot.clip.y, slot.clip.top) == (slot.placement.trim.y, slot.placement.trim.top)
    assert slot.clip.height == pytest.approx(148 * 148 / 210)


def test_pages_are_as_large_on_paper_as_the_trim_asked_for() -> None:
    made = planning.plan([A4] * 4, replace(FIT, sheet=A3, trim=A6))
    for slot in placed_pages(made).values():
        assert (slot.placement.trim.width, slot.placement.trim.height) == pytest.approx(
            (210 * 148 / 297, 148)
        )
        assert slot.scale == pytest.approx(148 / 297)
    with pytest.raises(ImpositionError, match="too small"):
        planning.plan([A4] * 4, replace(FIT, trim=A4))


def test_a_trim_fills_the_grid_with_as_many_cells_as_it_needs() -> None:
    made = planning.plan([A4] * 8, ImpositionRequest("n-up", A4, scale="fit", trim=A6))
    assert len(made.sheets[0].front.slots) == 4


def mixed() -> bytes:
    """Return four A5 pages, the second landscape, each with a black square at the lower left."""
    with page_boxes.opened(pages(4, A5)) as pdf:
        with page_boxes.opened(pages(1, A5.turned)) as other:
            pdf.pages[1] = other.pages[0]
        return saved(pdf)


def test_a_landscape_page_is_turned_by_a_quarter_to_the_left() -> None:
    """The bottom of the page is at the right: its lower left corner is at the lower right."""
    sheets = imposed(mixed(), ImpositionRequest("n-up", A5, scale="fit"))
    assert ink(sheets, 0) == pytest.approx((0, 0, 10, 10), abs=0.2)
    assert ink(sheets, 1) == pytest.approx((138, 0, 148, 10), abs=0.2)


def test_a_landscape_page_that_is_not_to_be_turned_is_made_smaller() -> None:
    sheets = imposed(mixed(), ImpositionRequest("n-up", A5, scale="fit", no_turn=True))
    small, foot = 10 * 148 / 210, (210 - 148 * 148 / 210) / 2
    assert ink(sheets, 1) == pytest.approx((0, foot, small, foot + small), abs=0.2)


@pytest.mark.parametrize("no_turn", [False, True])
@pytest.mark.parametrize("foreign_side", [False, True])
def test_mixed_pages_come_back_as_they_were(no_turn: bool, foreign_side: bool) -> None:
    request = replace(FIT, no_turn=no_turn)

    def change(pdf: pikepdf.Pdf) -> None:
        extra = page_boxes.opened(pages(2, A4.turned))
        pdf.pages.extend(extra.pages)

    sheets = imposed(mixed(), request)
    if foreign_side:
        sheets = changed(sheets, change)
    back = page_boxes.opened(saved(unimposed(page_boxes.opened(sheets), FIT, None, 0)))
    sizes = [box.size for box in page_boxes.boxes(back)]
    landscapes = [size.landscape for size in sizes]
    assert sum(landscapes) == 1
    if not foreign_side:
        assert landscapes == [False, True, False, False]
