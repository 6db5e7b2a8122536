"""Easy-to-read tracts with pictures, and key figures in tracts."""

from __future__ import annotations

from pathlib import Path

from tests.helpers import add, printed, small_project
from tests.layouts.page_measures import Line, Page, measured

EASY = """\
layout: tract
format: a4
theme: calme
title: Essai
date: "2026-11-28"
description: Un essai.
headline: [Essai]
front: Un guichet est un endroit.
front_pictures:
  - drawing: queue-watch
    body: Je peux demander de parler à une personne du guichet.
  - drawing: side-by-side
    body: |
      Je peux demander de parler à une personne, avec quelqu'un qui me connaît, aussi longtemps
      que cela prend, et sans avoir à dire pourquoi je ne veux pas le faire autrement.
back_title: Au dos
back: Un mot.
"""
#: Easy-to-read papers are set in 14 pt or more ("Information for all", European standards).
LEAST_EASY = 14


def pages(tmp_path: Path, text: str) -> list[Page]:
    project = small_project(tmp_path / "tract")
    report = printed(project, str(add(project, "essais/essai", text)), roles=("reader",))
    assert not report.problems, report.problems
    return measured(report.out / report.made[0].files[0]["path"])


def lines(page: Page, *words: str) -> list[Line]:
    """Return the first lines of the paragraphs that begin with some words."""
    return [
        next(block.lines[0] for block in page.blocks if block.text.startswith(one)) for one in words
    ]


def test_words_beside_pictures_have_the_width_of_the_page(tmp_path: Path) -> None:
    front, _ = pages(tmp_path, EASY)
    short, long = (block for block in front.blocks if block.text.startswith("Je peux demander"))
    assert len(short.lines) == 1
    # Lines go beyond the middle, and have 45 to 70 signs.
    assert max(line.right for line in long.lines) > front.width * 0.75
    assert len(long.lines) > 1 and all(45 <= line.signs <= 70 for line in long.lines[:-1])


def test_nothing_to_fill_in_is_small_on_an_easy_paper(tmp_path: Path) -> None:
    _, back = pages(tmp_path, EASY)
    (where,) = (block for block in back.blocks if "lieu" in block.text)
    assert where.size >= LEAST_EASY


def test_a_key_figure_keeps_off_the_text_under_it(tmp_path: Path) -> None:
    """The space below the figure is larger than the line spacing within its words."""
    figure = (
        'figure: {value: "122 à 29", words: l\'Assemblée a voté un jour contre le tout en ligne}\n'
    )
    text = (
        EASY.partition("front_pictures")[0].replace("a4", "a6") + EASY[EASY.index("back_title") :]
    )
    front, _ = pages(tmp_path, text + figure)
    (words,) = (block for block in front.blocks if "Assemblée" in block.text)
    (first,) = lines(front, "Un guichet")
    assert len(words.lines) > 1
    last, before = words.lines[-1].baseline, words.lines[-2].baseline
    assert last - first.baseline > 1.5 * (before - last)
