"""Sheets read back: their plan, the positions of pages, their contents."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Matrix, Rectangle

from tests.helpers import saved
from tests.imposition.pdfs import A5, A6, changed, imposed, page_contents, pages, stamped
from zines.base.geometry import Placement, Rect, Rotation, Size
from zines.base.paper import SIZES
from zines.base.units import pt
from zines.imposition.plans import trims
from zines.imposition.plans.plan import ImpositionError, Slot
from zines.imposition.plans.plan_of_sides import plan_of_sides
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.plans.trims import Fit
from zines.imposition.sheets import own_sheets, page_matrix
from zines.imposition.sheets.own_sheets import Drawn, SheetSide
from zines.imposition.sheets.unimposing import _lies_in, unimposed
from zines.pdf import page_boxes
from zines.pdf.opening.errors import PdfError
from zines.pdf.page_boxes import PageBox

A4, A3 = SIZES["a4"], SIZES["a3"]
LYING = A4.turned


def request(schema: str, **options: Any) -> ImpositionRequest:
    return ImpositionRequest(schema, A4, **options)


@pytest.mark.parametrize(
    ("schema", "sheet", "sides", "options", "found"),
    [
        ("n-up", A4, 1, {"grid": (1, 3)}, 3),
        ("n-up", A4, 2, {"grid": (1, 3)}, 6),
        ("n-up", A4, 4, {"grid": (1, 3)}, 12),
        ("n-up", A4, 6, {"grid": (1, 2)}, 12),
        ("n-up", A4, 8, {"grid": (1, 5)}, 40),
        ("saddle-stitch", LYING, 2, {}, 4),
        ("saddle-stitch", LYING, 10, {}, 20),
        ("saddle-stitch", LYING, 10, {"cover": True}, 20),
        ("one-sheet-zine", LYING, 1, {}, 8),
        ("one-sheet-zine-16", A3, 1, {}, 16),
    ],
)
def test_sheets_are_taken_for_full(
    schema: str, sheet: Size, sides: int, options: dict[str, Any], found: int
) -> None:
    trim = Size(60, 40) if schema == "n-up" else None
    plan = plan_of_sides([sheet] * sides, request(schema, **options), trim, 0)
    assert plan.pages == found and plan.blanks == 0


@pytest.mark.parametrize(
    ("schema", "sheet", "options", "trim"),
    [
        # The largest named size of which a spread fits on the sheet.
        ("saddle-stitch", LYING, {}, A5),
        ("saddle-stitch", LYING, {"cover": True}, A5),
        ("repeat", A4, {}, A4),
        ("one-sheet-zine", LYING, {}, Size(74.25, 105)),
        ("one-sheet-zine-16", A3, {}, Size(74.25, 105)),
    ],
)
def test_the_size_of_pages_is_guessed_from_their_sheet(
    schema: str, sheet: Size, options: dict[str, Any], trim: Size
) -> None:
    sides = 4 if options else 2
    plan = plan_of_sides(
        [sheet] * (1 if "zine" in schema else sides), request(schema, **options), None, 0
    )
    assert sorted((plan.trim.width, plan.trim.height)) == pytest.approx(
        sorted((trim.width, trim.height))
    )


@pytest.mark.parametrize(
    ("schema", "sides", "trim", "count", "what"),
    [
        ("saddle-stitch", [LYING] * 3, A5, 0, "no number of pages makes 3 sides as saddle-stitch"),
        ("saddle-stitch", [LYING] * 4, A5, 4, "4 pages make 2 sides, but the file has 4"),
        # A spread of two A5 covers an A4: three pages per side are not tried.
        ("saddle-stitch", [LYING] * 2, A5, 6, "6 pages make 4 sides, but the file has 2"),
        ("saddle-stitch", [LYING] * 2, A5, 7, "cannot hold 7 pages"),
        ("saddle-stitch", [LYING, Size(299, 210)], A5, 4, "page 2 is not as large"),
        ("saddle-stitch", [LYING, Size(297, 212)], A5, 4, "page 2 is not as large"),
        ("repeat", [Size(20, 20)], None, 0, "cannot be guessed: name it with --trim"),
        # Four columns and two rows need a landscape sheet.
        ("one-sheet-zine", [A4], None, 8, "turned the other way"),
    ],
)
def test_sides_that_follow_no_plan_are_refused(
    schema: str, sides: list[Size], trim: Size | None, count: int, what: str
) -> None:
    with pytest.raises(ImpositionError, match=what):
        plan_of_sides(sides, request(schema), trim, count)


def test_blanks_that_are_not_wanted_are_refused_where_pages_are_counted() -> None:
    with pytest.raises(ImpositionError, match="need 2 blank pages"):
        plan_of_sides([LYING] * 4, request("saddle-stitch", blanks="error"), A5, 6)


def box(rotate: int, unit: float = 1) -> PageBox:
    edges = Rectangle(0, 0, pt(148) / unit, pt(210) / unit)
    if rotate % 180:
        edges = Rectangle(0, 0, pt(210) / unit, pt(148) / unit)
    return PageBox(edges, edges, edges, rotate, unit)


SLOT = Rect(20, 30, 148, 210)


def place(rotation: Rotation = 0, trim: Rect = SLOT) -> Slot:
    return Slot(1, Placement(trim, rotation), trim)


@pytest.mark.parametrize("unit", [1, 2])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("rotation", [0, 180])
def test_a_page_lies_in_the_slot_that_it_was_drawn_in(
    rotation: Rotation, rotate: int, unit: float
) -> None:
    page = box(rotate, unit)
    drawn = Drawn(1, None, page, page_matrix.placed(place(rotation), page))
    assert _lies_in(drawn, place(rotation))
    # Upside down it does not match the plan; 0.1 mm away is another position.
    assert not _lies_in(drawn, place((rotation + 180) % 360))  # type: ignore[arg-type]
    assert not _lies_in(drawn, place(rotation, Rect(20.1, 30, 148, 210)))
    assert not _lies_in(drawn, place(rotation, Rect(20, 30.1, 148, 210)))
    # A page scaled to fit is as wide or as high as its slot, within 1 mm.
    assert _lies_in(drawn, place(rotation, Rect(10, 30, 168, 210)))
    assert _lies_in(drawn, place(rotation, Rect(20, 20, 148, 230)))
    assert _lies_in(drawn, place(rotation, Rect(19.5, 20, 149, 230)))
    assert not _lies_in(drawn, place(rotation, Rect(19, 20, 150, 230)))


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_page_that_was_turned_by_a_quarter_lies_in_its_slot(rotation: Rotation) -> None:
    """It is landscape in its file, 210 x 148 mm, and portrait on the sheet."""
    page = replace(box(90), rotate=0)
    drawn = Drawn(1, None, page, page_matrix.placed(place(rotation), page))
    assert _lies_in(drawn, place(0)) and _lies_in(drawn, place(180))


def undo(content: bytes, asked: ImpositionRequest, trim: Size) -> bytes:
    pdf = page_boxes.opened(content)
    return saved(unimposed(pdf, asked, trim, 0))


def foreign_first(content: bytes) -> bytes:
    """Turn the first side into one of a program that keeps no pages inside."""

    def change(pdf: pikepdf.Pdf) -> None:
        objects = pdf.pages[0].Resources.XObject
        for name in list(objects.keys()):
            objects[name]["/HorsBocalPage"] = 0

    return changed(content, change)


@pytest.mark.parametrize("count", [5, 6, 7, 8])
def test_empty_places_at_the_end_are_no_pages(count: int) -> None:
    asked = request("n-up", grid=(2, 2))
    sheets = foreign_first(imposed(pages(count, A6), asked))
    back = undo(sheets, asked, A6)
    assert len(page_boxes.opened(back).pages) == count
    assert page_contents(back)[4:] == page_contents(pages(count, A6))[4:]


def test_of_empty_sheets_one_page_is_left() -> None:
    """A PDF has at least one page."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")

    asked = request("n-up", grid=(2, 1))
    for count in (1, 2):
        back = undo(changed(imposed(pages(count, A6), asked), change), asked, A6)
        assert len(page_boxes.opened(back).pages) == 1


@pytest.mark.parametrize(("wide", "high"), [(0.8, 0), (0, 0.8), (-0.8, -0.6)])
def test_a_window_lies_in_the_middle_of_a_sheet_of_about_its_size(wide: float, high: float) -> None:
    """A foreign sheet that is 0.8 mm wider begins 0.4 mm left of the page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(pt(210 + wide), pt(297 + high)))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"0 0 9 9 re f")
        back = undo(saved(pdf), request("n-up", grid=(1, 1)), A4)
    words = page_contents(back)[0].split()
    moved = [float(word) for word in words[words.index(b"cm") - 6 : words.index(b"cm")]]
    assert moved == pytest.approx([1, 0, 0, 1, -pt(wide / 2), -pt(high / 2)], abs=1e-3)


@pytest.mark.parametrize(("noted", "rotate"), [(90, 90), (450, 90), (-90, 270), (360, 0)])
def test_a_page_that_was_drawn_is_turned_by_less_than_a_whole_turn(noted: int, rotate: int) -> None:
    with pikepdf.new() as pdf, pikepdf.new() as target:
        form = pdf.make_stream(b"", BBox=Array([0, 0, 100, 200]))
        form["/HorsBocalPage"] = Array([5, 5, 95, 195, 0, 0, 100, 200, noted, 2])
        found = own_sheets.page_box(form)
        assert (found.rotate, found.unit) == (rotate, 2)
        assert found.trim == Rectangle(5, 5, 95, 195)
        assert found.inked == found.media == Rectangle(0, 0, 100, 200)
        form.Resources = Dictionary()
        page = own_sheets.page(target, Drawn(1, form, found, Matrix()))
        assert page.get("/Rotate", 0) == rotate and page.UserUnit == 2
        form["/HorsBocalPage"][9] = 1
        other = own_sheets.page_box(form)
        assert "/UserUnit" not in own_sheets.page(target, Drawn(1, form, other, Matrix()))


def test_a_piece_is_whole_where_every_side_is_ours() -> None:
    with pikepdf.new() as pdf:
        one, two = (Drawn(number, pdf.make_stream(b""), box(0), Matrix()) for number in (1, 2))
        other = Drawn(1, pdf.make_stream(b""), box(0), Matrix())
        assert own_sheets.whole_piece([SheetSide((two, one), ours=True)]) == [one, two]
        blank = SheetSide((), ours=True)
        assert own_sheets.whole_piece([SheetSide((one,), ours=True), blank]) == [one]
        assert own_sheets.whole_piece([blank, SheetSide((), ours=False)]) == []
        both = SheetSide((one,), ours=True), SheetSide((other,), ours=True)
        assert own_sheets.whole_piece(both) == []


def test_panels_of_a_leaflet_are_of_a_named_size_where_they_are_alike() -> None:
    """Word writes an A5 as 147.9 x 209.9 mm; a narrower flap keeps its width."""
    word, wide = Size(147.9, 209.9), Size(100.2, 210)
    asked = request("leaflet", fold="single")
    assert trims.planned([word] * 4, asked, panels=True) == [A5] * 4
    flap = [wide, wide, wide, Size(97, 210), Size(97, 210), wide]
    for scale in ("none", "fit"):
        asked = request("leaflet", scale=scale)
        assert trims.planned(flap, asked, panels=True) == flap
    narrow = [A5, A5, Size(120, 210)]
    assert trims.planned(narrow, request("repeat", scale="fit"), panels=False) == [A5] * 3


def test_pages_reach_beyond_their_cells_by_half_of_what_they_are_larger() -> None:
    cells = [A5, A5]
    assert trims.overhang({1: Fit(A5), 2: Fit(Size(148.8, 210.2))}, cells) == pytest.approx(0.4)
    assert trims.overhang({1: Fit(Size(148.2, 210.8)), 2: Fit(A5)}, cells) == pytest.approx(0.4)
    assert trims.overhang({1: Fit(A6), 2: Fit(A6)}, cells) == 0


def test_a_page_that_lies_is_turned_and_no_more() -> None:
    asked = request("repeat", scale="fit")
    assert trims.fits([A5.turned], [A5], asked) == {1: Fit(A5, 1, turned=True, whole=True)}


def test_a_stamp_is_drawn_on_its_own_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for place in (0, 2):
            blank = pdf.add_blank_page(page_size=(pt(148), pt(210)))
            pdf.pages.insert(place, blank)
            del pdf.pages[-1]

    sheets = imposed(changed(stamped(4), change), request("n-up", grid=(1, 1)))
    with pypdfium2.PdfDocument(sheets) as opened:
        darkest = [
            opened[number].render(scale=1).to_pil().convert("L").getextrema()[0]
            for number in range(3)
        ]
    assert darkest == [255, 0, 255]


def annotated(subtype: str = "/Stamp", **entries: Any) -> bytes:
    """Return a page with an annotation without an appearance stream."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = pdf.pages[0].obj.Annots[0]
        for key in ("/AP", "/F"):
            del note[key]
        for key, value in entries.items():
            note[f"/{key}"] = value

    return changed(stamped(4, subtype), change)


@pytest.mark.parametrize(
    ("entries", "taken"),
    [
        # ISO 32000-1, table 165: bit 3 prints, bit 2 hides, bit 1 hides unknown types; without
        # flags nothing prints.
        ({}, True),
        ({"F": 1}, True),
        ({"F": 2}, True),
        ({"F": 5}, False),
        ({"F": 5, "subtype": "/Inconnu"}, True),
        ({"F": 6}, True),
        ({"F": 16}, True),
        ({"F": 4}, False),
        ({"F": 20}, False),
        ({"F": 4, "subtype": "/Link"}, True),
        ({"F": 4, "subtype": "/Widget"}, True),
        ({"F": 4, "subtype": "/Widget", "V": ""}, True),
        ({"F": 4, "subtype": "/Widget", "V": "Louise"}, False),
    ],
)
def test_what_prints_must_say_how_it_looks(entries: dict[str, Any], taken: bool) -> None:
    if taken:
        assert imposed(annotated(**entries), request("repeat", up=1))
    else:
        with pytest.raises(PdfError, match="page 1 has a note or a filled field"):
            imposed(annotated(**entries), request("repeat", up=1))


@pytest.mark.parametrize(("levels", "filled"), [(31, True), (32, False)])
def test_values_of_fields_are_looked_for_32_levels_up(levels: int, filled: bool) -> None:
    """Real forms have two or three levels; a chain of parents may be a circle."""
    field = Dictionary(V="Louise")
    for _ in range(levels - 1):
        field = Dictionary(Parent=field)
    content = annotated("/Widget", F=4, Parent=field)
    if filled:
        with pytest.raises(PdfError, match="filled field"):
            imposed(content, request("repeat", up=1))
    else:
        assert imposed(content, request("repeat", up=1))


def test_pages_that_share_their_content_keep_their_own_boxes_and_resources() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents = pdf.pages[0].obj.Contents
        lines = Dictionary(ExtGState=Dictionary(G=Dictionary(LW=3)))
        pdf.pages[1].obj.Resources = lines
        for key in ("/MediaBox", "/TrimBox"):
            pdf.pages[1].obj[key] = Array([10, 10, pt(148) + 10, pt(210) + 10])

    content = imposed(changed(pages(2, A5), change), request("repeat", up=1))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        forms = [pdf.pages[side].Resources.XObject[f"/P{page}"] for side, page in enumerate((1, 2))]
        assert [float(form.BBox[0]) for form in forms] == [0, 10]
        assert ["/ExtGState" in form.Resources for form in forms] == [False, True]
