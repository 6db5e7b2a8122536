from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT, SOURCES
from zines.base.problems import Problem, ProblemError, Severity
from zines.base.search_path import SearchPath
from zines.manuscript import documents, layouts, sources
from zines.manuscript.documents import Document, Reading
from zines.manuscript.sources import SourcesById
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed

#: Signs for no-break spaces, narrow no-break spaces and soft hyphens in these tests.
SIGNS = str.maketrans({"\u00a0": "~", "\u202f": "_", "\u00ad": "¬"})


def refusal(action: Callable[[], Any]) -> list[Problem]:
    """Return the problems that an action must raise, after a check that each is complete."""
    with pytest.raises(ProblemError) as caught:
        action()
    problems = list(caught.value.problems)
    assert problems
    check_fit(problems)
    return problems


def check_fit(problems: Iterable[Problem]) -> None:
    for problem in problems:
        assert problem.severity is Severity.ERROR
        assert problem.code and problem.message and problem.hint and problem.path
        assert problem.code == problem.code.lower() and " " not in problem.code
        assert "\n" not in problem.hint


def refused(text: str) -> list[Problem]:
    """Return the problems of a YAML text."""
    return refusal(lambda: yaml_reader.parse(text, "a.yaml"))


def places(problems: Iterable[Problem]) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in problems]


def parsed(text: str) -> Parsed:
    return yaml_reader.parse(text, "a.yaml")


def shown(text: str) -> str:
    """Return a text with visible signs in place of special spaces and soft hyphens."""
    assert not set("~_¬") & set(text)
    return text.translate(SIGNS)


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


class Desk:
    """Load documents with the real layouts, given sources and an empty folder of assets."""

    def __init__(
        self, folder: Path, known: SourcesById, layouts_folder: Path = ROOT / "layouts"
    ) -> None:
        self.folder = folder
        self.assets = folder / "assets"
        self.assets.mkdir(exist_ok=True)
        self.reading = Reading(SearchPath((layouts_folder,)), SearchPath((self.assets,)), known)

    def load(self, text: str, slug: str = "a") -> Document:
        file = write(self.folder / "content" / "a.yaml", text)
        return documents.load(file, "content/a.yaml", slug, self.reading)

    def refused(self, text: str, slug: str = "a") -> list[Problem]:
        problems = refusal(lambda: self.load(text, slug))
        assert {problem.path for problem in problems} == {"content/a.yaml"}
        return problems


def known_sources(folder: Path, text: str = SOURCES) -> SourcesById:
    return sources.load(
        write(folder / "sources.yaml", text), "sources.yaml", layouts.shipped_schema("sources")
    )


@pytest.fixture(scope="session")
def known(tmp_path_factory: pytest.TempPathFactory) -> SourcesById:
    return known_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture
def desk(tmp_path: Path, known: SourcesById) -> Desk:
    return Desk(tmp_path, known)


@pytest.fixture(scope="session")
def shared_desk(tmp_path_factory: pytest.TempPathFactory, known: SourcesById) -> Desk:
    """Return a desk for property tests, which cannot have a new folder for each example."""
    return Desk(tmp_path_factory.mktemp("desk"), known)
