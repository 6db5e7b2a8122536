"""Every shipped paper is on a shelf, and shelves name only papers that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import POSTER, ROOT, small_project
from zines.base.problems import ProblemError
from zines.manuscript import shelves
from zines.workshop.catalogue import paper_search, papers
from zines.workshop.project import Project, entries

SHIPPED = Project(ROOT)
SHIPPED_TEXTS = {one.slug: one.file.read_text("utf-8") for one in entries(SHIPPED)}


def test_every_paper_is_on_a_shelf_and_every_shelf_names_papers() -> None:
    known = shelves.load(ROOT / papers.SHELVES, papers.SHELVES)
    slugs = [one.slug for one in entries(SHIPPED)]
    lost = [slug for slug in slugs if not any(one.holds(slug) for one in known.subjects)]
    assert lost == []
    for shelf in (*known.subjects, *known.places, *known.kits):
        for name in shelf.papers:
            there = any(
                slug.startswith(name[:-1]) if name.endswith("*") else slug == name for slug in slugs
            )
            assert there, f"{shelf.name}: {name}"
    assert {one.name for one in known.kits} >= {"salle-d-attente", "manifestation", "cse"}


@pytest.mark.parametrize(
    "text", ["places: {a: {label: A}}\n", "kit: {}\n", "kits: {a: {label: 1, papers: []}}\n"]
)
def test_a_shelf_that_is_wrong_is_told(text: str, tmp_path: Path) -> None:
    file = tmp_path / "shelves.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ProblemError):
        shelves.load(file, "shelves.yaml")


def test_words_are_found_without_accents_and_in_any_order(tmp_path: Path) -> None:
    def paper(slug: str, words: str) -> papers.Paper:
        return papers.Paper(
            slug, "tract", slug, "", "", paper_search.folded(words), (), (), (), (), "a5"
        )

    known = [paper("a", "L’école, c’est du papier"), paper("b", "Un cœur d’élève")]
    assert [one.slug for one in papers.matching(known, search="PAPIER ecole")] == ["a"]
    assert [one.slug for one in papers.matching(known, search="coeur")] == ["b"]
    assert len(papers.matching(known, search="  ")) == 2
    # People type what they look for in the plural (TRACTS), but cas and temps are no plurals.
    assert [one.slug for one in papers.matching(known, search="papiers élèves")] == []
    assert [one.slug for one in papers.matching(known, search="ÉLÈVES")] == ["b"]
    assert papers.matching(known, search="duos") == []
    assert papers.matching(known, kind="affiche") == []


def test_a_paper_has_its_date_in_words() -> None:
    def dated(date: str) -> papers.Paper:
        return papers.Paper("a", "tract", "a", "", date, "", (), (), (), (), "a5")

    assert dated("2026-11-01").day.split() == ["1er", "novembre", "2026"]
    assert dated("").day == ""


def test_a_text_that_is_broken_hides_no_other(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    text = POSTER.replace("Une affiche", "Un carton")
    (project.content / "bon.yaml").write_text(text, "utf-8")
    (project.content / "casse.yaml").write_text("layout: [\n", "utf-8")
    found = papers.catalogue(project)
    assert [one.slug for one in found.papers] == ["bon"]
    assert found.papers[0].own and found.problems
    # The word for the kind of piece finds it, although it is not in its text.
    assert "affiche" not in text
    assert [one.slug for one in papers.matching(found.papers, search="affiches")] == ["bon"]


@pytest.fixture(scope="module")
def shipped() -> papers.Catalogue:
    return papers.catalogue(SHIPPED)


def found(shipped: papers.Catalogue, search: str) -> list[str]:
    return [one.slug for one in papers.matching(shipped.papers, search=search)]


@pytest.mark.parametrize("search", ["horaires", "heures d'ouverture", "Horaire", "opening hours"])
def test_papers_are_found_by_what_they_show_of_a_group(
    shipped: papers.Catalogue, search: str
) -> None:
    """A secretary looks for the poster with her opening hours: its line is *Jours et heures*."""
    posters = {
        one.slug
        for one in shipped.papers
        if one.kind == "affiche" and "edition: hours" in SHIPPED_TEXTS[one.slug]
    }
    assert len(posters) > 4 and posters <= {*found(shipped, search)}


def test_papers_are_found_by_their_sizes_and_by_where_they_are_used(
    shipped: papers.Catalogue,
) -> None:
    posters = {one.slug for one in shipped.papers if one.kind == "affiche"}
    assert posters <= {*found(shipped, "A3")} and posters <= {*found(shipped, "affiches A2")}
    assert "tracts/guichets" in found(shipped, "tract pour la manif")
    assert "posters/soigner-pas-ficher" in found(shipped, "affiche de salle d'attente")


def test_what_any_paper_may_have_hides_none(shipped: papers.Catalogue) -> None:
    """Who types *gros caractères* looks for a paper in large print, which each of them can be."""
    everything = len(shipped.papers)
    for search in ("gros caractères", "logo", "couleur", "en noir et blanc", "QR code"):
        assert paper_search.is_beside(search), search
        assert len(found(shipped, search)) == everything, search
    assert found(shipped, "affiche en couleurs") == found(shipped, "affiche")
    assert not paper_search.is_beside("colorier les décolorés")


def test_words_are_searched_from_their_beginning(shipped: papers.Catalogue) -> None:
    """*IA* found each text that has *social*, and *tel* each *atelier*."""
    assert len(found(shipped, "IA")) < 10
    assert {*found(shipped, "tél")} < {*found(shipped, "t")}
    assert "posters/la-carte" not in found(shipped, "tel")


def test_a_kind_or_a_title_goes_before_a_text(shipped: papers.Catalogue) -> None:
    letters = found(shipped, "lettre adresse")
    assert letters[0].startswith("lettres/") and "tracts/objecteur" in letters
    assert found(shipped, "rdv sans application")[0] == "posters/rendez-vous-sans-application"


def test_words_that_no_paper_has_are_named(shipped: papers.Catalogue) -> None:
    assert papers.nowhere(shipped.papers, "affiche trottinettes") == ["trottinettes"]
    found = papers.nowhere(shipped.papers, "trottinettes en gros caractères")
    assert found == ["trottinettes"]
