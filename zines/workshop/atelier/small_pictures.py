"""Small pictures (WebP) of papers and drawings to choose by, made once and kept in the cache."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from zines.base import files
from zines.base.language import tr
from zines.base.problems import UsageError
from zines.composition import request
from zines.composition.typesetting import Typesetter
from zines.manuscript import layouts
from zines.pdf import page_pictures
from zines.workshop.project import Project

#: The side of the picture of a drawing: as it is set, in mm, and in pixels.
_SIDE_MM, DRAWING_WIDTH = 60, 200


def kept(cache: Path, stem: str, key: str, drawn: Callable[[], bytes]) -> bytes:
    """Return the picture that the cache has under this stem and key, or else what ``drawn`` makes.

    It replaces the pictures of the same stem: a new key means that what it shows has changed.
    """
    file = cache / "atelier" / f"{stem}-{key[:16]}.webp"
    with suppress(OSError):
        return file.read_bytes()
    picture = drawn()
    with suppress(OSError):
        for old in file.parent.glob(f"{stem}-????????????????.webp"):
            old.unlink(missing_ok=True)
        files.write(file, picture)
    return picture


def of_drawing(project: Project, typesetter: Typesetter, name: str) -> bytes:
    """Return the picture of a drawing in black, by the name of its file.

    Raises UsageError for a name that no drawing has, ProblemError for a drawing that cannot be set.
    """
    if name not in layouts.names_in(project.search_path("layouts"), "drawings"):
        raise UsageError(tr("there is no such drawing"))

    def drawn() -> bytes:
        size = (_SIDE_MM, _SIDE_MM)
        page = request.own_page("_drawing", name, "", {"drawing": name}, size)
        content = typesetter.unproved_pages(page)
        return page_pictures.drawn(content, 1, DRAWING_WIDTH, "webp")

    key = files.digest(name, str(DRAWING_WIDTH), str(typesetter.stage.layouts))
    return kept(project.cache, f"drawing-{name}", key, drawn)
