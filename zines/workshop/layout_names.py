"""Layouts by the words for their papers: affiche for poster, as in texts and names of files."""

from __future__ import annotations

from zines.base.file_names import slug_of
from zines.manuscript import layouts
from zines.manuscript.schemas import french_values
from zines.workshop.project import Project


def shown(project: Project, name: str) -> str:
    """Return the name of a layout in the language in use."""
    return french_values.shown("layout", name, layouts.names(project.search_path("layouts")))


def by_piece(project: Project) -> dict[str, str]:
    """Return the names of all layouts by the word that begins the names of their files, as slugs.

    Raises ProblemError for a layout with errors.
    """
    folders = project.search_path("layouts")
    found: dict[str, str] = {}
    for name in layouts.names(folders):
        piece = layouts.load(folders, name, project.named).piece
        found.setdefault(slug_of(piece), name)
    return found


def called(project: Project, word: str) -> str:
    """Return the name of the layout of that name or paper, such as Affiches; empty if none.

    Raises as :func:`by_piece`.
    """
    slug = slug_of(word)
    if name := layouts.named(project.search_path("layouts"), slug):
        return name
    pieces = by_piece(project)
    return pieces.get(slug) or pieces.get(slug.removesuffix("s"), "")


def meant_by(project: Project, word: str) -> str:
    """Return the name of the layout that a word means, such as affiche or flyer; empty if none.

    Raises as :func:`by_piece`.
    """
    other = french_values.OTHER_PAPERS.get(slug_of(word).removesuffix("s"), "")
    return called(project, word) or layouts.named(project.search_path("layouts"), other)
