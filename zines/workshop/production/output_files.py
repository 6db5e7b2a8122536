"""The files of one output of a document: press files, plates, readers, sheets and recipes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace

from zines import preflight
from zines.base.language import tr
from zines.base.manifest_entry import FileEntry, Role
from zines.base.paper import size_named
from zines.base.problems import Problem, ProblemError, Severity, as_warnings
from zines.manuscript.documents import Document
from zines.pdf import page_pictures
from zines.pdf.opening.errors import PdfError
from zines.prepress import finishing, press
from zines.prepress.fields import field_values, form_fields
from zines.prepress.fields.field_values import PresetError
from zines.prepress.finishing import Properties
from zines.prepress.inks import plates
from zines.prepress.reader import finished_reader
from zines.workshop.production import imposing, layout_outputs, print_shop_order, recipe_pages
from zines.workshop.production.equipment import Equipment
from zines.workshop.production.inked_pages import InkedPages
from zines.workshop.production.planned_files import PlannedFile, code_addresses, plate_name
from zines.workshop.project import SHIPPED


@dataclass(frozen=True)
class MadeFile:
    """A file that is ready but not written; ``entry`` holds its own keys of the manifest.

    ``warnings`` are those of this file only. Another thread may still be setting ``content``.
    """

    path: str
    content: bytes | Future[bytes]
    entry: FileEntry
    warnings: tuple[Problem, ...] = ()

    def bytes(self) -> bytes:
        """Return the content; raises ProblemError for a page of our own that cannot be set."""
        return self.content if isinstance(self.content, bytes) else self.content.result()


def files_of(
    planned: PlannedFile, pages: InkedPages, equipment: Equipment, pool: Executor
) -> list[MadeFile]:
    """Return the files of an output; the first has the path of the output, and its warnings.

    ``pool`` sets the files that go with it: recipes, orders. Raises ProblemError if the pages
    cannot be printed as this output.
    """
    entry = _entry(planned, pages.content)
    make = _MAKERS[planned.output.role]
    first, *others = make(planned, pages.content, entry, equipment, pool)
    return [replace(first, warnings=(*pages.warnings, *first.warnings)), *others]


def entry_of(file: MadeFile, content: bytes, document: Document) -> FileEntry:
    """Return the manifest entry of a file of a document."""
    # The path of a text outside content/ would reveal where its author keeps files.
    own = document.path.removeprefix(SHIPPED).startswith("content/")
    source: FileEntry = {"source": document.path} if own else {}
    return {
        "path": file.path,
        **file.entry,
        "pdf_pages": finishing.page_count(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "slug": document.slug,
        **source,
        "layout": document.layout.name,
        "title": document.title,
        "description": document.description,
        "lang": document.lang,
    }


def _entry(planned: PlannedFile, pages: bytes) -> FileEntry:
    """Return the manifest keys that all outputs have.

    Raises ProblemError for a wrong number of pages.
    """
    document, output = planned.document, planned.output
    trims = finishing.page_trims(pages)
    _check_count(planned, len(trims))
    entry: FileEntry = {"role": output.role, "ink": output.ink}
    if len(set(trims)) == 1:
        trim = size_named(output.trim)
        entry["trim_mm"] = [trim.width, trim.height]
    else:
        entry["page_mm"] = [list(trim) for trim in trims]
    entry["pages"] = len(trims)
    if planned.options.qr and document.qr:
        entry["qr"] = code_addresses(document)
    return entry


def _check_count(planned: PlannedFile, count: int) -> None:
    """Raise ProblemError unless the number of pages is that of the layout.

    In large print any number is allowed, unless the layout has a single page.
    """
    layout = planned.document.layout
    free = not layout.pages or (planned.options.large_print and layout.pages > 1)
    if not free and count != layout.pages:
        message = tr(
            "the text takes {count} pages; a {layout} has {pages}",
            count=count,
            layout=layout.name,
            pages=layout.pages,
        )
        hint = tr("shorten it, or say more")
        raise ProblemError([Problem("page-count", message, hint, planned.document.path)])


def _reader(
    planned: PlannedFile, pages: bytes, entry: FileEntry, equipment: Equipment, pool: Executor
) -> list[MadeFile]:
    presets, document = equipment.organisation.texts, planned.document
    try:
        content = finished_reader(
            pages, equipment.archive, document.licence, presets, document.origin
        )
    except PresetError as error:
        raise _failed("field-value", planned, error) from error
    warnings: tuple[Problem, ...] = ()
    if fields := form_fields.entries(content) if document.layout.fillable else []:
        entry = {**entry, "fields": fields}
        slips = field_values.slips(presets, [one["name"] for one in fields])
        warnings = tuple(_slip(planned, name, close) for name, close in slips.items())
    return [MadeFile(planned.path, content, entry, warnings)]


def _slip(planned: PlannedFile, name: str, close: str) -> Problem:
    message = tr("no field of the form is called '{name}'", name=name)
    hint = tr("did you mean '{close}'?", close=close)
    path = planned.document.path
    return Problem("field-name", message, hint, path, severity=Severity.WARNING)


def _titled(title: str, label: str | None) -> str:
    """Return a title with the label of an output: no comma follows its last sign."""
    if not label:
        return title
    return f"{title}{' – ' if title.endswith(('!', '?', '…')) else ', '}{label}"


def _sheets(
    planned: PlannedFile, pages: bytes, entry: FileEntry, equipment: Equipment, pool: Executor
) -> list[MadeFile]:
    document, output = planned.document, planned.output
    layout = document.layout
    try:
        sheets = imposing.imposed(
            pages,
            layout_outputs.request_for(output, document.title, posted=layout.is_poster),
            equipment.typesetter.pages,
            pool,
            title=_titled(document.title, output.label),
            lang=document.lang,
            date=document.date,
        )
    except PdfError as error:
        raise ProblemError([layout_outputs.at_output(layout.name, output, error)]) from error
    warnings = as_warnings(
        layout_outputs.at_output(layout.name, output, one) for one in sheets.plan.warnings
    )
    whole: FileEntry = {**entry, **imposing.entry(sheets.plan)}
    made = [MadeFile(planned.path, sheets.content, whole, tuple(warnings))]
    if sheets.recipe is not None:
        made.append(MadeFile(planned.companion, sheets.recipe, recipe_pages.ENTRY))
    return made


def _press(
    planned: PlannedFile, pages: bytes, entry: FileEntry, equipment: Equipment, pool: Executor
) -> list[MadeFile]:
    printer = equipment.printer
    try:
        content = press.finished_press(
            pages, _properties(planned), printer.condition, printer.marks
        )
    except press.PressError as error:
        raise _failed("press", planned, error) from error
    warnings = _proved(planned, content, equipment)
    whole: FileEntry = {**entry, "bleed_mm": printer.bleed_mm}
    order = print_shop_order.order_request(planned, whole, equipment)
    set_order = recipe_pages.set_page(pool, equipment.typesetter.pages, order)
    return [
        MadeFile(planned.path, content, whole, warnings),
        MadeFile(planned.companion, set_order, print_shop_order.ENTRY),
    ]


def _proved(planned: PlannedFile, content: bytes, equipment: Equipment) -> tuple[Problem, ...]:
    """Check a press file as a print shop would, and return the warnings.

    Raises ProblemError for errors: a file may only declare PDF/X if it passes.
    """
    limits = preflight.limits_of(equipment.printer)
    found = [
        replace(one, message=f"{planned.output.name}: {one.message}")
        for one in preflight.proved(content, planned.document.path, limits)
    ]
    if errors := [one for one in found if one.severity is Severity.ERROR]:
        raise ProblemError(errors)
    return tuple(one for one in found if one.severity is Severity.WARNING)


def _plates(
    planned: PlannedFile, pages: bytes, entry: FileEntry, equipment: Equipment, pool: Executor
) -> list[MadeFile]:
    whole: FileEntry = {**entry, "bleed_mm": equipment.printer.bleed_mm}
    properties, drums = _properties(planned), equipment.drums
    made = []
    try:
        for index, drum in enumerate(drums):
            content = plates.plate(pages, index, properties)
            about: FileEntry = {**whole, "drum": drum.label}
            if blank := page_pictures.blank_pages(content):
                about["blank_pages"] = blank
            made.append(MadeFile(planned.part(plate_name(index, drum)), content, about))
        shown = plates.preview(pages, drums, properties)
    except plates.PlateError as error:
        raise _failed("plates", planned, error) from error
    path = planned.part("-".join(["apercu", *(drum.name for drum in drums)]))
    return [*made, MadeFile(path, shown, {**whole, "role": "preview"})]


#: The functions that build the files of each role from the pages.
_MAKERS: Mapping[
    Role, Callable[[PlannedFile, bytes, FileEntry, Equipment, Executor], list[MadeFile]]
] = {
    "reader": _reader,
    "press": _press,
    "sheets": _sheets,
    "tiles": _sheets,
    "plates": _plates,
}


def _properties(planned: PlannedFile) -> Properties:
    return Properties(planned.document.title, planned.document.lang, planned.document.date, None)


def _failed(code: str, planned: PlannedFile, error: Exception) -> ProblemError:
    message = f"{planned.output.name}: {error}"
    return ProblemError([Problem(code, message, "", planned.document.path)])
