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


class OwnPages:
    """A file with a page for each group, made of one layout: what draws them, and with what."""

    def __init__(self, content: bytes, pile: SharedPages, *, searched: bool = False) -> None:
        """Open it; ``searched`` as in :class:`Source`."""
        self._source = Source(content, searched=searched)
        self._pages = [page.obj for page in self._source.pages]
        self._pile = pile
        self._taken: dict[bytes, tuple[Resources, list[tuple[bytes, bytes]]]] = {}

    def height(self, at: int) -> float:
        """Return how high a page is, in pt; pages are counted from 0."""
        return float(self._pages[at].MediaBox[3])

    def of(self, at: int) -> tuple[bytes, Resources]:
        """Return what draws a page, and its resources; those of like pages are one object."""
        page = self._pages[at]
        resources, renamed = self._of(page.get("/Resources", Dictionary()))
        # (A byte of 0 as it is: half of all letters, where Typst writes them by their numbers.)
        content = page.Contents.read_bytes().replace(b"\\000", b"\0")
        # (Typst writes such a name for nothing else: strings are of two bytes a sign, whose first
        # is 0 or nearly so.)
        for name, other in renamed:
            content = content.replace(name, other)
        return content, resources

    def _of(self, listed: Any) -> tuple[Resources, list[tuple[bytes, bytes]]]:
        key = b"".join(kind.encode() + one.unparse() for kind, one in listed.items())
        if key not in self._taken:
            kinds = {
                kind: one
                for kind, one in listed.items()
                if isinstance(one, Dictionary) and len(one)
            }
            taken = {
                kind: {
                    f"/{_PREFIX}{name[1:]}": self._pile.taken(what, self._source)
                    for name, what in one.items()
                }
                for kind, one in kinds.items()
            }
            names = {name.encode() for one in kinds.values() for name, _ in one.items()}
            prefix = b"/" + _PREFIX.encode()
            renamed = [
                (name + end, prefix + name[1:] + end)
                for name in sorted(names)
                for end in (b" ", b"\n")
            ]
            self._taken[key] = taken, renamed
        return self._taken[key]


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
