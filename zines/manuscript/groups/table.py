"""A table of variants, as spreadsheets and address books export it; each row is an edition.

CSV and TSV are read as they come: in UTF-8 or in the Windows encoding (cp1252), or in UTF-16 with a
byte order mark. The delimiter is the one that occurs most often in the header. XLSX and ODS are
read where the optional package python-calamine is installed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from zines.base.file_names import slug_of
from zines.base.language import tr, tr_n
from zines.base.problems import Problem, ProblemError, Severity, some_of
from zines.manuscript.groups import column_names, mistaken_tables, post_codes, table_cells, workbook
from zines.manuscript.groups.post_codes import PostCode
from zines.manuscript.groups.table_encodings import decoded
from zines.manuscript.yaml_files.text_file import bytes_of, lines_of, unprintable

WORKBOOKS = (".xlsx", ".ods")
#: In bytes: 35,000 communes with ten columns of 50 characters take 18 MB.
LARGEST_FILE = 64 * 1024 * 1024
#: The first line of some files for Excel; a spreadsheet that saves it adds its own delimiters.
_SEP = re.compile(r"\A\"?sep=[^\w\n]*(?=\n)", re.IGNORECASE)
#: Stands between the cells of a row; no cell can hold it, as it cannot be printed.
_BETWEEN = "\x1f"
#: The most lines above the names of the columns, and the fewest names that show them.
_MOST_TITLES, _FEWEST_NAMES = 10, 2
#: Delimiters of columns; the first wins where the header has none or several equally often.
_DELIMITERS = (";", ",", "\t", "|")


class Row(NamedTuple):
    """A row; ``line`` counts from 1 as an editor or a spreadsheet does, the header included.

    Its cells are kept as one text to save memory: tens of thousands of rows may wait to be checked.
    """

    line: int
    columns: tuple[str, ...]
    text: str

    @property
    def cells(self) -> dict[str, str]:
        """The text of each cell, by the name of its column."""
        return dict(zip(self.columns, self.text.split(_BETWEEN), strict=True))

    @property
    def filled(self) -> int:
        """The number of cells that are not empty."""
        return sum(map(bool, self.text.split(_BETWEEN)))


@dataclass(frozen=True)
class Table:
    """A table; ``columns`` gives the number of each column, from 1, by its name.

    ``header`` is the line that names the columns. ``rows`` are the good rows, ``problems`` those of
    the bad rows, and remarks on what is printed otherwise than it is written. Cells are stripped;
    rows without any text are left out.
    """

    name: str
    columns: dict[str, int]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    header: int

    @property
    def is_workbook(self) -> bool:
        """Whether it is a sheet of a workbook."""
        return self.name.lower().endswith(WORKBOOKS)

    @property
    def problems_of_file(self) -> list[Problem]:
        """The problems that are of no row: remarks on what else is in a workbook."""
        return [one for one in self.problems if not one.line]

    def problem(self, row: Row, column: str, code: str, message: str, hint: str = "") -> Problem:
        """Return a problem of a cell; its message names the column."""
        with_column = tr("column '{column}': {message}", column=column, message=message)
        return Problem(code, with_column, hint, self.name, row.line, self.columns[column])


@dataclass
class _Reading:
    name: str
    columns: tuple[str, ...]
    typed: bool
    header: tuple[int, Sequence[Any]]
    known: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    codes: list[PostCode] = field(default_factory=list)

    def add(self, line: int, column: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem("table-row", message, hint, self.name, line, column))


def read(file: Path, name: str) -> Table:
    """Read a table; ``name`` is the path that problems show.

    Raises ProblemError for a file that is no table or is empty, and for a header with two equal
    names or with characters that cannot be printed.
    """
    raw = bytes_of(file, name, LARGEST_FILE)
    if raw is None:
        raise _refused(name, tr("the table is larger than 64 MiB"), tr("part it into several"))
    is_workbook = file.suffix.lower() in WORKBOOKS
    wrong, hint = ("", "") if is_workbook else mistaken_tables.fault(raw)
    if wrong:
        raise _refused(name, wrong, hint)
    sheet = workbook.read(raw, name) if is_workbook else None
    lines = sheet.rows() if sheet else _of_text(decoded(raw), name)
    filled = ((line, cells) for line, cells in lines if any(cell != "" for cell in cells))
    first = next(filled, None)
    if first is None:
        raise _refused(name, tr("the table is empty"), tr("its first line names the columns"))
    early = list(islice(filled, _MOST_TITLES))
    if named := _line_of_names(first[1], early):
        message = tr("the names of the columns seem to be in line {line}, below titles", line=named)
        hint = tr("remove the lines above the one that names the columns: titles, merged cells")
        raise _refused(name, message, hint, first[0])
    columns = _columns(*first, name)
    reading = _Reading(name, tuple(columns), is_workbook, first, column_names.with_keys(columns))
    below = chain(early, filled)
    rows = [row for line, cells in below if (row := _row(line, cells, columns, reading))]
    if sheet:
        reading.problems += [*sheet.remarks, *_hidden(sheet, columns, rows, name)]
    problems = [*reading.problems, *post_codes.remarks(reading.codes, name, columns)]
    return Table(name, columns, tuple(rows), tuple(problems), first[0])


def _hidden(
    sheet: workbook.Sheet, columns: dict[str, int], rows: Sequence[Row], name: str
) -> Iterator[Problem]:
    """Yield a warning about columns that nobody sees in the spreadsheet, and that are printed."""
    # (Notes have empty cells here.)
    unseen = [
        column
        for column, place in columns.items()
        if any(first <= place <= last for first, last in sheet.hidden)
        and any(row.cells[column] for row in rows)
    ]
    if unseen:
        message = tr_n(
            "a hidden column is read too: {names}",
            "{count} hidden columns are read too: {names}",
            len(unseen),
            names=some_of(unseen),
        )
        hint = tr("remove what is not to be printed, or begin the name of its column with #")
        yield Problem("table", message, hint, name, severity=Severity.WARNING)


def _line_of_names(header: Sequence[Any], early: Sequence[tuple[int, Sequence[Any]]]) -> int:
    """Return the line of ``early`` that names the columns better than the header; 0 for none.

    It has two known names at least; or it is the next line, without digits, and names many more: a
    row of a group has digits, and its address, unquoted, may be cut into more cells.
    """
    known = column_names.count(header)
    for line, cells in early:
        if (found := column_names.count(cells)) > known and found >= _FEWEST_NAMES:
            return line
    words = [str(cell) for cell in early[0][1] if cell != ""] if early else []
    more = len(words) >= max(2 * sum(cell != "" for cell in header), 3)
    return early[0][0] if more and not any(map(str.isdigit, "".join(words))) else 0


def _refused(name: str, message: str, hint: str = "", line: int = 0) -> ProblemError:
    return ProblemError([Problem("table", message, hint, name, line)])


def _delimiter(text: str) -> str:
    """Return the delimiter that occurs most often in the header, outside quotation marks.

    (Measured on 300 tables: csv.Sniffer guessed half of them wrong; counting was right for all.)
    """
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _of_text(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row: the number of its first line, from 1, and its cells."""
    # (The line sep=; names the delimiter for Excel; counting finds the same.)
    lines = io.StringIO(_SEP.sub("", "\n".join(lines_of(text))))
    rows = csv.reader(lines, delimiter=_delimiter(lines.getvalue()), strict=True)
    line = 1
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            message = tr("a quotation mark is not closed, or stands within a cell")
            raise _refused(name, message, tr('write "" for one in a text'), line) from error
        yield line, [cell.strip() for cell in cells]
        line = rows.line_num + 1


def _columns(line: int, header: Sequence[Any], name: str) -> dict[str, int]:
    """Return the number of each column, from 1, by its name; raises ProblemError."""
    problems = []
    columns: dict[str, int] = {}
    for place, cell in enumerate(header, 1):
        # (In a narrow column, a name is typed on two lines.)
        called = " ".join(str(cell).split())
        if called.startswith(table_cells.NOTES) and called in columns:
            called = f"{called} ({place})"
        if called in columns:
            message = tr("two columns are called '{column}'", column=called)
            hint = tr("remove one of the two, or begin its name with # if it holds notes")
            problems.append(Problem("table", message, hint, name, line, place))
        elif found := unprintable(called):
            message = tr("the character {code} stands here", code=found)
            hint = tr("it cannot be seen or printed: remove it")
            problems.append(Problem("table", message, hint, name, line, place))
        elif called:
            columns[called] = place
    if problems:
        raise ProblemError(problems)
    return columns


def _row(line: int, cells: Sequence[Any], columns: dict[str, int], reading: _Reading) -> Row | None:
    """Return a row; for a bad row, add its problems to ``reading`` and return None."""
    before = len(reading.problems)
    named = set(columns.values())
    for place, cell in enumerate(cells, 1):
        if cell != "" and place not in named:
            message = tr("this cell stands under no name of a column")
            hint = tr("a text that holds what parts the cells stands between quotation marks")
            at, header = reading.header
            if reading.typed or place <= len(header):
                hint = tr("name its column in line {line}: # if it holds notes", line=at)
            reading.add(line, place, message, hint)
            break
    found: list[str] = []
    codes = []
    abroad = post_codes.is_abroad(cells)
    for column, place in columns.items():
        cell = cells[place - 1] if place <= len(cells) else ""
        try:
            known = reading.known[column]
            text = table_cells.text(cell, known, abroad=abroad, typed=reading.typed)
            found.append(text)
            if table_cells.is_post_code(text, known):
                codes.append(PostCode(line, column, text, text not in str(cell)))
        except ValueError as error:
            message = tr("column '{column}': {message}", column=column, message=str(error))
            reading.add(line, place, message, tr("make it text, and type it again"))
    if len(reading.problems) > before:
        return None
    reading.codes += codes
    return Row(line, reading.columns, _BETWEEN.join(found))


def folder_names(rows: Iterable[Row], name: str, place: str) -> dict[int, str]:
    """Return a safe folder name for each row, by its line; the position of a row does not matter.

    ``name`` and ``place`` are columns. The place is added where several rows have the same name.
    Rows without a name, or whose folders would have the same name all the same, are left out.
    """
    every = list(rows)
    alone = _by_name(every, lambda row: slug_of(row.cells.get(name, "")))
    found = {group[0].line: slug for slug, group in alone.items() if slug and len(group) == 1}
    twins = [row for slug, group in alone.items() if slug and len(group) > 1 for row in group]
    parted = _by_name(
        twins, lambda row: slug_of(f"{row.cells.get(name, '')} {row.cells.get(place, '')}")
    )
    taken = set(found.values())
    found |= {
        group[0].line: slug
        for slug, group in parted.items()
        if len(group) == 1 and slug not in taken
    }
    return found


def _by_name(rows: Iterable[Row], called: Any) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(called(row), []).append(row)
    return groups
