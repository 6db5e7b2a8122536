"""Content streams with other colours. Imports pikepdf.

Colours of our pages are DeviceCMYK (``k`` and ``K``), or patterns whose tiles are painted in it. A
function decides how each colour is painted, and whether in the plain or in the special state, which
is invisible: so a plate paints what must change nothing on it. ``gs`` sets the states, only where
they change, so that the opacity of a drawing itself stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Name, Operator

from zines.base.language import tr
from zines.pdf.content.colour_operators import COLOURS
from zines.pdf.content.content_stream import content_streams
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Interpreter
from zines.pdf.content.state_operators import STACK
from zines.pdf.opening.safe_get import get

_OTHER_COLOURS = frozenset(["g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"])
_PATTERNS, _STROKED = frozenset(["cs", "CS", "scn", "SCN"]), frozenset(["CS", "SCN"])
_FOLLOWED = STACK | COLOURS
#: The states (ISO 32000-1, 8.4.5) by their names in resources: fills and strokes are set apart.
_STATES = {
    "/FillSpecial": {"/ca": 0},
    "/FillPlain": {"/ca": 1},
    "/StrokeSpecial": {"/CA": 0},
    "/StrokePlain": {"/CA": 1},
}

Colour = Sequence[float]


class Painted(NamedTuple):
    """A colour as painted, by one operator; ``special``: in the special state."""

    operands: list[Decimal]
    operator: str
    special: bool = False


class OtherColourError(Exception):
    """A colour that is not DeviceCMYK; the message is for people."""


#: Returns how to paint a colour, of a fill or (True) of a stroke.
Paint = Callable[[Colour, bool], Painted]


def repaint(pdf: pikepdf.Pdf, paint: Paint) -> None:
    """Repaint every colour of a file, in all content streams.

    Raises OtherColourError for a colour that is not DeviceCMYK.
    """
    for stream in content_streams(pdf):
        stream.rewrite(partial(_repainted, stream.resources, paint))
        stream.add_graphics_states(_STATES)


def _repainted(resources: Any, paint: Paint, instructions: Iterable[Any]) -> Iterator[Any]:
    """Yield the instructions of a stream; a setting is 1 while the special state is set."""
    interpreter = Interpreter(_FOLLOWED, resources)
    for instruction in instructions:
        interpreter.execute(instruction)
        operator, state = str(instruction.operator), interpreter.state
        if operator in ("k", "K"):
            is_stroke = operator == "K"
            painted = paint((state.stroke if is_stroke else state.fill).values, is_stroke)
            yield from _changed_state(state, is_stroke=is_stroke, special=painted.special)
            yield painted.operands, Operator(painted.operator)
        elif (
            operator == "Do"
            and (state.fill_setting or state.stroke_setting)
            and not _is_stencil(interpreter, instruction)
        ):
            # A form or picture has its own colours, whatever was painted before it.
            yield [], Operator("q")
            yield _set_state(is_stroke=False, special=False)
            yield _set_state(is_stroke=True, special=False)
            yield instruction
            yield [], Operator("Q")
        elif operator in _PATTERNS and _is_tiled(interpreter, instruction):
            # Tiles have their own colours, whatever was painted before them.
            yield from _changed_state(state, is_stroke=operator in _STROKED, special=False)
            yield instruction
        elif operator in _OTHER_COLOURS:
            raise OtherColourError(
                tr("a colour that is no drum's ({operator}) is painted", operator=operator)
            )
        else:
            yield instruction


def _changed_state(state: GraphicsState, *, is_stroke: bool, special: bool) -> Iterator[Any]:
    """Yield the instruction that sets the plain or the special state, unless it is set already."""
    if (state.stroke_setting if is_stroke else state.fill_setting) == special:
        return
    if is_stroke:
        state.stroke_setting = special
    else:
        state.fill_setting = special
    yield _set_state(is_stroke=is_stroke, special=special)


def _is_stencil(interpreter: Interpreter, instruction: Any) -> bool:
    """Return whether a picture is drawn in the current colour (ISO 32000-1, 8.9.6.2)."""
    return get(interpreter.resource("/XObject", instruction.operands), "/ImageMask") is True


def _is_tiled(interpreter: Interpreter, instruction: Any) -> bool:
    """Return whether a coloured tiling pattern is set, or the pattern colour space."""
    name = instruction.operands[-1] if len(instruction.operands) else None
    if str(instruction.operator) in ("cs", "CS"):
        return bool(name == Name.Pattern)
    pattern = interpreter.resource("/Pattern", [name]) if isinstance(name, Name) else None
    return bool(get(pattern, "/PatternType") == 1 and get(pattern, "/PaintType") == 1)


def _set_state(*, is_stroke: bool, special: bool) -> tuple[list[Any], Operator]:
    name = f"/{'Stroke' if is_stroke else 'Fill'}{'Special' if special else 'Plain'}"
    return [Name(name)], Operator("gs")
