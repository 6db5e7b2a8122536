"""One run with something to do: documents become jobs, and jobs pass through the stations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.options import OF_GROUP, Made, Options
from zines.base.problems import Problem, ProblemError, at, unwritten
from zines.workshop import equipment
from zines.workshop.build_cache import BuildCache
from zines.workshop.equipment import Equipment
from zines.workshop.project import Entry, Project

if TYPE_CHECKING:
    from zines.manuscript.documents import Document
    from zines.workshop.document_build import DocumentBuild


class Run:
    """What the documents of one run share, and what is wrong with that."""

    def __init__(self, project: Project, options: Options, memory: BuildCache) -> None:
        self.project, self.options, self.memory = project, options, memory
        self.reading, self.shared_problems = equipment.reading(project)
        self.equipment = self._equipment()

    def build(self, entries: list[Entry]) -> Iterator[Made]:
        """Build documents, short ones first; yields each as it is done.

        While Typst sets pages (and recipes) in the workers, the texts that follow are read, and
        the sheets of those before are made, here.
        """
        from zines.workshop.document_build import DocumentBuild

        with ThreadPoolExecutor(self.options.workers or os.cpu_count() or 1) as pool:
            started: list[tuple[Entry, DocumentBuild]] = []
            for entry in sorted(entries, key=_length):
                try:
                    document = self._read(entry)
                    if self.equipment is None:
                        yield Made(entry.slug)
                        continue
                    job = DocumentBuild(
                        self.project,
                        self.options,
                        self.memory,
                        self.equipment,
                        document,
                        entry.file,
                    )
                    job.start(pool)
                except (ProblemError, OSError) as error:
                    yield self._failed(entry, error)
                    continue
                started.append((entry, job))
            laid = []
            for entry, job in started:
                try:
                    job.lay(pool)
                except (ProblemError, OSError) as error:
                    yield self._failed(entry, error)
                    continue
                laid.append((entry, job))
            for entry, job in laid:
                try:
                    yield self._finish(entry, job)
                except (ProblemError, OSError) as error:
                    yield self._failed(entry, error)

    def _equipment(self) -> Equipment | None:
        """Gather what all jobs need; None when any of it is wrong, which is told once."""
        try:
            printer = equipment.printer_for(self.project, self.options)
            drums = equipment.drums_for(self.project, self.options)
            archive = equipment.printer(self.project).condition
            organisation = equipment.group(self.project, self.options.edition)
            if self.shared_problems:
                return None
            typesetter = equipment.typesetter(self.project)
        except ProblemError as error:
            self.shared_problems += error.problems
        except OSError as error:
            self.shared_problems.append(unwritten(error))
        else:
            return Equipment(typesetter, organisation, printer, archive, drums)
        return None

    def _read(self, entry: Entry) -> Document:
        from zines.manuscript import documents

        entry.check_alone(self.project)
        name = self.project.named(entry.file)
        return documents.load(entry.file, name, entry.slug, self.reading)

    def _finish(self, entry: Entry, job: DocumentBuild) -> Made:
        made = job.finish()
        group = equipment.organisation_file(self.project, self.options.edition)
        # Beside its file a picture wins over that of assets/, also one that is put there later.
        inputs = [
            file
            for user, named in (
                (entry.file, job.document.pictures),
                (group, job.organisation.pictures),
            )
            for name in named
            for file in self._candidates(user, name.removeprefix(OF_GROUP))
        ]
        inputs.append(entry.file.parent / "sources.yaml")
        inputs += job.printer.sought
        self.memory.run_done(entry, job.document.layout.name, inputs, made)
        return made

    def _candidates(self, user: Path, picture: str) -> list[Path]:
        """Return every place where a picture that ``user`` names is looked for."""
        assets = self.project.search_path("assets")
        return [user.parent / picture, *assets.candidates(picture)]

    def _failed(self, entry: Entry, error: ProblemError | OSError) -> Made:
        found = [unwritten(error)] if isinstance(error, OSError) else error.problems
        placed = [self._placed(problem, entry) for problem in found]
        return Made(entry.slug, problems=tuple(at(placed, self.project.named(entry.file))))

    def _placed(self, problem: Problem, entry: Entry) -> Problem:
        """Show where a character stands that no font holds: the page maker only knows which."""
        if problem.code == "missing-glyph":
            group = equipment.organisation_file(self.project, self.options.edition)
            places = (entry.file, group, *equipment.sources_files(self.project))
            for file in places:
                if found := _sought(problem.message, file):
                    line, column = found
                    return replace(problem, path=self.project.named(file), line=line, column=column)
        return problem


def _length(entry: Entry) -> int:
    return entry.file.stat().st_size if entry.file.is_file() else 0


def _sought(message: str, file: Path) -> tuple[int, int] | None:
    """Return line and column of the first unusual sign of a message that stands in a file."""
    signs = [sign for sign in message if not sign.isascii()]
    if not file.is_file():
        return None
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        for sign in signs:
            if sign in line:
                return number, line.index(sign) + 1
    return None
