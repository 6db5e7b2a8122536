"""Damage that loses data is reported; harmless damage is not (RFC 1950, RFC 1951)."""

from __future__ import annotations

import io
import random
import re
import zlib
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.pdf import objects
from zines.pdf import page_boxes
from zines.pdf.opening import soundness
from zines.pdf.opening.decoding import TooLongError
from zines.pdf.opening.errors import PdfError
from zines.pdf.opening.soundness import (
    UNREADABLE,
    check_content,
    check_decodes,
    content_fault,
    is_harmless,
    joined,
    used_by_pages,
)

PDF = pikepdf.new()
DATA = b"".join(b"%d %d m " % (n * 7919, n * 104729) for n in range(2000))
PACKED = zlib.compress(DATA)
LONG = zlib.compress(random.Random(1).randbytes(200_000))


def stream(data: bytes, filters: Any = Name.FlateDecode, **entries: Any) -> pikepdf.Stream:
    made = pikepdf.Stream(PDF, b"", **entries)
    made.write(data, filter=filters, decode_parms=entries.get("DecodeParms"))
    return made


@pytest.mark.parametrize(
    "data",
    [
        PACKED,
        b"",
        PACKED + b"\r\n",
        PACKED + bytes(100),
        # The checksum of four bytes may be missing or truncated.
        PACKED[:-4],
        PACKED[:-3],
        PACKED[:-1],
        zlib.compress(b""),
        zlib.compress(bytes(3 << 20)),
        # Longer than what is decoded at a time.
        *(LONG[:end] for end in (None, -1, -4)),
        LONG + bytes(100),
    ],
)
def test_what_is_all_there_is_taken(data: bytes) -> None:
    check_decodes(stream(data), "a stream")
    check_decodes(stream(data, Array([Name.FlateDecode])), "a stream")


@pytest.mark.parametrize(
    "data",
    [
        PACKED[:-5],
        LONG[:-5],
        LONG[:100_000],
        LONG[:-4] + b"\0\0\0\0",
        PACKED[: len(PACKED) // 2],
        b"nothing packed",
        # A complete but wrong checksum means that the data are wrong.
        PACKED[:-1] + bytes([PACKED[-1] ^ 1]),
        PACKED[:-4] + b"\0\0\0\0",
        PACKED[:50] + b"\xff\xff\xff" + PACKED[53:],
    ],
)
@pytest.mark.parametrize("filters", [Name.FlateDecode, Array([Name.FlateDecode])])
def test_what_is_cut_short_or_corrupt_is_told(data: bytes, filters: Any) -> None:
    with pytest.raises(PdfError, match="the file is damaged, page 3 is cut short or corrupt"):
        check_decodes(stream(data, filters), "page 3")


@pytest.mark.parametrize(
    "filters",
    [None, Name.ASCIIHexDecode, Array([]), Array([Name.ASCIIHexDecode, Name.FlateDecode])],
)
def test_only_data_that_are_packed_by_flate_are_looked_at(filters: Any) -> None:
    check_decodes(stream(b"6162>", filters), "a stream")


@pytest.mark.parametrize("value", [None, 5, Dictionary(), Name.A])
def test_what_is_no_stream_has_nothing_to_decode(value: Any) -> None:
    with pytest.raises(ValueError, match="not a stream"):
        check_decodes(value, "a stream")
    with pytest.raises(ValueError, match="not a stream"):
        check_content(value, "a stream")


def test_content_by_other_filters_is_decoded_to_see() -> None:
    check_content(stream(b"q Q", None), "the content")
    check_content(stream(b"7120>", Name.ASCIIHexDecode), "the content")
    check_content(stream(PACKED), "the content")
    with pytest.raises(pikepdf.PdfError):
        check_content(stream(b"no hex at all>", Name.ASCIIHexDecode), "the content")
    with pytest.raises(pikepdf.PdfError):
        check_content(stream(b"q Q", Name.Unknown), "the content")
    # A predictor may be wrong although the packed data are right.
    odd = Dictionary(Predictor=12, Columns=-5)
    with pytest.raises(UNREADABLE):
        check_content(stream(PACKED, DecodeParms=odd), "the content")


def test_a_file_that_lost_the_number_of_its_objects_has_it_again() -> None:
    """Size is one more than the largest object number, and is required (ISO 32000-1, table 15)."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = stream.getvalue()
    lost = re.sub(rb"/Size \d+", lambda match: b" " * len(match[0]), content)
    assert lost != content
    for given in (content, lost):
        with page_boxes.opened(given) as opened:
            assert opened.trailer.Size == len(opened.objects) + 1


def endless(contents: int, thumb: int) -> bytes:
    """Return a file without a table, with a stream that has a wrong length and one without end."""
    return f"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents {contents} 0 R
/Thumb {thumb} 0 R >> endobj
5 0 obj << /Length 3 >> stream
0 g 0 0 99 99 re f
endstream endobj
trailer << /Root 1 0 R /Size 6 >>
4 0 obj << /Length 900 >> stream
0 g 0 0 99 99 re f
""".encode()


def test_only_the_stream_without_an_end_is_lost() -> None:
    """The other one has a wrong length, which qpdf finds out: all readers show it."""
    assert len(page_boxes.opened(endless(contents=5, thumb=4)).pages) == 1
    with pytest.raises(PdfError, match="a stream has no end"):
        page_boxes.opened(endless(contents=4, thumb=5))


def lacking(missing: int, size: str) -> bytes:
    """Return a file of four objects without a table; its page has a font with this number.

    (It is long: in a short file, qpdf itself does not believe in objects with high numbers.)
    """
    return f"""%PDF-1.4
{"%" * 20_000}
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R
/Resources << /Font << /F {missing} 0 R >> >> >> endobj
4 0 obj << /Length 18 >> stream
0 g 0 0 99 99 re f
endstream endobj
trailer << /Root 1 0 R /Size {size} >>
""".encode()


@pytest.mark.parametrize(
    ("missing", "size", "refused"),
    [
        (5, "6", True),
        # A Size that is too small, or none: at least as many numbers as objects are looked for.
        *((5, size, True) for size in ("1", "-3", "/A")),
        # One of billions would take hours: ten times as many as objects, and a thousand.
        *((number, "2000000000", number < 1050) for number in (1000, 1049, 1050)),
        (1049, "1050", True),
        (1049, "1049", False),
        # Number 0 stands for nothing (7.5.4): programs write it for what they leave out.
        (0, "5", False),
    ],
)
def test_a_font_that_a_repaired_file_lost_is_told(missing: int, size: str, refused: bool) -> None:
    """Text in it would print in another one, or not at all. Size: ISO 32000-1, table 15."""
    given = lacking(missing, size)
    if refused:
        with pytest.raises(PdfError, match="something that it refers to is missing"):
            page_boxes.opened(given)
    else:
        assert len(page_boxes.opened(given).pages) == 1


def test_a_file_with_a_table_may_have_a_stream_without_an_end_too() -> None:
    """Its other objects are found, and not searched for; the page was blank without a word."""
    body = endless(contents=4, thumb=5)
    trailer = body.index(b"trailer")
    end = body.index(b"4 0 obj")
    moved = body[:trailer] + body[end:]
    rows = b"".join(b"%010d 00000 n \n" % moved.index(b"%d 0 obj" % n) for n in range(1, 6))
    table = b"xref\n0 6\n0000000000 65535 f \n" + rows
    given = moved + table + body[trailer:end] + b"startxref\n%d\n%%%%EOF\n" % len(moved)
    with pytest.raises(PdfError, match="a stream has no end"):
        page_boxes.opened(given)
    # Where no page draws it, nothing is lost.
    swapped = given.replace(b"/Contents 4 0 R\n/Thumb 5 0 R", b"/Contents 5 0 R\n/Thumb 4 0 R")
    assert swapped != given
    assert len(page_boxes.opened(swapped).pages) == 1


def test_what_pages_lead_to_is_met_once() -> None:
    with pikepdf.new() as pdf:
        shared = pdf.make_indirect(Dictionary(Font=Dictionary(F=Dictionary())))
        circle = pdf.make_stream(b"", Resources=shared)
        shared.XObject = Dictionary(F=circle)
        for number in range(3):
            page = pdf.add_blank_page()
            page.obj.Resources = shared
            page.obj.Contents = Array([pdf.make_stream(b"%d" % number), circle, 7])
        found = list(used_by_pages(pdf))
        known = [one.objgen for one in found if one.is_indirect]
        assert len(known) == len(set(known))
        contents = [page.obj.Contents[0].objgen for page in pdf.pages]
        pages = [page.obj.objgen for page in pdf.pages]
        assert set(known) == {*contents, *pages, shared.objgen, circle.objgen}
        # Direct ones are met with what holds them: boxes, lists, and the font in its dictionary.
        assert len(found) - len(known) == 3 * 2 + 3


@pytest.mark.parametrize(
    ("entry", "drawn"),
    [
        *((one, True) for one in ("/Annots", "/Group", "/Other")),
        *((one, False) for one in ("/AF", "/B", "/Metadata", "/PieceInfo", "/Thumb")),
        *((one, False) for one in ("/LastModified", "/SeparationInfo", "/StructParents")),
        # Of an annotation: its page, its actions, the annotation that it answers or opens.
        *((f"/Annots [<< /Subtype /Stamp {one}", True) for one in ("/AP", "/OC", "/MK")),
        *((f"/Annots [<< /Subtype /Stamp {one}", False) for one in ("/P", "/Parent", "/Popup")),
        *((f"/Annots [<< /Subtype /Link {one}", False) for one in ("/A", "/AA", "/Dest", "/PA")),
        ("/Annots [<< /Subtype /Text /IRT", False),
    ],
)
def test_only_what_is_drawn_is_missed(entry: str, drawn: bool) -> None:
    """ISO 32000-1, tables 30 and 164 to 173: a page prints as well without its other entries."""
    left_open = " >> ]" if "[" in entry else ""
    given = lacking(5, "6").replace(
        b"/Resources << /Font << /F 5 0 R >> >>", f"{entry} 5 0 R{left_open}".encode()
    )
    if drawn:
        with pytest.raises(PdfError, match="something that it refers to is missing"):
            page_boxes.opened(given)
    else:
        assert len(page_boxes.opened(given).pages) == 1


def test_what_is_missing_and_not_drawn_stays_missing() -> None:
    """Placeholders stand for missing objects only while pages are looked through."""
    given = lacking(5, "6").replace(b"/Resources", b"/Metadata")
    given = given.replace(b"<< /Font << /F 5 0 R >> >>", b"5 0 R")
    with page_boxes.opened(given) as pdf:
        assert pdf.get_object((5, 0)) is None
        assert pdf.pages[0].obj.get("/Metadata") is None
        written = io.BytesIO()
        pdf.save(written)
    assert b"HorsBocalMissing" not in written.getvalue()


@pytest.mark.parametrize(
    ("lengths", "most", "taken"),
    [((3, 4), 8, True), ((3, 4), 7, False), ((1, 5, 3), 11, True), ((1, 5, 3), 10, False)],
)
def test_parts_of_a_content_and_their_line_ends_find_room(
    lengths: tuple[int, ...], most: int, taken: bool
) -> None:
    parts = [stream(bytes(length), None) for length in lengths]
    if taken:
        assert joined(parts, "the content", most) == b"\n".join(bytes(one) for one in lengths)
    else:
        with pytest.raises(TooLongError):
            joined(parts, "the content", most)


def test_a_content_has_no_more_parts_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MOST_PARTS", 3)
    parts = [stream(b"q", None)] * 4
    assert joined(parts[:3], "the content", 99) == b"q\nq\nq"
    with pytest.raises(TooLongError, match="more than 3 parts"):
        joined(parts, "the content", 99)
    monkeypatch.setattr(soundness, "LARGEST_PRINTED_PAGE", 4)
    with pytest.raises(TooLongError):
        joined(parts[:3], "the content", 99)
    with pytest.raises(PdfError, match="page 3 is cut short"):
        joined([stream(PACKED[:99])], "page 3", 10**6)


@pytest.mark.parametrize(
    ("contents", "fault"),
    [
        (None, ""),
        (stream(PACKED), ""),
        (Array([stream(b"q", None), 7, stream(b"Q", None)]), ""),
        (Array([7]), "none that can be read"),
        (7, "none that can be read"),
        (Array([stream(b"q", None), Name.A]), "none that can be read"),
        (Array([stream(b"q", None), stream(PACKED[:99])]), "cut short or corrupt"),
        (Array([]), ""),
    ],
)
def test_what_is_wrong_with_a_content_as_a_whole(contents: Any, fault: str) -> None:
    """Contents is a stream, or an array of streams (ISO 32000-1, table 30)."""
    found = content_fault(contents)
    assert fault in found and bool(found) is bool(fault)


def test_a_tree_of_pages_with_something_else_in_it_lost_pages() -> None:
    """All else in the file is sound: qpdf warns only once it counts the pages."""
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Pages.Kids.append(7)
        pdf.save(made)
    with pytest.raises(PdfError, match="some of its pages are missing"):
        page_boxes.opened(made.getvalue())


def plain() -> bytes:
    with pikepdf.new() as pdf:
        pdf.add_blank_page().obj.Contents = pdf.make_stream(b"q Q")
        made = io.BytesIO()
        pdf.save(made, static_id=True)
        return made.getvalue()


#: (The row of the table of objects for the table itself is left out.)
_WITHOUT_ITSELF = objects.file((4, 5), table=lambda rows: zlib.compress(rows[:-6]))
#: Parts of a small file, written as some programs write them.
_ODD = [
    ("is not one plus the highest object number", b"/Size 5", b"/Size 9"),
    ("extraneous whitespace seen before xref", b"startxref\n311", b"startxref\n310"),
    ("accepting invalid xref table entry", b" 00000 n \n", b" 00000 n\r "),
    ("object has offset 0", b"0000000229 00000 n", b"0000000000 00000 n"),
    ("keyword followed by carriage return only", b"stream\n", b"stream\r"),
    ("invalid /Type entry to /Catalog", b"/Type /Catalog", b"/Typf /Catalog"),
    ("should be /Pages but is not", b"/Type /Pages", b"/Type /Pagen"),
    ("should be /Page but is not", b"/Type /Page >>", b"/Type /Pige >>"),
    ("followed by extraneous whitespace", b"Decode >>\nstream\n", b"Decode>>\nstream \n"),
]


@pytest.mark.parametrize(("words", "old", "new"), _ODD)
def test_blanks_and_counts_are_no_damage(words: str, old: bytes, new: bytes) -> None:
    """qpdf warns of them, guesses nothing, and loses nothing."""
    said = told(plain().replace(old, new, 1))
    assert said and all(words in one and is_harmless(one) for one in said)


def test_a_table_of_objects_need_not_list_itself() -> None:
    said = told(_WITHOUT_ITSELF.replace(b"/Size 9", b"/Size 9/Index[0 8]"))
    assert len(said) == 1 and is_harmless(said[0])


def test_a_table_that_is_not_found_is_damage() -> None:
    said = told(plain().replace(b"startxref\n311", b"startxref\n300"))
    assert said and not any(map(is_harmless, said))


def told(given: bytes) -> list[str]:
    """Return what qpdf says of a file, of all of its objects, without the places."""
    with pikepdf.open(io.BytesIO(given), suppress_warnings=True) as pdf:
        assert len(pdf.pages) == 1 and list(pdf.objects)
        return [str(one) for one in pdf.get_warnings()]
