"""Operators of the graphics state, of forms and pictures, and of marked content.

ISO 32000-1, 8.4.4, 8.8 to 8.10 and 14.6. Imports pikepdf.
"""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.content.interpreter import (
    Interpreter,
    MarkedContent,
    Operator,
    all_numbers,
    first_number,
)
from zines.pdf.geometry import matrix_of
from zines.pdf.opening.safe_get import entries, get, name, number


def _save(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.save()


def _restore(interpreter: Interpreter, _operands: Any) -> None:
    interpreter.restore()


def _transform(interpreter: Interpreter, operands: Any) -> None:
    state = interpreter.state
    state.matrix = matrix_of(all_numbers(operands)) @ state.matrix


def _line_width(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.line_width = abs(first_number(operands))


def _parameters(interpreter: Interpreter, operands: Any) -> None:
    state, parameters = interpreter.state, interpreter.resource("/ExtGState", operands)
    if not isinstance(parameters, pikepdf.Dictionary):
        return
    interpreter.spend(len(parameters))
    for entry, value in entries(parameters):
        if entry == "/op" or (entry == "/OP" and "/op" not in parameters):
            state.fill_overprint = value is True
        if entry == "/OP":
            state.stroke_overprint = value is True
        elif entry == "/OPM":
            state.overprint_mode = int(number(value))
        elif entry == "/LW":
            state.line_width = abs(number(value, 1.0))
        elif entry == "/Font" and isinstance(value, pikepdf.Array) and len(value) == 2:
            state.font = interpreter.fonts.font(value[0])
            state.font_size = number(value[1])
    interpreter.device.set_parameters(interpreter, parameters)


def _draw(interpreter: Interpreter, operands: Any) -> None:
    drawn = interpreter.resource("/XObject", operands)
    if not isinstance(drawn, pikepdf.Stream):
        return
    if name(get(drawn, "/Subtype")) == "Image":
        interpreter.device.draw_image(interpreter, drawn)
    else:
        state = interpreter.state
        interpreter.enter(drawn, state.matrix, state.copy())


def _begin_marked(interpreter: Interpreter, operands: Any) -> None:
    outermost = not interpreter.marked
    number = interpreter.sequences if outermost else interpreter.marked[0].number
    interpreter.sequences += outermost
    named = interpreter.resource("/Properties", operands[1:])
    properties = operands[1] if named is None and len(operands) > 1 else named
    interpreter.marked.append(MarkedContent(number, interpreter.index, operands, properties))
    if named is not None and name(operands[0]) == "OC":
        interpreter.begin_layer(named)


def _end_marked(interpreter: Interpreter, _operands: Any) -> None:
    if interpreter.marked:
        interpreter.marked.pop()
        interpreter.end_layer()


#: Save and restore: with the operators of colour, enough to rewrite a stream.
STACK: dict[str, Operator] = {"q": _save, "Q": _restore}
STATE: dict[str, Operator] = {**STACK, "cm": _transform}
#: Draws forms and pictures; forms are entered.
OBJECTS: dict[str, Operator] = {"Do": _draw}
PARAMETERS: dict[str, Operator] = {"w": _line_width, "gs": _parameters}
MARKED_CONTENT: dict[str, Operator] = {
    "BMC": _begin_marked,
    "BDC": _begin_marked,
    "EMC": _end_marked,
}
