from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from zines.workshop.commands import build

from tests.helpers import ROOT, small_project
from zines.base.options import BuildReport, Options
from zines.workshop.project import Project

settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path / "project")


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    """Every real document, in its default outputs."""
    return build(Project(ROOT), (), Options(out=tmp_path_factory.mktemp("catalogue")))
