"""Drawing of the sheets of a plan of any schema, from the pages of a PDF."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Rectangle

from zines.base.language import tr
from zines.base.limits import LARGEST_PRINTED
from zines.base.units import pt
from zines.imposition.plans.plan import ImpositionError, Mark, Plan, Side, Slot
from zines.imposition.sheets.annotations import flatten
from zines.imposition.sheets.page_matrix import inked, placed
from zines.pdf.allowed import keep_painting
from zines.pdf.catalog import copy_layers, set_pages
from zines.pdf.content.drawing import circle, written
from zines.pdf.opening.decoding import TooLongError
from zines.pdf.opening.soundness import UNREADABLE, check_content, joined
from zines.pdf.page_boxes import PAGE_KEY, PageBox
from zines.pdf.resources.glyph_resources import GlyphResources
from zines.pdf.resources.page_groups import PageGroups

#: Entries about the encoding of a stream; others have no meaning for the content of a page.
_ENCODING = {"/Length", "/Filter", "/DecodeParms", "/DL"}
#: Width and dashes of the lines of each kind, in points; nothing finer than 0.25 pt prints.
_STYLES = {
    "crop": "0.3 w [] 0 d",
    "fold": "0.4 w [2 2] 0 d",
    "cut": "0.5 w [6 2] 0 d",
    "trim": "0.5 w [6 2] 0 d",
    "glue": "0.5 w [] 0 d",
    "registration": "0.3 w [] 0 d",
    "hole": "0.3 w [] 0 d",
    "dot": "0.3 w [] 0 d",
}
#: Lines that lie on pictures, light or dark, and the white line beneath them.
_ON_PICTURES = {"trim", "glue"}
_BENEATH = "0 0 0 0 K 1.2 w [] 0 d {line} 0 0 0 1 K"


class Form(NamedTuple):
    """The content of a page, to be drawn in any number of slots."""

    stream: Any
    box: PageBox


def draw(
    pdf: pikepdf.Pdf,
    boxes: list[PageBox],
    chosen: list[int],
    plan: Plan,
    overlay: bytes | None = None,
    *,
    notes: bool = True,
) -> pikepdf.Pdf:
    """Return the imposed sheets of the pages of a PDF, in a new file.

    Only content, its resources, groups and layers are copied, and of these only what paints: all
    else in a file (links, tags, actions, attachments, private keys) is dropped. ``pdf`` must stay
    open until the sheets are written; its annotations become part of its pages.

    ``chosen`` are the pages (from 1) that the plan counts as 1, 2, ...; ``overlay`` has one page
    for each side with labels, in order. The content of a page becomes one Form, drawn in any number
    of slots. ``notes`` False drops stamps, notes and fields.

    Raises PdfError for content or annotations that cannot be read.
    """
    pages = list(pdf.pages)
    flatten(pdf, pages, chosen, notes=notes)
    sheets = pikepdf.new()
    maker = FormMaker(pdf, sheets)
    forms = {
        number: maker.form(pages[page - 1], boxes[page - 1], page)
        for number, page in enumerate(chosen, 1)
    }
    labels = _labels(sheets, overlay, plan)
    kids = [_side(sheets, plan, side, forms, labels.get(i)) for i, side in enumerate(plan.sides)]
    set_pages(sheets, kids)
    copy_layers(pdf, sheets)
    keep_painting(sheets, [PAGE_KEY])
    return sheets


class FormMaker:
    """Turns pages of one PDF into Forms of another; boxes that many share are written once."""

    def __init__(self, pdf: pikepdf.Pdf, target: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._target = target
        #: Bytes that are left for copies of contents and for joined parts.
        self._room = LARGEST_PRINTED
        self._seen: set[tuple[int, int]] = set()
        self._arrays: dict[tuple[float, ...], Any] = {}
        self._glyphs = GlyphResources(pdf)
        self._groups = PageGroups()

    def form(self, page: pikepdf.Page, box: PageBox, number: int) -> Form:
        """Return the content of a page as a Form of the other PDF.

        Raises ImpositionError for content that cannot be read.
        """
        try:
            stream = self._stream(page.obj, number)
            stream.Resources = self._glyphs.resources_of(page)
            if (group := self._groups.group_of(page.obj)) is not None:
                stream.Group = group
            form = self._target.copy_foreign(stream)
            form.Subtype = Name.Form
            form.BBox = self._array(_edges(box.media))
            form[PAGE_KEY] = self._array(
                (*_edges(box.trim), *_edges(box.inked), box.rotate, box.unit)
            )
            if "/Resources" not in form:
                # They are a page, or lead to nothing, so they were not copied.
                raise ImpositionError(
                    tr("the resources of page {number} cannot be read", number=number)
                )
            if not form.Resources.is_indirect:
                # Dictionaries of streams are not compressed; separate objects are.
                form.Resources = self._target.make_indirect(form.Resources)
        except TooLongError as error:
            raise ImpositionError(
                tr(
                    "the content of page {number} is too long to be put on sheets ({error}): "
                    "export it again, its drawings simplified, or leave it out with --pages",
                    number=number,
                    error=error,
                )
            ) from error
        except UNREADABLE as error:
            raise ImpositionError(
                tr("the content of page {number} cannot be read", number=number)
            ) from error
        return Form(form, box)

    def _stream(self, page: Any, number: int) -> Any:
        content = page.get("/Contents")
        if content is None:
            return self._pdf.make_stream(b"")
        if isinstance(content, pikepdf.Array):
            parts = _streams(content)
            data = joined(parts, tr("the content of page {number}", number=number), self._room)
            self._room -= len(data)
            return self._pdf.make_stream(data)
        if not isinstance(content, pikepdf.Stream):
            raise ValueError("not a stream")
        if content.objgen not in self._seen:
            check_content(content, tr("the content of page {number}", number=number))
            self._seen.add(content.objgen)
            for key in content.keys() - _ENCODING:
                # For example, a Matrix would move the Form.
                del content[key]
            return content
        data = content.read_raw_bytes()
        self._room -= len(data)
        if self._room < 0:
            raise TooLongError(tr("pages share more of it than is copied"))
        copy = self._pdf.make_stream(data)
        for key in ("/Filter", "/DecodeParms"):
            if key in content:
                copy[key] = content[key]
        return copy

    def _array(self, numbers: tuple[float, ...]) -> Any:
        if numbers not in self._arrays:
            rounded = [round(number, 4) for number in numbers]
            self._arrays[numbers] = self._target.make_indirect(Array(rounded))
        return self._arrays[numbers]


def _streams(content: Any) -> list[Any]:
    """Return the parts of a page's content; raises ValueError if they are only numbers.

    A reference that leads nowhere is null (ISO 32000-1, 7.3.10), and readers skip numbers that lost
    their "0 R".
    """
    parts = [part for part in content if part is not None]
    streams = [part for part in parts if not isinstance(part, (int, Decimal))]
    if parts and not streams:
        raise ValueError("only numbers")
    return streams


def _edges(box: Rectangle) -> tuple[float, float, float, float]:
    return box.llx, box.lly, box.urx, box.ury


def _labels(pdf: pikepdf.Pdf, overlay: bytes | None, plan: Plan) -> dict[int, Any]:
    if overlay is None:
        return {}
    with pikepdf.open(io.BytesIO(overlay)) as words:
        labelled = [index for index, side in enumerate(plan.sides) if side.labels]
        return {
            index: pdf.copy_foreign(words.pages[number].as_form_xobject())
            for number, index in enumerate(labelled)
        }


def _side(pdf: pikepdf.Pdf, plan: Plan, side: Side, forms: dict[int, Form], label: Any) -> Any:
    box = Array([0, 0, round(pt(plan.sheet.width), 4), round(pt(plan.sheet.height), 4)])
    drawn = [slot for slot in side.slots if slot.page is not None]
    content = "".join(_drawn(slot, forms[slot.page].box) for slot in drawn if slot.page)
    content += _lines(side.marks)
    objects = {f"/P{slot.page}": forms[slot.page].stream for slot in drawn if slot.page}
    if label is not None:
        content += "/Labels Do\n"
        objects["/Labels"] = label
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=box,
            BleedBox=box,
            TrimBox=box,
            Resources=Dictionary(XObject=Dictionary(objects)),
            Contents=pdf.make_stream(content.encode()),
        )
    )


def _drawn(slot: Slot, box: PageBox) -> str:
    matrix = placed(slot, box)
    clip = inked(slot, box, matrix)
    where = " ".join(written(pt(n)) for n in (clip.x, clip.y, clip.width, clip.height))
    turned = " ".join(written(n) for n in matrix.shorthand)
    return f"q {where} re W n {turned} cm /P{slot.page} Do Q\n"


def _lines(marks: tuple[Mark, ...]) -> str:
    if not marks:
        return ""
    filled = any(mark.kind == "dot" for mark in marks)
    parts = ["q 0 0 0 1 K 0 0 0 1 k" if filled else "q 0 0 0 1 K"]
    for mark in marks:
        (x0, y0), (x1, y1) = (tuple(map(pt, point)) for point in (mark.start, mark.end))
        line = f"{written(x0)} {written(y0)} m {written(x1)} {written(y1)} l S"
        if mark.kind in _ON_PICTURES:
            parts.append(_BENEATH.format(line=line))
        parts.append(_STYLES[mark.kind])
        if mark.kind in ("hole", "dot"):
            ring = circle((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, written)
            parts.append(ring + (" S" if mark.kind == "hole" else " f"))
        elif mark.kind == "registration":
            parts.append(_target((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2))
        else:
            parts.append(line)
    return "\n".join([*parts, "Q\n"])


def _target(x: float, y: float, reach: float) -> str:
    """Return a cross in a circle."""
    ring = circle(x, y, reach * 0.6, written)
    cross = (
        f"{written(x - reach)} {written(y)} m {written(x + reach)} {written(y)} l "
        f"{written(x)} {written(y - reach)} m {written(x)} {written(y + reach)} l"
    )
    return f"{ring} {cross} S"
