"""Rules of standards for archives (PDF/A) and for screen readers (PDF/UA). Pure.

A file is only checked against the standards that it claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zines.base.language import mark, tr
from zines.base.problems import ERROR
from zines.pdf.pdf_file import Intent, PdfFile
from zines.preflight.rules.table import Finding, PrinterLimits, rule


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
        tr("a structure tree"): tagged and not file.structured,
        tr("the mark of a tagged PDF"): tagged and not file.marked,
        tr("a language"): ua and not _says_language(file),
        tr("a title in XMP"): ua and not file.xmp.get("dc:title"),
        tr("the wish to show its title"): ua and not file.shows_title,
    }
    named = [what for what, is_missing in missing.items() if is_missing]
    if named:
        yield Finding(
            tr(
                "the file claims {standard}, but lacks {missing}",
                standard=standard,
                missing=", ".join(named),
            )
        )
    if file.claims_a and not _for_archives(file.intents):
        by_device = _paints_by_device(file)
        if by_device:
            yield Finding(
                tr(
                    "the file claims PDF/A, but its {colour} has no output intent",
                    colour=by_device,
                )
            )


def _says_language(file: PdfFile) -> bool:
    """Return whether the language of all text is declared: by the file, elements or marked content.

    A file without text needs no language.
    """
    if file.lang:
        return True
    if file.silent_words or any(page.silent_text for page in file.pages):
        return False
    is_declared = file.elements_have_lang or any(page.marks_lang for page in file.pages)
    return is_declared or not any(page.texts for page in file.pages)


def _for_archives(intents: Iterable[Intent]) -> bool:
    return any(intent.standard == "GTS_PDFA1" for intent in intents)


def _paints_by_device(file: PdfFile) -> str:
    """Return the name of a device colour without meaning, or an empty string.

    Device colours need an output intent (ISO 19005-2, 6.2.4.3). In PDF/A-4 a transparency group
    with a profile is enough (ISO 19005-4, 6.2.4.3).
    """
    is_a4 = file.claims_a.startswith("4")
    for page in file.pages:
        if _for_archives(page.intents):
            continue
        meant = page.blended_by_profile if is_a4 else ()
        for one in page.painted:
            family, by_profile = one.colour.family, one.colour.by_profile
            if family in ("cmyk", "rgb", "grey") and not by_profile and family not in meant:
                return tr("grey") if family == "grey" else family.upper()
    return ""
