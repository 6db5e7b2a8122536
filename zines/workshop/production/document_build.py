"""Build of documents: planning, look-up in the cache, pages, files, writing.

Each document goes through the same steps, and each step returns frozen values::

    planned_files.planned -> cache.known -> pages -> output_files.files_of -> write -> remember

A proof (``check``) does the same, but writes nothing at the end.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base import files
from zines.base.file_names import document_name
from zines.base.options import Made
from zines.base.problems import Problem, ProblemError, Severity, at, problems_of
from zines.composition.typesetting import SetPages, Typesetter
from zines.manuscript.documents import Document
from zines.workshop.cache.build_cache import BuildCache, KnownFiles
from zines.workshop.production import page_problems
from zines.workshop.production.document_inputs import inputs_of
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.inked_pages import InkedPages, in_ink
from zines.workshop.production.output_files import MadeFile, entry_of, files_of
from zines.workshop.production.planned_files import (
    PlannedFile,
    all_outputs,
    planned,
    wanted_outputs,
)
from zines.workshop.production.preparation import BuildContext
from zines.workshop.production.text_reading import ReadText
from zines.workshop.project import Entry

#: The number of documents whose recipes Typst may still be setting before the first is written.
_WAITING = 4


@dataclass(frozen=True)
class StartedDocument:
    """A document whose pages are being set; ``known`` are its outputs that exist already, by path.

    ``pages`` are by the JSON of their request: outputs that differ only in their imposition share
    them.
    """

    text: ReadText
    document: Document
    equipment: Equipment
    planned: tuple[PlannedFile, ...]
    known: Mapping[str, KnownFiles]
    pages: Mapping[str, Future[SetPages]]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class BuiltDocument:
    """A document whose files are ready but not written; ``made`` is by the path of the output."""

    started: StartedDocument
    made: Mapping[str, list[MadeFile]]


def documents(
    texts: Iterable[ReadText],
    context: BuildContext,
    cache: BuildCache,
    working: Callable[[str], None] = lambda slug: None,
) -> Generator[Made, None, None]:
    """Build documents; yield the result of each when it is done, also for those that failed.

    ``working`` is called with the slug of a document when it has been read, and again when its
    files are built. While Typst sets pages (and recipes) in the threads of the pool, this thread
    reads the next ``texts`` and builds the sheets of the previous ones: only Typst releases the
    GIL.
    """
    with context.threads() as pool:
        started: list[StartedDocument] = []
        for text in texts:
            working(text.entry.slug)
            try:
                document = printable(text, context)
                if context.equipment is None:
                    yield Made(text.entry.slug, remarks=_warnings(text))
                    continue
                started.append(_start(text, document, context, context.equipment, cache, pool))
            except (ProblemError, OSError) as error:
                yield _failed(text, error, context)
        built: deque[BuiltDocument] = deque()
        for one in started:
            working(one.text.entry.slug)
            try:
                built.append(_build(one, pool))
            except (ProblemError, OSError) as error:
                yield _failed(one.text, error, context)
            if len(built) > _WAITING:
                yield _finished(built.popleft(), context, cache)
        for whole in built:
            yield _finished(whole, context, cache)


def _finished(whole: BuiltDocument, context: BuildContext, cache: BuildCache) -> Made:
    try:
        return (_prove if context.proof else _write_and_record)(whole, context, cache)
    except (ProblemError, OSError) as error:
        return _failed(whole.started.text, error, context)


def printable(text: ReadText, context: BuildContext) -> Document:
    """Return the document of a text; raises ProblemError for errors in it or in its theme.

    Errors that only lint reports do not prevent a proof, which sets and checks the pages.
    """
    problems = [*text.problems]
    remarks = [*text.remarks]
    if text.document and context.themes:
        theme = context.themes.judged(text.document.theme)
        problems += theme.problems
        remarks += theme.remarks if context.options.lint else ()
    if not context.proof:
        problems += [one for one in remarks if one.severity is Severity.ERROR]
    if problems or text.document is None:
        raise ProblemError(problems)
    return text.document


def _warnings(text: ReadText) -> tuple[Problem, ...]:
    """Return the warnings of lint; its errors stop a document, its notes are for ``check``."""
    return tuple(one for one in text.remarks if one.severity is Severity.WARNING)


def _start(
    text: ReadText,
    document: Document,
    context: BuildContext,
    tools: Equipment,
    cache: BuildCache,
    pool: Executor,
) -> StartedDocument:
    """Plan the files of a document, and start to set the pages of those that must be built.

    Raises ProblemError, also if a file of another owner would be overwritten.
    """
    outputs, warnings = wanted_outputs(document, context.options)
    plan = planned(document, text.entry.file, outputs, tools, context.options)
    known: dict[str, KnownFiles] = {}
    for one in plan:
        if context.proof:
            found = cache.proved(one.path, document.layout.name, one.digest)
        else:
            cache.check_free(one.path, one.owners, document.path)
            found = cache.known(one.path, document.layout.name, one.digest)
        if found:
            known[one.path] = found
    missing = [one for one in plan if one.path not in known]
    set_pages = pages(missing, tools.typesetter, pool)
    return StartedDocument(text, document, tools, tuple(plan), known, set_pages, tuple(warnings))


def plan_of(entry: Entry, context: BuildContext) -> list[PlannedFile]:
    """Return the plan of a document; nothing if it has problems, which its build reports."""
    document, tools = context.texts.read(entry).document, context.equipment
    if document is None or tools is None:
        return []
    try:
        outputs, _ = wanted_outputs(document, context.options)
        return planned(document, entry.file, outputs, tools, context.options)
    except (ProblemError, OSError):
        return []


def pages(
    missing: list[PlannedFile], typesetter: Typesetter, pool: Executor
) -> dict[str, Future[SetPages]]:
    """Have ``pool`` set the pages of outputs: each request once; return them by its JSON."""
    requests = {one.request.as_json: one.request for one in missing}
    return {key: pool.submit(typesetter.set_pages, one) for key, one in requests.items()}


def _build(started: StartedDocument, pool: Executor) -> BuiltDocument:
    """Build the files of a document; ``pool`` sets their recipes. Raises ProblemError."""
    inked: dict[tuple[str, bool], InkedPages] = {}
    made: dict[str, list[MadeFile]] = {}
    for one in started.planned:
        if one.path in started.known:
            continue
        # Only a press file has the printing condition of a print shop.
        key = one.request.as_json, one.output.role == "press"
        if key not in inked:
            pages = started.pages[one.request.as_json].result()
            found = in_ink(one, pages.content, started.equipment)
            inked[key] = replace(found, warnings=(*pages.warnings, *found.warnings))
        made[one.path] = files_of(one, inked[key], started.equipment, pool)
    return BuiltDocument(started, made)


def _write_and_record(built: BuiltDocument, context: BuildContext, cache: BuildCache) -> Made:
    """Write all files of a document or none, and record them.

    Returns the result, with the warnings of all files, also of those that existed already. Raises
    ProblemError for a recipe that cannot be set, OSError.
    """
    started = built.started
    layout = started.document.layout.name
    written = _write(built, context.out)
    for one in started.planned:
        if one.path in written:
            cache.remember(layout, one.digest, one.owners, written[one.path])
    outputs = {**started.known, **written}
    entries = tuple(entry for one in started.planned for entry in outputs[one.path].entries)
    document, entry = started.document, started.text.entry
    made = Made(
        entry.slug,
        entries,
        fresh=bool(written),
        problems=_file_warnings(started, outputs, context),
        remarks=_warnings(started.text),
        name=document_name(document.piece, document.slug),
        outputs=all_outputs(document),
    )
    read = inputs_of(entry, document, started.equipment, context.project)
    cache.remember_document(entry, layout, read, made)
    return made


def _prove(built: BuiltDocument, context: BuildContext, cache: BuildCache) -> Made:
    """Record that all files of a document could be written; raises as :func:`_write_and_record`."""
    started = built.started
    layout = started.document.layout.name
    outputs = dict(started.known)
    for one in started.planned:
        if one.path in built.made:
            made = built.made[one.path]
            for file in made:
                file.bytes()
            outputs[one.path] = KnownFiles((), _warnings_of(made))
            cache.remember_proof(one.path, layout, one.digest, one.owners, _warnings_of(made))
    return Made(started.text.entry.slug, problems=_file_warnings(started, outputs, context))


def _file_warnings(
    started: StartedDocument, outputs: Mapping[str, KnownFiles], context: BuildContext
) -> tuple[Problem, ...]:
    """Return the warnings of the files of a document, each once, with their places."""
    of_files = (warning for one in started.planned for warning in outputs[one.path].warnings)
    return _placed(dict.fromkeys([*started.warnings, *of_files]), started.text, context)


def _warnings_of(made: Iterable[MadeFile]) -> tuple[Problem, ...]:
    return tuple(problem for file in made for problem in file.warnings)


def _write(built: BuiltDocument, out: Path) -> dict[str, KnownFiles]:
    """Write the files of a document, all or none; return those of each output by its path."""
    contents = {one.path: one.bytes() for made in built.made.values() for one in made}
    files.write_all({out / path: content for path, content in contents.items()})
    written = {}
    for one in built.started.planned:
        if one.path not in built.made:
            continue
        if one.companion not in contents:
            # Remove the recipe of an earlier build, if these sheets no longer need one.
            (out / one.companion).unlink(missing_ok=True)
        made = built.made[one.path]
        entries = tuple(
            entry_of(file, contents[file.path], built.started.document) for file in made
        )
        written[one.path] = KnownFiles(entries, _warnings_of(made))
    return written


def _failed(text: ReadText, error: ProblemError | OSError, context: BuildContext) -> Made:
    found = _placed(problems_of(error), text, context)
    return Made(text.entry.slug, problems=found, remarks=_warnings(text))


def _placed(found: Iterable[Problem], text: ReadText, context: BuildContext) -> tuple[Problem, ...]:
    """Return problems of pages, each with its place in the files of the document."""
    found = tuple(found)
    if not found:
        return ()
    project = context.project
    placed = page_problems.placed(found, text, project, context.texts.group_files)
    return tuple(at(placed, project.named(text.entry.file)))
