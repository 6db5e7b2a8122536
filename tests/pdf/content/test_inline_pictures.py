"""Inline pictures without data, which crashed the program (found by the fuzzer)."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from tests.preflight import pdfs
from zines.pdf.content import inline_pictures


@pytest.mark.parametrize(
    "content",
    [
        *(b"BI EI", b"q BI q EI Q", b"BI BI EI", b"BI (x ID y) q EI", b"BI % ID\nq EI"),
        *(b"(BI) Tj BI EI", b"BI /W 1 ID x EI BI EI", b"[BI]BI\nEI", b"BI <</A(ID )>> q EI"),
    ],
)
def test_a_picture_without_data_is_told(content: bytes, tmp_path: Path) -> None:
    """pikepdf would crash on most of them, in C++: the check must refuse them before."""
    with pytest.raises(pikepdf.PdfError, match="no data"):
        inline_pictures.check(content)
    with pikepdf.open(io.BytesIO(pdfs.plain())) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(content)
        found = pdfs.checked(pdfs.saved(pdf), tmp_path)
    assert any(one.code == "pdf-unreadable" and "page 1" in one.message for one in found)


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"BI /W 1 /H 1 ID x EI Q",
            b"(Power BI and EI) Tj",
            b"(BI) Tj (EI) Tj",
            b"/BI gs EI",
        ),
        *(b"BI /DP <</K -1>> ID x EI BI /W 1 ID EI", b"% BI\nEI", b"BI /D (a) ID x EI", b"EI BI"),
    ],
)
def test_other_content_is_left(content: bytes) -> None:
    inline_pictures.check(content)
    owner = pikepdf.new()
    list(pikepdf.parse_content_stream(pikepdf.Stream(owner, content)))


@pytest.mark.parametrize(
    "content",
    [b"q Q", b"(a) Tj <41> Tj % EI", b"BI /W 1 ID x EI BI /W 1 ID x EI (a) Tj", b"(a) EI ID BI"],
)
def test_content_without_such_a_picture_is_not_parsed_for_it(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check reads every content; parsing would take most of the time of a page."""
    monkeypatch.setattr(inline_pictures, "_lacks_data", None)
    inline_pictures.check(content)
