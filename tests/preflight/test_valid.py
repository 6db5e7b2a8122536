"""Valid files give no problem; the change that makes each of them invalid is reported.

The kinds are those of valid public files (veraPDF's corpus of PDF/A and PDF/UA): of 1,071, our
preflight once refused 60, and called 133 damaged.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.preflight import pdfs
from zines.base.problems import Problem
from zines.preflight import PrinterLimits, proved

Change = Callable[[Pdf], Any]
_PROFILES = {"/DefaultGray": 1, "/DefaultRGB": 3, "/DefaultCMYK": 4}


def problems_after(good: Callable[[], bytes], *changes: Change) -> list[Problem]:
    with pikepdf.open(io.BytesIO(good())) as pdf:
        for change in changes:
            change(pdf)
        return found(pdfs.saved(pdf, deterministic_id=True))


def found(content: bytes) -> list[Problem]:
    return proved(content, "essai.pdf", PrinterLimits())


def codes(problems: list[Problem]) -> set[str]:
    return {one.code for one in problems}


def painting(content: str) -> Change:
    """Replace the content of all pages."""

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(content.encode())

    return change


def default(name: str, count: int) -> Change:
    """Set a default colour space: by a profile, with ``count`` values."""

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            space = Array([Name.ICCBased, pdf.make_stream(b"profile", N=count)])
            page.obj.Resources.ColorSpace = Dictionary({name: space})

    return change


def without_intents(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def intents_of_pages(count: int) -> Change:
    def change(pdf: Pdf) -> None:
        for page in list(pdf.pages)[:count]:
            page.obj.OutputIntents = pdf.Root.OutputIntents
        without_intents(pdf)

    return change


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("/DefaultRGB", "1 0 0 rg 10 10 50 50 re f"),
        ("/DefaultRGB", "/DeviceRGB cs 1 0 0 sc 10 10 50 50 re f"),
        ("/DefaultCMYK", "0 1 0 0 K 10 10 m 90 90 l S"),
        ("/DefaultGray", "0.5 g 10 10 50 50 re f"),
        # Before a colour is set, the colour is black in DeviceGray.
        ("/DefaultGray", "10 10 50 50 re f"),
    ],
)
def test_a_default_space_gives_a_device_colour_its_meaning(name: str, content: str) -> None:
    """Sources: ISO 32000-1, 8.6.5.6; ISO 19005-2, 6.2.4.3."""
    bare = [without_intents, painting(content)]
    assert "pdf-archive" in codes(problems_after(pdfs.reader, *bare))
    count = _PROFILES[name]
    assert "pdf-archive" not in codes(problems_after(pdfs.reader, *bare, default(name, count)))
    # A space with another number of values has no effect, nor has that of another device space.
    assert "pdf-archive" in codes(
        problems_after(pdfs.reader, *bare, default(name, 4 if count == 3 else 3))
    )
    other = "/DefaultGray" if name != "/DefaultGray" else "/DefaultRGB"
    assert "pdf-archive" in codes(problems_after(pdfs.reader, *bare, default(other, count)))


def test_an_output_intent_of_each_page_is_enough() -> None:
    """Sources: ISO 32000-2, 14.11.5; ISO 19005-4, 6.2.3."""
    assert problems_after(pdfs.reader, intents_of_pages(2)) == []
    assert codes(problems_after(pdfs.reader, intents_of_pages(1))) == {"pdf-archive"}


def test_a_group_with_a_profile_gives_colours_their_meaning_in_pdf_a_4() -> None:
    """Source: ISO 19005-4, 6.2.4.3."""

    def part(number: int) -> Change:
        def change(pdf: Pdf) -> None:
            xmp = pdfs.READER_XMP.replace("<pdfaid:part>2", f"<pdfaid:part>{number}")
            xmp = xmp.replace("<pdfaid:conformance>A</pdfaid:conformance>", "")
            pdf.Root.Metadata.write(xmp.encode())

        return change

    def group(pdf: Pdf) -> None:
        for page in pdf.pages:
            space = Array([Name.ICCBased, pdf.make_stream(b"profile", N=4)])
            page.obj.Group = Dictionary(S=Name.Transparency, CS=space)

    assert problems_after(pdfs.reader, without_intents, part(4), group) == []
    assert codes(problems_after(pdfs.reader, without_intents, part(4))) == {"pdf-archive"}
    assert codes(problems_after(pdfs.reader, without_intents, part(2), group)) == {"pdf-archive"}


def test_a_pdf_a_may_have_intents_of_other_standards() -> None:
    """ISO 19005-2, 6.2.3: these intents must share its profile."""

    def added(pdf: Pdf) -> None:
        other = Dictionary(dict(pdf.Root.OutputIntents[0].items()))
        other.S = Name.GTS_PDFX
        pdf.Root.OutputIntents.append(other)

    assert problems_after(pdfs.reader, added) == []


def without_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def element(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.StructElem, S=Name.P, **entries)
        pdf.Root.StructTreeRoot.K = Array([pdf.make_indirect(made)])

    return change


def marked(properties: str) -> Change:
    return painting(f"/Span {properties} BDC {pdfs.TEXT} EMC")


def test_a_language_may_be_said_of_elements_or_of_marked_content() -> None:
    """ISO 14289-1, 7.2. A page without text needs no language; PDF/A only recommends it."""
    assert codes(problems_after(pdfs.reader, without_language)) == {"pdf-archive"}
    assert problems_after(pdfs.reader, without_language, element(Lang=pikepdf.String("fr"))) == []
    assert problems_after(pdfs.reader, without_language, marked("<</Lang (fr)>>")) == []
    assert codes(problems_after(pdfs.reader, without_language, marked("<</MCID 0>>"))) == {
        "pdf-archive"
    }
    assert problems_after(pdfs.reader, without_language, painting(pdfs.LINE)) == []

    def pdf_a_alone(pdf: Pdf) -> None:
        xmp = pdfs.READER_XMP.replace("<pdfuaid:part>1</pdfuaid:part>", "")
        pdf.Root.Metadata.write(xmp.encode())

    assert problems_after(pdfs.reader, without_language, pdf_a_alone) == []


def speaking(
    *elements: dict[str, Any], content: str = f"/P <</MCID 0>> BDC {pdfs.TEXT} EMC"
) -> Change:
    """Nest elements with these entries; the innermost has marked content 0 of page 1."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())
        pdf.pages[1].obj.Contents = pdf.make_stream(b"")
        kid: Any = 0
        for entries in reversed(elements):
            kid = Dictionary({"/S": Name.P, "/K": kid, **entries})
        kid.Pg = pdf.pages[0].obj
        other = Dictionary(S=Name.P, Lang=pikepdf.String("de"))
        pdf.Root.StructTreeRoot.K = Array([kid, other])
        without_language(pdf)

    return change


FR, NONE = {"/Lang": pikepdf.String("fr")}, dict[str, Any]()
MARK = Dictionary(Type=Name.MCR, MCID=0)
WORDS = {"/Alt": pikepdf.String("Un arbre")}


@pytest.mark.parametrize(
    ("change", "has_language"),
    [
        (speaking(FR), True),
        (speaking(FR, NONE, NONE), True),
        (speaking(NONE, FR), True),
        # Another element states German as its language.
        (speaking(NONE), False),
        (speaking(NONE, NONE), False),
        (speaking({"/K": MARK}), False),
        (speaking({"/K": MARK, **FR}), True),
        (speaking(NONE, content=f"/P <</MCID 0/Lang (fr)>> BDC {pdfs.TEXT} EMC"), True),
        (
            speaking(NONE, content=f"/P <</Lang(fr)>> BDC /P <</MCID 0>> BDC {pdfs.TEXT} EMC EMC"),
            True,
        ),
        (speaking(NONE, content=f"/P <</MCID 0>> BDC /P BMC {pdfs.TEXT} EMC EMC"), False),
        (speaking(NONE, content=f"/P <</MCID 0>> BDC {pdfs.LINE} EMC"), True),
        (speaking(NONE, content=f"/P <</MCID 0>> BDC /Artifact BMC {pdfs.TEXT} EMC EMC"), True),
        (speaking(WORDS, content=""), False),
        (speaking(WORDS | FR, content=""), True),
        (speaking(FR, WORDS, content=""), True),
    ],
)
def test_each_text_has_its_language(change: Change, has_language: bool) -> None:
    """ISO 14289-1, 7.2: from an element, an outer element, or the marked content itself."""
    assert codes(problems_after(pdfs.reader, change)) == (
        set() if has_language else {"pdf-archive"}
    )


@pytest.mark.parametrize(
    ("mode", "colour", "vanishes"),
    [
        (1, "0 0 0 0 k", True),
        (0, "0 0 0 0 k", False),
        (None, "0 0 0 0 k", False),
        (1, "/P cs 0 0 0 0 sc", False),
        (1, "/S cs 0 sc", True),
        (0, "/S cs 0 sc", True),
        (0, "/All cs 0 sc", False),
    ],
)
def test_only_white_that_leaves_what_is_there_vanishes(
    mode: int | None, colour: str, vanishes: bool
) -> None:
    """ISO 32000-1, 8.6.7, table 149: in overprint mode 0, or by a profile, white knocks out."""

    def change(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        state = Dictionary(op=True) if mode is None else Dictionary(op=True, OPM=mode)
        resources.ExtGState = Dictionary(G=state)
        tint = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([0, 1, 0, 0])
        )
        resources.ColorSpace = Dictionary(
            P=Array([Name.ICCBased, pdf.make_stream(b"profile", N=4)]),
            S=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, tint]),
            All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]),
        )
        content = f"1 0 0 0 k 60 200 90 90 re f /G gs {colour} 70 210 20 20 re f"
        pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())

    assert ("pdf-white-overprint" in codes(problems_after(pdfs.plain, change))) is vanishes


def nested(depth: int) -> Change:
    def change(pdf: Pdf) -> None:
        inner = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 400, 400]))
        for _ in range(depth - 1):
            outer = pdf.make_stream(b"/A Do", Subtype=Name.Form, BBox=Array([0, 0, 400, 400]))
            outer.Resources = Dictionary(XObject=Dictionary(A=pdf.make_indirect(inner)))
            inner = outer
        pdf.pages[0].obj.Resources.XObject["/A"] = pdf.make_indirect(inner)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/A Do")

    return change


def test_forms_may_be_28_deep() -> None:
    """ISO 32000-1, table C.1, allows 28 saved graphics states."""
    assert problems_after(pdfs.plain, nested(28)) == []
    assert codes(problems_after(pdfs.plain, nested(60))) == {"pdf-unreadable"}


@pytest.mark.parametrize(("opacity", "seen"), [(0.9999999, False), (0.999, True)])
def test_an_opacity_that_rounds_to_one_is_none(opacity: float, seen: bool) -> None:
    """ISO 32000-1, table C.1: real numbers have five significant digits."""

    def change(pdf: Pdf) -> None:
        xmp = pdfs.READER_XMP.replace("<pdfaid:part>2", "<pdfaid:part>1")
        pdf.Root.Metadata.write(xmp.encode())
        page = pdf.pages[0].obj
        page.Resources.ExtGState = Dictionary(G=Dictionary(ca=opacity))
        page.Contents = pdf.make_stream(f"/G gs {pdfs.LINE}".encode())

    assert ("pdf-transparency" in codes(problems_after(pdfs.reader, change))) is seen


@pytest.mark.parametrize(
    "encoding",
    ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"],
)
def test_xmp_may_be_in_any_encoding_of_unicode(encoding: str) -> None:
    """ISO 16684-1, 7.3.2. Claims and paths in it are read."""

    def change(xmp: str) -> Change:
        return lambda pdf: pdf.Root.Metadata.write(xmp.encode(encoding))

    xmp = pdfs.READER_XMP
    assert problems_after(pdfs.reader, change(xmp)) == []
    assert codes(problems_after(pdfs.reader, change(xmp.replace("dc:title", "dc:about")))) == {
        "pdf-archive"
    }
    path = xmp.replace("Un essai", "/home/camille/t")
    assert codes(problems_after(pdfs.reader, change(path))) == {"pdf-path"}
    assert codes(problems_after(pdfs.reader, change(xmp.replace("</rdf:RDF>", "")))) >= {"pdf-xmp"}


def test_what_is_repaired_without_a_guess_is_no_damage() -> None:
    """Counts and spaces of the object table: all readers read such a file in the same way."""
    content = pdfs.saved(pikepdf.open(io.BytesIO(pdfs.plain())), object_stream_mode=_PLAIN)
    size = content.index(b"/Size ") + len("/Size ")
    end = content.index(b" ", size)
    number = int(content[size:end])
    more = content[:size] + str(number + 1).encode() + content[end:]
    assert found(content) == [] and found(more) == []
    # Spaces before the table, to which the last line points.
    start, last = content.rindex(b"xref\n0"), content.rindex(b"startxref")
    moved = content[:start] + b"\n" + content[start:last] + f"startxref\n{start}\n%%EOF".encode()
    assert found(moved) == []
    lost = content[:last] + b"startxref\n7\n%%EOF\n"
    assert codes(found(lost)) == {"pdf-damaged"}


_PLAIN = pikepdf.ObjectStreamMode.disable


def test_a_file_that_came_out_broken_is_told_and_not_kept() -> None:
    """What is built is proved in memory, before it takes the place of the last good file."""
    (problem,) = proved(b"no PDF", "essai.pdf", PrinterLimits())
    assert (problem.code, problem.path) == ("pdf-unreadable", "essai.pdf") and problem.hint
