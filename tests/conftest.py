from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers import (
    ROOT,
    TODAY,
    Once,
    forget_pages,
    memory_in_use,
    small_project,
    whole_project,
)
from zines.base import limits
from zines.base.options import BuildReport, Options
from zines.pdf.opening.budget import Budget
from zines.workshop.build import build
from zines.workshop.project import Project

# Tests read messages as the code has them, whatever the language of who runs them.
os.environ["HORS_BOCAL_LANG"] = "en"
settings.register_profile("project", deadline=None)
settings.load_profile("project")


def pytest_collection_finish() -> None:
    """Leave the tests themselves, which stay to the end, out of what is searched for garbage."""
    gc.collect()
    gc.freeze()


#: Two workers, a browser and what tests start stay under 3 GB together.
MOST_MEMORY = 1_000_000_000


# (Last: what a test has replaced is put back by then.)
@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Have a worker that has grown large forget the pages that it has set."""
    if memory_in_use() > MOST_MEMORY:
        forget_pages()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    root = tmp_path_factory.getbasetemp()
    return Once(root.parent if "PYTEST_XDIST_WORKER" in os.environ else root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project")


@pytest.fixture
def whole(tmp_path: Path) -> Project:
    """All that is shipped is its own, to be changed."""
    return whole_project(tmp_path / "project")


@pytest.fixture(scope="session")
def checkout(once: Once) -> Project:
    """All that is shipped, as a project with a cache of its own, which the workers share."""
    return Project(ROOT, cache_folder=once.root / "checkout")


@pytest.fixture(scope="session")
def catalogue(once: Once, checkout: Project) -> BuildReport:
    """Every real document, in its default outputs."""
    return once("catalogue", lambda out: build(checkout, (), Options(out=out, today=TODAY)))


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Allow a quarter of the work and of the bytes: what is done until they are spent goes with it.

    Returns both.
    """
    allowed = (limits.MOST_WORK // 4, limits.LARGEST_WHOLE_CONTENT // 4)
    monkeypatch.setattr(Budget.__init__, "__defaults__", allowed)
    return allowed
