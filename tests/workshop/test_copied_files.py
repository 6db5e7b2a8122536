"""A copy that synchronisation leaves beside a text, an edition or a table is told."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

import pytest

from tests.helpers import TRACT, add, printed
from zines.base.options import Options
from zines.base.problems import Problem, Severity
from zines.workshop.checking import check
from zines.workshop.copied_files import original
from zines.workshop.groups.edition_builds import build
from zines.workshop.project import Project

GROUP = "kind: edition\nname: Loire\naddress: 1 rue Haute\n"
COPY = "loire (copie en conflit 2026-11-30 101112)"


@pytest.mark.parametrize(
    "name",
    [
        # As these programs name them: Nextcloud, Dropbox and Syncthing as they are described by
        # others (scripts that search for such copies, the help of Dropbox), the rest as remembered.
        "loire (conflicted copy 2026-11-30 101112).yaml",  # Nextcloud
        f"{COPY}.yaml",
        "loire (Copie en conflit de PC de Marie 2026-11-30).yaml",  # Dropbox
        "loire (Marie's conflicted copy 2026-11-30).yaml",
        "loire.sync-conflict-20261130-101112-ABCDEFG.yaml",  # Syncthing
        "loire-DESKTOP-4F2K9QP.yaml",  # OneDrive
        "loire-PC-DE-MARIE.yaml",
        "loire-MacBook Air de Marie.yaml",
        "loire (1).yaml",  # browsers, Google Drive
        "Copie de loire.yaml",  # Google Drive
        "Copy of loire.yaml",
        "loire - Copie.yaml",  # Windows
        "loire - Copie (2).yaml",
        "loire - Copy.yaml",
        "loire copie.yaml",  # macOS
        "loire copie 2.yaml",
        "loire (copie).yaml",  # GNOME
        "loire (3e copie).yaml",
    ],
)
def test_copies_have_the_name_of_their_original(name: str) -> None:
    assert original(name) == "loire.yaml"


@pytest.mark.parametrize(
    "name",
    ["loire.yaml", "loire-CGT.yaml", "loire 2.yaml", "loire (nord).yaml", "loire-copie.yaml",
     "photocopie.yaml", "la copie double.yaml", "(1).yaml", "loire (2026).yaml", "loire-pc.yaml"],
)  # fmt: skip
def test_other_names_are_of_files_of_their_own(name: str) -> None:
    assert original(name) == ""


def told(problems: list[Problem]) -> list[tuple[str, Severity, str]]:
    return [(one.path, one.severity, one.message.split("'")[1]) for one in problems]


def test_a_copy_of_a_text_is_told_beside_either(project: Project) -> None:
    """The correction of a colleague is in the copy, and the other one is printed."""
    for name in ("essai", "essai (1)", "autre (1)", "seul"):
        add(project, f"tracts/{name}", TRACT)
    expected = [("content/tracts/essai (1).yaml", Severity.WARNING, "essai.yaml")]
    for word in ("tracts/essai", "tracts/essai-1"):
        assert told(printed(project, word, roles=("reader",)).problems) == expected
        assert told(check(project, (word,))) == expected
    # (There is no autre.yaml.)
    for word in ("tracts/seul", "tracts/autre-1"):
        assert told(printed(project, word, roles=("reader",)).problems) == []


def test_a_copy_may_have_its_accents_in_other_code_points(project: Project) -> None:
    """macOS writes é onto sticks as e and an accent; a browser here writes the copy."""
    add(project, f"tracts/{normalize('NFD', 'été')}", TRACT)
    add(project, f"tracts/{normalize('NFC', 'été (1)')}", TRACT)
    expected = [("content/tracts/été (1).yaml", Severity.WARNING, "été.yaml")]
    for word in ("tracts/ete", "tracts/ete-1"):
        assert told(check(project, (word,))) == expected


def test_a_copy_of_an_edition_or_a_table_is_told(project: Project, tmp_path: Path) -> None:
    """Both would be printed, each in its folder, as two groups of one name."""
    add(project, "tracts/essai", TRACT)
    folder = project.root / "editions"
    folder.mkdir()
    for name in ("loire", COPY, "ain"):
        (folder / f"{name}.yaml").write_text(GROUP, "utf-8")
    expected = [(f"editions/{COPY}.yaml", Severity.WARNING, "loire.yaml")]
    options = Options(project.out, roles=("reader",), lint=False)
    for words in ((str(folder),), ("loire",), ("loire", "ain")):
        report = build(project, ("tracts/essai",), words, options)
        assert told(report.problems) == expected
    assert told(build(project, ("tracts/essai",), ("ain",), options).problems) == []
    assert told(check(project, (str(folder),))) == expected
    tables = [project.root / name for name in ("sections.csv", "sections (1).csv")]
    for table in tables:
        table.write_text("nom;adresse\nFoix;Rue X\n", "utf-8")
    expected = [("sections (1).csv", Severity.WARNING, "sections.csv")]
    for table in tables:
        report = build(project, ("tracts/essai",), (), options, table=table)
        assert told(report.problems) == expected
        assert told(check(project, (str(table),))) == expected
