"""Page boxes, according to ISO 32000-1, 14.11.2 and 7.7.3.3; lengths in pt and mm."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Name, Rectangle

from zines.base.units import mm, pt
from zines.pdf import box_faults, page_boxes
from zines.pdf.opening.errors import PdfError
from zines.pdf.page_boxes import PageBox


def measured(**entries: Any) -> PageBox:
    """Return the boxes of a page of 300 x 400 pt with the given entries."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400)).obj
        for key, value in entries.items():
            page[f"/{key}"] = Array(value) if isinstance(value, tuple) else value
        (found,) = page_boxes.boxes(pdf)
        return found


WHOLE = Rectangle(0, 0, 300, 400)


@pytest.mark.parametrize(
    ("entries", "trim", "inked"),
    [
        ({}, WHOLE, WHOLE),
        # The default of TrimBox and BleedBox is the CropBox, whose default is the MediaBox.
        ({"CropBox": (10, 20, 290, 380)}, Rectangle(10, 20, 290, 380), Rectangle(10, 20, 290, 380)),
        (
            {"TrimBox": (10, 20, 290, 390)},
            Rectangle(10, 20, 290, 390),
            Rectangle(0, 5.827, 300, 400),
        ),
        (
            {"TrimBox": (10, 10, 290, 390), "BleedBox": (5, 6, 293, 394)},
            Rectangle(10, 10, 290, 390),
            Rectangle(5, 6, 293, 394),
        ),
        # A BleedBox inside the trim hides nothing; boxes are cut to their page.
        (
            {"TrimBox": (10, 10, 290, 390), "BleedBox": (20, 20, 280, 380)},
            Rectangle(10, 10, 290, 390),
            Rectangle(10, 10, 290, 390),
        ),
        ({"TrimBox": (-50, -50, 350, 450)}, WHOLE, WHOLE),
        # Corners may be in any order; a box that is empty within its page is ignored.
        ({"TrimBox": (290, 390, 10, 10)}, Rectangle(10, 10, 290, 390), Rectangle(0, 0, 300, 400)),
        ({"TrimBox": (310, 0, 320, 400)}, WHOLE, WHOLE),
        ({"TrimBox": (10, 410, 290, 420)}, WHOLE, WHOLE),
        ({"TrimBox": (10, 10, 10, 390)}, WHOLE, WHOLE),
        ({"TrimBox": (10, 10, 290, 10)}, WHOLE, WHOLE),
    ],
)
def test_boxes_within_boxes(entries: dict[str, Any], trim: Rectangle, inked: Rectangle) -> None:
    found = measured(**entries)
    for one, other in ((found.trim, trim), (found.inked, inked), (found.media, WHOLE)):
        edges = (other.llx, other.lly, other.urx, other.ury)
        assert (one.llx, one.lly, one.urx, one.ury) == pytest.approx(edges, abs=1e-3)


@pytest.mark.parametrize(
    ("inked", "bleed"),
    [
        ((4, 10, 290, 390), 6),
        ((10, 3, 290, 390), 7),
        ((10, 10, 298, 390), 8),
        ((10, 10, 290, 399), 9),
        ((10, 10, 290, 390), 0),
        ((2, 9, 299, 394), 9),
    ],
)
@pytest.mark.parametrize("unit", [1, 0.5])
def test_the_bleed_is_that_of_the_widest_side(
    inked: tuple[float, ...], bleed: float, unit: float
) -> None:
    found = measured(TrimBox=(10, 10, 290, 390), BleedBox=inked, UserUnit=unit)
    assert found.bleed == pytest.approx(mm(bleed * unit))


@pytest.mark.parametrize("unit", [1, 2])
def test_no_more_than_five_millimetres_are_bleed(unit: float) -> None:
    found = measured(TrimBox=(100, 100, 200, 200), UserUnit=unit)
    assert found.bleed == pytest.approx(5)


@pytest.mark.parametrize(
    ("side", "unit", "fits"),
    [
        *((14_400, 10, True), (14_400.1, 10, False), (144_000, 1, True), (144_001, 1, False)),
        *((1, 1, True), (0.9, 1, False), (10, 0.1, True), (9, 0.1, False)),
    ],
)
@pytest.mark.parametrize("wide", [True, False])
def test_a_page_is_a_point_to_ten_times_what_viewers_show(
    side: float, unit: float, fits: bool, wide: bool
) -> None:
    """ISO 32000-1, annex C.2: 14,400 units. A poster for a whole wall may have larger units."""
    other = 100 / unit
    media = (0, 0, side, other) if wide else (0, 0, other, side)
    if fits:
        assert measured(MediaBox=media, UserUnit=unit).media.width > 0
    else:
        with pytest.raises(PdfError, match="larger or smaller than any page"):
            measured(MediaBox=media, UserUnit=unit)


@pytest.mark.parametrize(
    ("rotate", "unit", "size"),
    [
        (0, 1, (300, 400)),
        (90, 1, (400, 300)),
        (180, 2, (600, 800)),
        (-90, 1, (400, 300)),
        (450, 1, (400, 300)),
    ],
)
def test_the_size_of_a_page_is_as_one_sees_it(
    rotate: int, unit: float, size: tuple[float, float]
) -> None:
    found = measured(Rotate=rotate, UserUnit=unit)
    assert (pt(found.size.width), pt(found.size.height)) == pytest.approx(size)
    assert found.rotate == rotate % 360


@pytest.mark.parametrize(
    "entries",
    [
        {"Rotate": 45},
        {"Rotate": 1},
        {"Rotate": Name.Left},
        {"UserUnit": 0},
        {"UserUnit": -1},
        {"UserUnit": Name.A},
        *(
            {f"{name}Box": value}
            for name in ("Crop", "Trim", "Bleed")
            for value in ((0, 0, 300), (0, 0, 300, Name.A), 5, (0, 0, 0, 0), (900, 0, 990, 400))
        ),
    ],
)
def test_what_makes_no_sense_counts_as_none_and_is_told(entries: dict[str, Any]) -> None:
    """As in pdf.js and pdfium, the page then has the size of its MediaBox and is upright."""
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(300, 400))
        for key, value in entries.items():
            pdf.pages[1].obj[f"/{key}"] = Array(value) if isinstance(value, tuple) else value
        _, found, _ = page_boxes.boxes(pdf)
        assert found == page_boxes.boxes(pdf)[0]
        (warning,) = box_faults.warnings(pdf, [1, 2, 3])
        assert warning.startswith(
            f"page 2: its {next(iter(entries))} makes no sense and is left out"
        )
        assert box_faults.warnings(pdf, [1, 3]) == ()


def test_many_pages_are_told_in_one_line() -> None:
    with pikepdf.new() as pdf:
        for _ in range(9):
            page = pdf.add_blank_page(page_size=(300, 400)).obj
            page.Rotate, page.UserUnit = 45, 0
        (warning,) = box_faults.warnings(pdf, range(2, 10))
    assert warning.startswith("8 pages from page 2 on: their Rotate, UserUnit makes no sense")


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ({"CropBox": (10, 10, 290, 390), "TrimBox": (0, 0, 300, 400)}, "its CropBox hides"),
        ({"CropBox": (0, 0, 300, 390), "TrimBox": (0, 0, 300, 400)}, "its CropBox hides"),
        # Bleed and marks surround the trim of a press file; 100 pt are more than these.
        ({"TrimBox": (0, 100, 300, 400)}, "more than its TrimBox"),
        ({"TrimBox": (40, 40, 260, 360), "UserUnit": 3}, "more than its TrimBox"),
        ({"CropBox": (0, 0, 300, 400), "TrimBox": (0, 0, 200, 400)}, "more than its TrimBox"),
        # A press file: its BleedBox says what is art, and its MediaBox is as large as its marks.
        ({"TrimBox": (0, 100, 300, 400), "BleedBox": (1, 90, 299, 399)}, ""),
        ({"TrimBox": (0, 100, 300, 400), "BleedBox": (0, 0, 300, 400)}, "more than its TrimBox"),
        # 70 pt are 24.7 mm, 72 pt are 25.4 mm.
        ({"TrimBox": (0, 70, 300, 400)}, ""),
        ({"TrimBox": (0, 72, 300, 400)}, "more than its TrimBox"),
        ({"TrimBox": (40, 40, 260, 360)}, ""),
        ({"CropBox": (10, 10, 290, 390), "TrimBox": (10, 10, 290, 390)}, ""),
        ({"CropBox": (10, 10, 290, 390), "TrimBox": (9, 9, 290, 390)}, ""),
        # 2 pt are 0.7 mm, and twice as much with that unit.
        ({"CropBox": (2, 0, 300, 400), "TrimBox": (0, 0, 300, 400)}, ""),
        (
            {"CropBox": (2, 0, 300, 400), "TrimBox": (0, 0, 300, 400), "UserUnit": 2},
            "CropBox hides",
        ),
        # 2.8 pt are 0.99 mm, 2.9 pt are 1.02 mm, on whatever side.
        ({"CropBox": (0, 2.8, 300, 400), "TrimBox": (0, 0, 300, 400)}, ""),
        ({"CropBox": (0, 2.9, 300, 400), "TrimBox": (0, 0, 300, 400)}, "CropBox hides"),
        ({"CropBox": (0, 0, 297.1, 400), "TrimBox": (0, 0, 300, 400)}, "CropBox hides"),
        ({"CropBox": (100, 100, 200, 200)}, ""),
        ({"CropBox": (10, 10, 290, 390), "BleedBox": (0, 0, 300, 400)}, ""),
    ],
)
def test_what_a_screen_hides_or_the_sheets_leave_out_is_told(
    entries: dict[str, Any], says: str
) -> None:
    """Viewers show the CropBox, sheets the TrimBox: cropped parts may be private (a name)."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400)).obj
        for key, value in entries.items():
            page[f"/{key}"] = Array(value) if isinstance(value, tuple) else value
        warnings = box_faults.warnings(pdf, [1])
        assert box_faults.warnings_of_ignored(pdf, [1]) == ()
    assert len(warnings) == bool(says) and says in "".join(warnings)


@pytest.mark.parametrize(("foot", "count"), [(60, 1), (100, 2)])
def test_a_unit_that_makes_no_sense_is_a_point(foot: int, count: int) -> None:
    """60 pt are 21 mm, as far as marks reach; 100 pt are 35 mm, and reported too."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 400)).obj
        page.UserUnit, page.TrimBox = 0, Array((0, foot, 300, 400))
        assert len(box_faults.warnings(pdf, [1])) == count


@pytest.mark.parametrize("hides", [True, False])
def test_of_several_pages_the_first_is_named(hides: bool) -> None:
    with pikepdf.new() as pdf:
        for number in range(4):
            page = pdf.add_blank_page(page_size=(300, 400)).obj
            if number:
                page.TrimBox = Array((0, 0, 300, 400) if hides else (0, 100, 300, 400))
                page.CropBox = Array((0, 100, 300, 400) if hides else (0, 0, 300, 400))
            else:
                # A cover made for a print shop, whose marks are no art.
                page.TrimBox, page.BleedBox = Array((0, 100, 300, 400)), Array((1, 90, 299, 399))
        (warning,) = box_faults.warnings(pdf, range(1, 5))
        (alone,) = box_faults.warnings(pdf, [3])
    assert warning.startswith("3 pages from page 2 on: ") and alone.startswith("page 3: ")


@pytest.mark.parametrize(
    ("entries", "size"),
    [
        ({"UserUnit": 500}, "52916.7 x 70555.6"),
        ({"UserUnit": 0.003}, "0.32 x 0.42"),
        ({"TrimBox": (0, 0, 0.5, 400)}, "0.18 x 141.11"),
        ({"TrimBox": (0, 0, 300, 0.5)}, "105.83 x 0.18"),
    ],
)
def test_a_page_that_no_machine_prints_is_refused(entries: dict[str, Any], size: str) -> None:
    with pytest.raises(PdfError, match=f"page 1 would be {size} mm on paper.*UserUnit is wrong"):
        measured(**entries)


@pytest.mark.parametrize("box", [Name.A, (0, 0, 300), 5])
def test_a_page_without_a_size_is_refused(box: Any) -> None:
    with pytest.raises(PdfError, match="page 1 has no size: its MediaBox is no rectangle"):
        measured(MediaBox=box)


@pytest.mark.parametrize(("unit", "taken"), [(360, True), (361, False), (1 / 299, True)])
def test_the_largest_page_is_two_thousand_inches_and_the_smallest_a_point(
    unit: float, taken: bool
) -> None:
    """The limit is 14400 units of 10 pt: 144 000 pt, about 50 m."""
    if taken:
        assert measured(UserUnit=unit).size.height > 0
    else:
        with pytest.raises(PdfError):
            measured(UserUnit=unit)


def test_a_trim_of_a_point_is_the_smallest() -> None:
    assert measured(TrimBox=(0, 0, 1, 1)).size.width == pytest.approx(mm(1))


def test_what_a_file_says_of_itself() -> None:
    with pikepdf.new() as pdf:
        assert page_boxes.title_and_date(pdf) == ("", "", "")
        pdf.docinfo["/Title"] = "Un\tlivre \n rouge\x00"
        pdf.Root.Lang = pikepdf.String("fr")
        pdf.docinfo["/CreationDate"] = "D:20261124120000Z"
        assert page_boxes.title_and_date(pdf) == ("Un livre rouge", "fr", "2026-11-24")
        pdf.docinfo["/ModDate"] = "20261125"
        assert page_boxes.title_and_date(pdf)[2] == "2026-11-25"
        pdf.docinfo["/ModDate"] = "D:2026"
        assert page_boxes.title_and_date(pdf)[2] == ""
        pdf.docinfo["/Title"] = Name.Livre
        assert page_boxes.title_and_date(pdf)[0] == ""


def test_a_title_in_the_wrong_encoding_is_still_read() -> None:
    """A string with the mark of UTF-8 may hold other bytes: qpdf writes any string as it is."""
    latin = pikepdf.String(b"\xef\xbb\xbfL'\xe9t\xe9")
    with pikepdf.new() as pdf:
        pdf.docinfo["/Title"], pdf.Root.Lang, pdf.docinfo["/ModDate"] = latin, latin, latin
        assert page_boxes.title_and_date(pdf) == ("L'été", "L'été", "")


def saved(**options: Any) -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, **options)
    return stream.getvalue()


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="cannot be read"):
        page_boxes.opened(tmp_path / "none.pdf")
    with pytest.raises(PdfError, match=r"no PDF, whatever it is called: export a PDF"):
        page_boxes.opened(b"nothing")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        looped = io.BytesIO()
        pdf.save(looped)
    # The library says: Loop detected in /Pages structure (getAllPages).
    with pytest.raises(PdfError, match=r"can be read \(its pages cannot be found\)$"):
        page_boxes.opened(looped.getvalue())
    locked = saved(encryption=pikepdf.Encryption(owner="owner", user="secret"))
    with pytest.raises(PdfError, match="password"):
        page_boxes.opened(locked)
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(stream)
    with pytest.raises(PdfError, match="has no pages"):
        page_boxes.opened(stream.getvalue())


def test_a_reason_names_no_stream_of_the_library() -> None:
    with pytest.raises(PdfError) as error:
        page_boxes.opened(b"%PDF-1.7 nothing")
    assert "stream <" not in str(error.value) and "BytesIO" not in str(error.value)


def test_resources_of_a_page_are_a_dictionary() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Resources = pikepdf.Dictionary(A=1)
        assert page_boxes.resources(page).A == 1
        page.obj.Resources = 5
        assert len(page_boxes.resources(page)) == 0


@pytest.mark.parametrize(("rotate", "taken"), [(0, True), (270, True), (45, False), (1, False)])
def test_a_page_that_stands_askew_is_none_of_ours(rotate: int, taken: bool) -> None:
    """What a sheet of ours notes of its pages may have been changed by another program."""
    box = PageBox(WHOLE, WHOLE, WHOLE, rotate, 1.0)
    if taken:
        assert page_boxes.checked(box) is box
    else:
        with pytest.raises(ValueError, match="odd angle"):
            page_boxes.checked(box)


@pytest.mark.parametrize("version", ["1.0", "1.7", "1.10", "2.0"])
def test_a_version_has_one_digit_and_one_or_two(version: str) -> None:
    """Those that qpdf also writes: files of later versions are to open as well."""
    given = saved(static_id=True)
    changed = b"%PDF-" + version.encode() + given[given.index(b"\n") :]
    with page_boxes.opened(changed) as pdf:
        assert pdf.pdf_version == version
        written = io.BytesIO()
        pdf.save(written)
    assert written.getvalue().startswith(b"%PDF-" + version.encode() + b"\n")


def test_a_version_that_is_none_is_told_in_twenty_signs() -> None:
    """Numbers of versions have two parts (ISO 32000-1, 7.5.2), but a file may hold any."""
    given = saved(static_id=True)
    head = given.index(b"\n")
    for length in (19, 20, 21):
        changed = b"%PDF-" + b"1." + b"7" * (length - 2) + given[head:]
        with pytest.raises(PdfError) as error:
            page_boxes.opened(changed)
        assert f"version 1.{'7' * (min(length, 20) - 2)})" in str(error.value)
