"""The entry of one file in the manifest: the keys of ``out/manifest.json``."""

from __future__ import annotations

import math
from typing import Any, Literal, TypedDict

#: The purpose of an output, as outputs.yaml and ``--role`` name it.
Role = Literal["reader", "press", "sheets", "tiles", "plates"]
#: The purpose of a file, including those that go with an output. A recipe explains how to print,
#: cut and fold; an order goes to the print shop; a preview shows all drums of a risograph together.
FileRole = Role | Literal["recipe", "order", "preview"]
Ink = Literal["black", "colour", "riso"]
#: The roles of files for an office printer or copier, which must print them at 100 %.
ON_SHEETS: tuple[Role, ...] = ("sheets", "tiles")


class FieldEntry(TypedDict):
    """A field of a form: ``name`` identifies it for programs, ``label`` is the question."""

    name: str
    label: str
    kind: Literal["text", "multi-line", "tick", "comb"]


class FileEntry(TypedDict, total=False):
    """One file; keys that do not apply are absent. Sizes are ``[width, height]`` in mm.

    ``path`` is relative to the folder of the manifest. ``pages`` counts the pages of the finished
    piece, ``pdf_pages`` those of the file, as viewers count them. ``page_mm`` replaces ``trim_mm``
    if pages differ in size. ``blank_pages`` are the pages of a plate on which its drum prints
    nothing: no master is made of them. ``fields`` are those of a form, in the order of its pages.
    ``slug``, ``source`` (its text, as a path from the project's folder; absent if it lies
    elsewhere), ``layout``, ``title``, ``description`` and ``lang`` describe the document, and stand
    beside its list of files in the manifest.
    """

    path: str
    role: FileRole
    ink: Ink
    trim_mm: list[float]
    page_mm: list[list[float]]
    pages: int
    pdf_pages: int
    qr: list[str]
    fields: list[FieldEntry]
    bleed_mm: float
    drum: str
    blank_pages: list[int]
    sheet_mm: list[float]
    schema: str
    up: int
    sheets_per_copy: float
    recipe: dict[str, Any]
    flip: str
    sha256: str
    slug: str
    source: str
    layout: str
    title: str
    description: str
    lang: str


def is_sheets(entry: FileEntry) -> bool:
    """Return whether a file is for an office printer or copier."""
    return entry["role"] in ON_SHEETS


def sides_of(entry: FileEntry) -> int:
    """Return the number of printed sides of each sheet of a file for a printer or copier."""
    return 2 if "flip" in entry else 1


def sheets_of(entry: FileEntry) -> int:
    """Return the number of sheets of paper that one print of such a file takes."""
    return math.ceil(entry["pdf_pages"] / sides_of(entry))


def times_for(copies: int, up: int) -> int:
    """Return how often sheets that give ``up`` copies are printed for so many, at least once."""
    return max(1, math.ceil(copies / up))
