"""The data that all documents of a run share, prepared once, and its problems."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from zines.base import files
from zines.base.options import Options
from zines.base.problems import Problem, ProblemError, problems_of
from zines.composition import request
from zines.composition.typesetting import Typesetter
from zines.manuscript.documents import Reading
from zines.workshop import chosen_documents
from zines.workshop.cache.run_records import RunRecords
from zines.workshop.production import drum_contrast, equipment
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.production.text_reading import ReadText, TextReader
from zines.workshop.production.themes import Themes
from zines.workshop.project import Entry, Project


@dataclass(frozen=True)
class Shared:
    """The data that documents share; ``equipment`` is None if any of it has errors.

    ``themes`` is None if no page can be set at all. ``proof``: pages are set and checked, and
    nothing is written. ``pool`` sets pages and is kept; without one, each build has its own.
    """

    project: Project
    options: Options
    texts: TextReader
    equipment: Equipment | None
    themes: Themes | None
    proof: bool
    pool: Executor | None = None

    @property
    def out(self) -> Path:
        """The real path of the output folder."""
        return files.real(self.options.out)

    @contextmanager
    def threads(self) -> Iterator[Executor]:
        """Provide threads; after an exception, do not wait for the pages that they still set."""
        if self.pool:
            yield self.pool
            return
        pool = ThreadPoolExecutor(self.options.workers or os.cpu_count() or 1)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()


class Desk:
    """The data that the editions of one run share: texts, layouts, sources, one Typst compiler."""

    def __init__(self, project: Project, out: Path | None = None) -> None:
        """Read nothing yet; ``out`` is the output folder, by default that of the project."""
        self.project = project
        self._out = out
        self.texts: dict[Path, ReadText] = {}
        self._chosen: dict[tuple[str, ...], list[Entry]] = {}

    @cached_property
    def reading(self) -> tuple[Reading, list[Problem]]:
        """The data to read documents with, and its problems."""
        return equipment.reading(self.project)

    def chosen(self, wanted: tuple[str, ...]) -> list[Entry]:
        """Return the requested documents, searched for once; raises UsageError."""
        if wanted not in self._chosen:
            self._chosen[wanted] = chosen_documents.chosen(self.project, wanted)
        return self._chosen[wanted]

    @cached_property
    def records(self) -> RunRecords:
        """The records of the cache."""
        return RunRecords(self.project, self._out)

    @cached_property
    def typesetter(self) -> Typesetter:
        """Typst; raises ProblemError, OSError."""
        return project_typesetter(self.project)

    @cached_property
    def themes(self) -> Themes:
        """The themes; raises as :attr:`typesetter`."""
        return Themes(self.project, self.typesetter)


def prepared(
    project: Project, options: Options, *, proof: bool = False, desk: Desk | None = None
) -> tuple[Shared, list[Problem]]:
    """Return the data that all documents share, and its problems.

    ``desk`` holds what the builds of other editions have read already. Raises UsageError for a
    printer or drums that do not exist.
    """
    desk = desk or Desk(project)
    reading, wrong = desk.reading
    problems = [*wrong]
    texts = TextReader(project, options, reading, desk.texts)
    themes = found = None
    try:
        typesetter = desk.typesetter
        themes = desk.themes
        problems += themes.judged(request.OWN_THEME).problems
        printer = equipment.printer_for(project, options)
        drums = equipment.drums_for(project, options)
        archive = equipment.printer(project).condition
        organisation = equipment.group(project, options.edition, options.variant)
        texts.values = organisation.texts
        if not problems:
            found = Equipment(typesetter, organisation, printer, archive, drums)
            problems += drum_contrast.warnings(drums)
    except (ProblemError, OSError) as error:
        problems += problems_of(error)
    return Shared(project, options, texts, found, themes, proof), problems
