"""What one build after another keeps: shared files read once, Typst with what it has set before."""

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
    """Stands in for :func:`preparation.prepared` as long as nothing shared has changed."""

    def __init__(self) -> None:
        """Prepare nothing yet."""
        self._kept: Shared | None = None
        self._state: object = None
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1)

    def prepared(self, project: Project, options: Options) -> tuple[Shared, list[Problem]]:
        """Return what all documents share; raises as :func:`preparation.prepared`."""
        state = (shared_state(project, options), options)
        if self._kept and (state, _pictures(self._kept)) == self._state:
            # (Texts are what changes.)
            self._kept.texts.texts.clear()
            return self._kept, []
        shared, problems = preparation.prepared(project, options)
        shared = replace(shared, pool=self._pool)
        # What is wrong with shared files may be mended by one that is not among them: a logo.
        self._kept = shared if shared.equipment and not problems else None
        self._state = state, _pictures(shared)
        return shared, problems

    def warm(self, project: Project, options: Options, entry: Entry) -> None:
        """Have the pages of a document set, in the background: its next build is quick."""
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
    """Return what changes with any shared file: their names, sizes and times of change.

    The day is in it too: what is on the stage is kept for a day, and sources grow old.
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
    """Return the state of the pictures of the group that prints."""
    found = shared.equipment.organisation.pictures if shared.equipment else {}
    return [stamp(file) for file in found.values()]


def _sources(project: Project) -> Iterator[Path]:
    yield from project.search_path("content").candidates("sources.yaml")
    yield from sorted(project.content.rglob("sources.yaml"))
