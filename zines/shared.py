"""What all documents of a run share: layouts, sources, the organisation, the page maker.

Each station is imported inside the call that needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zines.problems import Problem, ProblemError
from zines.project import Project

if TYPE_CHECKING:
    from zines.composition.typesetting import Typesetter
    from zines.manuscript.documents import Reading
    from zines.manuscript.organisation import Organisation


def reading(project: Project) -> tuple[Reading, list[Problem]]:
    """Return what reading documents takes, and what is wrong with content/sources.yaml."""
    from zines.manuscript import documents, layouts, sources

    known, problems = None, []
    try:
        known = sources.load(
            project.content / "sources.yaml",
            "content/sources.yaml",
            layouts.shipped_schema("sources"),
        )
    except ProblemError as error:
        problems = list(error.problems)
    return documents.Reading(project.layouts, project.assets, known), problems


def organisation_file(project: Project, edition: Path | None) -> Path:
    """Return where it is said whose papers these are."""
    return edition or project.content / "organisation.yaml"


def group(project: Project, edition: Path | None) -> Organisation:
    """Return the group of an edition, or the neutral one; raises ProblemError."""
    from zines.manuscript import organisation

    file = organisation_file(project, edition)
    return organisation.load(file, project.named(file), project.assets, edition=bool(edition))


def typesetter(project: Project) -> Typesetter:
    """Return a page maker for these layouts and fonts; raises ProblemError, OSError."""
    from zines.composition import fonts, staging
    from zines.composition.typesetting import Typesetter

    own = fonts.files(project.assets / "fonts")
    return Typesetter(staging.set_up(project.cache / "stage", project.layouts, own))
