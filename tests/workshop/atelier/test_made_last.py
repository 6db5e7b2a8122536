"""Yesterday's paper, with one date changed: who has printed for three groups finds it again."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from zines.base.manifest_entry import FileEntry, FileRole
from zines.workshop import manifest
from zines.workshop.atelier.made_last import made_last
from zines.workshop.project import Project

GROUPS = {"sud": "SUD", "gare-du-sud": "Gare du Sud", "Éco lieu": "Éco-lieu"}


def file(project: Project, slug: str, end: str, day: int, role: FileRole = "sheets") -> FileEntry:
    """Write a file as it was made on a day of November 2026, and return its entry."""
    path = project.out / f"{slug}/tract-a-couper-noir{end}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    when = datetime(2026, 11, day, 6).timestamp()
    os.utime(path, (when, when))
    name = path.relative_to(project.out).as_posix()
    about = FileEntry(slug=slug, layout="tract", title="Un tract", lang="fr")
    return FileEntry(**about, path=name, role=role, sha256=name)


def test_papers_are_found_again_each_for_its_group(tmp_path: Path) -> None:
    project = Project(tmp_path)
    made = [
        file(project, "tracts/un", "-sud", 1),
        file(project, "tracts/un", "-gare-du-sud", 3),
        file(project, "tracts/deux", "-eco-lieu", 2),
        file(project, "tracts/trois", "", 4),
        # Later, but nobody prints it again: it comes with its paper.
        file(project, "tracts/un", "-sud-mode-d-emploi", 9, "recipe"),
        file(project, "tracts/quatre", "-sud", 8),
    ]
    manifest.merge(project.out, made)
    (project.out / made[-1]["path"]).unlink()
    assert [(one.slug, one.group, one.day) for one in made_last(project, GROUPS)] == [
        ("tracts/trois", "", "04/11/2026"),
        ("tracts/un", "gare-du-sud", "03/11/2026"),
        ("tracts/deux", "Éco lieu", "02/11/2026"),
        ("tracts/un", "sud", "01/11/2026"),
    ]


def test_a_paper_that_was_made_twice_is_listed_once_and_not_all_are(tmp_path: Path) -> None:
    project = Project(tmp_path)
    made = [file(project, f"tracts/t{day}", "-sud", day) for day in range(1, 10)]
    made.append(file(project, "tracts/t1", "-riso-sud", 20))
    manifest.merge(project.out, made)
    found = [one.slug for one in made_last(project, GROUPS)]
    assert found == [f"tracts/t{day}" for day in (1, 9, 8, 7, 6, 5)]


def test_without_a_manifest_nothing_was_made(tmp_path: Path) -> None:
    assert made_last(Project(tmp_path), GROUPS) == []
