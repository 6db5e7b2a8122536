"""Why a file is no PDF: what its two ends say (PDF Reference 1.7, Annex H, notes 13 and 18)."""

from __future__ import annotations

import io

import pytest

from zines.pdf.opening import unopened


def says(content: bytes) -> str:
    found = unopened.why(io.BytesIO(content))
    return found[0] if found else ""


@pytest.mark.parametrize(("before", "found"), [(0, True), (1019, True), (1020, False)])
def test_a_pdf_begins_in_the_first_1024_bytes(before: int, found: bool) -> None:
    assert ("is no PDF" not in says(b"\n" * before + b"%PDF-1.7\n%%EOF")) is found


@pytest.mark.parametrize(("after", "found"), [(0, True), (1019, True), (1020, False)])
def test_a_pdf_ends_in_the_last_1024_bytes(after: int, found: bool) -> None:
    content = b"%PDF-1.7\n" + b"%" * 2000 + b"\n%%EOF" + b"\n" * after
    assert ("is cut short" not in says(content)) is found


def test_a_file_that_is_shorter_than_its_ends_is_read_from_its_first_byte() -> None:
    assert says(b"%%EOF %PDF-1.7") == ""


@pytest.mark.parametrize("sign", [b"GIF89a", b"II*\0", b"MM\0*", b"\xd0\xcf\x11\xe0", b"<HTML>"])
def test_other_kinds_of_files_begin_with_their_signs(sign: bytes) -> None:
    assert "is no PDF, but a" in says(sign)
    assert "whatever it is called" in says(b"x" + sign)


@pytest.mark.parametrize(
    "error",
    [
        "read_bytes called on unfilterable stream",
        "jbig2dec - not installed or not found",
        "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
    ],
)
def test_messages_of_libraries_about_data_are_said_in_words(error: str) -> None:
    """Nobody who prints knows a codec, or misses a program of that name."""
    assert unopened.in_words(error) == "a stream has data that cannot be decoded"
