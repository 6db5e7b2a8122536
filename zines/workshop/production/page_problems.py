"""The places, in the files of a document, of the problems of its pages.

Typst reports the problem without a place, and the check of pictures only knows their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError
from zines.composition import fonts
from zines.manuscript.groups.edition_chain import Link
from zines.manuscript.yaml_files import text_file
from zines.manuscript.yaml_files.parsed import Parsed, Spot, Trail
from zines.workshop.production import equipment
from zines.workshop.production.text_reading import ReadText
from zines.workshop.project import Project

#: The path of a file as problems show it, a line and a column.
_Place = tuple[str, int, int]
_SIGN = "missing-glyph"
#: The key, in a document, of the file of a picture.
_FILE = "file"
#: The quoted text of a message, in English or French.
_QUOTED = re.compile(r"'(.+)'|«\s(.+)\s»")
_NUMBERED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
#: Names that layouts give to texts in messages, if they are not "the" and the key.
_OTHER_NAMES = {
    mark("the letter"): "body",
    mark("the second page"): "guide",
    mark("the back of the card"): "asks",
}


def placed(
    problems: Iterable[Problem], text: ReadText, project: Project, group: Sequence[Link]
) -> tuple[Problem, ...]:
    """Return problems of a document's pages with their places in its files.

    It finds the place of a character, of a text that does not fit, of a picture. ``group`` are the
    files of the group that prints. Other problems, and those found in no file, are returned
    unchanged. Characters on one line, or in one cell, are one problem: a word in another script has
    many.
    """
    tables = [link.parsed.path for link in group if link.row]
    found: dict[object, list[Problem]] = {}
    for one in (_placed(problem, text, project, group) for problem in problems):
        place = one.path, one.line, one.column if one.path in tables else 0
        found.setdefault(place if one.code == _SIGN and one.line else one, []).append(one)
    return tuple(_joined(many) if len(many) > 1 else many[0] for many in found.values())


def _joined(many: Sequence[Problem]) -> Problem:
    """Return one problem of several missing characters, at the first of them."""
    in_order = sorted(many, key=lambda one: one.column)
    signs = "".join(dict.fromkeys(_quoted(one.message) for one in in_order))
    return replace(in_order[0], message=fonts.without(signs).message)


def _placed(problem: Problem, text: ReadText, project: Project, group: Sequence[Link]) -> Problem:
    found = None
    if problem.code == _SIGN:
        found = _of_sign(problem.message, text, project, group)
    elif problem.code == "copyfit" and text.parsed:
        found = _of_text(problem.message, text.parsed)
    elif problem.code == "picture-resolution" and text.parsed:
        found = _of_picture(problem.message, text.parsed)
    if found is None:
        return problem
    path, line, column = found
    return replace(problem, path=path, line=line, column=column)


def _of_text(message: str, parsed: Parsed) -> _Place | None:
    key = _named(message, [trail[0] for trail in parsed.keys if len(trail) == 1])
    return _at(parsed, parsed.spot((key,), key=True)) if key else None


def _of_picture(message: str, parsed: Parsed) -> _Place | None:
    named = [one for one in _files_named(parsed.value) if str(one[-1]) in message]
    # (A name may be part of another name: the longest is the right one.)
    longest = max(named, key=lambda one: len(str(one[-1])), default=None)
    return _at(parsed, parsed.spot(longest[:-1])) if longest else None


def _of_sign(
    message: str, text: ReadText, project: Project, group: Sequence[Link]
) -> _Place | None:
    words = _quoted(message)
    # (Typst writes invisible characters as \u{...}.)
    words = _NUMBERED.sub(lambda one: chr(int(one[1], 16)), words)
    for link in group:
        if link.row and (spot := _in_row(words, link.parsed)):
            return _at(link.parsed, spot)
    files = [link.file for link in group if not link.row]
    for file in (text.entry.file, *files, *equipment.sources_files(project)):
        if found := _first(words, file):
            return project.named(file), *found
    return None


def _quoted(message: str) -> str:
    """Return the quoted text of a message: texts contain quotes, too."""
    found = _QUOTED.search(message)
    return found[1] or found[2] if found else message


def _at(parsed: Parsed, spot: Spot) -> _Place:
    return parsed.path, spot.line, spot.column


def _files_named(value: Any, trail: Trail = ()) -> Iterator[Trail]:
    """Yield the trail of keys to each file that a text names, with its name at the end."""
    inner = value.items() if isinstance(value, dict) else ()
    for key, one in enumerate(value) if isinstance(value, list) else inner:
        if key == _FILE and isinstance(one, str):
            yield (*trail, key, one)
        yield from _files_named(one, (*trail, key))


def _named(message: str, keys: Sequence[Any]) -> str:
    """Return the first key that a message names, as in "the front is too long"; empty for none.

    Layouts usually name a text by its key; each such name is translated like any message.
    """
    names = {f"the {key}": key for key in keys}
    names |= {name: key for name, key in _OTHER_NAMES.items() if key in keys}
    found = {message.find(tr(name)): key for name, key in names.items() if tr(name) in message}
    return str(found[min(found)]) if found else ""


def _in_row(message: str, row: Parsed) -> Spot | None:
    """Return the place of the first value of a row with a non-ASCII character of a message."""
    signs = {sign for sign in message if not sign.isascii()}
    for trail, spot in row.values.items():
        value = row.value.get(trail[0]) if trail else ""
        if signs & set(str(value)):
            return spot
    return None


def _first(message: str, file: Path) -> tuple[int, int] | None:
    """Return line and column of the first non-ASCII character of a message in a file."""
    signs = [sign for sign in message if not sign.isascii()]
    try:
        text = text_file.read(file, "")
    except ProblemError:
        return None
    for number, line in enumerate(text_file.lines_of(text), 1):
        for sign in signs:
            if sign in line:
                return number, line.index(sign) + 1
    return None
