"""Where things lie, and which documents there are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from zines.base.files import real
from zines.base.problems import Problem, ProblemError, UsageError, nearest

ENDINGS = (".yaml", ".yml")
#: Files of content/ that are no documents, and the folder for groups' own files.
_SHARED = {"sources.yaml", "organisation.yaml"}
_EDITIONS = "editions"


@dataclass(frozen=True)
class Project:
    """The folders of one checkout."""

    root: Path

    @property
    def content(self) -> Path:
        """Texts."""
        return self.root / "content"

    @property
    def layouts(self) -> Path:
        """Layout folders and their shared parts."""
        return self.root / "layouts"

    @property
    def assets(self) -> Path:
        """Pictures, logos, a group's own fonts."""
        return self.root / "assets"

    @property
    def cache(self) -> Path:
        """What can be made again at any time."""
        return self.root / ".cache"

    def named(self, file: Path) -> str:
        """Return a path as problems show it: from the root when it lies below."""
        # As it was named, not where links lead: that is where people look for it.
        for whole, root in (
            (file.absolute(), self.root.absolute()),
            (real(file), real(self.root)),
        ):
            if whole.is_relative_to(root):
                return whole.relative_to(root).as_posix()
        return str(file)


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
            message = f"'{project.named(self.twin)}' would be printed as '{self.slug}' too"
            problem = Problem("same-name", message, "give one of them another name", name)
            raise ProblemError([problem])


def entries(project: Project) -> list[Entry]:
    """Return every document of content/, in order."""
    found: dict[str, Entry] = {}
    for file in sorted(project.content.rglob("*")):
        place = file.relative_to(project.content)
        if file.suffix in ENDINGS and str(place) not in _SHARED and place.parts[0] != _EDITIONS:
            slug = place.with_suffix("").as_posix()
            other = found.get(slug)
            found[slug] = Entry(slug, file, other.file if other else None)
    return list(found.values())


def chosen(project: Project, wanted: tuple[str, ...]) -> list[Entry]:
    """Return the documents asked for by slug or by path; all when none is.

    Raises UsageError for one that does not exist.
    """
    known = {entry.slug: entry for entry in entries(project)}
    if not wanted:
        if not known:
            raise UsageError(f"there is no document in '{project.content}'")
        return list(known.values())
    found: dict[str, Entry] = {}
    for word in wanted:
        if word.endswith(ENDINGS):
            entry = _at_path(project, Path(word))
        elif word in known:
            entry = known[word]
        else:
            close = nearest(word, known)
            raise UsageError(
                f"there is no document '{word}'"
                + (f"; did you mean '{close}'?" if close else "; python build.py list names them")
            )
        if real(found.setdefault(entry.slug, entry).file) != real(entry.file):
            raise UsageError(
                f"two documents would be printed as '{entry.slug}': build each with its own --out"
            )
    return list(found.values())


def _at_path(project: Project, file: Path) -> Entry:
    if not file.exists():
        raise UsageError(f"there is no file '{file}'")
    # A link in content/ is named by where it stands, a link to content/ by where it leads.
    for full, content in (
        (Path(os.path.normpath(file.absolute())), project.content.absolute()),
        (real(file), real(project.content)),
    ):
        if full.is_relative_to(content):
            return Entry(full.relative_to(content).with_suffix("").as_posix(), file)
    return Entry(file.stem, file)
