"""Pages of many groups, each drawn on a page that all of them share. Names pikepdf.

The content of a page is an array of streams (ISO 32000-1, 7.8.2): those that all share, and one of
the group's own. Their resources are one dictionary, in which those of the group have names of
their own.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name

from zines.prepress.shared_pages import SharedPages, Source

#: By kind and name, as objects of a pile.
Resources = Mapping[str, Mapping[str, Any]]
#: What the names of a group's resources begin with.
_PREFIX = "Own"


def own_page(
    content: bytes, pile: SharedPages, *, searched: bool
) -> tuple[bytes, Resources, float]:
    """Return what draws the one page of a file, its resources, and how high it is (in pt).

    ``searched`` as in :class:`Source`.
    """
    source = Source(content, searched=searched)
    (page,) = source.pages
    # (A byte of 0 as it is: half of all letters, where Typst writes them by their numbers.)
    drawn = page.obj.Contents.read_bytes().replace(b"\\000", b"\0")
    resources: dict[str, dict[str, Any]] = {}
    for kind, listed in page.obj.get("/Resources", Dictionary()).items():
        if not isinstance(listed, Dictionary):
            continue
        for name, what in listed.items():
            own = f"/{_PREFIX}{name[1:]}"
            resources.setdefault(kind, {})[own] = pile.taken(what, source)
            # (Typst writes such a name for nothing else: strings are of two bytes a sign, whose
            # first is 0 or nearly so.)
            for end in (" ", "\n"):
                drawn = drawn.replace((name + end).encode(), (own + end).encode())
    return drawn, resources, float(page.mediabox[3])


class SharedPage:
    """A page of a file, cut where groups draw something of their own."""

    def __init__(self, pile: SharedPages, source: Source, page: Any, parts: list[bytes]) -> None:
        """Take it; ``parts`` are its content, with something of the group between any two."""
        self._pile = pile
        self._parts = [pile.stream(one) for one in parts]
        taken = {key: pile.taken(one, source) for key, one in page.obj.Resources.items()}
        self._base = {
            kind: dict(one.items()) for kind, one in taken.items() if isinstance(one, Dictionary)
        }
        box = pile.stored(Array(page.mediabox.as_list()))
        self._page = {"/Type": Name.Page, "/MediaBox": box, "/BleedBox": box, "/TrimBox": box}
        self._resources: dict[int, Any] = {}

    @classmethod
    def under(cls, pile: SharedPages, pdf: bytes) -> SharedPage:
        """Return the one page of a file, on which a group draws something last."""
        source = Source(pdf, searched=True)
        (page,) = source.pages
        return cls(pile, source, page, [page.obj.Contents.read_bytes() + b"\n", b"\n"])

    def own(self, content: bytes) -> Any:
        """Return a stream of what a group draws, to stand between parts."""
        # (One step less of deflating takes a third of its time, and five bytes more a group.)
        return self._pile.own_stream(zlib.compress(content, 6))

    def add(self, between: list[Any], own: Resources) -> None:
        """Add the page of a group to the pile."""
        content = [self._parts[0]]
        for one, part in zip(between, self._parts[1:], strict=True):
            content += (one, part)
        resources = self._with(own)
        self._pile.append({**self._page, "/Contents": Array(content), "/Resources": resources})

    def _with(self, own: Resources) -> Any:
        """Return the resources of the page and of a group: once for all that share them."""
        if id(own) not in self._resources:
            named = {kind: dict(one) for kind, one in self._base.items()}
            for kind, listed in own.items():
                named.setdefault(kind, {}).update(listed)
            kinds = {kind: Dictionary(one) for kind, one in named.items() if one}
            # (Resources that are known by their place in memory stay there.)
            self._resources[id(own)] = self._pile.stored(Dictionary(kinds)), own
        return self._resources[id(own)][0]
