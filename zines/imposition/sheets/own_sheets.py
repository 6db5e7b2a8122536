"""Reading of sheets that this program drew: the pages inside, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Rectangle

from zines.base.language import tr
from zines.base.limits import LARGEST_CONTENT
from zines.pdf import page_boxes
from zines.pdf.opening.decoding import TooLongError
from zines.pdf.opening.soundness import UNREADABLE, joined
from zines.pdf.page_boxes import PAGE_KEY, PageBox

_DRAWN = re.compile(rb"q [-\d. ]+ re W n ([-\d. ]+) cm /P([1-9]\d{0,6}) Do Q")
#: What this program draws on a side without a page: lines of marks, and the Form of labels.
_ONLY_MARKS = re.compile(
    rb"\s*(?:q 0 0 0 1 K(?:\s+(?:[-\d.\[\]]+|w|d|J|j|m|l|c|re|h|S|q|Q|K|cm))*)?"
    rb"\s*(?:/Labels Do)?\s*"
)
#: The number of values of PAGE_KEY (two boxes, the turn and the unit), and of a matrix.
_NOTED, _OF_A_MATRIX = 10, 6


class Drawn(NamedTuple):
    """A page on a side: its number in the piece (from 1), and the matrix that places it."""

    number: int
    form: Any
    box: PageBox
    matrix: Matrix


class SheetSide(NamedTuple):
    """One side: what this program drew on it, and whether nothing else is on it."""

    drawn: tuple[Drawn, ...]
    ours: bool


def read(side: pikepdf.Page) -> SheetSide:
    """Read one side of a sheet of any program; raises PdfError for a damaged one."""
    try:
        content = _content(side)
        objects = page_boxes.resources(side).get("/XObject")
        if not isinstance(objects, Dictionary):
            objects = Dictionary()
        drawn = []
        for matrix, number in _DRAWN.findall(content):
            form = objects.get("/P" + number.decode())
            drawn.append(Drawn(int(number), form, page_box(form), _matrix(matrix)))
    except (*UNREADABLE, TooLongError):
        return SheetSide((), ours=False)
    return SheetSide(tuple(drawn), bool(drawn) or not content.strip() or _is_only_marks(content))


def _content(side: pikepdf.Page) -> bytes:
    content = side.obj.get("/Contents", Array())
    parts = content if isinstance(content, pikepdf.Array) else [content]
    return joined(parts, tr("the content of a sheet"), LARGEST_CONTENT)


def _is_only_marks(content: bytes) -> bool:
    # Long runs of spaces would make the search try every way to divide them.
    return bool(_ONLY_MARKS.fullmatch(b" ".join(content.split())))


def _matrix(text: bytes) -> Matrix:
    numbers = [float(number) for number in text.split()]
    if len(numbers) != _OF_A_MATRIX:
        raise ValueError("not a matrix")
    return Matrix(*numbers)


def page_box(form: Any) -> PageBox:
    """Return the boxes of a page that became a Form; raises ValueError for any other object."""
    if not isinstance(form, pikepdf.Stream):
        raise ValueError("not a page of ours")
    media = page_boxes.rectangle(form.get("/BBox"))
    noted = form.get(PAGE_KEY)
    if not isinstance(noted, pikepdf.Array) or len(noted) != _NOTED:
        raise ValueError("not a page of ours")
    numbers = [page_boxes.number_of(number) for number in noted]
    trim, inked, (rotate, unit) = Rectangle(*numbers[:4]), Rectangle(*numbers[4:8]), numbers[8:]
    return page_boxes.checked(PageBox(trim, media, inked, int(rotate) % 360, unit))


def whole_piece(sheets: Sequence[SheetSide]) -> list[Drawn]:
    """Return all pages of one piece in reading order, if all sheets are ours.

    The list is empty if another program made a side, or if two pieces are in one file: the pages
    are then found by their places.
    """
    pages: dict[int, Drawn] = {}
    for sheet in sheets:
        if not sheet.ours:
            return []
        for drawn in sheet.drawn:
            if pages.setdefault(drawn.number, drawn).form.objgen != drawn.form.objgen:
                # Two pieces in one file.
                return []
    return [pages[number] for number in sorted(pages)]


def page(pdf: pikepdf.Pdf, drawn: Drawn) -> Any:
    """Create a page in another PDF from what was drawn on a sheet, with its content unchanged."""
    form, box = pdf.copy_foreign(drawn.form), drawn.box
    content = pdf.make_stream(form.read_raw_bytes())
    for key in ("/Filter", "/DecodeParms"):
        if key in form:
            content[key] = form[key]
    result = Dictionary(
        Type=Name.Page,
        MediaBox=box.media.as_array(),
        BleedBox=box.inked.as_array(),
        TrimBox=box.trim.as_array(),
        Resources=form.get("/Resources", Dictionary()),
        Contents=content,
    )
    if box.rotate:
        result.Rotate = box.rotate
    if box.unit != 1:
        result.UserUnit = box.unit
    if "/Group" in form:
        result.Group = form.Group
    return pdf.make_indirect(result)
