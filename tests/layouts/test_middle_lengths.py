"""Texts of other lengths than those of the catalogue: no page of them looks unfinished."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.helpers import grey_pictures
from tests.layouts.page_measures import Page
from tests.layouts.test_few_words import pages_of, starting, tract
from tests.layouts.test_white_pages import MM, page_with, white_foot

SENTENCE = "Une phrase assez longue, qui prend une ligne et demie. "
WORDS = ("Bouvet", "Gouge", "Panne", "Rabot", "Tenon", "Varlope")
NOTICE = ("keeper", "purpose", "basis", "required", "recipients", "duration", "rights", "complaint")


def dictionary(*entries: dict[str, Any]) -> dict[str, Any]:
    book = {"layout": "dictionary", "cover": {"lines": ["Les mots"]}, "foreword": "Des mots."}
    words = WORDS[: len(entries)]
    return book | {
        "entries": [{"term": word} | one for word, one in zip(words, entries, strict=True)]
    }


def entry(hides: int, known: int) -> dict[str, Any]:
    said = {"phrase": SENTENCE, "hides": SENTENCE * hides, "known": SENTENCE * known}
    return said | {"instead": SENTENCE}


def size_of(page: Page, words: str) -> float:
    lines = (line for one in page.blocks for line in one.lines)
    return next(line.size for line in lines if words in " ".join(line.text.split()))


def headings(pages: list[Page]) -> list[int]:
    return [page.number for page in pages for one in page.blocks if one.text in WORDS]


def test_an_entry_a_few_lines_too_long_does_not_take_two_pages(tmp_path: Path) -> None:
    """Each second page of the book had five lines: twice the paper, and most of it white."""
    _, pages = pages_of(tmp_path, dictionary(*[entry(8, 10)] * 6))
    found = headings(pages)
    assert found == list(range(found[0], found[0] + 6))


def test_an_entry_of_two_pages_leaves_the_others_on_one(tmp_path: Path) -> None:
    file, pages = pages_of(tmp_path, dictionary(entry(14, 16), *[entry(7, 9)] * 5))
    first, *others = headings(pages)
    assert others == list(range(first + 2, first + 7))
    assert white_foot(grey_pictures(file, 50)[first]) < 0.7


def test_one_text_of_an_entry_is_below_its_phrase(tmp_path: Path) -> None:
    """It was at the foot of the page, with half a page between the question and its answer."""
    plain = {"phrase": "On gagne du temps.", "known": SENTENCE * 7}
    _, pages = pages_of(tmp_path, dictionary(*[plain] * 6))
    page = page_with(pages, "Bouvet")
    asked = next(line for one in page.blocks for line in one.lines if "gagne" in line.text)
    said = next(line for one in page.blocks for line in one.lines if "phrase" in line.text)
    assert 0 < asked.baseline - said.baseline < 25 * MM


def long_lines(page: Any) -> int:
    """Return the number of lines to write on that are as wide as the type area of a page."""
    rows = [page.crop((0, row, page.width, row + 1)).tobytes() for row in range(page.height)]
    return sum(sum(grey < 190 for grey in row) > 0.75 * page.width for row in rows)


def form(*sections: dict[str, Any]) -> dict[str, Any]:
    headline = ["Rendez", {"loud": "le four"}]
    return {"layout": "form", "headline": headline, "sections": list(sections)}


def text(paragraphs: int, title: str = "Pourquoi") -> dict[str, Any]:
    return {"kind": "text", "title": title, "body": (SENTENCE * 4 + "\n\n") * paragraphs}


COLUMNS = [{"label": "Nom"}, {"label": "Ville"}]
NAMES = {"kind": "table", "title": "Nous signons", "columns": COLUMNS}
END = {"kind": "notice", "notice": dict.fromkeys(NOTICE, "Une réponse.")}


@pytest.mark.parametrize("sections", [(text(9), NAMES | {"rows": 12}), (text(12), text(12, "Et"))])
def test_a_notice_is_not_alone_on_the_back_of_a_form(
    tmp_path: Path, sections: tuple[dict[str, Any], ...]
) -> None:
    """A petition had its twelve names on the front, and nothing but a notice on its back."""
    file, pages = pages_of(tmp_path, form(*sections, END))
    assert len(pages) == 2
    back = grey_pictures(file, 50)[1]
    assert white_foot(back) < 0.2
    assert long_lines(back) > 12


def test_a_motion_with_blanks_and_few_words_has_large_type(tmp_path: Path) -> None:
    """With a date to write in its first line, it left 40 % of the sheet white below 10.5 pt."""
    held = {"kind": "text", "body": "L'assemblée du ______________, réunie le ___________,\n"}
    asked = {"kind": "text", "title": "Demande", "body": "1. " + SENTENCE * 2}
    _, (page,) = pages_of(tmp_path, form(held, asked))
    assert starting(page, "L’assemblée").size == starting(page, "1").size > 12


def test_the_back_of_a_tract_of_middle_length_shows_what_it_asks_for(tmp_path: Path) -> None:
    """Paragraphs of 11 pt lay 2 cm apart; nobody who glances at the back saw what is asked for."""
    sides = tract(SENTENCE * 5, SENTENCE * 10) | {"demands": ["Un guichet ouvert.", "Un humain."]}
    _, (_, back) = pages_of(tmp_path / "asked", sides)
    assert size_of(back, "Un guichet") >= 17
    # (A back that is full keeps its demands in its text.)
    full = sides | {"back": SENTENCE * 24}
    _, (_, back) = pages_of(tmp_path / "full", full)
    assert size_of(back, "Un guichet") == 11
    # (Without demands, the title is large.)
    del sides["demands"]
    _, (_, back) = pages_of(tmp_path / "title", sides)
    assert size_of(back, "Comment faire") >= 17


def test_a_card_in_large_print_fills_its_page(tmp_path: Path) -> None:
    """Four lines of 18 pt left 60 % of the page white, the type of those who read badly."""
    card = {"layout": "card", "headline": ["Membre"], "labels": ["Numéro"], "back_title": "Ici"}
    asks = ["Ranger les outils", "Rendre les livres", "Goûter la soupe"]
    _, (page,) = pages_of(tmp_path, card | {"asks": asks}, large_print=True)
    assert min(size_of(page, one) for one in asks) > 24
    # (More words take one page, too, and are no smaller than large print.)
    long = card | {"asks": [SENTENCE * 2] * 6}
    _, (page,) = pages_of(tmp_path / "long", long, large_print=True)
    assert min(one.size for one in page.blocks) >= 18


def test_a_zine_that_ends_with_a_blank_gives_readers_its_back(tmp_path: Path) -> None:
    """Below "Ma panne" and a line, half of the page was white, and nobody could write there."""
    pages = [{"title": ["La vis"], "body": "Elle tourne."} for _ in range(6)]
    zine = {"layout": "zine", "headline": ["Six pannes"], "pages": pages}
    back = {"title": "À vous", "body": "Ma panne : ___"}
    file, _ = pages_of(tmp_path, zine | {"back": back})
    assert long_lines(grey_pictures(file, 50)[7]) >= 3


def test_a_foreword_of_few_lines_has_larger_type_than_notes(tmp_path: Path) -> None:
    book = dictionary(*[{"known": SENTENCE}] * 3) | {"foreword": SENTENCE * 7}
    _, pages = pages_of(tmp_path, book)
    page = page_with(pages, "Avant-propos")
    assert size_of(page, "Une phrase") > 11
