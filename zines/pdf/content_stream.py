"""What a page paints: its content and that of the forms in it, walked through. Names pikepdf.

Left out on purpose: the pages are not rendered, so that what is covered by something else counts
as painted; clips count as their boxes; soft masks and Type 3 signs are noted, not entered; how
inks mix by overprint or blending is left to layers.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zlib import crc32

import pikepdf

from zines.pdf.colour_operators import ColourOperators
from zines.pdf.colour_spaces import space_of
from zines.pdf.graphics_state import State, matrix_of
from zines.pdf.interpreter import Library, Painted, all_numbers, first_number, has_room
from zines.pdf.model import Area
from zines.pdf.path_operators import PathOperators
from zines.pdf.pictures import placed
from zines.pdf.safe_get import box, entries, get, key, listed, longer_than, name, number, numbers
from zines.pdf.text_operators import TextOperators

#: Content beyond this is not looked into: a page of text has 20 kB, a dense map some MB.
LARGEST_CONTENT = 8_000_000
#: Of a whole file; a book of 300 pages has half of it. To start a form costs as much as 50.
MOST_OPERATIONS = 1_000_000
_FORM = 50
DEEPEST = 24
_DEEPEST_SAVES = 512


class TooMuchError(Exception):
    """The file paints more than is looked into."""


class Walk(ColourOperators, PathOperators, TextOperators):
    """Walks through a content stream, and starts another walk for each form in it."""

    def __init__(
        self,
        library: Library,
        painted: Painted,
        resources: Any,
        state: State,
        inside: tuple[str, ...],
    ) -> None:
        """See Pen."""
        super().__init__(library, painted, resources, state, inside)
        self.saved: list[State] = []
        self._doing: dict[str, Callable[[Any], None]] = {
            operator: getattr(self, f"_do_{method}") for operator, method in _OPERATORS.items()
        }

    def run(self, content: Any) -> None:
        """Paint a page or a form; raises TooMuchError beyond what is looked into."""
        for instruction in pikepdf.parse_content_stream(content):
            self.paint(instruction)

    def paint(self, instruction: Any) -> None:
        """Do what one instruction says; raises TooMuchError as ``run``."""
        self.library.operations += 1
        if self.library.operations > MOST_OPERATIONS:
            raise TooMuchError
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            self._inline(instruction.iimage)
        elif method := self._doing.get(str(instruction.operator)):
            method(instruction.operands)

    def _do_save(self, _operands: Any) -> None:
        if len(self.saved) < _DEEPEST_SAVES:
            self.saved.append(self.state.kept())

    def _do_restore(self, _operands: Any) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _do_transform(self, operands: Any) -> None:
        self.state.matrix = self.state.matrix.after(matrix_of(all_numbers(operands)))

    def _do_width(self, operands: Any) -> None:
        self.state.line_width = abs(first_number(operands))

    def _do_named_state(self, operands: Any) -> None:
        found = self.resource("/ExtGState", operands)
        for entry, value in entries(found):
            if entry in ("/op", "/OP") and value is True:
                self.painted.overprints = True
            if entry in ("/ca", "/CA") and number(value, 1.0) < 1:
                self.painted.transparency.add("opacity")
            elif entry == "/SMask" and isinstance(value, pikepdf.Dictionary):
                self.painted.transparency.add("soft mask")
            elif entry == "/BM":
                modes = {name(mode) for mode in listed(value)}
                if not modes & {"Normal", "Compatible"}:
                    self.painted.transparency.add("blend mode")
            elif entry == "/op" or (entry == "/OP" and "/op" not in found):
                self.state.overprint = value is True
            elif entry == "/LW":
                self.state.line_width = abs(number(value, 1.0))
            elif entry == "/Font" and len(listed(value)) == 2:
                self.state.font = self.library.font(value[0])
                self.state.size = number(value[1])

    def _do_draw(self, operands: Any) -> None:
        thing = self.resource("/XObject", operands)
        if name(get(thing, "/Subtype")) == "Image":
            self._picture(thing)
        elif isinstance(thing, pikepdf.Stream):
            state = self.state.kept()
            state.matrix = state.matrix.after(matrix_of(numbers(get(thing, "/Matrix"))))
            self.enter(thing, state)

    def enter(self, form: Any, state: State) -> None:
        """Walk through a form or a tile of a pattern, once it is neither too deep nor a circle."""
        known = key(form)
        if known in self.inside or len(self.inside) > DEEPEST:
            self.painted.trouble.append("a form is drawn within itself, or too deep")
            return
        self.notice_group(form)
        bounds = box(get(form, "/BBox"))
        self.library.operations += _FORM
        clip = state.clip.cut_to(state.matrix.box(bounds)) if bounds else state.clip
        if clip is None or not has_room(clip):
            return
        state.clip = clip
        if longer_than(form, LARGEST_CONTENT):
            raise TooMuchError
        resources = get(form, "/Resources")
        resources = self.resources if resources is None else resources
        Walk(self.library, self.painted, resources, state, (*self.inside, known)).run(form)

    def _inline(self, inline: Any) -> None:
        """Place a picture of the content itself, by a stream of its own, as any other."""
        raw = inline.read_raw_bytes()
        self._picture(self.library.stream(raw, inline.obj), raw + inline.obj.unparse())

    def _picture(self, image: Any, inline: bytes = b"") -> None:
        """Place a picture; ``inline`` tells one without a number from all others."""
        named = get(self.resources, "/ColorSpace")
        found = placed(image, named, self.state.matrix, self.state.clip)
        if found is None:
            return
        space = space_of(get(image, "/ColorSpace"), named)
        if inline:
            found = replace(found, key=f"inline {len(inline)} {crc32(inline)} {hash(space)}")
        self.painted.pictures.append(found)
        if found.key:
            self.library.pictures.setdefault(found.key, (image, space))
        if isinstance(get(image, "/SMask"), pikepdf.Stream):
            self.painted.transparency.add("soft mask")
        if found.stencil:
            self.painted.areas.append(Area(self.state.fill, found.box, 1))


_OPERATORS = {
    "q": "save", "Q": "restore", "cm": "transform", "w": "width", "gs": "named_state",
    "g": "grey", "G": "grey_stroke", "rg": "rgb", "RG": "rgb_stroke", "k": "cmyk",
    "K": "cmyk_stroke", "cs": "space", "CS": "space_stroke", "sc": "colour", "scn": "colour",
    "SC": "colour_stroke", "SCN": "colour_stroke", "m": "move", "l": "move", "c": "move",
    "v": "move", "y": "move", "re": "rectangle", "W": "clip", "W*": "clip", "n": "end",
    "f": "fill", "F": "fill", "f*": "fill", "S": "stroke", "s": "stroke", "B": "fill_and_stroke",
    "B*": "fill_and_stroke", "b": "fill_and_stroke", "b*": "fill_and_stroke", "sh": "shade",
    "BT": "begin", "Tf": "font", "Tm": "set_text", "Td": "next_line", "TD": "next_line_leading",
    "T*": "down", "Tc": "between_signs", "Tw": "between_words", "Tz": "stretch", "TL": "leading",
    "Ts": "rise", "Tr": "mode", "Tj": "show", "TJ": "show_spaced", "'": "show_next",
    '"': "show_next_spaced", "Do": "draw",
}  # fmt: skip
