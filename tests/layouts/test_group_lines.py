"""Papers to fill in by hand print the values of the edition, and lines for missing values."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import (
    POSTER,
    TRACT,
    add,
    decoded,
    example_of,
    pictures,
    printed,
    texts,
)
from tests.layouts.page_measures import measured
from zines.workshop.project import Project

PANEL = (
    POSTER
    + """\
panel:
  title: On vous attend
  labels:
    - {label: À cette adresse, edition: address}
    - {label: Jours et heures, edition: hours}
    - {label: "Par téléphone, au", edition: telephone}
    - {label: Langues parlées, edition: languages}
    - Demandez
"""
)
EVENT = (
    POSTER
    + """\
panel:
  title: Rendez-vous
  labels:
    - {label: Jour et heure, edition: when}
    - {label: Lieu, edition: lieu}
    - {label: Au programme, edition: event}
"""
)
SLIP = (
    TRACT
    + """\
slip:
  title: J'en suis
  labels: [Prénom, {label: "Remis à (groupe, adresse)", edition: group}]
  notice: Le groupe nommé ci-dessus garde ces lignes un an (RGPD, article 13).
"""
)
ACT = (
    TRACT
    + """\
act:
  title: On vous attend
  labels: [Demandez, {label: Jours et heures, edition: hours}, {label: Langues, edition: langues}]
"""
)
POOR = "name: Section\naddress: 1 rue Haute\n"
FULL = (
    POOR
    + """\
phone: "04 77 00 00 00"
hours:
  - {days: lundi et jeudi, times: 9 h à 12 h}
  - {days: mercredi, times: 14 h à 17 h}
languages: [français, arabe]
events:
  - {title: Assemblée, day: jeudi 12 mars, hour: 18 h, place: Bourse, address: 4 cours Hugo,
     url: "https://exemple.fr/ag"}
  - {title: Atelier, day: samedi 4 avril, url: "https://exemple.fr/atelier"}
posted_by: {name: Les colleurs, address: 2 rue Basse}
"""
)
PrintedWords = Callable[[str, str], str]


def file_of(project: Project, document: str, edition: str, **options: Any) -> Path:
    add(project, "essais/essai", document)
    group = project.root / "groupe.yaml"
    group.write_text(edition, "utf-8")
    report = printed(
        project, roles=("reader",), force=True, edition=group if edition else None, **options
    )
    assert not report.problems, report.problems
    (made,) = report.made
    return report.out / made.files[0]["path"]


@pytest.fixture
def printed_words(project: Project) -> PrintedWords:
    """Return a function that prints a document with an edition and returns its words."""

    def read(document: str, edition: str) -> str:
        words = " ".join(texts(file_of(project, document, edition)))
        return " ".join(words.replace("\u00a0", " ").replace("\u202f", " ").split())

    return read


def test_a_panel_is_filled_in_by_what_the_edition_knows(printed_words: PrintedWords) -> None:
    """Before, a telephone number was in small print at the foot, and its line above was blank."""
    full = printed_words(PANEL, FULL)
    assert "À cette adresse : 1 rue Haute Jours et heures" in full
    assert "lundi et jeudi 9 h à 12 h mercredi 14 h à 17 h" in full
    # The number completes the sentence of the label: there is no colon between them.
    assert "Par téléphone, au 04 77 00 00 00 Langues parlées : français, arabe Demandez" in full
    poor = printed_words(PANEL, POOR)
    assert "À cette adresse : 1 rue Haute Jours et heures Par téléphone, au Langues" in poor
    assert "À cette adresse Jours et heures Par téléphone, au Langues" in printed_words(PANEL, "")


def test_no_line_starts_with_the_hyphen_of_a_town(project: Project) -> None:
    """Beside a long word, 63000 Clermont was kept together as a word, and -Ferrand was not."""
    long = f"signature: {'Anticonstitutionnellement' * 2}\n"
    for more in range(4):
        street = "rue Gabriel-Péri" + "x" * 3 * more
        edition = POOR.replace(
            "1 rue Haute", f"Maison du peuple, 29, {street}, 63000 Clermont-Ferrand"
        )
        (page,) = texts(file_of(project, PANEL, edition + long))
        assert "Ferrand" in page
        assert not any(line.startswith("-") for line in page.splitlines())


def test_a_full_panel_has_room_in_large_print(project: Project) -> None:
    """An edition with all values must fit on a shipped poster."""
    full = FULL.replace(
        "1 rue Haute", "Bourse du travail, 4 cours Victor-Hugo, 42000 Saint-Étienne"
    )
    hours = full.replace("hours:", "hours:\n  - {days: samedi, times: sur rendez-vous}")
    words = " ".join(texts(file_of(project, PANEL, hours, large_print=True))[0].split())
    assert "samedi sur rendez-vous" in words and "Demandez" in words


def test_a_panel_tells_of_the_next_event(project: Project, printed_words: PrintedWords) -> None:
    words = printed_words(EVENT, FULL)
    assert (
        "Jour et heure : jeudi 12 mars, 18 h Lieu : Bourse, 4 cours Hugo Au programme : Ass"
        in words
    )
    assert "Atelier" not in words
    picture = pictures(file_of(project, EVENT, FULL))[0]
    assert decoded(picture) == ["https://exemple.fr/ag"]
    # A meeting has no title: the label without a value keeps its line.
    meeting = printed_words(EVENT, POOR + "meeting: {day: lundi, place: Ici}\n")
    assert "Jour et heure : lundi Lieu : Ici Au programme Une phrase" in meeting


def test_posters_name_who_has_them_posted_up(printed_words: PrintedWords) -> None:
    """Required by Code de l'environnement, L581-5; not printed on papers to hand out."""
    assert "Affiché par : Les colleurs, 2 rue Basse." in printed_words(POSTER, FULL)
    assert "Affiché par nos soins." in printed_words(POSTER, POOR + "posted_by: ourselves\n")
    assert "Affiché" not in printed_words(POSTER, POOR) and "Affiché" not in printed_words(
        TRACT, FULL
    )


def test_a_slip_says_to_whom_it_was_given(printed_words: PrintedWords) -> None:
    # The words in brackets are printed only if the line is blank.
    assert "Remis à : Section, 1 rue Haute Le groupe" in printed_words(SLIP, POOR)
    assert "Remis à (groupe, adresse) Le groupe" in printed_words(SLIP, "")


def test_a_tract_says_when_readers_can_act(printed_words: PrintedWords) -> None:
    """Before, a group had to write its hours by hand on a tract, although its edition had them."""
    full = printed_words(ACT, FULL)
    assert "Demandez Jours et heures lundi et jeudi 9 h à 12 h mercredi 14 h à 17 h" in full
    assert "Langues : français, arabe" in full
    assert "Demandez Jours et heures Langues" in printed_words(ACT, "")


def test_a_tract_tells_of_all_events(project: Project, printed_words: PrintedWords) -> None:
    words = printed_words(TRACT, FULL)
    assert (
        "Rendez-vous Assemblée : jeudi 12 mars, 18 h, Bourse, 4 cours Hugo, exemple.fr/ag "
        "Atelier : samedi 4 avril, exemple.fr/atelier"
    ) in words
    back = pictures(file_of(project, TRACT, FULL))[1]
    assert decoded(back) == ["https://exemple.fr/ag", "https://exemple.fr/atelier"]
    # A tract with its own meeting does not print the events of the group.
    own = printed_words(TRACT + "meeting: {day: lundi 2 mai}\n", FULL)
    assert "Rendez-vous lundi 2 mai à lieu" in own and "Assemblée" not in own


def test_codes_of_events_give_way_to_words(project: Project) -> None:
    """Their addresses are printed beside the day, so that no information is lost."""
    back = "\n".join(f"  Le verso dit encore ceci, {number} fois.\n" for number in range(26))
    text = TRACT.replace("  Le verso.\n", back)
    file = file_of(project, text, FULL)
    assert decoded(pictures(file)[1]) == []
    assert "exemple.fr/atelier" in texts(file)[1]


def test_a_letter_of_the_group_says_where_it_writes_and_who_signs(project: Project) -> None:
    letter = example_of("letter").read_text("utf-8")
    own = letter.replace("sender_is_group: false", "sender_is_group: true")
    group = POOR + "place: Roanne\nsignature: Le bureau de la section\n"
    (first, _) = texts(file_of(project, own, group))
    words = " ".join(first.split())
    assert "À Roanne, le" in words and "Le bureau de la section" in words
    # Another sender has neither the place nor the signature of the group.
    (first, _) = texts(file_of(project, letter, group))
    assert "Roanne" not in first and "Le bureau" not in first


@pytest.mark.parametrize(
    ("place", "town"), [("Le Havre", "76600 Le Havre"), ("L'Isle", "38080 L’Isle")]
)
def test_a_town_is_not_said_twice(printed_words: PrintedWords, place: str, town: str) -> None:
    """Spaces and apostrophes in its name make no difference."""
    group = f'name: Section\nplace: "{place}"\naddress: "1 rue Haute, {town}"\n'
    words = printed_words(TRACT, group).replace("’", "'")
    assert words.count(place) == 1, words
    other = printed_words(
        TRACT, 'name: Section\nplace: Lyon\naddress: "1 rue Haute, 69100 Villeurbanne"\n'
    )
    assert "Lyon" in other and "Villeurbanne" in other


@pytest.mark.parametrize(
    ("label", "line"),
    [
        # What is typed whole needs no line to write it on again.
        ("Docteur Martin : 04.77.12.34.56", "Docteur Martin : 04 77 12 34 56"),
        ("Urgences : 15", "Urgences : 15"),
        ("Accès : par la cour", "Accès : par la cour"),
        ("Samedi 5 décembre, 14 h", "Samedi 5 décembre, 14 h"),
        ("12 rue Haute", "12 rue Haute"),
        ("Tél. 04-77-12-34-56", "Tél. 04 77 12 34 56"),
        # What is to be completed has its line.
        ("Téléphone", ""),
        ("Jour 1", ""),
        ("Enfants de moins de 12 ans", ""),
        ("Repas à 12 € (nombre)", ""),
        ("12 repas pour", ""),
        ("Qui vient dès 14 h 30 (noms)", ""),
        ("Samedi 12, à", ""),
        ("En 2027 :", ""),
        ("Nom : ___", ""),
        ("Nom : ..........", ""),
    ],
)
def test_a_label_with_its_words_is_no_line_to_write_on(
    project: Project, label: str, line: str
) -> None:
    """A poster of a closed surgery had its telephone in small letters before lines to write on."""
    text = json.dumps(label, ensure_ascii=False)
    poster = f"{POSTER}panel:\n  title: Absence\n  labels: [Demandez, {text}]\n"
    (page,) = measured(file_of(project, poster, ""), shapes=True)
    shown = [one for block in page.blocks for one in block.lines]
    words = [one.text.replace("\u00a0", " ").replace("\u202f", " ") for one in shown]
    asked = next(one.baseline for one in shown if one.text == "Demandez")
    ruled = [one for one in page.shapes if one[3] - one[1] < 2 and one[2] - one[0] > 100]
    below = [one for one in ruled if asked - 100 < one[3] < asked - 5]
    assert (line in words and not below) if line else below


def test_the_lines_of_a_card_and_of_a_directory_may_be_typed(project: Project) -> None:
    card = """\
layout: card
title: Carte
date: "2026-11-24"
description: Une carte.
headline: [Carte]
labels: ["Tél. 04 77 12 34 56", Nom]
back_title: Dos
asks: [un mot]
close: Fin.
"""
    (front, _) = measured(file_of(project, card, ""), shapes=True)
    ruled = [one for one in front.shapes if one[3] - one[1] < 2 and one[2] - one[0] > 40]
    assert len(ruled) == 1


def test_typed_lines_of_a_tract_are_as_large_as_its_text(project: Project) -> None:
    """A call with nothing but a telephone number was in the smallest letters of a white page."""
    act = 'act: {title: Venez, labels: ["Téléphone : 04 77 12 34 56", "Samedi 5 mai, 14 h"]}\n'
    _, back = measured(file_of(project, TRACT + act, ""))
    sizes = {
        round(run.size)
        for block in back.blocks
        for line in block.lines
        for run in line.runs
        if run.text.strip() in ("Le verso.", "Téléphone :") or "04" in run.text
    }
    assert len(sizes) == 1 and min(sizes) > 14
