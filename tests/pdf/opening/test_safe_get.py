"""Reading values of any type: each is returned if it has the expected type, else nothing."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf.geometry import Box
from zines.pdf.opening import safe_get

PDF = pikepdf.new()
STREAM = pikepdf.Stream(PDF, b"", A=1)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (3, 3.0),
        (Decimal("2.5"), 2.5),
        (-1.5, -1.5),
        (1e9, 1e7),
        (-1e9, -1e7),
        (True, 7.0),
        (None, 7.0),
        (math.nan, 7.0),
        (math.inf, 7.0),
        (Name.A, 7.0),
        (String("x"), 7.0),
        (Dictionary(), 7.0),
    ],
)
def test_a_number_is_finite_and_on_paper(value: Any, found: float) -> None:
    assert safe_get.number(value, 7.0) == found


def test_what_is_no_number_is_nothing() -> None:
    assert safe_get.number(None) == 0
    assert safe_get.numbers(Array([1, Name.A, 2])) == [1, 0, 2]
    assert safe_get.numbers(5) == safe_get.numbers(None) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        # Any two opposite corners define a rectangle (ISO 32000-1, 7.9.5).
        (Array([1, 2, 30, 40]), Box(2, 4, 60, 80)),
        (Array([30, 2, 1, 40]), Box(2, 4, 60, 80)),
        (Array([1, 40, 30, 2]), Box(2, 4, 60, 80)),
        (Array([0, 0, 0.5, 0.5]), Box(0, 0, 1, 1)),
        (Array([1, 2, 1, 40]), None),
        (Array([1, 2, 30, 2]), None),
        (Array([1, 2, 30]), None),
        (Array([1, 2, 30, 40, 50]), None),
        (Array([1, 2, Name.A, 40]), None),
        (Name.A, None),
        (None, None),
    ],
)
def test_a_rectangle_has_an_area_and_corners_in_order(value: Any, found: Box | None) -> None:
    assert safe_get.box(value, 2) == found


def test_a_rectangle_is_as_large_as_it_says() -> None:
    assert safe_get.box(Array([1, 2, 3, 4])) == Box(1, 2, 3, 4)


def test_entries_of_what_is_no_dictionary() -> None:
    holders: tuple[Any, ...] = (Dictionary(A=1), STREAM)
    for value in holders:
        assert safe_get.get(value, "/A") == 1 and safe_get.get(value, "/B") is None
        assert ("/A", 1) in list(safe_get.entries(value))
    others: tuple[Any, ...] = (None, 3, Array([1]), Name.A)
    for value in others:
        assert safe_get.get(value, "/A") is None
        assert list(safe_get.entries(value)) == []


def test_lists_names_and_texts() -> None:
    assert safe_get.listed(None) == []
    assert safe_get.listed(4) == [4]
    assert safe_get.listed(Array([1, 2])) == [1, 2]
    assert safe_get.name(Name("/Abc")) == "Abc"
    assert safe_get.name(String("Abc")) == safe_get.name("/Abc") == safe_get.name(None) == ""
    assert safe_get.text(Name("/Abc")) == "Abc"
    assert safe_get.text(String("été")) == "été"
    assert safe_get.text("été") == "été"
    assert safe_get.text(3) == safe_get.text(None) == ""


def test_an_object_is_known_by_its_number_in_the_file() -> None:
    indirect = PDF.make_indirect(Dictionary())
    number, generation = indirect.objgen
    assert safe_get.key(indirect) == f"{number}-{generation}"
    assert safe_get.key(Dictionary()) == safe_get.key(None) == safe_get.key(3) == ""


def test_a_name_that_is_no_utf_8_is_as_it_is_written() -> None:
    """Any byte may be written after # (ISO 32000-1, 7.3.5); found by the fuzzer."""
    held = pikepdf.Object.parse(b"<</A /a#d7#28>>")
    assert safe_get.name(held.A) == safe_get.text(held.A) == "a#d7#28"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (b"\xef\xbb\xbfcaf\xc3\xa9", "caf\u00e9"),
        # The mark of UTF-8 (ISO 32000-2, 7.9.2.2) before text in Latin-1.
        (b"\xef\xbb\xbfcaf\xe9", "caf\u00e9"),
        (b"\xfe\xff\0c\0a\0f\0\xe9", "caf\u00e9"),
        (b"caf\xe9", "caf\u00e9"),
    ],
)
def test_a_text_in_whatever_encoding(written: bytes, shown: str) -> None:
    assert safe_get.text(String(written)) == shown
