"""Files named .csv that are something else: the problem names their type and a solution."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.manuscript.groups.test_table import spreadsheet, written
from zines.base.problems import ProblemError
from zines.manuscript.groups import table


def opened_document() -> bytes:
    """Return a workbook as LibreOffice writes it: its first part is the type, not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", "<x/>")
    return stream.getvalue()


def archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        parts.writestr("word/document.xml", "<x/>")
    return stream.getvalue()


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (8, 8)).save(stream, kind)
    return stream.getvalue()


KINDS = {
    "excel": (spreadsheet([["nom"], ["A"]]), "Excel", ".xlsx"),
    "libreoffice": (opened_document(), "LibreOffice", ".ods"),
    "archive": (archive(), "archive", "CSV"),
    # The signature of a compound file, the format of Excel until 2003 ([MS-CFB] 2.2).
    "old-excel": (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504, ".xls", "CSV"),
    "png": (picture("PNG"), "PNG", "CSV"),
    "jpeg": (picture("JPEG"), "JPEG", "CSV"),
    "gif": (picture("GIF"), "GIF", "CSV"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF", "CSV"),
    "rtf": (b"{\\rtf1\\ansi nom;place}", "RTF", "CSV"),
    "page": (b"\n<!DOCTYPE html>\n<title>Connexion</title>", "page of the web", "CSV"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["sections.csv", "sections.tsv"])
def test_what_is_called_a_table_is_told_by_what_it_is(tmp_path: Path, kind: str, name: str) -> None:
    content, message, hint = KINDS[kind]
    with pytest.raises(ProblemError) as error:
        table.read(written(tmp_path, content, name), name)
    (problem,) = error.value.problems
    assert message in problem.message and hint in problem.hint
    assert (problem.path, problem.line) == (name, 0)


def test_a_workbook_with_its_own_ending_is_read(tmp_path: Path) -> None:
    file = written(tmp_path, spreadsheet([["nom"], ["A"]]), "sections.xlsx")
    assert [row.cells for row in table.read(file, "sections.xlsx").rows] == [{"nom": "A"}]


def test_a_sign_that_cannot_be_printed_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as error:
        table.read(written(tmp_path, b"nom;pl\x03ce\nA;B\n"), "sections.csv")
    (problem,) = error.value.problems
    assert "U+0003" in problem.message and problem.hint
