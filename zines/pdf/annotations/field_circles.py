"""Check of form fields that are part of themselves, which no form allows. Imports pikepdf.

Fields are a tree (ISO 32000-1, 12.7.3.1): down by Kids, up by Parent. Programs that show a form
follow both links, and treat circles in different ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from zines.base.language import tr
from zines.pdf.annotations.notes import field_name
from zines.pdf.opening.safe_get import get, key, listed, name

#: The most fields that are checked, and the most fields that are named.
_MOST, _MOST_NAMED = 100_000, 5


def warnings(pdf: pikepdf.Pdf, chosen: Iterable[int]) -> tuple[str, ...]:
    """Return the warnings about the fields of a file and of these pages (from 1)."""
    fields, pages = listed(get(get(pdf.Root, "/AcroForm"), "/Fields")), list(pdf.pages)
    for number in chosen:
        notes = listed(get(pages[number - 1].obj, "/Annots"))
        fields += [one for one in notes if name(get(one, "/Subtype")) == "Widget"]
    found = [*_circles(fields, "/Kids"), *_circles(fields, "/Parent")]
    names = list(dict.fromkeys(field_name(one) for one in found))
    return tuple(
        tr(
            "the field '{name}' of the form is part of itself: each program may show it in another "
            "way",
            name=one,
        )
        if one
        else tr("a field of the form is part of itself: each program may show it in another way")
        for one in names[:_MOST_NAMED]
    )


def _circles(starts: Iterable[Any], link: str) -> Iterator[Any]:
    """Yield fields from which a link leads back to themselves."""
    done: set[str] = set()
    for start in starts:
        path: dict[str, None] = {}
        waiting = [(start, False)]
        while waiting and len(done) < _MOST:
            one, left = waiting.pop()
            own = key(one)
            if not own:
                # A direct object has one holder. Its links count as links of the field above.
                waiting += [(part, False) for part in listed(get(one, link))]
            elif left:
                del path[own]
                done.add(own)
            elif own in path:
                yield one
            elif own not in done:
                path[own] = None
                waiting.append((one, True))
                waiting += [(part, False) for part in listed(get(one, link))]
