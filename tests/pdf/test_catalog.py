"""Entries of the catalog that are removed, or copied to another file."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from zines.pdf import catalog


def test_entries_are_taken_out_where_they_are() -> None:
    with pikepdf.new() as pdf:
        pdf.Root.Lang, pdf.Root.PageMode = String("fr"), Name.UseNone
        catalog.remove(pdf, "/PageMode", "/Outlines")
        assert "/PageMode" not in pdf.Root and pdf.Root.Lang == "fr"


def test_what_is_for_readers_is_for_no_print_shop() -> None:
    """ISO 32000-1, table 28: entries about screens, links, forms and screen readers."""
    wanted = """AA AcroForm Dests MarkInfo Names OpenAction Outlines PageLabels PageMode
        StructTreeRoot ViewerPreferences"""
    assert sorted(catalog.FOR_READERS) == [f"/{one}" for one in wanted.split()]


@pytest.mark.parametrize("indirect", [True, False])
def test_layers_come_along_however_they_are_held(indirect: bool) -> None:
    """OCProperties may be in the catalog or an indirect object (ISO 32000-1, 8.11.4.2)."""
    with pikepdf.new() as pdf, pikepdf.new() as target:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Encre")))
        layers = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))
        pdf.Root.OCProperties = pdf.make_indirect(layers) if indirect else layers
        catalog.copy_layers(pdf, target)
        (found,) = target.Root.OCProperties.OCGs
        assert found.Name == "Encre"
        assert found.objgen == target.Root.OCProperties.D.Order[0].objgen


def test_without_layers_none_come_along() -> None:
    with pikepdf.new() as pdf, pikepdf.new() as target:
        catalog.copy_layers(pdf, target)
        pdf.Root.OCProperties = Name.Odd
        catalog.copy_layers(pdf, target)
        assert "/OCProperties" not in target.Root


@pytest.mark.parametrize(
    ("entry", "expected"),
    [(None, "1.3"), ("/1.7", "1.7"), ("/1.2", "1.3"), ("/2.0", "2.0"), ("/Odd", "1.3")],
)
def test_the_later_version_counts(entry: str | None, expected: str) -> None:
    """The version of the catalog counts if it is later than the header's (table 28)."""
    with pikepdf.new() as pdf:
        assert pdf.pdf_version == "1.3"
        if entry:
            pdf.Root.Version = Name(entry)
        assert catalog.version(pdf) == (expected, 0)


def test_a_version_that_is_no_text_is_ignored() -> None:
    """A name is any bytes (ISO 32000-1, 7.3.5)."""
    with pikepdf.new() as pdf:
        pdf.Root.Version = pikepdf.Object.parse(b"/1#ff")
        assert catalog.version(pdf)[0] == pdf.pdf_version


@pytest.mark.parametrize(("direction", "right"), [("/R2L", True), ("/L2R", False), (None, False)])
def test_a_file_says_from_which_side_it_is_read(direction: str | None, right: bool) -> None:
    """ISO 32000-1, table 150: without an entry, from the left."""
    with pikepdf.new() as pdf:
        pdf.Root.ViewerPreferences = Dictionary(HideMenubar=True)
        if direction:
            pdf.Root.ViewerPreferences.Direction = Name(direction)
        assert catalog.reads_from_right(pdf) is right
        pdf.Root.ViewerPreferences = Name.R2L
        assert not catalog.reads_from_right(pdf)
