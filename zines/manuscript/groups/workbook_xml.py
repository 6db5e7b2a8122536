"""What python-calamine does not tell of workbooks: hidden rows, failed formulas, the last cell.

It is read from their XML: of XLSX (ECMA-376-1, 18.3.1: the elements c, row and sheet) and of ODS
(OpenDocument 1.3, part 3, 9.1: table, table-row and table-cell).
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from contextlib import suppress
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

#: The size of an unpacked workbook, in bytes, and its cells; 35,000 rows may have 250 columns.
LARGEST, _MOST_CELLS = 256 * 1024 * 1024, 10_000_000
#: What reading a damaged workbook raises.
BROKEN = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, IndexError),
    expat.ExpatError,
)
_PLACE = re.compile("([A-Za-z]+)([0-9]{1,18})")
_ROW = re.compile("[0-9]{1,7}")
#: A row or cell of an ODS file that is repeated more often than this is an empty one.
_MOST_REPEATED = 1000


class Unseen:
    """What python-calamine does not tell of a sheet.

    ``hidden`` has the numbers of hidden rows, ``failed`` the values of failed formulas by row and
    column; all from 1.
    """

    def __init__(self) -> None:
        self.hidden: list[int] = []
        self.failed: dict[tuple[int, int], str] = {}


class _XlsxSheet(Unseen):
    """A sheet of an XLSX file; ``last_row`` and ``last_column`` are those of its filled cells.

    Raises ExpatError for XML that is not well-formed.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__()
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


class _OdsSheets:
    """The sheets of an ODS file, in their order.

    Raises ExpatError for XML that is not well-formed: python-calamine 0.9 never ends on an element
    that is not closed.
    """

    def __init__(self, content: bytes) -> None:
        self.found: list[Unseen] = []
        self._row = self._column = 0
        self._repeated = self._wide = 0
        self._has_failed = self._in_text = False
        self._notes = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        told = {one.rpartition(" ")[2]: text for one, text in attributes.items()}
        if kind == "table":
            self.found.append(Unseen())
            self._row, self._repeated = 0, 0
        elif kind == "table-row" and self.found:
            self._row += self._repeated
            self._repeated = _count(told.get("number-rows-repeated", "1"))
            self._column, self._wide = 0, 0
            if told.get("visibility") in ("collapse", "filter"):
                alike = min(self._repeated, _MOST_REPEATED)
                self.found[-1].hidden += range(self._row + 1, self._row + 1 + alike)
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += self._wide
            self._wide = _count(told.get("number-columns-repeated", "1"))
            # (Two attributes have this name: the one of LibreOffice says "error".)
            self._has_failed = any(
                one.endswith("value-type") and text == "error" for one, text in attributes.items()
            )
        elif kind == "annotation":
            self._notes += 1
        self._in_text = kind == "p" and not self._notes

    def _end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        self._in_text = False
        if kind == "annotation":
            self._notes -= 1
        elif kind == "table-cell":
            self._has_failed = False

    def _text(self, text: str) -> None:
        if self._has_failed and self._in_text and self.found:
            place = self._row + 1, self._column + 1
            failed = self.found[-1].failed
            failed[place] = failed.get(place, "") + text


def _count(text: str) -> int:
    return int(text) if _ROW.fullmatch(text) else 1


def sheets(raw: bytes) -> list[Unseen] | None:
    """Return what the XML of a workbook says of its sheets, in their order; None for too much.

    python-calamine creates all cells up to the last one (ECMA-376, 18.3.1.4), and ends the program
    where memory is missing. Raises one of ``BROKEN`` for a damaged file.
    """
    with ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            return None
        if "content.xml" in parts.namelist():
            return list(_OdsSheets(parts.read("content.xml")).found)
        found = {
            # (A place given twice would be read once here, and once otherwise there.)
            part: _XlsxSheet(parts.read(part))
            for part in parts.namelist()
            if part.startswith("xl/worksheets/") and part.endswith(".xml")
        }
        if any(one.last_row * one.last_column > _MOST_CELLS for one in found.values()):
            return None
        with suppress(*BROKEN, KeyError):
            ids = _Targets(parts.read("xl/workbook.xml"), "sheet", "name", "id").found
            relations = parts.read("xl/_rels/workbook.xml.rels")
            links = _Targets(relations, "Relationship", "Id", "Target").found
            named = (links.get(one, "") for one in ids.values())
            paths = (posixpath.normpath(posixpath.join("/xl", one)).lstrip("/") for one in named)
            return [found.get(path, Unseen()) for path in paths]
    return []


def _number(column: str) -> int:
    """Return the number of a column, from 1, by its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number
