"""Typst, ready for a project. Loaded without the rooms that read texts: sheets need it alone."""

from __future__ import annotations

from pathlib import Path

from zines.composition import fonts, staging
from zines.composition.typesetting import Typesetter
from zines.workshop.project import Project, user_cache


def project_typesetter(project: Project) -> Typesetter:
    """Return Typst, ready for the layouts and fonts of a project; raises ProblemError, OSError."""
    faces = fonts.files(own_fonts(project))
    layouts = project.search_path("layouts").files((".typ",))
    try:
        stage = staging.set_up(project.cache / "stage", layouts, faces)
    except OSError:
        if project.cache == user_cache():
            raise
        stage = staging.set_up(user_cache() / "stage", layouts, faces)
    return Typesetter(stage)


def own_fonts(project: Project) -> list[Path]:
    """Return the font files of a project itself."""
    return list(project.search_path("assets").files(fonts.ENDINGS, "fonts").values())
