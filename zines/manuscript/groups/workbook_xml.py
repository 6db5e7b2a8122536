"""What python-calamine does not report: hidden rows and columns, failed formulas, the last cell.

It is read from their XML: of XLSX (ECMA-376-1, 18.3.1: the elements c, col, row and sheet) and of
ODS (OpenDocument 1.3, part 3, 9.1: table, table-column, table-row and table-cell).
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
#: The element of a sheet in XLSX that has its cells (ECMA-376-1, 18.3.1.80).
_SHEET = b"sheetData"
_PLACE = re.compile("([A-Za-z]+)([0-9]{1,18})")
_ROW = re.compile("[0-9]{1,7}")
#: The names of attributes of tables begin with this; these are the elements of cells.
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ODS_CELLS, _COLUMNS = ("table-cell", "covered-table-cell"), "number-columns-repeated"
_UNSEEN = ("collapse", "filter")
_HIDDEN_OR_FAILED = re.compile(rb"""["'](?:collapse|filter|error)["']""")
#: A row of an ODS file that is repeated more often than this is an empty one. The rows of a sheet.
_MOST_REPEATED, _MOST_ROWS = 1000, 1_048_576


class Unseen:
    """What python-calamine does not report about a sheet.

    ``hidden`` has the numbers of hidden rows, ``columns`` the first and last of hidden columns,
    ``failed`` the values of failed formulas by row and column; all from 1.
    """

    def __init__(self) -> None:
        self.hidden: list[int] = []
        self.columns: list[tuple[int, int]] = []
        self.failed: dict[tuple[int, int], str] = {}

    def has_failed(self, cell: tuple[int, int], text: str) -> None:
        """Add to the value of a failed formula."""
        self.failed[cell] = self.failed.get(cell, "") + text


class _Elements:
    """Calls ``_begin`` for each element of an XML file, and only if asked ``_end`` and ``_text``.

    Most cells have no need of these two: each call in Python takes more time than the parser does.
    Raises ExpatError for XML that is not well-formed.
    """

    def _parse(self, content: bytes) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin
        self._parser.Parse(content, True)
        del self._parser

    def _follow(self, *, on: bool) -> None:
        self._parser.EndElementHandler = self._end if on else None
        self._parser.CharacterDataHandler = self._text if on else None

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        """Read the start of an element."""

    def _end(self, name: str) -> None:
        """Read the end of an element."""

    def _text(self, text: str) -> None:
        """Read text between elements."""


class _XlsxSheet(_Elements):
    """A sheet of an XLSX file; ``last_row`` and ``last_column`` are those of its filled cells."""

    def __init__(self, content: bytes) -> None:
        self.found = Unseen()
        self.last_row = self.last_column = 0
        self._cell = (0, 0)
        self._parse(content)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind, place = name.rpartition(" ")[2], attributes.get("r", "")
        if kind == "c":
            # (A cell without a place counts as the one before it.)
            if found := _PLACE.fullmatch(place):
                self._cell = int(found[2]), _number(found[1])
                if attributes.get("t") == "e":
                    self._follow(on=True)
        elif kind in ("row", "col") and attributes.get("hidden") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if kind == "row" and _ROW.fullmatch(place):
                self.found.hidden.append(int(place))
            elif _ROW.fullmatch(first) and _ROW.fullmatch(last):
                self.found.columns.append((int(first), int(last)))
        elif kind in ("v", "f", "is"):
            # (A cell without any of these only has a format.)
            self.last_row = max(self.last_row, self._cell[0])
            self.last_column = max(self.last_column, self._cell[1])
        self._in_value = kind == "v"

    def _end(self, name: str) -> None:
        self._in_value = False
        if name.rpartition(" ")[2] == "c":
            self._follow(on=False)

    def _text(self, text: str) -> None:
        if self._in_value:
            self.found.has_failed(self._cell, text)


class _Targets(_Elements):
    """Values of an attribute of elements of an XML file, by those of another, in their order."""

    def __init__(self, content: bytes, element: str, key: str, value: str) -> None:
        self.found: dict[str, str] = {}
        self._wanted = element, key, value
        self._parse(content)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        element, key, value = self._wanted
        if name.rpartition(" ")[2] == element:
            local = {one.rpartition(" ")[2]: text for one, text in attributes.items()}
            self.found[local.get(key, "")] = local.get(value, "")


class _OdsSheets(_Elements):
    """The sheets of an ODS file, in their order.

    There are none for a file without hidden or failed ones: its elements are not looked at, which
    takes a fraction of the time. Its XML must be well-formed: python-calamine 0.9 never ends on an
    element that is not closed.
    """

    def __init__(self, content: bytes) -> None:
        self.found: list[Unseen] = []
        self._in_text = self._in_note = False
        if _HIDDEN_OR_FAILED.search(content):
            self._parse(content)
        else:
            expat.ParserCreate().Parse(content, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        self._in_text = kind == "p" and not self._in_note
        if kind == "table":
            self.found.append(Unseen())
            self._row = self._column = self._high = self._wide = self._named = 0
        elif not self.found:
            return
        elif kind in _ODS_CELLS:
            self._column += self._wide
            self._wide = _count(attributes, _COLUMNS)
            # (Two attributes have this name: the one of LibreOffice says "error".)
            if any(v == "error" and one.endswith("value-type") for one, v in attributes.items()):
                self._follow(on=True)
        elif kind == "table-column":
            first, self._named = self._named + 1, self._named + _count(attributes, _COLUMNS)
            if attributes.get(f"{_TABLE} visibility") in _UNSEEN:
                self.found[-1].columns.append((first, self._named))
        elif kind == "table-row":
            self._row += self._high
            self._high = _count(attributes, "number-rows-repeated")
            self._column = self._wide = 0
            if attributes.get(f"{_TABLE} visibility") in _UNSEEN:
                last = min(self._row + min(self._high, _MOST_REPEATED), _MOST_ROWS)
                self.found[-1].hidden += range(self._row + 1, last + 1)
        elif kind == "annotation":
            self._in_note = True

    def _end(self, name: str) -> None:
        kind = name.rpartition(" ")[2]
        self._in_text = False
        if kind == "annotation":
            self._in_note = False
        elif kind in _ODS_CELLS:
            self._follow(on=False)

    def _text(self, text: str) -> None:
        if self._in_text:
            self.found[-1].has_failed((self._row + 1, self._column + 1), text)


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE} {name}", "")
    return int(text) if _ROW.fullmatch(text) else 1


def sheets(raw: bytes) -> list[Unseen] | None:
    """Return what the XML of a workbook says of its sheets, in their order; None for too much.

    python-calamine creates all cells up to the last one (ECMA-376, 18.3.1.4), and ends the program
    where memory is missing. Raises one of ``BROKEN`` for a damaged file.
    """
    with ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST:
            return None
        names = parts.namelist()
        if any(one.lower().endswith("workbook.bin") for one in names):
            raise ValueError("a workbook in XLSB, whose cells are not looked at here")
        # (A file may have the parts of both kinds: which of them is read is not known here.)
        ods = _OdsSheets(parts.read("content.xml")).found if "content.xml" in names else []
        found = {
            # (A place given twice would be read once here, and once otherwise there.)
            part: _XlsxSheet(content)
            for part in names
            # Any part may be a sheet: the workbook names its parts (ECMA-376-1, 12.3.24).
            if _SHEET in (content := parts.read(part))
        }
        if any(one.last_row * one.last_column > _MOST_CELLS for one in found.values()):
            return None
        with suppress(*BROKEN, KeyError):
            ids = _Targets(parts.read("xl/workbook.xml"), "sheet", "name", "id").found
            relations = parts.read("xl/_rels/workbook.xml.rels")
            links = _Targets(relations, "Relationship", "Id", "Target").found
            named = (links.get(one, "") for one in ids.values())
            paths = (posixpath.normpath(posixpath.join("/xl", one)).lstrip("/") for one in named)
            return [found[path].found if path in found else Unseen() for path in paths]
    return ods


def _number(column: str) -> int:
    """Return the number of a column, from 1, by its letters: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number
