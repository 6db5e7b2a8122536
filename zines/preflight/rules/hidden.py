"""Rules of what does not show on paper: protection, scripts, names, paths. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, WARNING, some_of
from zines.pdf.annotations.actions import Action
from zines.pdf.pdf_file import PdfFile
from zines.pdf.traces import PATH
from zines.preflight.rules.table import Finding, PrinterLimits, rule


@rule(
    "pdf-encrypted",
    ERROR,
    "A",
    checks=mark("The file is not protected."),
    why=mark("ISO 15930-7 and ISO 19005-2, 6.1.3 forbid encryption; no print shop can work on it."),
    hint=mark("save it without protection: no print shop can open it either"),
)
def _encrypted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report a protected file; one that needs a password to open is a problem before any rule."""
    if file.encrypted:
        if file.printable:
            yield Finding(tr("the file is protected against changes"))
        else:
            yield Finding(tr("the file forbids printing"))


@rule(
    "pdf-script",
    ERROR,
    "A",
    checks=mark(
        "The file holds no JavaScript: not at opening, in pages, notes, fields or bookmarks."
    ),
    why=mark(
        "ISO 15930-7 and ISO 19005 forbid it; paper runs no program, a reader should not either."
    ),
    hint=mark("print it to PDF again, without scripts"),
)
def _script(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if any(action.kind == "JavaScript" for action in _all_actions(file)):
        yield Finding(tr("the file holds JavaScript"))


def _all_actions(file: PdfFile) -> frozenset[Action]:
    return file.actions.union(*(page.actions for page in file.pages))


@rule(
    "pdf-launch",
    ERROR,
    "A",
    checks=mark("No click starts another program or opens a file on the disk (an action Launch)."),
    why=mark(
        "ISO 15930-7 and ISO 19005 forbid it; a file that starts programs harms those who read it."
    ),
    hint=mark("take the action away"),
)
def _launch(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report clicks that start programs; what starts by itself is reported by pdf-open-action."""
    for number, actions in _by_place(file):
        if Action("Launch") in actions:
            yield Finding(tr("a click starts another program"), number)


def _by_place(file: PdfFile) -> Iterator[tuple[int, frozenset[Action]]]:
    """Yield the actions of the document, as page 0, and of each page."""
    yield 0, file.actions
    for page in file.pages:
        yield page.number, page.actions


@rule(
    "pdf-open-action",
    ERROR,
    "A",
    checks=mark(
        "Nothing is done when the file or a page is opened or closed, save to show a page."
    ),
    why=mark(
        "ISO 15930-7 forbids actions; a launch or an address called at opening tells on readers. A "
        "warning where no PDF/X is claimed, save for a program that is started."
    ),
    hint=mark("take the action away"),
)
def _open_action(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for number, actions in _by_place(file):
        kinds = {action.kind for action in actions if action.by_itself} - {"GoTo", "JavaScript"}
        for kind in sorted(kinds):
            if number:
                message = tr("opening or closing the page does something: {action}", action=kind)
            else:
                message = tr("opening or closing the file does something: {action}", action=kind)
            severity = ERROR if file.claims_x or kind == "Launch" else WARNING
            yield Finding(message, number, severity)


@rule(
    "pdf-attachment",
    ERROR,
    "A",
    checks=mark(
        "No other file is packed into it: attached to the document, to a note, an element, a "
        "form or a picture, or in a portfolio."
    ),
    why=mark(
        "ISO 15930-7 forbids it in a press file; elsewhere, people send more than they think."
    ),
    hint=mark("take the attached files out"),
)
def _attachment(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    severity = ERROR if file.is_press else WARNING
    if file.attached:
        yield Finding(tr("other files are packed into this one"), severity=severity)
    for page in file.pages:
        if page.attached:
            yield Finding(tr("a file is attached to something on it"), page.number, severity)


@rule(
    "pdf-private",
    INFO,
    "A",
    checks=mark(
        "No program keeps data of its own in it: in PieceInfo, or under keys of the catalogue "
        "or of a page that ISO 32000-2 does not know."
    ),
    why=mark(
        "ISO 32000-1, 14.5: drawings are packed in whole there, with layers and texts that no page "
        "shows."
    ),
    hint=mark("export without what keeps it editable"),
)
def _private(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    programs = {*file.programs}.union(*(page.programs for page in file.pages))
    if programs:
        yield Finding(
            tr("programs keep data of their own in it: {names}", names=some_of(sorted(programs)))
        )
    keys = {*file.unknown_keys}.union(*(page.unknown_keys for page in file.pages))
    if keys:
        yield Finding(
            tr("it has entries that no standard knows: {names}", names=some_of(sorted(keys)))
        )


@rule(
    "pdf-form",
    ERROR,
    "A",
    checks=mark("There are no form fields to fill on screen, and the pages are not made by XFA."),
    why=mark(
        "ISO 15930-7: fields are annotations; what was typed into them may not print. Of a form in "
        "XFA alone, the pages only ask to wait or to take another program."
    ),
    hint=mark("flatten the form; one in XFA: print it to PDF from the program that shows it"),
)
def _form(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report form fields: error in press files, warning elsewhere, none in files for reading.

    A form in XFA alone, which the pages do not show, is reported in all files.
    """
    if file.xfa and (file.drawn_by_xfa or not file.form_fields):
        yield Finding(
            tr("the form is in XFA alone: the pages do not show it, and print without it")
        )
    elif file.form_fields and not file.is_reader:
        severity = ERROR if file.is_press else WARNING
        yield Finding(tr("the file has form fields"), severity=severity)


@rule(
    "pdf-author",
    WARNING,
    "A",
    checks=mark("The file does not name its author."),
    why=mark(
        "Office programs write the name of the account, unasked; it goes where the file goes."
    ),
    hint=mark("empty the author in the properties of the document, and export again"),
)
def _author(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if named := file.info.get("Author", "").strip() or file.xmp.get("dc:creator").strip():
        yield Finding(tr("the file names an author: {name}", name=named[:80]))


@rule(
    "pdf-path",
    WARNING,
    "A",
    checks=mark("Neither properties nor XMP hold the path of a folder."),
    why=mark("Paths tell the name of an account, a machine or a project."),
    hint=mark("export again with a program that does not write where the file lay"),
)
def _path(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    metadata = [*file.info.values(), *file.xmp.properties.values(), file.xmp.packet]
    path = next((match[0] for value in metadata if (match := PATH.search(value))), None)
    if path:
        yield Finding(tr("the properties hold a path: {path}", path=path[:80]))


@rule(
    "pdf-picture-traces",
    WARNING,
    "A",
    checks=mark("No JPEG carries EXIF, XMP, IPTC or comments with it."),
    why=mark(
        "Own measurement: EXIF is copied whole into PDFs, with the place and device of the photo."
    ),
    hint=mark("save the picture without its metadata, and place it again"),
)
def _picture_traces(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        traces: dict[str, None] = {}
        for picture in page.pictures:
            samples = file.samples.get(picture.key)
            traces |= dict.fromkeys(samples.traces if samples else ())
        if traces:
            yield Finding(tr("a picture carries {traces}", traces=", ".join(traces)), page.number)


@rule(
    "pdf-xmp",
    ERROR,
    "A",
    checks=mark("XMP, where there is any, is well-formed XML."),
    why=mark("ISO 16684-1; a PDF/X or PDF/A says in it what it is."),
    hint=mark("export it again from the program it comes from"),
)
def _broken_xmp(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.xmp.trouble:
        yield Finding(file.xmp.trouble, severity=ERROR if file.is_press else WARNING)
