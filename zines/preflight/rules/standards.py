"""Rules of standards: PDF/X for print shops, PDF/A for archives, PDF/UA for screen readers. Pure.

A file is only held to the standards that it claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR, WARNING
from zines.pdf.geometry import Box
from zines.pdf.pdf_file import Intent, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule

#: The newest version of PDF a standard allows: ISO 15930-1, -3, -4, -6, -7.
_VERSIONS = {
    "PDF/X-1:2001": 1.3,
    "PDF/X-1a:2001": 1.3,
    "PDF/X-3:2002": 1.3,
    "PDF/X-1a:2003": 1.4,
    "PDF/X-3:2003": 1.4,
    "PDF/X-4": 1.6,
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
    """A group alone paints nothing transparent: only PDF/A-1 forbids it."""
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
                    kinds=", ".join(sorted(kinds)),
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
            annotation.subtype or "unnamed"
            for annotation in page.annotations
            if annotation.subtype not in ("TrapNet", "PrinterMark")
            and (annotation.box is None or _meets(annotation.box, page.bleed or page.finished))
        ]
        if file.claims_x and inside:
            yield Finding(
                tr("annotations inside the bleed: {set}", set=", ".join(sorted(set(inside)))),
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
                "the file is {claims_x}, the printer asks for {standard}",
                claims_x=file.claims_x,
                standard=limits.standard,
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
    """In XMP or Info; where both say it, they agree."""
    said = [file.info.get("Trapped"), file.xmp.get("pdf:Trapped")]
    values = {value for value in said if value}
    if file.claims_x and (not values or not values <= {"True", "False"} or len(values) > 1):
        yield Finding(
            tr(
                "Trapped is {values}, not True or False",
                values=" and ".join(sorted(values)) or "missing",
            )
        )


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
            yield Finding(tr("{key} is missing", key=key))
        elif here and there and _same(here) != _same(there):
            yield Finding(
                tr(
                    "{key} is '{here}' in Info and '{there}' in XMP",
                    key=key,
                    here=here[:60],
                    there=there[:60],
                )
            )


def _same(value: str) -> str:
    """Reduce dates to the digits of day and time, without their zone; leave words."""
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
                "PDF {version} in a {claims_x}, which ends at {newest}",
                version=file.version,
                claims_x=file.claims_x,
                newest=newest,
            )
        )


@rule(
    "pdf-archive",
    ERROR,
    "A",
    checks=mark(
        "A PDF/A or PDF/UA has what it claims: structure, language, title, colours that mean "
        "something: by an output intent of the file or page, a profile, or a Default colour space."
    ),
    why=mark(
        "ISO 19005-2, 6.7 (level A): tags; ISO 14289-1, 7.1, 7.2: also dc:title shown, and a "
        "language of the file, of its elements or of marked content."
    ),
    hint=mark("export again as tagged PDF, with title and language of the document"),
)
def _archive(file: PdfFile, _limits: PrinterLimits) -> Iterator[Finding]:
    ua, tagged = file.claims_ua, file.claims_ua or file.claims_a.upper().endswith("A")
    standard = "PDF/UA" if ua else f"PDF/A-{file.claims_a.lower()}"
    missing = {
        "a structure tree": tagged and not file.structured,
        "the mark of a tagged PDF": tagged and not file.marked,
        "a language": ua and not _says_language(file),
        "a title in XMP": ua and not file.xmp.get("dc:title"),
        "the wish to show its title": ua and not file.shows_title,
    }
    named = [what for what, is_missing in missing.items() if is_missing]
    if named:
        yield Finding(
            tr(
                "the file claims {standard}, but lacks {named}",
                standard=standard,
                named=", ".join(named),
            )
        )
    if file.claims_a and not _for_archives(file.intents):
        by_device = _paints_by_device(file)
        if by_device:
            yield Finding(
                tr(
                    "the file claims PDF/A, but its {by_device} has no output intent",
                    by_device=by_device,
                )
            )


def _says_language(file: PdfFile) -> bool:
    """Whether the language of all text is said: of the file, of elements or of marked content.

    A file without text needs none.
    """
    if file.lang:
        return True
    if file.silent_words or any(page.silent_text for page in file.pages):
        return False
    said = file.elements_have_lang or any(page.marks_lang for page in file.pages)
    return said or not any(page.texts for page in file.pages)


def _for_archives(intents: Iterable[Intent]) -> bool:
    return any(intent.standard == "GTS_PDFA1" for intent in intents)


def _paints_by_device(file: PdfFile) -> str:
    """Name a device colour that has no meaning without an output intent (ISO 19005-2, 6.2.4.3).

    In PDF/A-4 a transparency group with a profile gives it one (ISO 19005-4, 6.2.4.3).
    """
    is_a4 = file.claims_a.startswith("4")
    for page in file.pages:
        if _for_archives(page.intents):
            continue
        meant = page.blended_by_profile if is_a4 else ()
        for one in page.painted:
            family, by_profile = one.colour.family, one.colour.by_profile
            if family in ("cmyk", "rgb", "grey") and not by_profile and family not in meant:
                return family if family == "grey" else family.upper()
    return ""
