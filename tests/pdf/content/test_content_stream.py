"""The content streams of a file, and the objects that they draw."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Matrix, Name

from zines.pdf.content.content_stream import ALL, content_streams
from zines.pdf.content.interpreter import Interpreter
from zines.pdf.content.placements import placements
from zines.pdf.opening.budget import Budget, TooMuchError


def form(pdf: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Stream:
    return pdf.make_stream(content, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)


def test_each_stream_is_visited_once_with_its_resources() -> None:
    """Pages, forms, pattern tiles and Type 3 glyphs have content streams (ISO 32000-1, 7.8.2)."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        own = Dictionary(XObject=Dictionary())
        inner = form(pdf, b"inner", Resources=own)
        mask = form(pdf, b"mask")
        glyphs = Dictionary(a=pdf.make_stream(b"glyph"))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=glyphs, Resources=own)
        page.Contents = pdf.make_stream(b"page")
        page.Resources = Dictionary(
            XObject=Dictionary(A=inner, B=inner),
            Pattern=Dictionary(P=pdf.make_stream(b"tile", PatternType=1)),
            Font=Dictionary(F=pdf.make_indirect(font)),
            ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(G=mask))),
        )
        visited = {}
        for stream in content_streams(pdf):
            content = page.Contents if stream.kind == "page" else stream.content
            data = content.read_bytes().decode()
            assert data not in visited
            visited[data] = stream.kind, stream.resources == own
    assert visited == {
        "page": ("page", False),
        "inner": ("form", True),
        "mask": ("form", False),
        "tile": ("pattern", False),
        "glyph": ("glyph", True),
    }


def test_a_form_is_placed_by_its_matrix_and_all_around_it() -> None:
    """The matrix of a form applies before the matrices around it (ISO 32000-1, 8.10.1)."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pdf.make_stream(b"", Subtype=Name.Image)
        inner = form(
            pdf,
            b"5 0 0 5 1 1 cm /I Do",
            Matrix=Array([1, 0, 0, 1, 10, 0]),
            Resources=Dictionary(XObject=Dictionary(I=picture)),
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(F=inner))
        page.obj.Contents = pdf.make_stream(b"/Tag BMC q 2 0 0 2 0 0 cm /F Do Q EMC /F Do")
        found = [(one.is_form, one.matrix, one.marked is not None) for one in placements(page)]
    assert found == [
        (True, Matrix(2, 0, 0, 2, 20, 0), True),
        (False, Matrix(10, 0, 0, 10, 22, 2), True),
        (True, Matrix(1, 0, 0, 1, 10, 0), False),
        (False, Matrix(5, 0, 0, 5, 11, 1), False),
    ]


def test_a_form_in_itself_is_entered_once() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        circle = form(pdf, b"/F Do")
        circle.Resources = Dictionary(XObject=Dictionary(F=circle))
        page.obj.Resources = Dictionary(XObject=Dictionary(F=circle))
        page.obj.Contents = pdf.make_stream(b"/F Do")
        assert len(placements(page)) == 1


def test_the_budget_ends() -> None:
    with pikepdf.new() as pdf:
        interpreter = Interpreter(ALL, Dictionary(), budget=Budget(3))
        interpreter.run(pdf.make_stream(b"q Q q"))
        with pytest.raises(TooMuchError):
            interpreter.run(pdf.make_stream(b"Q"))


def test_a_stream_is_written_anew_where_it_stands() -> None:
    """The content of a page may be in several streams; each kind is replaced in its way."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        page.Contents = Array([pdf.make_stream(b"q"), pdf.make_stream(b"Q")])
        page.Resources = Dictionary(XObject=Dictionary(F=form(pdf, b"f")))
        for number, stream in enumerate(content_streams(pdf)):
            stream.write(f"{number} w".encode())
        assert page.Contents.read_bytes() == b"0 w"
        assert page.Resources.XObject.F.read_bytes() == b"1 w"


@pytest.mark.parametrize("contents", [None, 5, Array([])])
def test_a_page_without_content_is_empty(contents: Any) -> None:
    """ISO 32000-1, table 30: so it is without the entry; viewers ignore what is no stream."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        if contents is None:
            del page["/Contents"]
        else:
            page.Contents = contents
        assert next(content_streams(pdf)).rewritten(list) == b""


@pytest.mark.parametrize(
    "resources",
    [None, Dictionary(), Dictionary(ExtGState=Dictionary()), Dictionary(ExtGState=Dictionary(A=1))],
)
def test_graphics_states_are_added_to_those_there_are(resources: Dictionary | None) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        if resources is None:
            del page["/Resources"]
        else:
            page.Resources = resources
        (stream,) = content_streams(pdf)
        stream.add_graphics_states({"/Over": {"/op": True}, "/Under": {"/op": False}})
        states = page.Resources.ExtGState
        assert bool(states.Over.op) and not bool(states.Under.op)
        before = [] if resources is None else list(resources.get("/ExtGState", Dictionary()).keys())
        assert set(states.keys()) == {*before, "/Over", "/Under"}


def test_pictures_of_a_form_that_takes_the_resources_of_its_page() -> None:
    """A form without its own resources: from before PDF 1.2, but still in use."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        picture = pdf.make_stream(b"", Subtype=Name.Image)
        inner = form(pdf, b"/I Do")
        own = form(pdf, b"/I Do", Resources=Dictionary())
        page.obj.Resources = Dictionary(XObject=Dictionary(F=inner, G=own, I=picture))
        page.obj.Contents = pdf.make_stream(b"/F Do /G Do")
        assert [one.is_form for one in placements(page)] == [True, False, True]


def test_marked_content_around_a_form_is_the_outermost() -> None:
    """Its start is counted among the instructions that lead to forms, not among all."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(XObject=Dictionary(F=form(pdf, b"")))
        page.obj.Contents = pdf.make_stream(b"0 g 0 0 m /A BMC q /B BMC /F Do EMC Q EMC")
        (one,) = placements(page)
        assert one.marked is not None
        assert (one.marked.number, one.marked.start, one.marked.operands[0]) == (0, 0, Name.A)
