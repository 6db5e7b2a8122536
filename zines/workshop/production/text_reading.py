"""Reading of documents, with the remarks of lint on them, on the group and on the sources.

Both ``pdf`` and ``check`` start here, so that they report the same problems.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from zines.base.options import Options
from zines.base.problems import Problem, ProblemError, at, problems_of
from zines.manuscript import documents, layouts, lint
from zines.manuscript.declared_fields import declared
from zines.manuscript.documents import Document, Reading
from zines.manuscript.groups.edition_chain import Link
from zines.manuscript.layouts import Layout
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed
from zines.workshop.cache.file_stamps import stamp
from zines.workshop.production import equipment
from zines.workshop.project import Entry, Project


@dataclass(frozen=True)
class ReadText:
    """One text that was read; if it has ``problems``, no page can be set from it.

    ``remarks`` are those of lint, of any severity; ``cited`` are the ids of its sources. ``stamp``
    changes with the file.
    """

    entry: Entry
    parsed: Parsed | None = None
    document: Document | None = None
    layout: Layout | None = None
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    cited: frozenset[str] = frozenset()
    stamp: object = None


@dataclass
class TextReader:
    """Read the texts of one run; without ``options.lint`` there are no remarks."""

    project: Project
    options: Options
    reading: Reading
    #: Texts that were read before, also for another edition: only the remarks on the group differ.
    texts: dict[Path, ReadText] = field(default_factory=dict)
    #: The values of the fields that texts declare.
    values: Mapping[str, str] = field(default_factory=dict)

    def read(self, entry: Entry) -> ReadText:
        """Return a text with all its problems; raises nothing."""
        now = stamp(entry.file)
        text = self.texts.get(entry.file)
        if text is None or (text.entry, text.stamp) != (entry, now):
            text = self.texts[entry.file] = replace(self._read(entry), stamp=now)
        if self.values and text.document and text.parsed and declared(text.parsed):
            document = documents.from_parsed(
                text.parsed, entry.file, entry.slug, self.reading, self.values
            )
            text = replace(text, document=document)
        if not self.options.lint or text.layout is None:
            return text
        return replace(text, remarks=(*text.remarks, *self.group_remarks))

    def _read(self, entry: Entry) -> ReadText:
        name = self.project.named(entry.file)
        problems: list[Problem] = []
        try:
            entry.check_alone(self.project)
            documents.check_slug(entry.slug, name)
        except ProblemError as error:
            problems += error.problems
        try:
            parsed = yaml_reader.read_on(entry.file, name)
        except (ProblemError, OSError) as error:
            return ReadText(entry, problems=(*problems, *at(problems_of(error), name)))
        document = None
        try:
            document = documents.from_parsed(parsed, entry.file, entry.slug, self.reading)
        except ProblemError as error:
            problems += at(error.problems, name)
        try:
            layout = self.reading.layout(str(parsed.value.get("layout")))
            self.reading.sources_for(entry.file)
        except ProblemError:
            return ReadText(entry, parsed, problems=tuple(problems))  # They include this error.
        cited = frozenset(lint.cited(parsed, layout))
        remarks = self._remarks(parsed, layout, entry, cited, problems)
        return ReadText(entry, parsed, document, layout, tuple(problems), remarks, cited)

    def sources_remarks(self, cited: Iterable[str] | None = None) -> list[Problem]:
        """Return the remarks of lint on the project's sources: on those ``cited``, None for all.

        The function :func:`equipment.reading` reports whether they can be read.
        """
        parsed, found = self._sources
        if cited is None:
            return found
        spots = [parsed.spot((name,)) for name in cited if (name,) in parsed.values]
        return [
            one for one in found if any(spot.line <= one.line <= spot.last_line for spot in spots)
        ]

    def uncited(self, cited: Iterable[str]) -> list[Problem]:
        """Return remarks on the project's sources that no text cites; ``cited`` by any text."""
        return lint.uncited_sources(self._sources[0], cited)

    @cached_property
    def group_files(self) -> list[Link]:
        """The files of the group that prints, as far as they can be read."""
        return equipment.group_files(self.project, self.options.edition, self.options.variant)

    @cached_property
    def group_remarks(self) -> list[Problem]:
        """The remarks of lint on the group; none for a row, as the table is checked as a whole."""
        if self.options.variant:
            return []
        return [
            one
            for link in self.group_files
            for one in lint.organisation(link.parsed, today=self._today)
        ]

    @cached_property
    def _sources(self) -> tuple[Parsed, list[Problem]]:
        """The project's own sources, and the remarks of lint on them; none if they are unread."""
        file = self.project.content / "sources.yaml"
        try:
            parsed = yaml_reader.read_on(file, self.project.named(file)) if file.is_file() else None
        except ProblemError:
            parsed = None  # (This is reported elsewhere.)
        if parsed is None:
            return Parsed("", {}), []
        french_keys.rename(parsed, layouts.shipped_schema("sources"))
        return parsed, lint.sources(parsed)

    @cached_property
    def _today(self) -> date:
        """The present day, from which the age of sources is counted; days before it are over."""
        return self.options.today or date.today()

    def _remarks(
        self,
        parsed: Parsed,
        layout: Layout,
        entry: Entry,
        cited: frozenset[str],
        problems: Iterable[Problem],
    ) -> tuple[Problem, ...]:
        """Return the remarks of lint, except at places that already have a problem."""
        if not self.options.lint:
            return ()
        found = lint.document(parsed, layout, self.reading.sources_for(entry.file), self._today)
        places = {(one.path, one.line, one.column) for one in problems}
        own = [one for one in found if (one.path, one.line, one.column) not in places]
        return (*own, *self.sources_remarks(cited))
