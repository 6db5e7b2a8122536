"""Device that records what a page paints, for all code that reads pages. Imports pikepdf.

It does not render, on purpose: what is covered by something else counts as painted. Clips count as
their boxes. Soft masks and Type 3 glyphs are recorded, not entered. How inks mix by overprint or
blending is not computed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from zlib import crc32

import pikepdf

from zines.base.language import tr
from zines.pdf import packed
from zines.pdf.annotations import appearances, notes
from zines.pdf.content import absent_resources, content_faults, content_messages
from zines.pdf.content.content_stream import READING
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter, MarkedContent
from zines.pdf.content.painted import Area, Colour, Line, Picture, Text
from zines.pdf.geometry import EVERYWHERE, Box, height_of_unit, mean_scale, transformed
from zines.pdf.inventory import PICTURE, Inventory
from zines.pdf.opening.safe_get import box, entries, get, key, listed, name, number, text
from zines.pdf.pdf_file import UnprintedLayer
from zines.pdf.resources.colour_spaces import GREY, default_of, space_of
from zines.pdf.resources.pictures import placed
from zines.pdf.unprinted_layers import Beside

#: The cost of recording a painted thing, in words.
_NOTED = 8
#: Real numbers in a PDF have five exact decimals (ISO 32000-1, table C.1): what is closer to 1
#: than that is 1.
_OPAQUE = 1 - 1e-5


class Recorder(Device):
    """Records what one page paints."""

    def __init__(self, inventory: Inventory) -> None:
        """Start with an empty page; fonts and pictures are also added to the inventory."""
        self.inventory = inventory
        self.trouble: list[str] = []
        self.damage: list[str] = []
        self.transparency: set[str] = set()
        self.blended_in: set[str] = set()
        self.blended_by_profile: set[str] = set()
        self.white_overprint = False
        self.overprints = self.marks_lang = self.attached = False
        self.programs: dict[str, None] = {}
        #: Numbers (MCID) of marked content that holds text and does not declare its language.
        self.silent_marks: set[int] = set()
        #: Layers that do not print, but in which something is drawn.
        self.unprinted: dict[UnprintedLayer, None] = {}
        self._innermost: MarkedContent | None = None
        self.texts: list[Text] = []
        self.lines: list[Line] = []
        self.areas: list[Area] = []
        self.pictures: list[Picture] = []
        self.shadings: list[tuple[Colour, Box]] = []
        self._shaded: set[str] = set()

    def interpreter(self, page: Any, scale: float = 1.0) -> Interpreter:
        """Return the interpreter of a page; ``scale`` is the length of its unit, in pt."""
        state = GraphicsState(pikepdf.Matrix(scale, 0, 0, scale, 0, 0))
        state.clip = self._whole = box(get(page, "/MediaBox"), scale) or EVERYWHERE
        interpreter = Interpreter(
            READING,
            get(page, "/Resources"),
            state,
            self,
            budget=self.inventory.budget,
            fonts=self.inventory.font_cache,
            inside=(key(page),),
        )
        # A page begins in DeviceGray, which a default space may replace.
        space = default_of(GREY, interpreter.named_spaces)
        state.fill_space = state.stroke_space = space
        state.fill = state.stroke = space.first()
        self._group(interpreter, page)
        return interpreter

    def draw_annotation(self, page: Any, annotation: Any, scale: float = 1.0) -> None:
        """Record the appearance of an annotation that prints; raises as the interpreter does."""
        appearance = notes.look(annotation)
        moved = None if appearance is None else appearances.matrix(annotation, appearance)
        if moved is not None:
            interpreter = self.interpreter(page, scale)
            interpreter.enter(appearance, moved @ interpreter.base, interpreter.state)

    def take_boxes(self) -> list[Box]:
        """Return the boxes of what was painted since the last call, and forget these things."""
        boxes = [text.box for text in self.texts] + [line.box for line in self.lines]
        boxes += [area.box for area in self.areas] + [picture.box for picture in self.pictures]
        boxes += [clip for _, clip in self.shadings]
        self.texts, self.lines, self.areas, self.pictures, self.shadings = [], [], [], [], []
        return boxes

    def fill_path(self, interpreter: Interpreter) -> None:
        """Record an area."""
        state, path = interpreter.state, interpreter.path
        around = path.box(state.matrix)
        if around is None:
            return
        seen = around.cut_to(state.clip)
        if seen and state.clip.has_area:
            interpreter.spend(_NOTED)
            self.white_overprint |= state.fill_vanishes
            narrow = min(around.width, around.height) if around != seen else 0.0
            frame = state.clip if state.clip != self._whole else None
            self.areas.append(Area(state.fill, seen, path.count, narrow, frame))

    def stroke_path(self, interpreter: Interpreter) -> None:
        """Record a line."""
        state = interpreter.state
        width = state.line_width * mean_scale(state.matrix)
        around = interpreter.path.box(state.matrix)
        seen = around and around.grown(width / 2).cut_to(state.clip)
        if seen and state.clip.has_area:
            interpreter.spend(_NOTED)
            self.white_overprint |= state.stroke_vanishes
            self.lines.append(Line(width, state.stroke, seen))

    def show_text(self, interpreter: Interpreter, advance: float, characters: int) -> None:
        """Record a text, unless it is invisible (modes 3 and 7); of spaces only the font."""
        state = interpreter.state
        if state.rendering_mode in (3, 7):
            return
        matrix = interpreter.text_matrix @ state.matrix
        low, high = sorted((state.rise, state.rise + 0.7 * state.font_size))
        around = transformed(Box(min(0.0, advance), low, max(0.0, advance), high), matrix)
        seen = around.cut_to(state.clip)
        if seen and state.clip.has_area:
            interpreter.spend(_NOTED)
            self.white_overprint |= state.text_vanishes
            colour = state.stroke if state.rendering_mode in (1, 5) else state.fill
            font = state.font
            size = None if font.type3 else abs(state.font_size) * height_of_unit(matrix)
            label = f"{font.font.name}{'' if font.font.embedded else ' (not embedded)'}"
            self.inventory.fonts.setdefault(label, font.font)
            if characters:
                self.texts.append(Text(label, size, colour, seen, characters))
            self._language(interpreter)

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        """Record a picture."""
        self._look_beside(image)
        if self._note_unprinted(get(image, "/OC")):
            return
        self._picture(interpreter, image)

    def draw_inline_image(self, interpreter: Interpreter, image: Any) -> None:
        """Record a picture written in the content, as a stream like any other."""
        whole = image.unparse()
        # The format is ``BI`` and its entries, ``ID``, the encoded data, ``EI``.
        raw = whole.partition(b"\nID\n")[2].removesuffix(b"EI")
        self._picture(interpreter, self.inventory.inline_stream(raw, image.obj), whole)

    def paint_shading(self, interpreter: Interpreter, shading: Any) -> None:
        """Record the colours between which a shading runs."""
        clip = interpreter.state.clip
        if clip.has_area:
            self._shade(interpreter, shading, clip)

    def set_pattern(self, interpreter: Interpreter, pattern: Any) -> None:
        """Record the colours of a shading pattern, or what the tile of a tiling pattern paints."""
        shading = get(pattern, "/Shading")
        clip = interpreter.state.clip
        if shading is not None:
            self._shade(interpreter, shading, clip)
        elif isinstance(pattern, pikepdf.Stream):
            interpreter.enter(pattern, interpreter.base, GraphicsState(clip=clip))

    def _shade(self, interpreter: Interpreter, shading: Any, clip: Box) -> None:
        """Record a shading: all of its colours when it is painted first, then only one."""
        colours = self.inventory.shadings.colours_of(shading, interpreter.named_spaces)
        own = key(shading)
        if own in self._shaded:
            colours = colours[:1]
        elif own:
            self._shaded.add(own)
        interpreter.spend(_NOTED * len(colours))
        self.shadings += [(colour, clip) for colour in colours]

    def set_parameters(self, interpreter: Interpreter, parameters: Any) -> None:
        """Record overprint and transparency."""
        interpreter.spend(len(parameters))
        for entry, value in entries(parameters):
            if entry in ("/op", "/OP") and value is True:
                self.overprints = True
            elif entry in ("/ca", "/CA") and number(value, 1.0) < _OPAQUE:
                self.transparency.add("opacity")
            elif entry == "/SMask" and isinstance(value, pikepdf.Dictionary):
                self.transparency.add("soft mask")
            elif entry == "/BM":
                interpreter.spend(len(value) if isinstance(value, pikepdf.Array) else 1)
                modes = {name(mode) for mode in listed(value)}
                if not modes & {"Normal", "Compatible"}:
                    self.transparency.add("blend mode")

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        """Enter a form if any of it shows."""
        self._look_beside(form)
        if self._note_unprinted(get(form, "/OC")):
            return False
        self._group(interpreter, form)
        bounds = box(get(form, "/BBox"))
        clip = state.clip.cut_to(transformed(bounds, state.matrix)) if bounds else state.clip
        if clip is None or not clip.has_area:
            return False
        state.clip = clip
        return True

    def in_layer(self, interpreter: Interpreter, layer: Any) -> Device | None:
        """Return a device that ignores what is drawn in a layer that does not print."""
        if not self._note_unprinted(layer):
            return None
        return Beside(self, len(interpreter.saved), self._look_beside)

    def meet_invalid_number(self, interpreter: Interpreter) -> None:
        """Record it as trouble: viewers leave out the instruction it belongs to, or stop there."""
        self.trouble.append(tr("the page has numbers that are none (NaN, infinity)"))

    def read_content(self, interpreter: Interpreter, data: bytes) -> None:
        """Record content that is cut short; each stream is checked once."""
        stream = interpreter.inside[-1] if interpreter.inside else ""
        if stream in self.inventory.looked_through:
            return
        if stream:
            self.inventory.looked_through.add(stream)
        if content_faults.has_long_number(data):
            self.trouble.append(tr("the page has whole numbers beyond all measure"))
        if inside := content_faults.breaks_off(data):
            own = len(interpreter.inside) < 2
            self.damage.append(content_messages.breaks_off(inside, own=own))
        self.damage += absent_resources.messages(data, interpreter.resources)

    def refuse_form(self, interpreter: Interpreter) -> None:
        """Record the form as trouble."""
        self.trouble.append(tr("a form is drawn within itself, or too deep"))

    def _language(self, interpreter: Interpreter) -> None:
        """Record whether marked content declares the language of a text, else record its number."""
        marked = interpreter.marked
        innermost = marked[-1] if marked else None
        if innermost is self._innermost:
            return
        interpreter.spend(len(marked))
        self._innermost = innermost
        if any(text(get(mark.properties, "/Lang")) for mark in marked):
            self.marks_lang = True
        elif not any(name(mark.operands[0]) == "Artifact" for mark in marked if mark.operands):
            numbers = (get(mark.properties, "/MCID") for mark in reversed(marked))
            found = next((number(one) for one in numbers if one is not None), None)
            if found is not None:
                self.silent_marks.add(int(found))

    def _note_unprinted(self, condition: Any) -> bool:
        if layer := self.inventory.unprinted.of(condition):
            self.unprinted[layer] = None
        return layer is not None

    def _look_beside(self, stream: Any) -> None:
        """Record what a form or picture carries that is not painted."""
        self.attached = self.attached or packed.is_associated(stream)
        self.programs |= dict.fromkeys(packed.private_data(stream))

    def _group(self, interpreter: Interpreter, holder: Any) -> None:
        """Record the transparency group of a page or form, and the colours it is blended in."""
        group = get(holder, "/Group")
        if name(get(group, "/S")):
            self.transparency.add("group")
            if (space := get(group, "/CS")) is not None:
                interpreter.spend(PICTURE)
                blended = space_of(space, interpreter.named_spaces)
                self.blended_in.add(blended.family)
                if blended.by_profile:
                    self.blended_by_profile.add(blended.family)

    def _picture(self, interpreter: Interpreter, image: Any, inline: bytes = b"") -> None:
        """Record a picture; ``inline`` are the bytes of a picture without an object number."""
        named, state = interpreter.named_spaces, interpreter.state
        interpreter.spend(PICTURE)
        space = self.inventory.space_of_picture(image, named)
        picture = placed(image, space, state.matrix, state.clip)
        if picture is None:
            return
        if inline:
            inline_key = f"inline {len(inline)} {crc32(inline)} {hash(space)}"
            picture = replace(picture, key=inline_key)
        self.pictures.append(picture)
        if picture.key:
            self.inventory.pictures.setdefault(picture.key, (image, space))
        if isinstance(get(image, "/SMask"), pikepdf.Stream):
            self.transparency.add("soft mask")
        if picture.stencil:
            self.white_overprint |= state.fill_vanishes
            self.areas.append(Area(state.fill, picture.box, 1))
