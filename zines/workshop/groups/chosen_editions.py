"""Choice of editions by the words of a command line, with the output folder of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zines.base import editions, names
from zines.base.file_names import document_slug, edition_name
from zines.base.files import real
from zines.base.language import tr
from zines.base.problems import UsageError, meant
from zines.base.variants import Variant
from zines.workshop import other_files
from zines.workshop.project import Project, edition_folders


@dataclass(frozen=True)
class Edition:
    """One edition: a file, or a row of a table, which may extend a file.

    ``folder`` is its own folder below the output folder; empty if it has none.
    """

    file: Path | None
    folder: str = ""
    variant: Variant | None = None


def chosen(project: Project, words: tuple[str, ...]) -> list[Edition]:
    """Return the editions requested by name, by path or by folder, each once.

    A single edition is printed into the output folder itself; several editions, or those of a
    folder, each into its own folder. Raises UsageError for an edition that does not exist, and for
    two editions that would be printed into one folder.
    """
    files: dict[Path, Path] = {}
    for word in words:
        for file in _matching(project, word):
            files.setdefault(real(file), file)
    found = list(files.values())
    if len(words) == 1 and _is_one(project, words[0]):
        return [Edition(found[0])]
    twins: dict[str, Path] = {}
    for file in found:
        other = twins.setdefault(edition_name(file), file)
        if other != file:
            raise UsageError(
                tr(
                    "the editions '{one}' and '{other}' would be printed into one folder: "
                    "rename one of them",
                    one=project.named(other),
                    other=project.named(file),
                )
            )
    return [Edition(file, name) for name, file in twins.items()]


def only(project: Project, words: tuple[str, ...]) -> Path | None:
    """Return the requested edition, or None; raises UsageError for several."""
    found = chosen(project, words)
    if len(found) > 1 or any(one.folder for one in found):
        raise UsageError(tr("name one edition here; 'pdf' takes several"))
    return found[0].file if found else None


def single(found: list[Edition]) -> Path | None:
    """Return the edition that the rows of a table extend, or None; raises UsageError for two."""
    if len(found) > 1:
        raise UsageError(tr("the rows of a table extend one edition: name a single one"))
    return found[0].file if found else None


def named(project: Project, word: str) -> Path | None:
    """Return the edition with this name in the folders of editions, or None."""
    if word.endswith("/"):
        return None
    folders = edition_folders(project)
    for place in editions.candidates(word, folders):
        if names.is_file(place):
            return place
    # The name may also be written as a title: "Le Puy" for le-puy.yaml.
    return editions.listed(folders).get(document_slug(word.split("/")))


def _matching(project: Project, word: str) -> list[Path]:
    names.check_argument(word)
    if names.is_file(word):
        return [Path(word)]
    if file := named(project, word):
        return [file]
    if folder := _folder(project, word):
        found = editions.within(folder)
        if not found:
            raise UsageError(tr("there is no edition in the folder '{word}'", word=word))
        return found
    if word.lower().endswith(editions.ENDINGS):
        raise UsageError(other_files.missing(Path(word)))
    known = editions.listed(edition_folders(project))
    hint = meant(word, known, _where(known))
    raise UsageError(tr("there is no edition '{word}'; {hint}", word=word, hint=hint))


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
