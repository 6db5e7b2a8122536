"""Forms are printed and cut in the way that their texts describe."""

from __future__ import annotations

import re

import pytest

from tests.content.test_catalogue import LAYOUT_OF
from tests.helpers import ROOT, read_yaml
from zines.base.options import BuildReport

FORMS = [slug for slug, layout in LAYOUT_OF.items() if layout == "form"]
#: Phrases for pages on separate sheets, for cutting, and for printing on both sides.
APART = re.compile(r"(?i)deux feuilles|d['’]un seul côté|une seule face|feuille 2\b")
CUT = re.compile(r"(?i)\b(?:dé)?coupe[zr]\b")
BOTH_SIDES = re.compile(r"(?i)recto[ -]verso|au verso|au recto|au dos\b")


def source_of(slug: str) -> str:
    return (ROOT / "content" / f"{slug}.yaml").read_text("utf-8")


def one_sided(slug: str, report: BuildReport) -> bool:
    (entry,) = (
        file
        for made in report.made
        if made.slug == slug
        for file in made.files
        if file["role"] == "sheets"
    )
    return "flip" not in entry and entry["sheets_per_copy"] == entry["pages"]


@pytest.mark.parametrize("slug", FORMS)
def test_papers_of_their_own_have_nothing_behind_them(slug: str, catalogue: BuildReport) -> None:
    text = source_of(slug)
    if APART.search(text) or CUT.search(text):
        assert one_sided(slug, catalogue)
    if BOTH_SIDES.search(text):
        assert not one_sided(slug, catalogue)


@pytest.mark.parametrize("slug", FORMS)
def test_what_is_cut_has_a_line_for_it(slug: str) -> None:
    cut = [one.get("cut_above", False) for one in read_yaml(source_of(slug))["sections"]]
    assert bool(CUT.search(source_of(slug))) == any(cut)


def test_there_are_such_forms() -> None:
    assert sum(bool(APART.search(source_of(slug))) for slug in FORMS) >= 2
    assert sum(bool(CUT.search(source_of(slug))) for slug in FORMS) >= 2
