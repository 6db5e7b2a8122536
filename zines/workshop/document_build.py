"""Documents made: planned, looked up in the cache, set as pages, made into files, written.

Each document goes the same straight way, and each step returns frozen values::

    planned_files.planned -> cache.known -> pages -> output_files.files_of -> write -> remember
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.file_names import document_name
from zines.base.language import tr
from zines.base.limits import TOTAL_INK_PERCENT
from zines.base.options import Made, Options
from zines.base.problems import Problem, ProblemError, at, unwritten
from zines.composition.typesetting import Typesetter
from zines.manuscript import documents as manuscripts
from zines.manuscript.documents import Document, Reading
from zines.workshop import document_pictures, equipment, missing_glyphs
from zines.workshop.build_cache import BuildCache, KnownFiles
from zines.workshop.document_inputs import inputs_of
from zines.workshop.document_pictures import InkedPages
from zines.workshop.equipment import Equipment
from zines.workshop.output_files import MadeFile, entry_of, files_of
from zines.workshop.planned_files import (
    PlannedFile,
    all_outputs,
    condition_of,
    planned,
    wanted_outputs,
)
from zines.workshop.project import Entry, Project
from zines.workshop.project_typesetter import project_typesetter

#: How many documents wait for their recipes, which Typst sets meanwhile, before they are written.
_WAITING = 4


@dataclass(frozen=True)
class Shared:
    """What the documents of one build share; ``equipment`` None where any of it is wrong."""

    project: Project
    options: Options
    reading: Reading
    equipment: Equipment | None

    @property
    def out(self) -> Path:
        """The folder of outputs, links followed."""
        return files.real(self.options.out)


@dataclass(frozen=True)
class StartedDocument:
    """A document whose pages are being set; ``known`` are its outputs that are there already.

    Outputs that differ only in how pages lie on sheets share their ``pages``, by request.
    """

    entry: Entry
    document: Document
    equipment: Equipment
    planned: tuple[PlannedFile, ...]
    known: Mapping[str, KnownFiles]
    pages: Mapping[str, Future[bytes]]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class LaidDocument:
    """A document whose files are made but not written, by the path of their output."""

    started: StartedDocument
    made: Mapping[str, list[MadeFile]]


def prepared(project: Project, options: Options) -> tuple[Shared, list[Problem]]:
    """Return what all documents share, and everything that is wrong with it."""
    reading, problems = equipment.reading(project)
    try:
        printer = equipment.printer_for(project, options)
        drums = equipment.drums_for(project, options)
        archive = equipment.printer(project).condition
        organisation = equipment.group(project, options.edition)
        if not problems:
            typesetter = project_typesetter(project)
            found = Equipment(typesetter, organisation, printer, archive, drums)
            return Shared(project, options, reading, found), []
    except ProblemError as error:
        problems += error.problems
    except OSError as error:
        problems.append(unwritten(error))
    return Shared(project, options, reading, None), problems


def documents(
    entries: list[Entry],
    shared: Shared,
    cache: BuildCache,
    working: Callable[[str], None] = lambda slug: None,
) -> Generator[Made, None, None]:
    """Make documents, short ones first; yields each as it is done, also those that failed.

    ``working`` is called with the slug of the document that is being read, or made into files.
    While Typst sets pages (and recipes) in the threads of the pool, the texts that follow are
    read, and the sheets of those before are made, in this one: only Typst works beside Python.
    """
    with _pool(shared.options.workers or os.cpu_count() or 1) as pool:
        started: list[StartedDocument] = []
        for entry in sorted(entries, key=_length):
            working(entry.slug)
            try:
                document = _read(entry, shared)
                if shared.equipment is None:
                    yield Made(entry.slug)
                    continue
                started.append(_start(entry, document, shared, shared.equipment, cache, pool))
            except (ProblemError, OSError) as error:
                yield _failed(entry, error, shared)
        laid: deque[LaidDocument] = deque()
        for one in started:
            working(one.entry.slug)
            try:
                laid.append(_lay(one, pool))
            except (ProblemError, OSError) as error:
                yield _failed(one.entry, error, shared)
            if len(laid) > _WAITING:
                yield _finished(laid.popleft(), shared, cache)
        for whole in laid:
            yield _finished(whole, shared, cache)


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Give threads; who is stopped does not wait for the pages that they still set."""
    pool = ThreadPoolExecutor(workers)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _finished(whole: LaidDocument, shared: Shared, cache: BuildCache) -> Made:
    try:
        return _finish(whole, shared, cache)
    except (ProblemError, OSError) as error:
        return _failed(whole.started.entry, error, shared)


def _length(entry: Entry) -> int:
    return entry.file.stat().st_size if entry.file.is_file() else 0


def _read(entry: Entry, shared: Shared) -> Document:
    entry.check_alone(shared.project)
    name = shared.project.named(entry.file)
    return manuscripts.load(entry.file, name, entry.slug, shared.reading)


def _start(
    entry: Entry,
    document: Document,
    shared: Shared,
    tools: Equipment,
    cache: BuildCache,
    pool: Executor,
) -> StartedDocument:
    """Plan the files of a document, and have the pages set that are not there.

    Raises ProblemError, also where a file would be written over that something else owns.
    """
    outputs, warnings = wanted_outputs(document, shared.options)
    plan = planned(document, entry.file, outputs, tools, shared.options)
    known: dict[str, KnownFiles] = {}
    for one in plan:
        file = shared.out / one.path
        if other := cache.taken(file, one.owners):
            message = tr(
                "'{path}' is there already, made for '{other}'", path=one.path, other=other
            )
            hint = tr("rename one of them, say another --out, or --force")
            raise ProblemError([Problem("taken", message, hint, document.path)])
        if found := cache.known(file, document.layout.name, one.digest):
            known[one.path] = found
    missing = [one for one in plan if one.path not in known]
    set_pages = pages(missing, tools.typesetter, pool)
    return StartedDocument(entry, document, tools, tuple(plan), known, set_pages, tuple(warnings))


def pages(
    missing: list[PlannedFile], typesetter: Typesetter, pool: Executor
) -> dict[str, Future[bytes]]:
    """Have the pages of outputs set by ``pool``: each request once, by its JSON."""
    requests = {one.request.as_json: one.request for one in missing}
    return {key: pool.submit(typesetter.pages, one) for key, one in requests.items()}


def _lay(started: StartedDocument, pool: Executor) -> LaidDocument:
    """Make the files of a document; ``pool`` sets their recipes. Raises ProblemError."""
    inked: dict[tuple[str, Path, float], InkedPages] = {}
    made: dict[str, list[MadeFile]] = {}
    for one in started.planned:
        if one.path in started.known:
            continue
        key = one.request.as_json
        profile = condition_of(one.output, started.equipment).profile
        pressed = one.output.role == "press"
        most = started.equipment.printer.total_ink_percent if pressed else TOTAL_INK_PERCENT
        if (key, profile, most) not in inked:
            inked[key, profile, most] = document_pictures.in_ink(
                started.pages[key].result(),
                one.pictures,
                one.output.ink,
                profile,
                most,
                started.document.path,
            )
        made[one.path] = files_of(one, inked[key, profile, most], started.equipment, pool)
    return LaidDocument(started, made)


def _finish(laid: LaidDocument, shared: Shared, cache: BuildCache) -> Made:
    """Write all files of a document or none, and record them.

    Returns what was made, with its warnings, also those of files that were there already. Raises
    ProblemError for a recipe that cannot be set, OSError.
    """
    started = laid.started
    layout = started.document.layout.name
    written = _write(laid, shared.out)
    for one in started.planned:
        if one.path in written:
            cache.remember(shared.out, layout, one.digest, one.owners, written[one.path])
    outputs = {**started.known, **written}
    whole = [outputs[one.path] for one in started.planned]
    warnings = dict.fromkeys([*started.warnings, *(told for one in whole for told in one.warnings)])
    entries = tuple(entry for one in whole for entry in one.entries)
    document = started.document
    made = Made(
        started.entry.slug,
        entries,
        bool(written),
        tuple(warnings),
        document_name(document.piece, document.slug),
        all_outputs(document),
    )
    group = equipment.organisation_file(shared.project, shared.options.edition)
    read = inputs_of(started.entry, started.document, started.equipment, group, shared.project)
    cache.remember_document(started.entry, layout, read, made)
    return made


def _write(laid: LaidDocument, out: Path) -> dict[str, KnownFiles]:
    """Write the files of a document, all or none; returns what is known of each output then."""
    contents = {one.path: one.bytes() for made in laid.made.values() for one in made}
    files.write_all({out / path: content for path, content in contents.items()})
    written = {}
    for one in laid.started.planned:
        if one.path not in laid.made:
            continue
        if one.companion not in contents:
            # A recipe of an earlier build, for sheets that were cut or folded then.
            (out / one.companion).unlink(missing_ok=True)
        made = laid.made[one.path]
        entries = tuple(entry_of(file, contents[file.path], laid.started.document) for file in made)
        warnings = tuple(problem for file in made for problem in file.warnings)
        written[one.path] = KnownFiles(entries, warnings)
    return written


def _failed(entry: Entry, error: ProblemError | OSError, shared: Shared) -> Made:
    found = [unwritten(error)] if isinstance(error, OSError) else error.problems
    project, edition = shared.project, shared.options.edition
    placed = [missing_glyphs.placed(one, entry, project, edition) for one in found]
    return Made(entry.slug, problems=tuple(at(placed, project.named(entry.file))))
