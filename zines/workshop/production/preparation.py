"""The data that all documents of one build share, and its problems."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from zines.base import files
from zines.base.options import Options
from zines.base.problems import Problem, ProblemError, problems_of
from zines.composition import request
from zines.workshop.production import drum_contrast, equipment
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.session import Session
from zines.workshop.production.text_reading import TextReader
from zines.workshop.production.themes import Themes
from zines.workshop.project import Project


@dataclass(frozen=True)
class BuildContext:
    """The data of one build; ``equipment`` is None if any of it has errors.

    ``themes`` is None if no page can be set at all. ``proof``: pages are set and checked, and
    nothing is written.
    """

    project: Project
    options: Options
    texts: TextReader
    equipment: Equipment | None
    themes: Themes | None
    proof: bool

    @property
    def out(self) -> Path:
        """The real path of the output folder."""
        return files.real(self.options.out)

    @contextmanager
    def threads(self) -> Iterator[Executor]:
        """Provide threads; after an exception, do not wait for the pages that they still set."""
        pool = ThreadPoolExecutor(self.options.workers or os.cpu_count() or 1)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        pool.shutdown()


def prepared(
    session: Session, options: Options, *, proof: bool = False
) -> tuple[BuildContext, list[Problem]]:
    """Return the data that all documents of a build share, and its problems.

    The ``session`` holds what other builds have read already. Raises UsageError for a printer or
    drums that do not exist.
    """
    project = session.project
    reading, wrong = session.reading
    problems = [*wrong]
    texts = TextReader(project, options, reading, session.texts)
    themes = found = None
    try:
        typesetter = session.typesetter
        themes = session.themes
        problems += themes.judged(request.OWN_THEME).problems
        tools = equipment.equipped(project, options, typesetter)
        texts.values = tools.organisation.texts
        if not problems:
            found = tools
            problems += drum_contrast.warnings(tools.drums)
    except (ProblemError, OSError) as error:
        problems += problems_of(error)
    return BuildContext(project, options, texts, found, themes, proof), problems
