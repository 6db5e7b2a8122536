"""Transparency groups of pages that become Forms on a sheet. Imports pikepdf.

The group of a page has no effect where nothing of it is transparent (ISO 32000-1, 11.4.7), and
interpreters then leave it out. That of a Form they draw in any case: black and grey of a page whose
group is blended in RGB, as Cairo writes it, would be printed in four inks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary

from zines.pdf.opening.safe_get import entries, get, listed, name, number

#: Opacity from this value on is opaque: programs write 0.9999999.
_OPAQUE = 1 - 1e-5
_PLAIN_MODES = {"Normal", "Compatible"}


class PageGroups:
    """Returns the groups of the pages of one file; resources that pages share are read once."""

    def __init__(self) -> None:
        """Start without known resources."""
        self._opaque: set[tuple[int, int]] = set()

    def group_of(self, page: Any) -> Dictionary | None:
        """Return the group for the Form of a page; None if it needs none.

        The group of a page is always isolated, that of a Form only if it says so, and only then
        does its blending space count (11.4.7, 11.6.6).
        """
        group = page.get("/Group")
        if not isinstance(group, Dictionary) or not self._is_transparent(page.get("/Resources")):
            return None
        return Dictionary({**dict(group.items()), "/I": True})

    def _is_transparent(self, resources: Any) -> bool:
        """Return whether anything that content with these resources may use is transparent."""
        waiting = [resources]
        seen: set[tuple[int, int]] = set()
        while waiting:
            value = waiting.pop()
            if not isinstance(value, (Dictionary, pikepdf.Stream)):
                continue
            if value.is_indirect:
                if value.objgen in seen or value.objgen in self._opaque:
                    continue
                seen.add(value.objgen)
            if _blends(value):
                return True
            waiting += _used_by(value)
        self._opaque |= seen
        return False


def _used_by(value: Any) -> Iterator[Any]:
    """Yield what resources, a form, a pattern or a Type 3 font leads to."""
    yield get(value, "/Resources")
    for kind in ("/ExtGState", "/XObject", "/Pattern", "/Font"):
        for _, one in entries(get(value, kind)):
            yield one
    # A shading pattern has one graphics state.
    yield get(value, "/ExtGState")


def _blends(value: Any) -> bool:
    """Return whether a graphics state or a picture blends with what lies below it."""
    if isinstance(get(value, "/SMask"), (Dictionary, pikepdf.Stream)):
        return True
    if number(get(value, "/SMaskInData")) > 0:
        return True
    if any(number(get(value, entry), 1.0) < _OPAQUE for entry in ("/ca", "/CA")):
        return True
    modes = {name(mode) for mode in listed(get(value, "/BM"))}
    return bool(modes) and not modes & _PLAIN_MODES
