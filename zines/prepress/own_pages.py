"""Pages of many groups, each drawn on a page that all share. Imports pikepdf.

The content of a page is an array of streams (ISO 32000-1, 7.8.2): those that all groups share, and
one of the group itself. Their resources are one dictionary, in which the group's resources have
names of their own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name

from zines.prepress.shared_pages import SharedPages, Source

#: Resources by kind and name, as objects of a pile.
Resources = Mapping[str, Mapping[str, Any]]
#: The prefix of the names of a group's resources.
_PREFIX = "Own"


def group_content(
    content: bytes, pile: SharedPages, *, searched: bool
) -> tuple[bytes, Resources, float]:
    """Return the content of the only page of a file, its resources, and its height (in pt).

    ``searched`` as in :class:`Source`.
    """
    source = Source(content, searched=searched)
    (page,) = source.pages
    # Byte 0 without its escape: Typst writes glyphs by number, and half of all bytes are 0.
    drawn = page.obj.Contents.read_bytes().replace(b"\\000", b"\0")
    resources: dict[str, dict[str, Any]] = {}
    names: list[bytes] = []
    for kind, listed in page.obj.get("/Resources", Dictionary()).items():
        if not isinstance(listed, Dictionary):
            continue
        for name, what in listed.items():
            names.append(re.escape(name[1:].encode()))
            own = f"/{_PREFIX}{name[1:]}"
            resources.setdefault(kind, {})[own] = pile.taken(what, source)
    if names:
        # Typst writes such a name for nothing else: strings have two bytes per glyph, the first 0
        # or nearly so.
        drawn = re.sub(rb"/(?=(?:%b)[ \n])" % b"|".join(names), f"/{_PREFIX}".encode(), drawn)
    return drawn, resources, float(page.mediabox[3])


class PageWithGaps:
    """A page of a file, cut at the places where groups draw something of their own."""

    def __init__(self, pile: SharedPages, source: Source, page: Any, parts: list[bytes]) -> None:
        """Take the page; ``parts`` are its content, with content of groups between any two."""
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
    def under(cls, pile: SharedPages, pdf: bytes) -> PageWithGaps:
        """Return the only page of a file, with the content of a group drawn last."""
        source = Source(pdf, searched=True)
        (page,) = source.pages
        return cls(pile, source, page, [page.obj.Contents.read_bytes() + b"\n", b"\n"])

    def own(self, content: bytes) -> Any:
        """Return a stream with the content of a group, to stand between parts."""
        # Level 6, and not 9 as elsewhere: a third of the time, and five more bytes per group.
        return self._pile.own_stream(zlib.compress(content, 6))

    def add(self, between: list[Any], own: Resources) -> None:
        """Add the page of a group to the pile."""
        content = [self._parts[0]]
        for one, part in zip(between, self._parts[1:], strict=True):
            content += (one, part)
        resources = self._with(own)
        self._pile.append({**self._page, "/Contents": Array(content), "/Resources": resources})

    def _with(self, own: Resources) -> Any:
        """Return the resources of the page and of a group, stored once for all that share them."""
        if id(own) not in self._resources:
            named = {kind: dict(one) for kind, one in self._base.items()}
            for kind, listed in own.items():
                named.setdefault(kind, {}).update(listed)
            kinds = {kind: Dictionary(one) for kind, one in named.items() if one}
            # Kept in the cache, so that their place in memory (id), which is the key, is not used
            # again.
            self._resources[id(own)] = self._pile.stored(Dictionary(kinds)), own
        return self._resources[id(own)][0]
