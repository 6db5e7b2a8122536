"""The command ``check``: texts as they are read and as a proof-reader sees them, and any PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from zines import preflight
from zines.base import names
from zines.base.language import tr
from zines.base.manifest_entry import Ink
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError, UsageError, at, in_order
from zines.manuscript import documents, lint, yaml_reader
from zines.manuscript.documents import Reading
from zines.manuscript.layouts import Layout
from zines.manuscript.parsed import Parsed
from zines.workshop import document_pictures, equipment, layout_outputs
from zines.workshop.checked_glyphs import GlyphCheck
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import Entry, Project, placed
from zines.workshop.project_typesetter import project_typesetter


def check(
    project: Project,
    wanted: tuple[str, ...] = (),
    printer: str = DEFAULT,
    edition: Path | None = None,
    password: str = "",
    today: date | None = None,
) -> list[Problem]:
    """Return every problem of documents and of PDFs: all documents when nothing is named.

    ``password`` opens those PDFs that ask for one; ``today`` None is the day of the clock: sources
    of law are too old by it. Raises UsageError for what does not exist.
    """
    for path in (edition or "", printer, *wanted):
        names.check_argument(path)
    if edition and not names.is_file(edition):
        raise UsageError(tr("there is no file '{file}'", file=edition))
    pdfs = [Path(word) for word in wanted if word.lower().endswith(".pdf")]
    named = tuple(word for word in wanted if not word.lower().endswith(".pdf"))
    for file in pdfs:
        if not names.is_file(file):
            raise UsageError(tr("there is no file '{file}'", file=file))
    problems = [one for file in pdfs for one in _pdf(project, file, printer, password)]
    if named or not pdfs:
        month = f"{today or date.today():%Y-%m}"
        problems += _texts(project, named, edition, month) + _printer(project, printer)
    return in_order(placed(problems, project))


def _pdf(project: Project, file: Path, printer: str, password: str) -> list[Problem]:
    """Return every problem of a PDF, ours or anyone's, by what a printer asks for."""
    limits = preflight.limits_of(equipment.printer(project, printer))
    return preflight.run(file, project.named(file), limits, password)


def _printer(project: Project, printer: str) -> list[Problem]:
    """Return what is wrong with the printer that texts are to be printed by."""
    try:
        equipment.printer(project, printer)
    except ProblemError as error:
        return list(error.problems)
    return []


def _texts(
    project: Project, wanted: tuple[str, ...], edition: Path | None, month: str
) -> list[Problem]:
    """Return every problem of documents, of their layouts, of all sources and of the group."""
    entries = chosen(project, wanted)
    reading, problems = equipment.reading(project)
    layouts: dict[str, Layout] = {}
    cited: set[str] = set()
    glyphs = GlyphCheck(project, edition)
    for entry in entries:
        found, layout, sources = _document(project, entry, reading, glyphs, month)
        problems += found
        cited |= sources
        if layout:
            layouts[layout.name] = layout
    for name, layout in layouts.items():
        problems += layout_outputs.wrong_outputs(name, layout.outputs, layout.pages)
    problems += _themes(project)
    problems += _sources(project, None if wanted else cited)
    used = {output.ink for layout in layouts.values() for output in layout.outputs}
    problems += _group(project, edition, sorted(used))
    return problems


def _document(
    project: Project, entry: Entry, reading: Reading, glyphs: GlyphCheck, month: str
) -> tuple[list[Problem], Layout | None, set[str]]:
    """Return the problems of a document, its layout, and the sources that it uses.

    Where a text has an error already, lint says nothing more about the same place.
    """
    name = project.named(entry.file)
    problems: list[Problem] = []
    try:
        entry.check_alone(project)
        documents.check_slug(entry.slug, name)
    except ProblemError as error:
        problems += error.problems
    try:
        parsed = yaml_reader.read_on(entry.file, name)
    except ProblemError as error:
        return [*problems, *at(error.problems, name)], None, set()
    try:
        document = documents.from_parsed(parsed, entry.file, entry.slug, reading)
        inks = {output.ink for output in document.layout.outputs}
        undrawn = document_pictures.judged(document.pictures, sorted(inks))
        problems += undrawn
        if not undrawn:
            problems += glyphs.problems(document, entry)
    except ProblemError as error:
        problems += at(error.problems, name)
    try:
        layout = reading.layout(str(parsed.value.get("layout")))
        sources = reading.sources_for(entry.file)
    except ProblemError:
        return problems, None, set()  # it is among the problems
    places = {(one.path, one.line, one.column) for one in problems}
    found = lint.document(parsed, layout, sources, month)
    problems += [one for one in found if (one.path, one.line, one.column) not in places]
    return problems, layout, lint.cited(parsed, layout)


def _sources(project: Project, cited: set[str] | None) -> list[Problem]:
    """Return what lint says of the project's own sources.

    ``cited`` None: not all documents were read, so that none can be called uncited.
    That they can be read was checked with :func:`equipment.reading`.
    """
    file = project.content / "sources.yaml"
    parsed = _parsed(file, project.named(file)) if file.is_file() else None
    if parsed is None:
        return []
    uncited = [] if cited is None else lint.uncited_sources(parsed, cited)
    return lint.sources(parsed) + uncited


def _group(project: Project, edition: Path | None, inks: Iterable[Ink]) -> list[Problem]:
    """Return every problem of the group's file, its logo printed in ``inks``."""
    file = equipment.organisation_file(project, edition)
    problems: list[Problem] = []
    try:
        pictures = equipment.group(project, edition).pictures
        problems += document_pictures.judged(pictures, inks)
    except ProblemError as error:
        problems += error.problems
    parsed = _parsed(file, project.named(file))
    return problems + (lint.organisation(parsed) if parsed else [])


def _themes(project: Project) -> list[Problem]:
    """Return what cannot be read in the colours of the themes."""
    try:
        found = project_typesetter(project).palettes()
    except ProblemError as error:
        return list(error.problems)
    problems = []
    for theme, inks in found.items():
        file = project.file(f"layouts/lib/themes/{theme}.typ")
        problems += lint.palettes({theme: inks}, project.named(file), file.read_text("utf-8"))
    return problems


def _parsed(file: Path, name: str) -> Parsed | None:
    """Return a file; None where it cannot be read, which another function reports."""
    try:
        return yaml_reader.read_on(file, name)
    except ProblemError:
        return None
