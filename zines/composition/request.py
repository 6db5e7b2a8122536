"""What a layout is asked for: the one JSON that Python hands to Typst (layouts/lib/main.typ)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from zines.base.manifest_entry import Ink
from zines.composition import qr

_A4_MM = (210, 297)
#: A word longer than the longest segment of an address; shorter ones fit every column of text. A
#: web address, which is broken between its segments, begins with //.
_LONG_WORD = re.compile('(?://)?(?:[^ \n"/\u2013\u2014\u00ad-]\u00ad?){25,}')
#: The same where no word has soft hyphens, as those of a group: looked for in a fifth of the time.
_LONG_PLAIN_WORD = re.compile('(?<![^ \n"/\u2013\u2014-])(?<!//)[^ \n"/\u2013\u2014-]{25,}')
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
    it is and what others may do with it, in one line. ``panels`` asks for the places of a group on
    the pages, or for what stands there (lib/components/panel.typ). Of our own pages (recipes,
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
    panels: Mapping[str, Any] | None = None
    #: Whether words must be kept in their columns; looked for in the request where it is None.
    long_words: bool | None = None

    @cached_property
    def as_json(self) -> str:
        """The JSON text; the date is [year, month, day] there."""
        content = {one.name: getattr(self, one.name) for one in fields(self)} | {
            "date": [int(part) for part in self.date.split("-")],
            "page": vars(self.page),
            "least_pt": vars(self.least_pt),
        }
        del content["long_words"]
        plain = json.dumps(content, ensure_ascii=False)
        # (Looked for here: in Typst it would cost as much as the rest of a page that is known.)
        long = has_long_words(plain) if self.long_words is None else self.long_words
        return f'{plain[:-1]}, "long_words": {json.dumps(long)}}}'


def has_long_words(text: str) -> bool:
    """Tell whether words of a text, as JSON, must be kept in their columns."""
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
    """Return the request for a page of our own that goes with a file; ``size`` in mm."""
    return Request(layout, title, title, lang, OWN_THEME, date, Page(*size), fields)


def code(address: str, segments: Sequence[str], reading_distance_mm: float) -> dict[str, Any]:
    """Return a QR code as layouts draw it; raises ProblemError for an address that is too long."""
    found = qr.encode(address, reading_distance_mm)
    return {**vars(found), "address": address, "segments": segments}
