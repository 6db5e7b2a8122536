"""Pages of few words have large type, in one size, and no hole where a drawing could be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.helpers import add, grey_pictures, printed, small_project
from tests.layouts.page_measures import Block, Page, measured

SHORT = ("Elle attend.", "Elle plonge ici, ressort là-bas.", "On ne la voit pas, on la devine.")


def pages_of(tmp_path: Path, document: dict[str, Any], **options: Any) -> tuple[Path, list[Page]]:
    fields = {"title": "Essai", "date": "2026-11-30", "lang": "fr", "description": "Un essai."}
    project = small_project(tmp_path / "project")
    file = add(project, "essais/essai", yaml.safe_dump(fields | document, allow_unicode=True))
    report = printed(project, str(file), roles=("reader",), **options)
    assert not [one for one in report.problems if one.severity == "error"], report.problems
    pages = report.out / report.made[0].files[0]["path"]
    return pages, measured(pages)


def starting(page: Page, words: str) -> Block:
    return next(one for one in page.blocks if one.text.startswith(words))


def zine(*pages: dict[str, Any]) -> dict[str, Any]:
    return {
        "layout": "zine",
        "headline": ["Les oiseaux"],
        "pages": [{"title": ["La poule"]} | one for one in pages],
        "back": {"title": "Fin"},
    }


def test_a_zine_of_few_words_has_large_type_in_one_size(tmp_path: Path) -> None:
    """Four lines of 10 pt at the head of a page of A7 left two thirds of it white."""
    _, pages = pages_of(tmp_path, zine(*({"body": text} for text in SHORT * 2)))
    found = [starting(page, text) for page, text in zip(pages[1:7], SHORT * 2, strict=True)]
    (size,) = {one.size for one in found}
    assert size > 14
    # (They all start at the same height, below the upper edge.)
    (start,) = {round(one.lines[0].baseline) for one in found}
    assert start < 0.8 * pages[1].height


def test_one_full_page_keeps_the_type_of_a_zine_small(tmp_path: Path) -> None:
    full = {"body": "Une phrase assez longue, qui prend une ligne et demie. " * 10}
    _, pages = pages_of(tmp_path, zine(full, *({"body": text} for text in (*SHORT, *SHORT[:2]))))
    assert {starting(page, text).size for page, text in zip(pages[2:5], SHORT, strict=True)} == {
        starting(pages[1], "Une phrase").size
    }
    assert starting(pages[2], SHORT[0]).size < 11


def test_large_type_of_a_zine_breaks_neither_short_words_nor_before_a_last_one(
    tmp_path: Path,
) -> None:
    said = ("Elle n'est pas d'ici non plus.", "Elle a cassé le bras d'un oncle, paraît-il.")
    _, pages = pages_of(tmp_path, zine(*({"body": text} for text in said * 3)))
    one, other = (starting(page, "Elle").lines[-1].text for page in pages[1:3])
    assert one.replace("\N{NO-BREAK SPACE}", " ").endswith("non plus.")
    assert other.endswith("paraît-il.")


def test_a_drawing_takes_the_page_that_words_leave(tmp_path: Path) -> None:
    """Under a title alone, a third of the page stayed white."""
    file, _ = pages_of(tmp_path, zine(*({"drawing": "knocking-fist"} for _ in range(6))))
    page = grey_pictures(file, 50)[1]
    rows = [
        min(page.crop((0, row, page.width, row + 1)).tobytes()) < 128 for row in range(page.height)
    ]
    white = max(len(run) for run in "".join("#" if dark else " " for dark in rows).split("#"))
    assert white < 0.1 * page.height


def leaflet(*steps: int, times: int = 1) -> dict[str, Any]:
    """Return a leaflet without a picture inside, with short steps on its panels."""
    step = {"title": "Café", "body": "Dans la cour du fond. " * times}
    return {
        "layout": "leaflet",
        "headline": ["La fête"],
        "flap": {"title": ["Venir"], "points": ["Venez.", "Restez."]},
        "inside": [
            {"title": "Matin", "steps": [dict(step) for _ in range(count)]} for count in steps
        ],
        "contact": {"title": "Nous trouver", "body": "Au fond de la cour."},
    }


def test_steps_of_a_leaflet_are_below_the_band_of_its_titles(tmp_path: Path) -> None:
    """Without a picture, the band was over the first words, and titles left it at the head."""
    file, _ = pages_of(tmp_path, leaflet(3, 2, 2))
    for page in measured(file, shapes=True)[1:4]:
        (title,) = (one.lines[0] for one in page.blocks if one.text == "Matin")
        first = starting(page, "Café").lines[0]
        band = next(one for one in page.shapes if one[1] < title.baseline < one[3])
        assert title.baseline + 0.75 * title.size < min(band[3], page.height)
        assert title.baseline - 0.25 * title.size > band[1] > first.baseline + 0.75 * first.size


def test_a_leaflet_of_few_words_has_large_type_on_all_its_panels(tmp_path: Path) -> None:
    """Steps of 11.5 pt at the head of panels of 21 cm left most of the sheet white."""
    _, pages = pages_of(tmp_path, leaflet(3, 2, 2))
    few = {starting(page, "Café").size for page in pages[1:4]}
    assert min(few) > 14
    assert {starting(pages[4], "Restez").size, starting(pages[5], "Au fond").size} == few
    # (One full panel keeps all of them as they were.)
    _, pages = pages_of(tmp_path / "full", leaflet(6, 2, 2, times=5))
    assert starting(pages[5], "Au fond").size == starting(pages[1], "Café").size <= 13


def tract(front: str, back: str) -> dict[str, Any]:
    return {
        "layout": "tract",
        "headline": ["Je vote", {"loud": "au conseil"}],
        "front": front,
        "back_title": "Comment faire",
        "back": back,
    }


def test_a_tract_of_few_words_has_large_type(tmp_path: Path) -> None:
    """Two lines of 11 pt at the head of a side are read by nobody."""
    front, back = "Tout le monde peut venir.", "Le premier mardi du mois, à la mairie."
    _, pages = pages_of(tmp_path, tract(front, back))
    assert min(starting(pages[0], front).size, starting(pages[1], back).size) > 16
    # (A full side keeps the size of the series on both.)
    long = "Une phrase assez longue, qui prend plus d'une ligne. " * 12
    _, pages = pages_of(tmp_path / "long", tract(front, long))
    assert starting(pages[0], front).size == starting(pages[1], "Une phrase").size == 11


def test_blanks_keep_a_tract_of_few_words_as_it_is(tmp_path: Path) -> None:
    """Lines to write on take the room: what is written there is no larger for larger type."""
    _, pages = pages_of(tmp_path, tract("Venez.", "Nous écrire :\n\n___\n"))
    assert starting(pages[0], "Venez").size == 11


HOURS = [{"days": "mardi", "times": "14 h à 18 h"}, {"days": "samedi", "times": "10 h à 12 h"}]


def test_a_poster_of_hours_tells_them_in_large_type(tmp_path: Path) -> None:
    """They were in small print under half a sheet of white, and not without a panel."""
    poster: dict[str, Any] = {"layout": "poster", "slogan": ["Bibliothèque"], "hours": HOURS}
    panel = {"title": "Venez", "labels": [{"label": "Ouvert", "edition": "hours"}]}
    for number, fields in enumerate((poster, poster | {"panel": panel})):
        _, (page,) = pages_of(tmp_path / str(number), fields)
        assert starting(page, "samedi").size >= 20


def test_a_poster_of_an_event_tells_when_and_where_without_a_panel(tmp_path: Path) -> None:
    event = {"title": "Kermesse", "day": "samedi 19 juin", "hour": "14 h", "place": "Dans la cour"}
    poster = {"layout": "poster", "slogan": ["La fête"], "drawing": "paper-boat"}
    _, (page,) = pages_of(tmp_path, poster | {"event": event})
    (title,) = (one for one in page.blocks if one.text == "Kermesse")
    # (The idea keeps most of the sheet.)
    assert title.size >= 20 and title.lines[0].baseline < 0.45 * page.height
    words = [line for block in page.blocks for line in block.lines]
    for said in ("samedi", "Dans la cour"):
        assert next(line for line in words if said in line.text).runs[-1].size >= 20


def test_a_dictionary_of_words_and_definitions_names_no_parts(tmp_path: Path) -> None:
    """It had to have a phrase, what it hides, and a demand for each word of a trade."""
    words = ["Bouvet", "Gouge", "Herminette", "Panne", "Tenon"]
    entries: list[dict[str, Any]] = [
        {"term": word, "grammar": "n. m.", "known": "Un mot du bois."} for word in words
    ]
    book = {"layout": "dictionary", "cover": {"lines": ["Les mots"]}, "foreword": "Cinq mots."}
    _, pages = pages_of(tmp_path, book | {"entries": entries})
    said = " ".join(block.text for page in pages for block in page.blocks)
    assert said.count("Un mot du bois.") == len(words)
    assert not any(name in said for name in ("Mode d’emploi", "Ce que", "À vous"))
    # (All of them are on one page, and definitions keep off the tails of headwords.)
    (page,) = (page for page in pages if any(block.text == "Bouvet" for block in page.blocks))
    lines = {line.text: line for block in page.blocks for line in block.lines}
    below = next(line for text, line in lines.items() if text.endswith("Un mot du bois."))
    assert set(words) <= lines.keys()
    assert lines["Bouvet"].baseline - below.baseline > 0.3 * lines["Bouvet"].size + below.size
    # (With a phrase, the signs of an entry are explained.)
    entries[0] |= {"phrase": "Passe-moi le bouvet.", "see": ["Gouge"]}
    _, pages = pages_of(tmp_path / "more", book | {"entries": entries})
    said = " ".join(block.text for page in pages for block in page.blocks)
    assert "Mode d’emploi" in said and "À lire aussi" in said and "Ce qu’elle cache" not in said


def chart(first: str) -> dict[str, Any]:
    rows = [
        {"title": "9 h", "cells": [first, "Soupe"]},
        {"title": "10 h", "cells": ["Vélo", "Bal"]},
    ]
    heads = {"row_label": "Heure", "columns": ["Cour", "Salle"]}
    return {"layout": "wall-chart", "headline": ["La fête"], "rows": rows, **heads}


def test_a_wall_chart_of_few_words_has_large_type(tmp_path: Path) -> None:
    """Single words of the size of a paragraph were lost in high white rows."""
    sizes = []
    for number, first in enumerate(
        ("Café", "Une phrase assez longue, qui a plus d'une ligne. " * 2)
    ):
        _, (page,) = pages_of(tmp_path / str(number), chart(first))
        sizes.append(starting(page, "Soupe").size)
    assert sizes[0] > 1.5 * sizes[1]


def test_a_statute_of_one_kind_of_text_has_neither_signs_nor_a_key(tmp_path: Path) -> None:
    """The statutes of an association demand nothing: a placard stood before each article."""
    articles = [{"title": f"Article {at}", "demand": "Le bureau décide."} for at in "ABCD"]
    statute = {"layout": "statute", "headline": ["Statuts"], "preamble": "Adoptés."}
    _, (page,) = pages_of(tmp_path, statute | {"articles": articles})
    said = " ".join(block.text for block in page.blocks)
    lines = [line for block in page.blocks for line in block.lines]
    (font,) = {run.font for line in lines for run in line.runs if "bureau" in run.text}
    assert "Nous demandons" not in said and "Bold" not in font
    articles[0]["use"] = "Écrire au bureau."
    _, (page,) = pages_of(tmp_path / "two", statute | {"articles": articles})
    said = " ".join(block.text for block in page.blocks)
    assert "Nous demandons" in said and "Le droit" not in said


def test_a_short_directory_has_no_page_for_its_signature_alone(tmp_path: Path) -> None:
    entry = {"name": "Café Tournevis", "does": "Petit électroménager."}
    groups = [{"title": f"Quartier {at}", "entries": [dict(entry)]} for at in "AB"]
    groups.append({"title": "Sud", "entries": [dict(entry) for _ in range(3)]})
    directory = {"layout": "directory", "headline": ["Où faire", {"loud": "réparer"}]}
    _, pages = pages_of(tmp_path, directory | {"groups": groups})
    assert len(pages) == 1


def test_a_letter_of_the_bare_words_is_complete(tmp_path: Path) -> None:
    """A second page, a sender and a word for the signature had to be written for each letter."""
    letter = {"recipient": ["Agence ___", "___"], "subject": "quittances", "salutation": "Madame"}
    said = {"body": "Envoyez-les.\n\nSans frais.", "closing": "Mes salutations."}
    file, pages = pages_of(tmp_path, {"layout": "letter"} | letter | said)
    words = [" ".join(one.text for one in page.blocks) for page in pages]
    assert len(words) == 2
    assert all(one in words[0] for one in ("Prénom et nom", "Signature", "Agence"))
    assert "à garder" in words[1] and "Postée le" in words[1]
    # (A blank in a line of the address is as long as the line, and typed signs are not printed.)
    assert "___" not in words[0]
    lines = [shape for shape in measured(file, shapes=True)[0].shapes if shape[0] > 300]
    assert max(right - left for left, _, right, _ in lines) > 60 * 72 / 25.4
    # (Paragraphs of a short letter keep apart.)
    first, last = starting(pages[0], "Envoyez"), starting(pages[0], "Sans")
    assert first.lines[0].baseline - last.lines[0].baseline > 1.8 * first.size


def test_few_words_on_a_card_are_large(tmp_path: Path) -> None:
    card: dict[str, Any] = {"layout": "card", "headline": ["Membre"], "labels": ["Numéro"]}
    sizes = []
    for asks in (["Ranger"], ["Ranger les outils, et apprendre à réparer avec les autres."] * 4):
        more = {"back_title": "Ici", "asks": asks}
        _, pages = pages_of(tmp_path / str(len(asks)), card | more)
        sizes.append(starting(pages[1], "Ranger").size)
    assert sizes[0] > 1.3 * sizes[1]
