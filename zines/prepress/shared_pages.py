"""Sheets of many files in one file that stores shared objects once. Imports pikepdf.

Files that this program creates from one text for many groups differ in a few words. Identical
streams are recognised by their bytes. A side that shows one page, even several times, draws it in
its own content: an array of streams (ISO 32000-1, 7.8.2), cut at positions that depend on the
content itself, so that only the part with the words of a group is new; a Form XObject cannot be
divided.
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

from zines.pdf.catalog import set_pages
from zines.pdf.page_boxes import PAGE_KEY
from zines.prepress.finishing import Properties, finished_sheets

#: Draws a page of the piece, as sheet_drawing writes it.
_DRAWN = re.compile(rb"/(P[1-9]\d*) Do")
#: A block of this length is a separate stream; shorter blocks are joined until a block, one in this
#: number on average, ends the stream.
_LONG, _ONE_IN = 4096, 8
#: Keys that lead out of a page: to its parent, or to what is for readers.
_LEFT_OUT = ("/Parent", "/StructParents", "/Annots", "/Tabs", "/AA", "/P")
#: The keys of a form that is only content. Others cannot be drawn in place: a group is painted as a
#: whole.
_PLAIN_FORM = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Length", "/Filter",
    PAGE_KEY, "/StructParents",
}  # fmt: skip


class Source:
    """A file of our own from which pages are taken."""

    def __init__(self, content: bytes, *, searched: bool = False) -> None:
        """Open a file; the Unicode values of its glyphs (/ToUnicode) are kept only if ``searched``.

        In a pile for the copier, only announcements are searched: such a table is as long as a
        group's words.
        """
        self.pages = pikepdf.open(io.BytesIO(content)).pages
        self.left_out = _LEFT_OUT if searched else (*_LEFT_OUT, "/ToUnicode")
        #: What was taken from it, by object number.
        self.taken: dict[tuple[int, int], Any] = {}

    @cached_property
    def tail(self) -> bytes:
        """The common end of the content of all pages, after a line Q; empty for a single page."""
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
        self._by_digest: dict[bytes, Any] = {}
        self._pages: list[Any] = []

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def add(self, source: Source, at: int) -> None:
        """Add a page of a file of our own, counted from 0."""
        self.append(self.page(source, at))

    def append(self, page: Mapping[str, Any]) -> None:
        """Add a page whose values are objects of this file."""
        self._pages.append(self._pdf.make_indirect(Dictionary(page)))

    def blank_like_last(self) -> None:
        """Add an empty page with the size of the last: the back of a sheet printed on one side."""
        last = self._pages[-1]
        self.append({"/Type": Name.Page, "/MediaBox": last.MediaBox, "/Resources": Dictionary()})

    def repeat(self, first: int, times: int) -> None:
        """Add the pages from ``first``, counted from 0, again until they are there ``times``."""
        for page in self._pages[first:] * (times - 1):
            self.append(dict(page.items()))

    def finished(self, properties: Properties) -> bytes:
        """Return the file, with these properties."""
        set_pages(self._pdf, self._pages)
        return finished_sheets(self._pdf, properties)

    def page(self, source: Source, at: int) -> dict[str, Any]:
        """Return a page of a file of our own, counted from 0, as a dictionary of this file."""
        page = source.pages[at]
        values = {
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
        values["/Resources"] = Dictionary(
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
        values["/Contents"] = Array(parts)
        return values

    def own_stream(self, packed: bytes) -> Any:
        """Return a stream of this deflated content, which occurs only once in the file."""
        return Stream(self._pdf, packed, Dictionary(Filter=Name.FlateDecode))

    def stored(self, made: Any) -> Any:
        """Return an object as an indirect object of the file: one object for the same bytes."""
        return self._shared(made, indirect=True)

    def _in_place(self, content: bytes, forms: Mapping[str, Any]) -> Iterator[Any]:
        """Yield the streams that draw a side, with the content of forms in place of the forms."""
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
        """Return a stream of this content: one stream for the same bytes."""
        packed = zlib.compress(content, 9)
        return self._once(packed, Dictionary(Filter=Name.FlateDecode))

    def _once(self, raw: bytes, about: Any) -> Any:
        """Return the stream of these bytes and this dictionary, created if there is none yet."""
        digest = hashlib.sha256(about.unparse() + b"\0" + raw).digest()
        if digest not in self._by_digest:
            self._by_digest[digest] = Stream(self._pdf, raw, about)
        return self._by_digest[digest]

    def taken(self, one: Any, source: Source) -> Any:
        """Return an object of another file as one of this file: one object for the same bytes."""
        if not isinstance(one, pikepdf.Object):
            return one
        indirect = one.is_indirect
        if indirect and one.objgen in source.taken:
            return source.taken[one.objgen]
        made: Any = one
        if isinstance(one, Stream):
            # (Not of its keys: they are a set, which each process has in another order.)
            left_out = "/Length", *source.left_out
            within = {k: self.taken(v, source) for k, v in one.items() if k not in left_out}
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
        if digest not in self._by_digest:
            self._by_digest[digest] = self._pdf.make_indirect(made)
        return self._by_digest[digest]


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents", Array())
    parts = content if isinstance(content, Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def _plain_forms(resources: Any, content: bytes) -> dict[str, Any]:
    """Return, by name, the forms that a side draws as its pages and that are only content."""
    objects = resources.get("/XObject", Dictionary())
    names = dict.fromkeys(name.decode() for name in _DRAWN.findall(content))
    found = {name: objects[f"/{name}"] for name in names if f"/{name}" in objects}
    return {name: form for name, form in found.items() if not set(form.keys()) - _PLAIN_FORM}


def _resources(form: Any) -> dict[str, Any]:
    """Return the resources of a form, by kind (fonts, pictures, colour spaces, ...)."""
    listed = form.get("/Resources", Dictionary())
    return {kind: one for kind, one in listed.items() if isinstance(one, Dictionary)}


def _blocks(name: str, form: Any) -> Iterator[bytes]:
    """Yield the content of a form in parts that end with a line Q, with resource names of the side.

    Identical content is cut into identical parts, wherever it stands: after a change, parts are the
    same again after a block that ends a stream. (Typst writes such a line, and such a name, for
    nothing else: strings have two bytes per glyph, the first of which is escaped.)
    """
    content = form.read_bytes()
    resource_names = {key[1:] for listed in _resources(form).values() for key, _ in listed.items()}
    if resource_names:
        names = "|".join(map(re.escape, sorted(resource_names))).encode()
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
