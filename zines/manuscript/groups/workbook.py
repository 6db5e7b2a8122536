"""The first visible sheet with cells of a workbook, read by the optional package python-calamine.

What that package does not report (failed formulas, what is hidden) is read by `workbook_xml`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from zines.base.language import tr, tr_n
from zines.base.problems import Problem, ProblemError, Severity, some_of
from zines.manuscript.groups import workbook_xml
from zines.manuscript.groups.workbook_xml import Unseen

_Cell = tuple[int, int]


@dataclass
class Sheet:
    """The cells of each row, from the first row on, stripped; ``remarks`` are on what is unseen.

    ``hidden`` has the first and last of hidden columns, from 1.
    """

    cells: list[list[Any]]
    remarks: list[Problem] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number of each row, from 1, and its cells."""
        yield from enumerate(self.cells, 1)


def read(raw: bytes, name: str) -> Sheet:
    """Return the first visible sheet that has cells; ``name`` is the path that problems show.

    A failed formula is a text such as #N/A. A cell merged over rows has its text in each of
    them that is not empty. Raises ProblemError for a file that is no workbook or cannot be read.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum
    except ImportError as error:
        hint = tr("save it as CSV, or install the package python-calamine")
        raise _refused(name, tr("spreadsheets cannot be read here"), hint) from error
    try:
        unseen = workbook_xml.sheets(raw)
        if unseen is None:
            hint = tr("copy the rows that are meant into a new workbook, or save it as CSV")
            raise _refused(name, tr("the sheet has a cell far from all others"), hint)
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        seen = [
            number
            for number, one in enumerate(book.sheets_metadata)
            if one.visible == SheetVisibleEnum.Visible
        ] or [0]
        sheets = [(number, book.get_sheet_by_index(number)) for number in seen]
        full = [one for one in sheets if one[1].height] or sheets
        first, sheet = full[0]
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
        unread = [one.name for _, one in full[1:] if one.height]
    except (CalamineError, *workbook_xml.BROKEN) as error:
        hint = tr("save it again, without a password, or as CSV")
        raise _refused(name, tr("it is no spreadsheet that can be read"), hint) from error
    cells = [[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows]
    _repeat_merged(cells, merged)
    found = Sheet(cells)
    if unread:
        message = tr("only the sheet '{sheet}' is read", sheet=sheet.name)
        hint = tr("these are not: {sheets}", sheets=some_of(unread))
        found.remarks.append(Problem("table", message, hint, name, severity=Severity.INFO))
    if first < len(unseen):
        _add_unseen(found, unseen[first], name)
    return found


def _repeat_merged(cells: list[list[Any]], merged: Iterable[tuple[_Cell, _Cell]]) -> None:
    """Put the value of cells merged over rows into each of these rows that is not empty.

    ``merged`` has the first and the last cell of each, as row and column from 0.
    """
    filled = [any(cell != "" for cell in row) for row in cells]
    for (top, left), (bottom, _) in merged:
        rows = slice(top, bottom + 1)
        for row, is_filled in zip(cells[rows], filled[rows], strict=True):
            # (Cells may be merged beside the last one that holds anything, and over empty rows.)
            if is_filled and left < len(row):
                row[left] = cells[top][left]


def _refused(name: str, message: str, hint: str) -> ProblemError:
    return ProblemError([Problem("table", message, hint, name)])


def _add_unseen(sheet: Sheet, unseen: Unseen, name: str) -> None:
    """Put failed formulas into their cells, and add a remark on hidden rows."""
    for (row, column), value in unseen.failed.items():
        if row <= len(sheet.cells) and column <= len(sheet.cells[row - 1]):
            sheet.cells[row - 1][column - 1] = value
    sheet.hidden = unseen.columns
    filled = [line for line in unseen.hidden if any(_row(sheet, line))]
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
