"""Draw pages to read QR codes in the process of the tests, which is faster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from zines.pdf.pdf_file import Code
from zines.preflight import qr_drawing
from zines.preflight.qr_reader import ToRead, codes_of

#: Test modules about time limits keep the separate process.
_APART = ("test_unseen",)


def _drawn_here(
    file: Path, pages: Iterable[ToRead], seconds: float, left: float
) -> Iterator[tuple[int, tuple[Code, ...] | None]]:
    try:
        with pypdfium2.PdfDocument(file) as pdf:
            for page in pages:
                yield page.number, codes_of(pdf, page)
    except pypdfium2.PdfiumError:
        return


@pytest.fixture(autouse=True)
def _no_process_for_each_file(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.module.__name__.rpartition(".")[2] not in _APART:
        monkeypatch.setattr(qr_drawing, "_process", _drawn_here)
