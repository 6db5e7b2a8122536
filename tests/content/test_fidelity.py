"""Facts that our texts take from the report: ``facts.yaml`` is compared with both.

The key ``in`` of a fact lists the documents that print it; its needles (a figure, a name, a date)
must be on one page of their PDFs.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, read_yaml, texts
from zines.base.options import BuildReport

FACTS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("facts.yaml").read_text("utf-8"))
TOLD = [(fact, slug) for fact in FACTS for slug in fact.get("in", ())]
#: The transcript of the report is beside the checkout, not in it.
REPORT = ROOT.parent / "shared" / "seed" / "convention-2023.md"


def plain(text: str) -> str:
    """Return a text for comparison: lower case, no hidden hyphens, single plain spaces."""
    text = re.sub("[\u00ad\ufffe\u0002]", "", text).replace("’", "'").lower()
    return re.sub(r"\s+", " ", text)


@cache
def pages(file: Path) -> list[str]:
    return [plain(page) for page in texts(file)]


@pytest.mark.parametrize(
    ("fact", "slug"), TOLD, ids=[f"{fact['id']}-{slug}" for fact, slug in TOLD]
)
def test_a_fact_is_told_where_the_table_says(
    fact: dict[str, Any], slug: str, catalogue: BuildReport
) -> None:
    needles = [plain(needle) for needle in fact["needles"]]
    (made,) = (one for one in catalogue.made if one.slug == slug)
    (reader,) = (one for one in made.files if one["role"] == "reader")
    found = pages(catalogue.out / str(reader["path"]))
    lacking = [one for one in needles if not any(one in page for page in found)]
    assert any(all(one in page for one in needles) for page in found), lacking


def test_at_least_sixty_facts_of_all_workshops_are_told() -> None:
    workshops = {fact["id"]: fact["workshop"] for fact, _ in TOLD}
    assert len(workshops) >= 60
    assert len(set(workshops.values()) - {"common"}) == 7


def test_the_table_is_in_order_and_whole() -> None:
    ids = [fact["id"] for fact in FACTS]
    assert len(set(ids)) == len(ids)
    sources = read_yaml((ROOT / "content/sources.yaml").read_text("utf-8"))
    for fact in FACTS:
        assert fact["source"] in sources
        assert fact["needles"] and all(plain(one) in plain(fact["fact"]) for one in fact["needles"])
        # A short quotation, not a copy (Code de la propriété intellectuelle, L122-5).
        assert len(fact["quote"].split()) <= 25


@pytest.mark.skipif(not REPORT.is_file(), reason="the transcript is not beside this checkout")
def test_the_words_of_the_report_are_its_words() -> None:
    report = plain(re.sub(r"</?[a-z]+>|[*_`\\]", "", REPORT.read_text("utf-8")))
    assert [fact["id"] for fact in FACTS if plain(fact["quote"]).strip() not in report] == []
