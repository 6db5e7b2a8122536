"""Files that are called tables and are something else, recognised by their first bytes.

If they were read as text, problems would be about the first characters of a workbook or a picture,
which helps nobody.
"""

from __future__ import annotations

from zines.base.language import mark, tr

_AS_TABLE = mark("choose the file of the table itself, saved as CSV")
_WORKBOOK = mark("save it as CSV from the spreadsheet, or give its name the ending {ending} back")
#: The first bytes of a file, what the file is, and what to do.
_KINDS = (
    (b"\x89PNG", mark("this is a picture (PNG), and no table"), _AS_TABLE),
    (b"\xff\xd8\xff", mark("this is a picture (JPEG), and no table"), _AS_TABLE),
    (b"GIF8", mark("this is a picture (GIF), and no table"), _AS_TABLE),
    (b"%PDF", mark("this is a PDF, and no table"), _AS_TABLE),
    (b"{\\rtf", mark("this is a text of a word processor (RTF), and no table"), _AS_TABLE),
    (
        b"\xd0\xcf\x11\xe0",
        mark("this is an old workbook of Excel (.xls), which cannot be read as it is"),
        mark("save it as CSV, or as .xlsx"),
    ),
)
_ZIP, _ODS = b"PK\x03\x04", b"application/vnd.oasis.opendocument.spreadsheet"
#: How web pages begin. A web site may send one instead of the table when nobody is signed in.
_PAGES = (b"<!doctype html", b"<html")


def fault(raw: bytes) -> tuple[str, str]:
    """Return what a file is if it is no table, and what to do; empty texts if it may be one."""
    if raw.startswith(_ZIP):
        return _of_zip(raw)
    for start, message, hint in _KINDS:
        if raw.startswith(start):
            return tr(message), tr(hint)
    if raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return tr("this is a page of the web, and no table"), tr(_AS_TABLE)
    return "", ""


def _of_zip(raw: bytes) -> tuple[str, str]:
    """Return what a Zip archive is, and what to do; the names of its parts are not compressed."""
    # (OpenDocument 1.3, part 2, 3.3: the first part of the archive holds the media type.)
    if _ODS in raw[:200]:
        message = tr("this is a workbook of LibreOffice, and no CSV")
        return message, tr(_WORKBOOK, ending=".ods")
    if b"xl/workbook" in raw:
        return tr("this is a workbook of Excel, and no CSV"), tr(_WORKBOOK, ending=".xlsx")
    message = tr("this is an archive, or a document of an office program, and no table")
    return message, tr(_AS_TABLE)
