"""Operators of paths (ISO 32000-1, 8.5)."""

from __future__ import annotations

from typing import Any

from zines.pdf.interpreter import Pen, all_numbers, has_room
from zines.pdf.model import Area, Box, Line
from zines.pdf.safe_get import get
from zines.pdf.shadings import colours_of


class PathOperators(Pen):
    """Build, paint and clip to paths; of a path, its box is kept."""

    clips = False

    def _do_move(self, operands: Any) -> None:
        found = all_numbers(operands)
        self.path.add(found[::2], found[1::2])

    def _do_rectangle(self, operands: Any) -> None:
        found = all_numbers(operands)
        if len(found) == 4:
            x, y, width, height = found
            self.path.add([x, x + width], [y, y + height])

    def _do_clip(self, _operands: Any) -> None:
        self.clips = True

    def _do_fill(self, _operands: Any) -> None:
        self._fill()
        self._do_end(None)

    def _do_stroke(self, _operands: Any) -> None:
        self._stroke()
        self._do_end(None)

    def _do_fill_and_stroke(self, _operands: Any) -> None:
        self._fill()
        self._stroke()
        self._do_end(None)

    def _do_end(self, _operands: Any) -> None:
        if self.clips:
            around = self.path.box(self.state.matrix)
            left, bottom = self.state.clip.left, self.state.clip.bottom
            nothing = Box(left, bottom, left, bottom)
            self.state.clip = (self.state.clip.cut_to(around) if around else None) or nothing
            self.clips = False
        self.path.clear()

    def _fill(self) -> None:
        around = self.path.box(self.state.matrix)
        seen = around and around.cut_to(self.state.clip)
        if seen and has_room(self.state.clip):
            self.notice_overprint(self.state.fill)
            self.painted.areas.append(Area(self.state.fill, seen, self.path.segments))

    def _stroke(self) -> None:
        width = self.state.line_width * self.state.matrix.scale
        around = self.path.box(self.state.matrix)
        seen = around and around.grown(width / 2).cut_to(self.state.clip)
        if seen and has_room(self.state.clip):
            self.painted.lines.append(Line(width, self.state.stroke, seen))

    def _do_shade(self, operands: Any) -> None:
        shading = self.resource("/Shading", operands)
        clip = self.state.clip
        if has_room(clip):
            named = get(self.resources, "/ColorSpace")
            self.painted.shadings += [(colour, clip) for colour in colours_of(shading, named)]
