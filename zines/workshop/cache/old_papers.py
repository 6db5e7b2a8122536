"""Papers of an output folder that are no longer right: they could be handed out unnoticed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from zines.base import files
from zines.base.file_names import ORDER, RECIPE, group_name
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry
from zines.base.options import Made, Options
from zines.base.problems import Problem, Severity, some_of
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.project import Entry, Project, entries, is_gone

FORMER, OLDER = "former-text", "older-file"
_COMPANIONS = (f"-{RECIPE}", f"-{ORDER}")


def of_gone_texts(
    project: Project, out: Path, listed: Iterable[FileEntry], cache: BuildCache
) -> list[Problem]:
    """Return a remark on files in a manifest whose texts were removed, renamed or moved.

    A build of all documents removes these files (:mod:`outdated_files`); others call this.
    """
    content, root = files.real(project.content), files.real(project.root)
    home = files.real(out).is_relative_to(files.real(project.out))
    gone: dict[str, None] = {}
    for entry in listed:
        # (Shipped texts have a name that is no path. Most texts are where the manifest says.)
        named = entry.get("source", "")
        if not named or ":" in named or not is_gone(project, os.path.join(root, named)):
            continue
        # Another project may print into the same folder, unless it is the default folder.
        text = cache.made_from(entry["path"])
        if home or (text and Path(text).is_relative_to(content) and is_gone(project, text)):
            gone[entry["slug"]] = None
    # A text that was renamed may have its slug still: Été.yaml, été.yaml and ete.yaml are one.
    there = {one.slug for one in entries(project)} if gone else set()
    if not gone.keys() - there:
        return []
    message = tr(
        "the texts of these papers are gone, but their files are still there: {names}",
        names=some_of([slug for slug in gone if slug not in there]),
    )
    hint = tr("remove these folders, so that nobody hands out old papers")
    # (Not the folder of a group, so that the remark is the same for all groups.)
    where = project.named(project.out if home else project.content)
    return [Problem(FORMER, message, hint, where, severity=Severity.INFO)]


def of_other_ways(
    project: Project,
    documents: Iterable[Entry],
    made: Iterable[Made],
    cache: BuildCache,
    options: Options,
) -> list[Problem]:
    """Return a remark for each text that was printed now, and in other ways before it was changed.

    Other ways are another ink, large print or another role: a correction is in the new files only.
    """
    fresh = {one.slug: one for one in made if one.fresh and one.files}
    built = [entry for entry in documents if entry.slug in fresh]
    problems = []
    for entry, paths in cache.older(built).items():
        now = {file["path"] for file in fresh[entry.slug].files}
        # (Without the group, so that the remark is the same for all groups.)
        group = group_name(options)
        names = (PurePosixPath(path).stem for path in sorted(set(paths) - now))
        shown = [one.removesuffix(f"-{group}") for one in names if not one.endswith(_COMPANIONS)]
        if not shown:
            continue
        message = tr("these files are from before the last change: {names}", names=some_of(shown))
        hint = tr("print them again in the same way, or remove them")
        problems.append(
            Problem(OLDER, message, hint, project.named(entry.file), severity=Severity.INFO)
        )
    return problems
