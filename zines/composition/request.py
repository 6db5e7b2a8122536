"""What a layout is asked for: the one JSON that Python hands to Typst (layouts/lib/main.typ)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from zines.base.manifest_entry import Ink
from zines.composition import qr

_A4_MM = (210, 297)
#: What pages of our own that go with files (recipes, orders) are set in, whatever the document's.
OWN_THEME = "affiche"


@dataclass(frozen=True)
class Page:
    """The trim size of the pages and their bleed, in mm."""

    width: float
    height: float
    bleed: float = 0


@dataclass(frozen=True)
class Least:
    """The smallest text and the thinnest line that a printer takes, in pt; 0 means any."""

    text: float = 0
    line: float = 0


@dataclass(frozen=True)
class Request:
    """Everything that ``render`` of a layout gets, under these names.

    ``layout`` is a folder of layouts/, ``date`` is written 2026-11-24, ``pictures`` gives for each
    name its path in the stage. Of a ``fillable`` one, blanks to write on are links that become
    fields of a form in files for screens; all other files drop links. ``licence`` says whose text
    it is and what others may do with it, in one line. Of our own pages (recipes,
    orders to a print shop, labels of sheets) most of it is empty.
    """

    layout: str
    title: str
    description: str
    lang: str
    theme: str
    date: str
    page: Page
    fields: Mapping[str, Any]
    ink: Ink = "black"
    large: bool = False
    least_pt: Least = Least()
    sources: Sequence[Mapping[str, Any]] = ()
    organisation: Mapping[str, Any] = field(default_factory=dict)
    qr: Sequence[Mapping[str, Any]] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    fillable: bool = False
    licence: str = ""

    @cached_property
    def as_json(self) -> str:
        """The JSON text; the date is [year, month, day] there."""
        content = {one.name: getattr(self, one.name) for one in fields(self)} | {
            "date": [int(part) for part in self.date.split("-")],
            "page": vars(self.page),
            "least_pt": vars(self.least_pt),
        }
        return json.dumps(content, ensure_ascii=False)


def own_page(
    layout: str,
    title: str,
    date: str,
    fields: Mapping[str, Any],
    size: tuple[float, float] = _A4_MM,
    lang: str = "fr",
) -> Request:
    """Return the request for a page of our own that goes with a file; ``size`` in mm."""
    return Request(layout, title, title, lang, OWN_THEME, date, Page(*size), fields)


def code(address: str, segments: Sequence[str], reading_distance_mm: float) -> dict[str, Any]:
    """Return a QR code as layouts draw it; raises ProblemError for an address that is too long."""
    found = qr.encode(address, reading_distance_mm)
    return {**vars(found), "address": address, "segments": segments}
