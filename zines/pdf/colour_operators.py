"""Operators of colour (ISO 32000-1, 8.6.8). Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.colour_spaces import CMYK, GREY, RGB, Space, space_of
from zines.pdf.graphics_state import State, matrix_of
from zines.pdf.interpreter import Pen, all_numbers
from zines.pdf.model import Colour
from zines.pdf.safe_get import get, numbers
from zines.pdf.shadings import colours_of


class ColourOperators(Pen):
    """Set the colours of fills and strokes."""

    def _do_grey(self, operands: Any) -> None:
        self.state.fill_space, self.state.fill = GREY, GREY.colour(all_numbers(operands))

    def _do_grey_stroke(self, operands: Any) -> None:
        self.state.stroke_space, self.state.stroke = GREY, GREY.colour(all_numbers(operands))

    def _do_rgb(self, operands: Any) -> None:
        self.state.fill_space, self.state.fill = RGB, RGB.colour(all_numbers(operands))

    def _do_rgb_stroke(self, operands: Any) -> None:
        self.state.stroke_space, self.state.stroke = RGB, RGB.colour(all_numbers(operands))

    def _do_cmyk(self, operands: Any) -> None:
        self.state.fill_space, self.state.fill = CMYK, CMYK.colour(all_numbers(operands))

    def _do_cmyk_stroke(self, operands: Any) -> None:
        self.state.stroke_space, self.state.stroke = CMYK, CMYK.colour(all_numbers(operands))

    def _do_space(self, operands: Any) -> None:
        self.state.fill_space = space = self._space(operands)
        self.state.fill = space.first()

    def _do_space_stroke(self, operands: Any) -> None:
        self.state.stroke_space = space = self._space(operands)
        self.state.stroke = space.first()

    def _do_colour(self, operands: Any) -> None:
        self.state.fill = self._colour(self.state.fill_space, operands)

    def _do_colour_stroke(self, operands: Any) -> None:
        self.state.stroke = self._colour(self.state.stroke_space, operands)

    def _space(self, operands: Any) -> Space:
        called = str(operands[0]) if len(operands) else ""
        if called not in self.spaces:
            named = get(self.resources, "/ColorSpace")
            self.spaces[called] = space_of(operands[0] if called else None, named)
        return self.spaces[called]

    def _colour(self, space: Space, operands: Any) -> Colour:
        if len(operands) and isinstance(operands[-1], pikepdf.Name):
            return self._pattern(self.resource("/Pattern", operands[-1:]))
        return space.colour(all_numbers(operands))

    def _pattern(self, pattern: Any) -> Colour:
        shading = get(pattern, "/Shading")
        if shading is not None:
            named = get(self.resources, "/ColorSpace")
            clip = self.state.clip
            self.painted.shadings += [(colour, clip) for colour in colours_of(shading, named)]
        elif isinstance(pattern, pikepdf.Stream):
            state = State(
                self.base.after(matrix_of(numbers(get(pattern, "/Matrix")))), self.state.clip
            )
            self.enter(pattern, state)
        return Colour("pattern", ())
