"""Tables of groups from spreadsheets: encodings, delimiters, cells that are not text."""

from __future__ import annotations

import csv
import datetime
import io
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from zines.base.problems import Problem, ProblemError, Severity
from zines.manuscript.groups import column_names, table, table_cells, workbook, workbook_xml

HEADER = ["nom", "adresse", "téléphone"]
ROWS = [
    ["Élan de l'Œuvre", "1, rue de la Paix\n42000 Saint-Étienne", "04 77 00 00 00"],
    ['Dite "La Cabane"', "Bourse du travail ; 2e étage", ""],
]


def written(folder: Path, content: bytes, name: str = "sections.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def as_csv(rows: list[list[str]], delimiter: str = ";", end: str = "\r\n") -> str:
    out = io.StringIO()
    # (The writer does not change line breaks within cells.)
    csv.writer(
        out, csv.excel, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
    ).writerows(rows)
    return out.getvalue()


def wrong(found: table.Table) -> list[Problem]:
    return [one for one in found.problems if one.severity is Severity.ERROR]


def cells_of(found: table.Table) -> list[list[str]]:
    return [list(row.cells.values()) for row in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_as_any_program_writes_it(
    encoding: str, delimiter: str, end: str, tmp_path: Path
) -> None:
    content = as_csv([HEADER, *ROWS], delimiter, end).encode(encoding)
    found = table.read(written(tmp_path, content), "sections.csv")
    assert list(found.columns) == HEADER
    assert not found.problems
    assert cells_of(found) == ROWS


@given(st.lists(st.lists(st.text("aé;,\t|\"'\n ", max_size=8), min_size=2, max_size=2), max_size=5))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    """Any cells are read as written, except surrounding white space and empty rows."""
    stripped = [[cell.strip() for cell in row] for row in rows]
    text = as_csv([["nom", "place"], *rows])
    lines = [cells for _, cells in table._of_text(text, "t")][1:]
    assert [cells for cells in lines if any(cells)] == [row for row in stripped if any(row)]


def test_a_bad_row_is_told_with_its_line_and_column_and_the_others_are_read(tmp_path: Path) -> None:
    content = 'nom;place\n"deux\nlignes";A\n\nUnion;locale;de trop\nB;\u0007\nC;D\n'
    found = table.read(written(tmp_path, content.encode()), "sections.csv")
    # The first cell has two lines, and the next line is blank.
    assert [(one.line, one.column) for one in found.problems] == [(5, 3), (6, 2)]
    assert cells_of(found) == [["deux\nlignes", "A"], ["C", "D"]]
    assert [row.line for row in found.rows] == [2, 7]


def test_a_short_row_ends_with_empty_cells(tmp_path: Path) -> None:
    found = table.read(written(tmp_path, b"nom;place;phone\nA\n"), "t.csv")
    assert found.rows[0].cells == {"nom": "A", "place": "", "phone": ""}


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", (0, 0), "empty"),
        (b";;\n", (0, 0), "empty"),
        (b"nom;place;nom\nA;B;C\n", (1, 3), "two columns"),
        (b'nom;place\n"A;B\nC;D\n', (2, 0), "not closed"),
    ],
)
def test_what_is_no_table_is_refused(
    content: bytes, place: tuple[int, int], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ProblemError) as raised:
        table.read(written(tmp_path, content), "t.csv")
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == place
    assert words in problem.message


def test_a_file_that_is_not_there_or_a_folder_is_told(tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "rien.csv"):
        with pytest.raises(ProblemError) as raised:
            table.read(file, "rien.csv")
        assert raised.value.problems[0].code == "file-unreadable"


def test_a_table_that_is_too_large_is_told_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = as_csv([HEADER, *ROWS]).encode()
    largest = table.LARGEST_FILE / 2**20
    monkeypatch.setattr(table, "LARGEST_FILE", len(content))
    assert cells_of(table.read(written(tmp_path, content), "t.csv")) == ROWS
    with pytest.raises(ProblemError, match=f"larger than {largest:g} MiB") as raised:
        table.read(written(tmp_path, content + b"\n"), "t.csv")
    assert raised.value.problems[0].hint == "part it into several"


def test_without_the_package_that_reads_them_workbooks_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package is optional: a small computer may have no wheel of it."""
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ProblemError, match="spreadsheets cannot be read here") as raised:
        table.read(written(tmp_path, spreadsheet([["nom"]]), "t.xlsx"), "t.xlsx")
    assert "save it as CSV" in raised.value.problems[0].hint


def spreadsheet(
    rows: list[list[str | float]],
    more: str = "",
    *,
    after: str = "",
    before: str = "",
    own: str = "visible",
    columns: str = "",
    listed: str | None = None,
) -> bytes:
    """Return an XLSX file (ECMA-376) with texts as inline strings and numbers as numbers.

    ``more`` are more rows, ``after`` what follows them; ``before`` is the state of a sheet of two
    cells that comes first in the workbook (or has the rows ``listed``), ``own`` that of the sheet
    itself, and ``columns`` are its columns.
    """
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for place, cell in enumerate(row):
            at = f"{chr(65 + place)}{number}"
            cells.append(
                f'<c r="{at}"><v>{cell}</v></c>'
                if isinstance(cell, (int, float))
                else f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    first = f'<sheet name="Listes" sheetId="2" state="{before}" r:id="r2"/>' if before else ""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    if listed is None:
        listed = "".join(f'<row r="{one}"><c r="A{one}"><v>{one}</v></c></row>' for one in (1, 2))
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        f'{first}<sheet name="Sections" sheetId="1" state="{own}" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{office}/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{main}"><sheetData>{listed}</sheetData>'
        "</worksheet>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{columns}<sheetData>'
        f"{''.join(lines)}{more}</sheetData>{after}</worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0"?>{content}')
    return out.getvalue()


@pytest.mark.parametrize("place", ['"ZZ1000000"', "'ZZ1000000'", '"zz1000000"', '"A999999991"'])
def test_a_cell_far_from_all_others_is_told_and_fills_no_memory(tmp_path: Path, place: str) -> None:
    """The library would create all cells before it, here 22 GB, and crash."""
    far = f'<row r="1000000"><c r={place} t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(ProblemError) as raised:
        table.read(written(tmp_path, spreadsheet([["nom"], ["A"]], far), "t.xlsx"), "t.xlsx")
    assert "far from all others" in raised.value.problems[0].message


@pytest.mark.parametrize(
    "part", ["worksheets/sheet1.XML", "worksheets/sheet1", "sheets/one.xml", "Worksheets/a.xml"]
)
def test_a_cell_far_from_all_others_is_told_in_a_part_of_any_name(
    tmp_path: Path, part: str
) -> None:
    """A workbook names its parts (ECMA-376-1, 12.3.24); the program died of such a file."""
    far = '<row r="1000000"><c r="ZZ1000000" t="inlineStr"><is><t>x</t></is></c></row>'
    file = tmp_path / "t.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(spreadsheet([["nom"], ["A"]], far))) as parts,
        zipfile.ZipFile(file, "w") as archive,
    ):
        for name in parts.namelist():
            content = parts.read(name).replace(b'"worksheets/sheet1.xml"', f'"{part}"'.encode())
            archive.writestr(name.replace("worksheets/sheet1.xml", part), content)
    with pytest.raises(ProblemError, match="far from all others"):
        table.read(file, "t.xlsx")


def binary_workbook(last_row: int) -> bytes:
    """Return an XLSB file ([MS-XLSB]) with the numbers 0 in A1 and 1 in the last row, from 0."""

    def record(kind: int, data: bytes = b"") -> bytes:
        return (bytes([kind]) if kind < 128 else bytes([kind | 128, 1])) + bytes([len(data)]) + data

    def words(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    sheet = record(156, struct.pack("<II", 0, 1) + words("r1") + words("S"))
    cells = record(148, struct.pack("<4I", 0, last_row, 0, 0)) + record(145)
    for number, row in enumerate((0, last_row)):
        cells += record(0, struct.pack("<I13x", row)) + record(5, struct.pack("<IId", 0, 0, number))
    parts = {
        "xl/workbook.bin": record(143) + sheet + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/'
        b'package/2006/relationships"><Relationship Id="r1" Target="worksheets/sheet1.bin"/>'
        b"</Relationships>",
        "xl/worksheets/sheet1.bin": cells + record(146),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_binary_workbook_under_another_name_is_refused(tmp_path: Path) -> None:
    """The library reads it as such; a cell far from all others in it ended the program."""
    content = binary_workbook(last_row=2)
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.get_sheet_by_index(0).to_python() == [[0.0], [""], [1.0]]
    with pytest.raises(ProblemError, match="no spreadsheet that can be read"):
        table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")


def test_a_part_of_the_other_kind_hides_no_cell_far_from_all_others(tmp_path: Path) -> None:
    """A ZIP may hold the parts of both kinds; the library reads such a file as XLSX."""
    far = '<row r="1000000"><c r="ZZ1000000" t="inlineStr"><is><t>x</t></is></c></row>'
    file = written(tmp_path, spreadsheet([["nom"], ["A"]], far), "t.xlsx")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("content.xml", "<none/>")
    with pytest.raises(ProblemError, match="far from all others"):
        table.read(file, "t.xlsx")
    # A cell that only has a format is ignored.
    painted = '<row r="1000000"><c r="ZZ1000000" s="0"/></row>'
    content = spreadsheet([["nom"], ["A"]], painted, after='<pageMargins left="0.7"/>')
    found = table.read(written(tmp_path, content, "t.xlsx"), "t")
    assert cells_of(found) == [["A"]]


@pytest.mark.parametrize("part", ["customXml/item1.xml", "xl/worksheets/binaryIndex1.bin"])
def test_damage_beside_the_sheets_of_a_workbook_hides_none_of_them(
    tmp_path: Path, part: str
) -> None:
    """Programs put parts of their own beside the sheets, which spreadsheets do not read either."""
    file = written(tmp_path, spreadsheet([["nom"], ["A"]]), "t.xlsx")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, "<none>\0")
    assert cells_of(table.read(file, "t.xlsx")) == [["A"]]


def test_a_workbook_may_be_as_large_as_the_memory_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = spreadsheet([["nom", "lieu"], ["A", "Lyon"]])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
    for limit, most in (("LARGEST", unpacked), ("_MOST_CELLS", 4)):
        with monkeypatch.context() as patch:
            patch.setattr(workbook_xml, limit, most)
            found = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")
            assert cells_of(found) == [["A", "Lyon"]]
            patch.setattr(workbook_xml, limit, most - 1)
            with pytest.raises(ProblemError, match="far from all others"):
                table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")


def test_a_workbook_of_hidden_sheets_alone_is_read_from_the_first(tmp_path: Path) -> None:
    """Programs that write workbooks may hide them all; a spreadsheet would then show the first."""
    content = spreadsheet([["nom"], ["A"]], own="hidden")
    assert cells_of(table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")) == [["A"]]


def test_a_damaged_workbook_fills_no_memory(tmp_path: Path) -> None:
    """With a place given twice, python-calamine asked for 550 GB, and ended the program."""
    far = '<row r="3"><c r="A3" r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(ProblemError, match="no spreadsheet that can be read"):
        table.read(written(tmp_path, spreadsheet([["nom"], ["A"]], far), "t.xlsx"), "t.xlsx")


def row_of(line: int, cells: str, attributes: str = "") -> str:
    name = f'<c r="A{line}" t="inlineStr"><is><t>Section {line}</t></is></c>'
    return f'<row r="{line}" {attributes}>{name}{cells}</row>'


@pytest.mark.parametrize("formula", ["", "<f>VLOOKUP(A2,X,2,0)</f>", '<f t="shared" si="0"/>'])
def test_a_failed_formula_of_a_workbook_is_no_empty_cell(tmp_path: Path, formula: str) -> None:
    """python-calamine 0.9 gives an empty text for it: a lost phone number would go unseen."""
    cell = f'<c r="B3" s="1" t="e">{formula}<v>#N/A</v></c>'
    rows = row_of(2, '<c r="B2" t="e"/>') + row_of(3, cell)
    content = spreadsheet([["nom", "téléphone"]], rows)
    found = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (3, 2) and "#N/A" in problem.message
    assert cells_of(found) == [["Section 2", ""]]


def test_cells_after_a_failed_formula_are_read(tmp_path: Path) -> None:
    """Spreadsheets keep each text once, and write its number into the cells that have it."""
    failed = '<c r="B2" t="e">\n <v>#N/A</v>\n </c>'
    cell = f'{failed}<c r="C2" t="s"><v>0</v></c><c r="D2"><v>12</v></c>'
    content = spreadsheet([["nom", "tel", "lieu", "compte"]], row_of(2, cell))
    (sheet,) = workbook_xml.sheets(content) or []
    assert sheet.failed == {(2, 2): "#N/A"}
    # After Z, columns have two letters.
    for column, number in (("Z", 26), ("AB", 28), ("BA", 53)):
        far = spreadsheet([["nom"]], row_of(2, f'<c r="{column}2" t="e"><v>#REF!</v></c>'))
        (sheet,) = workbook_xml.sheets(far) or []
        assert sheet.failed == {(2, number): "#REF!"}


def opendocument(rows: str, *, whole: bool = True) -> bytes:
    """Return an ODS file (OpenDocument 1.3) with rows; cut off after them if not ``whole``."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} xmlns:calcext="urn:org:documentfoundation:names:'
            'experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table '
            f'table:name="S">{rows}'
            + "</table:table></office:spreadsheet></office:body></office:document-content>"
            * whole,
        )
    return out.getvalue()


def test_a_failed_formula_of_libreoffice_is_told(tmp_path: Path) -> None:
    """What LibreOffice writes for =NA(): a text that python-calamine takes for an empty one."""
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    failed = cell.format(' office:string-value="" calcext:value-type="error"', "#N/A")
    rows = [cell.format("", "nom") + cell.format("", "tel"), cell.format("", "A") + failed]
    content = opendocument("".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    found = table.read(written(tmp_path, content, "t.ods"), "t.ods")
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (2, 2) and "#N/A" in problem.message
    assert not found.rows


def test_hidden_rows_and_failed_formulas_of_libreoffice_have_their_places(tmp_path: Path) -> None:
    """OpenDocument 1.3, part 3: rows and cells may be repeated; a note of a cell is no value."""
    name = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    failed = (
        '<table:table-cell office:value-type="string" office:string-value=""'
        ' calcext:value-type="error"><office:annotation><text:p>voir</text:p><text:p>Ain</text:p>'
        "</office:annotation>"
        ""
        "<text:p>#REF!</text:p></table:table-cell>"
    )
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    row = "<table:table-row{}>{}</table:table-row>"
    content = opendocument(
        row.format("", name.format("nom") + gap + name.format("tel"))
        + row.format(' table:number-rows-repeated="2"', "<table:table-cell/>")
        + row.format(' table:visibility="filter"', name.format("Ain"))
        + row.format("", name.format("Loire") + gap + failed)
        + row.format(' table:visibility="collapse"', name.format("Nord"))
        + row.format(' table:visibility="collapse" table:number-rows-repeated="999999"', "")
    )
    found = table.read(written(tmp_path, content, "t.ods"), "t.ods")
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (5, 4) and "#REF!" in problem.message
    assert [row.cells["nom"] for row in found.rows] == ["Ain", "Nord"]
    (remark,) = (one for one in found.problems if one.severity is Severity.WARNING)
    assert remark.line == 4 and "lines 4, 6" in remark.message


def test_cells_after_a_failed_formula_of_libreoffice_are_read() -> None:
    """Places are counted anew in each sheet; programs may write each element on its own line."""
    text = "<text:p>{}</text:p>\n "
    cell = f'<table:table-cell office:value-type="string">\n {text}</table:table-cell>\n '
    error = f'<table:table-cell calcext:value-type="error">\n {text}</table:table-cell>\n '
    row = "<table:table-row>\n {}</table:table-row>\n "
    first = row.format(cell.format("nom") + error.format("#REF!") + cell.format("Ain"))
    second = row.format(error.format("#N/A") + cell.format("tel")) + row.format(cell.format("1"))
    one, two = workbook_xml.sheets(
        opendocument(f'{first}</table:table><table:table table:name="T">\n {second}')
    ) or (None, None)
    assert one and one.failed == {(1, 2): "#REF!"}
    assert two and two.failed == {(1, 1): "#N/A"}


def test_hidden_rows_of_libreoffice_belong_to_their_own_sheet() -> None:
    shown, hidden = "<table:table-row/>", '<table:table-row table:visibility="collapse"/>'
    sheets = workbook_xml.sheets(
        opendocument(
            f'{shown}{hidden}</table:table><table:table table:name="T">{shown}{shown}{hidden}'
            f'</table:table><table:table table:name="U">{shown}'
        )
    )
    assert [one.hidden for one in sheets or ()] == [[2], [3], []]


@pytest.mark.parametrize("hidden", ["", ' table:visibility="filter"'])
def test_a_sheet_that_breaks_off_is_refused_before_it_is_read(hidden: str) -> None:
    """python-calamine 0.9 never ends on an element that is not closed."""
    with pytest.raises(expat.ExpatError):
        workbook_xml.sheets(opendocument(f"<table:table-row{hidden}/>", whole=False))


def test_hidden_rows_of_a_sheet_are_no_more_than_a_sheet_has(tmp_path: Path) -> None:
    """LibreOffice has 1,048,576 rows; a small file can repeat its rows as often as it likes."""
    hidden = '<table:table-row table:visibility="collapse" table:number-rows-repeated="1000"/>'
    (sheet,) = workbook_xml.sheets(opendocument(1100 * hidden)) or []
    assert len(sheet.hidden) == sheet.hidden[-1] == 2**20
    # Of a row that is repeated to the end of the sheet, a thousand are counted: it is empty.
    (sheet,) = workbook_xml.sheets(opendocument(hidden.replace("1000", "99999"))) or []
    assert sheet.hidden == [*range(1, 1001)]


def test_a_plain_table_of_libreoffice_is_not_looked_into_cell_by_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of 35,000 groups, a call in Python for each element would take longer than all the rest."""
    looked_at: list[str] = []
    monkeypatch.setattr(
        workbook_xml._OdsSheets, "_begin", lambda _self, name, _attributes: looked_at.append(name)
    )
    row = "<table:table-row{}><table:table-cell/></table:table-row>"
    assert workbook_xml.sheets(opendocument(row.format(""))) == [] == looked_at
    workbook_xml.sheets(opendocument(row.format(' table:visibility="filter"')))
    assert looked_at


@pytest.mark.parametrize("rows", ["{}", "<table:table-rows>{}", "<table:table-row>{}"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_damaged_file_of_libreoffice_is_refused(tmp_path: Path, rows: str, whole: bool) -> None:
    """python-calamine 0.9.1 never returns from some elements that are not closed."""
    cell = '<table:table-cell office:value-type="string"><text:p>A</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}" + "</table:table-row>" * (rows != "{}")
    content = opendocument(rows.format(row), whole=whole)
    with pytest.raises(ProblemError, match="no spreadsheet that can be read"):
        table.read(written(tmp_path, content, "t.ods"), "t.ods")


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        ("Jour du rendez-vous", datetime.date(2026, 3, 12), "jeudi 12 mars 2026"),
        ("event day", datetime.datetime(2026, 5, 1), "vendredi 1er mai 2026"),
        ("Heure du rendez-vous", datetime.time(18, 30), "18 h 30"),
        ("heure", datetime.time(9), "9 h"),
        # A CSV has a date as the spreadsheet shows it.
        *(
            ("jour", "12/03/2026", "jeudi 12 mars 2026"),
            ("jour", "1/5/26", "vendredi 1er mai 2026"),
            # LibreOffice and Google Sheets save what a cell shows, in its format.
            ("jour", "2026-03-12", "jeudi 12 mars 2026"),
            ("jour", "12-03-2026", "jeudi 12 mars 2026"),
            ("jour", "12.03.2026", "jeudi 12 mars 2026"),
            ("jour", "12/03/2026 00:00", "jeudi 12 mars 2026"),
            ("Date du RDV", "2026-03-12 00:00:00", "jeudi 12 mars 2026"),
            ("Date du RDV", datetime.date(2026, 3, 12), "jeudi 12 mars 2026"),
        ),
        *(
            ("Heure", "18:30", "18 h 30"),
            ("Heure", "18:30:00", "18 h 30"),
            ("Heure", "08:00", "8 h"),
            ("Heure", "18.30", "18 h 30"),
            ("Heure", "18", "18 h"),
            ("heure", "1", "1 h"),
            ("Heure RDV", 18.0, "18 h"),
            # These are no hours, or are read elsewhere.
            *(("Heure", said, said) for said in ("24:00", "18h", "14h75", "18 h 30", "midi")),
            # A spreadsheet in English; 12 AM is midnight, 12 PM noon (NIST, Times of Day FAQ).
            *(("Heure", "6:30 PM", "18 h 30"), ("heure", "9 a.m.", "9 h")),
            *(("Heure", "12:15:00 AM", "0 h 15"), ("Heure", "12 pm", "12 h")),
            *(("Horaires", "14:30", "14:30"), ("jour", "12-3/2026", "12-3/2026")),
        ),
        ("adresse", "12/03/2026", "12/03/2026"),
        # A spreadsheet makes a date of 8-12, which nobody has typed as one.
        *(("Heures", datetime.date(2026, 12, 8), ""), ("adresse", datetime.date(2026, 5, 3), "")),
        *(("jours", datetime.date(2026, 12, 8), ""), ("jour", datetime.time(9), "")),
        ("jour", datetime.datetime(2026, 5, 1, 18, 30), ""),
    ],
)
def test_a_day_and_an_hour_are_in_words(column: str, cell: Any, text: str) -> None:
    if text:
        assert table_cells.text(cell, column) == text
    else:
        with pytest.raises(ValueError, match="is a number or a date"):
            table_cells.text(cell, column)


@pytest.mark.parametrize(
    ("keys", "cell", "text"),
    [
        (("meeting.day", "events.day"), "12/03/2026", "jeudi 12 mars 2026"),
        (("meeting.hour", "events.hour"), "18:30", "18 h 30"),
        (("phone",), "612345678", "0612345678"),
        (("postcode",), "1000", "01000"),
        (("date",), "01/03/2026", "1er mars 2026"),
    ],
)
def test_a_cell_is_read_as_its_key_asks_whatever_the_name_of_its_column(
    tmp_path: Path, keys: tuple[str, ...], cell: str, text: str
) -> None:
    """Portable was printed as 612345678, and dates of a column Date de la réunion were refused."""
    for name in (name for key in keys for name in column_names.named()[key]):
        found = table.read(
            written(tmp_path, as_csv([["nom", name], ["A", cell]]).encode()), "t.csv"
        )
        assert cells_of(found) == [["A", text]], name


def test_a_date_beside_an_hour_is_a_day_in_a_spreadsheet_too(tmp_path: Path) -> None:
    """Its columns say when to come: all their rows were refused, or printed as 45000."""
    rows: list[list[str | float]] = [["nom", "Date", "Heure"], ["A", 45000, "18 h"]]
    (problem,) = table.read(written(tmp_path, spreadsheet(rows), "t.xlsx"), "t.xlsx").problems
    assert "mercredi 15 mars 2023" in problem.message
    content = as_csv([["nom", "Date", "Heure"], ["A", "12/03/2026", "18:30"]]).encode()
    found = table.read(written(tmp_path, content), "t.csv")
    assert cells_of(found) == [["A", "jeudi 12 mars 2026", "18 h 30"]]


@pytest.mark.parametrize("cell", ["25:00", "24:30", "18:75", "30", 30, "0:75 AM"])
def test_an_hour_that_no_clock_shows_is_refused(cell: Any) -> None:
    """As 31/02 is: nobody knows when to come."""
    with pytest.raises(ValueError, match="is no hour of a clock"):
        table_cells.text(cell, "Heure du RDV")


def test_hidden_rows_are_told(tmp_path: Path) -> None:
    """A filter hides the sections that have left the union; they are still in the file."""
    rows = row_of(2, "") + row_of(3, "", 'hidden="1"') + '<row r="4" hidden="1"/>'
    content = spreadsheet([["nom"]], rows)
    found = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")
    assert cells_of(found) == [["Section 2"], ["Section 3"]]
    (remark,) = found.problems
    assert (remark.line, remark.severity) == (3, Severity.WARNING)
    assert "1 hidden row is read too: line 3" in remark.message


@pytest.mark.parametrize("hidden", ['"true"', '"1"'])
def test_a_hidden_column_that_is_printed_is_told(tmp_path: Path, hidden: str) -> None:
    """The secretary's own number: ECMA-376-1, 18.3.1.13; to hide all to the right is a habit."""
    columns = f'<cols><col min="2" max="2" hidden={hidden}/><col min="4" max="16384" hidden="1"/>'
    rows: list[list[str | float]] = [
        ["nom", "téléphone", "lieu", "# notes", "site"],
        ["Ain", "04 77 00 00 00", "Bourg", "membre", ""],
    ]
    content = spreadsheet(rows, columns=f"{columns}</cols>")
    (warning,) = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx").problems
    assert warning.message == "a hidden column is read too: téléphone"
    assert warning.severity is Severity.WARNING


def test_a_hidden_column_of_libreoffice_is_told(tmp_path: Path) -> None:
    """OpenDocument 1.3, part 3, 9.1.6 (table-column): columns that are alike are written once."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    row = "<table:table-row>{}</table:table-row>"
    columns = '<table:table-column table:number-columns-repeated="2"/>' + (
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
    )
    rows = (["nom", "lieu", "téléphone", "site"], ["Ain", "Bourg", "04 77 00 00 00", "x.fr"])
    body = "".join(row.format("".join(map(cell.format, cells))) for cells in rows)
    file = written(tmp_path, opendocument(columns + body), "t.ods")
    (warning,) = table.read(file, "t.ods").problems
    assert warning.message == "2 hidden columns are read too: téléphone, site"


def test_an_empty_sheet_before_that_of_the_table_is_passed_over(tmp_path: Path) -> None:
    """A new workbook has one: the table was told to be empty."""
    content = spreadsheet([["nom"], ["A"]], before="visible", listed="")
    found = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")
    assert cells_of(found) == [["A"]] and not found.problems


def test_a_merged_cell_stands_in_each_of_its_rows(tmp_path: Path) -> None:
    """Spreadsheets show its text beside all of them; an empty row between two is no group."""
    rows: list[list[str | float]] = [["nom", "ville"], ["A", "Lyon"], ["", ""], ["B", ""]]
    rows += [["C", "Brest"]]
    places = ("B2:B4", "Z1:Z3", "A9:A12", "B5:C5")
    each = "".join(f'<mergeCell ref="{one}"/>' for one in places)
    merged = f"<mergeCells>{each}</mergeCells>"
    content = spreadsheet(rows, after=merged)
    found = table.read(written(tmp_path, content, "t.xlsx"), "t.xlsx")
    assert cells_of(found) == [["A", "Lyon"], ["B", "Lyon"], ["C", "Brest"]]


def test_the_first_sheet_that_one_sees_is_read(tmp_path: Path) -> None:
    """Lists for drop-down menus are on a hidden sheet, often the first."""
    cell = '<c r="B2" t="e"><v>#REF!</v></c>'
    hidden = spreadsheet([["nom", "téléphone"]], row_of(2, cell), before="hidden")
    found = table.read(written(tmp_path, hidden, "t.xlsx"), "t.xlsx")
    (problem,) = found.problems
    assert list(found.columns) == ["nom", "téléphone"] and "#REF!" in problem.message
    both = spreadsheet([["nom"], ["A"]], before="visible")
    found = table.read(written(tmp_path, both, "t.xlsx"), "t.xlsx")
    (remark,) = found.problems
    assert list(found.columns) == ["1.0"] and remark.severity is Severity.INFO
    # What is said of the file is of no row: it is told of each edition, and of a missing column.
    assert found.problems_of_file == [remark]
    assert table.read(written(tmp_path, hidden, "t.xlsx"), "t.xlsx").problems_of_file == []
    assert "Listes" in remark.message and "Sections" in remark.hint


def test_numbers_of_a_spreadsheet_are_texts_again_or_refused(tmp_path: Path) -> None:
    """Spreadsheets drop the leading zeros of 01000 and 04 77 00 00 00."""
    rows: list[list[str | float]] = [
        ["nom", "code postal", "Téléphone", "section"],
        ["Ain", 1000, 477000000, 12],
        ["Nord", 59000, "03 20 00 00 00", 3.5],
        ["Rhône", "69000", 33472000000, 7],
    ]
    found = table.read(written(tmp_path, spreadsheet(rows), "sections.xlsx"), "sections.xlsx")
    assert cells_of(found) == [
        ["Ain", "01000", "0477000000", "12"],
        ["Rhône", "69000", "33472000000", "7"],
    ]
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (3, 4)
    assert "3.5" in problem.message


@pytest.mark.parametrize("cell", [0, 1, 12.0, 750000])
def test_whole_numbers_of_a_spreadsheet_are_texts_as_in_its_csv(cell: float) -> None:
    """Section 0 and section 1 of a company; a formula that looks up an empty cell gives 0 too."""
    assert table_cells.text(cell, "section") == table_cells.text(f"{cell:.0f}", "section")
    assert table_cells.text(cell, "section") == f"{cell:.0f}"


@pytest.mark.parametrize("cell", [-1, 0.5, 12.5, True, False, float("inf"), float("nan")])
def test_other_numbers_of_a_spreadsheet_are_refused(cell: float) -> None:
    """How they look (12,50 or 12 1/2, 50 %, VRAI) is the spreadsheet's choice, and unknown here."""
    with pytest.raises(ValueError, match="is a number or a date, and no text"):
        table_cells.text(cell, "section")


def test_a_csv_of_the_same_sheet_gives_the_same_cells(tmp_path: Path) -> None:
    """A CSV has no types: it contains the numbers that the spreadsheet has made of the texts."""
    content = as_csv(
        [
            ["nom", "code postal", "Téléphone", "section"],
            ["Ain", "1000", "477000000", "12"],
            ["Nord", "59000,00", "03 20 00 00 00", "3,5"],
            ["Rhône", "69000", "4,77E+08", "7"],
            ["Bruxelles", "B-1000", "+32 2 000 00 00", "1000"],
        ]
    ).encode()
    found = table.read(written(tmp_path, content), "sections.csv")
    assert cells_of(found) == [
        ["Ain", "01000", "0477000000", "12"],
        ["Nord", "59000", "03 20 00 00 00", "3,5"],
        ["Bruxelles", "B-1000", "+32 2 000 00 00", "1000"],
    ]
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (4, 3)
    assert "4,77E+08" in problem.message


def test_numbers_that_are_no_french_ones_stay(tmp_path: Path) -> None:
    """Belgian phone numbers have nine digits with their zero, Norwegian post codes four."""
    for column, cell in [
        ("téléphone", "021234567"),
        ("code postal", "0150"),
        ("code postal", "69.000"),
        ("téléphone", "39.00"),
        # In a column of other numbers, nothing is a telephone number or a post code.
        ("cotisation", "1000,00"),
        ("section", "477000000.0"),
    ]:
        content = as_csv([["nom", column], ["A", cell]]).encode()
        assert cells_of(table.read(written(tmp_path, content), "t.csv")) == [["A", cell]]


@pytest.mark.parametrize(
    "cell",
    [
        *("+32 2 123 45 67", "0032 2/123.45.67", "+41 (0)22 123 45 67", "section@exemple.be"),
        *("Belgique", "SUISSE", "1, rue de Lille, Bruxelles, Belgique", "Tournai (Belgique)"),
    ],
)
def test_a_row_of_another_country_keeps_its_post_code(tmp_path: Path, cell: str) -> None:
    """1000 is Brussels or Lausanne there, and not Bourg-en-Bresse (01000)."""
    rows = [["nom", "code postal", "#"], ["A", "1000", cell], ["B", "1000", "+33 474000000"]]
    found = table.read(written(tmp_path, as_csv(rows).encode()), "t.csv")
    assert [row.cells["code postal"] for row in found.rows] == ["1000", "01000"]
    (remark,) = found.problems
    assert "01000 (line 3)" in remark.message


@pytest.mark.parametrize(
    "cell",
    ["Rue de Belgique", "Belgique-sur-Mer", "a@belgique.fr", "youtu.be", "ain@protonmail.ch"],
)
def test_a_street_of_a_country_is_not_in_it(tmp_path: Path, cell: str) -> None:
    content = as_csv([["nom", "code postal", "adresse"], ["A", "1000", cell]]).encode()
    (row,) = table.read(written(tmp_path, content), "t.csv").rows
    assert row.cells["code postal"] == "01000"


def test_a_zero_does_not_come_back_in_silence(tmp_path: Path) -> None:
    """Codes of five digits make a table French; without any, 1000 may as well be Brussels."""
    for others, severity in [
        (["59000", "01500"], Severity.INFO),
        (["01500"], Severity.INFO),
        (["1500", "L-1000", ""], Severity.WARNING),
    ]:
        rows = [["nom", "code postal"], ["A", "1000"], *(["B", other] for other in others)]
        found = table.read(written(tmp_path, as_csv(rows).encode()), "t.csv")
        (remark,) = found.problems
        assert (remark.severity, remark.line, remark.column) == (severity, 2, 2), others
    # Each column of codes is told alone, with its own codes that changed.
    rows = [["nom", "code postal", "CP"], ["A", "1000", "59000"], ["B", "69000", "2000"]]
    found = table.read(written(tmp_path, as_csv(rows).encode()), "t.csv")
    told = [(one.line, one.column, one.message.rpartition(": ")[2]) for one in found.problems]
    assert told == [(2, 2, "01000 (line 2)"), (3, 3, "02000 (line 3)")]
    # What is printed as typed, or not at all, needs no remark.
    for code in ("59000", "01000", "B-1000"):
        content = as_csv([["nom", "code postal"], ["A", code], ["\u0007", "1000"]]).encode()
        assert len(table.read(written(tmp_path, content), "t.csv").problems) == 1


def test_a_text_of_a_spreadsheet_stays_as_typed(tmp_path: Path) -> None:
    """The program tells it from a number, and messages ask users to make numbers texts."""
    rows: list[list[str | float]] = [["nom", "code postal"], ["Bruxelles", "1000"], ["Ain", 1000]]
    found = table.read(written(tmp_path, spreadsheet(rows), "t.xlsx"), "t.xlsx")
    assert cells_of(found) == [["Bruxelles", "1000"], ["Ain", "01000"]]


@pytest.mark.parametrize(
    "value", ["#N/A", "#REF!", "#VALEUR!", "#NOM?", "#DIV/0!", "Err:502", "Err :508", "########"]
)
def test_a_failed_formula_is_not_printed(tmp_path: Path, value: str) -> None:
    """It would be the address that the law requires (ECMA-376-1, 18.17.3, lists the values)."""
    content = as_csv([HEADER, ["Ain", value, ""], ["Loire", "1, rue X, #3 !", ""]]).encode()
    found = table.read(written(tmp_path, content), "sections.csv")
    assert [row.cells["nom"] for row in found.rows] == ["Loire"]
    (problem,) = found.problems
    assert (problem.line, problem.column) == (2, 2) and value in problem.message


@pytest.mark.parametrize(
    ("column", "digits"),
    [
        *(("Téléphone", 10), ("Tél.", 10), ("phone", 10), ("Tél. du bureau", 10)),
        *(("Code postal", 5), ("CP", 5), ("postcode", 5), ("Zip code", 5), ("postal", 5)),
        ("section", 0),
    ],
)
def test_the_zero_that_a_spreadsheet_removes_comes_back(column: str, digits: int) -> None:
    """French numbers have ten digits, post codes five; both may begin with 0 (Arcep, La Poste)."""
    for length in (4, 5, 9, 10, 11):
        number = "123456789012"[:length]
        text = "0" + number if length == digits - 1 else number
        assert table_cells.text(int(number), column) == text
        assert table_cells.text(number, column) == text
        assert table_cells.text(f"{number},00", column) == (text if digits else f"{number},00")
        assert table_cells.is_post_code(number, column) is (digits == length == 5)


def test_what_stands_in_a_column_of_notes_is_no_matter(tmp_path: Path) -> None:
    """A treasurer's own column of amounts refused every row."""
    rows: list[list[str | float]] = [["nom", "# cotisation"], ["Ain", 12.5]]
    found = table.read(written(tmp_path, spreadsheet(rows), "t.xlsx"), "t.xlsx")
    assert not found.problems and [row.cells["nom"] for row in found.rows] == ["Ain"]
    content = as_csv([["nom", "# cotisation"], ["Ain", "#N/A"]]).encode()
    assert not table.read(written(tmp_path, content), "sections.csv").problems


@pytest.mark.parametrize("word", ["ISÈRE", "ARDÈCHE", "FRANÇAIS", "Île", "Ça", "NOËL", "ÎLOT"])
def test_one_capital_is_enough_for_the_usual_encoding(tmp_path: Path, word: str) -> None:
    """Nothing else in the file may tell its encoding: Ç of Windows is « of a Macintosh."""
    content = as_csv([["nom"], [word]]).encode("cp1252")
    assert cells_of(table.read(written(tmp_path, content), "sections.csv")) == [[word]]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize(
    "words",
    [
        "Élus de Saint-Étienne",
        "Hôtel de ville",
        "Fédération de l’Isère – déléguée à l’accueil",
        "lundi – vendredi",
        "Maïs et céréales, près du château",
        # (In capitals, cp1252 reads as Macintosh: RH‘NE; Macintosh reads as cp1252: RHïNE.)
        "RHÔNE",
        "HÔPITAL DE LA CÔTE",
        "« OÙ ? »",
        "Nîmes",
        "10 €",
    ],
)
def test_each_encoding_that_excel_offers_is_read(tmp_path: Path, encoding: str, words: str) -> None:
    """Its list has "CSV (Macintosh)" and "CSV (MS-DOS)" beside the usual CSV."""
    try:
        content = as_csv([HEADER, [words, "", ""]]).encode(encoding)
    except UnicodeEncodeError:
        # (The encoding of MS-DOS has neither dash, typographic apostrophe nor €.)
        assert encoding == "cp850"
        return
    found = table.read(written(tmp_path, content), "sections.csv")
    assert list(found.columns) == HEADER and found.rows[0].cells["nom"] == words


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    """Some databases export it so; nine messages about characters that nobody sees help nobody."""
    rows = [HEADER, ["Forêt d’Œuvre – « 1 »", "12, rue", ""]]
    found = table.read(written(tmp_path, as_csv(rows).encode(encoding)), "sections.csv")
    assert list(found.columns) == HEADER and found.rows[0].cells["nom"] == rows[1][0]


def test_a_text_with_a_zero_is_no_utf_16(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match=r"U\+0000"):
        table.read(written(tmp_path, b"nom;ad\0resse\nFoix;x"), "sections.csv")


@pytest.mark.parametrize(
    ("header", "hint"),
    [("nom;adresse;", "name its column in line 1"), ("nom;adresse", "quotation")],
)
def test_a_cell_under_no_name_is_told_how_to_mend(tmp_path: Path, header: str, hint: str) -> None:
    """A column without a name is another mistake than an address that is cut in two."""
    found = table.read(written(tmp_path, f"{header}\nFoix;x;y".encode()), "sections.csv")
    (problem,) = wrong(found)
    assert (problem.line, problem.column) == (2, 3) and hint in problem.hint


@pytest.mark.parametrize(
    "line", ["sep=,", "SEP=;;", '"sep=,",,', "sep=;,,,", "sep= ;", "sep=", "sep=\t"]
)
def test_the_line_that_tells_excel_the_delimiter_is_no_header(tmp_path: Path, line: str) -> None:
    """A spreadsheet that opens and saves such a file fills its first line up with delimiters."""
    content = f"{line}\r\n".encode() + as_csv([HEADER, *ROWS], ",").encode()
    found = table.read(written(tmp_path, content), "sections.csv")
    assert cells_of(found) == ROWS
    assert (found.header, found.rows[0].line) == (2, 3)


@pytest.mark.parametrize("titles", [["Sections", "", ""], ["", "Coordonnées", ""]])
def test_a_title_above_the_names_of_the_columns_is_told(tmp_path: Path, titles: list[str]) -> None:
    """Otherwise each row has cells under no column, or a title is a column without meaning."""
    content = as_csv([titles, HEADER, *ROWS]).encode()
    with pytest.raises(ProblemError) as raised:
        table.read(written(tmp_path, content), "sections.csv")
    (problem,) = raised.value.problems
    assert problem.line == 1 and "in line 2, below titles" in problem.message
    assert "remove the lines above" in problem.hint
    # A single column, and a text in it with a delimiter, are no title.
    found = table.read(written(tmp_path, b"nom\nAin\n"), "sections.csv")
    assert len(found.rows) == 1
    found = table.read(written(tmp_path, b"nom\nAin, Bresse\n"), "sections.csv")
    assert found.header == 1
    # Tables that were pasted one below the other name their columns again.
    found = table.read(written(tmp_path, as_csv([HEADER, *ROWS, HEADER]).encode()), "sections.csv")
    assert found.header == 1


@pytest.mark.parametrize(
    "above",
    [
        [["Sections de la Loire"], ["Mise à jour : 12/03/2026"]],
        [["Tableau", "des", "groupes"], ["", "", ""]],
        [["Fichier : c:\\sections.xlsx", "page 1"]],
    ],
)
def test_titles_on_several_lines_are_told(tmp_path: Path, above: list[list[str]]) -> None:
    """Titles have dates, empty lines below them, or as many cells as the table has columns."""
    content = as_csv([*above, HEADER, *ROWS]).encode()
    with pytest.raises(ProblemError) as raised:
        table.read(written(tmp_path, content), "sections.csv")
    (problem,) = raised.value.problems
    assert f"in line {len(above) + 1}, below" in problem.message and problem.line == 1


@pytest.mark.parametrize(
    ("header", "below", "told"),
    [
        # A title in one cell, above three names of the group's own.
        (["Permanences"], ["Foyer", "Palier", "Référente"], True),
        # A column of names beside an address without quotes, which is cut in two.
        (["section"], ["Foix", "rue Haute"], False),
        (["section", "Foyer"], ["Foix", "rue Haute", "escalier B"], False),
        (["section", "Foyer"], ["Foix", "rue Haute", "escalier B", "Foyer Est"], True),
        # A row of a group has digits.
        (["section"], ["Foix", "2, rue Haute", "09000 Foix"], False),
    ],
)
def test_a_line_that_names_many_more_columns_is_below_a_title(
    tmp_path: Path, header: list[str], below: list[str], told: bool
) -> None:
    file = written(tmp_path, as_csv([header, below, ["Ain", "x", "y"]]).encode())
    if told:
        with pytest.raises(ProblemError, match="in line 2, below titles"):
            table.read(file, "sections.csv")
    else:
        assert table.read(file, "sections.csv").header == 1


@pytest.mark.parametrize(
    ("titles", "names", "told"),
    [
        # Two names that we know are enough, one may be a word of a row.
        (2, ["nom", "lieu"], True),
        (2, ["nom", "Foyer"], False),
        # A page of words above its table is no title.
        (10, ["nom", "lieu"], True),
        (11, ["nom", "lieu"], False),
    ],
)
def test_names_of_columns_below_titles_are_told(
    tmp_path: Path, titles: int, names: list[str], told: bool
) -> None:
    above = [[f"Titre {number}", ""] for number in range(titles)]
    file = written(tmp_path, as_csv([*above, names, ["Ain", "Lyon"]]).encode())
    if told:
        with pytest.raises(ProblemError, match=f"in line {titles + 1}, below titles"):
            table.read(file, "t.csv")
    else:
        assert table.read(file, "t.csv").header == 1


def test_names_of_columns_that_are_not_ours_are_told_under_a_title(tmp_path: Path) -> None:
    """The line right under a title has its columns, whatever the rows below it hold."""
    rows = [["Sigle", "Local", "Permanence", "Clé"], ["AB", "Foyer", "lundi", ""], ["CD", "3"]]
    for title in (["Sections", "", "", ""], ["Sections", "de la Loire", "", ""]):
        with pytest.raises(ProblemError) as raised:
            table.read(written(tmp_path, as_csv([title, *rows]).encode()), "t.csv")
        (problem,) = raised.value.problems
        assert "in line 2, below titles" in problem.message


@pytest.mark.parametrize(
    ("column", "cell", "meant"),
    [
        ("Jour du rendez-vous", 46000, "mardi 9 décembre 2025"),
        ("Jour", "46000", "mardi 9 décembre 2025"),
        ("jour", "46000,75", "mardi 9 décembre 2025"),
        ("Jours", 46364, "mardi 8 décembre 2026"),
        # The first and the last day that are dates, and not numbers.
        ("Jour", 32874, "lundi 1er janvier 1990"),
        ("Jour", 80354, "dimanche 31 décembre 2119"),
        ("Jour", 32873, ""),
        ("Jour", 80355, ""),
        ("Heure", 0.75, "18 h"),
        # A second before midnight.
        ("Heure", "0,99999", "0 h"),
        ("heure", "0,3541666667", "8 h 30"),
        # A day of the month, and numbers of other columns; a number without a day is an hour.
        *(
            ("jour", "12", ""),
            ("heure", "0", ""),
            ("heure", "24", ""),
            ("section", 46000, ""),
            ("cp", "42000", ""),
        ),
    ],
)
def test_a_date_that_has_lost_its_format_is_not_printed(column: str, cell: Any, meant: str) -> None:
    """ECMA-376-1, 18.17.4.1: 46000 days after 1899-12-30; a time is a fraction of a day."""
    if not meant:
        assert table_cells.text(cell, column) == str(cell)
        return
    with pytest.raises(ValueError, match=f"counts {meant}"):
        table_cells.text(cell, column)


def test_notes_may_have_one_name_and_names_two_lines(tmp_path: Path) -> None:
    content = as_csv([["Nom", "#", "Code\npostal", "#"], ["A", "x", "42000", "y"]]).encode()
    found = table.read(written(tmp_path, content), "t.csv")
    assert not found.problems
    assert list(found.columns) == ["Nom", "#", "Code postal", "# (4)"]
    assert cells_of(found) == [["A", "", "42000", ""]]


def test_an_address_without_quotation_marks_is_no_name_of_columns(tmp_path: Path) -> None:
    """The line above names the columns: to remove it would be wrong, and other rows are good."""
    content = b'nom,adresse\nAin,1, rue X, 01000 Bourg\nOise,"2, rue Y"\n'
    found = table.read(written(tmp_path, content), "sections.csv")
    assert cells_of(found) == [["Oise", "2, rue Y"]]
    (problem,) = found.problems
    assert (problem.line, problem.column) == (2, 3) and "quotation marks" in problem.hint


def test_what_is_no_spreadsheet_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as raised:
        table.read(written(tmp_path, b"nom;place\n", "sections.xlsx"), "sections.xlsx")
    assert "no spreadsheet" in raised.value.problems[0].message


def rows_of(*cells: tuple[str, str]) -> list[table.Row]:
    return [
        table.Row(line, ("nom", "lieu"), "\x1f".join(names)) for line, names in enumerate(cells, 2)
    ]


def test_folders_are_safe_and_the_same_in_any_order() -> None:
    rows = rows_of(
        ("Union locale de l’Été", "Lyon"), ("../../etc", ""), ("Sud", "Lyon"), ("SUD", "Paris"),
        ("§", "Nulle part"), ("Nord", "Lille"), ("nord", "LILLE"), ("Sud Lyon", "Brest"),
    )  # fmt: skip
    found = table.folder_names(rows, "nom", "lieu")
    assert found == {
        2: "union-locale-de-l-ete", 3: "etc", 5: "sud-paris", 9: "sud-lyon",
    }  # fmt: skip
    assert table.folder_names(reversed(rows), "nom", "lieu") == found
    assert len(set(found.values())) == len(found)


def test_hidden_rows_of_a_sheet_that_is_not_read_are_not_told() -> None:
    content = spreadsheet([["nom"]], row_of(2, "", 'hidden="1"'), before="visible")
    remarks = workbook.read(content, "t.xlsx").remarks
    assert [one.severity for one in remarks] == [Severity.INFO]


@pytest.mark.parametrize("cell", ["31/02/2026", "2026-13-01", "00/05/26"])
def test_a_day_that_no_calendar_has_is_told(cell: str) -> None:
    """Nobody can come on it: a digit is wrong."""
    with pytest.raises(ValueError, match="is no day of the calendar"):
        table_cells.text(cell, "Jour du rendez-vous")


@pytest.mark.parametrize(
    ("column", "cell", "text"),
    [
        # Exports for Excel keep zeros so: RFC 4180 knows no types.
        ("Code postal", '="01000"', "01000"),
        ("Téléphone", '="0477123456"', "0477123456"),
        ("Nom", '="Section A"', "Section A"),
        ("Code postal", '=""', ""),
        # Pasted from a web page or a word processor.
        ("Adresse", "1\true X", "1 rue X"),
        # Two files with byte order marks, joined.
        ("Nom", "\ufeffSection B", "Section B"),
        # Nothing to say.
        *((column, cell, "") for column in ("Courriel", "Site", "lieu") for cell in "-–—"),
        ("Lieu", "- de midi", "- de midi"),
    ],
)
def test_what_programs_and_people_put_around_a_text_is_not_printed(
    column: str, cell: str, text: str
) -> None:
    assert table_cells.text(cell, column) == text


def test_a_quoted_post_code_has_kept_its_zero(tmp_path: Path) -> None:
    """A remark that the zero came back would have all rows looked at for nothing."""
    found = table.read(written(tmp_path, b'nom;cp\nA;="01000"\nB;01000\n'), "t.csv")
    assert cells_of(found) == [["A", "01000"], ["B", "01000"]] and not found.problems
