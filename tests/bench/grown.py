"""A catalogue of any size: documents printed once, and copies of them recorded in the cache."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from tests.helpers import ROOT
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made, Options
from zines.workshop.build import build
from zines.workshop.cache.build_cache import BuildCache, KnownFiles
from zines.workshop.project import Entry, Project, entries

FOLDERS = ("lettres", "posters", "tracts")


def first(root: Path) -> int:
    """Print copies of all letters, posters and tracts in a project; return their number."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / "content" / folder, root / "content" / folder)
    shutil.copy(ROOT / "content/sources.yaml", root / "content/sources.yaml")
    report = build(Project(root, ROOT), (), Options(out=root / "out"))
    assert not report.problems
    return len(report.made)


def grow(root: Path, wanted: int) -> None:
    """Add copies of the documents and of their files, until there are ``wanted`` documents."""
    project = Project(root, ROOT)
    options = Options(out=root / "out")
    cache = BuildCache(project, options)
    there = {one.slug: one for one in entries(project, own=True)}
    firsts = [one for one in there.values() if "-copy-" not in one.slug]
    copies = ((one, f"-copy-{number}") for number in count(1) for one in firsts)
    fresh = ((one, end) for one, end in copies if one.slug + end not in there)
    for one, end in islice(fresh, wanted - len(there)):
        made = cache.unchanged(one)
        assert made is not None
        _copy(project, cache, one, made, end)
    cache.save()


def _copy(project: Project, cache: BuildCache, entry: Entry, made: Made, end: str) -> None:
    slug, name = entry.slug + end, made.name + end
    file = project.content / f"{slug}.yaml"
    shutil.copy(entry.file, file)
    out = project.out
    (out / slug).mkdir(parents=True, exist_ok=True)
    files: list[FileEntry] = []
    for one in made.files:
        path = one["path"].replace(f"{entry.slug}/{made.name}", f"{slug}/{name}")
        os.link(out / one["path"], out / path)
        files.append({**one, "path": path, "slug": slug, "source": f"content/{slug}.yaml"})
    layout = files[0]["layout"]
    copy = replace(made, slug=slug, files=tuple(files), name=name)
    cache.remember(layout, slug, {"document": str(file)}, KnownFiles(tuple(files), ()))
    cache.remember_document(Entry(slug, file), layout, cache.inputs(entry), copy)
