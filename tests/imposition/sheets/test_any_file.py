"""Real-world files: damaged, odd, with boxes and annotations of every kind."""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from tests.imposition.looks import assert_alike
from tests.imposition.pdfs import A4, A5, changed, flooded, imposed, ink, pages, stamped
from zines.base.geometry import Size
from zines.base.units import mm, pt
from zines.imposition.plans import planning
from zines.imposition.plans.request import ImpositionRequest
from zines.pdf import page_boxes
from zines.pdf.opening.errors import PdfError
from zines.workshop.production import imposing

BOOKLET = ImpositionRequest("saddle-stitch", A4)
LINES = b"\n".join(b"%d %d m %d %d l S" % (i, i * 7 % 99, i * 3, i) for i in range(400))
PACKED = zlib.compress(LINES)


def square(x: float, y: float, side: float = 20) -> bytes:
    """Return operators for a black square; position and side in mm."""
    return f" 0 0 0 1 k {pt(x)} {pt(y)} {pt(side)} {pt(side)} re f".encode()


# Damage


@pytest.mark.parametrize("kept", [0.2, 0.4, 0.6])
@pytest.mark.parametrize("mode", list(pikepdf.ObjectStreamMode.__members__))
def test_a_file_cut_short_is_refused(kept: float, mode: str) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pages(50, A5))) as pdf:
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.__members__[mode])
    whole = stream.getvalue()
    with pytest.raises(PdfError, match=r"damaged|no PDF|cut short"):
        page_boxes.opened(whole[: int(len(whole) * kept)])


def test_content_that_is_no_stream_any_more_is_told() -> None:
    whole = pages(4, A5).replace(b"stream\n", b"strxxm\n", 1)
    with pytest.raises(PdfError, match="content of page 1 cannot be read"):
        imposed(whole, BOOKLET)


def test_content_that_a_repaired_file_lost_is_no_blank_page() -> None:
    """The table of objects and the content of page 3 are lost."""
    given = pages(4, A5)
    with pikepdf.open(io.BytesIO(given)) as pdf:
        number = pdf.pages[2].obj.Contents.objgen[0]
    start = given.index(b"%d 0 obj" % number)
    end = given.index(b"endobj", start) + len(b"endobj")
    with pytest.raises(PdfError, match="something that it refers to is missing"):
        page_boxes.opened(given[:start] + given[end:])


def test_content_that_a_repaired_file_lost_in_part_is_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = pikepdf.Stream(pdf, PACKED[: len(PACKED) // 2], Filter=Name.FlateDecode)
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=pdf.make_indirect(image)))

    whole = changed(pages(4, A5), change)
    with pytest.raises(PdfError, match="cut short or corrupt"):
        page_boxes.opened(whole[: whole.rindex(b"startxref")])


@pytest.mark.parametrize("holder", ["Root", "Outlines", "nothing", "Thumb"])
def test_what_a_repaired_file_lost_and_no_page_draws_refuses_nothing(holder: str) -> None:
    """Tags, bookmarks and thumbnails are never on sheets."""

    def change(pdf: pikepdf.Pdf) -> None:
        lost = pdf.make_indirect(Dictionary(Lost=Name.Here))
        torn = pdf.make_indirect(pikepdf.Stream(pdf, PACKED[:20], Filter=Name.FlateDecode))
        holders = {"Root": pdf.Root, "Outlines": pdf.Root.Outlines, "Thumb": pdf.pages[0].obj}
        if holder in holders:
            holders[holder][Name("/" + ("Thumb" if holder == "Thumb" else "Dests"))] = lost
            holders[holder].PieceInfo = torn

    whole = changed(pages(4, A5), change)
    whole = whole[: whole.rindex(b"startxref")]
    lost = re.sub(rb"\d+ 0 obj\s*<< /Lost /Here >>\s*endobj", b"", whole)
    assert (lost != whole) == (holder != "nothing")
    made = imposed(lost, BOOKLET)
    assert made.count(b"/HorsBocalPage") == 4 and b"HorsBocalMissing" not in made


@pytest.mark.parametrize("user", ["/Thumb", "/Contents"])
def test_a_stream_without_an_end_refuses_a_file_only_where_a_page_draws_it(user: str) -> None:
    broken = f"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] {user} 4 0 R >> endobj
trailer << /Root 1 0 R /Size 5 >>
4 0 obj << /Length 900 >> stream
0 g 0 0 99 99 re f
""".encode()
    if user == "/Contents":
        with pytest.raises(PdfError, match="a stream has no end"):
            page_boxes.opened(broken)
    else:
        assert len(page_boxes.opened(broken).pages) == 1


@pytest.mark.parametrize("repair", ["startxref", "trailing", "length"])
def test_what_can_be_repaired_without_a_loss_is_taken(repair: str) -> None:
    whole = pages(8, A5)
    broken = {
        "startxref": whole[: whole.rindex(b"startxref")],
        "trailing": whole + b"\n" * 3000,
        "length": whole.replace(b"/Length ", b"/Length 1", 1),
    }[repair]
    assert imposed(broken, BOOKLET).count(b"/HorsBocalPage") == 8


def flate(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[3].obj.Contents = pikepdf.Stream(pdf, data, Filter=Name.FlateDecode)

    return change


@pytest.mark.parametrize(
    "data",
    [
        PACKED[: len(PACKED) // 2],
        PACKED[:100] + b"\xff" * 50 + PACKED[150:],
        PACKED[:50] + bytes(80) + PACKED[130:],
        b"QQ" + PACKED[2:],
        PACKED[:-4] + b"abcd",
    ],
    ids=["short", "corrupt", "zeroed", "head", "checksum"],
)
@pytest.mark.parametrize("parts", [False, True])
def test_content_cut_short_or_corrupt_is_refused(data: bytes, parts: bool) -> None:
    def in_parts(pdf: pikepdf.Pdf) -> None:
        flate(data)(pdf)
        if parts:
            pdf.pages[3].obj.Contents = Array([pdf.make_stream(b"q Q"), pdf.pages[3].obj.Contents])

    given = changed(pages(8, A5), in_parts)
    with pytest.raises(PdfError, match="content of page 4 is cut short or corrupt"):
        imposed(given, BOOKLET)


@pytest.mark.parametrize("data", [PACKED, PACKED[:-4], PACKED + b"\r\n", b""])
def test_content_that_is_all_there_is_taken(data: bytes) -> None:
    assert imposed(changed(pages(4, A5), flate(data)), BOOKLET)


# Tracebacks


def test_numbers_among_the_parts_of_a_page_are_passed_over() -> None:
    """Readers skip them too: such a number is a reference that lost its "0 R"."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents = Array([pdf.pages[1].obj.Contents, 7, Decimal("7.5")])

    whole = pages(2, A5)
    made = imposed(changed(whole, change), ImpositionRequest("n-up", A5))
    assert_alike(whole, made, page=1)


@pytest.mark.parametrize(
    "content",
    [
        "5",
        "[5]",
        "(text)",
        "/Name",
        "<< /A 1 >>",
        "[[1]]",
    ],
)
def test_content_that_is_none_is_told(content: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents = pikepdf.Object.parse(content.encode())

    with pytest.raises(PdfError, match="content of page 2 cannot be read"):
        imposed(changed(pages(4, A5), change), BOOKLET)


def with_content(data: bytes, filters: pikepdf.Object) -> bytes:
    """Return four pages, the second with this content."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Contents = pikepdf.Stream(pdf, data, Filter=filters)

    return changed(pages(4, A5), change)


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (b"x", Name("/Odd")),
        (b"0 0 9 9 re f", Name.DCTDecode),
        (b"(\xff\xff", Name.ASCII85Decode),
        (PACKED[:50], Array([Name.ASCIIHexDecode, Name.FlateDecode])),
        (PACKED, Array([Name.FlateDecode, Name("/Odd")])),
    ],
    ids=["unknown", "image", "ascii85", "chain", "second"],
)
def test_content_that_no_filter_decodes_is_told(data: bytes, filters: pikepdf.Object) -> None:
    with pytest.raises(PdfError, match="content of page 2 cannot be read"):
        imposed(with_content(data, filters), BOOKLET)


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (b"302030203920392072652066>", Name.ASCIIHexDecode),
        (PACKED.hex().encode() + b">", Array([Name.ASCIIHexDecode, Name.FlateDecode])),
        (PACKED, Array([Name.FlateDecode])),
    ],
    ids=["hex", "chain", "array"],
)
def test_content_by_other_filters_is_taken(data: bytes, filters: pikepdf.Object) -> None:
    assert imposed(with_content(data, filters), BOOKLET)


def test_unknown_filters_among_parts_are_told() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        odd = pikepdf.Stream(pdf, b"x", Filter=Name("/Odd"))
        pdf.pages[1].obj.Contents = Array([pdf.make_stream(b"q Q"), odd])

    with pytest.raises(PdfError, match="content of page 2 cannot be read"):
        imposed(changed(pages(4, A5), change), BOOKLET)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("UserUnit", value) for value in ("0.001", "99999999999")),
        *(("MediaBox", value) for value in ("5", "[0 0 5]", "[/A /B /C /D]", "<< /A 1 >>")),
    ],
)
def test_a_page_without_a_size_is_told(key: str, value: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1].obj["/TrimBox"]
        pdf.pages[1].obj[f"/{key}"] = pikepdf.Object.parse(value.encode())

    with pytest.raises(PdfError, match="page (2 )?(has no size|would be)"):
        imposed(changed(pages(4, A5), change), BOOKLET)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("UserUnit", value) for value in ("0", "-1", "/One")),
        *(("Rotate", value) for value in ("45", "/Left", "[90]")),
        *((f"{box}Box", "[900 900 999 999]") for box in ("Crop", "Trim", "Bleed")),
        *((f"{box}Box", "[0 0 0 0]") for box in ("Crop", "Trim", "Bleed")),
        ("CropBox", "5"),
        ("TrimBox", "(x)"),
        ("BleedBox", "7"),
    ],
)
def test_an_entry_that_makes_no_sense_is_as_good_as_none(key: str, value: str) -> None:
    """Such pages are seen whole in any viewer; they were refused."""

    def change(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/TrimBox"]
            page.obj[f"/{key}"] = pikepdf.Object.parse(value.encode())

    made = imposed(changed(pages(4, A5), change), BOOKLET)
    assert ink(made) == ink(imposed(pages(4, A5, boxes=False), BOOKLET))


@pytest.mark.parametrize("share", [0.9, 0.95, 0.98])
def test_a_file_that_lost_its_end_gives_a_file_that_can_be_read(share: float) -> None:
    whole = pages(8, A5)
    made = imposed(whole[: int(len(whole) * share)], BOOKLET)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 4 and "/Size" in pdf.trailer


@pytest.mark.parametrize("key", ["Resources", "Annots", "Group"])
@pytest.mark.parametrize("value", ["5", "/Name", "[1 2]", "(text)", "<< /A 1 >>"])
def test_other_entries_of_a_page_may_be_anything(key: str, value: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj[f"/{key}"] = pikepdf.Object.parse(value.encode())

    assert imposed(changed(pages(4, A5), change), BOOKLET)


def test_a_version_that_is_none_is_told() -> None:
    odd = pages(1, A5).replace(b"%PDF-1.3", b"%PDF-1.99999999999", 1)
    with pytest.raises(PdfError, match=r"no PDF .* version 1\.99999"):
        page_boxes.opened(odd)


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"caf\xe9 \xff.pdf")
    file.write_bytes(pages(3, A5))
    assert len(page_boxes.opened(file).pages) == 3


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="cannot be read"):
        page_boxes.opened(tmp_path)


# Bleed and boxes


def laid(content: bytes, request: ImpositionRequest) -> imposing.ImposedSheets:
    with ThreadPoolExecutor(1) as pool:
        return imposing.imposed(content, request, lambda _request: saved(pikepdf.new()), pool)


def with_boxes(number: int, **boxes: Sequence[float]) -> Callable[[pikepdf.Pdf], None]:
    """Return a change of boxes of a page (mm)."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, box in boxes.items():
            pdf.pages[number - 1].obj[f"/{key}"] = Array([pt(edge) for edge in box])

    return change


def test_a_page_without_bleed_takes_none_from_the_others() -> None:
    """Page 1 has no bleed; page 4, at its left, keeps its own."""
    bare = changed(flooded(4), with_boxes(1, BleedBox=[10, 10, 158, 220]))
    made = laid(bare, ImpositionRequest("saddle-stitch", Size(330, 250)))
    left, foot, right, head = ink(made.content, 0)
    assert (left, foot) == pytest.approx((165 - 148 - 3, 20 - 3), abs=0.3)
    assert right == pytest.approx(165 + 148, abs=0.3)
    assert head == pytest.approx(230 + 3, abs=0.3)
    with pypdfium2.PdfDocument(made.content) as opened:
        picture = opened[0].render(scale=3).to_pil().convert("L")
    # There is no ink above page 1, but above page 4.
    assert picture.getpixel((int(pt(240) * 3), int(pt(250 - 231.5) * 3))) == 255
    assert picture.getpixel((int(pt(90) * 3), int(pt(250 - 231.5) * 3))) < 128


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_without_bleed_at_its_spine_keeps_that_of_the_other_sides(rotate: int) -> None:
    """Facing pages are exported like this: nothing is cut, and there is no warning."""

    def change(pdf: pikepdf.Pdf) -> None:
        for number, page in enumerate(pdf.pages, 1):
            recto = number % 2 == 1
            box = [10, 7, 161, 223] if recto else [7, 7, 158, 223]
            with_boxes(number, BleedBox=box)(pdf)
            if rotate:
                page.rotate(0, relative=False)

    made = laid(changed(flooded(4), change), ImpositionRequest("saddle-stitch", Size(330, 250)))
    assert made.plan.warnings == ()
    found = ink(made.content, 0)
    assert found == pytest.approx((165 - 151, 17, 165 + 151, 233), abs=0.3)


def test_bleed_that_is_cut_at_the_spine_is_still_told() -> None:
    made = laid(flooded(4), ImpositionRequest("saddle-stitch", Size(330, 250)))
    assert any("bleed is cut" in warning for warning in made.plan.warnings)


def test_bleed_that_only_some_pages_have_at_the_spine_is_told() -> None:
    """First, only pages at the left of the spine have bleed there; then only those at the right."""
    for bare, box in (((1, 3), [10, 7, 161, 223]), ((2, 4), [7, 7, 158, 223])):
        content = flooded(4)
        for number in bare:
            content = changed(content, with_boxes(number, BleedBox=box))
        made = laid(content, ImpositionRequest("saddle-stitch", Size(330, 250)))
        assert any("bleed is cut" in warning for warning in made.plan.warnings)


def test_a_page_without_a_bleed_box_has_no_more_bleed_than_5_mm() -> None:
    """Usually, its marks are further out."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/BleedBox"]

    given = changed(flooded(1), change)
    assert page_boxes.boxes(page_boxes.opened(given))[0].bleed == pytest.approx(5, abs=1e-6)


def test_a_bleed_box_within_the_trim_hides_nothing() -> None:
    given = changed(flooded(1), with_boxes(1, BleedBox=[50, 50, 60, 60]))
    made = laid(given, ImpositionRequest("repeat", Size(200, 250), up=1))
    assert ink(made.content) == pytest.approx((26, 20, 174, 230), abs=0.3)


def test_a_bleed_on_one_side_turns_with_its_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        with_boxes(1, BleedBox=[10, 10, 158, 223])(pdf)
        pdf.pages[0].obj.Rotate = 90

    made = laid(changed(flooded(1), change), ImpositionRequest("repeat", Size(250, 200), up=1))
    # Rotated clockwise, the page has its top at the right.
    x, y = (250 - 210) / 2, (200 - 148) / 2
    assert ink(made.content, 0) == pytest.approx((x, y, x + 210 + 3, y + 148), abs=0.3)


def test_ink_beyond_a_crop_box_is_no_bleed() -> None:
    """ISO 32000-1, 14.11.2: the default of the BleedBox is the CropBox."""

    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/BleedBox"]
        with_boxes(1, CropBox=[10, 10, 158, 220])(pdf)

    given = changed(flooded(1), change)
    assert page_boxes.boxes(page_boxes.opened(given))[0].bleed == pytest.approx(0, abs=1e-6)
    made = laid(given, ImpositionRequest("repeat", Size(200, 250), up=1))
    assert ink(made.content) == pytest.approx((26, 20, 174, 230), abs=0.3)


def test_a_page_without_a_trim_is_as_large_as_its_crop_box() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for key in ("/TrimBox", "/BleedBox"):
            del pdf.pages[0].obj[key]
        with_boxes(1, CropBox=[20, 20, 120, 170])(pdf)

    size = page_boxes.boxes(page_boxes.opened(changed(flooded(1), change)))[0].size
    assert (size.width, size.height) == pytest.approx((100, 150), abs=0.01)


def test_a_crop_box_above_a_page_counts() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/TrimBox"]
        pdf.Root.Pages.CropBox = Array([0, 0, pt(100), pt(150)])

    size = page_boxes.boxes(page_boxes.opened(changed(flooded(1), change)))[0].size
    assert (size.width, size.height) == pytest.approx((100, 150), abs=0.01)


# Annotations


@pytest.mark.parametrize(("flags", "subtype"), [(4, "/Stamp"), (5, "/Stamp"), (4, "/Screen")])
def test_a_stamp_that_prints_is_on_the_sheet(flags: int, subtype: str) -> None:
    """The flag 1, Invisible, only counts for types that the standard does not know (table 165)."""
    made = imposed(stamped(flags, subtype), ImpositionRequest("repeat", A5, up=1))
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)


@pytest.mark.parametrize(
    ("flags", "subtype"), [(0, "/Stamp"), (6, "/Stamp"), (4, "/Link"), (4, "/Popup"), (5, "/Odd")]
)
def test_what_does_not_print_leaves_no_trace(flags: int, subtype: str) -> None:
    made = imposed(stamped(flags, subtype), ImpositionRequest("repeat", A5, up=1))
    with pypdfium2.PdfDocument(made) as opened:
        assert opened[0].render(scale=1).to_pil().convert("L").getextrema() == (255, 255)
    assert b"/Annot" not in made and b"/Stamp" not in made


def test_a_stamp_prints_even_beside_links() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4)
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))

    made = imposed(changed(stamped(4), change), ImpositionRequest("repeat", A5, up=1))
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)


@pytest.mark.parametrize("asked", [True, False])
def test_what_is_filled_in_keeps_the_look_that_it_has(asked: bool) -> None:
    """A new appearance, made from the value, would lose lines and accents."""

    def change(pdf: pikepdf.Pdf) -> None:
        field = pdf.Root.AcroForm.Fields[0]
        field.FT, field.T, field.V = Name.Tx, "nom", "Louise Michel"
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=asked)

    made = imposed(changed(stamped(4, "/Widget"), change), ImpositionRequest("repeat", A5, up=1))
    assert ink(made) == pytest.approx((50, 60, 70, 80), abs=0.3)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("kind", ["/Widget", "/Square"])
def test_what_is_to_be_printed_but_has_no_look_is_told(kind: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        annotation = pdf.pages[0].obj.Annots[0]
        del annotation["/AP"]
        annotation.FT, annotation.V = Name.Tx, "Louise Michel"

    with pytest.raises(PdfError, match="page 1 has a note or a filled field"):
        imposed(changed(stamped(4, kind), change), ImpositionRequest("repeat", A5, up=1))


def test_an_empty_field_is_nothing_to_print() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Annots[0]["/AP"]

    imposed(changed(stamped(4, "/Widget"), change), ImpositionRequest("repeat", A5, up=1))


# Content as a Form


def test_a_matrix_of_its_own_does_not_move_a_page() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents.Matrix = Array([1, 0, 0, 1, 100, 100])

    made = imposed(changed(pages(1, A5), change), ImpositionRequest("repeat", A5, up=1))
    assert ink(made) == pytest.approx((0, 0, 10, 10), abs=0.3)


def test_a_transparency_group_keeps_its_look() -> None:
    """In a knockout group, the upper of two translucent squares hides the lower one."""

    wanted = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True, K=True)

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources = Dictionary(ExtGState=Dictionary(H=Dictionary(ca=0.5)))
        page.Contents = pdf.make_stream(b"/H gs 0 g" + square(20, 20, 40) + square(40, 40, 40))
        page.Group = wanted

    made = imposed(changed(pages(1, A5), change), ImpositionRequest("repeat", A5, up=1))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        group = pdf.pages[0].Resources.XObject["/P1"].Group
        assert group.unparse() == wanted.unparse()


def test_bleed_of_the_largest_side_is_planned_with() -> None:
    box = page_boxes.boxes(page_boxes.opened(flooded(1)))[0]
    assert box.bleed == pytest.approx(3, abs=1e-6)
    assert planning.plan([box.size], ImpositionRequest("repeat", A4), box.bleed).pages == 1
    assert mm(box.inked.urx - box.trim.urx) == pytest.approx(3, abs=1e-6)
