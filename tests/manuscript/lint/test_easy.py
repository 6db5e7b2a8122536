"""Rules for texts that declare to be easy to read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from tests.manuscript.changed_texts import TEXTS
from tests.manuscript.conftest import places
from tests.manuscript.lint.desk import BOOKLET, TRACT, lint_fragment, lint_text, with_keys
from zines.base.problems import ProblemError, Severity
from zines.manuscript import lint
from zines.manuscript.yaml_files import yaml_reader

EASY = f"{TRACT}easy_to_read: true\n"
LONG = "mot " * 12 + "fin."


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("lead: Les salarié·es", [("easy-dot", 1, 11)]),
        ("lead: Tou·te·s et un · seul", [("easy-dot", 1, 7), ("easy-dot", 1, 22)]),
        ("headline: [Les élu·es]", [("easy-dot", 1, 16)]),
        (f"lead: Oui. {LONG}", [("easy-sentence", 1, 12)]),
        ("front: |\n  - un\n  - " + LONG, [("easy-sentence", 3, 5)]),
        ("lead: Il y a 20 % de tout", [("easy-percent", 1, 14)]),
        ("lead: 20\u202f% ou 3 ‰", [("easy-percent", 1, 7), ("easy-percent", 1, 15)]),
        ("lead: Dix pour cent", [("easy-percent", 1, 11)]),
        ("front: |\n  Un texte.\n\n  Un fait [@rgpd].", [("easy-citation", 4, 11)]),
        ("front: |\n  Voir la source : [@rgpd]", [("easy-citation", 2, 20)]),
        ("lead: Le CSE et le C.S.E.", [("easy-abbreviation", 1, 10), ("easy-abbreviation", 1, 20)]),
        ("lead: Pain, lait, etc.", [("easy-abbreviation", 1, 19)]),
        ("lead: Mme Dupont et M. Dupuis",
         [("easy-abbreviation", 1, 7), ("easy-abbreviation", 1, 21)]),
        ("lead: Article n° 3, p. 4", [("easy-abbreviation", 1, 15), ("easy-abbreviation", 1, 21)]),
        ("lead: Un e-mail, un mail", [("easy-foreign", 1, 10), ("easy-foreign", 1, 21)]),
        ("lead: A priori, non", [("easy-foreign", 1, 7)]),
    ],
)  # fmt: skip
def test_an_easy_text(fragment: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(lint_fragment(fragment, EASY)) == expected
    # In other documents, the same text has no problems of these rules.
    assert not [one for one in lint_fragment(fragment) if one.code.startswith("easy")]


def test_a_citation_can_be_copied_from_the_hint() -> None:
    (found,) = lint_fragment("front: |\n  Un texte.\n\n  Un fait [@rgpd].", EASY)
    assert found.hint.endswith("Source : [@rgpd]")


@pytest.mark.parametrize(
    "fragment",
    [
        "lead: " + "mot " * 11 + "fin. Une autre phrase.",
        "front: |\n  Un fait : 3 millions d'euros.\n\n  Source : [@rgpd]",
        "front: |\n  Un fait.\n\n  Sources : [@rgpd], [@convention-2023].",
        "back: |\n  L'article L2312-8 le dit.\n\n  [@rgpd]",
        "lead: La caisse d'allocations familiales (CAF). La CAF répond",
        "lead: Le CSE (comité social et économique). Le CSE répond",
        "lead: NON à la fermeture. STOP. Le XXIe siècle, Louis XIV",
        "headline: [NON AU TOUT ECRAN]".replace("ECRAN", "ÉCRAN"),
        "lead: Un courriel, un nouvel emploi du temps. Ils sont sept. Nos droits",
        "lead: Écrivez à contact@mail.fr. Lisez www.planning.fr/a",
        "lead: Monsieur et Madame Dupont. Une émaillerie. Le code QR",
    ],
)
def test_what_is_easy_to_read_is_left_alone(fragment: str) -> None:
    assert lint_fragment(fragment, EASY) == []


def test_only_a_document_that_says_so_is_easy() -> None:
    for value in ("false", "1", '"true"', "[]"):
        found = lint_fragment(f"lead: Les salarié·es\neasy_to_read: {value}")
        assert not [one for one in found if one.code.startswith("easy")]
    shared = yaml_reader.parse("easy_to_read: true\nname: Les salarié·es\n", "o.yaml")
    assert lint.organisation(shared) == []


def test_a_chapter_is_looked_into() -> None:
    text = with_keys(BOOKLET, "easy_to_read: true\ncontact: {title: Les élu·es}")
    assert places(lint_text(text)) == [("easy-dot", 9, 22)]


def test_nobody_may_print_a_dot_that_cannot_be_read() -> None:
    (problem,) = lint_fragment("lead: Les salarié·es", EASY)
    assert problem.severity is Severity.ERROR and "salarié·es" in problem.message


@given(TEXTS)
def test_any_easy_text_is_judged(text: str) -> None:
    fragment = json.dumps({"front": text}, ensure_ascii=False)[1:-1]
    try:
        lint_text(with_keys(EASY, fragment))
    except ProblemError:
        return


@pytest.mark.parametrize("sign", ["a", "A", "1 ", "é·", "·", "A (", "1.", "[@a]", "A.", "p.", " "])
def test_the_longest_easy_text_of_one_sign_is_judged(sign: str) -> None:
    text = (sign * 50_000)[:50_000]
    lint_text(with_keys(EASY, "front: " + json.dumps(f"a{text}é")))
