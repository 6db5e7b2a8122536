"""Operators of text (ISO 32000-1, 9.3 and 9.4). Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.fonts import NO_FONT
from zines.pdf.graphics_state import Matrix, matrix_of
from zines.pdf.interpreter import Pen, all_numbers, first_number, has_room
from zines.pdf.model import Box, Text
from zines.pdf.safe_get import listed, number


class TextOperators(Pen):
    """Show text; of each show, its size on paper and its box are kept."""

    text = Matrix()
    line = Matrix()

    def _do_begin(self, _operands: Any) -> None:
        self.text = self.line = Matrix()

    def _do_font(self, operands: Any) -> None:
        found = self.resource("/Font", operands[:1])
        self.state.font = self.library.font(found) if found is not None else NO_FONT
        self.state.size = number(operands[1]) if len(operands) > 1 else 0.0

    def _do_set_text(self, operands: Any) -> None:
        self.text = self.line = matrix_of(all_numbers(operands))

    def _do_next_line(self, operands: Any) -> None:
        x, y = (*all_numbers(operands), 0.0, 0.0)[:2]
        self.text = self.line = self.line.after(Matrix(e=x, f=y))

    def _do_next_line_leading(self, operands: Any) -> None:
        self.state.leading = -all_numbers(operands)[-1] if len(operands) == 2 else 0.0
        self._do_next_line(operands)

    def _do_down(self, _operands: Any) -> None:
        self._do_next_line([0, -self.state.leading])

    def _do_between_signs(self, operands: Any) -> None:
        self.state.between_signs = first_number(operands)

    def _do_between_words(self, operands: Any) -> None:
        self.state.between_words = first_number(operands)

    def _do_stretch(self, operands: Any) -> None:
        self.state.stretch = first_number(operands) / 100

    def _do_leading(self, operands: Any) -> None:
        self.state.leading = first_number(operands)

    def _do_rise(self, operands: Any) -> None:
        self.state.rise = first_number(operands)

    def _do_mode(self, operands: Any) -> None:
        self.state.mode = int(first_number(operands))

    def _do_show(self, operands: Any) -> None:
        self._show(list(operands[:1]))

    def _do_show_spaced(self, operands: Any) -> None:
        self._show(listed(operands[0]) if len(operands) else [])

    def _do_show_next(self, operands: Any) -> None:
        self._do_down(None)
        self._show(list(operands[-1:]))

    def _do_show_next_spaced(self, operands: Any) -> None:
        if len(operands) == 3:
            self.state.between_words, self.state.between_signs = all_numbers(operands[:2])
        self._do_show_next(operands)

    def _show(self, parts: list[Any]) -> None:
        state, font = self.state, self.state.font
        thousandths = extra = 0.0
        signs = 0
        for part in parts:
            if isinstance(part, pikepdf.String):
                shown = bytes(part)
                thousandths += font.advance(shown)
                signs += font.count(shown)
                extra += font.count(shown) * state.between_signs
                if state.between_words and not font.two_bytes:
                    extra += shown.count(b" ") * state.between_words
            else:
                thousandths -= number(part)
        advance = (thousandths / 1000 * state.size + extra) * state.stretch
        matrix = state.matrix.after(self.text)
        self.text = self.text.after(Matrix(e=advance))
        if not signs or state.mode in (3, 7):
            return
        low, high = sorted((state.rise, state.rise + 0.7 * state.size))
        around = matrix.box(Box(min(0.0, advance), low, max(0.0, advance), high))
        seen = around.cut_to(state.clip)
        if seen and has_room(state.clip):
            colour = state.stroke if state.mode in (1, 5) else state.fill
            self.notice_overprint(colour)
            size = None if font.type3 else abs(state.size) * matrix.upwards
            label = f"{font.font.name}{'' if font.font.embedded else ' (not embedded)'}"
            self.library.fonts.setdefault(label, font.font)
            self.painted.texts.append(Text(label, size, colour, seen, signs))
