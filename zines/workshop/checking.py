"""``check``: texts as they are read and as a proof-reader sees them, layouts, and any PDF.

One of the few modules that know the stations.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError, at, in_order
from zines.workshop import equipment, imposing
from zines.workshop.project import Entry, Project, chosen, entries

if TYPE_CHECKING:
    from zines.manuscript.documents import Document, Reading
    from zines.manuscript.layouts import Layout
    from zines.manuscript.parsed import Parsed


def pdf(project: Project, file: Path, printer: str = DEFAULT) -> list[Problem]:
    """Return every problem of a PDF, ours or anyone's, by what a printer asks for.

    Raises UsageError for a printer that does not exist, ProblemError for one that is wrong.
    """
    from zines import preflight

    limits = preflight.limits_of(equipment.printer(project, printer))
    return preflight.run(file, project.named(file), limits)


def texts(project: Project, wanted: tuple[str, ...], edition: Path | None) -> list[Problem]:
    """Return every problem of documents, of their layouts, of all sources and of the group.

    Raises UsageError for a document that does not exist.
    """
    from zines.manuscript import lint

    entries = chosen(project, wanted)
    reading, problems = equipment.reading(project)
    try:
        equipment.group(project, edition)
    except ProblemError as error:
        problems += error.problems
    layouts: dict[str, Layout] = {}
    used: set[str] = set()
    for entry in entries:
        name = project.named(entry.file)
        _, wrong = _loaded(project, entry, name, reading)
        problems += wrong
        used |= _proof_read(entry, name, reading, layouts, problems)
    for name, layout in layouts.items():
        problems += imposing.wrong_outputs(name, layout.outputs, layout.pages)
    problems += _themes(project)
    shared_sources = equipment.sources_files(project)[0]
    for file, look in (
        (shared_sources, lint.sources),
        (equipment.organisation_file(project, edition), lint.organisation),
    ):
        if parsed := _parsed(file, project.named(file)):
            problems += look(parsed)
            if look is lint.sources and not wanted:
                problems += lint.uncited_sources(parsed, used)
    return in_order(problems)


def _themes(project: Project) -> list[Problem]:
    """Return what cannot be read in the colours of the themes."""
    from zines.manuscript import lint

    try:
        found = equipment.typesetter(project).palettes()
    except ProblemError as error:
        return list(error.problems)
    problems = []
    for theme, inks in found.items():
        file = project.file(f"layouts/lib/themes/{theme}.typ")
        problems += lint.palettes({theme: inks}, project.named(file), file.read_text("utf-8"))
    return problems


def _proof_read(
    entry: Entry,
    name: str,
    reading: Reading,
    layouts: dict[str, Layout],
    problems: list[Problem],
) -> set[str]:
    """Add what lint says of a document, and its layout; returns the sources that it uses."""
    from zines.manuscript import lint

    parsed = _parsed(entry.file, name)
    try:
        layout = reading.layout(str(parsed.value.get("layout"))) if parsed else None
    except ProblemError:
        layout = None  # told already
    if parsed is None or layout is None:
        return set()
    layouts[layout.name] = layout
    # Where a text has an error already, a proof-reader says nothing more about the same place.
    told = {(one.path, one.line, one.column) for one in problems}
    found = lint.document(parsed, layout, reading.sources)
    problems += [one for one in found if (one.path, one.line, one.column) not in told]
    return lint.cited(parsed, layout)


def _parsed(file: Path, name: str) -> Parsed | None:
    from zines.manuscript import yaml_reader

    try:
        return yaml_reader.read_on(file, name)
    except ProblemError:
        return None  # told already


def read_all(project: Project, wanted: tuple[str, ...]) -> tuple[list[Document], list[Problem]]:
    """Return the documents that can be read, and what is wrong with the others."""
    found: list[Document] = []
    reading, problems = equipment.reading(project)
    for entry in chosen(project, wanted) if wanted else entries(project):
        document, wrong = _loaded(project, entry, project.named(entry.file), reading)
        found += [document] if document else []
        problems += wrong
    return found, problems


def _loaded(
    project: Project, entry: Entry, name: str, reading: Reading
) -> tuple[Document | None, list[Problem]]:
    """Return a document, or what is wrong with it."""
    from zines.manuscript import documents

    try:
        entry.check_alone(project)
        return documents.load(entry.file, name, entry.slug, reading), []
    except ProblemError as error:
        return None, at(error.problems, name)
