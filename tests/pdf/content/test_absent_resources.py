"""What a content names and its file does not have is missing on paper, and no library warns."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.preflight import pdfs
from zines.base.problems import Severity
from zines.pdf.content import absent_resources

THERE = Dictionary(
    XObject=Dictionary(P=1), Font=Dictionary(F=1), Shading=Dictionary(S=1), Pattern=Dictionary(T=1)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"/P Do BT /F 9 Tf (a) Tj ET", ""),
        (b"/Q Do", "a picture or a drawing on it is not in the file ('Q')"),
        (b"BT /G 9 Tf (a) Tj ET", "a font on it is not in the file ('G')"),
        # Shadings and patterns are drawings too (8.7); colours have numbers only.
        (b"/Q sh", "a picture or a drawing on it is not in the file ('Q')"),
        (b"/Q sh /Q Do /R Do", "('Q', 'R')"),
        (b"/Pattern cs /Q scn 0 0 9 9 re f", "('Q')"),
        (b"/C CS 0 0 1 /Q SCN 0 0 9 9 re S", "('Q')"),
        (b"/C cs 0 0 1 scn /T scn /S sh", ""),
        (b"BT /G 9 Tf [(a) 9] TJ ET", "('G')"),
        (b"/Q#31 Do /Q Do", "('Q1', 'Q')"),
        # Nothing is set in this font: forms that are not filled in have such appearances.
        (b"BT /G 9 Tf ( ) Tj ET BT /F 9 Tf (a) Tj ET", ""),
        (b"q /G 9 Tf Q BT (a) Tj ET", ""),
        # Text that lies invisible over a scan loses nothing on paper.
        (b"BT 3 Tr /G 9 Tf (a) Tj ET", ""),
        (b"q 3 Tr Q BT /G 9 Tf (a) Tj ET", "('G')"),
        (b"q /G 9 Tf Q Q BT (a) Tj ET", ""),
        (b"Q BT /G 9 Tf (a) Tj ET", "('G')"),
        # The text of this operator comes after the spaces between words and signs.
        (b'BT /G 9 Tf 1 2 (a) " ET', "('G')"),
        (b"BT /G 9 Tf (a) ' ET", "('G')"),
        (b"BT /G 9 Tf Tj TJ [] TJ [9] TJ ET", ""),
        # Operators without operands, and numbers without an operator.
        (b"Do Tf Tr /Q Do 1 2", "('Q')"),
        (b"/" + b"a" * 41 + b" Do", f"('{'a' * 40}')"),
        # The words of a text and the entries of a dictionary name nothing.
        (b"BT /F 9 Tf (to write /Q Do here) Tj ET", ""),
        # An operator in an array, which pikepdf does not parse.
        (b"[ BT ] /Q Do", ""),
        # A name without an operator, and a cut one.
        (b"/Q", ""),
        (b"/Q Does", ""),
    ],
)
def test_only_what_is_drawn_and_absent_is_told(content: bytes, expected: str) -> None:
    found = absent_resources.messages(content, THERE)
    assert [expected in one for one in found] == ([True] if expected else [])


def test_a_page_without_resources_lacks_all() -> None:
    for resources in (None, Dictionary(), Dictionary(XObject=pikepdf.Array())):
        found = absent_resources.messages(b"/P Do BT /F 9 Tf (a) Tj ET", resources)
        assert len(found) == 2


def test_check_names_what_is_missing_with_its_page(tmp_path: Path) -> None:
    """As bad as a font that is not in the file: the paper lacks what its makers see in theirs."""
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        form = pdf.make_stream(b"/Gone Do", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary()
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=form)
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    told = [one for one in found if "('Gone')" in one.message]
    assert [(one.code, one.severity) for one in told] == [("pdf-damaged", Severity.ERROR)]
    assert told[0].message.startswith("page 1: ")


def test_a_content_with_all_it_names_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing takes a hundred times as long; nearly all content names only what is there."""
    monkeypatch.setattr(absent_resources, "parsed", None)
    content = b"/P Do BT /F 9 Tf (a) Tj /F -1.5 Tf ET /Other gs (Do) /Q Does Do"
    assert absent_resources.messages(content, THERE) == []
    with pytest.raises(TypeError):
        absent_resources.messages(b"/P Do /Q Do", THERE)
