"""An unquoted text that YAML cuts off is refused if it is printed (gray-matter#90)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import LAYOUT_FOLDERS
from tests.manuscript.conftest import parsed, places, refusal
from zines.base.search_path import SearchPath
from zines.manuscript import documents
from zines.manuscript.documents import Reading

TRACT = """\
layout: tract  # a note
title: Essai
date: "2026-11-24" # another note
description: Essai.
theme: affiche #vert
# le dernier
headline: [Essai, "10,5 %"]
front: |
  Le 8 #mars.
back_title: Verso
back: Un texte.
"""


def read(text: str) -> documents.Document:
    reading = Reading(LAYOUT_FOLDERS, SearchPath(()), {})
    return documents.from_parsed(parsed(text), Path("a.yaml"), "tracts/a", reading)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("lead: le 8 #mars devant la mairie", ("yaml-comment", 12, 12)),
        ("lead: le 8 # mars", ("yaml-comment", 12, 12)),
        ("lead:\n  le 8\n  #mars", ("yaml-comment", 14, 3)),
        ("demands:\n  - le 8 #mars\n  - un", ("yaml-comment", 13, 10)),
        ("demands: [Hausse de 10,5 %]", ("yaml-comma", 12, 23)),
    ],
)
def test_a_printed_text_that_yaml_cuts(lines: str, expected: tuple[str, int, int]) -> None:
    found = refusal(lambda: read(TRACT + lines))
    assert places(found) == [expected]
    assert "quote the text" in found[0].hint


@pytest.mark.parametrize(
    "lines",
    ['lead: "le 8 #mars"', "lead: le 8#mars", "demands:\n  - un\n  #- deux\n  - trois\n#fin",
     "demands: [un, deux]", 'demands: ["10,5 %","11 %"]'],
)  # fmt: skip
def test_comments_and_lists_that_are_meant(lines: str) -> None:
    assert read(TRACT + lines).title == "Essai"
