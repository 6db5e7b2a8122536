"""What several builds of one process share: layouts, sources, texts, Typst, the cache's records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from zines.base.problems import Problem, Severity, from_os_error
from zines.composition.typesetting import Typesetter
from zines.manuscript.documents import Reading
from zines.workshop import chosen_documents
from zines.workshop.cache.file_stamps import stamp
from zines.workshop.cache.run_records import RunRecords
from zines.workshop.production import equipment
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.production.text_reading import ReadText
from zines.workshop.production.themes import Themes
from zines.workshop.project import Entry, Project


class Session:
    """The data that the builds of a run share, each read when it is first needed.

    Before the builds of a later run (``watch``, previews), call :meth:`refresh`.
    """

    def __init__(self, project: Project, out: Path | None = None) -> None:
        """Read nothing yet; ``out`` is the output folder, by default that of the project."""
        self.project = project
        self._out = out
        self._state: object = None
        self.texts: dict[Path, ReadText] = {}
        self._chosen: dict[tuple[str, ...], list[Entry]] = {}

    def refresh(self, texts: Iterable[Path] = ()) -> None:
        """Forget the documents and the records, and the rest if a shared file has changed.

        The ``sources.yaml`` beside one of ``texts`` is shared, too, wherever the text is.
        """
        self._chosen.clear()
        vars(self).pop("records", None)
        state = _shared_state(self.project, texts)
        # (A picture may have been added since, or whatever else was missing.)
        for file, text in [*self.texts.items()]:
            if text.problems or text.document is None or text.document.pictures:
                del self.texts[file]
        if state != self._state:
            self.texts.clear()
            for name in ("reading", "typesetter", "themes"):
                vars(self).pop(name, None)
        self._state = state

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

    def save_records(self) -> list[Problem]:
        """Write the records of all builds; where that fails, return a warning: all files exist."""
        try:
            self.records.save()
        except OSError as error:
            return [replace(from_os_error(error), severity=Severity.WARNING)]
        return []

    @cached_property
    def typesetter(self) -> Typesetter:
        """Typst; raises ProblemError, OSError."""
        return project_typesetter(self.project)

    @cached_property
    def themes(self) -> Themes:
        """The themes; raises as :attr:`typesetter`."""
        return Themes(self.project, self.typesetter)


def _shared_state(project: Project, texts: Iterable[Path]) -> object:
    """Return a value that changes with any layout, font or list of sources.

    It consists of their names, sizes and times of change, and of the day: files on the stage are
    kept for a day.
    """
    return (
        date.today(),
        *(stamp(file) for file in project.search_path("layouts").files().values()),
        *(stamp(file) for file in project.search_path("assets").files(below="fonts").values()),
        *(stamp(file) for file in project.search_path("content").candidates("sources.yaml")),
        *(stamp(file) for file in sorted(project.content.rglob("sources.yaml"))),
        *(stamp(file) for file in sorted({text.with_name("sources.yaml") for text in texts})),
    )
