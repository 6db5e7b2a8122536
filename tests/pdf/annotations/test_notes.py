"""What annotations say of themselves: values, states, words that a look shows."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from pypdfium2 import raw as pdfium

from zines.pdf.annotations import actions, notes, shown_words
from zines.pdf.annotations.actions import Action


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return pikepdf.new()


def test_the_values_of_a_field_are_its_texts(pdf: pikepdf.Pdf) -> None:
    assert notes.values(Dictionary(V=String("un"))) == ["un"]
    assert notes.values(Dictionary(V=Array([String("un"), String(""), String("deux")]))) == [
        "un",
        "deux",
    ]
    assert notes.values(Dictionary(V=String(""))) == notes.values(Dictionary()) == []
    # A long text may be a stream (ISO 32000-1, 12.7.4.3): it is filled in, whatever it says.
    assert len(notes.values(Dictionary(V=pdf.make_stream(b"un")))) == 1


def test_a_tick_box_without_a_tick_is_off() -> None:
    assert notes.state(Dictionary(AS=Name.Oui, V=Name.Off)) == Name.Oui
    assert notes.state(Dictionary(V=Name.Oui)) == Name.Oui
    assert notes.state(Dictionary()) == notes.state(Dictionary(V=String("Oui"))) == Name.Off


@pytest.mark.parametrize(
    ("content", "bare"),
    [
        *((b"", True), (b"/Tx BMC EMC", True), (b"q Q", True), (b"0 0 9 9 re f", False)),
        # (Longer ones are not read.)
        *((b"q Q".ljust(100), True), (b"q Q".ljust(101), False)),
    ],
)
def test_a_look_that_draws_nothing_is_bare(content: bytes, bare: bool, pdf: pikepdf.Pdf) -> None:
    assert shown_words.is_bare(pdf.make_stream(content)) is bare


def test_a_broken_look_counts_as_drawing(pdf: pikepdf.Pdf) -> None:
    broken = pikepdf.Stream(pdf, b"xxxxxxxxxx", Filter=Name.FlateDecode)
    assert not shown_words.is_bare(broken)


@pytest.mark.parametrize(
    ("where", "by_itself"), [("page", True), ("widget", False), ("calculation", True)]
)
def test_actions_of_a_page_run_by_themselves_and_those_of_a_click_do_not(
    where: str, by_itself: bool
) -> None:
    """ISO 32000-1, tables 194 to 196: a page opens and closes, a form is calculated."""
    action = Dictionary(S=Name.JavaScript)
    event = {"page": "/O", "widget": "/D", "calculation": "/C"}[where]
    holder = Dictionary(AA=Dictionary({event: action}))
    page = holder if where == "page" else Dictionary(Annots=Array([holder]))
    assert list(actions.of_page(page)) == [Action("JavaScript", by_itself)]


@pytest.mark.parametrize(
    ("events", "by_itself"),
    [("O C PO PC PV PI", True), ("E X D U Fo Bl K F V", False)],
)
def test_events_that_need_no_hand(events: str, by_itself: bool) -> None:
    """ISO 32000-1, tables 194 to 196: pages open, close, come into view and leave it."""
    for event in events.split():
        holder = Dictionary(AA=Dictionary({f"/{event}": Dictionary(S=Name.Launch)}))
        for page in (holder, Dictionary(Annots=Array([holder]))):
            assert list(actions.of_page(page)) == [Action("Launch", by_itself)], event


def test_scripts_of_a_document_run_by_themselves() -> None:
    """ISO 32000-1, 12.6.4.16: those of the name tree run when a viewer opens the file."""
    root = Dictionary(Names=Dictionary(JavaScript=Dictionary(Names=Array([]))))
    assert list(actions.of_document(root)) == [Action("JavaScript", True)]
    root = Dictionary(OpenAction=Dictionary(S=Name.Launch))
    assert list(actions.of_document(root)) == [Action("Launch", True)]
    assert list(actions.of_document(Dictionary(OpenAction=Array([])))) == []


@pytest.mark.parametrize("levels", [32, 33])
def test_fields_are_read_32_levels_up(levels: int, pdf: pikepdf.Pdf) -> None:
    """A hostile form has thousands: the value of a field stands at most that high above it."""
    field = pdf.make_indirect(Dictionary(V=String("oui"), T=String("a")))
    for _ in range(levels - 1):
        field = pdf.make_indirect(Dictionary(Parent=field))
    near = levels == 32
    assert notes.values(field) == (["oui"] if near else [])
    assert notes.field_name(field) == ("a" if near else "")


def test_the_name_of_a_field_has_sixty_signs_in_a_message() -> None:
    above = Dictionary(T=String("adresse\n\tde"))
    assert notes.field_name(Dictionary(T=String("rue"), Parent=above)) == "adresse de.rue"
    assert notes.field_name(Dictionary(T=String("a" * 60))) == "a" * 60
    assert notes.field_name(Dictionary(T=String("a" * 61))) == "a" * 60


@pytest.mark.parametrize("count", [1000, 1001])
def test_a_chain_of_actions_is_read_for_a_thousand_links(count: int) -> None:
    """Actions follow each other by Next (12.6.2); a viewer would ask its user long before."""
    action = Dictionary(S=Name.Launch)
    for _ in range(count - 1):
        action = Dictionary(S=Name.Named, Next=action)
    found = list(actions.of_document(Dictionary(OpenAction=action)))
    assert len(found) == 1000 and (Action("Launch", True) in found) is (count == 1000)


#: ISO 32000-1, table 169, and ISO 32000-2, table 171.
TYPES = """Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly
    StrikeOut Stamp Caret Ink Popup FileAttachment Sound Movie Widget Screen PrinterMark TrapNet
    Watermark 3D Redact RichMedia""".split()  # noqa: SIM905


def test_the_flag_invisible_hides_only_types_that_no_standard_knows(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, table 165. pdfium knows the same types, except Projection of ISO 32000-2."""
    look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    flags = notes.INVISIBLE | 4
    entries = {"/Rect": Array([0, 0, 9, 9]), "/F": flags, "/AP": Dictionary(N=look)}
    made = [
        pdf.make_indirect(Dictionary({**entries, "/Subtype": Name(f"/{one}")}))
        for one in [*TYPES, "Caretta", "Projection"]
    ]
    read = [notes.Notes(pdf.Root).read(one) for one in made]
    shown = [one.subtype for one in read if one.prints and one.seen]
    assert shown == [*(one for one in TYPES if one not in ("Link", "Popup")), "Projection"]
    pdf.add_blank_page().obj.Annots = Array(made)
    pdf.Root.AcroForm = Dictionary(Fields=Array([one for one in made if one.Subtype == "/Widget"]))
    file = io.BytesIO()
    pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as opened:
        page = opened[0]
        known = [
            pdfium.FPDFAnnot_GetSubtype(pdfium.FPDFPage_GetAnnot(page.raw, at))
            for at in range(len(made))
        ]
    assert known.count(0) == 2 and not any(known[-2:])
