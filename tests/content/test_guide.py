"""The statements of the booklet of instructions, ``content/booklets/mode-d-emploi.yaml``.

``tests/cli/test_readme.py`` runs its commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from tests.helpers import ROOT, read_yaml
from zines import preflight
from zines.base.options import BuildReport
from zines.manuscript import lint

GUIDE: dict[str, Any] = read_yaml((ROOT / "content/booklets/mode-d-emploi.yaml").read_text("utf-8"))
#: The first word of the guide's text on a code, by the severity of its rule.
SEVERITIES = {"error": "Erreur.", "warning": "Avertissement.", "info": "Remarque."}
RULES = {code: rule.severity for code, rule in lint.RULES.items()} | {
    rule.code: rule.severity for rule in preflight.RULES
}
#: The words of the guide for the edge over which a sheet is turned.
EDGES = {"short-edge": "Recto verso, bord court", "long-edge": "Recto verso, bord long"}
#: Sheets in a ream.
REAM = 500
_NUMBERS = {1: "une", 4: "quatre", 7: "sept"}


def sections() -> Iterator[dict[str, Any]]:
    for chapter in GUIDE["chapters"]:
        yield from chapter["sections"]


def terms(title: str = "") -> dict[str, str]:
    """Return the terms of the guide's glossaries with meanings: of all, or of one title."""
    return {
        one["term"]: one.get("meaning", "")
        for section in sections()
        if section["kind"] == "glossary" and title in ("", section.get("title"))
        for one in section["terms"]
    }


def wrong_codes(meanings: dict[str, str]) -> list[str]:
    """Return the codes that do not exist, or that have another severity."""
    return [
        code
        for code, meaning in meanings.items()
        if code not in RULES or not meaning.startswith(f"{SEVERITIES[RULES[code]]} ")
    ]


def test_each_code_is_one_and_as_grave_as_the_guide_says() -> None:
    meanings = {
        one: meaning
        for one, meaning in terms().items()
        if meaning.startswith(tuple(SEVERITIES.values()))
    }
    assert len(meanings) > 20
    assert wrong_codes(meanings) == []
    assert wrong_codes({"ordinal": "Erreur. Un rang.", "ordinaux": "Remarque. Un rang."}) == [
        "ordinal",
        "ordinaux",
    ]


def test_each_code_that_stops_a_text_is_told() -> None:
    """A user finds every code of an error in the booklet."""
    meanings = terms("Ce que veulent dire les codes")
    stopping = {code for code, rule in lint.RULES.items() if rule.severity == "error"}
    assert stopping <= set(meanings)


def test_ends_of_names_are_those_of_files(catalogue: BuildReport) -> None:
    ends = [end for term in terms("La fin du nom") for end in term.split(", ")]
    made = [str(file["path"]) for one in catalogue.made for file in one.files]
    # (Files for a print shop are built only on request.)
    for end in set(ends) - {"imprimeur.pdf", "commande.pdf"}:
        assert any(path.endswith(f"-{end}") for path in made), end


@pytest.mark.parametrize("name", terms("Papier par papier"))
def test_each_paper_is_turned_over_the_edge_that_the_guide_says(
    name: str, catalogue: BuildReport
) -> None:
    meaning = terms("Papier par papier")[name]
    begin, end = name.split("...")
    files = [
        file
        for one in catalogue.made
        for file in one.files
        if str(file["path"]).rpartition("/")[2].startswith(begin)
        and str(file["path"]).endswith(end)
        and file["role"] == "sheets"
    ]
    assert files
    for file in files:
        edge = EDGES.get(str(file.get("flip")))
        agrees = meaning.startswith(edge) if edge else "une face" in meaning.lower()
        assert agrees, file["path"]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("le livret de résistance", "booklets/resistance"),
        ("le dictionnaire de poche", "dictionary/faux-nez"),
        ("un dépliant ou un zine", "depliants/quinze-questions"),
        ("un dépliant ou un zine", "zines/mes-droits-au-guichet"),
        ("un tract", "tracts/guichets"),
        ("une carte", "cartes/objecteur"),
    ],
)
def test_three_hundred_copies_take_so_many_sheets(
    words: str, slug: str, catalogue: BuildReport
) -> None:
    (body,) = (one["body"] for one in sections() if one.get("title") == "Combien de feuilles")
    (line,) = re.findall(rf"^- {words}, .*$", body, re.MULTILINE)
    (made,) = (one for one in catalogue.made if one.slug == slug)
    (file,) = (one for one in made.files if one["role"] == "sheets")
    whole = 300 * Fraction(str(file["sheets_per_copy"])).limit_denominator(100)
    sheets = f"{int(whole):,}".replace(",", " ")
    assert f" {sheets} feuilles" in line
    if whole > REAM:
        assert f"{_NUMBERS[-(-int(whole) // REAM)]} ramettes" in line


#: Words before each reference to a chapter, in the order of the text, and that chapter's title.
REFERENCES = (
    ("Pour une imprimerie seulement", "L'imprimerie et la riso"),
    ("pour une affiche noire", "Distribuer : la loi et l'usage"),
    ("Si vous l'avez installé", "Écrire un papier"),
    ("la loi veut le nom et l'adresse", "Distribuer : la loi et l'usage"),
    ("Une édition à votre nom", "Un groupe, quarante sections"),
    ("la relecture dit ce qu'elle trouve", "Écrire un papier"),
)


def test_references_lead_to_the_chapter_that_holds_what_they_promise() -> None:
    """Chapters are numbered in their order: one more in between sends readers to the wrong page."""
    text = " ".join((ROOT / "content/booklets/mode-d-emploi.yaml").read_text("utf-8").split())
    titles = [chapter["title"] for chapter in GUIDE["chapters"]]
    found = re.findall(r"([^.;:(]*)\(chapitre (\d+)\)", text)
    assert len(found) == len(REFERENCES)
    for (before, number), (promise, title) in zip(found, REFERENCES, strict=True):
        assert promise in before
        assert titles[int(number) - 1] == title
