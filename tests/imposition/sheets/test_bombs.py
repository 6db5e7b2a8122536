"""Files that decode to very much are refused with a message, before they are fully decoded.

Issue 12, 7: limits apply in `impose` and `unimpose` as in `check`.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array

from tests.pdf.opening import bombs
from zines.base import limits
from zines.imposition.plans.plan import ImpositionError
from zines.imposition.sheets import own_sheets, sheet_drawing
from zines.imposition.sheets.sheet_drawing import FormMaker
from zines.pdf import page_boxes
from zines.pdf.opening import decoding


def form_of_first_page(content: bytes) -> Any:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        target = pikepdf.new()
        made = FormMaker(pdf, target).form(pdf.pages[0], page_boxes.boxes(pdf)[0], 1)
        return bytes(made.stream.read_bytes())


@pytest.mark.parametrize("name", ["two_layers", "many_parts", "chain", "run_lengths"])
def test_a_content_of_too_much_is_not_decoded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded_bytes = 0
    unpacked = decoding._unpacked

    def counted(stream: Any, most: int) -> tuple[bytes, list[str]]:
        nonlocal decoded_bytes
        data, left = unpacked(stream, most)
        decoded_bytes += len(data)
        return data, left

    monkeypatch.setattr(decoding, "_unpacked", counted)
    monkeypatch.setattr(sheet_drawing, "LARGEST_PRINTED", 20_000_000)
    monkeypatch.setattr("zines.pdf.opening.soundness.LARGEST_PRINTED_PAGE", 20_000_000)
    with pytest.raises(ImpositionError, match="content of page 1 is too long.*--pages"):
        form_of_first_page(bombs.FILES[name]())
    assert decoded_bytes <= 20_000_000 < limits.LARGEST_PRINTED


def test_contents_in_several_parts_share_the_room_of_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All parts are in memory until the sheets are written."""
    monkeypatch.setattr(sheet_drawing, "LARGEST_PRINTED", 25)

    def fill(pdf: pikepdf.Pdf, _page: Any) -> None:
        part = pdf.make_indirect(bombs.inflating(pdf, b"0 0 m n "))
        for one in pdf.pages:
            one.obj.Contents = Array([part, part])

    with pikepdf.open(io.BytesIO(bombs.one_page(fill, pages=2))) as pdf:
        forms, boxes = FormMaker(pdf, pikepdf.new()), page_boxes.boxes(pdf)
        forms.form(pdf.pages[0], boxes[0], 1)
        with pytest.raises(ImpositionError, match="content of page 2 is too long"):
            forms.form(pdf.pages[1], boxes[1], 2)


def test_content_that_pages_share_is_inflated_once_and_its_copies_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """2,000 pages that share a stream of 1 GB took over an hour, and each got a copy of it."""
    checked = []
    monkeypatch.setattr(sheet_drawing, "check_content", lambda *given: checked.append(given))

    def fill(pdf: pikepdf.Pdf, _page: Any) -> None:
        shared = pdf.make_indirect(bombs.inflating(pdf, b"0 0 m n "))
        for one in pdf.pages:
            one.obj.Contents = shared

    with pikepdf.open(io.BytesIO(bombs.one_page(fill, pages=4))) as pdf:
        length = len(pdf.pages[0].obj.Contents.read_raw_bytes())
        monkeypatch.setattr(sheet_drawing, "LARGEST_PRINTED", 2 * length)
        forms, boxes = FormMaker(pdf, pikepdf.new()), page_boxes.boxes(pdf)
        for number in range(3):
            forms.form(pdf.pages[number], boxes[number], number + 1)
        with pytest.raises(ImpositionError, match="content of page 4 is too long"):
            forms.form(pdf.pages[3], boxes[3], 4)
    assert len(checked) == 1


def test_contents_of_very_many_parts_are_not_put_together() -> None:
    """A million references to an empty stream take 9 kB in a file."""

    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Contents = Array([pdf.make_indirect(pdf.make_stream(b" "))] * (limits.MOST_PARTS + 1))

    with pytest.raises(ImpositionError, match="10,000 parts"):
        form_of_first_page(bombs.one_page(fill))


def test_a_sheet_of_too_much_is_not_of_this_program() -> None:
    with pikepdf.open(io.BytesIO(bombs.FILES["many_parts"]())) as pdf:
        side = own_sheets.read(pdf.pages[0])
    assert not side.ours and not side.drawn


def test_rows_of_spaces_are_looked_through_once() -> None:
    """A pattern that tries all ways to split a row of spaces would take for ever."""

    def fill(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Contents = bombs.inflating(pdf, b" " * 5_000_000 + b"x")

    with pikepdf.open(io.BytesIO(bombs.one_page(fill))) as pdf:
        assert not own_sheets.read(pdf.pages[0]).ours
