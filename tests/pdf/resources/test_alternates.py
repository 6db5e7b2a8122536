"""One program prints a picture, another its alternate: whoever prints learns it beforehand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.helpers import saved
from tests.preflight import pdfs
from zines.base.paper import size_named
from zines.imposition.plans.request import requested
from zines.pdf.resources import alternates
from zines.workshop.production import imposing


def pages(*marked: Any) -> pikepdf.Pdf:
    """Return a PDF with a picture on each page, the values being DefaultForPrinting of another."""
    pdf = pikepdf.new()
    for value in marked:
        picture = pdf.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1)
        if value is not None:
            other = Dictionary(Image=pdf.make_stream(b"\1"), DefaultForPrinting=value)
            picture.Alternates = Array([Dictionary(Image=picture), other])
        page = pdf.add_blank_page()
        page.obj.Resources = Dictionary(XObject=Dictionary(P=picture))
    return pdf


@pytest.mark.parametrize(("marked", "told"), [(None, False), (False, False), (True, True)])
def test_only_another_picture_for_printing_is_told(marked: Any, told: bool, tmp_path: Path) -> None:
    pdf = pages(marked)
    found = alternates.warnings(pdf, [1])
    assert [one.startswith("page 1: ") for one in found] == [True] * told
    checked = [one.message for one in pdfs.checked(saved(pdf), tmp_path)]
    assert any("for printing, which was not looked into" in one for one in checked) is told


def test_pictures_in_forms_are_looked_at_and_only_on_chosen_pages() -> None:
    pdf = pages(None, True, True)
    resources = pdf.pages[1].obj.Resources
    form = pdf.make_stream(b"/P Do", Subtype=Name.Form, Resources=resources)
    resources.XObject.Form = form
    pdf.pages[1].obj.Resources = Dictionary(XObject=Dictionary(F=form))
    assert alternates.warnings(pdf, [1]) == ()
    assert alternates.warnings(pdf, [2])[0].startswith("page 2: ")
    (both,) = alternates.warnings(pdf, [3, 2, 1])
    assert both.startswith("2 pages from page 2 on: ")


def test_forms_within_themselves_are_looked_into_once() -> None:
    """Entries that are no streams, and forms that were met before, do not hide the next ones."""
    pdf = pages(None, True)
    circle = pdf.make_stream(b"", Subtype=Name.Form)
    picture = pdf.pages[1].obj.Resources.XObject.P
    circle.Resources = Dictionary(XObject=Dictionary(A=circle, B=Name.Odd))
    for page, more in zip(pdf.pages, ({}, {"P": picture}), strict=True):
        objects = Dictionary(A=Name.Odd, B=circle, C=circle)
        for called, one in more.items():
            objects[f"/{called}"] = one
        page.obj.Resources = Dictionary(XObject=objects)
    assert [alternates.has_another(page) for page in pdf.pages] == [False, True]


def test_who_imposes_is_told_which_picture_is_on_the_sheets(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    pages(True).save(file)
    wanted = requested({"schema": "n-up", "scale": "fit"}, size_named("a4"))
    with ThreadPoolExecutor(1) as pool:
        made = imposing.imposed(file, wanted, lambda _page: saved(pikepdf.new()), pool)
    assert any("sheets show the one of the screen" in one for one in made.plan.warnings)
