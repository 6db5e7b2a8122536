"""Words that do not exist as they are typed, or sound like those that were meant.

What is right and wrong is that of the Dictionnaire de l'Académie française and of its questions of
language (Dire, ne pas dire).
"""

from __future__ import annotations

import pytest

from tests.manuscript.lint.desk import lint_fragment
from zines.manuscript.lint.spelling.misspelt_words import MISSPELT


def corrected(text: str, code: str) -> list[str]:
    found = [one for one in lint_fragment(f"lead: {text!r}") if one.code == code]
    return [one.message.split("'")[-2] for one in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("La rénumération de l’acceuil", ["rémunération", "accueil"]),
        ("Malgrés l’addresse du professionel", ["Malgré", "adresse", "professionnel"]),
        ("ACCEUIL, éxiger, Éffort, receuil", ["ACCUEIL", "exiger", "Effort", "recueil"]),
        ("Parceque la comission notament", ["Parce que", "commission", "notamment"]),
        (
            "un service publique, des services publique, au lieu publiques",
            ["service public", "services publics", "lieu public"],
        ),
        ("Quelque soit la date, quelque soient les murs", ["Quel que soit", "quel que soient"]),
        ("Ils sont près à se battre, prés à venir", ["prêt à", "prêt à"]),
        ("Elle est sensée venir, il faut ce battre", ["censée", "se"]),
        ("On vous invite a venir, a nous rejoindre, a partir du 3", ["à"] * 3),
        ("On à fermé, il à besoin", ["On a", "il a"]),
        ("La réunion à lieu demain, elle aura lieue ici", ["a lieu", "aura lieu"]),
        ("Qu’en à eux, quand à nous, sa va", ["Quant", "quant", "ça"]),
        ("à vôtre tour, pour nôtre école", ["votre", "notre"]),
    ],
)
def test_what_is_wrong_everywhere_is_told_with_its_correction(text: str, wanted: list[str]) -> None:
    assert sorted(corrected(text, "misspelling")) == sorted(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "Le service public, la fonction publique, les services et la place publique",
        "Il n’y a rien à faire, qu’y a-t-il à voir, il a fait, on a pris à nos frais",
        "Hazard joue, le camion Traffic part, le parti communiste, la commune",
        "près à près, près de nous battre, il n’est pas sensé, ce combattant, ce battement",
        "un cercueil, un écureuil, un fauteuil, le deuil, le seuil, une feuille",
        "Quand à midi on ferme, il dit qu’en août on ferme, sa vache, le vôtre viendra",
        "Rendez-vous à lieu fixe, ils ont lieu, quelques soins, quel que soit le jour",
        "éclair, école, espérance, effort, exiger, l’essai, errer",
        "réponse@professionel.example et https://exemple.fr/acceuil",
    ],
)
def test_words_that_are_right_are_left_alone(text: str) -> None:
    assert corrected(text, "misspelling") == []


def test_no_correction_is_itself_a_misspelling() -> None:
    assert not MISSPELT.keys() & set(MISSPELT.values())
    assert all(word.islower() and " " not in word for word in MISSPELT)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cet après- midi, le week – end", ["après-midi", "week-end"]),
        ("Peut - être, c’est -à-dire", ["Peut-être", "c’est-à-dire"]),
        ("l’après-midi, rendez-vous, peut être, au - 12 degrés", []),
        ("Là – basculons – elle dit", []),
    ],
)
def test_hyphens_of_a_word_have_no_spaces(text: str, wanted: list[str]) -> None:
    """A line that ended at its hyphen in a PDF, or a word processor that made a dash of it."""
    assert corrected(text, "hyphen") == wanted
