"""Choice of documents by the words of a command line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from zines.base import names
from zines.base.editions import ENDINGS
from zines.base.file_names import document_slug
from zines.base.files import is_same, real
from zines.base.language import tr
from zines.base.problems import UsageError, nearest, some_of
from zines.workshop import other_files
from zines.workshop.project import (
    EDITIONS,
    SHARED_FILES,
    Entry,
    Project,
    entries,
    is_document,
    slug_at,
)


def chosen(project: Project, wanted: tuple[str, ...]) -> list[Entry]:
    """Return the documents named by slug, folder or path; without words, all of the project itself.

    Raises UsageError for a document that does not exist, for two that would be printed under one
    slug, and if the project itself has none; OSError if its folder cannot be read.
    """
    if not wanted:
        own = entries(project, own=True)
        if not own and project.content.is_dir():
            # (A folder without the right to read looks empty.)
            with os.scandir(project.content):
                pass
        if not own:
            raise UsageError(
                tr(
                    "there is no document in '{content}': name a file, or one of those that "
                    "'list' shows",
                    content=project.content,
                )
            )
        return own
    known = {entry.slug: entry for entry in entries(project)}
    found: dict[str, Entry] = {}
    for word in wanted:
        for entry in _matching(project, word, known):
            if not is_same(found.setdefault(entry.slug, entry).file, entry.file):
                raise UsageError(
                    tr(
                        "two documents would be printed as '{slug}': build each with its own --out",
                        slug=entry.slug,
                    )
                )
    return list(found.values())


def has_documents(project: Project, word: str) -> bool:
    """Return whether a folder, as it is named on a command line, has documents."""
    try:
        return bool(chosen(project, (word,)))
    except UsageError:
        return False


def _matching(project: Project, word: str, known: dict[str, Entry]) -> list[Entry]:
    """Return the documents that one word of the command line names; raises UsageError."""
    names.check_argument(word)
    # The slug may also be written as a title: "Tracts/L'été" for tracts/l-ete.
    bare = re.sub(r"^\.[/\\]", "", word)
    slug = document_slug(re.split(r"[/\\]", bare.rstrip("/\\")))
    if entry := known.get(word) or known.get(slug):
        return [entry]
    file = Path(word)
    if file.name in SHARED_FILES:
        raise UsageError(
            tr(
                "'{file}' is no text: it is read with the texts that use it; name them, or nothing "
                "for all",
                file=word,
            )
        )
    if file.suffix.lower() in (*ENDINGS, ".pdf"):
        close = slug_at(Path(bare.replace("\\", "/")))
        if close in known and not os.path.lexists(file):
            hint = tr("did you mean '{close}'?", close=close)
            raise UsageError(tr("there is no file '{file}'; {hint}", file=word, hint=hint))
    if file.suffix.lower() in ENDINGS:
        return [_at_path(project, file, known)]
    if what := other_files.described(file):
        raise UsageError(what)
    below = [entry for name, entry in known.items() if name.startswith(f"{slug}/")]
    if not below and file.is_dir():
        within = [one for one in sorted(file.rglob("*")) if is_document(one, one.relative_to(file))]
        below = [_at_path(project, one, known) for one in within]
        below = [entry for entry in below if not entry.slug.startswith(f"{EDITIONS}/")]
        if not below:
            raise UsageError(tr("there is no document in the folder '{word}'", word=word))
    if below:
        return below
    hint = _hint(_named_like(slug, known))
    raise UsageError(tr("there is no document '{word}'; {hint}", word=word, hint=hint))


def _hint(close: list[str]) -> str:
    if len(close) > 1:
        return tr("did you mean one of {names}?", names=some_of(close))
    if close:
        return tr("did you mean '{close}'?", close=close[0])
    return tr("the command 'list' names them")


def _named_like(slug: str, known: Iterable[str]) -> list[str]:
    """Return the folder that a word nearly names, and the documents that it names without theirs.

    If there are none of that name, they are those that have it as words, or that it nearly names.
    """
    names_of = {one: one.rpartition("/")[2] for one in known}
    close = [one for one, name in names_of.items() if name == slug]
    close = close or [one for one in names_of if f"-{slug}-" in f"-{one.replace('/', '-')}-"]
    if not close:
        near = nearest(slug, names_of) or nearest(slug, names_of.values())
        close = [one for one, name in names_of.items() if near in (one, name)]
    folders = {one.rpartition("/")[0] for one in names_of}
    folder = nearest(slug, (one for one in folders if one.count("/") == slug.count("/")))
    return [folder, *close] if folder else close


def _at_path(project: Project, file: Path, known: dict[str, Entry]) -> Entry:
    if not file.exists():
        raise UsageError(other_files.missing(file))
    for folder in project.search_path("content").folders:
        # A link in content/ gets its slug from its own path, a link to content/ from its target.
        for full, content in (
            (Path(os.path.normpath(file.absolute())), folder.absolute()),
            (real(file), real(folder)),
        ):
            if full.is_relative_to(content):
                slug = slug_at(full.relative_to(content))
                return Entry(slug, file, _twin(known.get(slug), file, content))
    return Entry(slug_at(Path(file.name)), file)


def _twin(entry: Entry | None, file: Path, content: Path) -> Path | None:
    """Return another file of the same content/ that would be printed under the same slug."""
    others = [one for one in (entry and entry.file, entry and entry.twin) if one]
    others = [one for one in others if not is_same(one, file)]
    return next((one for one in others if real(one).is_relative_to(real(content))), None)
