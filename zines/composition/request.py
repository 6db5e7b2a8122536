"""The request to a layout: the only JSON that Python passes to Typst (layouts/lib/main.typ)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from zines.base.manifest_entry import Ink
from zines.base.printing import DrumUse
from zines.composition import qr

_A4_MM = (210, 297)
#: The date of a page that goes with a file without a date.
_NO_DATE = "2000-01-01"
#: A word longer than the longest segment of an address; shorter words fit in every column of text.
#: A web address, which is broken between its segments, begins with //.
_LONG_WORD = re.compile('(?://)?(?:[^ \n"/\u2013\u2014\u00ad-]\u00ad?){25,}')
#: The same if no word has soft hyphens, as in the data of a group: five times faster to search.
_LONG_PLAIN_WORD = re.compile('(?<![^ \n"/\u2013\u2014-])(?<!//)[^ \n"/\u2013\u2014-]{25,}')
#: The theme of our own pages that go with files (recipes, orders), whatever the document's theme.
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
    """Everything that ``render`` of a layout receives, under these names.

    ``layout`` is a folder of layouts/, ``date`` has the form 2026-11-24, ``pictures`` gives for
    each name its path in the stage. If it is ``fillable``, blanks to write on are links that become
    form fields in files for screens; all other files drop links. ``licence`` states in one line
    whose text it is and what others may do with it. ``panels`` requests the places of a group on
    the pages, or their content (lib/components/panel.typ). ``first_drum_prints`` is the type that
    the first drum of a risograph prints (drum_contrast.py). For our own pages (recipes, orders to a
    print shop, labels of sheets) most fields are empty.
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
    panels: Mapping[str, Any] | None = None
    first_drum_prints: Sequence[DrumUse] = ()
    #: Whether long words must be broken to fit their columns; None: search the request for them.
    long_words: bool | None = None

    @cached_property
    def as_json(self) -> str:
        """The JSON text; the date is [year, month, day] in it."""
        content = {one.name: getattr(self, one.name) for one in fields(self)} | {
            "date": [int(part) for part in self.date.split("-")],
            "page": vars(self.page),
            "least_pt": vars(self.least_pt),
        }
        del content["long_words"]
        plain = json.dumps(content, ensure_ascii=False)
        # Searched here: in Typst it would cost as much as the rest of a page that is cached.
        long = has_long_words(plain) if self.long_words is None else self.long_words
        return f'{plain[:-1]}, "long_words": {json.dumps(long)}}}'


def has_long_words(text: str) -> bool:
    """Return whether a text, as JSON, has long words that must be broken to fit their columns."""
    if "\u00ad" not in text:
        return _LONG_PLAIN_WORD.search(text) is not None
    return any(not one[0].startswith("//") for one in _LONG_WORD.finditer(text))


def own_page(
    layout: str,
    title: str,
    date: str,
    fields: Mapping[str, Any],
    size: tuple[float, float] = _A4_MM,
    lang: str = "fr",
) -> Request:
    """Return the request for a page of our own that goes with a file; ``size`` in mm.

    ``date`` may be empty: the PDF gets another, which pages without a date do not show.
    """
    date = date or _NO_DATE
    return Request(layout, title, title, lang, OWN_THEME, date, Page(*size), fields)


def code(address: str, segments: Sequence[str], reading_distance_mm: float) -> dict[str, Any]:
    """Return a QR code as layouts draw it; raises ProblemError for an address that is too long."""
    found = qr.encode(address, reading_distance_mm)
    return {**vars(found), "address": address, "segments": segments}
