"""The Typst compiler of a project.

This module does not import those that read documents: the command ``impose`` only needs Typst.
"""

from __future__ import annotations

from pathlib import Path

from zines.composition import fonts, staging
from zines.composition.typesetting import Typesetter
from zines.workshop.project import Project, user_cache


def project_typesetter(project: Project) -> Typesetter:
    """Return Typst with the layouts and fonts of a project; raises ProblemError, OSError.

    If the cache of the project cannot be written, the stage is in the cache of the user.
    """
    faces = fonts.files(own_fonts(project))
    found = project.search_path("layouts")
    layouts = found.files((".typ",)) | found.files((".cbor",), "lib/drawn")
    try:
        stage = staging.set_up(project.cache / "stage", layouts, faces)
    except OSError:
        if project.cache == user_cache():
            raise
        stage = staging.set_up(user_cache() / "stage", layouts, faces)
    return Typesetter(stage)


def own_fonts(project: Project) -> list[Path]:
    """Return the font files in the asset folders of a project."""
    return list(project.search_path("assets").files(fonts.ENDINGS, "fonts").values())
