"""A project: a folder with the user's documents, layouts and assets, before the shipped ones."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import zines
from zines.base.editions import ENDINGS, is_edition
from zines.base.file_names import document_slug
from zines.base.files import is_same, real
from zines.base.language import tr
from zines.base.own_processes import is_standalone
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath

#: A folder that contains one of these is a project.
MARKERS = ("hors-bocal.yaml", "content", "layouts", "assets")
#: The prefix of the paths of shipped files.
SHIPPED = "shipped:"
#: Files that documents share, in any folder of content/.
SHARED_FILES = ("sources.yaml", "shelves.yaml")
_ORGANISATION = "organisation.yaml"
#: The folder of editions; one in another folder has the key ``kind: edition``.
EDITIONS = "editions"


@dataclass(frozen=True)
class Project:
    """``root`` is the user's folder; ``shipped`` has the shipped content, layouts and assets.

    If ``shipped`` is None, only the user's own files are used. ``cache_folder`` is None for a cache
    in the project. ``pictures`` are other folders with pictures that documents may use.
    """

    root: Path
    shipped: Path | None = None
    cache_folder: Path | None = None
    pictures: tuple[Path, ...] = ()

    @property
    def content(self) -> Path:
        """The folder of the project's own documents."""
        return self.root / "content"

    @property
    def layouts(self) -> Path:
        """The folder of the project's own layouts and their shared parts."""
        return self.root / "layouts"

    @property
    def assets(self) -> Path:
        """The folder of the project's own pictures, logos, fonts, printers and drums."""
        return self.root / "assets"

    @property
    def out(self) -> Path:
        """The default output folder."""
        return self.root / "out"

    @property
    def cache(self) -> Path:
        """The folder of files that can be built again at any time."""
        return self.cache_folder or self.root / ".cache"

    @property
    def is_home_or_disk(self) -> bool:
        """Whether it would be the home folder or the root of a disk."""
        return self.root in (Path.home(), Path(self.root.anchor))

    def search_path(self, kind: str) -> SearchPath:
        """Return the folders in which ``content``, ``layouts`` or ``assets`` are searched for."""
        roots = [self.root]
        if self.shipped and real(self.shipped) != real(self.root):
            roots.append(self.shipped)
        # A folder that is no project yet may be any folder, such as the user's home.
        own = (self.root,) if is_marked(self.root) else ()
        return SearchPath(tuple(root / kind for root in roots), (*own, *self.pictures))

    def file(self, name: str) -> Path:
        """Return a file by its path from the root, such as ``content/sources.yaml``.

        It is the project's own file, else the shipped one. If neither exists, return the project's
        own path, where the user would create it.
        """
        kind, _, rest = name.partition("/")
        return self.search_path(kind).find(rest) or self.root / name

    def named(self, file: Path) -> str:
        """Return a path as problems show it: from the root, or ``shipped:content/...``."""
        roots = [("", self.root)] + ([(SHIPPED, self.shipped)] if self.shipped else [])
        # First the path as it was given, without following links: users search for it there.
        for prefix, folder in roots:
            for whole, root in (
                (file.absolute(), folder.absolute()),
                (real(file), real(folder)),
            ):
                if whole.is_relative_to(root):
                    # (An edition extends ../federation, and another federation: the same file.)
                    return prefix + Path(os.path.normpath(whole.relative_to(root))).as_posix()
        return str(file)


def with_shown_paths(problems: Iterable[Problem], project: Project) -> list[Problem]:
    """Return problems with the paths of their files, own or shipped, as problems show them.

    Other packages know a layout's files only by their path from the root, and pictures only by
    their absolute path.
    """
    found = []
    for one in problems:
        if one.path.startswith("layouts/"):
            found.append(replace(one, path=project.named(project.file(one.path))))
        elif Path(one.path).is_absolute():
            found.append(replace(one, path=project.named(Path(one.path))))
        else:
            found.append(one)
    return found


def edition_folders(project: Project) -> tuple[Path, ...]:
    """Return the folders of a project whose files are editions, which can be named without path."""
    return project.root / EDITIONS, project.content / EDITIONS


def shipped_folder() -> Path:
    """Return the folder of the shipped content, layouts and assets.

    In an installed package it is ``zines/shipped``; in a checkout it is the parent of ``zines``.
    """
    package = Path(zines.__file__).resolve().parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


def is_marked(folder: Path) -> bool:
    """Return whether a folder is a project."""
    return any(os.path.exists(folder / marker) for marker in MARKERS)


def find(start: Path | None = None) -> Project:
    """Return the project of the folder ``start``, by default the current folder.

    It is the nearest folder, from ``start`` upwards, that contains one of :data:`MARKERS`. If there
    is none, ``start`` itself is the project, with the user's cache, so that only PDFs appear in a
    folder that is not a project yet. The folder of a standalone program is never a project.
    """
    start = (start or Path.cwd()).absolute()
    shipped = shipped_folder()
    for folder in (start, *start.parents):
        if is_marked(folder):
            if folder == shipped and shipped.name == "shipped":
                break  # An installation: nothing may be written into it.
            return Project(folder, shipped, None if _has_cache(folder) else user_cache())
    if is_standalone() and real(start).is_relative_to(Path(sys.executable).resolve().parent):
        return papers()  # The folder of the program is replaced by a new version.
    return Project(start, shipped, user_cache())


def workplace(project: Project, *, clicked: bool = False) -> Project:
    """Return the project to work in, if the user has named no folder.

    It is the project itself. It is that of :func:`papers` if a standalone program was ``clicked``,
    since it then starts in any folder, or if the project would be the home folder or the root of a
    disk and is not marked as a project.
    """
    if clicked and is_standalone():
        return papers()
    return papers() if project.is_home_or_disk and not is_marked(project.root) else project


def papers() -> Project:
    """Return the folder ``hors-bocal`` in the user's documents as a project; it may not exist."""
    from platformdirs import user_documents_path

    return Project(user_documents_path() / "hors-bocal", shipped_folder(), user_cache())


def _has_cache(root: Path) -> bool:
    """Return whether a project can contain its own cache."""
    cache = root / ".cache"
    place = cache if os.path.lexists(cache) else root
    return os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK)


def user_cache() -> Path:
    """Return the user's folder for files that can be built again."""
    from platformdirs import user_cache_path

    return user_cache_path("hors-bocal", appauthor=False)


@dataclass(frozen=True)
class Entry:
    """One document that is not read yet; ``twin`` is another file with the same slug, or None."""

    slug: str
    file: Path
    twin: Path | None = None

    def check_alone(self, project: Project) -> None:
        """Raise ProblemError if another file would be printed under the same name."""
        if self.twin:
            name = project.named(self.file)
            message = tr(
                "'{file}' would be printed as '{slug}' too",
                file=project.named(self.twin),
                slug=self.slug,
            )
            problem = Problem("same-name", message, tr("give one of them another name"), name)
            raise ProblemError([problem])


def entries(project: Project, *, own: bool = False) -> list[Entry]:
    """Return every document of content/, also the shipped ones, in the order of their slugs.

    A document of the project hides the shipped one with the same slug. ``own`` leaves out the
    shipped ones.
    """
    found: dict[str, Entry] = {}
    folders = (project.content,) if own else project.search_path("content").folders
    for folder in folders:
        for entry in _entries_of(folder):
            found.setdefault(entry.slug, entry)
    return [found[slug] for slug in sorted(found, key=lambda slug: slug.split("/"))]


def is_gone(project: Project, path: str) -> bool:
    """Return whether a file was removed or renamed, and is not just on a stick unplugged."""
    file = Path(path)
    near = file.parent.is_dir() or file.is_relative_to(real(project.root))
    return file.is_absolute() and near and not os.path.lexists(file)


def _entries_of(folder: Path) -> list[Entry]:
    found: dict[str, Entry] = {}
    places: list[tuple[str, ...]] = []
    for where, folders, names in os.walk(folder):
        inside = Path(where).relative_to(folder).parts
        # (A folder with the name of a text is probably a mistake: reading it reports the problem.)
        texts = (name for name in (*folders, *names) if name.lower().endswith(ENDINGS))
        places += [(*inside, name) for name in texts]
    for parts in sorted(places):
        place = Path(*parts)
        file = folder / place
        if is_document(file, place):
            slug = slug_at(place)
            other = found.get(slug)
            found[slug] = Entry(slug, file, other.file if other else None)
    return list(found.values())


def slug_at(place: Path) -> str:
    """Return the slug of a document by its path from content/: Été/n°1.yaml gives ete/n1."""
    return document_slug([*place.parts[:-1], place.stem])


def is_document(file: Path, place: Path) -> bool:
    """Return whether a file is a document, not sources, shelves, a group or another file.

    ``place`` is its path from content/. Hidden files are none: macOS writes ._essai.yaml beside
    essai.yaml on USB sticks.
    """
    name = file.name.lower()
    if not name.endswith(ENDINGS) or name[0] == ".":
        return False
    if place.parts[0].lower() == EDITIONS and _is_called(file.parents[len(place.parts) - 2]):
        return False
    if name in (*SHARED_FILES, _ORGANISATION) and _is_called(file):
        return False
    return not is_edition(file)


def _is_called(path: Path) -> bool:
    """Return whether a name is in small letters, or the disk takes Sources for sources."""
    name = path.name.lower()
    return path.name == name or is_same(path, path.with_name(name))
