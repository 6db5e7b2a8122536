"""Easy-to-read tracts with pictures, and key figures in tracts."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from tests.helpers import TRACT, add, barcodes, pictures, printed, small_project
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


def pages(tmp_path: Path, text: str, large_print: bool = False) -> list[Page]:
    project = small_project(tmp_path / "tract")
    file = str(add(project, "essais/essai", text))
    report = printed(project, file, roles=("reader",), large_print=large_print)
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


BLANK = """\
layout: tract
title: Essai
date: "2026-11-28"
description: Un essai.
headline: [Essai]
front: |
  Une phrase assez longue pour aller d'une ligne à l'autre,
  et qui ne doit pas aller d'un bord du papier à l'autre bord.

  ___

  Qui le dit : ___
back_title: Au dos
back: Un mot.
demands: ["___", "___"]
"""


def rules(page: Page) -> list[tuple[float, float, float, float]]:
    return [one for one in page.shapes if one[3] - one[1] < 2 < one[2] - one[0]]


def test_lines_for_a_pen_take_the_width_that_a_text_leaves(tmp_path: Path) -> None:
    """Before, lines to write on were as short as lines of text: a third of the leaf was white."""
    project = small_project(tmp_path / "tract")
    report = printed(project, str(add(project, "essais/essai", BLANK)), roles=("reader",))
    assert not report.problems, report.problems
    front, back = measured(report.out / report.made[0].files[0]["path"], shapes=True)
    (text,) = (block for block in front.blocks if block.text.startswith("Une phrase"))
    written = [one for one in rules(front) if one[3] < text.lines[-1].baseline]
    edge = max(one[2] for one in rules(front))
    assert len(written) > 3 and all(abs(one[2] - edge) < 1 for one in written)
    # Lines of text keep a readable length.
    assert all(line.signs <= 70 for line in text.lines) and len(text.lines) > 1
    # An arrow is on its line, not above it.
    arrows = [
        run.baseline
        for block in back.blocks
        for line in block.lines
        for run in line.runs
        if "→" in run.text
    ]
    assert len(arrows) == 2
    assert all(min(abs(at - rule[1]) for rule in rules(back)) < 3 for at in arrows)


def test_labels_above_and_beside_lines_to_write_on_look_alike(tmp_path: Path) -> None:
    """Questions of one form in two weights look as if one of them were not a question."""
    act = (
        "act:\n  title: À vous\n  body: |\n    Quand : ___\n\n    Ce qui est arrivé :\n\n    ___\n"
    )
    _, back = pages(tmp_path, TRACT + act)
    beside, above, text = lines(back, "Quand", "Ce qui est arrivé", "Le verso.")
    assert above.font == beside.font != text.font


@pytest.mark.parametrize("opening", ["picture", "banner", "words"])
def test_the_drawing_is_where_the_opening_of_the_front_puts_it(
    tmp_path: Path, opening: str
) -> None:
    """Above the headline, right under it, or at the foot: 22 tracts on a table are not one."""
    text = EASY.partition("front_pictures")[0] + EASY[EASY.index("back_title") :]
    ways = f"drawing: grille-window\nopening: {opening}\n"
    front, _ = pages(tmp_path, text + ways)
    headline, said = (line.baseline for line in lines(front, "Essai", "Un guichet"))
    # (Baselines are heights above the foot of the page.)
    above, between, below = front.height - headline, headline - said, said
    largest = max(above, between, below)
    assert largest == {"picture": above, "banner": between, "words": below}[opening]
    assert largest > front.height / 2.5


@pytest.mark.parametrize("opening", ["picture", "banner", "words"])
def test_the_front_starts_in_the_same_way_in_large_print(tmp_path: Path, opening: str) -> None:
    """Before, all headlines were on a block of colour, and all drawings below the lead."""
    text = EASY.partition("front_pictures")[0] + EASY[EASY.index("back_title") :]
    ways = f"drawing: grille-window\nopening: {opening}\n"
    front = pages(tmp_path, text + ways, large_print=True)[0]
    headline, said = (line.baseline for line in lines(front, "Essai", "Un guichet"))
    last = min(block.lines[-1].baseline for block in front.blocks)
    rooms = {"picture": front.height - headline, "banner": headline - said, "words": last}
    for way, room in rooms.items():
        assert (room > front.height / 4) == (way == opening), way


BACK = """\
back_title: Contester
back: |
  1. **Payer** clôt tout.
  2. Envoyez la requête.
demands: [Un guichet]
slip: {title: En être, labels: [Prénom], notice: Le groupe garde ces lignes un an.}
"""
#: The size of the text of tracts (layouts/lib/theme.typ).
LEAF = 11
#: What is large by the value of ``back_loud``.
LOUD = {"title": "Contester", "steps": "2", "demands": "Un guichet", "slip": "En être"}


def sizes_on_back(tmp_path: Path, more: str, back: str = BACK) -> dict[str, float]:
    """Return the size of each line on the back, by its words without the sign before them."""
    _, page = pages(tmp_path, EASY.partition("front_pictures")[0].replace("a4", "a5") + back + more)
    return {
        line.text.replace("\xa0", " ").lstrip("→ "): max(run.size for run in line.runs)
        for block in page.blocks
        for line in block.lines
    }


@pytest.mark.parametrize("way", list(LOUD))
def test_a_back_shows_large_what_its_text_says(tmp_path: Path, way: str) -> None:
    """22 backs with their labels in one column looked like one back."""
    sizes = sizes_on_back(tmp_path, f"back_loud: {way}\n")
    (large,) = (size for words, size in sizes.items() if words.startswith(LOUD[way]))
    others = [size for words, size in sizes.items() if words.startswith("Rendez-vous")]
    assert large > 1.5 * max(others)


@pytest.mark.parametrize("way", list(LOUD))
def test_a_long_back_keeps_its_size_and_its_page(tmp_path: Path, way: str) -> None:
    """What is large takes only room that is left: a text that fits beside its labels still fits."""
    long = BACK.replace("Envoyez la requête.", "Envoyez la requête avec l'avis. " * 43)
    plain = sizes_on_back(tmp_path / "plain", "", long)
    loud = sizes_on_back(tmp_path / "loud", f"back_loud: {way}\n", long)
    for sizes in (plain, loud):
        (size,) = {size for words, size in sizes.items() if "Envoyez la requête" in words}
        assert size == LEAF
    # Where there is no room for demands or a slip, the title is large: before, nothing was.
    assert max(loud.values()) > 1.5 * LEAF > max(plain.values())


def test_a_rule_between_steps_is_no_closer_to_the_text_above_it(tmp_path: Path) -> None:
    """Before, the rule was at 1 mm from the tails of letters above it, at 2 mm from what it heads.

    By its place it looked like the underline of the step before.
    """
    project = small_project(tmp_path / "tract")
    text = EASY.partition("front_pictures")[0].replace("a4", "a5") + BACK + "back_loud: steps\n"
    # (The text of the first step is higher than its numeral.)
    text = text.replace("clôt tout.", "clôt tout, et pour longtemps. " * 6)
    report = printed(project, str(add(project, "essais/essai", text)), roles=("reader",))
    _, back = measured(report.out / report.made[0].files[0]["path"], shapes=True)
    first, second = (
        next(block for block in back.blocks if block.text.startswith(words))
        for words in ("Payer", "Envoyez")
    )
    above, below = first.lines[-1], second.lines[0]
    (rule,) = (
        bottom
        for left, bottom, right, top in back.shapes
        if right - left > back.width / 2 and above.baseline > top > below.baseline
    )
    tails, capitals = 0.25 * above.size, 0.66 * below.size
    assert above.baseline - tails - rule > rule - below.baseline - capitals - 0.5


def test_steps_are_a_list_for_those_who_hear_them(tmp_path: Path) -> None:
    """A screen reader says how many steps there are, and which one is read (PDF/UA-1, 7.6)."""
    project = small_project(tmp_path / "tract")
    text = EASY.partition("front_pictures")[0].replace("a4", "a5") + BACK + "back_loud: steps\n"
    text = text.replace("demands: [Un guichet]\n", "")
    report = printed(project, str(add(project, "essais/essai", text)), roles=("reader",))
    with pikepdf.open(report.out / report.made[0].files[0]["path"]) as pdf:
        tags = [str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    assert tags.count("/LI") == 2


def test_demands_to_be_written_stay_on_paper(tmp_path: Path) -> None:
    """Nobody writes on a block of colour with a pen."""
    blank = BACK.replace("[Un guichet]", '["___"]')
    loud = sizes_on_back(tmp_path / "loud", "back_loud: demands\n", blank)
    assert loud == sizes_on_back(tmp_path / "plain", "", blank)


TWO_CODES = """\
qr: [convention-2023]
event: {title: Assemblée, day: jeudi 12 mars, url: "https://exemple.fr/assemblee-des-usagers"}
"""


def test_a_large_title_has_room_beside_two_codes(tmp_path: Path) -> None:
    """Codes below one another took 40 mm more of the page than codes side by side."""
    text = BACK.partition("slip")[0].replace("la requête.", "la requête avec l'avis. " * 30)
    text += "based_on: Le texte suit la convention [@convention-2023].\n" + TWO_CODES
    sizes = sizes_on_back(tmp_path, "back_loud: title\n", text)
    assert sizes["Contester"] > 1.5 * LEAF
    # Both codes are level.
    project = small_project(tmp_path / "codes")
    whole = EASY.partition("front_pictures")[0].replace("a4", "a5") + text
    report = printed(project, str(add(project, "essais/essai", whole)), roles=("reader",))
    file = report.out / report.made[0].files[0]["path"]
    # Readers know which of them is for the meeting.
    words = [line.text for block in measured(file)[1].blocks for line in block.lines]
    assert words.count("Lire en ligne") == words.count("Le rendez-vous") == 1
    _, back = pictures(file, 200)
    tops = [code.position.top_left.y for code in barcodes(back)]
    assert len(tops) == 2 and abs(tops[0] - tops[1]) < 3


def test_sources_are_numbered_in_the_order_of_the_page(tmp_path: Path) -> None:
    """Numbers of notes rise from the top of the page: the figure, the words, then the text."""
    text = TRACT.replace("recto [@convention-2023]", "texte [@sans-adresse]") + (
        "figure: {value: '12', words: 'chiffre [@rgpd]'}\n"
        "voice: {words: Un mot, by: 'parole [@convention-2023]'}\n"
    )
    read = [block.text for page in pages(tmp_path, text) for block in page.blocks]
    calls = re.findall(r"(chiffre|parole|texte)\W*(\d)", " ".join(read))
    assert calls == [("chiffre", "1"), ("parole", "2"), ("texte", "3")]
