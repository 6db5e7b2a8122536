"""Laws and figures not checked for a year are reported once for each document."""

from __future__ import annotations

from datetime import date

import pytest

from tests.manuscript.lint.desk import TRACT, layout, with_keys
from zines.base.problems import Problem
from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader


def stale_sources(kind: str, checked: str, month: str = "") -> list[Problem]:
    parsed = yaml_reader.parse(with_keys(TRACT, "front: Un [@texte], [@livre]."), "a.yaml")
    source = {"title": "Un texte", "kind": kind} | ({"checked": checked} if checked else {})
    known = {"texte": source, "livre": {"title": "Un livre", "kind": "book"}}
    found = lint.document(
        parsed, layout("tract"), known, date.fromisoformat(f"{month}-01") if month else None
    )
    return [problem for problem in found if problem.code == "stale-source"]


@pytest.mark.parametrize("kind", ["law", "ruling", "figure"])
def test_twelve_months_are_the_limit(kind: str) -> None:
    assert stale_sources(kind, "2025-12", "2026-12") == []
    (problem,) = stale_sources(kind, "2025-12", "2027-01")
    assert "texte (2025-12)" in problem.message and "livre" not in problem.message
    assert (problem.line, problem.column) == (8, 11)


def test_what_was_never_read_is_old_and_other_kinds_do_not_age() -> None:
    (problem,) = stale_sources("law", "", "2026-11")
    assert "texte (never)" in problem.message
    for kind in ("article", "book", "report", "study", "video", "website"):
        assert stale_sources(kind, "", "2026-11") == []


def test_without_a_day_nothing_is_old() -> None:
    assert stale_sources("law", "") == []


def test_a_source_with_a_code_only_counts_too() -> None:
    parsed = yaml_reader.parse(with_keys(TRACT, "qr: [loi]"), "a.yaml")
    known = {"loi": {"title": "Loi", "kind": "law", "url": "https://exemple.fr/"}}
    found = lint.document(parsed, layout("tract"), known, date(2026, 11, 24))
    (problem,) = [one for one in found if one.code == "stale-source"]
    assert (problem.line, problem.column) == (9, 6)
