"""At imposition, broken content is reported with its page, wherever it is (issue 12, 15)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.pdf.opening import bombs
from zines.base.limits import MOST_PARTS
from zines.pdf.content import content_faults, content_mending

NAN, CUT = b"0 0 m nan 9 l S 0 0 9 9 re f", b"0 0 9 9 re f BT (Bonj"


def _page(pdf: Pdf, page: Any, data: bytes) -> None:
    page.Contents = Array([pdf.make_stream(data[:10]), pdf.make_stream(data[10:])])


def _form(pdf: Pdf, page: Any, data: bytes) -> None:
    form = pdf.make_stream(data, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do")


def _form_in_form(pdf: Pdf, page: Any, data: bytes) -> None:
    _form(pdf, page, data)
    outer = pdf.make_stream(b"/F Do", Subtype=Name.Form, Resources=page.Resources)
    page.Resources = Dictionary(XObject=Dictionary(F=outer))


def _pattern(pdf: Pdf, page: Any, data: bytes) -> None:
    tile = pdf.make_stream(data, PatternType=1, Resources=Dictionary())
    page.Resources = Dictionary(Pattern=Dictionary(P=tile))


def _glyph_in_font(pdf: Pdf, page: Any, data: bytes) -> None:
    """A form in the resources of a Type 3 font, which its glyphs use (ISO 32000-1, 9.6.5)."""
    _form(pdf, page, data)
    signs = Dictionary(a=pdf.make_stream(b"/F Do"))
    font = Dictionary(Subtype=Name.Type3, CharProcs=signs, Resources=page.Resources)
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(b"")


def _soft_mask(pdf: Pdf, page: Any, data: bytes) -> None:
    _form(pdf, page, data)
    mask = Dictionary(S=Name.Luminosity, G=page.Resources.XObject.F)
    page.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(SMask=mask)))
    page.Contents = pdf.make_stream(b"/G gs 0 0 9 9 re f")


def _glyph(pdf: Pdf, page: Any, data: bytes) -> None:
    signs = Dictionary(a=pdf.make_stream(data))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=signs)
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


def _stamp(pdf: Pdf, page: Any, data: bytes) -> None:
    form = pdf.make_stream(data, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    stamp = Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9], F=4, AP=Dictionary(N=form))
    page.Annots = Array([pdf.make_indirect(stamp)])


@pytest.mark.parametrize(
    "drawing",
    [
        *(_page, _form, _form_in_form, _pattern, _soft_mask, _glyph, _glyph_in_font, _stamp),
    ],
)
def test_content_is_told_and_no_number_that_is_none_stays(
    drawing: Callable[[Pdf, Any, bytes], None],
) -> None:
    where = "its content" if drawing is _page else "something drawn on it"

    def filled(data: bytes) -> Pdf:
        made = bombs.one_page(lambda pdf, page: drawing(pdf, page, data))
        return pikepdf.open(io.BytesIO(made))

    with filled(NAN) as pdf:
        (warning,) = content_mending.mend(pdf, [1])
        streams = (one for one in pdf.objects if isinstance(one, pikepdf.Stream))
        kept = [one.read_bytes() for one in streams if b"re" in one.read_bytes()]
        assert warning.startswith(f"page 1: {where} ") and "NaN" in warning
        assert kept and all(b"nan" not in one for one in kept)
        assert not content_mending.mend(pdf, [1])
    with filled(CUT) as pdf:
        (warning,) = content_mending.mend(pdf, [1])
        assert warning.startswith(f"page 1: {where} breaks off inside a text")


@pytest.mark.parametrize("within", [False, True])
def test_what_a_page_names_and_the_file_lacks_is_told(within: bool) -> None:
    """A reference beyond the last object is null for all readers: the page prints without it."""

    def lacking(pdf: Pdf, page: Any) -> None:
        _form(pdf, page, b"/Gone Do 0 0 9 9 re f")
        holder = page.Resources.XObject.F if within else page
        holder.Resources = Dictionary(XObject=Dictionary(F=page.Resources.XObject.F))
        if not within:
            page.Contents = pdf.make_stream(b"/F Do /Gone Do")
        holder.Resources.XObject.Gone = pdf.make_stream(b"")

    made, count = re.subn(rb"/Gone \d 0 R", b"/Gone 99 0 R", bombs.one_page(lacking))
    assert count == 1
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (warning,) = content_mending.mend(pdf, [1])
    assert warning.startswith("page 1: a picture or a drawing on it") and "'Gone'" in warning


def test_the_same_fault_on_many_pages_is_told_once() -> None:
    made = bombs.one_page(lambda pdf, page: _page(pdf, page, CUT))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.pages.append(pdf.pages[0])
        (warning,) = content_mending.mend(pdf, [1, 2])
    assert warning.startswith("pages 1-2: its content breaks off inside a text")


def test_content_of_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_mending, "_MOST_WORDS", 9)
    made = bombs.one_page(lambda pdf, page: _page(pdf, page, b"0 0 9 9 re f " * 2))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (warning,) = content_mending.mend(pdf, [1])
    assert warning.startswith("page 1: its content is too long to be looked through")


def test_a_picture_without_data_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser of pikepdf 10.13 ends the whole program at it."""
    monkeypatch.setattr(content_faults, "breaks_off", Mock(side_effect=AssertionError))
    made = bombs.one_page(lambda pdf, page: _page(pdf, page, b"0 0 9 9 re f BI EI " + NAN))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert content_mending.mend(pdf, [1]) == ()


def test_a_page_of_too_many_parts_is_left_to_what_refuses_it() -> None:
    """Sheets are never made of it: a message about its numbers would be of no use."""

    def parts(count: int) -> bytes:
        def change(pdf: Pdf, page: Any) -> None:
            blank = pdf.make_indirect(pdf.make_stream(b" "))
            page.Contents = Array([pdf.make_stream(NAN), *[blank] * (count - 1)])

        return bombs.one_page(change)

    for count, told in ((MOST_PARTS, 1), (MOST_PARTS + 1, 0)):
        with pikepdf.open(io.BytesIO(parts(count))) as pdf:
            assert len(content_mending.mend(pdf, [1])) == told


def test_contents_that_pages_share_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def share(pdf: Pdf, _page: Any) -> None:
        shared = pdf.make_indirect(pdf.make_stream(NAN))
        for page in pdf.pages:
            page.obj.Contents = shared

    seen: list[bytes] = []

    def whole(data: bytes) -> str:
        seen.append(data)
        return ""

    monkeypatch.setattr(content_faults, "breaks_off", whole)
    with pikepdf.open(io.BytesIO(bombs.one_page(share, pages=3))) as pdf:
        warnings = content_mending.mend(pdf, [1, 2, 3])
        assert b"nan" not in pdf.pages[2].obj.Contents.read_bytes()
    (warning,) = warnings
    assert warning.startswith("pages 1-3: ") and seen == [NAN]


def test_each_page_is_told_by_its_own_number_and_others_are_left() -> None:
    def fill(pdf: Pdf, _page: Any) -> None:
        for page in list(pdf.pages)[1:]:
            page.obj.Contents = pdf.make_stream(NAN)

    with pikepdf.open(io.BytesIO(bombs.one_page(fill, pages=4))) as pdf:
        (warning,) = content_mending.mend(pdf, [3, 1, 3])
        assert warning.startswith("page 3: ")
        assert [b"nan" in page.obj.Contents.read_bytes() for page in list(pdf.pages)[1:]] == [
            *(True, False, True)
        ]


@pytest.mark.parametrize("noted", [False, True])
def test_content_is_only_closed_where_a_note_is_drawn_after_it(noted: bool) -> None:
    def fill(pdf: Pdf, page: Any) -> None:
        page.Contents = pdf.make_stream(b"q 0 0 9 9 re f")
        if noted:
            page.Annots = Array([Dictionary(Subtype=Name.Stamp)])

    with pikepdf.open(io.BytesIO(bombs.one_page(fill))) as pdf:
        assert content_mending.mend(pdf, [1]) == ()
        words = pdf.pages[0].obj.Contents.read_bytes().split()
    assert words == b"q 0 0 9 9 re f".split() + [b"Q"] * noted
