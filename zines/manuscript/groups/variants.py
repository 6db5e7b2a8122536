"""Convert rows of a table to editions: which column fills in which key, how a cell is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from zines.base.file_names import edition_name, slug_of
from zines.base.language import mark, tr
from zines.base.problems import Problem, ProblemError, UsageError, nearest
from zines.base.variants import Variant, values_as_json
from zines.manuscript.groups import (
    cell_values,
    column_names,
    doubtful_rows,
    postal_address,
    street_parts,
)
from zines.manuscript.groups.column_names import FIELDS, SURE, keys_by_column, named, shown, spelt
from zines.manuscript.groups.postal_address import COMPLEMENT
from zines.manuscript.groups.table import Row, Table, folder_names
from zines.manuscript.groups.table_cells import NOTES
from zines.manuscript.yaml_files.parsed import Parsed, Spot, Trail

#: A column that fills in a field of a form, by the name of the field.
_OF_FORM = re.compile(r"(?:champs?|fields?)\s*[.:]\s*(.+)", re.IGNORECASE)
#: Lists of which a row has one item, each text of it in a column of its own.
_LISTS = ("hours", "events")

#: The key that each column fills in, such as meeting.day, by the name of the column in the table.
Columns = Mapping[str, str]


def columns(table: Table, declared: Iterable[str], others: Callable[[], Iterable[str]]) -> Columns:
    """Return the key that each column of a table fills in; columns of notes are left out.

    So are columns that no paper shows, by their names: Observations, Trésorier.

    ``declared`` are the fields of the documents to print; ``others`` returns those of all other
    documents, whose columns are left out as well; ``champ.nom`` is the field ``nom`` of a form.
    Raises ProblemError for any other column, for two columns that fill in the same key, and for a
    table without a column of names.
    """
    own = {spelt(name): FIELDS + name for name in declared}
    keys = {
        column: own.get(spelt(column)) or column_names.key_of(column) or _of_form(column, own)
        for column in table.columns
        if not column.startswith(NOTES)
    }
    keys = street_parts.keys(column_names.of_meetings(keys), table)
    given = Counter(keys.values())
    many = None in given or given.total() > len(given)
    elsewhere = {spelt(name) for name in others()} if many else set()
    elsewhere |= column_names.unprinted()
    # (A column Section beside Nom is a field of another document, and no second name.)
    given = Counter(key for column, key in keys.items() if spelt(column) not in elsewhere)
    keys = {
        column: None if given[key] and spelt(column) in elsewhere else key
        for column, key in keys.items()
    }
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for column, key in keys.items():
        if key is None:
            if spelt(column) not in elsewhere:
                problems.append(_unknown(table, column, own, is_first=not problems))
        elif same := next((one for one in first if _say_the_same(one, key)), ""):
            message = tr(
                "the columns '{one}' and '{other}' say the same", one=first[same], other=column
            )
            hint = tr("remove one of the two, or begin its name with # if it holds notes")
            problems.append(_of_header(table, column, message, hint))
        else:
            found[column] = key
            first[key] = column
    if not problems and "name" not in first:
        message = tr("no column gives the names of the groups")
        hint = tr("call one '{column}'; files and folders are named after it", column=shown("name"))
        problems.append(Problem("table-column", message, hint, table.name, table.header))
    if problems:
        raise ProblemError(problems)
    return found


def _say_the_same(one: str, other: str) -> bool:
    """Return whether two keys give the same, or one a part of the other.

    (The complement of an address may have several columns: Adresse 2, Adresse 3.)
    """
    (short, long) = sorted((one, other), key=len)
    return (long == short and long != COMPLEMENT) or long.startswith(f"{short}.")


def _of_form(column: str, own: Mapping[str, str]) -> str | None:
    found = _OF_FORM.fullmatch(column.strip())
    if not found or not (name := slug_of(found[1])):
        return None
    return own.get(spelt(found[1])) or FIELDS + name


def unused(table: Table, used: Columns) -> list[str]:
    """Return the columns, other than notes, that fill in nothing."""
    return [one for one in table.columns if one not in used and not one.startswith(NOTES)]


def _unknown(table: Table, column: str, own: Mapping[str, str], *, is_first: bool) -> Problem:
    """Return the problem of a column of unknown meaning; the first one names all that are known."""
    offered = list(map(shown, (*named(), *own.values())))
    every = [*offered, *(name for called in named().values() for name in called)]
    by_slug = {slug_of(name): name for name in reversed(every)}
    # (Tél. bureau is a phone number. Nom du secrétaire is not the name of the group.)
    words = (one for one in slug_of(column).split("-") if one in by_slug)
    word = next((one for one in words if keys_by_column().get(one) in SURE[1:]), "")
    close = word or nearest(slug_of(column), by_slug)
    message = tr("the column '{column}' fills in nothing", column=column)
    hint = tr(
        "call it '# {column}' if it holds notes, else one of: {choices}",
        column=column,
        choices=", ".join(offered),
    )
    if not is_first:
        hint = tr("call it '# {column}' if it holds notes", column=column)
    if len(table.columns) == 1 and table.is_workbook:
        hint = tr(
            "remove the lines above the names of columns, or put the sheet of the table first"
        )
    elif len(table.columns) == 1:
        hint = tr(
            "part the columns by semicolons, as a spreadsheet does that saves as CSV; remove the "
            "lines above the one that names them"
        )
    elif close:
        question = mark("did you mean '{close}'? A column of notes begins with #")
        hint = tr(question, close=by_slug[close])
    return _of_header(table, column, message, hint)


def _of_header(table: Table, column: str, message: str, hint: str) -> Problem:
    place = table.name, table.header, table.columns[column]
    return Problem("table-column", message, hint, *place)


def variants(table: Table, used: Columns, file: Path) -> tuple[list[Variant], list[Problem]]:
    """Return the good rows as editions, and the problems of the others.

    An edition is named after its group, wherever its row stands; the place is added where two
    groups have the same name.
    """
    by_key = {key: column for column, key in used.items()}
    name = by_key["name"]
    place = by_key.get("place") or by_key.get("town", "")
    folders = folder_names(table.rows, name, place)
    found, problems = [], [*table.problems, *doubtful_rows.remarks(table, name)]
    # (Rows with the same cells filled in share one mapping of places, to save memory.)
    shared_places: dict[tuple[Trail, ...], dict[Trail, int]] = {}
    for row in table.rows:
        folder = folders.get(row.line, "")
        if wrong := _wrong_name(table, row, used, name, folder):
            problems.append(wrong)
            continue
        try:
            values, places = _values(table, row, used)
        except ProblemError as error:
            problems += error.problems
            continue
        copies = values.pop("copies", 0)
        places = shared_places.setdefault(tuple(places), places)
        found.append(Variant(folder, file, row.line, values_as_json(values), places, copies))
    return found, problems


def _wrong_name(table: Table, row: Row, used: Columns, name: str, folder: str) -> Problem | None:
    """Return the problem of a row that can have no folder, or None."""
    cells = row.cells
    called = cells[name]
    if doubtful_rows.sums_up(cells, used, called):
        message = tr("'{name}' sums up the rows, and is no group", name=called)
        hint = tr("remove this row; a group of that name takes a longer one")
    elif doubtful_rows.names_columns(cells):
        message = tr("this row names the columns once more, and is no group")
        hint = tr("remove it: the names of the columns stand in the first row only")
    elif folder:
        try:
            edition_name(Path(folder))
        except UsageError as error:
            message = str(error)
        else:
            return None
        hint = tr("give the group another name")
    elif not called:
        message = tr("it names no group, and nothing can be called after it")
        hint = tr("fill it in, or remove the row if it is no group, as a total")
    elif not slug_of(called):
        message = tr("'{name}' has no letter from a to z and no digit", name=called)
        hint = tr("files are named after it: write it in Latin letters")
    else:
        message = _shared_folder(table, row, name)
        hint = tr("give each a name, or a place, of its own")
    return table.problem(row, name, "table-row", message, hint)


def _shared_folder(table: Table, row: Row, name: str) -> str:
    """Return a message that names the other rows that would have the folder of this one."""
    called = row.cells[name]
    alike = [one for one in table.rows if slug_of(one.cells[name]) == slug_of(called)]
    others = [one for one in alike if one.line != row.line]
    other = next((one for one in others if one.cells[name] != called), None)
    if other is None:
        lines = ", ".join(str(one.line) for one in others)
        return tr("'{name}' stands in line {lines} too", name=called, lines=lines)
    return tr(
        "'{name}' and '{other}' (line {line}) give folders of one name, {folder}",
        name=called,
        other=other.cells[name],
        line=other.line,
        folder=slug_of(called),
    )


def _values(table: Table, row: Row, used: Columns) -> tuple[dict[str, Any], dict[Trail, int]]:
    """Return the values of a row, as in an edition's file, and the column of each value.

    ``copies`` are among them, which no edition has.
    """
    values: dict[str, Any] = {}
    places: dict[Trail, int] = {}
    wrong: list[Problem] = []
    for column, key in used.items():
        cell = row.cells[column]
        head, _, tail = key.partition(".")
        places.setdefault((head,), table.columns[column])
        if not cell:
            continue
        try:
            value = cell_values.of(key, cell)
        except ValueError as error:
            hint = cell_values.hint(key)
            wrong.append(table.problem(row, column, "table-cell", str(error), hint))
            continue
        if head == COMPLEMENT and head in values:
            values[head] = f"{values[head]}, {value}"
        elif not tail:
            values[head] = value
        elif isinstance(inner := values.setdefault(head, {}), dict):
            inner[tail] = value
            trail: Trail = (head, 0, tail) if head in _LISTS else (head, tail)
            places[trail] = table.columns[column]
    if wrong:
        raise ProblemError(wrong)
    _give_day(values, places)
    for one in _LISTS:
        if isinstance(values.get(one), dict):
            values[one] = [values[one]]
    return postal_address.joined(street_parts.joined(values)), places


def _give_day(values: dict[str, Any], places: dict[Trail, int]) -> None:
    """Give an event without a day that of the meeting, its hour and place: columns Événement, Jour.

    (An event needs a day. Rows without one keep the meeting.)
    """
    event, meeting = values.get("events", {}), values.get("meeting", {})
    if not event.get("title") or event.get("day") or not meeting.get("day"):
        return
    values["events"] = {**values.pop("meeting"), **event}
    for key in meeting:
        places["events", 0, key] = places["meeting", key]


def parsed(variant: Variant, name: str) -> Parsed:
    """Return a row as the parsed file of an edition; ``name`` is its table, as problems show it."""
    line = variant.line
    spots = {trail: Spot(line, column, line) for trail, column in variant.columns.items()}
    return Parsed(name, variant.values, values={(): Spot(line, 0, line), **spots}, keys={**spots})


def with_columns(problems: Iterable[Problem], table: Table) -> list[Problem]:
    """Return problems of cells with the names of their columns, as nobody counts columns."""
    called = {place: column for column, place in table.columns.items()}
    return [
        replace(
            one,
            message=tr(
                "column '{column}': {message}", column=called[one.column], message=one.message
            ),
        )
        if one.path == table.name
        and one.line > table.header
        and one.column in called
        and one.code not in ("table-row", "table-cell")
        else one
        for one in problems
    ]
