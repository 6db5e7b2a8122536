"""A file of an earlier build is only overwritten for the text and group that it was made for."""

from __future__ import annotations

from pathlib import Path

import pytest

from zines.workshop.cache.file_owners import FileOwners
from zines.workshop.project import Project


@pytest.fixture
def union(tmp_path: Path) -> Project:
    """Return a project beside an installation of the program."""
    for name in ("union/content/tracts", "union/editions", "python3.11/content/tracts"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("union/editions/ain.yaml", "python3.11/content/tracts/guichets.yaml"):
        (tmp_path / name).touch()
    return Project(tmp_path / "union", tmp_path / "python3.11")


def rival(union: Project, before: Path, now: Path, kind: str = "edition") -> str:
    """Return who forbids to overwrite what was made for ``before``; both have the same text."""
    owners = FileOwners(union)
    text = {"document": str(union.content / "tracts/essai.yaml")}
    made = owners.lasting({**text, kind: str(before)})
    return owners.rival(made, {**text, kind: str(now)})


def test_a_new_version_of_the_program_prints_its_texts_again(union: Project) -> None:
    """The folder of an installation has the version of Python in its path, or of the program."""
    root = union.root.parent
    (root / "python3.11").rename(root / "python3.14")
    for there in (True, False):
        if there:
            (root / "python3.11/content/tracts").mkdir(parents=True)
            (root / "python3.11/content/tracts/guichets.yaml").touch()
        before = FileOwners(Project(union.root, root / "python3.11"))
        after = FileOwners(Project(union.root, root / "python3.14"))
        made = before.lasting({"document": str(root / "python3.11/content/tracts/guichets.yaml")})
        new = {"document": str(root / "python3.14/content/tracts/guichets.yaml")}
        assert after.rival(made, new) == ""
        other = {"document": str(root / "python3.14/content/tracts/afd.yaml")}
        assert after.rival(made, other) == "shipped:content/tracts/guichets.yaml"


def test_a_text_of_the_project_replaces_the_shipped_one_of_its_name(union: Project) -> None:
    shipped = str(union.root.parent / "python3.11/content/tracts/guichets.yaml")
    own = str(union.content / "tracts/guichets.yaml")
    owners = FileOwners(union)
    for one, other in ((shipped, own), (own, shipped)):
        Path(own).touch()
        assert owners.rival(owners.lasting({"document": one}), {"document": other}) == ""
    # The same words at another place in content/ are another text.
    elsewhere = {"document": str(union.content / "guichets.yaml")}
    assert owners.rival({"document": own}, elsewhere) == own


def test_an_edition_that_was_renamed_or_moved_forbids_nothing(union: Project) -> None:
    """Who sorts sections into folders prints them again, without --force."""
    old, new = union.root / "editions/ain.yaml", union.root / "editions/rhone/ain.yaml"
    assert rival(union, old, new) == str(old)
    old.unlink()
    assert rival(union, old, new) == ""
    # So is one of a whole folder that was renamed.
    assert rival(union, union.root / "sections/ain.yaml", new) == ""


def test_an_edition_on_a_stick_that_is_not_there_keeps_its_files(
    union: Project, tmp_path: Path
) -> None:
    """Nobody can tell whether it was deleted, and its files may be the only ones."""
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "ain.yaml").touch()
    new = union.root / "editions/ain.yaml"
    assert rival(union, stick / "ain.yaml", new) == str(stick / "ain.yaml")
    (stick / "ain.yaml").unlink()
    assert rival(union, stick / "ain.yaml", new) == ""
    stick.rmdir()
    assert rival(union, stick / "ain.yaml", new) == str(stick / "ain.yaml")


def test_words_that_are_no_paths_never_go(union: Project) -> None:
    """A printing condition is a name: no file of this name is missing."""
    assert rival(union, Path("fogra39"), Path("fogra51"), "condition") == "fogra39"
