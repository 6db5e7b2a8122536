"""Faults in the content of pages: reported, and repaired where possible, before imposition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from zines.base.language import mark, on_pages, tr
from zines.base.limits import MOST_PARTS
from zines.pdf import page_boxes
from zines.pdf.annotations.notes import look
from zines.pdf.content import absent_resources, content_faults, content_messages, inline_pictures
from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.opening.safe_get import entries, get, key, listed
from zines.pdf.opening.soundness import UNREADABLE

#: The most words of content checked in a whole file: about 1,000 dense pages, in 5 seconds.
_MOST_WORDS = 20_000_000
#: The message: True for the content of the page itself, False for something drawn on it.
_NOT_LOOKED = {
    True: mark(
        "its content is too long to be looked through for numbers that are none, and for its end"
    ),
    False: mark(
        "something drawn on it is too long to be looked through for numbers that are none, and "
        "for its end"
    ),
}


def mend(pdf: pikepdf.Pdf, chosen: Sequence[int]) -> tuple[str, ...]:
    """Remove instructions with invalid numbers from the chosen pages (from 1); return the messages.

    The messages are about these numbers, about content that is cut short, about what it names and
    the file does not have, and about content that was not checked. What cannot be decoded is left
    to the code that draws the sheets.
    """
    return _Mender(pdf).mend(chosen)


class _Mender:
    """Checks each content stream of a file once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf, self._budget = pdf, Budget(_MOST_WORDS)
        self._seen: set[str] = set()
        #: The messages about the contents of pages, and the repaired contents.
        self._results: dict[tuple[str, ...], tuple[list[str], Any]] = {}

    def mend(self, chosen: Sequence[int]) -> tuple[str, ...]:
        pages, messages = list(self._pdf.pages), dict[str, list[int]]()
        for number in sorted(set(chosen)):
            page = pages[number - 1]
            found = self._page(page)
            for stream in self._drawn(page.obj):
                # (A glyph without resources of its own uses those of its font.)
                resources = get(stream, "/Resources")
                data, in_stream = self._looked(stream, resources, own=False)
                found = [*found, *in_stream]
                if data is not None:
                    stream.write(data)
            for one in found:
                messages.setdefault(one, []).append(number)
        return tuple(on_pages(numbers, one) for one, numbers in messages.items())

    def _page(self, page: pikepdf.Page) -> list[str]:
        contents = get(page.obj, "/Contents")
        if isinstance(contents, pikepdf.Array) and len(contents) > MOST_PARTS:
            # The code that draws sheets refuses such a page.
            return []
        # Appearances of annotations are drawn by more content, after that of the page.
        followed = bool(len(listed(get(page.obj, "/Annots"))))
        resources = page_boxes.resources(page)
        parts = (str(followed), key(resources), *map(key, listed(contents)))
        if parts not in self._results:
            data, messages = self._looked(page, resources, own=True, followed=followed)
            self._results[parts] = messages, None if data is None else self._pdf.make_stream(data)
        messages, mended = self._results[parts]
        if mended is not None:
            page.obj.Contents = mended
        return messages

    def _looked(
        self, of: Any, resources: Any, *, own: bool, followed: bool = False
    ) -> tuple[bytes | None, list[str]]:
        """Return a repaired content, or None if it is unchanged, and messages about it.

        What it names is looked for in its ``resources``, unless they are None.
        ``followed``: more is to be drawn after it, so it must leave nothing open.
        """
        try:
            data = self._budget.content(of)
            inline_pictures.check(data)
            with self._budget.holding(data):
                inside = content_faults.breaks_off(data)
                numbered = content_faults.without_invalid_numbers(data)
                beyond = numbered is not data and content_faults.has_long_number(data)
                mended = content_faults.closed(numbered) if followed else numbered
                absent = [] if resources is None else absent_resources.messages(data, resources)
        except TooMuchError:
            return None, [tr(_NOT_LOOKED[own])]
        except UNREADABLE:
            return None, []
        messages = [content_messages.breaks_off(inside, own=own)] if inside else []
        messages += absent
        if numbered is data:
            return None if mended is data else mended, messages
        return mended, [*messages, content_messages.numbers(beyond=beyond, own=own)]

    def _drawn(self, page: Any) -> Iterator[Any]:
        """Yield the forms, patterns, soft masks and glyphs of a page and its notes, each once."""
        waiting = [get(page, "/Resources")]
        streams = [look(one) for one in listed(get(page, "/Annots"))]
        while waiting or streams:
            while streams:
                stream = streams.pop()
                if isinstance(stream, pikepdf.Stream) and self._is_new(stream):
                    waiting.append(get(stream, "/Resources"))
                    yield stream
            resources = waiting.pop() if waiting else None
            if not self._is_new(resources):
                continue
            streams += [
                one
                for kind in ("/XObject", "/Pattern")
                for _, one in entries(get(resources, kind))
                if get(one, "/Subtype") != pikepdf.Name.Image
            ]
            states = (one for _, one in entries(get(resources, "/ExtGState")))
            streams += [get(get(state, "/SMask"), "/G") for state in states]
            for _, font in entries(get(resources, "/Font")):
                streams += [glyph for _, glyph in entries(get(font, "/CharProcs"))]
                waiting.append(get(font, "/Resources"))

    def _is_new(self, thing: Any) -> bool:
        """Return whether an object is met for the first time; direct objects always are."""
        own = key(thing)
        new = own not in self._seen
        if own:
            self._seen.add(own)
        return new
