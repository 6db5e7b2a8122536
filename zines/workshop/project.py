"""A project: a folder of one's own documents, layouts and assets, laid over what is shipped."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import zines
from zines.base.editions import ENDINGS, is_edition
from zines.base.file_names import document_slug
from zines.base.files import real
from zines.base.language import tr
from zines.base.own_processes import is_standalone
from zines.base.problems import Problem, ProblemError
from zines.base.search_path import SearchPath

#: A folder that holds one of these is a project.
MARKERS = ("hors-bocal.yaml", "content", "layouts", "assets")
#: Before the paths of files that are not the project's own.
SHIPPED = "shipped:"
#: Files that are no documents, wherever they lie in content/, and the folder of editions. An
#: edition that lies elsewhere says so itself: ``kind: edition``.
_SOURCES = "sources.yaml"
_ORGANISATION = "organisation.yaml"
_SHELVES = "shelves.yaml"
EDITIONS = "editions"


@dataclass(frozen=True)
class Project:
    """``root`` is the user's folder; ``shipped`` holds the shipped content, layouts and assets.

    ``shipped`` None stands for nothing but the user's own. ``cache`` is what can be made again.
    ``pictures`` are more folders that texts may take pictures from.
    """

    root: Path
    shipped: Path | None = None
    cache_folder: Path | None = None
    pictures: tuple[Path, ...] = ()

    @property
    def content(self) -> Path:
        """The project's own texts."""
        return self.root / "content"

    @property
    def layouts(self) -> Path:
        """The project's own layout folders and their shared parts."""
        return self.root / "layouts"

    @property
    def assets(self) -> Path:
        """The project's own pictures, logos, fonts, printers and drums."""
        return self.root / "assets"

    @property
    def out(self) -> Path:
        """Where PDFs go unless another folder is named."""
        return self.root / "out"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.cache_folder or self.root / ".cache"

    def search_path(self, kind: str) -> SearchPath:
        """Return where ``content``, ``layouts`` or ``assets`` are looked for."""
        roots = [self.root]
        if self.shipped and real(self.shipped) != real(self.root):
            roots.append(self.shipped)
        # A folder that is no project yet may be anything, as the user's home.
        own = (self.root,) if is_marked(self.root) else ()
        return SearchPath(tuple(root / kind for root in roots), (*own, *self.pictures))

    def file(self, name: str) -> Path:
        """Return a file by its name from the root, as ``content/sources.yaml``.

        It is the project's own, else the shipped one; where there is neither, the project's own
        path is returned, which is where people would put it.
        """
        kind, _, rest = name.partition("/")
        return self.search_path(kind).find(rest) or self.root / name

    def named(self, file: Path) -> str:
        """Return a path as problems show it: from the root, or ``shipped:content/...``."""
        roots = [("", self.root)] + ([(SHIPPED, self.shipped)] if self.shipped else [])
        # As it was named, not where links lead: that is where people look for it.
        for prefix, folder in roots:
            for whole, root in (
                (file.absolute(), folder.absolute()),
                (real(file), real(folder)),
            ):
                if whole.is_relative_to(root):
                    return prefix + whole.relative_to(root).as_posix()
        return str(file)


def placed(problems: Iterable[Problem], project: Project) -> list[Problem]:
    """Return problems of layouts with the path of the file that is meant, own or shipped.

    Stations know a layout's files only by their path from the root, pictures by their whole path.
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
    """Return the folders of a project whose files are editions, to be called by name."""
    return project.root / EDITIONS, project.content / EDITIONS


def shipped_folder() -> Path:
    """Return the folder of the shipped content, layouts and assets.

    An installed package holds them in ``zines/shipped``; in a checkout they lie beside ``zines``.
    """
    package = Path(zines.__file__).resolve().parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent


def is_marked(folder: Path) -> bool:
    """Tell whether a folder is a project."""
    return any(os.path.exists(folder / marker) for marker in MARKERS)


def find(start: Path | None = None) -> Project:
    """Return the project that ``start`` (the current folder) lies in.

    That is the nearest folder upwards that holds one of :data:`MARKERS`. Where there is none,
    ``start`` itself is the project, and its cache is the user's, so that nothing but PDFs appears
    in a folder that is not a project yet; the folder of a standalone program never is one.
    """
    start = (start or Path.cwd()).absolute()
    shipped = shipped_folder()
    for folder in (start, *start.parents):
        if is_marked(folder):
            if folder == shipped and shipped.name == "shipped":
                break  # an installation, which is not to be written into
            return Project(folder, shipped, None if _has_cache(folder) else user_cache())
    if is_standalone() and real(start).is_relative_to(Path(sys.executable).resolve().parent):
        return papers()  # the folder of the program: a new version takes its place
    return Project(start, shipped, user_cache())


def workplace(project: Project, *, clicked: bool = False) -> Project:
    """Return where one works who has typed no folder: a double click begins anywhere.

    That is the project itself; where all that somebody has would be made one, or a standalone
    program was ``clicked``, which begins in any folder, it is that of :func:`papers`.
    """
    if clicked and is_standalone():
        return papers()
    everything = project.root in (Path.home(), Path(project.root.anchor))
    return papers() if everything and not is_marked(project.root) else project


def papers() -> Project:
    """Return the folder ``hors-bocal`` among the user's documents, which need not be there yet."""
    from platformdirs import user_documents_path

    return Project(user_documents_path() / "hors-bocal", shipped_folder(), user_cache())


def _has_cache(root: Path) -> bool:
    """Tell whether a project can hold its own cache."""
    cache = root / ".cache"
    place = cache if os.path.lexists(cache) else root
    return os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK)


def user_cache() -> Path:
    """Return the user's folder for what can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path("hors-bocal", appauthor=False)


@dataclass(frozen=True)
class Entry:
    """One document by its slug and file, not read yet; ``twin`` would be printed as the same."""

    slug: str
    file: Path
    twin: Path | None = None

    def check_alone(self, project: Project) -> None:
        """Raise ProblemError when another file would be printed under the same name."""
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
    """Return every document of content/ in the order of their slugs, the shipped ones too.

    A document of the project hides the shipped one of the same slug. ``own`` leaves the shipped
    ones out.
    """
    found: dict[str, Entry] = {}
    folders = (project.content,) if own else project.search_path("content").folders
    for folder in folders:
        for entry in _entries_of(folder):
            found.setdefault(entry.slug, entry)
    return [found[slug] for slug in sorted(found, key=lambda slug: slug.split("/"))]


def _entries_of(folder: Path) -> list[Entry]:
    found: dict[str, Entry] = {}
    # (A folder that is called as a text is one that somebody misses: it is read, and refused.)
    places = sorted(
        (*inside, name)
        for where, folders, names in os.walk(folder)
        for inside in [Path(where[len(str(folder)) + 1 :]).parts]
        for name in (*folders, *names)
        if name.lower().endswith(ENDINGS)
    )
    for parts in places:
        place = Path(*parts)
        file = folder / place
        if is_document(file, place):
            slug = slug_at(place)
            other = found.get(slug)
            found[slug] = Entry(slug, file, other.file if other else None)
    return list(found.values())


def slug_at(place: Path) -> str:
    """Return what a document is called, by its path from content/: Été/n°1.yaml gives ete/n1."""
    return document_slug([*place.parts[:-1], place.stem])


def is_document(file: Path, place: Path) -> bool:
    """Tell documents from sources, groups, editions and all else; ``place`` is from content/."""
    if file.suffix.lower() not in ENDINGS or place.parts[0] == EDITIONS:
        return False
    return place.name not in (_SOURCES, _ORGANISATION, _SHELVES) and not is_edition(file)
