"""Rules of what does not show on paper: protection, scripts, names, paths, damage. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.problems import ERROR, INFO, WARNING
from zines.pdf.pdf_file import PdfFile
from zines.pdf.traces import PATH
from zines.preflight.rules.table import Finding, PrinterLimits, rule


@rule(
    "pdf-unreadable",
    ERROR,
    "A",
    checks="The file is a PDF that can be opened, and every page of it can be read.",
    why="What cannot be read cannot be proved, nor printed as it was meant.",
    hint="export it again from the program it comes from",
)
def _unreadable(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Also yields pages that paint too much, and forms that hold themselves."""
    for page in file.pages:
        for trouble in page.trouble:
            yield Finding(trouble, page.number)


@rule(
    "pdf-unseen",
    WARNING,
    "A",
    checks="All of the file was looked into. Bounds: 2,000 pages, 200 of them drawn for QR codes "
    "and 200 for layers of ink, 20 seconds a page; the ink of pictures of 320 million bytes, "
    "4,000 million in all.",
    why="Where nothing is told, nothing may be wrong, or nobody looked: the difference is told.",
    hint="check it in parts, or have a look at what is named",
)
def _unseen(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for one in file.unseen:
        yield Finding(one)
    for page in file.pages:
        for one in page.unseen:
            yield Finding(one, page.number)


@rule(
    "pdf-damaged",
    WARNING,
    "A",
    checks="The file is written as ISO 32000-1 says, without anything to repair.",
    why="A repaired file may miss parts; another program may repair it in another way.",
    hint="export it again from the program it comes from",
)
def _damaged(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.damage:
        yield Finding(f"the file is damaged, and was mended for reading: {file.damage[0]}")


@rule(
    "pdf-encrypted",
    ERROR,
    "A",
    checks="The file is not protected.",
    why="ISO 15930-7 and ISO 19005-2, 6.1.3 forbid encryption; no print shop can work on it.",
    hint="save it without protection: no print shop can open it either",
)
def _encrypted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """A file that needs a password to open is a problem before any rule runs."""
    if file.encrypted:
        yield Finding("the file is protected against changes")


@rule(
    "pdf-script",
    ERROR,
    "A",
    checks="The file holds no JavaScript.",
    why="ISO 15930-7 and ISO 19005 forbid it; paper runs no program, a reader should not either.",
    hint="print it to PDF anew, without scripts",
)
def _script(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.scripts or file.open_action == "JavaScript":
        yield Finding("the file holds JavaScript")


@rule(
    "pdf-open-action",
    ERROR,
    "A",
    checks="Nothing is done when the file is opened, save to show a page.",
    why="ISO 15930-7 forbids actions; a launch or an address called at opening tells on readers.",
    hint="take the action away",
)
def _open_action(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.open_action not in ("", "GoTo", "JavaScript"):
        yield Finding(
            f"opening the file does something: {file.open_action}",
            severity=ERROR if file.claims_x else WARNING,
        )


@rule(
    "pdf-attachment",
    ERROR,
    "A",
    checks="No other file is packed into it.",
    why="ISO 15930-7 forbids it in a press file; elsewhere, people send more than they think.",
    hint="take the attached files out",
)
def _attachment(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.attachments:
        yield Finding(
            "other files are packed into this one", severity=ERROR if file.is_press else WARNING
        )


@rule(
    "pdf-form",
    ERROR,
    "A",
    checks="There are no form fields to fill on screen.",
    why="ISO 15930-7: fields are annotations; what was typed into them may not print.",
    hint="flatten the form",
)
def _form(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """An error in press files; an info in files for reading."""
    if file.form_fields:
        severity = ERROR if file.is_press else INFO if file.is_reader else WARNING
        yield Finding("the file has form fields", severity=severity)


@rule(
    "pdf-author",
    WARNING,
    "A",
    checks="The file does not name its author.",
    why="Office programs write the name of the account, unasked; it goes where the file goes.",
    hint="empty the author in the properties of the document, and export again",
)
def _author(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    named = file.info.get("Author") or file.xmp.get("dc:creator")
    if named:
        yield Finding(f"the file names an author: {named[:80]}")


@rule(
    "pdf-path",
    WARNING,
    "A",
    checks="Neither properties nor XMP hold the path of a folder.",
    why="Paths tell the name of an account, a machine or a project.",
    hint="export again with a program that does not write where the file lay",
)
def _path(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    said = [*file.info.values(), *file.xmp.properties.values(), file.xmp.packet]
    path = next((match[0] for value in said if (match := PATH.search(value))), None)
    if path:
        yield Finding(f"the properties hold a path: {path[:80]}")


@rule(
    "pdf-picture-traces",
    WARNING,
    "A",
    checks="No JPEG carries EXIF, XMP, IPTC or comments with it.",
    why="Own measurement: EXIF is copied whole into PDFs, with the place and device of the photo.",
    hint="save the picture without its metadata, and place it again",
)
def _picture_traces(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        traces: dict[str, None] = {}
        for picture in page.pictures:
            samples = file.samples.get(picture.key)
            traces |= dict.fromkeys(samples.traces if samples else ())
        if traces:
            yield Finding(f"a picture carries {', '.join(traces)}", page.number)


@rule(
    "pdf-xmp",
    ERROR,
    "A",
    checks="XMP, where there is any, is well-formed XML.",
    why="ISO 16684-1; a PDF/X or PDF/A says in it what it is.",
    hint="export it again from the program it comes from",
)
def _broken_xmp(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.xmp.trouble:
        yield Finding(file.xmp.trouble, severity=ERROR if file.is_press else WARNING)
