"""Unimposing returns whole pages in order, and reports what it cannot return."""

from __future__ import annotations

import io
from typing import Any
from unittest.mock import Mock, patch

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from tests.imposition.pdfs import (
    A4,
    A5,
    A6,
    changed,
    flooded,
    imposed,
    ink,
    page_contents,
    pages,
)
from zines.base.geometry import Size
from zines.base.paper import SIZES
from zines.base.units import pt
from zines.imposition.plans import planning
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets.unimposing import unimposed
from zines.pdf import page_boxes
from zines.pdf.opening.errors import PdfError
from zines.workshop.production import imposing

A3, A2 = SIZES["a3"], SIZES["a2"]


def separated(
    content: bytes, request: ImpositionRequest, trim: Size | None = None, count: int = 0
) -> bytes:
    return saved(unimposed(page_boxes.opened(content), request, trim, count))


def foreign(content: bytes) -> bytes:
    """Turn sheets into those of a program that keeps no pages inside."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            for name in list(page.Resources.XObject.keys()):
                page.Resources.XObject[name]["/HorsBocalPage"] = 0

    return changed(content, change)


def edges(box: pikepdf.Rectangle) -> tuple[float, ...]:
    return box.llx, box.lly, box.urx, box.ury


def letter_fold() -> bytes:
    """Return six panels; 4 and 5 are the inner flap, slightly narrower."""
    with pikepdf.open(io.BytesIO(pages(6, Size(100, 210)))) as pdf:
        for number in (3, 4):
            for key in ("/MediaBox", "/TrimBox"):
                pdf.pages[number].obj[key] = Array([0, 0, pt(97), pt(210)])
        return saved(pdf)


@pytest.mark.parametrize(
    ("schema", "count", "trim", "sheet", "options"),
    [
        ("saddle-stitch", 8, A5, A3, {}),
        ("saddle-stitch", 8, A6, A3, {"scale": "fit", "creep": 0.1}),
        ("saddle-stitch", 10, A5, A4, {"blanks": "before-last", "marks": ("crop", "fold")}),
        ("saddle-stitch", 16, Size(120, 170), A3, {"up": 1, "binding": "right"}),
        ("gathered-signatures", 41, A6, A4, {"sheets_per_signature": 2}),
        ("quarto", 13, A6, A4, {"flip": "short-edge"}),
        ("octavo", 64, A6, A3, {"cover": True}),
        ("sextodecimo", 40, A6, A2, {}),
        ("cut-stack-fold", 18, A6, A3, {"grid": (4, 2)}),
        ("repeat", 3, Size(55, 85), A4, {"gutter": 5, "marks": ("crop", "cut")}),
        ("cut-and-stack", 5, A6, A4, {"marks": ("cut", "registration")}),
        ("cards", 5, A6, A4, {}),
        ("n-up", 9, A6, A4, {"gutter": 3}),
        ("one-sheet-zine", 8, Size(74, 105), A4, {}),
        ("one-sheet-zine-16", 14, Size(52, 74), A4, {}),
        ("leaflet", 6, Size(99, 210), A4, {"fold": "accordion"}),
        ("leaflet", 4, A5, A4, {"fold": "single"}),
        ("tiles", 1, A4, A4, {"poster": A2}),
    ],
)
def test_sheets_of_our_own_come_back_without_a_word_about_their_size(
    schema: str, count: int, trim: Size, sheet: Size, options: dict[str, Any]
) -> None:
    given = pages(count, trim)
    back = separated(
        imposed(given, ImpositionRequest(schema, sheet, **options)), ImpositionRequest(schema, A4)
    )
    assert page_contents(back) == page_contents(given)
    box = page_boxes.boxes(page_boxes.opened(back))[-1]
    assert (box.size.width, box.size.height) == pytest.approx((trim.width, trim.height), abs=0.01)


def test_a_letter_fold_comes_back_with_its_narrow_flap() -> None:
    request = ImpositionRequest("leaflet", A4)
    back = separated(imposed(letter_fold(), request), request)
    assert page_contents(back) == page_contents(letter_fold())
    widths = [round(box.size.width) for box in page_boxes.boxes(page_boxes.opened(back))]
    assert widths == [100, 100, 100, 97, 97, 100]


def test_boxes_come_back_as_they_were() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.UserUnit = 1.2
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, I=True)
        pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(H=Dictionary(ca=0.5)))

    given = changed(flooded(1), change)
    request = ImpositionRequest("repeat", A2, up=1)
    with pikepdf.open(io.BytesIO(separated(imposed(given, request), request))) as pdf:
        page = pdf.pages[0].obj
        assert float(page.UserUnit) == 1.2
        assert str(page.Group.S) == "/Transparency"
        box = page_boxes.boxes(pdf)[0]
    was = page_boxes.boxes(page_boxes.opened(given))[0]
    assert edges(box.trim) == pytest.approx(edges(was.trim), abs=0.001)
    assert edges(box.inked) == pytest.approx(edges(was.inked), abs=0.001)
    assert edges(box.media) == pytest.approx(edges(was.media), abs=0.001)


def test_where_a_sheet_is_missing_the_others_give_back_what_they_hold() -> None:
    request = ImpositionRequest("gathered-signatures", A3, sheets_per_signature=1)
    given = pages(12, Size(120, 170))

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[:2]

    back = separated(changed(imposed(given, request), change), request)
    assert page_contents(back) == page_contents(given)[4:]


def test_two_pieces_in_one_file_do_not_mix() -> None:
    request = ImpositionRequest("n-up", A4, grid=(2, 2))
    one = pages(4, A6)
    both = pikepdf.open(io.BytesIO(imposed(one, request)))
    other = pikepdf.open(io.BytesIO(imposed(pages(4, A6, bleed=1), request)))
    both.pages.extend(other.pages)
    back = separated(saved(both), request)
    assert page_contents(back) == page_contents(one) + page_contents(pages(4, A6, bleed=1))


def test_a_sheet_of_another_program_among_ours_is_not_lost() -> None:
    """Its page is where the plan has one, and our sheets give its size."""
    request = ImpositionRequest("n-up", A4, grid=(2, 2))
    with pikepdf.open(io.BytesIO(imposed(pages(4, Size(100, 140)), request))) as pdf:
        strange = pdf.add_blank_page(page_size=(pt(210), pt(297)))
        strange.obj.Contents = pdf.make_stream(
            f"0 g {pt(5)} {pt(297 - 8.5 - 140)} {pt(10)} {pt(10)} re f".encode()
        )
        both = saved(pdf)
    back = separated(both, request)
    assert page_contents(back)[:4] == page_contents(pages(4, Size(100, 140)))
    assert ink(back, 4) == pytest.approx((0, 0, 10, 10), abs=0.6)


def test_a_stamp_on_a_sheet_of_another_program_comes_along() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"0 g 0 0 20 20 re f", Type=Name.XObject, Subtype=Name.Form)
        look.BBox = Array([0, 0, 20, 20])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, AP=Dictionary(N=look))
        note.Rect = Array([pt(30), pt(40), pt(50), pt(60)])
        page = pdf.pages[0].obj
        page.Annots = Array([pdf.make_indirect(note)])
        page.Contents = pdf.make_stream(b"q Q")

    request = ImpositionRequest("n-up", A4, grid=(1, 1))
    imposing = changed(foreign(imposed(pages(1, A4), request)), change)
    assert ink(separated(imposing, request, A4)) == pytest.approx((30, 40, 50, 60), abs=0.3)


def test_a_note_without_a_look_is_told_with_the_page_that_has_it() -> None:
    """Pages are counted from 1, as viewers count them."""

    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=Array([9, 9, 50, 50]))
        pdf.pages[-1].obj.Annots = Array([pdf.make_indirect(note)])

    request = ImpositionRequest("n-up", A4, grid=(1, 1))
    imposing = changed(foreign(imposed(pages(2, A4), request)), change)
    with pytest.raises(ImpositionError, match="^page 2 has a note"):
        separated(imposing, request, A4)


def test_another_number_of_pages_than_there_are_is_told() -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    with pytest.raises(ImpositionError, match="hold 8 pages, not 7"):
        separated(imposed(pages(8, A5), request), request, None, 7)


def test_more_pages_than_sheets_can_hold_are_not_tried() -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    imposing = foreign(imposed(pages(8, A5), request))
    with pytest.raises(ImpositionError, match="cannot hold 99999999 pages"):
        separated(imposing, request, A5, 99_999_999)


@pytest.mark.parametrize(
    ("asked", "given", "what"),
    [
        (ImpositionRequest("leaflet", A4), letter_fold(), "letter fold"),
        (ImpositionRequest("tiles", A4, poster=A3), pages(1, A4), "tiles"),
    ],
)
def test_what_only_this_program_could_undo_is_told(
    asked: ImpositionRequest, given: bytes, what: str
) -> None:
    with pytest.raises(ImpositionError, match=what):
        separated(foreign(imposed(given, asked)), asked)


@pytest.mark.parametrize(
    ("asked", "trim", "count"),
    [
        (ImpositionRequest("one-sheet-zine", A4), Size(74.25, 105), 8),
        (ImpositionRequest("leaflet", A4, fold="accordion"), Size(99, 210), 6),
        (ImpositionRequest("leaflet", A4, fold="single"), A5, 4),
        (ImpositionRequest("saddle-stitch", A4, blanks="error"), A5, 8),
    ],
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_sheets_of_others_come_apart_however_they_are_turned(
    asked: ImpositionRequest, trim: Size, count: int, rotate: int
) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            # It looks the same with other numbers.
            box = [float(edge) for edge in page.mediabox]
            matrix = {
                0: "1 0 0 1 0 0",
                90: f"0 1 -1 0 {box[3]} 0",
                180: f"-1 0 0 -1 {box[2]} {box[3]}",
                270: f"0 -1 1 0 0 {box[2]}",
            }[rotate]
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if rotate % 180:
                for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
                    page.obj[key] = Array([0, 0, box[3], box[2]])
            page.obj.Rotate = rotate

    imposing = changed(foreign(imposed(pages(count, trim), asked)), turn)
    back = separated(imposing, asked)
    assert len(page_boxes.opened(back).pages) == count
    for number in range(count):
        assert ink(back, number) == pytest.approx((0, 0, 10, 10), abs=0.6)


def test_empty_sides_of_others_at_the_end_are_no_pages() -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        pdf.pages[-2].obj.Contents = pdf.make_stream(b" ")

    request = ImpositionRequest("n-up", A4, grid=(2, 2))
    imposing = changed(foreign(imposed(pages(12, A6), request)), empty)
    assert len(page_boxes.opened(separated(imposing, request, A6)).pages) == 8


def test_sheets_of_several_sizes_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
            pdf.pages[1].obj[key] = Array([0, 0, 500, 500])

    request = ImpositionRequest("saddle-stitch", A4)
    with pytest.raises(ImpositionError, match="page 2 is not as large"):
        separated(changed(foreign(imposed(pages(4, A5), request)), change), request)


def test_sheets_that_would_lie_the_other_way_are_told() -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    with pytest.raises(ImpositionError, match="turned the other way"):
        separated(foreign(imposed(pages(4, A5), request)), request, Size(100, 250))


@pytest.mark.parametrize(
    "value", ["/Name", "5", "[1 2]", "[/A /B /C /D /E /F /G /H /I /J]", "[0 0 0 0 0 0 0 0 0 0]"]
)
@pytest.mark.parametrize("key", ["/HorsBocalPage", "/BBox", "/Resources", "/Group"])
def test_a_page_inside_may_be_anything(key: str, value: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject["/P1"][key] = pikepdf.Object.parse(value.encode())

    request = ImpositionRequest("saddle-stitch", A4)
    imposing = changed(imposed(pages(4, A5), request), change)
    assert len(page_boxes.opened(separated(imposing, request)).pages) == 4


@pytest.mark.parametrize("missing", ["/BBox", "/HorsBocalPage", "/Resources", "/Subtype"])
def test_a_page_inside_may_lack_anything(missing: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].Resources.XObject["/P1"][missing]

    request = ImpositionRequest("saddle-stitch", A4)
    imposing = changed(imposed(pages(4, A5), request), change)
    assert len(page_boxes.opened(separated(imposing, request)).pages) == 4


@pytest.mark.parametrize("value", ["5", "[1]", "/Name", "<< /P1 5 >>", "<< /P1 [1] >>", "<< >>"])
def test_objects_of_a_sheet_may_be_anything(value: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = pikepdf.Object.parse(value.encode())

    request = ImpositionRequest("saddle-stitch", A4)
    imposing = changed(imposed(pages(4, A5), request), change)
    assert len(page_boxes.opened(separated(imposing, request)).pages) == 4


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 1 - - cm /P1 Do Q",
        b"q 0 0 9 9 re W n 1 0 0 1 - - cm /P1 Do Q",
        b"q 0 0 9 9 re W n 1 0 0 1 cm /P1 Do Q",
        b"q 0 0 9 9 re W n 0 0 0 0 0 0 cm /P1 Do Q",
        b"q 0 0 9 9 re W n 1 0 0 1 0 0 cm /P999 Do Q",
        b"",
    ],
)
def test_content_of_a_sheet_may_be_anything(content: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)

    request = ImpositionRequest("saddle-stitch", A4)
    imposing = changed(imposed(pages(4, A5), request), change)
    assert 2 <= len(page_boxes.opened(separated(imposing, request, A5)).pages) <= 4


@pytest.mark.parametrize("value", ["5", "[5]", "<< >>"])
def test_content_of_a_sheet_that_is_none_is_told(value: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Object.parse(value.encode())

    request = ImpositionRequest("saddle-stitch", A4)
    with pytest.raises(ImpositionError, match="content of page 1 cannot be read"):
        separated(changed(imposed(pages(4, A5), request), change), request)


def test_corrupt_content_of_a_sheet_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        odd = pikepdf.Stream(pdf, b"xxxxxxxxxx", Filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = pdf.make_indirect(odd)

    request = ImpositionRequest("saddle-stitch", A4)
    with pytest.raises(PdfError, match="content of a sheet is cut short"):
        separated(changed(imposed(pages(4, A5), request), change), request)


def test_what_the_library_cannot_read_is_told_in_words() -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    sheets = imposed(pages(4, A5), request)
    broken = Mock(side_effect=pikepdf.PdfError("broken"))
    with (
        patch("zines.imposition.sheets.unimposing.set_pages", broken),
        pytest.raises(ImpositionError, match=r"sheets cannot be read \(broken\)"),
    ):
        separated(sheets, request)


def test_sheets_that_are_separated_have_properties_of_their_own() -> None:
    request = ImpositionRequest("saddle-stitch", A4)
    back, _ = imposing.unimposed_pages(imposed(pages(4, A5), request), request, None, 0)
    assert len(page_boxes.opened(back).pages) == 4
    assert planning.plan([A5] * 4, request).pages == 4


@pytest.mark.parametrize("unit", [1, 0])
def test_only_entries_of_a_sheet_that_make_no_sense_are_told(unit: int) -> None:
    """What a screen hides of a sheet is no loss to its pages."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.TrimBox, page.obj.CropBox = page.obj.MediaBox, Array([90, 90, 300, 300])
            page.obj.UserUnit = unit

    request = ImpositionRequest("saddle-stitch", A4)
    sheets = changed(imposed(pages(4, A5), request), change)
    _, warnings = imposing.unimposed_pages(sheets, request, None, 0)
    assert len(warnings) == (not unit) and all("UserUnit makes no sense" in w for w in warnings)
