"""Operators of paths and shadings (ISO 32000-1, 8.5 and 8.7.4.2)."""

from __future__ import annotations

from typing import Any

from zines.pdf.content.interpreter import Interpreter, Operator, all_numbers
from zines.pdf.content.path import Path
from zines.pdf.content.shortened import OPERATOR
from zines.pdf.geometry import Box


def _segment(operator: str) -> Operator:
    def add(interpreter: Interpreter, operands: Any) -> None:
        interpreter.path.add(operator, all_numbers(operands), interpreter.index)

    return add


def _rectangle(interpreter: Interpreter, operands: Any) -> None:
    numbers = all_numbers(operands)
    if len(numbers) == 4:
        left, bottom, width, height = numbers
        right, top = left + width, bottom + height
        corners = [left, bottom, right, bottom, right, top, left, top, left, bottom]
        interpreter.path.add("re", corners, interpreter.index)


def _shortened(interpreter: Interpreter, operands: Any) -> None:
    # (In a file, the same word is an unknown operator.)
    if interpreter.is_shortened:
        interpreter.path.add_shortened(all_numbers(operands), interpreter.index)


def _clip(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.clips_next = True


def _fill(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.device.fill_path(interpreter)
    _end(interpreter, None)


def _stroke(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.device.stroke_path(interpreter)
    _end(interpreter, None)


def _fill_and_stroke(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.device.fill_path(interpreter)
    interpreter.device.stroke_path(interpreter)
    _end(interpreter, None)


def _end(interpreter: Interpreter, _operands: Any) -> None:
    if interpreter.clips_next:
        state = interpreter.state
        around = interpreter.path.box(state.matrix)
        left, bottom = state.clip.left, state.clip.bottom
        nothing = Box(left, bottom, left, bottom)
        state.clip = (state.clip.cut_to(around) if around else None) or nothing
        interpreter.clips_next = False
    interpreter.path = Path()


def _shade(interpreter: Interpreter, operands: Any) -> None:
    shading = interpreter.resource("/Shading", operands)
    interpreter.device.paint_shading(interpreter, shading)


#: The operators that build a path; they paint nothing.
SEGMENTS: dict[str, Operator] = {
    **{operator: _segment(operator) for operator in ("m", "l", "c", "v", "y", "h")},
    "re": _rectangle,
}
#: Contents are shortened for code that also follows this operator: it only needs boxes.
SHORTENED: dict[str, Operator] = {OPERATOR: _shortened}
PATHS: dict[str, Operator] = {
    **SEGMENTS,
    "W": _clip,
    "W*": _clip,
    "n": _end,
    **dict.fromkeys(("f", "F", "f*"), _fill),
    **dict.fromkeys(("S", "s"), _stroke),
    **dict.fromkeys(("B", "B*", "b", "b*"), _fill_and_stroke),
    "sh": _shade,
}
