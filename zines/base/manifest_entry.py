"""What the manifest says of one file: the keys of ``out/manifest.json``."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

#: What an output is for, as outputs.yaml and ``--role`` name it.
Role = Literal["reader", "press", "sheets", "tiles", "plates"]
#: What a file is for: also what goes with an output. A recipe says how to print, cut and fold; an
#: order goes to the print shop; a preview shows all drums of a risograph together.
FileRole = Literal["reader", "press", "sheets", "tiles", "plates", "recipe", "order", "preview"]
Ink = Literal["black", "colour", "riso"]


class FieldEntry(TypedDict):
    """A field of a form, by the name that programs fill it in by; its label is what is asked."""

    name: str
    label: str
    kind: Literal["text", "multi-line", "tick", "comb"]


class FileEntry(TypedDict, total=False):
    """One file; keys that do not apply are absent. Sizes are ``[width, height]`` in mm.

    ``path`` is relative to the folder of the manifest. ``pages`` are those of the finished piece,
    ``pdf_pages`` those of the file, as viewers count them. ``page_mm`` replaces ``trim_mm`` where
    pages differ in size. ``blank_pages`` are those of a plate that its drum prints nothing of: no
    master is made of them. ``fields`` are those of a form, in the order of its pages. ``slug``,
    ``source`` (its text, from the project's folder; absent where that lies elsewhere), ``layout``,
    ``title``, ``description`` and ``lang`` are those of the document, and stand beside its list of
    files in the manifest.
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
