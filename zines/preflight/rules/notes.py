"""Rules of annotations and layers: stamps, notes, form fields, layers not printed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zines.base.language import mark, tr
from zines.base.problems import INFO, WARNING, some_of
from zines.pdf.pdf_file import Annotation, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: The largest number of layers reported on a page.
_MOST_LAYERS = 5


@rule(
    "pdf-note-unprinted",
    WARNING,
    "A",
    checks=mark("Fields that are filled in and seen on a screen are printed too."),
    why=mark("ISO 32000-1, table 165: an annotation without the flag Print stays on the screen."),
    hint=mark("print the file to a PDF from a program that shows them, or take them away"),
)
def _unprinted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report filled fields that do not print; stamps and notes for the screen are no fault here.

    The command ``impose`` reports those.
    """
    message = mark("{names}: seen on a screen, but not marked to be printed")
    yield from _findings(file, lambda one: one.filled and one.is_lost_on_paper, message)


@rule(
    "pdf-layer-unprinted",
    WARNING,
    "A",
    checks=mark(
        "What is drawn in layers is printed, too. What is in one that is not printed is not "
        "judged: neither its colours nor its fonts, sizes and pictures."
    ),
    why=mark(
        "ISO 32000-1, 8.11.4: a layer may be shown on a screen and not printed. An info where it "
        "is not shown either."
    ),
    hint=mark("take the layer out, or have it printed: its property Print says so"),
)
def _layer_unprinted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for layer in page.unprinted[:_MOST_LAYERS]:
            name = layer.name or tr("without a name")
            if layer.seen:
                message = tr("the layer '{name}' is seen on a screen, and not printed", name=name)
                yield Finding(message, page.number)
            else:
                message = tr("the layer '{name}' is hidden: it is not printed", name=name)
                yield Finding(message, page.number, INFO)


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
    message = mark("{names}: to be printed, but not how it looks")
    yield from _findings(file, lambda one: one.is_left_to_programs, message)


def _findings(
    file: PdfFile, wrong: Callable[[Annotation], bool], message: str
) -> Iterator[Finding]:
    for page in file.pages:
        names = list(dict.fromkeys(one.label for one in page.annotations if wrong(one)))
        if names:
            yield Finding(tr(message, names=some_of(names)), page.number)
