"""The first visible sheet of a workbook, XLSX or ODS, read by the optional package python-calamine.

What that package does not tell (failed formulas, hidden rows) is read from the XML of XLSX files
(ECMA-376-1, 18.3.1: the elements c, row and sheet).
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from zines.base.language import tr, tr_n
from zines.base.problems import Problem, ProblemError, Severity, some_of

#: The size of an unpacked workbook, in bytes, and its cells; 35,000 rows may have 250 columns.
LARGEST, _MOST_CELLS = 256 * 1024 * 1024, 10_000_000
_PLACE = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Za-z]+)([0-9]+)["'][^>/]*>""")
_FAILED = re.compile(
    rb'<(?:\w+:)?c\b([^<>]*\bt="e"[^<>]*)(?<!/)>\s*(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?'
    rb"\s*<(?:\w+:)?v>([^<]*)<"
)
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*\br="([0-9]{1,7})"')
_SHEET_ID = re.compile(rb'<(?:\w+:)?sheet\b[^<>]*\b\w+:id="([^"]+)"')
_TARGET = re.compile(rb'<(?=[^<>]*\bId="([^"]+)")[^<>]*\bTarget="([^"]+)"')
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_BROKEN = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, IndexError),
    expat.ExpatError,
)


@dataclass
class Sheet:
    """The cells of each row, from the first row on, stripped; ``remarks`` are on what is unseen."""

    cells: list[list[Any]]
    remarks: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number of each row, from 1, and its cells."""
        yield from enumerate(self.cells, 1)


def read(raw: bytes, name: str) -> Sheet:
    """Return the first visible sheet; ``name`` is the path that problems show.

    A failed formula is a text such as #N/A. A cell merged over rows has its text in each of
    them that is not empty. Raises ProblemError for a file that is no workbook or cannot be read.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        hint = tr("save it as CSV, or install the package python-calamine")
        raise _refused(name, tr("spreadsheets cannot be read here"), hint) from error
    try:
        if _is_immense(raw):
            hint = tr("copy the rows that are meant into a new workbook, or save it as CSV")
            raise _refused(name, tr("the sheet has a cell far from all others"), hint)
        content = _ods_content(raw)
        expat.ParserCreate().Parse(content or b"<ods/>", True)
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        seen = [
            number
            for number, one in enumerate(book.sheets_metadata)
            if one.visible == SheetVisibleEnum.Visible
        ] or [0]
        sheet = book.get_sheet_by_index(seen[0])
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
        others = [book.get_sheet_by_index(number) for number in seen[1:]]
        unread = [one.name for one in others if one.height]
    except (CalamineError, *_BROKEN) as error:
        hint = tr("save it again, without a password, or as CSV")
        raise _refused(name, tr("it is no spreadsheet that can be read"), hint) from error
    cells = [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows]
    filled = [any(cell != "" for cell in row) for row in cells]
    for (top, left), (bottom, _) in merged:
        for line in range(top + 1, min(bottom + 1, len(cells))):
            # (Cells may be merged beside the last one that holds anything, and over empty rows.)
            if filled[line] and left < len(cells[line]):
                cells[line][left] = cells[top][left]
    found = Sheet(cells)
    if unread:
        message = tr("only the sheet '{sheet}' is read", sheet=sheet.name)
        hint = tr("these are not: {sheets}", sheets=some_of(unread))
        found.remarks.append(Problem("table", message, hint, name, severity=Severity.INFO))
    _add_unseen(found, _source(raw, seen[0]), name)
    if b'calcext:value-type="error"' in content:
        message = tr("a formula of this workbook has failed: its cell is read as an empty one")
        hint = tr("look for {values} in it, and mend the formula", values="#N/A, #REF!, Err:502")
        found.remarks.append(Problem("table", message, hint, name, severity=Severity.WARNING))
    return found


def _refused(name: str, message: str, hint: str) -> ProblemError:
    return ProblemError([Problem("table", message, hint, name)])


def _add_unseen(sheet: Sheet, source: bytes, name: str) -> None:
    """Put failed formulas into their cells, and add a remark on hidden rows."""
    for attributes, value in _FAILED.findall(source):
        if at := _AT.search(attributes):
            row, column = int(at[2]) - 1, _number(at[1]) - 1
            if row < len(sheet.cells) and column < len(sheet.cells[row]):
                sheet.cells[row][column] = value.decode("utf-8", "replace")
    filled = [int(line) for line in _HIDDEN.findall(source) if any(_row(sheet, int(line)))]
    if filled:
        message = tr_n(
            "{count} hidden row is read too: line {lines}",
            "{count} hidden rows are read too: lines {lines}",
            len(filled),
            lines=some_of(list(map(str, filled))),
        )
        hint = tr("a filter hides rows and keeps them: copy those that are meant to a new workbook")
        place = name, filled[0]
        sheet.remarks.append(Problem("table", message, hint, *place, severity=Severity.WARNING))


def _row(sheet: Sheet, line: int) -> list[Any]:
    return [cell != "" for cell in sheet.cells[line - 1]] if line <= len(sheet.cells) else []


def _source(raw: bytes, number: int) -> bytes:
    """Return the XML of a sheet of an XLSX file, by its number from 0; empty for other files."""
    with suppress(*_BROKEN, KeyError), ZipFile(io.BytesIO(raw)) as parts:
        wanted = _SHEET_ID.findall(parts.read("xl/workbook.xml"))[number]
        targets = dict(_TARGET.findall(parts.read("xl/_rels/workbook.xml.rels")))
        path = posixpath.normpath(posixpath.join("/xl", targets[wanted].decode("utf-8")))
        return parts.read(path.lstrip("/"))
    return b""


def _ods_content(raw: bytes) -> bytes:
    """Return the XML of all sheets of an ODS file; empty for other files.

    It must be well-formed: python-calamine 0.9 never ends on an element that is not closed.
    """
    with suppress(*_BROKEN, KeyError), ZipFile(io.BytesIO(raw)) as parts:
        return parts.read("content.xml")
    return b""


def _is_immense(raw: bytes) -> bool:
    """Return whether a sheet would fill the memory, since python-calamine creates every cell.

    It creates all cells up to the last place of a sheet (ECMA-376, 18.3.1.4), and ends the program
    where memory is missing. Raises ExpatError for XML that is not well-formed.
    """
    with ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            return True
        for part in parts.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                content = parts.read(part)
                # (A place given twice would be read once here, and once otherwise there.)
                expat.ParserCreate().Parse(content, True)
                places = set(_PLACE.findall(content))
                columns = {column for column, _ in places}
                last = max((int(row) for _, row in places), default=0)
                if last * max(map(_number, columns), default=0) > _MOST_CELLS:
                    return True
    return False


def _number(column: bytes) -> int:
    """Return the number of a column, from 1, by its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + letter - 64
    return number
