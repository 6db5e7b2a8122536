"""Files whose entries have wrong values: each is imposed, or refused with a message."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from tests.imposition.pdfs import A4, A5, changed, imposed, pages, stamped
from zines.base.paper import SIZES
from zines.imposition.plans.request import ImpositionRequest
from zines.imposition.sheets.unimposing import unimposed
from zines.pdf import page_boxes
from zines.pdf.opening.errors import PdfError

BOOKLET = ImpositionRequest("saddle-stitch", SIZES["a2"])
LEAF = ImpositionRequest("repeat", A4, up=1)
ODD = [b"5", b"-1.5", b"/Name", b"[1 2]", b"(text)", b"<< /A 1 >>", b"[/A /B /C /D]"]


def inheriting() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.CropBox, pdf.Root.Pages.Rotate = Array([0, 0, 300, 400]), 90
        pdf.pages[1].obj.Contents = Array([pdf.make_stream(b"q"), pdf.make_stream(b"Q")])

    return changed(pages(4, A5), change)


def filled_field() -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        field = pdf.Root.AcroForm.Fields[0]
        field.FT, field.T, field.V = Name.Tx, "nom", "Louise Michel"
        field.Parent = pdf.make_indirect(Dictionary(T="formulaire", Kids=Array([])))

    return changed(stamped(4, "/Widget"), change)


def odd_files(content: bytes) -> Iterator[bytes]:
    """Yield copies of the file, each with one entry of one dictionary changed or removed."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        places = [
            (index, key)
            for index, value in enumerate(pdf.objects)
            if isinstance(value, (Dictionary, pikepdf.Stream))
            for key in value.keys() - {"/Length"}
        ]
    for index, key in sorted(places):
        for value in [None, *ODD]:
            with pikepdf.open(io.BytesIO(content)) as pdf:
                holder = pdf.objects[index]
                try:
                    if value is None:
                        del holder[key]
                    else:
                        holder[key] = pikepdf.Object.parse(value)
                    odd = saved(pdf)
                except (ValueError, RuntimeError, pikepdf.PikepdfError):
                    continue  # pikepdf cannot write such a file.
            yield odd


# pikepdf warns when the test writes the odd file.
@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
@pytest.mark.parametrize(
    ("make", "request_"),
    [(filled_field, LEAF), (lambda: stamped(4), LEAF), (inheriting, BOOKLET)],
    ids=["field", "stamp", "inheriting"],
)
def test_a_file_with_any_value_is_imposed_or_refused(
    make: Callable[[], bytes], request_: ImpositionRequest
) -> None:
    outcomes = set()
    for odd in odd_files(make()):
        try:
            imposed(odd, request_)
            outcomes.add("imposed")
        except PdfError:
            outcomes.add("refused")
    assert outcomes == {"imposed", "refused"}


def test_sheets_with_any_value_are_undone_or_refused() -> None:
    outcomes = set()
    for odd in odd_files(imposed(pages(4, A5, bleed=3), BOOKLET)):
        try:
            saved(unimposed(page_boxes.opened(odd), BOOKLET, None, 0))
            outcomes.add("undone")
        except PdfError:
            outcomes.add("refused")
    assert outcomes == {"undone", "refused"}


@pytest.mark.parametrize("fault", [TypeError, KeyError, AttributeError, IndexError])
def test_a_fault_of_this_program_is_not_called_one_of_the_file(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def broken(page: pikepdf.Page) -> None:
        raise fault

    monkeypatch.setattr(page_boxes, "resources", broken)
    with pytest.raises(fault):
        imposed(pages(1, A5), LEAF)


def test_what_stands_above_a_page_counts_for_it() -> None:
    """MediaBox, Resources and Rotate are inherited in the page tree (ISO 32000-1, 7.7.3.4)."""

    def change(pdf: pikepdf.Pdf) -> None:
        tree, page = pdf.Root.Pages, pdf.pages[0].obj
        tree.MediaBox, tree.Rotate = page.MediaBox, 90
        tree.Resources = Dictionary(ExtGState=Dictionary(G=Dictionary(LW=3)))
        for key in ("/MediaBox", "/TrimBox", "/Resources"):
            del page[key]

    given = changed(pages(1, A5), change)
    assert b"/Rotate 90" in given
    pdf = page_boxes.opened(given)
    (box,) = page_boxes.boxes(pdf)
    assert (box.size.width, box.size.height) == pytest.approx((210, 148), abs=0.01)
    assert page_boxes.resources(pdf.pages[0]).ExtGState.G.LW == 3


def test_resources_that_are_a_page_are_told() -> None:
    """Found by the fuzzer: pages are never copied as resources, so these would be lost."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.Resources = pdf.pages[0].obj

    with pytest.raises(PdfError, match="resources of page 2 cannot be read"):
        imposed(changed(pages(4, A5), change), BOOKLET)
