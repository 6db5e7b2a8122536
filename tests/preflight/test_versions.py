"""The versions of PDF that each PDF/X knows, and the order in which claims are read."""

from __future__ import annotations

import pytest

from zines.pdf.pdf_file import PdfFile
from zines.preflight import PrinterLimits, walked


def messages(standard: str, version: str, code: str) -> list[str]:
    file = PdfFile(info={"GTS_PDFXVersion": standard}, version=version)
    return [one.message for one in walked(file, "essai.pdf", PrinterLimits()) if one.code == code]


@pytest.mark.parametrize(
    ("standard", "newest", "too_new"),
    [
        ("PDF/X-1:2001", "1.3", "1.4"),
        ("PDF/X-1a:2001", "1.3", "1.4"),
        ("PDF/X-3:2002", "1.3", "1.4"),
        ("PDF/X-1a:2003", "1.4", "1.5"),
        ("PDF/X-3:2003", "1.4", "1.5"),
        ("PDF/X-4", "1.6", "1.7"),
    ],
)
def test_a_version_newer_than_the_standard_is_told(
    standard: str, newest: str, too_new: str
) -> None:
    """ISO 15930-1, -3 (2001, 2002), -4, -6 (2003) and -7: the last version that each knows."""
    assert messages(standard, newest, "pdf-version") == []
    (message,) = messages(standard, too_new, "pdf-version")
    assert f"PDF {too_new} in a {standard}, which ends at {newest}" in message
    assert len(messages(standard, "2.0", "pdf-version")) == 1


@pytest.mark.parametrize(
    ("standard", "version"), [("", "2.0"), ("PDF/X-5g", "2.0"), ("PDF/X-4", ""), ("PDF/X-4", "x")]
)
def test_a_version_is_only_compared_with_a_standard_that_is_known(
    standard: str, version: str
) -> None:
    assert messages(standard, version, "pdf-version") == []
