"""Viewers skip words that stand in an array: the rest of such a page is read all the same."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.preflight import pdfs
from zines.pdf.content.parsing import operator_of, parsed

#: Of public files: a program wrote a number as a lone minus sign, another set a space between words
#: within the array of ``TJ`` (ISO 32000-1, 7.8.2: an operator is never nested in an array).
MINUS, NESTED = b"[(v)-(e)-4(l)] TJ", b"[(v) 0.0 Tc -250.0 (e) -4 (l)] TJ"


def _read(content: bytes, operators: str = "") -> list[tuple[str, list[object]]]:
    owner = pikepdf.new()
    read = parsed(pikepdf.Stream(owner, content), operators)
    return [(operator_of(one), list(one.operands)) for one in read]


@pytest.mark.parametrize("content", [MINUS, NESTED])
def test_words_in_an_array_are_skipped(content: bytes) -> None:
    read = _read(b"BT /F 9 Tf " + content + b" ET 0 g")
    assert [operator for operator, _ in read] == ["BT", "Tf", "TJ", "ET", "g"]
    (shown,) = (operands[0] for operator, operands in read if operator == "TJ")
    texts = [bytes(one) for one in shown if isinstance(one, pikepdf.String)]  # type: ignore[attr-defined]
    assert texts == [b"v", b"e", b"l"]
    assert [operator for operator, _ in _read(b"q " + content + b" Q", "q Q")] == ["q", "Q"]


def test_arrays_and_dictionaries_in_one_another_keep_their_words_apart() -> None:
    read = _read(b"[ [ Tc ] true << /A [ Tw null ] >> Tz ] TJ ] Tj")
    assert [operator for operator, _ in read] == ["TJ", "Tj"]


def test_an_instruction_in_a_dictionary_is_told_in_words() -> None:
    """What the word stands for is not known, so the page cannot be read for sure."""
    with pytest.raises(pikepdf.PdfError, match="an instruction stands where a value is needed"):
        _read(b"/P << /A Tc >> BDC")


def test_check_reads_the_page_around_such_words(tmp_path: Path) -> None:
    found = pdfs.checked(_with(MINUS), tmp_path)
    assert found == pdfs.checked(_with(b"[(v)(e)-4(l)] TJ"), tmp_path)
    assert found and "pdf-unreadable" not in {one.code for one in found}


def test_keys_given_twice_to_a_picture_are_told_in_words(tmp_path: Path) -> None:
    picture = b"BI /Width 1 /W 1 /H 1 /BPC 8 /CS /G ID a EI"
    found = pdfs.checked(_with(picture), tmp_path)
    (told,) = [one.message for one in found if one.code == "pdf-unreadable"]
    assert "a picture in it is written wrongly" in told and "parsing" not in told


def _with(text: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        page = pdf.pages[0]
        page.obj.Resources.Font = pikepdf.Dictionary(
            F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        content = b"q BT /F 9 Tf 60 60 Td " + text + b" ET Q"
        if text.startswith(b"BI"):
            content = b"q " + text + b" Q"
        page.obj.Contents = pdf.make_stream(content)
        return pdfs.saved(pdf)
