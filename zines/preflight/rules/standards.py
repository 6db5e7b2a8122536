"""Rules of standards: PDF/X for print shops; fonts and transparency, for PDF/A too. Pure.

A file is only checked against the standards that it claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: The newest version of PDF that a standard allows: ISO 15930-1, -3, -4, -6, -7.
_VERSIONS = {
    "PDF/X-1:2001": 1.3,
    "PDF/X-1a:2001": 1.3,
    "PDF/X-3:2002": 1.3,
    "PDF/X-1a:2003": 1.4,
    "PDF/X-3:2003": 1.4,
    "PDF/X-4": 1.6,
}
#: The names of kinds of transparency in messages.
_TRANSPARENCY = {
    "opacity": mark("opacity"),
    "soft mask": mark("soft mask"),
    "blend mode": mark("blend mode"),
    "group": mark("group"),
}
_NO_TRANSPARENCY = ("PDF/X-1", "PDF/X-3")


@rule(
    "pdf-font",
    ERROR,
    "A",
    checks=mark("Each font that is used is in the file."),
    why=mark(
        "ISO 15930-7 and ISO 19005 ask for it; another font takes its place elsewhere, and the "
        "text runs differently or is lost."
    ),
    hint=mark("export with all fonts embedded"),
)
def _fonts(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for font in sorted(file.fonts.values(), key=lambda font: font.name):
        if not font.embedded:
            yield Finding(tr("the font {name} is not in the file", name=font.name))


@rule(
    "pdf-transparency",
    ERROR,
    "A",
    checks=mark(
        "No transparency where the claimed standard forbids it: PDF/X-1a, PDF/X-3, PDF/A-1."
    ),
    why=mark("ISO 15930-1, 15930-3 and 19005-1, 6.4."),
    hint=mark("flatten it, or export as PDF/X-4 or PDF/A-2"),
)
def _transparency(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Report transparency; a group alone paints nothing transparent: only PDF/A-1 forbids it."""
    for page in file.pages:
        kinds = set(page.transparency)
        if file.claims_x.startswith(_NO_TRANSPARENCY):
            standard, kinds = file.claims_x, kinds - {"group"}
        elif file.claims_a.startswith("1"):
            standard = "PDF/A-1"
        else:
            continue
        if kinds:
            yield Finding(
                tr(
                    "{kinds}, forbidden in {standard}",
                    kinds=", ".join(tr(_TRANSPARENCY[kind]) for kind in sorted(kinds)),
                    standard=standard,
                ),
                page.number,
            )


@rule(
    "pdf-annotation",
    ERROR,
    "A",
    checks=mark("No note, link or field of a PDF/X reaches into the bleed."),
    why=mark("ISO 15930-7: what is no ink does not lie where there is ink."),
    hint=mark("export without links, notes and form fields"),
)
def _annotation(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    for page in file.pages:
        inside = [
            annotation.subtype or tr("unnamed")
            for annotation in page.annotations
            if annotation.subtype not in ("TrapNet", "PrinterMark")
            and (annotation.box is None or _meets(annotation.box, page.bleed or page.finished))
        ]
        if file.claims_x and inside:
            yield Finding(
                tr("annotations inside the bleed: {kinds}", kinds=", ".join(sorted(set(inside)))),
                page.number,
            )


def _meets(box: Box, other: Box | None) -> bool:
    return other is None or box.cut_to(other) is not None


@rule(
    "pdf-x-claim",
    ERROR,
    "A",
    checks=mark("A press file names the PDF/X that it is."),
    why=mark("ISO 15930-7: an output intent of PDF/X without GTS_PDFXVersion claims nothing."),
    hint=mark("export as PDF/X-4"),
)
def _x_claim(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if file.is_press and not file.claims_x and not file.xmp.trouble:
        yield Finding(
            tr("the file has an output intent of PDF/X, but does not say which PDF/X it is")
        )


@rule(
    "pdf-x-other",
    WARNING,
    "B",
    checks=mark("A press file is of the standard that the printer asks for (PDF/X-4)."),
    why=mark("Print shops take PDF/X-4 today; older ones flatten or convert."),
    hint=mark("export as PDF/X-4, or ask the print shop"),
)
def _x_other(file: PdfFile, limits: PrinterLimits) -> Iterator[Finding]:
    if file.claims_x and not file.claims_x.startswith(limits.standard):
        yield Finding(
            tr(
                "the file is {standard}, the printer asks for {wanted}",
                standard=file.claims_x,
                wanted=limits.standard,
            )
        )


@rule(
    "pdf-output-intent",
    ERROR,
    "A",
    checks=mark(
        "A PDF/X has an output intent of PDF/X; in PDF/X-4, with its profile embedded. A "
        "profile that is embedded is whole, and one of a CMYK printer (signature, class, colour "
        "space, size, table of tags)."
    ),
    why=mark("ISO 15930-7: it says for which inks and paper the colours are meant."),
    hint=mark("export with an output intent and its profile, for instance of FOGRA39 or FOGRA51"),
)
def _output_intent(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    intents = [intent for intent in file.intents if intent.standard == "GTS_PDFX"]
    if file.claims_x and not intents:
        yield Finding(tr("no output intent says for which printing the colours are meant"))
    elif file.claims_x == "PDF/X-4" and not any(intent.has_profile for intent in intents):
        yield Finding(tr("the output intent has no profile in it"))
    for intent in intents:
        if file.claims_x and intent.trouble:
            yield Finding(tr("the profile of the output intent {trouble}", trouble=intent.trouble))


@rule(
    "pdf-trapped",
    ERROR,
    "A",
    checks=mark("A PDF/X says whether it is trapped: Trapped is True or False."),
    why=mark("ISO 15930-7: trapping twice shows, as does none."),
    hint=mark("export as PDF/X; False where nobody trapped it"),
)
def _trapped(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    """Check Trapped in XMP and Info: one must state it, and if both do, they must agree."""
    declared = [file.info.get("Trapped"), file.xmp.get("pdf:Trapped")]
    values = {value for value in declared if value}
    if file.claims_x and (not values or not values <= {"True", "False"} or len(values) > 1):
        yield Finding(_wrongly_trapped(*sorted(values)))


def _wrongly_trapped(value: str = "", other: str = "") -> str:
    if not value:
        return tr("Trapped is missing, not True or False")
    if not other:
        return tr("Trapped is {value}, not True or False", value=value)
    return tr("Trapped is {value} and {other}, not True or False", value=value, other=other)


@rule(
    "pdf-x-identity",
    ERROR,
    "A",
    checks=mark("A PDF/X has a file ID, a title and both dates, and XMP says the same as Info."),
    why=mark("ISO 15930-7: the print shop has to know which file it holds."),
    hint=mark("export again as PDF/X: the document was changed by a program that left half of it"),
)
def _x_identity(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    if not file.claims_x or file.xmp.trouble:
        return
    if not file.has_id:
        yield Finding(tr("the file has no ID"))
    for key, property_ in (
        ("Title", "dc:title"),
        ("CreationDate", "xmp:CreateDate"),
        ("ModDate", "xmp:ModifyDate"),
    ):
        here, there = file.info.get(key, ""), file.xmp.get(property_)
        if not here and not there:
            yield Finding(tr("{entry} is missing", entry=key))
        elif here and there and _same(here) != _same(there):
            yield Finding(
                tr(
                    "{entry} is '{in_info}' in Info and '{in_xmp}' in XMP",
                    entry=key,
                    in_info=here[:60],
                    in_xmp=there[:60],
                )
            )


def _same(value: str) -> str:
    """Reduce a date to the digits of its day and time, without the zone; return words unchanged."""
    if re.match(r"(D:)?\d{4}-?\d{2}", value):
        return re.sub(r"\D", "", value)[:12]
    return value.strip()


@rule(
    "pdf-version",
    ERROR,
    "A",
    checks=mark("The version of PDF is none that the claimed PDF/X does not know."),
    why=mark("ISO 15930-1, -3, -4, -6: up to 1.3 or 1.4; ISO 15930-7 (PDF/X-4): up to 1.6."),
    hint=mark("export again as PDF/X"),
)
def _version(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    newest = _VERSIONS.get(file.claims_x)
    if newest and re.fullmatch(r"\d\.\d", file.version) and float(file.version) > newest:
        yield Finding(
            tr(
                "PDF {version} in a {standard}, which ends at {newest}",
                version=file.version,
                standard=file.claims_x,
                newest=str(newest),
            )
        )
