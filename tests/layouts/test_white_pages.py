"""No page is white under a few small lines, and no heading is alone at the foot of a page."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.helpers import grey_pictures, printed, texts
from tests.layouts.page_measures import Line, Page, measured
from tests.layouts.test_few_words import leaflet, pages_of, starting, tract
from zines.workshop.project import Project

MM = 72 / 25.4
SENTENCE = "Une phrase assez longue, qui prend une ligne et demie. "


def page_with(pages: list[Page], words: str) -> Page:
    return next(page for page in pages if any(one.text.startswith(words) for one in page.blocks))


def line_with(pages: list[Page], words: str) -> Line:
    lines = (line for page in pages for block in page.blocks for line in block.lines)
    return next(line for line in lines if " ".join(line.text.split()).startswith(words))


def dark_part(page: Any) -> float:
    """Return the part of the picture of a page that is dark."""
    dark = float(sum(page.histogram()[:128]))
    return dark / float(page.width * page.height)


def white_foot(page: Any) -> float:
    """Return the part of a page, without its folio, that is white below its last words or lines."""
    page = page.crop((0, 0, page.width, round(0.9 * page.height)))
    rows = range(page.height)
    last = max(row for row in rows if min(page.crop((0, row, page.width, row + 1)).tobytes()) < 150)
    return 1 - last / float(page.height)


def booklet(*chapters: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "layout": "booklet",
        "cover": {"lines": ["La maison"]},
        "foreword": "Ici, on vit.",
        "chapters": list(chapters),
        "contact": {"title": "Nous trouver", "body": "Sonnez."},
    } | fields


def text(body: str) -> dict[str, Any]:
    return {"title": "La cuisine", "sections": [{"kind": "text", "body": body}]}


FACING = {
    "title": "Nos droits",
    "facing": True,
    "sections": [
        {"kind": "law", "title": "Ce que dit la loi", "body": SENTENCE * 3},
        {"kind": "demand", "title": "Ce que nous demandons", "body": SENTENCE},
    ],
}


def test_facing_pages_start_below_their_opening_on_a_left_page(tmp_path: Path) -> None:
    """The opening was alone on its page, and a page without any word came after it."""
    file, pages = pages_of(tmp_path, booklet(text(SENTENCE * 40), FACING))
    left, right = (page_with(pages, one) for one in ("Ce que dit", "Ce que nous"))
    assert (left.number % 2, right.number) == (0, left.number + 1)
    assert left == page_with(pages, "2 Nos droits")
    law, demand = starting(left, "Ce que dit"), starting(right, "Ce que nous")
    assert abs(law.lines[0].baseline - demand.lines[0].baseline) < 1
    # (The block of colour is on both of them.)
    heads = [page.crop((0, 0, page.width, page.height // 5)) for page in grey_pictures(file, 40)]
    assert min(dark_part(heads[at.number - 1]) for at in (left, right)) > 0.5


def test_an_opening_on_a_right_page_has_lines_to_write_on(tmp_path: Path) -> None:
    file, pages = pages_of(tmp_path, booklet(text("Courte."), FACING))
    opening, law = page_with(pages, "2 Nos droits"), page_with(pages, "Ce que dit")
    assert (opening.number % 2, law.number) == (1, opening.number + 1)
    pictures = grey_pictures(file, 50)
    # (From its openings to its last page, no page is white under one line.)
    assert all(white_foot(page) < 0.2 for page in pictures[3 : law.number + 1])


def test_a_cover_without_a_drawing_is_in_colour(tmp_path: Path) -> None:
    """Two thirds of it were white under a band with the title."""
    entries = [{"term": word, "known": "Un mot du bois."} for word in ("Bouvet", "Gouge")]
    dictionary: dict[str, Any] = {
        "layout": "dictionary",
        "foreword": "Deux mots.",
        "entries": entries,
    }
    dictionary |= {"cover": {"lines": ["Les mots"]}, "subtitle": "Du bois"}
    for number, document in enumerate((booklet(text(SENTENCE), subtitle="Du lieu"), dictionary)):
        file, _ = pages_of(tmp_path / str(number), document)
        assert dark_part(grey_pictures(file, 40)[0]) > 0.7


def test_a_booklet_of_few_words_has_large_type(tmp_path: Path) -> None:
    sizes = []
    for number, times in enumerate((1, 60)):
        _, pages = pages_of(tmp_path / str(number), booklet(text(SENTENCE * times)))
        sizes.append(line_with(pages[3:], "Une phrase").size)
    assert sizes[0] >= 1.4 * sizes[1]


def test_hours_of_a_booklet_keep_off_the_last_line_to_write_on(tmp_path: Path) -> None:
    """What is written on that line ran into them."""
    hours = [{"days": "lundi", "times": "14 h à 17 h"}]
    _, pages = pages_of(tmp_path, booklet(text(SENTENCE * 60), hours=hours))
    site, lundi = (line_with(pages, words) for words in ("Site", "lundi"))
    assert site.baseline - lundi.baseline - 0.7 * lundi.size > 4 * MM


def test_a_heading_of_a_zine_in_large_print_stays_with_its_text(tmp_path: Path) -> None:
    titles = [f"La page {name}" for name in "ABCDEF"]
    for times in (4, 5, 6, 7):
        body = SENTENCE * times + "\n\n" + SENTENCE * 3
        pages = [{"title": [one], "sentence": "À voix haute.", "body": body} for one in titles]
        zine = {
            "layout": "zine",
            "headline": ["Le livre"],
            "pages": pages,
            "back": {"title": "Fin"},
        }
        _, found = pages_of(tmp_path / str(times), zine, large_print=True)
        for one in titles:
            page = page_with(found, one)
            title = starting(page, one).lines[0].baseline
            below = [block for block in page.blocks if block.lines[0].baseline < title]
            assert any(block.text.startswith("Une phrase") for block in below), (times, one)


def statute(demand: str, count: int = 4) -> dict[str, Any]:
    articles = [{"title": f"Article {at}", "demand": demand} for at in range(count)]
    return {"layout": "statute", "headline": ["Règles"], "preamble": "Voici.", "articles": articles}


def test_a_statute_of_few_words_has_large_type(tmp_path: Path) -> None:
    """On A3, four lines at the head of the sheet left most of it white."""
    sizes = []
    for number, document in enumerate((statute("On rend les outils."), statute(SENTENCE * 5, 16))):
        _, (page,) = pages_of(tmp_path / str(number), document)
        sizes.append(line_with([page], ("On rend", "Une phrase")[number]).size)
    assert sizes[0] > 1.5 * sizes[1]


LETTER = {
    "layout": "letter",
    "recipient": ["Mairie", "___"],
    "subject": "le comptoir",
    "salutation": "Madame la maire",
    "closing": "Mes salutations.",
}


def test_lines_for_calls_take_the_rest_of_the_page_to_keep(tmp_path: Path) -> None:
    """Six of them left two fifths of the page white, while a procedure has more calls than that."""
    file, _ = pages_of(tmp_path, LETTER | {"body": "Rendez-le-nous."})
    page = grey_pictures(file, 50)[1]
    # (Without the box for a stamp, at its foot.)
    assert white_foot(page.crop((0, 0, page.width, round(0.9 * page.height)))) < 0.2


def test_a_signature_keeps_off_the_closing_in_large_print(tmp_path: Path) -> None:
    for number, times in enumerate((0, 8)):
        body = "Rendez-le-nous.\n\n" + SENTENCE * times
        file, pages = pages_of(tmp_path / str(number), LETTER | {"body": body}, large_print=True)
        (page,) = (one for one in measured(file, shapes=True) if one.number == 1)
        closing = line_with(pages, "Mes salutations")
        signature = line_with(pages, "Signature")
        top = min(t for _, b, _, t in page.shapes if b < signature.baseline < t <= closing.baseline)
        assert closing.baseline - top > 4 * MM


def test_labels_of_a_leaflet_in_large_type_have_room_for_a_pen(tmp_path: Path) -> None:
    """Below large words, lines to write on were as close as below small ones."""
    _, pages = pages_of(tmp_path, leaflet(1, 1, 1))
    phone, when = (line_with(pages, words) for words in ("Téléphone", "Où, quand"))
    assert phone.size > 18 and phone.baseline - when.baseline > 1.7 * phone.size
    # (The title above them stays on one line.)
    title = next(one for one in pages[5].blocks if one.text.startswith("Nous"))
    assert [line.text for line in title.lines] == ["Nous trouver"]


def test_points_of_a_leaflet_in_large_type_are_apart(tmp_path: Path) -> None:
    document = leaflet(1, 1, 1)
    document["flap"]["points"] = ["Venez.", "Restez.", "Revenez."]
    _, pages = pages_of(tmp_path, document)
    first, second = (line_with(pages, words) for words in ("Restez", "Revenez"))
    assert first.baseline - second.baseline > 1.5 * first.size


def form(*fields: dict[str, Any], body: str = SENTENCE) -> dict[str, Any]:
    said = {"kind": "text", "body": body}
    asked = {"kind": "fields", "title": "Le vote", "fields": list(fields)}
    return {"layout": "form", "headline": ["La fête"], "sections": [said, asked]}


def test_a_form_of_few_words_has_large_type(tmp_path: Path) -> None:
    """Two questions in 10 pt at the head of a sheet of A4 looked like a mistake."""
    ask = {"label": "Le stand"}
    sizes = []
    for number, document in enumerate((form(ask), form(ask, {"label": "Quoi", "lines": "fill"}))):
        _, pages = pages_of(tmp_path / str(number), document)
        sizes.append(starting(pages[0], "Le stand").size)
    assert sizes[0] > 1.25 * sizes[1]


def test_fields_before_the_last_lines_of_a_form_fill_the_page_before(tmp_path: Path) -> None:
    """In large print, they were all on the last page, and the page before it was half white."""
    fields = [{"label": label} for label in ("Pour", "Contre", "Abstentions")]
    document = form(
        *fields, {"label": "La réponse", "lines": "fill"}, body=(SENTENCE * 8 + "\n\n") * 5
    )
    _, pages = pages_of(tmp_path, document, large_print=True)
    before, last = page_with(pages, "Abstentions"), page_with(pages, "La réponse")
    assert last.number == before.number + 1 and page_with(pages, "Le vote") == before


def test_a_dictionary_of_short_texts_has_large_type(tmp_path: Path) -> None:
    """Facts of 8 pt were between the white of pages that were half empty."""
    words = ("Badge", "Borne", "Comptoir", "Retard")
    entries = [{"term": word, "phrase": "Passez.", "known": SENTENCE * 2} for word in words]
    book = {"layout": "dictionary", "cover": {"lines": ["Les mots"]}, "foreword": "Quatre mots."}
    _, pages = pages_of(tmp_path, book | {"entries": entries})
    said = [line for page in pages for block in page.blocks for line in block.lines]
    size = max(line.runs[-1].size for line in said if "ligne" in line.text)
    assert 10 < size < line_with(pages, "«").size
    assert len(pages) % 4 == 0
    assert line_with(pages, "Quatre mots").size > 14


def test_long_rows_of_a_wall_chart_leave_no_half_page_white(tmp_path: Path) -> None:
    """In large print, each row had a page, a little less than half full."""
    rows = [
        {"title": day, "cells": [SENTENCE * 3, *[SENTENCE * 2] * 3]}
        for day in ("Lundi", "Mardi", "Jeudi")
    ]
    heads = {"row_label": "Jour", "columns": ["Cuisine", "Jardin", "Visites", "Soin"]}
    chart = {"layout": "wall-chart", "headline": ["La semaine"], "rows": rows, **heads}
    file, pages = pages_of(tmp_path, chart, large_print=True)
    assert len(pages) < 4
    assert all(white_foot(page) < 0.3 for page in grey_pictures(file, 50)[:-1])


def test_a_tract_of_three_words_has_very_large_type(tmp_path: Path) -> None:
    _, pages = pages_of(tmp_path, tract("Pas de pain.", "On dort."))
    assert starting(pages[0], "Pas de pain").size > 26


def test_a_directory_of_two_contacts_has_large_type(tmp_path: Path) -> None:
    sizes = []
    for number, count in enumerate((2, 14)):
        entries = [{"name": "Café Tournevis", "does": "Lampes."} for _ in range(count)]
        groups = [{"title": "Ici", "entries": entries}]
        directory = {"layout": "directory", "headline": ["Qui répare"], "groups": groups}
        _, pages = pages_of(tmp_path / str(number), directory)
        sizes.append(line_with(pages, "Lampes").size)
    assert sizes[0] > 1.3 * sizes[1]


NOTICE = {
    "keeper": "le groupe nommé en tête de feuille, puis le service à qui la pétition est remise.",
    "purpose": "montrer combien nous sommes à le demander. Rien d'autre.",
    "basis": "votre accord exprès, donné en signant ; il se reprend à tout moment.",
    "required": "les trois colonnes, sinon la signature ne compte pas.",
    "recipients": "le groupe, et le service nommé en haut. La feuille n'est ni copiée ni publiée.",
    "duration": "jusqu'à la remise, six mois au plus ; non remise, elle est détruite.",
    "rights": "voir, corriger, faire effacer votre ligne : écrivez ou téléphonez au groupe.",
    "complaint": "la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.",
}


def petition(paragraphs: int, rows: int) -> dict[str, Any]:
    columns = [{"label": "Nom et prénom", "width": 5}, {"label": "Signature", "width": 3}]
    said = {"kind": "text", "title": "La gare", "body": (SENTENCE * 4 + "\n\n") * paragraphs}
    table = {"kind": "table", "title": "Je signe", "numbered": True, "columns": columns}
    sections = [said, table | {"rows": rows}, {"kind": "notice", "notice": NOTICE}]
    return {"layout": "form", "headline": ["La gare !"], "sections": sections}


def test_signatures_fill_the_pages_of_a_petition_in_large_print(tmp_path: Path) -> None:
    """Between a long text and a notice in one piece, a table in one piece left pages half white."""
    for paragraphs, rows in ((3, 6), (3, 24), (6, 12), (7, 12), (8, 10), (9, 12)):
        made = tmp_path / f"{paragraphs}-{rows}"
        file, pages = pages_of(made, petition(paragraphs, rows), large_print=True)
        assert all(white_foot(page) < 0.35 for page in grey_pictures(file, 50)), made.name
        for page in pages:
            numbers = [one.text for one in page.blocks if one.text.strip().isdigit()]
            # (Never one row alone under its head; no number twice.)
            assert len(numbers) != 1, made.name
        every = [
            int(one.text) for page in pages for one in page.blocks if one.text.strip().isdigit()
        ]
        assert every == list(range(1, len(every) + 1)) and len(every) >= rows


def test_two_slips_in_large_print_share_a_page(tmp_path: Path) -> None:
    """Each had half of a page of its own, with the other half white."""
    fields: list[dict[str, Any]]
    fields = [{"label": label} for label in ("Nom", "Téléphone", "Reçue le", "Rappel le")]
    fields += [{"label": "Pour", "choices": ["un papier", "un rendez-vous", "autre chose"]}]
    fields += [{"label": "Quand", "choices": ["le matin", "le midi", "le soir"]}]
    slip = {"kind": "fields", "title": "Rappelez-moi", "cut_above": True, "fields": fields}
    document = {
        "layout": "form",
        "headline": ["Les fiches"],
        "sections": [deepcopy(slip) for _ in range(3)],
    }
    _, pages = pages_of(tmp_path, document, large_print=True)
    second = [one for one in pages[1].blocks if one.text.startswith("Rappelez-moi")]
    assert len(second) == 2
    # (A pen still has more than the 8 mm of usual print.)
    asked, phone = (line_with(pages[1:2], words) for words in ("Nom", "Téléphone"))
    assert asked.baseline - phone.baseline > 9 * MM


def test_notes_of_a_letter_in_large_print_take_the_page_before_the_sources(
    checkout: Project, tmp_path: Path
) -> None:
    """They went to the last page with the sources, and the page before it was half white."""
    for name in ("opposition", "acces-a-mes-donnees"):
        options = {"out": tmp_path, "roles": ("reader",), "large_print": True}
        report = printed(checkout, f"lettres/{name}", **options)
        file = report.out / report.made[0].files[0]["path"]
        assert all(white_foot(page) < 0.35 for page in grey_pictures(file, 50)[1:]), name


def few(*sections: dict[str, Any]) -> dict[str, Any]:
    return {"layout": "form", "headline": ["La fête"], "sections": list(sections)}


def test_a_form_of_three_words_has_lines_to_write_on(tmp_path: Path) -> None:
    """Two thirds of a sheet of A4 stayed white below a name to fill in."""
    name: dict[str, Any] = {"kind": "fields", "fields": [{"label": "Nom"}]}
    rows: dict[str, Any] = {
        "kind": "table",
        "columns": [{"label": "Qui"}, {"label": "Quand"}],
        "rows": 3,
    }
    said = {"kind": "text", "body": "Venez."}
    for number, section in enumerate((name, rows, said)):
        file, pages = pages_of(tmp_path / str(number), few(section))
        assert len(pages) == 1
        assert white_foot(grey_pictures(file, 50)[0]) < 0.15


def test_a_leaflet_of_three_words_has_a_high_band_and_a_flap_in_colour(tmp_path: Path) -> None:
    """Three words were at the head of panels of 21 cm, two thirds of them white."""
    file, _ = pages_of(
        tmp_path, leaflet(1, 1, 1) | {"flap": {"title": ["Venir"], "points": ["Venez.", "Restez."]}}
    )
    pictures = grey_pictures(file, 50)
    for page in pictures[1:4]:
        # (The title is at the foot of the band, the step below it.)
        assert 0.3 < dark_part(page) < 0.6
        assert white_foot(page) < 0.45
    for panel in measured(file, shapes=True)[1:4]:
        title = starting(panel, "Matin").lines[0]
        band = next(one for one in panel.shapes if one[1] < title.baseline < one[3])
        assert title.baseline - band[1] < band[3] - title.baseline
    assert dark_part(pictures[4]) > 0.7
    # (More words keep the band low.)
    file, _ = pages_of(tmp_path / "more", leaflet(3, 2, 2))
    assert all(dark_part(page) < 0.25 for page in grey_pictures(file, 50)[1:4])


def test_a_directory_of_one_contact_has_cards_to_fill_in(tmp_path: Path) -> None:
    """Those who make such a list write on it: two fifths of the page were white."""
    group: dict[str, Any]
    group = {"title": "Ici", "entries": [{"name": "Café Tournevis", "does": "Lampes."}]}
    document = {"layout": "directory", "headline": ["Qui répare"], "groups": [group]}
    file, _ = pages_of(tmp_path, document)
    assert texts(file)[0].count("Comment les joindre") >= 5
    # (A group that says how many it wants has that many.)
    group["blanks"] = 1
    file, _ = pages_of(tmp_path / "said", document)
    assert texts(file)[0].count("Comment les joindre") == 1


def test_a_headline_in_large_print_keeps_off_the_lines_of_the_group(tmp_path: Path) -> None:
    """It looked like the next of them: its white was less than that of a paragraph."""
    group = tmp_path / "groupe.yaml"
    lines = ("kind: edition", "name: Le collectif", "place: Ici", "address: 1 rue Haute, 00000 Ici")
    group.write_text("\n".join(lines), "utf-8")
    document = few({"kind": "fields", "fields": [{"label": "Nom"}]}) | {"kicker": "Invitation"}
    _, (page, *_) = pages_of(tmp_path, document, large_print=True, edition=group)
    kicker = line_with([page], "Invitation").baseline
    said = (line for one in page.blocks for line in one.lines)
    above = min((one for one in said if one.baseline > kicker + 1), key=lambda one: one.baseline)
    assert above.baseline - kicker > 2.2 * above.size
