"""The command ``check``: documents with their pages, as ``pdf`` builds them, and any PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from zines import preflight
from zines.base import names
from zines.base.editions import ENDINGS, is_printed, looks_like_edition
from zines.base.files import real
from zines.base.names import is_file
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, ProblemError, UsageError, at, in_order, problems_of
from zines.base.variants import TABLES
from zines.composition import fonts
from zines.manuscript import lint
from zines.manuscript.groups import variants
from zines.workshop import copied_files, other_files
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.chosen_documents import has_documents
from zines.workshop.groups import chosen_editions, table_editions, unused_columns
from zines.workshop.groups.chosen_editions import Edition
from zines.workshop.groups.edition_jobs import with_groups
from zines.workshop.production import (
    document_build,
    document_pictures,
    equipment,
    layout_outputs,
    preparation,
    unheld_signs,
)
from zines.workshop.production.project_typesetter import own_fonts, project_typesetter
from zines.workshop.production.session import Session
from zines.workshop.progress import SILENT, Reporter
from zines.workshop.project import Project, edition_folders, entries, with_shown_paths


def check(
    project: Project,
    wanted: tuple[str, ...] = (),
    *,
    printer: str = DEFAULT,
    editions: tuple[str, ...] = (),
    password: str = "",
    today: date | None = None,
    progress: Reporter = SILENT,
) -> list[Problem]:
    """Return every problem of documents, editions, tables and PDFs; of all documents by default.

    Documents are built as ``pdf`` builds them, except that only the cache is written.
    ``editions`` are those to build them for. ``password`` opens PDFs that need one. ``today`` is
    the day from which the age of sources of law is counted and before which days of events are
    over, None for the current day. Raises UsageError for anything that does not exist.
    """
    for path in (printer, *wanted):
        names.check_argument(path)
    groups = chosen_editions.chosen(project, editions, Options(project.out))
    named = _named(project, wanted)
    problems = [one for file in named.pdfs for one in _pdf(project, file, printer, password)]
    for found in named.editions.values():
        printed = list(filter(is_printed, found))
        in_folder = chosen_editions.in_folders(project, printed, Options(project.out))
        problems += chosen_editions.wrong_names(in_folder)
        problems += [one for file in found for one in _edition(project, file, today)]
    problems += chosen_editions.wrong_names(groups)
    problems += chosen_editions.left_out(project, [*named.editions, *editions])
    of_groups = [one.file for one in groups if one.file]
    of_groups += [*named.tables, *chain.from_iterable(named.editions.values())]
    problems += copied_files.warnings(project, of_groups)
    options = Options(project.out, printer=printer, today=today)
    session = Session(project)
    for file in named.tables:
        base = replace(options, edition=chosen_editions.single(groups))
        problems += _table(session, file, named.texts, base)
    if (named.texts and not named.tables) or not wanted:
        built = [one for one in groups if not one.problem] if groups else [Edition(None)]
        of_texts = [
            (one, _texts(session, named.texts, replace(options, edition=one.file), progress))
            for one in built
        ]
        problems += with_groups(of_texts, len(built))
        # (If the records cannot be written, the next check only takes as long as this one.)
        session.save_records()
    return in_order(with_shown_paths(problems, project))


class _Named(NamedTuple):
    """What the words of the command line name: ``editions`` by word, and words for ``texts``."""

    pdfs: list[Path]
    tables: list[Path]
    editions: dict[str, list[Path]]
    texts: tuple[str, ...]


def _named(project: Project, wanted: tuple[str, ...]) -> _Named:
    """Tell apart what is to be checked; raises UsageError for files that do not exist.

    A folder stands for the PDFs and tables in it too, unless it is one of documents.
    """
    wanted = tuple(chain.from_iterable(_in_folder(project, word) or (word,) for word in wanted))
    pdfs = [word for word in wanted if word.lower().endswith(".pdf")]
    tables = [word for word in wanted if word.lower().endswith(TABLES)]
    others = [word for word in wanted if word not in {*pdfs, *tables}]
    found = {word: _editions(project, word) for word in others}
    named = _Named(
        list(map(Path, pdfs)),
        list(map(Path, tables)),
        {word: files for word, files in found.items() if files},
        tuple(word for word in others if not found[word]),
    )
    for file in named.pdfs:
        if not is_file(file):
            raise UsageError(other_files.missing(file))
    for file in named.tables:
        table_editions.check_there(file)
    return named


def _in_folder(project: Project, word: str) -> list[str]:
    """Return the paths of PDFs and tables in a folder that has no document; else nothing."""
    folder = Path(word)
    if not folder.is_dir() or _editions(project, word) or has_documents(project, word):
        return []
    found = sorted(one for one in folder.rglob("*") if is_file(one) and one.name[0] not in "._~")
    return [str(one) for one in found if one.suffix.lower() in (".pdf", *TABLES)]


def _table(
    session: Session, file: Path, wanted: tuple[str, ...], options: Options
) -> list[Problem]:
    """Return every problem of a table, and of its rows as editions.

    Its columns may be fields of the ``wanted`` documents, and columns that none of these prints are
    reported. If no document is named, they may be fields of any document.
    """
    project = session.project
    documents = session.chosen(wanted) if wanted else entries(project)
    try:
        rows = table_editions.rows(session, file, documents, options)
    except ProblemError as error:
        return at(error.problems, project.named(file))
    unused = unused_columns.warnings(rows, documents, options, session) if wanted else []
    faces = fonts.files(own_fonts(project))
    groups = (variants.parsed(one, rows.table.name) for one in rows.good)
    signs = [problem for one in groups for problem in unheld_signs.problems(one, faces)]
    return [*rows.problems, *unused, *table_editions.alike_once(rows.with_column_names(signs))]


def _editions(project: Project, word: str) -> list[Path]:
    """Return the editions that a word of the command line names by path, name or folder, if any."""
    file = Path(word)
    folders = edition_folders(project)
    if is_file(word) and file.suffix.lower() in ENDINGS:
        held = any(real(file).is_relative_to(real(folder)) for folder in folders)
        return [file] if held or looks_like_edition(file) else []
    if file.is_dir() and any(real(file).is_relative_to(real(folder)) for folder in folders):
        return chosen_editions.of_folder(project, word, file)
    named = chosen_editions.named(project, word)
    return [named] if named and not file.exists() else []


def _edition(project: Project, file: Path, today: date | None) -> list[Problem]:
    """Return every problem of an edition, of those that it extends, and of its pictures."""
    problems = []
    faces = fonts.files(own_fonts(project))
    for link in equipment.group_files(project, file):
        problems += lint.organisation(link.parsed, today=today or date.today())
        problems += unheld_signs.problems(link.parsed, faces)
    try:
        group = equipment.group(project, file, extended=not is_printed(file))
        stage = project_typesetter(project).stage
        document_pictures.staged(group.pictures, stage, "colour")
    except (ProblemError, OSError) as error:
        problems += at(problems_of(error), project.named(file))
    return problems


def _pdf(project: Project, file: Path, printer: str, password: str) -> list[Problem]:
    """Return every problem of any PDF, by the limits of a printer."""
    limits = preflight.limits_of(equipment.printer(project, printer))
    return preflight.run(file, project.named(file), limits, password)


def _texts(
    session: Session, wanted: tuple[str, ...], options: Options, progress: Reporter
) -> list[Problem]:
    """Return every problem of documents and their pages, of layouts, themes, sources and group."""
    entries = session.chosen(wanted)
    context, problems = preparation.prepared(session, options, proof=True)
    problems += copied_files.warnings(session.project, (entry.file for entry in entries))
    texts = [context.texts.read(entry) for entry in entries]
    cache = BuildCache(session.project, options, session.records)
    total = len(texts)
    begun = document_build.documents(
        texts, context, cache, lambda slug: progress.begin(slug, total)
    )
    for made in begun:
        problems += made.problems
        progress.step(made, total)
    problems += [one for text in texts for one in text.remarks]
    layouts = {text.layout.name: text.layout for text in texts if text.layout}
    for name, layout in layouts.items():
        problems += layout_outputs.wrong_outputs(name, layout.outputs, layout.pages)
    problems += context.themes.all_problems() if context.themes else []
    problems += context.texts.group_remarks + context.texts.sources_remarks()
    if not wanted:
        cited = {source for text in texts for source in text.cited}
        problems += context.texts.uncited(cited)
    return problems
