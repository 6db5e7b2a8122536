"""Preflight answers any file with problems, never with an exception, and never hangs."""

from __future__ import annotations

import io
import tempfile
import warnings
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.preflight import pdfs
from zines.base.problems import Problem
from zines.preflight import run


def problems_of(content: bytes) -> list[Problem]:
    with tempfile.TemporaryDirectory() as folder:
        return pdfs.checked(content, Path(folder))


@given(st.binary(max_size=2000))
@example(b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
@settings(max_examples=60)
def test_random_bytes_never_raise(content: bytes) -> None:
    assert problems_of(b"%PDF-1.7\n" + content)
    assert problems_of(content)


@given(
    st.sampled_from([pdfs.press, pdfs.reader, pdfs.plain]),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6))),
    st.floats(0.3, 1),
)
@settings(max_examples=80)
def test_a_damaged_file_never_raises(good, damage, length) -> None:  # type: ignore[no-untyped-def]
    content = bytearray(good())
    for place, piece in damage:
        start = int(place * len(content))
        content[start : start + len(piece)] = piece
    problems_of(bytes(content[: int(length * len(content))]))


_TOKENS = st.sampled_from(
    """q Q cm w gs g G rg RG k K cs CS sc scn SC SCN m l c v y re W n f S B sh BT ET Tf Tm Td TD T*
    Tc Tw Tz TL Ts Tr Tj TJ ' " Do BI ID EI BDC EMC d0 d1 /F /I /A /Nothing 0 1 -1 0.5 1e9
    99999999999999999999 (text) <00ff> [(a)-200(b)] [] << >> [ ] ( ) true null % xyz""".split()  # noqa: SIM905
)


@given(st.lists(_TOKENS, max_size=60))
@settings(max_examples=80)
def test_odd_content_never_raises(tokens: list[str]) -> None:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(" ".join(tokens).encode())
        problems_of(pdfs.saved(pdf))


_ANY = [1, -1, True, Name.Odd, Array([]), Array([1, Name.X, Array([])]), Dictionary(), "text"]


@pytest.mark.parametrize("value", _ANY, ids=repr)
def test_entries_of_any_type_never_raise(value: object, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdfs.press())) as pdf:
        page = pdf.pages[0].obj
        for key in ("Metadata", "OutputIntents", "Names", "AcroForm", "StructTreeRoot", "MarkInfo"):
            pdf.Root[f"/{key}"] = value
        for key in ("TrimBox", "BleedBox", "Rotate", "UserUnit", "Annots", "Group", "AA"):
            page[f"/{key}"] = value
        for key in ("BaseFont", "Subtype", "Widths", "FontDescriptor", "FirstChar"):
            page.Resources.Font.F[f"/{key}"] = value
        for key in ("Width", "ColorSpace", "BitsPerComponent", "Decode", "SMask"):
            page.Resources.XObject.I[f"/{key}"] = value
        page.Resources.ExtGState = value
        assert pdfs.checked(pdfs.saved(pdf), tmp_path)


@pytest.mark.usefixtures("little")
def test_forms_within_forms_do_not_multiply(tmp_path: Path) -> None:
    """Twenty forms, each drawing the next ten times, are too many to read one by one."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        inner = pdf.make_stream(b"0 0 5 5 re f", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for _ in range(20):
            outer = pdf.make_stream(b"/A Do " * 10, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            outer.Resources = Dictionary(XObject=Dictionary(A=pdf.make_indirect(inner)))
            inner = outer
        pdf.pages[0].obj.Resources.XObject["/A"] = pdf.make_indirect(inner)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/A Do")
        (problem,) = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert problem.code == "pdf-unreadable" and "too much" in problem.message


def test_content_that_inflates_without_end_is_not_inflated(tmp_path: Path) -> None:
    packed = zlib.compress(b"0 0 5 5 re f " * 2_000_000, 9)
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        bomb = pdf.make_stream(b"")
        bomb.write(packed, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = bomb
        (problem,) = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert problem.code == "pdf-unreadable" and problem.message.startswith("page 1")


def test_a_tree_of_pages_in_circles_is_told(tmp_path: Path) -> None:
    file = tmp_path / "cercle.pdf"
    file.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    assert {one.code for one in run(file, "x")} <= {"pdf-unreadable", "pdf-damaged", "pdf-no-pages"}
    assert run(file, "x")


def test_numbers_after_the_last_operator_are_nothing(tmp_path: Path) -> None:
    """Found by the fuzzer: pikepdf printed warnings for programmers on the terminal."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        good = pdfs.checked(pdfs.saved(pdf), tmp_path)
        pdf.pages[0].obj.Contents = pdf.make_stream(pdfs.CONTENT.encode() + b" 5 (x) 1")
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            assert pdfs.checked(pdfs.saved(pdf), tmp_path) == good
    assert warned == []


@pytest.mark.parametrize("written", ["nan", "NaN", "-inf", "inf", "1.#IND", "9" * 20])
def test_numbers_that_are_none_are_told(written: str, tmp_path: Path) -> None:
    """ISO 32000-1, 7.3.3 forbids them; an SVG of absurd sizes made our paths write them."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        content = f"0 0 {written} 5 re f 0 0 5 5 re f"
        pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    (problem,) = [one for one in found if one.code == "pdf-unreadable"]
    assert problem.message.startswith("page 1: the page has ")
    assert ("NaN" in problem.message) is (written != "9" * 20)
