"""What has no resources of its own gets those of its page (ISO 32000-1, 9.6.5, table 112)."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from zines.pdf.resources.glyph_resources import GlyphResources


@pytest.fixture
def pdf() -> pikepdf.Pdf:
    return pikepdf.new()


def page_with(pdf: pikepdf.Pdf, **kinds: Any) -> pikepdf.Page:
    page = pdf.add_blank_page()
    page.obj.Resources = Dictionary(**kinds)
    return page


def glyphs(pdf: pikepdf.Pdf, **entries: Any) -> Any:
    return pdf.make_indirect(Dictionary(Subtype=Name.Type3, **entries))


def form(pdf: pikepdf.Pdf, **resources: Any) -> pikepdf.Stream:
    return pdf.make_stream(b"", Subtype=Name.Form, Resources=Dictionary(**resources))


def test_fonts_without_resources_get_those_of_the_page_and_others_keep_theirs(
    pdf: pikepdf.Pdf,
) -> None:
    bare, own = glyphs(pdf), glyphs(pdf, Resources=Dictionary(A=1))
    plain = pdf.make_indirect(Dictionary(Subtype=Name.TrueType))
    # (Entries that are no fonts, or other fonts, come before: they are passed over.)
    page = page_with(pdf, Font=Dictionary(A=Name.Odd, B=plain, C=own, D=bare))
    resources = GlyphResources(pdf).resources_of(page)
    assert resources.is_indirect and bare.Resources.objgen == resources.objgen
    assert own.Resources.A == 1 and "/Resources" not in plain


def test_a_page_without_such_fonts_keeps_its_resources_as_they_are(pdf: pikepdf.Pdf) -> None:
    page = page_with(pdf, Font=Dictionary(F=Dictionary(Subtype=Name.TrueType)))
    assert not GlyphResources(pdf).resources_of(page).is_indirect
    assert not page.obj.Resources.is_indirect


def test_indirect_resources_are_given_themselves(pdf: pikepdf.Pdf) -> None:
    bare, page = glyphs(pdf), page_with(pdf)
    page.obj.Resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=bare)))
    before = page.obj.Resources.objgen
    assert GlyphResources(pdf).resources_of(page).objgen == before == bare.Resources.objgen


def test_a_font_that_pages_with_other_resources_share_is_copied(pdf: pikepdf.Pdf) -> None:
    shared = glyphs(pdf)
    one, two = (page_with(pdf, Font=Dictionary(F=shared, G=shared)) for _ in range(2))
    given = GlyphResources(pdf)
    first, second = given.resources_of(one), given.resources_of(two)
    assert one.obj.Resources.Font.F.Resources.objgen == first.objgen
    assert two.obj.Resources.Font.F.Resources.objgen == second.objgen != first.objgen
    # A page that has the same resources as the first needs no copy.
    one.obj.Annots = Array([])
    assert given.resources_of(one).Font.F.objgen == shared.objgen


@pytest.mark.parametrize("kind", ["form", "pattern", "mask"])
def test_what_is_drawn_within_a_page_is_looked_into(kind: str, pdf: pikepdf.Pdf) -> None:
    bare = glyphs(pdf)
    inner = form(pdf, Font=Dictionary(F=bare))
    page = page_with(
        pdf,
        **{
            "form": {"XObject": Dictionary(A=Name.Odd, F=inner)},
            "pattern": {"Pattern": Dictionary(A=Name.Odd, P=inner)},
            "mask": {"ExtGState": Dictionary(A=Dictionary(), G=Dictionary(SMask={"/G": inner}))},
        }[kind],
    )
    resources = GlyphResources(pdf).resources_of(page)
    assert bare.Resources.objgen == resources.objgen


def test_a_form_without_resources_does_not_hide_the_next(pdf: pikepdf.Pdf) -> None:
    bare = glyphs(pdf)
    empty = pdf.make_stream(b"", Subtype=Name.Form)
    page = page_with(pdf, XObject=Dictionary(A=form(pdf, Font=Dictionary(F=bare)), B=empty))
    assert bare.objgen and GlyphResources(pdf).resources_of(page).is_indirect
    assert "/Resources" in bare and "/Resources" not in empty


@pytest.mark.parametrize("indirect", [False, True])
def test_forms_within_themselves_and_shared_ones_are_looked_into_once(
    indirect: bool, pdf: pikepdf.Pdf
) -> None:
    bare = glyphs(pdf)
    circle = form(pdf, Font=Dictionary(F=bare))
    if indirect:
        circle.Resources = pdf.make_indirect(circle.Resources)
    circle.Resources.XObject = Dictionary(F=circle)
    other = form(pdf, XObject=Dictionary(F=circle))
    other.Resources = circle.Resources
    page = page_with(pdf, XObject=Dictionary(F=circle, G=other))
    resources = GlyphResources(pdf).resources_of(page)
    assert bare.Resources.objgen == resources.objgen


def test_patterns_and_masks_without_resources_get_those_of_what_uses_them(
    pdf: pikepdf.Pdf,
) -> None:
    """Interpreters take those of the page or form; on a sheet, some take those of the sheet."""
    tile, mask = pdf.make_stream(b""), pdf.make_stream(b"")
    own = pdf.make_stream(b"", Resources=Dictionary(A=1))
    page = page_with(
        pdf,
        Pattern=Dictionary(P=tile, O=own, D=Dictionary()),
        XObject=Dictionary(F=form(pdf, ExtGState=Dictionary(G=Dictionary(SMask={"/G": mask})))),
    )
    resources = GlyphResources(pdf).resources_of(page)
    inner = page.obj.Resources.XObject.F.Resources
    assert tile.Resources.objgen == resources.objgen and own.Resources.A == 1
    assert inner.is_indirect and mask.Resources.objgen == inner.objgen != resources.objgen


@pytest.mark.parametrize("named", [Name.Mine, Name.DeviceRGB, Name.Other])
def test_pictures_get_the_spaces_that_they_name(named: Any, pdf: pikepdf.Pdf) -> None:
    """The space of a picture is a device space or an array (table 89), not a resource."""
    picture = pdf.make_stream(b"", Subtype=Name.Image, ColorSpace=named)
    spaces = Dictionary(Mine=Array([Name.CalGray]), DeviceRGB=Array([Name.Lab]), Other=5)
    GlyphResources(pdf).resources_of(
        page_with(pdf, XObject=Dictionary(I=picture), ColorSpace=spaces)
    )
    if named == Name.Mine:
        assert picture.ColorSpace[0] == Name.CalGray
    else:
        assert picture.ColorSpace == named
