"""The command ``watch``: build the documents that a change affects, with one running Typst."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zines.base.files import real
from zines.base.language import tr
from zines.base.names import is_file
from zines.base.options import BuildReport, Options
from zines.base.problems import ProblemError, Severity, UsageError, problems_of
from zines.workshop import schemas
from zines.workshop.build import build
from zines.workshop.cache.build_cache import BuildCache
from zines.workshop.cache.old_papers import FORMER, OLDER
from zines.workshop.chosen_documents import chosen
from zines.workshop.production import document_build, preparation
from zines.workshop.production.session import Session
from zines.workshop.progress import SILENT, Reporter
from zines.workshop.project import EDITIONS, Entry, Project, is_document
from zines.workshop.schemas import SCHEMAS


@dataclass(frozen=True)
class Round:
    """The result of a change, and the time it took.

    ``usage`` states why nothing could be built; empty if something could.
    """

    report: BuildReport
    seconds: float
    usage: str = ""


class Watch:
    """The documents that are watched: the named ones, or all of a project."""

    def __init__(self, project: Project, wanted: tuple[str, ...], options: Options) -> None:
        """Choose the documents; raises UsageError for a document that does not exist."""
        self._project, self._wanted, self._options = project, wanted, options
        self._session = Session(project, options.out)
        self._entries = chosen(project, wanted)
        self._failed = False

    def folders(self) -> tuple[Path, ...]:
        """Return the folders that contain the inputs of these documents, without subfolders."""
        project, options = self._project, self._options
        trees = [project.content, project.layouts, project.assets, project.root / EDITIONS]
        found = {project.root, *(one for tree in trees for one in _tree(tree))}
        cache = BuildCache(project, options)
        named = [one.file for one in self._entries]
        named += [one for entry in self._entries for one in cache.inputs(entry)]
        named += [one for one in (options.edition, options.icc) if one]
        found |= {real(file).parent for file in named}
        found |= set(project.pictures)
        return tuple(sorted({real(one) for one in found if one.is_dir()}))

    def start(self, progress: Reporter = SILENT) -> Round:
        """Build what is not up to date; a single document is set at least once, to warm Typst up.

        Raises UsageError for options that contradict.
        """
        first = self._built(self._wanted, progress)
        if first.usage:
            raise UsageError(first.usage)
        if len(self._entries) == 1 and not any(one.fresh for one in first.report.made):
            self._warm(self._entries[0])
        return first

    def changed(self, paths: Iterable[Path]) -> Round | None:
        """Build again what a change of these paths may affect; return None if it affects nothing.

        Without paths, anything may have changed. Documents that are up to date are left out of the
        report, unless their text was saved. The result is None if nothing is left and all was well
        before.
        """
        every = set(paths)
        relevant = {path for path in every if not self._is_internal(path)}
        if every and not relevant:
            return None
        try:
            self._entries = chosen(self._project, self._wanted)
        except UsageError as error:
            self._failed = True
            return Round(BuildReport(self._options.out), 0, self._gone() or str(error))
        self._refresh_schemas(relevant)
        touched = {real(path) for path in relevant}
        saved = [entry for entry in self._entries if real(entry.file) in touched]
        entries = self._affected(touched, saved)
        if not entries:
            return None
        failed = self._failed
        found = self._built(tuple(str(entry.file) for entry in entries))
        report, slugs = found.report, {entry.slug for entry in saved}
        report.made = [
            one for one in report.made if one.fresh or not one.files or one.slug in slugs
        ]
        is_news = report.made or report.problems or report.stopped or found.usage or failed
        return found if is_news else None

    def _affected(self, touched: set[Path], saved: list[Entry]) -> list[Entry]:
        """Return the ``saved`` documents if only texts were touched, else all of them.

        The build cache then decides which of them are built.
        """
        texts = {real(entry.file) for entry in saved}
        alone = touched and all(path in texts or self._is_text(path) for path in touched)
        return saved if alone else self._entries

    def _gone(self) -> str:
        """Return a message on the first watched text that is gone, if any.

        It may soon be there again: some editors delete a file and then write a new one.
        """
        gone = [self._project.named(one.file) for one in self._entries if not is_file(one.file)]
        return tr("'{file}' is gone; its PDFs stay", file=gone[0]) if gone else ""

    def _refresh_schemas(self, paths: Iterable[Path]) -> None:
        """Write the schemas of changed layouts for editors again; keep those of broken layouts."""
        for path in paths:
            name = path.parent.name
            known = self._project.root / SCHEMAS / f"{name}.json"
            if path.name in ("schema.yaml", "example.yaml") and is_file(known):
                with suppress(ProblemError, UsageError, OSError):
                    schemas.write(self._project, [name], known.parent)

    def _is_text(self, path: Path) -> bool:
        """Return whether a path is a document that is not watched, or was deleted."""
        content = real(self._project.content)
        if path in (content, real(self._options.edition or content)):
            return False
        return path.is_relative_to(content) and is_document(path, path.relative_to(content))

    def _is_internal(self, path: Path) -> bool:
        """Return whether this program or an editor writes this file for itself."""
        name = path.name
        if name.startswith(".") or name.endswith(("~", ".tmp", ".part", ".swp")):
            return True
        ours = (self._options.out, self._project.out, self._project.cache)
        # (Events have paths without links, as /private/tmp on macOS. --out may be the project.)
        folders = [
            real(one) for one in ours if not real(self._project.root).is_relative_to(real(one))
        ]
        return any(path.is_relative_to(folder) for folder in folders)

    def _warm(self, entry: Entry) -> None:
        """Start to set the pages of a document in the background: Typst keeps what they need."""
        context, _ = preparation.prepared(self._session, self._options)
        pool = ThreadPoolExecutor()
        if plan := document_build.plan_of(entry, context):
            document_build.pages(plan, self._session.typesetter, pool)
        pool.shutdown(wait=False)

    def _built(self, wanted: tuple[str, ...], progress: Reporter = SILENT) -> Round:
        started = time.perf_counter()
        usage, report = "", BuildReport(self._options.out)
        try:
            self._session.refresh(one.file for one in self._entries)
            report = build(self._project, wanted, self._options, progress, self._session)
            report.problems += self._session.save_records()
            # (Whoever writes a text sees one of its files; 'pdf' says which others are old.)
            report.problems = [one for one in report.problems if one.code not in (FORMER, OLDER)]
        except UsageError as error:
            usage = str(error)
        except (ProblemError, OSError) as error:
            report.problems = list(problems_of(error))
        self._failed = bool(usage) or any(one.severity is Severity.ERROR for one in report.problems)
        return Round(report, time.perf_counter() - started, usage)


def _tree(folder: Path) -> list[Path]:
    """Return a folder and all folders below it, except hidden ones."""
    found = []
    for where, inner, _ in os.walk(folder):
        inner[:] = [name for name in inner if not name.startswith((".", "__"))]
        found.append(Path(where))
    return found
