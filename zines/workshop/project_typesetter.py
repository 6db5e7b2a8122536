"""Typst, ready for a project. Loaded without the rooms that read texts: sheets need it alone."""

from __future__ import annotations

from zines.composition import fonts, staging
from zines.composition.typesetting import Typesetter
from zines.workshop.project import Project, user_cache


def project_typesetter(project: Project) -> Typesetter:
    """Return Typst, ready for the layouts and fonts of a project; raises ProblemError, OSError."""
    own = fonts.files(project.search_path("assets").files(fonts.ENDINGS, "fonts").values())
    layouts = project.search_path("layouts").files((".typ",))
    try:
        stage = staging.set_up(project.cache / "stage", layouts, own)
    except OSError:
        if project.cache == user_cache():
            raise
        stage = staging.set_up(user_cache() / "stage", layouts, own)
    return Typesetter(stage)
