"""Rules of what stands on a page beside its content: stamps, notes, fields of forms. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zines.base.language import mark, tr
from zines.base.problems import WARNING
from zines.pdf.pdf_file import Annotation, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule, some_of


@rule(
    "pdf-note-unprinted",
    WARNING,
    "A",
    checks=mark("Fields that are filled in and seen on a screen are printed too."),
    why=mark("ISO 32000-1, table 165: an annotation without the flag Print stays on the screen."),
    hint=mark("print the file to a PDF from a program that shows them, or take them away"),
)
def _unprinted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """A stamp or note for the screen alone is no fault of a file; impose tells of it."""
    said = mark("{names}: seen on a screen, but not marked to be printed")
    yield from _told(file, lambda one: one.filled and one.is_lost_on_paper, said)


@rule(
    "pdf-note-look",
    WARNING,
    "A",
    checks=mark("The file says how each filled field and each note looks that is to be printed."),
    why=mark(
        "ISO 32000-1, 12.5.5 and 12.7.3.3: without an appearance stream, each program draws it in "
        "its own way, or not at all."
    ),
    hint=mark("print the file to a PDF from a program that shows them, or flatten the form"),
)
def _look(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    said = mark("{names}: to be printed, but not how it looks")
    yield from _told(file, lambda one: one.is_left_to_programs, said)


def _told(file: PdfFile, wrong: Callable[[Annotation], bool], said: str) -> Iterator[Finding]:
    for page in file.pages:
        names = list(dict.fromkeys(one.label for one in page.annotations if wrong(one)))
        if names:
            yield Finding(tr(said, names=some_of(names)), page.number)
