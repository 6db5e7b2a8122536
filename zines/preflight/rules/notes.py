"""Rules of what stands on a page beside its content: stamps, notes, fields of forms. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zines.base.problems import INFO, WARNING
from zines.pdf.pdf_file import Annotation, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: How many are named in a message.
_MOST_NAMED = 5


@rule(
    "pdf-note-unprinted",
    WARNING,
    "A",
    checks="Fields that are filled in and seen on a screen are printed too.",
    why="ISO 32000-1, table 165: an annotation without the flag Print stays on the screen.",
    hint="print the file to a PDF from a program that shows them, or take them away",
)
def _unprinted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """A stamp or note for the screen alone is no fault of a file; impose tells of it."""
    what = "seen on a screen, but not marked to be printed"
    yield from _told(file, lambda one: one.filled and one.is_lost_on_paper, what)


@rule(
    "pdf-layer-unprinted",
    WARNING,
    "A",
    checks="What is drawn in layers is printed, too. What is in one that is not printed is not "
    "judged: neither its colours nor its fonts, sizes and pictures.",
    why="ISO 32000-1, 8.11.4: a layer may be shown on a screen and not printed. An info where it "
    "is not shown either.",
    hint="take the layer out, or have it printed: its property Print says so",
)
def _layer_unprinted(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        for layer in page.unprinted[:_MOST_NAMED]:
            which = f"the layer '{layer.name}'" if layer.name else "a layer"
            if layer.seen:
                yield Finding(f"{which} is seen on a screen, and not printed", page.number)
            else:
                yield Finding(f"{which} is hidden: it is not printed", page.number, INFO)


@rule(
    "pdf-note-look",
    WARNING,
    "A",
    checks="The file says how each filled field and each note looks that is to be printed.",
    why="ISO 32000-1, 12.5.5 and 12.7.3.3: without an appearance stream, each program draws it in "
    "its own way, or not at all.",
    hint="print the file to a PDF from a program that shows them, or flatten the form",
)
def _look(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    yield from _told(
        file, lambda one: one.is_left_to_programs, "to be printed, but not how it looks"
    )


def _told(file: PdfFile, wrong: Callable[[Annotation], bool], what: str) -> Iterator[Finding]:
    for page in file.pages:
        names = list(dict.fromkeys(one.label for one in page.annotations if wrong(one)))
        more = len(names) - _MOST_NAMED
        if names:
            named = ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
            yield Finding(f"{named}: {what}", page.number)
