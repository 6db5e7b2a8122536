"""Choice of editions by the words of a command line, with the output folder of each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from zines.base import editions, names
from zines.base.file_names import check, document_slug, slug_of
from zines.base.files import real
from zines.base.language import tr
from zines.base.options import Options
from zines.base.problems import Problem, Severity, UsageError, meant, some_of
from zines.base.variants import OTHER_TABLES, TABLES, Variant
from zines.workshop import other_files
from zines.workshop.groups import extended_editions
from zines.workshop.project import Project, edition_folders


@dataclass(frozen=True)
class Edition:
    """One edition: a file, or a row of a table, which may extend a file.

    ``folder`` is its own folder below the output folder; empty if it has none. ``problem`` states
    why its name cannot be that of a folder: such an edition is not printed.
    """

    file: Path | None
    folder: str = ""
    variant: Variant | None = None
    problem: Problem | None = None


def chosen(project: Project, words: tuple[str, ...], options: Options) -> list[Edition]:
    """Return the editions requested by name, by path or by folder, each once.

    A single edition is printed into the output folder itself; several editions, or those of a
    folder, each into its own folder. Raises UsageError for an edition that does not exist.
    """
    files: dict[Path, Path] = {}
    for word in words:
        for file in _matching(project, word):
            files.setdefault(real(file), file)
    found = list(files.values())
    if len(words) == 1 and _is_one(project, words[0]):
        return [Edition(found[0])]
    return in_folders(project, found, options)


def in_folders(project: Project, found: list[Path], options: Options) -> list[Edition]:
    """Return editions with a folder each, or with the problem of their name.

    As with the rows of a table, none of those that would share a folder is printed.
    """
    by_name: dict[str, list[Path]] = {}
    for file in found:
        by_name.setdefault(slug_of(file.stem), []).append(file)
    return [_in_folder(project, file, by_name[slug_of(file.stem)], options) for file in found]


def wrong_names(found: Iterable[Edition]) -> list[Problem]:
    """Return the problems of the names of editions."""
    return [one.problem for one in found if one.problem]


def _in_folder(project: Project, file: Path, alike: list[Path], options: Options) -> Edition:
    wrong = other_files.described(file) if file.suffix == ".txt" else ""
    try:
        check(replace(options, edition=file))
    except UsageError as error:
        wrong = str(error)
    if wrong:
        return Edition(file, problem=Problem("edition-name", wrong, "", project.named(file)))
    folder = slug_of(file.stem)
    if len(alike) == 1:
        return Edition(file, folder)
    other = project.named(next(one for one in alike if one != file))
    message = tr("'{file}' would be printed as '{slug}' too", file=other, slug=folder)
    hint = tr("give one of them another name")
    return Edition(file, problem=Problem("same-name", message, hint, project.named(file)))


def only(project: Project, words: tuple[str, ...], options: Options) -> Path | None:
    """Return the requested edition, or None; raises UsageError for several."""
    found = chosen(project, words, options)
    if len(found) > 1 or any(one.folder or one.problem for one in found):
        raise UsageError(tr("name one edition here; 'pdf' takes several"))
    return found[0].file if found else None


def single(found: list[Edition]) -> Path | None:
    """Return the edition that the rows of a table extend, or None; raises UsageError for two."""
    if len(found) > 1:
        raise UsageError(tr("the rows of a table extend one edition: name a single one"))
    return found[0].file if found else None


def named(project: Project, word: str) -> Path | None:
    """Return the edition with this name in the folders of editions, or None."""
    if names.names_folder(word):
        return None
    folders = edition_folders(project)
    for place in editions.candidates(word, folders):
        if names.is_file(place):
            return place
    # The name may also be written as a title: "Le Puy" for le-puy.yaml.
    return editions.listed(folders).get(document_slug(re.split(r"[/\\]", word)))


def _matching(project: Project, word: str) -> list[Path]:
    names.check_argument(word)
    if names.is_file(word):
        if word.lower().endswith((*TABLES, *OTHER_TABLES)):
            raise UsageError(other_files.described(Path(word)))
        return [Path(word)]
    if file := named(project, word):
        return [file]
    if folder := _folder(project, word):
        return of_folder(project, word, folder)
    if word.lower().endswith(editions.ENDINGS):
        way_out = tr("'new edition NAME' makes one to fill in")
        raise UsageError(other_files.missing(Path(word), way_out))
    known = editions.listed(edition_folders(project))
    here = [file.name for file in editions.candidates(word, (Path(),)) if names.is_file(file)]
    folders = [folder.name for folder in edition_folders(project) if _folder(project, folder.name)]
    hint = meant(word, here or [*known, *folders], _where(known))
    raise UsageError(tr("there is no edition '{word}'; {hint}", word=word, hint=hint))


def of_folder(project: Project, word: str, folder: Path) -> list[Path]:
    """Return the editions of a folder that are to be printed; raises UsageError if there is none.

    ``word`` is the folder as the command line names it.
    """
    if found := editions.within(folder):
        extended = extended_editions.only_extended(project, found)
        return [one for one in found if one not in extended]
    inner = _inner(folder)
    if not inner:
        raise UsageError(tr("there is no edition in the folder '{word}'", word=word))
    raise UsageError(
        tr(
            "the editions are in folders of '{word}', which are named one by one: {choices}",
            word=word,
            choices=", ".join(inner),
        )
    )


def left_out(project: Project, words: Iterable[str]) -> list[Problem]:
    """Return remarks on editions of the requested folders, and of their folders, not printed."""
    problems: list[Problem] = []
    for word in words:
        folder = None if _is_one(project, word) else _folder(project, word)
        if folder:
            problems += extended_editions.remarks(project, editions.within(folder))
        if folder and (inner := _inner(folder)):
            message = tr(
                "the editions in its folders are not among them: {names}", names=some_of(inner)
            )
            hint = tr(
                "a folder is named by itself: {folder}",
                folder=names.quoted(f"{word.rstrip('/' + os.sep)}/{inner[0]}"),
            )
            problems.append(
                Problem(
                    "edition-folder", message, hint, project.named(folder), severity=Severity.INFO
                )
            )
    return problems


def _inner(folder: Path) -> list[str]:
    """Return the names of the folders of a folder that have editions."""
    return [one.name for one in sorted(folder.iterdir()) if one.is_dir() and editions.within(one)]


def _is_one(project: Project, word: str) -> bool:
    return names.is_file(word) or named(project, word) is not None


def _where(known: dict[str, Path]) -> str:
    if known:
        return tr("one of: {choices}", choices=", ".join(known))
    return tr("name the file of one, as FILE.yaml, or put it into editions/ of the project")


def _folder(project: Project, word: str) -> Path | None:
    """Return the folder with this path, or this name below a folder of editions, or None."""
    places = (Path(word), *(folder / word for folder in edition_folders(project)))
    return next((place for place in places if place.is_dir()), None)
