"""Sheets of many files as one, in which what they share is stored once. Names pikepdf.

Files that this program made of one text for many groups differ in a few words. Their streams are
known again by their bytes. A side that shows one page, however often, draws it in its own content:
that is an array of streams (ISO 32000-1, 7.8.2), cut where the content itself says so, so that only
the part with the words of a group is a new one; a Form XObject can only be one whole.
"""

from __future__ import annotations

import hashlib
import io
import os.path
import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, cast

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from zines.prepress.finishing import Properties, finished_sheets

#: Draws a page of the piece: sheet_drawing writes it so.
_DRAWN = re.compile(rb"/(P[1-9]\d*) Do")
#: A block this long is a stream of its own; others are joined until one in so many ends it.
_LONG, _ONE_IN = 4096, 8
#: What leads out of a page: to its parent, to what is for readers.
_LEFT_OUT = ("/Parent", "/StructParents", "/Annots", "/Tabs", "/AA", "/P")
#: No form that is more than its content can be drawn in place: a group is painted as a whole.
_PLAIN_FORM = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Length", "/Filter",
    "/HorsBocalPage", "/StructParents",
}  # fmt: skip


class Source:
    """A file of our own that pages are taken from."""

    def __init__(self, content: bytes, *, searched: bool = False) -> None:
        """Open it; only where it is ``searched``, what its letters are in Unicode goes with it.

        (In a pile for the copier that is the announcements: it is as long as a letter of a group.)
        """
        self.pages = pikepdf.open(io.BytesIO(content)).pages
        self.left_out = _LEFT_OUT if searched else (*_LEFT_OUT, "/ToUnicode")
        #: What was taken of it, by the numbers of its objects.
        self.taken: dict[tuple[int, int], Any] = {}

    @cached_property
    def tail(self) -> bytes:
        """How the content of all its pages ends, after a line Q: nothing where it is one page."""
        contents = [_content(page)[::-1] for page in self.pages]
        if len(contents) < 2:
            return b""
        alike = cast(bytes, os.path.commonprefix([min(contents), max(contents)]))[::-1]
        return alike.partition(b"\nQ\n")[2]


class SharedPages:
    """A file under construction; pages are added in order."""

    def __init__(self) -> None:
        """Start without pages."""
        self._pdf = pikepdf.new()
        self._known: dict[bytes, Any] = {}
        self._pages: list[Any] = []

    def __len__(self) -> int:
        """Return how many pages it has."""
        return len(self._pages)

    def add(self, source: Source, at: int) -> None:
        """Add a page of a file of our own, counted from 0."""
        self.append(self.page(source, at))

    def append(self, page: Mapping[str, Any]) -> None:
        """Add a page of objects of this file."""
        self._pages.append(self._pdf.make_indirect(Dictionary(page)))

    def blank_like_last(self) -> None:
        """Add an empty page as large as the last: the back of a sheet with nothing on it."""
        last = self._pages[-1]
        self.append({"/Type": Name.Page, "/MediaBox": last.MediaBox, "/Resources": Dictionary()})

    def finished(self, properties: Properties) -> bytes:
        """Return the file, with these properties."""
        root = self._pdf.Root
        root.Pages = self._pdf.make_indirect(
            Dictionary(Type=Name.Pages, Kids=Array(self._pages), Count=len(self._pages))
        )
        for page in self._pages:
            page.Parent = root.Pages
        return finished_sheets(self._pdf, properties)

    def page(self, source: Source, at: int) -> dict[str, Any]:
        """Return a page of a file of our own, counted from 0, as a dictionary of this file."""
        page = source.pages[at]
        kept = {
            key: self.taken(one, source)
            for key, one in page.obj.items()
            if key not in (*_LEFT_OUT, "/Contents", "/Resources")
        }
        content = _content(page)
        resources = page.obj.get("/Resources", Dictionary())
        forms = _plain_forms(resources, content)
        named: dict[str, dict[str, Any]] = {}
        for kind, listed in resources.items():
            if isinstance(listed, Dictionary):
                named[kind] = {key: one for key, one in listed.items() if key[1:] not in forms}
        for form, object_ in forms.items():
            for kind, listed in _resources(object_).items():
                inner = {f"/{form}{key[1:]}": one for key, one in listed.items()}
                named.setdefault(kind, {}).update(inner)
        kept["/Resources"] = Dictionary(
            {
                kind: Dictionary({key: self.taken(one, source) for key, one in listed.items()})
                for kind, listed in named.items()
                if listed
            }
        )
        head = content.removesuffix(source.tail) if not forms else content
        parts = [*self._in_place(head, forms)]
        if len(head) < len(content):
            parts.append(self.stream(source.tail))
        kept["/Contents"] = Array(parts)
        return kept

    def own_stream(self, packed: bytes) -> Any:
        """Return a stream of this deflated content, which stands in the file once anyway."""
        return Stream(self._pdf, packed, Dictionary(Filter=Name.FlateDecode))

    def stored(self, made: Any) -> Any:
        """Return an object as one of its own in the file: the same for the same bytes."""
        return self._shared(made, indirect=True)

    def _in_place(self, content: bytes, forms: Mapping[str, Any]) -> Iterator[Any]:
        """Yield the streams that draw a side, its pages in place of the forms that hold them."""
        parts = {name: list(map(self.stream, _blocks(name, form))) for name, form in forms.items()}
        before, *others = _DRAWN.split(content)
        for name, after in zip(map(bytes.decode, others[::2]), others[1::2], strict=True):
            if name not in forms:
                before += f"/{name} Do".encode() + after
                continue
            form = forms[name]
            x0, y0, x1, y1 = form.BBox
            matrix = form.get("/Matrix", (1, 0, 0, 1, 0, 0))
            numbers = (*matrix, x0, y0, x1 - x0, y1 - y0)
            begin = b"q %s %s %s %s %s %s cm %s %s %s %s re W n\n"
            begin %= tuple(str(one).encode() for one in numbers)
            yield self.stream(before + begin)
            yield from parts[name]
            before = b"\nQ " + after
        yield self.stream(before)

    def stream(self, content: bytes) -> Any:
        """Return a stream of this content: the same for the same bytes."""
        packed = zlib.compress(content, 9)
        return self._once(packed, Dictionary(Filter=Name.FlateDecode))

    def _once(self, raw: bytes, about: Any) -> Any:
        """Return the stream of these bytes and this dictionary, made if there is none yet."""
        digest = hashlib.sha256(about.unparse() + b"\0" + raw).digest()
        if digest not in self._known:
            self._known[digest] = Stream(self._pdf, raw, about)
        return self._known[digest]

    def taken(self, one: Any, source: Source) -> Any:
        """Return an object of another file as one of this file: the same for the same bytes."""
        if not isinstance(one, pikepdf.Object):
            return one
        indirect = one.is_indirect
        if indirect and one.objgen in source.taken:
            return source.taken[one.objgen]
        made: Any = one
        if isinstance(one, Stream):
            about = {key: one[key] for key in dict(one) if key not in ("/Length", *source.left_out)}
            within = {key: self.taken(value, source) for key, value in about.items()}
            made = self._once(one.read_raw_bytes(), Dictionary(within))
        elif isinstance(one, Dictionary):
            within = {k: self.taken(v, source) for k, v in one.items() if k not in source.left_out}
            made = self._shared(Dictionary(within), indirect)
        elif isinstance(one, Array):
            made = self._shared(Array([self.taken(value, source) for value in one]), indirect)
        if indirect:
            source.taken[one.objgen] = made
        return made

    def _shared(self, made: Any, indirect: bool) -> Any:
        if not indirect:
            return made
        digest = hashlib.sha256(made.unparse()).digest()
        if digest not in self._known:
            self._known[digest] = self._pdf.make_indirect(made)
        return self._known[digest]


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents", Array())
    parts = content if isinstance(content, Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def _plain_forms(resources: Any, content: bytes) -> dict[str, Any]:
    """Return the forms that a side draws as its pages, by name, those that are but content."""
    objects = resources.get("/XObject", Dictionary())
    names = dict.fromkeys(name.decode() for name in _DRAWN.findall(content))
    found = {name: objects[f"/{name}"] for name in names if f"/{name}" in objects}
    return {name: form for name, form in found.items() if not set(form.keys()) - _PLAIN_FORM}


def _resources(form: Any) -> dict[str, Any]:
    """Return what a form names, by kind: fonts, pictures, states, spaces, patterns, shadings."""
    listed = form.get("/Resources", Dictionary())
    return {kind: one for kind, one in listed.items() if isinstance(one, Dictionary)}


def _blocks(name: str, form: Any) -> Iterator[bytes]:
    """Yield the content of a form in parts that end with a line Q, its names made those of a side.

    The same stands in the same parts, wherever it stands: in no part is more than a block of it.
    (Typst writes such a line, and such a name, for nothing else: strings are of two bytes a sign,
    whose first is escaped.)
    """
    content = form.read_bytes()
    known = {key[1:] for listed in _resources(form).values() for key, _ in listed.items()}
    if known:
        names = "|".join(map(re.escape, sorted(known))).encode()
        content = re.sub(rb"/(%s)(?=\s)" % names, rb"/%s\1" % name.encode(), content)
    parts: list[bytes] = []
    for block in re.split(rb"(?<=\nQ\n)", content):
        if len(block) >= _LONG:
            if parts:
                yield b"".join(parts)
            yield block
            parts = []
            continue
        parts.append(block)
        if zlib.crc32(block) % _ONE_IN == 0:
            yield b"".join(parts)
            parts = []
    if parts:
        yield b"".join(parts)
