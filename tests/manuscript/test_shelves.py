"""Shelves of papers: content/shelves.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.manuscript.conftest import places, refusal, shown, write
from zines.manuscript import shelves
from zines.manuscript.shelves import Shelf


@pytest.mark.parametrize(
    ("slug", "held"),
    [
        ("tracts/caf", True),
        ("tracts/caf-facile", False),
        ("cartes/droits", True),
        ("cartes/greve/droits", True),
        # A folder whose name begins alike, and the folder itself, which is no paper.
        ("cartes-postales/mer", False),
        ("cartes", False),
        ("affiches/caf", False),
    ],
)
def test_a_shelf_holds_its_papers_and_all_of_its_folders(slug: str, held: bool) -> None:
    assert Shelf("a", "A", ("tracts/caf", "cartes/*", "affiches/cartes")).holds(slug) is held


def test_shelves_are_read_with_the_typography_of_titles(tmp_path: Path) -> None:
    text = """\
subjects:
  ecole: {label: "L'école : la cantine", papers: [tracts/cantine]}
places:
  mairie: {label: Mairie, papers: [tracts/*], description: "Au guichet !"}
"""
    found = shelves.load(write(tmp_path / "shelves.yaml", text), "shelves.yaml")
    assert (found.kinds, found.kits) == ((), ())
    (school,), (town_hall,) = found.subjects, found.places
    assert (school.name, school.papers, school.description) == ("ecole", ("tracts/cantine",), "")
    assert shown(school.label) == "L’école~: la cantine"
    assert (town_hall.label, shown(town_hall.description)) == ("Mairie", "Au guichet_!")


def test_a_shelf_that_is_wrong_is_told_where(tmp_path: Path) -> None:
    file = write(tmp_path / "shelves.yaml", "places:\n  mairie: {papers: [a]}\n")
    found = refusal(lambda: shelves.load(file, "shelves.yaml"))
    assert places(found) == [("missing-key", 2, 11)]
