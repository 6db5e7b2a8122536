from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import LAYOUT_FOLDERS, Once, example_of, printed, small_project
from zines.base.options import BuildReport
from zines.manuscript import layouts
from zines.workshop.production.project_typesetter import project_typesetter
from zines.workshop.production.recipe_pages import Typeset
from zines.workshop.project import Project


@pytest.fixture(scope="module")
def typeset(checkout: Project) -> Typeset:
    return project_typesetter(checkout).pages


@pytest.fixture(scope="session")
def examples(once: Once) -> dict[str, BuildReport]:
    """Build the example of each layout in its default outputs; return the reports by layout."""

    def make(folder: Path) -> dict[str, BuildReport]:
        project = small_project(folder)
        return {
            name: printed(project, str(example_of(name)), out=folder / name)
            for name in layouts.names(LAYOUT_FOLDERS)
        }

    return once("examples", make)
