"""Groups of pages on sheets: left out where they change only inks, isolated where they count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from zines.pdf.resources import page_groups
from zines.pdf.resources.page_groups import PageGroups

#: Pages live as long as their files.
_FILES: list[pikepdf.Pdf] = []


def page_with(resources: Any, **group: Any) -> Any:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    page = pdf.pages[0].obj
    page.Resources = resources(pdf) if callable(resources) else resources
    page.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB, **group)
    _FILES.append(pdf)
    return page


def state(**entries: Any) -> Dictionary:
    return Dictionary(ExtGState=Dictionary(G=Dictionary(**entries)))


def within(inner: Dictionary) -> Callable[[pikepdf.Pdf], Dictionary]:
    """Return resources with a form that has the others."""

    def made(pdf: pikepdf.Pdf) -> Dictionary:
        form = pdf.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=inner)
        # A form that leads to itself is read once.
        form.Resources.XObject = Dictionary(Self=form)
        return Dictionary(XObject=Dictionary(F=form))

    return made


def masked(pdf: pikepdf.Pdf) -> Dictionary:
    mask = pdf.make_stream(b"\0", Subtype=Name.Image)
    picture = pdf.make_stream(b"\0", Subtype=Name.Image, SMask=mask)
    return Dictionary(XObject=Dictionary(I=picture))


def patterned(pdf: pikepdf.Pdf) -> Dictionary:
    pattern = pdf.make_stream(b"", PatternType=1, Resources=state(ca=0.5))
    return Dictionary(Pattern=Dictionary(P=pattern))


def lettered(pdf: pikepdf.Pdf) -> Dictionary:
    font = Dictionary(Subtype=Name.Type3, Resources=state(BM=Name.Multiply))
    return Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))


@pytest.mark.parametrize(
    "resources",
    [
        state(ca=0.5),
        state(CA=0.5),
        # Real numbers have five significant digits (ISO 32000-1, table C.1).
        state(ca=0.99998),
        state(BM=Name.Multiply),
        state(BM=Array([Name.Multiply, Name.Screen])),
        state(SMask=Dictionary(S=Name.Luminosity)),
        Dictionary(XObject=Dictionary(I=Dictionary(SMaskInData=1))),
        Dictionary(Pattern=Dictionary(P=Dictionary(PatternType=2, ExtGState=Dictionary(ca=0.5)))),
        within(state(ca=0.5)),
        masked,
        patterned,
        lettered,
    ],
)
def test_where_something_is_transparent_the_group_is_isolated(resources: Any) -> None:
    """ISO 32000-1, 11.6.6: the space of a group that is not isolated does not count."""
    group = PageGroups().group_of(page_with(resources, K=True))
    assert group is not None
    assert group.unparse() == b"<< /CS /DeviceRGB /I true /K true /S /Transparency >>"


@pytest.mark.parametrize(
    "resources",
    [
        Dictionary(),
        Name.Odd,
        state(ca=0.99999),
        state(ca=1, CA=0.9999999, BM=Name.Normal, SMask=Name("/None")),
        state(BM=Array([Name.Compatible])),
        within(state(ca=1)),
    ],
)
def test_where_nothing_is_transparent_there_is_no_group(resources: Any) -> None:
    """Ghostscript prints black of a group in RGB, as Cairo writes it, in four inks."""
    assert PageGroups().group_of(page_with(resources, I=True)) is None


def test_resources_that_pages_share_are_known() -> None:
    groups = PageGroups()
    page = page_with(lambda pdf: pdf.make_indirect(Dictionary()))
    assert groups.group_of(page) is None
    assert groups.group_of(page) is None
    page.Resources = state(ca=0.5)
    assert groups.group_of(page) is not None


def test_a_group_that_is_none_is_left_out() -> None:
    page = page_with(state(ca=0.5))
    page.Group = Name.Odd
    assert PageGroups().group_of(page) is None


def test_resources_that_pages_share_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A book has thousands of pages, and often one dictionary of resources for all of them."""
    read: list[Any] = []
    monkeypatch.setattr(page_groups, "_blends", read.append)
    groups = PageGroups()
    page = page_with(lambda pdf: pdf.make_indirect(Dictionary(Font=Dictionary(F=Dictionary()))))
    for _ in range(3):
        assert groups.group_of(page) is None
    # (The resources, and the font in them.)
    assert len(read) == 2
