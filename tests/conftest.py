from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import settings

from tests.helpers import (
    ROOT,
    TODAY,
    Once,
    forget_pages,
    memory_in_use,
    small_project,
    speaking,
    whole_project,
    with_two,
)
from zines.base import language, limits
from zines.base.options import BuildReport, Options
from zines.pdf.opening.budget import Budget
from zines.workshop.build import build
from zines.workshop.project import Project

# Tests expect the English messages of the code, whatever the language of the user's system.
os.environ["HORS_BOCAL_LANG"] = "en"
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give tests with an ``xdist_group`` an id that ends with it: a group runs in one worker.

    pytest-xdist 3.8 writes it into ``_nodeid``, which pytest 9.2 no longer reads.
    """
    if not config.getoption("loadgroup", default=False):
        return
    for item in items:
        groups = "_".join(str(mark.args[0]) for mark in item.iter_markers("xdist_group"))
        if groups and not item.nodeid.endswith(f"@{groups}"):
            item._id = coerce_node_id(f"{item.nodeid}@{groups}")


def pytest_collection_finish() -> None:
    """Exclude the collected tests, which stay until the end, from garbage collection."""
    gc.collect()
    gc.freeze()


#: In bytes, per worker: two workers, a browser and started processes stay below 3 GB together.
MOST_MEMORY = 1_000_000_000


# Last, so that monkeypatched attributes are restored by then.
@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Make a worker that uses much memory forget the pages that it has set."""
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
def two(project: Project) -> Project:
    """Return a small project with a tract and a poster."""
    return with_two(project)


@pytest.fixture(params=language.LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """Have messages in each language in turn; return the language."""
    with speaking(request.param):
        yield request.param


@pytest.fixture
def french() -> Iterator[None]:
    """Have messages in French."""
    with speaking("fr"):
        yield


@pytest.fixture
def whole(tmp_path: Path) -> Project:
    """Return a project with copies of all shipped files, which a test may change."""
    return whole_project(tmp_path / "project")


@pytest.fixture(scope="session")
def checkout(once: Once) -> Project:
    """Return the checkout as a project, with a cache of its own that the workers share."""
    return Project(ROOT, cache_folder=once.root / "checkout")


@pytest.fixture(scope="session")
def catalogue(once: Once, checkout: Project) -> BuildReport:
    """Build every shipped document in its default outputs, once per run."""
    return once("catalogue", lambda out: build(checkout, (), Options(out=out, today=TODAY)))


@pytest.fixture
def little(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Reduce the limits of work and bytes for a PDF to a quarter, so that tests of them are fast.

    Returns both limits.
    """
    allowed = (limits.MOST_WORK // 4, limits.LARGEST_WHOLE_CONTENT // 4)
    monkeypatch.setattr(Budget.__init__, "__defaults__", allowed)
    return allowed
