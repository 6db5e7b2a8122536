"""The content streams of a PDF, and the operators to follow in them. Imports pikepdf."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Dictionary, Name

from zines.pdf.content import shortened
from zines.pdf.content.colour_operators import COLOURS
from zines.pdf.content.parsing import parsed
from zines.pdf.content.path_operators import PATHS, SHORTENED
from zines.pdf.content.state_operators import MARKED_CONTENT, OBJECTS, PARAMETERS, STATE
from zines.pdf.content.text_operators import TEXT
from zines.pdf.opening.safe_get import entries, get

#: All operators that determine what is painted, and where.
ALL = STATE | OBJECTS | PARAMETERS | MARKED_CONTENT | COLOURS | PATHS | TEXT
#: For code that only reads pages: `SHORTENED` replaces long paths in the content.
READING = ALL | SHORTENED


@dataclass(frozen=True)
class ContentStream:
    """A content stream that may be rewritten.

    ``content`` is the page or stream to parse, ``holder`` the object that holds its resources.
    """

    kind: Literal["page", "form", "pattern", "glyph"]
    content: Any
    holder: Any

    @property
    def resources(self) -> Any:
        """The resources of the stream; None if it has none."""
        return get(self.holder, "/Resources")

    def rewrite(self, change: Callable[[Iterable[Any]], Iterable[Any]]) -> None:
        """Write the instructions that ``change`` returns.

        A long path is one instruction, which ``change`` must keep. Raises pikepdf.PdfError for
        content that cannot be parsed.
        """
        self.write(self.rewritten(change))

    def rewritten(self, change: Callable[[Iterable[Any]], Iterable[Any]]) -> bytes:
        """Return what `rewrite` would write."""
        content = self.content
        if isinstance(content, pikepdf.Page):
            content.contents_coalesce()
            content = get(content.obj, "/Contents")
        data = content.read_bytes() if isinstance(content, pikepdf.Stream) else b""
        short, paths = shortened.set_apart(data)
        owner = pikepdf.new()
        read = parsed(pikepdf.Stream(owner, short))
        return shortened.put_back(pikepdf.unparse_content_stream(list(change(read))), paths)

    def write(self, data: bytes) -> None:
        """Replace the content."""
        if isinstance(self.content, pikepdf.Page):
            self.content.contents_coalesce()
            self.content.Contents.write(data)
        else:
            self.content.write(data)

    def add_graphics_states(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        """Add graphics state parameter dictionaries to the resources, by name (``/Over``)."""
        if "/Resources" not in self.holder:
            self.holder.Resources = Dictionary()
        if "/ExtGState" not in self.holder.Resources:
            self.holder.Resources.ExtGState = Dictionary()
        for called, state in states.items():
            self.holder.Resources.ExtGState[called] = Dictionary(dict(state))


def content_streams(pdf: pikepdf.Pdf) -> Iterator[ContentStream]:
    """Yield each content stream once: pages, then forms, tiling patterns and Type 3 glyphs.

    The groups of soft masks and the appearances of annotations are forms.
    """
    for page in pdf.pages:
        yield ContentStream("page", page, page.obj)
    for thing in list(pdf.objects):
        if isinstance(thing, pikepdf.Stream):
            if thing.get("/Subtype") == Name.Form:
                yield ContentStream("form", thing, thing)
            elif thing.get("/PatternType") == 1:
                yield ContentStream("pattern", thing, thing)
        elif get(thing, "/Subtype") == Name.Type3:
            for _, glyph in entries(get(thing, "/CharProcs")):
                if isinstance(glyph, pikepdf.Stream):
                    yield ContentStream("glyph", glyph, thing)
