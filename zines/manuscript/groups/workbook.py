"""The first visible sheet of a workbook, XLSX or ODS, read by the optional package python-calamine.

What that package does not tell (failed formulas, hidden rows) is read from the XML of XLSX files
(ECMA-376-1, 18.3.1: the elements c, row and sheet).
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from zines.base.language import tr, tr_n
from zines.base.problems import Problem, ProblemError, Severity, some_of

#: The size of an unpacked workbook, in bytes, and its cells; 35,000 rows may have 250 columns.
LARGEST, _MOST_CELLS = 256 * 1024 * 1024, 10_000_000
_PLACE = re.compile("([A-Za-z]+)([0-9]{1,18})")
_ROW = re.compile("[0-9]{1,7}")
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
        sheets = _sheets(raw)
        if sheets is None:
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
    _add_unseen(found, _sheet_xml(raw, seen[0], sheets), name)
    if b'calcext:value-type="error"' in content:
        message = tr("a formula of this workbook has failed: its cell is read as an empty one")
        hint = tr("look for {values} in it, and mend the formula", values="#N/A, #REF!, Err:502")
        found.remarks.append(Problem("table", message, hint, name, severity=Severity.WARNING))
    return found


def _refused(name: str, message: str, hint: str) -> ProblemError:
    return ProblemError([Problem("table", message, hint, name)])


def _add_unseen(sheet: Sheet, seen: _SheetXml, name: str) -> None:
    """Put failed formulas into their cells, and add a remark on hidden rows."""
    for (row, column), value in seen.failed.items():
        if row <= len(sheet.cells) and column <= len(sheet.cells[row - 1]):
            sheet.cells[row - 1][column - 1] = value
    filled = [line for line in seen.hidden if any(_row(sheet, line))]
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


class _SheetXml:
    """What python-calamine does not tell of a sheet of an XLSX file (ECMA-376, 18.3.1).

    ``hidden`` has the numbers of hidden rows, ``failed`` the values of failed formulas by row and
    column, ``last_row`` and ``last_column`` those of the cells that are not empty; all from 1.
    Raises ExpatError for XML that is not well-formed.
    """

    def __init__(self, content: bytes) -> None:
        self.hidden: list[int] = []
        self.failed: dict[tuple[int, int], str] = {}
        self.last_row = self.last_column = 0
        self._cell = (0, 0)
        self._has_failed = self._in_value = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind, place = name.rpartition(" ")[2], attributes.get("r", "")
        if kind == "c":
            found = _PLACE.fullmatch(place)
            self._cell = (int(found[2]), _number(found[1])) if found else (0, 0)
            self._has_failed = attributes.get("t") == "e"
        elif kind == "row" and attributes.get("hidden") in ("1", "true") and _ROW.fullmatch(place):
            self.hidden.append(int(place))
        elif kind in ("v", "f", "is"):
            # (A cell without any of these only has a format.)
            self.last_row = max(self.last_row, self._cell[0])
            self.last_column = max(self.last_column, self._cell[1])
        self._in_value = kind == "v"

    def _end(self, name: str) -> None:
        self._in_value = False

    def _text(self, text: str) -> None:
        if self._has_failed and self._in_value and self._cell[0]:
            self.failed[self._cell] = self.failed.get(self._cell, "") + text


class _Targets:
    """Values of an attribute of elements of an XML file, by those of another, in their order."""

    def __init__(self, content: bytes, element: str, key: str, value: str) -> None:
        self.found: dict[str, str] = {}
        self._wanted = element, key, value
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._begin
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element, key, value = self._wanted
        if name.rpartition(" ")[2] == element:
            local = {one.rpartition(" ")[2]: text for one, text in attributes.items()}
            if key in local and value in local:
                self.found[local[key]] = local[value]


def _sheet_xml(raw: bytes, number: int, sheets: Mapping[str, _SheetXml]) -> _SheetXml:
    """Return what the XML of a sheet says, by its number from 0; nothing for no XLSX file."""
    with suppress(*_BROKEN, KeyError), ZipFile(io.BytesIO(raw)) as parts:
        ids = _Targets(parts.read("xl/workbook.xml"), "sheet", "name", "id").found
        links = _Targets(parts.read("xl/_rels/workbook.xml.rels"), "Relationship", "Id", "Target")
        target = links.found[list(ids.values())[number]]
        return sheets[posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")]
    return _SheetXml(b"<none/>")


def _ods_content(raw: bytes) -> bytes:
    """Return the XML of all sheets of an ODS file; empty for other files.

    It must be well-formed: python-calamine 0.9 never ends on an element that is not closed.
    """
    with suppress(*_BROKEN, KeyError), ZipFile(io.BytesIO(raw)) as parts:
        return parts.read("content.xml")
    return b""


def _sheets(raw: bytes) -> dict[str, _SheetXml] | None:
    """Return the sheets of an XLSX file by name of part; None if one would fill the memory.

    python-calamine creates all cells up to the last one (ECMA-376, 18.3.1.4), and ends the program
    where memory is missing. Raises ExpatError for XML that is not well-formed.
    """
    with ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            return None
        found = {
            # (A place given twice would be read once here, and once otherwise there.)
            part: _SheetXml(parts.read(part))
            for part in parts.namelist()
            if part.startswith("xl/worksheets/") and part.endswith(".xml")
        }
    immense = any(one.last_row * one.last_column > _MOST_CELLS for one in found.values())
    return None if immense else found


def _number(column: str) -> int:
    """Return the number of a column, from 1, by its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number
