"""Vector drawings on finished pages: their colours converted to the inks. Imports pikepdf.

Typst draws an SVG in sRGB and grey, both ICC-based. What it draws itself is already CMYK, and stays
as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Operator

from zines.base.units import pt
from zines.pdf.content.colour_operators import COLOURS, STROKE_COLOURS
from zines.pdf.content.content_stream import ContentStream, content_streams
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Interpreter, MarkedContent
from zines.pdf.content.placements import placements
from zines.pdf.content.state_operators import STACK
from zines.pdf.geometry import least_scale
from zines.pdf.opening.safe_get import entries, get
from zines.pdf.resources.colour_spaces import space_of
from zines.prepress.inks import tones
from zines.prepress.pictures.path_measures import light_components, measured, uncoloured

#: Converts red, green and blue (0 to 1) to four inks (0 to 1).
Separate = Callable[[float, float, float], tuple[float, ...]]
#: The line screen of a colour in black ink: lines 0.5 mm apart, which a copier reproduces; no line
#: finer than 0.25 pt, the hairline below which print shops warn (custom of the trade).
_SCREEN_PT, _FINEST_PT = pt(0.5), 0.25
_FOLLOWED = STACK | COLOURS
_NONE_OF_OURS = -1


@dataclass(frozen=True)
class Converted:
    """Whether anything was converted and, in black ink, the result for each drawing."""

    any: bool
    drawings: tuple[tones.Drawing, ...] = ()


@dataclass(frozen=True)
class _Place:
    """The place of content: its page, the marked content of the page around it, and its matrix."""

    page: int
    marked: MarkedContent | None = None
    matrix: Matrix = field(default_factory=Matrix)


def convert(pdf: pikepdf.Pdf, ink: str, separate: Separate) -> Converted:
    """Convert everything that is painted in grey or RGB."""
    converter = _Converter(pdf, ink, separate)
    if ink == "black":
        for number, page in enumerate(pdf.pages, 1):
            converter.find_forms(page, number)
    # All of them, before the screens of drawings become patterns of the file.
    streams = list(content_streams(pdf))
    # A list, since any() over a generator would stop at the first converted stream.
    converted = [converter.convert(stream) for stream in streams]
    converter.drop_spaces()
    drawings = (
        tones.Drawing(page, converter.alts[page, mark], tuple(colours))
        for (page, mark), colours in converter.drawn.items()
    )
    return Converted(any(converted), tuple(drawings))


class _Converter:
    def __init__(self, pdf: pikepdf.Pdf, ink: str, separate: Separate) -> None:
        self.pdf, self.ink, self.separate = pdf, ink, separate
        self.inks: dict[tuple[float, ...], tuple[float, ...]] = {}
        self.converted_spaces: list[tuple[Any, str]] = []
        self.screens: dict[tuple[int, int], pikepdf.Object] = {}
        self.places: dict[tuple[int, int], _Place] = {}
        #: By page and number of marked content: each drawing of an SVG has a number of its own.
        self.drawn: dict[tuple[int, int], list[tones.Drawn]] = {}
        self.alts: dict[tuple[int, int], str] = {}

    def find_forms(self, page: pikepdf.Page, number: int) -> None:
        """Record where each form of a page (from 1) stands, at its smallest size."""
        self.places[page.obj.objgen] = _Place(number)
        for placement in placements(page):
            if not placement.is_form:
                continue
            place = _Place(number, placement.marked, placement.matrix)
            before = self.places.get(placement.stream.objgen)
            if before is None or least_scale(place.matrix) < least_scale(before.matrix):
                self.places[placement.stream.objgen] = place

    def convert(self, stream: ContentStream) -> bool:
        """Convert the colours of a stream, and return whether there was anything to convert."""
        group = get(stream.holder, "/Group")
        changed = False
        if group is not None and light_components(space_of(get(group, "/CS"))):
            group.CS, changed = Name.DeviceCMYK, True
        spaces = get(stream.resources, "/ColorSpace")
        converted = [
            called for called, space in entries(spaces) if light_components(space_of(space))
        ]
        if not converted:
            return changed
        data = zlib.compress(self._content(stream), 9)
        written = stream.content
        if stream.kind == "page":
            stream.holder.Contents = written = self.pdf.make_stream(b"")
        written.write(data, filter=Name.FlateDecode)
        # Removed only at the end: pages may share their resources.
        self.converted_spaces += [(spaces, called) for called in converted]
        return True

    def drop_spaces(self) -> None:
        """Remove the colour spaces that nothing uses any more."""
        for spaces, called in self.converted_spaces:
            if called in spaces:
                del spaces[called]

    def _inks(self, *colour: float) -> tuple[float, ...]:
        if colour not in self.inks:
            self.inks[colour] = self.separate(*colour)
        return self.inks[colour]

    def _content(self, stream: ContentStream) -> bytes:
        """Return a content stream in the inks of the job.

        In black ink, a setting of the graphics state is the current step of fills or strokes; -1 if
        this module did not set the current colour.
        """
        instructions = list(pikepdf.parse_content_stream(stream.content))
        place = self.places.get(_written_object(stream).objgen)
        steps = self._steps(instructions, stream.resources, place) if place else {}
        size = least_scale(place.matrix) if place else 1.0
        interpreter = Interpreter(_FOLLOWED, stream.resources, uncoloured(Matrix()))
        interpreter.state.fill_setting = interpreter.state.stroke_setting = _NONE_OF_OURS
        written: list[Any] = []
        for index, instruction in enumerate(instructions):
            interpreter.execute(instruction)
            state, operator = interpreter.state, str(instruction.operator)
            for is_line, step in steps.get(index, {}).items():
                if _setting(state, is_line) != step:
                    _set_step(state, is_line, step)
                    written += self._in_black(is_line, step, stream.resources, size)
            if operator in COLOURS:
                is_line = operator in STROKE_COLOURS
                space = state.stroke_space if is_line else state.fill_space
                values = (state.stroke if is_line else state.fill).values
                _set_step(state, is_line, _NONE_OF_OURS)
                if light_components(space):
                    red, green, blue = values if len(values) == 3 else values * 3
                    if self.ink == "black":
                        step = tones.unmeasured((red, green, blue), is_line=is_line)
                        _set_step(state, is_line, step)
                        written += self._in_black(is_line, step, stream.resources, size)
                    else:
                        written.append(self._in_inks(is_line, (red, green, blue)))
                    continue
            written.append(instruction)
        return pikepdf.unparse_content_stream(written)

    def _steps(
        self, instructions: Sequence[Any], resources: Any, place: _Place
    ) -> dict[int, dict[bool, int]]:
        """Return the step of each path in black ink, by the index of its first instruction.

        Each value has the step of the fill (False) and of the line (True).
        """
        steps: dict[int, dict[bool, int]] = {}
        paths = measured(instructions, resources, place.matrix)
        for group, members in groupby(paths, lambda path: path.group):
            drawing = list(members)
            marked = drawing[0].marked
            key = place.page, place.marked.number if place.marked else group
            self.alts.setdefault(key, _alt(place.marked if marked is None else marked))
            colours = self.drawn.setdefault(key, [])
            for path, step in zip(drawing, tones.toned(drawing), strict=True):
                steps.setdefault(path.start, {})[path.is_line] = step
                thin = tones.is_thin(path)
                colours.append(tones.Drawn(path.colour, step, thin, path.area_mm2))
        return steps

    def _in_inks(self, is_line: bool, colour: tones.Colour) -> Any:
        shade = tones.light(colour)
        inks = self._inks(*(colour if self.ink == "colour" else (shade, shade, shade)))
        operator = Operator("K" if is_line else "k")
        return [round(number, 4) for number in inks], operator

    def _in_black(self, is_line: bool, step: int, resources: Any, size: float) -> list[Any]:
        """Return the operators that set black, paper or a screen for fills or strokes."""
        space, colour, plain = ("CS", "SCN", "K") if is_line else ("cs", "scn", "k")
        if step in (tones.PAPER, tones.SOLID):
            return [([0, 0, 0, int(step == tones.SOLID)], Operator(plain))]
        name = self._screen(step, resources, size)
        return [([Name.Pattern], Operator(space)), ([name], Operator(colour))]

    def _screen(self, step: int, resources: Any, size: float) -> Name:
        """Return the name of a screen of slanting lines; ``size`` is the scale of the form."""
        # The screen of a form is scaled with it: a form drawn smaller needs a larger screen.
        grown = round(1000 / size) if size else 1000
        key = step, grown
        if key not in self.screens:
            line = max(step / 10 * _SCREEN_PT, _FINEST_PT)
            slant = 0.7071 * grown / 1000
            self.screens[key] = self.pdf.make_stream(
                # Paper first: over something dark, lines alone would not be visible.
                b"0 0 0 0 k 0 0 %.3f %.3f re f 0 0 0 1 k 0 0 %.3f %.3f re f"
                % (_SCREEN_PT, _SCREEN_PT, _SCREEN_PT, line),
                Type=Name.Pattern,
                PatternType=1,
                PaintType=1,
                TilingType=1,
                BBox=Array([0, 0, _real(_SCREEN_PT), _real(_SCREEN_PT)]),
                XStep=_real(_SCREEN_PT),
                YStep=_real(_SCREEN_PT),
                Resources=Dictionary(),
                Matrix=Array([_real(slant), _real(slant), _real(-slant), _real(slant), 0, 0]),
            )
        if "/Pattern" not in resources:
            resources.Pattern = Dictionary()
        name = Name(f"/Screen{step}" if grown == 1000 else f"/Screen{step}x{grown}")
        resources.Pattern[name] = self.screens[key]
        return name


def _written_object(stream: ContentStream) -> Any:
    """Return the object that identifies a stream: the page, or the stream itself."""
    return stream.holder if stream.kind == "page" else stream.content


def _setting(state: GraphicsState, is_line: bool) -> int:
    return state.stroke_setting if is_line else state.fill_setting


def _set_step(state: GraphicsState, is_line: bool, step: int) -> None:
    if is_line:
        state.stroke_setting = step
    else:
        state.fill_setting = step


def _alt(marked: MarkedContent | None) -> str:
    """Return the alternative text of marked content, which Typst writes beside its number."""
    properties = marked.operands[-1] if marked else None
    return str(properties.get("/Alt", "")) if isinstance(properties, Dictionary) else ""


def _real(number: float) -> Any:
    return pikepdf.Object.parse(b"%.4f" % number)
