"""Rules of broken files, and of what was not checked. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, INFO, WARNING
from zines.pdf.opening import qpdf_words
from zines.pdf.pdf_file import PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: Messages of qpdf: it searches the file for its objects; it finds no end of a stream.
_SEARCHED, _ENDLESS = "reconstruct", "treating stream as empty"


@rule(
    "pdf-unreadable",
    ERROR,
    "A",
    checks=mark("The file is a PDF that can be opened, and every page of it can be read."),
    why=mark("What cannot be read cannot be proved, nor printed as it was meant."),
    hint=mark("export it again from the program it comes from"),
)
def _unreadable(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report pages with trouble, also those that paint too much or whose forms are circular."""
    for page in file.pages:
        for trouble in page.trouble:
            yield Finding(trouble, page.number)


@rule(
    "pdf-unseen",
    WARNING,
    "A",
    checks=mark(
        "All of the file was looked into. Bounds: 2,000 pages, 200 of them drawn for QR codes "
        "and 200 for layers of ink, 20 seconds a page and 100 in all; the ink of pictures of 320 "
        "million bytes, 4,000 million in all."
    ),
    why=mark(
        "Without a remark, either nothing is wrong or nobody looked: this remark tells which."
    ),
    hint=mark("check it in parts, or have a look at what is named"),
)
def _unseen(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for one in file.unseen:
        yield Finding(one)
    if file.overprint_ink_failed:
        # Only a remark: this check is an extra where Ghostscript is installed; the rest was done.
        what = tr("the ink of layers was not measured: Ghostscript failed, or took too long")
        yield Finding(what, severity=INFO)
    for page in file.pages:
        for one in page.unseen:
            yield Finding(one, page.number)


@rule(
    "pdf-damaged",
    ERROR,
    "A",
    checks=mark(
        "The file is written as ISO 32000-1 says, without anything to repair; no content ends "
        "inside a text, a picture or an instruction; the pictures, drawings and fonts that it "
        "names are in the file; the data of pictures are all there; no field of a form is part of "
        "itself."
    ),
    why=mark("A repaired file may miss parts; another program may repair it in another way."),
    hint=mark("export it again from the program it comes from"),
)
def _damaged(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report what is lost as errors, and what may be lost as warnings."""
    searched = any(_SEARCHED in one for one in file.damage)
    endless = any(_ENDLESS in one for one in file.damage)
    if searched:
        yield Finding(
            tr(
                "the table that says where the objects of the file lie is wrong or lost: the file "
                "was searched for them, and some may be missing"
            ),
            severity=WARNING,
        )
    if endless:
        yield Finding(tr("a stream of the file has no end: it was read as empty, and is lost"))
    if file.damage and not (searched or endless):
        yield Finding(qpdf_words.in_words(file.damage[0]), severity=WARNING)
    for one in file.circles:
        yield Finding(one, severity=WARNING)
    for page in file.pages:
        for one in page.damage:
            yield Finding(one, page.number)
