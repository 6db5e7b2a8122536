"""Form fields that contain themselves: reading them ends, with a problem (issue 12, 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from zines.pdf.annotations import field_circles, notes


def field(pdf: Pdf, title: str, **entries: Any) -> Any:
    made = Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String(title), **entries)
    return pdf.make_indirect(made)


def own_parent(pdf: Pdf) -> Any:
    one = field(pdf, "nom")
    one.Parent = one
    return one


def own_kid(pdf: Pdf) -> Any:
    one = field(pdf, "nom")
    one.Kids = Array([field(pdf, "autre"), Dictionary(Kids=Array([one]))])
    return one


def two_of_each_other(pdf: Pdf) -> Any:
    one, other = field(pdf, "nom"), field(pdf, "nom")
    one.Parent, other.Parent = other, one
    return one


@pytest.mark.parametrize("make", [own_parent, own_kid, two_of_each_other])
@pytest.mark.parametrize("place", ["form", "page"])
def test_a_field_that_is_part_of_itself_is_told_by_its_name(
    make: Callable[[Pdf], Any], place: str
) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        one = make(pdf)
        if place == "form":
            pdf.Root.AcroForm = Dictionary(Fields=Array([one]))
        else:
            page.obj.Annots = Array([one])
        (warning,) = field_circles.warnings(pdf, [1])
        assert warning.startswith("the field 'nom") and "part of itself" in warning


def test_fields_that_only_meet_are_no_circle() -> None:
    """A field that is listed twice is unusual, but not a circle."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        shared, above = field(pdf, "a"), field(pdf, "b")
        shared.Parent = above
        above.Kids = Array([shared, shared])
        for _ in range(60):
            above = field(pdf, "c", Kids=Array([above, above]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([above, above, shared]))
        page.obj.Annots = Array([shared])
        assert field_circles.warnings(pdf, [1]) == ()


def test_the_name_of_such_a_field_is_said_once() -> None:
    with pikepdf.new() as pdf:
        assert notes.field_name(own_parent(pdf)) == "nom"


def test_of_many_such_fields_five_are_named() -> None:
    """More lines would hide the other messages about the file."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Annots = Array([])
        for number in range(6):
            one = field(pdf, f"nom {number}")
            one.Parent = one
            page.obj.Annots.append(one)
            warnings = field_circles.warnings(pdf, [1])
            assert len(warnings) == min(number + 1, 5)


def test_a_circle_without_a_name_is_told_and_other_notes_are_no_fields() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        one = pdf.make_indirect(Dictionary(Subtype=Name.Widget))
        one.Parent = one
        page.obj.Annots = Array([one])
        assert field_circles.warnings(pdf, [1]) == (
            "a field of the form is part of itself: each program may show it in another way",
        )
        assert field_circles.warnings(pdf, []) == ()
        one.Subtype = Name.Popup
        assert field_circles.warnings(pdf, [1]) == ()
