"""Actions of a PDF: what it does when opened or clicked (ISO 32000-1, 12.6). Imports pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from zines.pdf.opening.safe_get import entries, get, key, listed, name

#: Events that happen by themselves while a page is shown (ISO 32000-1, tables 194 and 195).
_BY_ITSELF = {"/O", "/C", "/PO", "/PC", "/PV", "/PI"}
#: The most actions of a chain that are read; real chains have two or three.
_LONGEST = 1000
#: The most entries of the outline, and fields of a form, that are read.
_MOST = 100_000


class Action(NamedTuple):
    """An action of a file: ``kind`` is its name in the file (``Launch``).

    ``by_itself``: it runs when the file or a page is opened or closed, not only after a click.
    """

    kind: str
    by_itself: bool = False


def of_document(root: Any) -> Iterator[Action]:
    """Yield the actions of a catalogue: at opening and closing, of bookmarks, of fields."""
    yield from _kinds(get(root, "/OpenAction"), by_itself=True)
    yield from _at_events(root, by_itself=True)
    if get(get(root, "/Names"), "/JavaScript") is not None:
        yield Action("JavaScript", by_itself=True)
    for bookmark in _tree(get(get(root, "/Outlines"), "/First"), "/First", "/Next"):
        yield from _kinds(get(bookmark, "/A"))
    for field in _tree(get(get(root, "/AcroForm"), "/Fields"), "/Kids"):
        yield from _kinds(get(field, "/A"))
        yield from _at_events(field)


def of_page(page: Any) -> Iterator[Action]:
    """Yield the actions of a page and of its annotations."""
    yield from _at_events(page)
    for annotation in listed(get(page, "/Annots")):
        yield from _kinds(get(annotation, "/A"))
        yield from _at_events(annotation)


def _at_events(holder: Any, *, by_itself: bool = False) -> Iterator[Action]:
    """Yield the actions that the entry AA of a dictionary has for events."""
    for event, action in entries(get(holder, "/AA")):
        yield from _kinds(action, by_itself=by_itself or event in _BY_ITSELF)


def _kinds(action: Any, *, by_itself: bool = False) -> Iterator[Action]:
    """Yield an action and those that follow it; a destination is no action."""
    for one in _tree(action, "/Next", most=_LONGEST):
        if kind := name(get(one, "/S")):
            yield Action(kind, by_itself)
        if get(one, "/JS") is not None and kind != "JavaScript":
            # A rendition may run a script besides its own work (ISO 32000-1, table 214).
            yield Action("JavaScript", by_itself)


def _tree(start: Any, *links: str, most: int = _MOST) -> Iterator[Any]:
    """Yield the objects that these links connect, each once."""
    waiting, seen = listed(start), set[str]()
    for count in range(most):
        if not waiting:
            return
        one = waiting.pop()
        identity = key(one) or f"direct {count}"
        if identity not in seen:
            seen.add(identity)
            yield one
            for link in links:
                waiting += listed(get(one, link))
