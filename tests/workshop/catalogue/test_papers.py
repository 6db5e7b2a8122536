"""Every shipped paper is on a shelf, and shelves name only papers that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import POSTER, ROOT, small_project
from zines.base.problems import ProblemError
from zines.manuscript import shelves
from zines.workshop.catalogue import papers
from zines.workshop.project import Project, entries

SHIPPED = Project(ROOT)


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
        return papers.Paper(slug, "tract", slug, "", "", papers.folded(words), (), (), (), (), "a5")

    known = [paper("a", "L’école, c’est du papier"), paper("b", "Un cœur d’élève")]
    assert [one.slug for one in papers.matching(known, search="PAPIER ecole")] == ["a"]
    assert [one.slug for one in papers.matching(known, search="coeur")] == ["b"]
    assert len(papers.matching(known, search="  ")) == 2
    # People type what they look for in the plural (TRACTS), but cas and temps are no plurals.
    assert [one.slug for one in papers.matching(known, search="papiers élèves")] == []
    assert [one.slug for one in papers.matching(known, search="ÉLÈVES")] == ["b"]
    assert papers.matching(known, search="duos") == []
    assert papers.matching(known, kind="affiche") == []


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
