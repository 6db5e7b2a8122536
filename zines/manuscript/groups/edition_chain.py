"""The chain of an edition and the editions that it extends: a section, then its federation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zines.base import editions, names
from zines.base.files import real
from zines.base.language import tr
from zines.base.problems import Problem, ProblemError, meant
from zines.base.variants import Variant
from zines.manuscript import layouts
from zines.manuscript.groups import variants
from zines.manuscript.schemas import french_keys
from zines.manuscript.yaml_files import yaml_reader
from zines.manuscript.yaml_files.parsed import Parsed, shortened


@dataclass(frozen=True)
class EditionFolders:
    """The folders of editions that others may extend, and how problems show the path of a file."""

    folders: tuple[Path, ...] = ()
    shown: Callable[[Path], str] = str


@dataclass(frozen=True)
class Link:
    """One file of a chain, or one row of a table.

    ``candidates`` are all the places where the file that it extends may be. ``row`` is True for a
    row; ``file`` is its table then.
    """

    file: Path
    parsed: Parsed
    candidates: tuple[Path, ...]
    row: bool


def links(
    file: Path | None, name: str, where: EditionFolders, variant: Variant | None = None
) -> Iterator[Link]:
    """Yield an edition, then the edition that it extends, and so on, with their keys in English.

    ``name`` is the path of ``file`` as problems show it. A ``variant`` (a row of a table) comes
    first; it extends ``file`` unless it names another edition. Raises ProblemError for a file that
    cannot be read, for a missing file, and for editions that extend one another in a circle.
    """
    if variant:
        parsed = variants.parsed(variant, where.shown(variant.table))
        link = _link(variant.table, parsed, where, row=True)
        yield link
        if found := _extended_file(link, where):
            file, name = found, where.shown(found)
    before: list[Path] = []
    while file:
        before.append(real(file))
        parsed = yaml_reader.read_on(file, name)
        french_keys.rename(parsed, layouts.shipped_schema("organisation"))
        link = _link(file, parsed, where)
        yield link
        file = _extended_file(link, where)
        if file:
            name = where.shown(file)
            if real(file) in before:
                raise ProblemError([_circle(parsed, [*before, real(file)])])


def _link(file: Path, parsed: Parsed, where: EditionFolders, *, row: bool = False) -> Link:
    word = _extended(parsed)
    named = word and not names.fault(word)
    places = editions.candidates(word, (file.parent, *where.folders)) if named else ()
    return Link(file, parsed, places, row)


def _extended(parsed: Parsed) -> str:
    word: Any = parsed.value.get("extends")
    return word.strip() if isinstance(word, str) else ""


def _extended_file(link: Link, where: EditionFolders) -> Path | None:
    """Return the file that a link extends, if any; raises ProblemError if it does not exist."""
    found = names.first_file(link.candidates)
    word = _extended(link.parsed)
    if found or not word:
        return found
    if wrong := names.fault(word):
        # (Passed over in silence, papers would lack all that the federation says.)
        message = tr("'{name}' names no file: {reason}", name=shortened(word), reason=wrong)
        hint = tr("the name alone will do: it is looked for beside this file and in editions/")
        raise ProblemError([link.parsed.problem(("extends",), "wrong-name", message, hint)])
    existing = [
        *editions.listed(where.folders),
        *(one.stem for one in editions.within(link.file.parent)),
    ]
    others = [name for name in dict.fromkeys(existing) if name != link.file.stem]
    hint = meant(word, others, tr("it is looked for beside this file and in editions/"))
    message = tr("there is no edition '{name}'", name=shortened(word))
    raise ProblemError([link.parsed.problem(("extends",), "missing-edition", message, hint)])


def _circle(parsed: Parsed, files: list[Path]) -> Problem:
    way = files[files.index(files[-1]) :]
    message = tr(
        "these editions extend one another in a circle: {names}",
        names=" > ".join(one.stem for one in way),
    )
    key = french_keys.shown("extends")
    hint = tr("take '{key}' out of one of them: that of the widest group", key=key)
    return parsed.problem(("extends",), "edition-circle", message, hint)
