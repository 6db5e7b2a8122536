"""Sheets of many files as one, in which what they share is stored once. Names pikepdf.

Files that this program made of one text for many groups differ in a few words. Their streams are
known again by their bytes. A side that shows one page, however often, draws it in its own content:
that is an array of streams (ISO 32000-1, 7.8.2), cut where the content itself says so, so that only
the part with the words of a group is a new one; a Form XObject can only be one whole.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

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


class SharedPages:
    """A file under construction; pages are added in order."""

    def __init__(self) -> None:
        """Start without pages."""
        self._pdf = pikepdf.new()
        self._known: dict[bytes, Any] = {}

    def __len__(self) -> int:
        """Return how many pages it has."""
        return len(self._pdf.pages)

    def add(self, source: Source, at: int) -> None:
        """Add a page of a file of our own, counted from 0."""
        page = self._page(source.pages[at], source)
        self._pdf.pages.append(pikepdf.Page(page))

    def blank_like_last(self) -> None:
        """Add an empty page as large as the last: the back of a sheet with nothing on it."""
        box = self._pdf.pages[-1].mediabox
        self._pdf.add_blank_page(page_size=(float(box[2]), float(box[3])))

    def finished(self, properties: Properties) -> bytes:
        """Return the file, with these properties."""
        return finished_sheets(self._pdf, properties)

    def _page(self, page: pikepdf.Page, source: Source) -> Any:
        kept = {
            key: self._taken(one, source)
            for key, one in page.obj.items()
            if key not in (*_LEFT_OUT, "/Contents", "/Resources")
        }
        content = _content(page)
        drawn = {name.decode() for name in _DRAWN.findall(content)}
        resources = page.obj.get("/Resources", Dictionary())
        form = _only_form(resources, drawn)
        if form is None:
            kept["/Resources"] = self._taken(resources, source)
            kept["/Contents"] = self._stream(content)
        else:
            kept["/Resources"] = self._taken(form.get("/Resources", Dictionary()), source)
            kept["/Contents"] = Array(self._in_place(content, form))
        return self._pdf.make_indirect(Dictionary(kept))

    def _in_place(self, content: bytes, form: Any) -> Iterator[Any]:
        """Yield the streams that draw a side, its page in place of the form that holds it."""
        matrix = " ".join(str(one) for one in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
        x0, y0, x1, y1 = form.BBox
        begin = f"q {matrix} cm {x0} {y0} {x1 - x0} {y1 - y0} re W n\n".encode()
        parts = [self._stream(part) for part in _blocks(form.read_bytes())]
        first, *others = (part for n, part in enumerate(_DRAWN.split(content)) if n % 2 == 0)
        before = first
        for after in others:
            yield self._stream(before + begin)
            yield from parts
            before = b"\nQ " + after
        yield self._stream(before)

    def _stream(self, content: bytes) -> Any:
        packed = zlib.compress(content, 9)
        return self._once(packed, Dictionary(Filter=Name.FlateDecode))

    def _once(self, raw: bytes, about: Any) -> Any:
        """Return the stream of these bytes and this dictionary, made if there is none yet."""
        digest = hashlib.sha256(about.unparse() + b"\0" + raw).digest()
        if digest not in self._known:
            self._known[digest] = Stream(self._pdf, raw, about)
        return self._known[digest]

    def _taken(self, one: Any, source: Source) -> Any:
        """Return an object of another file as one of this file: the same for the same bytes."""
        if not isinstance(one, pikepdf.Object):
            return one
        indirect = one.is_indirect
        if indirect and one.objgen in source.taken:
            return source.taken[one.objgen]
        made: Any = one
        if isinstance(one, Stream):
            about = {key: one[key] for key in dict(one) if key not in ("/Length", *source.left_out)}
            within = {key: self._taken(value, source) for key, value in about.items()}
            made = self._once(one.read_raw_bytes(), Dictionary(within))
        elif isinstance(one, Dictionary):
            within = {k: self._taken(v, source) for k, v in one.items() if k not in source.left_out}
            made = self._shared(Dictionary(within), indirect)
        elif isinstance(one, Array):
            made = self._shared(Array([self._taken(value, source) for value in one]), indirect)
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


def _only_form(resources: Any, drawn: set[str]) -> Any:
    """Return the form that a side draws, if it draws nothing else, and that is but its content."""
    objects = resources.get("/XObject", Dictionary())
    if len(drawn) != 1 or set(resources.keys()) - {"/XObject", "/ProcSet"}:
        return None
    name = f"/{drawn.pop()}"
    if set(objects.keys()) != {name} or set(objects[name].keys()) - _PLAIN_FORM:
        return None
    return objects[name]


def _blocks(content: bytes) -> Iterator[bytes]:
    """Yield a content in parts that end with a line Q, the same wherever the same stands.

    (Typst writes such a line for nothing else: line ends in texts are escaped.)
    """
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
