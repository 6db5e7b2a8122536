"""Shared data kept between builds: files that were read, and Typst with its earlier results."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError
from zines.workshop.cache.file_stamps import stamp
from zines.workshop.production import document_build, equipment, planned_files, preparation
from zines.workshop.production.preparation import Shared
from zines.workshop.project import EDITIONS, Entry, Project


class Workbench:
    """Replace :func:`preparation.prepared`: read shared files again only if they have changed."""

    def __init__(self) -> None:
        """Prepare nothing yet."""
        self._kept: Shared | None = None
        self._state: object = None
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1)

    def prepared(self, project: Project, options: Options) -> tuple[Shared, list[Problem]]:
        """Return the data that all documents share; raises as :func:`preparation.prepared`."""
        state = (shared_state(project, options), options)
        if self._kept and (state, _pictures(self._kept)) == self._state:
            # (The texts may have changed: read them again.)
            self._kept.texts.texts.clear()
            return self._kept, []
        shared, problems = preparation.prepared(project, options)
        shared = replace(shared, pool=self._pool)
        # Keep nothing with problems: a file outside the state, such as a logo, may correct them.
        self._kept = shared if shared.equipment and not problems else None
        self._state = state, _pictures(shared)
        return shared, problems

    def warm(self, project: Project, options: Options, entry: Entry) -> None:
        """Start to set the pages of a document in the background, to speed up its next build."""
        shared, _ = self.prepared(project, options)
        text = shared.texts.read(entry)
        if text.document is None or shared.equipment is None:
            return
        try:
            outputs, _ = planned_files.wanted_outputs(text.document, options)
            plan = planned_files.planned(
                text.document, entry.file, outputs, shared.equipment, options
            )
        except (ProblemError, OSError):
            return
        document_build.pages(plan, shared.equipment.typesetter, self._pool)


def shared_state(project: Project, options: Options) -> object:
    """Return a value that changes with any shared file: names, sizes and times of change.

    It contains the day, too: files on the stage are kept for a day, and sources expire.
    """
    group = equipment.organisation_file(project, options.edition)
    groups = [*(project.root / EDITIONS).rglob("*.y*ml")]
    groups += group.parent.glob("*.y*ml") if group else ()
    named = [
        group,
        *sorted(groups),
        options.icc,
        None if options.printer == DEFAULT else Path(options.printer),
    ]
    return (
        date.today(),
        *(stamp(file) for file in named if file),
        *(stamp(file) for file in project.search_path("layouts").files().values()),
        *(stamp(file) for file in project.search_path("assets").files().values()),
        *(stamp(file) for file in _sources(project)),
    )


def _pictures(shared: Shared) -> list[tuple[str, int, int]]:
    """Return the path, size and time of change of each picture of the group that prints."""
    found = shared.equipment.organisation.pictures if shared.equipment else {}
    return [stamp(file) for file in found.values()]


def _sources(project: Project) -> Iterator[Path]:
    yield from project.search_path("content").candidates("sources.yaml")
    yield from sorted(project.content.rglob("sources.yaml"))
