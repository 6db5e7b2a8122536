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


def _lacks(file: Path, cue: str, due: str) -> bool:
    """Return whether a file, or a text of it, has the cue, but no text what is due with it."""
    shown = " ".join(" ".join(texts(file)).split())
    return bool(re.search(cue, f"{shown} {file.read_text('utf-8')}")) and not re.search(due, shown)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_text_on_fixed_fines_names_the_law_that_touched_them(file: Path) -> None:
    """Law 2026-798 of 18 August 2026, article 28, which nobody here has read.

    "Law checked in November 2026" stands below these texts: without a word on that law, it promises
    more than was checked.
    """
    assert not _lacks(file, r"@(cpp-afd|afd-poche)\]", r"loi (du 18 |d'|d’)août 2026")


@pytest.mark.parametrize(
    "file", sorted((ROOT / "content/lettres").glob("*.yaml")), ids=lambda file: file.stem
)
def test_a_letter_that_leads_to_the_civil_judge_says_what_that_costs(file: Path) -> None:
    """50 euros in principle, since 2026 (Code général des impôts, 1635 bis Q)."""
    assert not _lacks(file, "tribunal judiciaire", "[Dd]epuis 2026")


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_text_says_that_the_defender_of_rights_stops_no_delay_at_all(file: Path) -> None:
    """A letter to the Défenseur des droits stops no delay "by itself" (organic law, article 6).

    It does where mediation is compulsory before the judge (Code de justice administrative,
    L213-14), and a mediation that he begins does too, since 28 May 2026 (CRPA, L424-2).
    """
    shown = " ".join(" ".join(texts(file)).split())
    assert not re.search(r"n['’]arrête \W*aucun délai", shown)
