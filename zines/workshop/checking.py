"""The command ``check``: texts and the pages that they make, as ``pdf`` sees them, and any PDF."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from zines import preflight
from zines.base import names
from zines.base.language import tr
from zines.base.options import Options
from zines.base.printing import DEFAULT
from zines.base.problems import Problem, UsageError, in_order
from zines.workshop import document_build, equipment, layout_outputs, preparation
from zines.workshop.build import Progress, Working
from zines.workshop.build_cache import BuildCache
from zines.workshop.chosen_documents import chosen
from zines.workshop.project import Project, placed


def check(
    project: Project,
    wanted: tuple[str, ...] = (),
    printer: str = DEFAULT,
    edition: Path | None = None,
    password: str = "",
    today: date | None = None,
    progress: Progress = lambda made, total: None,
    working: Working = lambda slug, total: None,
) -> list[Problem]:
    """Return every problem of documents and of PDFs: all documents when nothing is named.

    Documents are made as ``pdf`` makes them, up to the last step: nothing but the cache is written.
    ``password`` opens those PDFs that ask for one; ``today`` None is the day of the clock: sources
    of law are too old by it; ``progress`` and ``working`` are called as by :func:`build`. Raises
    UsageError for what does not exist.
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
        options = Options(project.out, edition=edition, printer=printer, today=today)
        problems += _texts(project, named, options, progress, working)
    return in_order(placed(problems, project))


def _pdf(project: Project, file: Path, printer: str, password: str) -> list[Problem]:
    """Return every problem of a PDF, ours or anyone's, by what a printer asks for."""
    limits = preflight.limits_of(equipment.printer(project, printer))
    return preflight.run(file, project.named(file), limits, password)


def _texts(
    project: Project,
    wanted: tuple[str, ...],
    options: Options,
    progress: Progress,
    working: Working,
) -> list[Problem]:
    """Return every problem of documents and their pages, of layouts, themes, sources and group."""
    entries = chosen(project, wanted)
    shared, problems = preparation.prepared(project, options, proof=True)
    texts = [shared.texts.read(entry) for entry in entries]
    cache = BuildCache(project, options)
    total = len(texts)
    for made in document_build.documents(texts, shared, cache, lambda slug: working(slug, total)):
        problems += made.problems
        progress(made, total)
    # Where nothing can be remembered, the next check only takes as long as this one.
    with suppress(OSError):
        cache.save()
    problems += [one for text in texts for one in text.remarks]
    layouts = {text.layout.name: text.layout for text in texts if text.layout}
    for name, layout in layouts.items():
        problems += layout_outputs.wrong_outputs(name, layout.outputs, layout.pages)
    problems += shared.themes.all_problems() if shared.themes else []
    problems += shared.texts.group_remarks + shared.texts.sources_remarks()
    if not wanted:
        cited = {source for text in texts for source in text.cited}
        problems += shared.texts.uncited(cited)
    return problems
