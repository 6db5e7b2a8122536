"""Operators of colour (ISO 32000-1, 8.6.8). Imports pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.content.interpreter import Interpreter, Operator, all_numbers
from zines.pdf.content.painted import Colour
from zines.pdf.opening.safe_get import name
from zines.pdf.resources.colour_spaces import CMYK, GREY, RGB, Space, default_of, space_of

PATTERN = Colour("pattern", ())
#: The cost of reading a colour space, with the table of an indexed space, in words.
_SPACE = 50


def _fill_in(space: Space) -> Operator:
    def fill(interpreter: Interpreter, operands: Any) -> None:
        meant = _default(interpreter, space)
        interpreter.state.fill_space = meant
        interpreter.state.fill = meant.colour(all_numbers(operands))

    return fill


def _stroke_in(space: Space) -> Operator:
    def stroke(interpreter: Interpreter, operands: Any) -> None:
        meant = _default(interpreter, space)
        interpreter.state.stroke_space = meant
        interpreter.state.stroke = meant.colour(all_numbers(operands))

    return stroke


def _fill_space(interpreter: Interpreter, operands: Any) -> None:
    space = _space(interpreter, operands)
    interpreter.state.fill_space, interpreter.state.fill = space, space.first()


def _stroke_space(interpreter: Interpreter, operands: Any) -> None:
    space = _space(interpreter, operands)
    interpreter.state.stroke_space, interpreter.state.stroke = space, space.first()


def _fill_colour(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.fill = _colour(interpreter, interpreter.state.fill_space, operands)


def _stroke_colour(interpreter: Interpreter, operands: Any) -> None:
    interpreter.state.stroke = _colour(interpreter, interpreter.state.stroke_space, operands)


def _default(interpreter: Interpreter, space: Space) -> Space:
    """Return the resource that replaces a device space, looked up once for each stream."""
    called = f"device {space.family}"
    if called not in interpreter.spaces:
        interpreter.spaces[called] = default_of(space, interpreter.named_spaces)
    return interpreter.spaces[called]


def _space(interpreter: Interpreter, operands: Any) -> Space:
    operand = operands[0] if len(operands) else None
    called = f"/{name(operand)}"
    if called not in interpreter.spaces:
        interpreter.spend(_SPACE)
        named = operand if isinstance(operand, pikepdf.Name) else None
        space = space_of(named, interpreter.named_spaces)
        interpreter.spaces[called] = space
    return interpreter.spaces[called]


def _colour(interpreter: Interpreter, space: Space, operands: Any) -> Colour:
    if len(operands) and isinstance(operands[-1], pikepdf.Name):
        pattern = interpreter.resource("/Pattern", operands[-1:])
        interpreter.device.set_pattern(interpreter, pattern)
        return PATTERN
    return space.colour(all_numbers(operands))


FILL_COLOURS: dict[str, Operator] = {
    "g": _fill_in(GREY),
    "rg": _fill_in(RGB),
    "k": _fill_in(CMYK),
    "cs": _fill_space,
    "sc": _fill_colour,
    "scn": _fill_colour,
}
STROKE_COLOURS: dict[str, Operator] = {
    "G": _stroke_in(GREY),
    "RG": _stroke_in(RGB),
    "K": _stroke_in(CMYK),
    "CS": _stroke_space,
    "SC": _stroke_colour,
    "SCN": _stroke_colour,
}
COLOURS = FILL_COLOURS | STROKE_COLOURS
