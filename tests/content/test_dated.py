"""Texts on walls state facts with their dates, and do not ask readers to check the news.

"The Assembly voted it in January; see what became of it" is true for a month, and leaves the
work to the reader. Notes of sources may not do so either, as they are printed with the list.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.test_spelling import FILES, texts
from tests.helpers import ROOT, read_yaml

#: What asks the reader to learn the end of the story, or names as to come what has a date.
_LEFT_OPEN = re.compile(
    r"""
    vérifiez\ (la\ suite|où\ (elle\ |il\ )?en\ est)           # the news is left to the reader
    | [.!?]\ Vérifiez\.                                        # the same, in one word
    | (issue|suite)\ non\ vérifiée | texte\ définitif\ à\ vérifier
    | si\ ce\ (vote|projet)\ devient\ loi
    | d['’]ici\ (à\ |la\ )?(fin\b|20\d\d)                      # a day that comes and goes
    """,
    re.VERBOSE | re.IGNORECASE,
)


def left_open(text: str) -> list[str]:
    return [found.group() for found in _LEFT_OPEN.finditer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "L'Assemblée en a voté une autre en janvier 2026 ; vérifiez la suite.",
        "En juillet, les États ont voulu le rétablir. Vérifiez.",
        "Chaque État doit en offrir un d'ici la fin de 2026.",
        "En sauvegarde en juillet 2025 : vérifiez où en est la coopérative.",
        "fin de l'essai, si ce vote devient loi",
    ],
)
def test_sentences_that_leave_the_news_to_the_reader_are_found(text: str) -> None:
    assert left_open(text)


def test_a_step_that_the_reader_can_check_is_none() -> None:
    assert not left_open("Vérifiez la date qui compte : elle est sur la lettre.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_text_leaves_the_news_to_the_reader(file: Path) -> None:
    assert [found for text in texts(file) for found in left_open(text)] == []


def test_no_note_of_a_source_does_either() -> None:
    every = read_yaml((ROOT / "content" / "sources.yaml").read_text("utf-8"))
    notes = {name: left_open(one["note"]) for name, one in every.items() if "note" in one}
    assert {name: found for name, found in notes.items() if found} == {}
