"""Operators of text (ISO 32000-1, 9.3 and 9.4). Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Matrix

from zines.pdf.content.interpreter import Interpreter, Operator, all_numbers, first_number
from zines.pdf.geometry import matrix_of
from zines.pdf.opening.safe_get import listed, number
from zines.pdf.resources.fonts import NO_FONT


def _begin(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.text_matrix = interpreter.line_matrix = Matrix()
    interpreter.in_text = True


def _end(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.in_text = False


def _font(interpreter: Interpreter, operands: Any) -> None:
    font = interpreter.resource("/Font", operands)
    interpreter.state.font = interpreter.fonts.font(font) if font is not None else NO_FONT
    interpreter.state.font_size = number(operands[1]) if len(operands) > 1 else 0.0


def _set_matrix(interpreter: Interpreter, operands: Any) -> None:
    interpreter.text_matrix = interpreter.line_matrix = matrix_of(all_numbers(operands))


def _move(interpreter: Interpreter, x: float, y: float) -> None:
    moved = Matrix(1, 0, 0, 1, x, y) @ interpreter.line_matrix
    interpreter.text_matrix = interpreter.line_matrix = moved


def _next_line(interpreter: Interpreter, operands: Any) -> None:
    x, y = (*all_numbers(operands), 0.0, 0.0)[:2]
    _move(interpreter, x, y)


def _next_line_leading(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.leading = -number(operands[1]) if len(operands) == 2 else 0.0
    _next_line(interpreter, operands)


def _down(interpreter: Interpreter, _operands: Any) -> None:
    _move(interpreter, 0, -interpreter.state.leading)


def _character_spacing(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.character_spacing = first_number(operands)


def _word_spacing(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.word_spacing = first_number(operands)


def _horizontal_scale(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.horizontal_scale = first_number(operands) / 100


def _leading(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.leading = first_number(operands)


def _rise(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.rise = first_number(operands)


def _rendering_mode(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.rendering_mode = int(first_number(operands))


def _show(interpreter: Interpreter, operands: Any) -> None:
    _show_parts(interpreter, list(operands[:1]))


def _show_spaced(interpreter: Interpreter, operands: Any) -> None:
    _show_parts(interpreter, listed(operands[0]) if len(operands) else [])


def _show_next(interpreter: Interpreter, operands: Any) -> None:
    _down(interpreter, None)
    _show_parts(interpreter, list(operands[-1:]))


def _show_next_spaced(interpreter: Interpreter, operands: Any) -> None:
    if len(operands) == 3:
        state = interpreter.state
        state.word_spacing, state.character_spacing = all_numbers(operands[:2])
    _show_next(interpreter, operands)


def _show_parts(interpreter: Interpreter, parts: list[Any]) -> None:
    """Show strings, and move back by the numbers between them (ISO 32000-1, 9.4.3 and 9.4.4)."""
    state, font = interpreter.state, interpreter.state.font
    thousandths = extra = 0.0
    characters = 0
    blank = True
    for part in parts:
        if isinstance(part, pikepdf.String):
            shown = bytes(part)
            count = font.count(shown)
            thousandths += font.advance(shown)
            characters += count
            blank = blank and font.is_blank(shown)
            extra += count * state.character_spacing
            if state.word_spacing and not font.two_bytes:
                extra += shown.count(b" ") * state.word_spacing
        else:
            thousandths -= number(part)
    advance = (thousandths / 1000 * state.font_size + extra) * state.horizontal_scale
    if characters:
        interpreter.device.show_text(interpreter, advance, 0 if blank else characters)
    interpreter.text_matrix = Matrix(1, 0, 0, 1, advance, 0) @ interpreter.text_matrix


#: The operators where text begins and ends.
TEXT_OBJECTS: dict[str, Operator] = {"BT": _begin, "ET": _end}
TEXT: dict[str, Operator] = {
    **TEXT_OBJECTS,
    "Tf": _font,
    "Tm": _set_matrix,
    "Td": _next_line,
    "TD": _next_line_leading,
    "T*": _down,
    "Tc": _character_spacing,
    "Tw": _word_spacing,
    "Tz": _horizontal_scale,
    "TL": _leading,
    "Ts": _rise,
    "Tr": _rendering_mode,
    "Tj": _show,
    "TJ": _show_spaced,
    "'": _show_next,
    '"': _show_next_spaced,
}
