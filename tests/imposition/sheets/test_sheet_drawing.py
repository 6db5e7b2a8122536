"""The contents of drawn sheets, measured in the PDF by pdfium."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from tests.imposition.pdfs import A3, A4, A5, A6, imposed, ink, page_contents, pages
from zines.base.geometry import Placement, Rect, Rotation, Size
from zines.base.paper import SIZES
from zines.base.units import mm, pt
from zines.imposition.plans.plan import Plan, Sheet, Side, Slot
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets.sheet_drawing import draw
from zines.imposition.sheets.unimposing import unimposed
from zines.pdf import page_boxes
from zines.pdf.catalog import version
from zines.pdf.opening.errors import PdfError


def one(content: bytes, rotation: Rotation = 0) -> bytes:
    box = Rect(50, 60, 100, 100)
    plan = Plan(
        "test", A4, Size(100, 100), (Sheet(Side((Slot(1, Placement(box, rotation), box),))),), 1
    )
    pdf = page_boxes.opened(content)
    return saved(draw(pdf, page_boxes.boxes(pdf), [1], plan))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("offset", [0, 100])
@pytest.mark.parametrize(
    ("rotation", "corner"), [(0, (50, 60)), (90, (140, 60)), (180, (140, 150)), (270, (50, 150))]
)
def test_a_page_lands_in_its_slot_however_its_file_turns_it(
    rotation: Rotation, corner: tuple[float, float], offset: float, rotate: int
) -> None:
    """The square marks the visible lower left corner; a rotation moves it around the slot."""
    left, foot, right, head = ink(
        one(pages(1, Size(100, 100), offset=offset, rotate=rotate), rotation)
    )
    assert (left, foot) == pytest.approx(corner, abs=0.3)
    assert (right - left, head - foot) == pytest.approx((10, 10), abs=0.3)


def test_a_user_unit_is_honoured() -> None:
    left, foot, right, _ = ink(one(pages(1, Size(100, 100), unit=2)))
    assert (left, foot, right) == pytest.approx((50, 60, 60), abs=0.3)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_lie_by_their_trim_and_a_bleed_changes_no_pitch(rotate: int) -> None:
    """Other tools place such pages 160 mm apart, or shrink them: the spine must stay central."""
    request = ImpositionRequest("saddle-stitch", A3)
    without = imposed(pages(4, A5, rotate=rotate), request)
    with_bleed = imposed(pages(4, A5, bleed=3, rotate=rotate), request)
    for content in (without, with_bleed):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            drawn = bytes(pdf.pages[0].Contents.read_bytes()).decode().splitlines()
        clips = [[float(n) for n in line.split()[1:5]] for line in drawn]
        # Page 4 is left of the spine, page 1 right of it: 210 mm is the middle of an A3.
        assert mm(clips[0][0] + clips[0][2]) == pytest.approx(210, abs=0.01)
        assert mm(clips[1][0]) == pytest.approx(210, abs=0.01)


def test_the_bleed_is_kept_outside_and_cut_at_the_spine() -> None:
    content = imposed(pages(4, A5, bleed=3), ImpositionRequest("saddle-stitch", A3))
    left, foot, _, head = ink(content)
    # The strip of page 4 runs 3 mm past its trim: left, foot and head.
    assert left == pytest.approx(210 - 148 - 3, abs=0.3)
    assert head - foot == pytest.approx(216, abs=0.5)


def test_boxes_are_the_whole_sheet_and_exact() -> None:
    with pikepdf.open(
        io.BytesIO(imposed(pages(8, A5), ImpositionRequest("saddle-stitch", A4)))
    ) as pdf:
        assert len(pdf.pages) == 4
        for page in pdf.pages:
            media = [float(edge) for edge in page.mediabox]
            assert media == pytest.approx([0, 0, pt(297), pt(210)], abs=0.01)
            assert page.mediabox == page.trimbox == page.obj.BleedBox


def test_pages_are_shared_and_reading_order_is_left_behind() -> None:
    content = imposed(pages(2, A5), ImpositionRequest("repeat", A4))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root and "/Outlines" not in pdf.Root
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Subtype" in o]
        assert len(forms) == 2
        assert bytes(pdf.pages[0].Contents.read_bytes()).count(b" Do ") == 2


def test_files_stay_small() -> None:
    pdf = pikepdf.open(io.BytesIO(pages(200, A5)))
    for page in pdf.pages:
        page.contents_add(b"% " + os.urandom(2000).hex().encode())
    given = saved(pdf)
    assert len(imposed(given, ImpositionRequest("saddle-stitch", A4))) <= 1.1 * len(given)


def test_pages_that_share_or_lack_a_content_stream() -> None:
    pdf = pikepdf.open(io.BytesIO(pages(4, A5)))
    pdf.pages[1].obj.Contents = pdf.pages[0].obj.Contents
    del pdf.pages[2].obj["/Contents"]
    pdf.pages[3].obj.Contents = Array(
        [pdf.make_stream(b"0 0 0 1 k 0 0 9"), pdf.make_stream(b"9 re f")]
    )
    content = imposed(saved(pdf), ImpositionRequest("n-up", A3, grid=(2, 2)))
    left, _, right, _ = ink(content)
    assert right - left > 100


def test_colour_spaces_and_fonts_come_through_untouched() -> None:
    pdf = pikepdf.open(io.BytesIO(pages(2, A5)))
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array([0, 1, 1, 0]), N=1
    )
    space = Array([Name.Separation, Name("/Encre"), Name.DeviceCMYK, pdf.make_indirect(tint)])
    pdf.pages[0].obj.Resources = Dictionary(ColorSpace=Dictionary(Spot=pdf.make_indirect(space)))
    with pikepdf.open(io.BytesIO(imposed(saved(pdf), ImpositionRequest("repeat", A4)))) as made:
        form = made.pages[0].Resources.XObject["/P1"]
        assert form.Resources.ColorSpace.Spot[1] == "/Encre"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 nothing", "cut short"),
        (b"\x00" * 1000, "no PDF"),
        (b"%PDF-1.7 nothing %%EOF", "no PDF that can be read"),
    ],
)
def test_what_is_no_pdf_is_told(content: bytes, what: str) -> None:
    with pytest.raises(PdfError, match=what):
        page_boxes.opened(content)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("D:20261124120000Z", "2026-11-24"),
        ("D:00000101", ""),
        ("D:20260230", ""),
        ("hier", ""),
        ("", ""),
        ("D:\u0662\u0660\u0662\u0666\u0661\u0661\u0662\u0664", ""),
    ],
)
def test_a_date_that_is_none_is_none(stamp: str, day: str) -> None:
    pdf = pikepdf.new()
    pdf.docinfo.ModDate = pikepdf.String(stamp)
    assert page_boxes.title_and_date(pdf)[2] == day


def test_what_a_file_says_of_itself_may_be_anything() -> None:
    pdf = pikepdf.new()
    pdf.docinfo.Title = pikepdf.String("Un\x00 titre\n\x07 \u202eà l’envers")
    pdf.Root.Lang = pikepdf.Name.fr
    assert page_boxes.title_and_date(pdf) == ("Un titre à l’envers", "", "")
    pdf.trailer.Info = pikepdf.Array([1])
    assert page_boxes.title_and_date(pdf) == ("", "", "")


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    """A file that permits printing is accepted: see tests/pdf/opening/test_locks.py."""
    never = pikepdf.Permissions(print_lowres=False, print_highres=False)
    for owner, user in (("x", "y"), ("x", "")):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        file = tmp_path / f"secret-{user}.pdf"
        pdf.save(file, encryption=pikepdf.Encryption(owner=owner, user=user, allow=never))
        with pytest.raises(PdfError, match="encrypted"):
            page_boxes.opened(file)


def test_a_pdf_without_pages_is_told() -> None:
    with pytest.raises(PdfError, match="no pages"):
        page_boxes.opened(saved(pikepdf.new()))


@pytest.mark.parametrize(
    ("schema", "count", "trim", "sheet", "options"),
    [
        ("saddle-stitch", 7, A5, A4, {}),
        ("saddle-stitch", 8, A5, A4, {"flip": "long-edge", "binding": "right", "creep": 0.1}),
        ("saddle-stitch", 12, A5, A3, {"cover": True}),
        ("octavo", 16, A6, A3, {}),
        ("sextodecimo", 40, A6, SIZES["a2"], {}),
        ("cut-stack-fold", 32, A6, A3, {"grid": (4, 2)}),
        ("cut-and-stack", 16, A6, A4, {"grid": (2, 2)}),
        ("cards", 16, A6, A4, {"grid": (2, 2)}),
        ("n-up", 9, A6, A4, {"grid": (2, 2)}),
        ("repeat", 4, A5, A4, {}),
        ("one-sheet-zine", 8, Size(74, 105), A4, {}),
    ],
)
@pytest.mark.parametrize("make", [{}, {"bleed": 3, "rotate": 90, "offset": 20}])
def test_undoing_gives_back_every_byte(
    schema: str, count: int, trim: Size, sheet: Size, options: dict[str, Any], make: dict[str, Any]
) -> None:
    request = ImpositionRequest(schema, sheet, **options)
    given = pages(count, trim, **make)
    back = saved(unimposed(page_boxes.opened(imposed(given, request)), request, trim, 0))
    assert page_contents(back) == page_contents(given)
    with pikepdf.open(io.BytesIO(back)) as one, pikepdf.open(io.BytesIO(given)) as other:
        sizes = [page_boxes.boxes(pdf) for pdf in (one, other)]
    for mine, theirs in zip(*sizes, strict=True):
        assert (mine.size.width, mine.size.height) == pytest.approx(
            (theirs.size.width, theirs.size.height), abs=0.001
        )
    assert [box.rotate for box in sizes[0]] == [box.rotate for box in sizes[1]]


@pytest.mark.parametrize(("schema", "trim", "count"), [("saddle-stitch", A5, 4), ("quarto", A6, 8)])
def test_undoing_a_stranger_shows_windows_on_its_sheets(
    schema: str, trim: Size, count: int
) -> None:
    """Foreign sheets contain no pages: each page becomes a window on its slot."""
    request = ImpositionRequest(schema, A4)
    sheets = imposed(pages(count, trim), request)
    flat = pikepdf.open(io.BytesIO(sheets))
    for page in flat.pages:
        for name in list(page.Resources.XObject.keys()):
            del page.Resources.XObject[name]["/HorsBocalPage"]
    back = saved(unimposed(page_boxes.opened(saved(flat)), request, trim, count))
    with pikepdf.open(io.BytesIO(back)) as pdf:
        assert len(pdf.pages) == count
    for number in range(count):
        left, foot, right, head = ink(back, number)
        assert (left, foot, right - left, head - foot) == pytest.approx((0, 0, 10, 10), abs=0.3)


def test_only_what_is_printed_is_carried_over() -> None:
    """Actions, attachments, private keys and tags of a foreign file are left out."""
    with pikepdf.open(io.BytesIO(pages(4, A6))) as pdf:
        secret = Dictionary(Note=pikepdf.String("secret"), S=Name.Launch)
        for key in ("/AF", "/Collection", "/URI", "/PieceInfo", "/Names", "/AA", "/Own"):
            pdf.Root[key] = pdf.make_indirect(secret)
        for page in pdf.pages:
            for key in ("/AA", "/PieceInfo", "/Own"):
                page.obj[key] = secret
            page.obj.Contents.Own = secret
        hostile = saved(pdf)
    sheets = imposed(hostile, ImpositionRequest("saddle-stitch", A5))
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        separated = saved(unimposed(pdf, ImpositionRequest("saddle-stitch", A5), None, 0))
    for made in (sheets, separated):
        with pikepdf.open(io.BytesIO(made)) as pdf:
            assert not [one for one in pdf.objects if b"secret" in one.unparse()]


def test_layers_come_along_and_the_version_of_pdf() -> None:
    """Content in a layer that is switched off stays off (ISO 32000-1, 8.11)."""
    with pikepdf.open(io.BytesIO(pages(1, A5))) as pdf:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Hidden")))
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
        page = pdf.pages[0].obj
        page.Resources = Dictionary(Properties=Dictionary(Hidden=layer))
        page.Contents = pdf.make_stream(b"/OC /Hidden BDC 0 0 500 500 re f EMC")
        pdf.Root.Version = Name("/1.9")
        content = saved(pdf)
        assert version(pdf) == ("1.9", 0)
    with pypdfium2.PdfDocument(imposed(content, ImpositionRequest("n-up", A4))) as drawn:
        assert drawn[0].render().to_pil().convert("L").getextrema() == (255, 255)
