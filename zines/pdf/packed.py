"""Data in a PDF besides its pages: other files, data of programs. Imports pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from zines.pdf.opening.safe_get import entries, get, listed, name

#: Keys of a catalogue and of a page (ISO 32000-2, tables 29 and 31; ISO 32000-1: SpiderInfo).
_CATALOGUE = """Type Version Extensions Pages PageLabels Names Dests ViewerPreferences PageLayout
    PageMode Outlines Threads OpenAction AA URI AcroForm Metadata StructTreeRoot MarkInfo Lang
    SpiderInfo OutputIntents PieceInfo OCProperties Perms Legal Requirements Collection
    NeedsRendering DSS AF DPartRoot""".split()  # noqa: SIM905
_PAGE = """Type Parent LastModified Resources MediaBox CropBox BleedBox TrimBox ArtBox BoxColorInfo
    Contents Rotate Group Thumb B Dur Trans Annots AA Metadata PieceInfo StructParents ID PZ
    SeparationInfo Tabs TemplateInstantiated PresSteps UserUnit VP AF OutputIntents DPart
    """.split()  # noqa: SIM905
#: Annotations that may hold a file (ISO 32000-1, 12.5.6.15 to 12.5.6.18; ISO 32000-2, 13.7).
_HOLDING = ("FileAttachment", "RichMedia", "Screen", "Movie")


def in_document(root: Any) -> bool:
    """Return whether files are attached to the document, or it is a portfolio of files."""
    files = get(get(root, "/Names"), "/EmbeddedFiles")
    # The root of a name tree has its entries in Names, or its branches in Kids.
    named = listed(get(files, "/Names")) + listed(get(files, "/Kids"))
    return bool(named) or get(root, "/Collection") is not None or is_associated(root)


def in_annotations(page: Any) -> bool:
    """Return whether a note of a page, or another annotation, holds a file."""
    return any(
        is_associated(one)
        or (name(get(one, "/Subtype")) in _HOLDING and any(map(_embeds, _specifications(one))))
        for one in listed(get(page, "/Annots"))
    )


def is_associated(holder: Any) -> bool:
    """Return whether a page, form or picture has associated files (ISO 32000-2, 14.13)."""
    return any(map(_embeds, listed(get(holder, "/AF"))))


def private_data(holder: Any) -> Iterator[str]:
    """Yield the names of programs with private data in a page or form (ISO 32000-1, 14.5)."""
    for program, _ in entries(get(holder, "/PieceInfo")):
        yield program[1:]


def unknown_keys(holder: Any) -> tuple[str, ...]:
    """Return the keys of a catalogue or page that no standard knows and that hold data.

    Names and numbers do not count as data: programs write some in the wrong place (ProcSet).
    """
    standard_keys = _PAGE if name(get(holder, "/Type")) == "Page" else _CATALOGUE
    unknown = [(key[1:], value) for key, value in entries(holder) if key[1:] not in standard_keys]
    return tuple(sorted(key for key, value in unknown if any(map(_is_data, listed(value)))))


def _is_data(value: Any) -> bool:
    return isinstance(value, (pikepdf.String, pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array))


def _specifications(annotation: Any) -> Iterator[Any]:
    yield get(annotation, "/FS")
    yield get(get(annotation, "/Movie"), "/F")
    yield get(get(get(get(annotation, "/A"), "/R"), "/C"), "/D")
    yield from listed(get(get(get(annotation, "/RichMediaContent"), "/Assets"), "/Names"))


def _embeds(specification: Any) -> bool:
    """Return whether a file specification holds the file itself, not only its name."""
    return get(specification, "/EF") is not None
