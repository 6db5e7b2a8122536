"""Overprint of black type. Imports pikepdf.

Type cut out of a tint would show white edges if plates are out of register by 0.1 mm. Only type
overprints: a large black area over other inks would have more ink than the paper takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Name, Operator

from zines.pdf.content.colour_operators import FILL_COLOURS
from zines.pdf.content.content_stream import content_streams
from zines.pdf.content.interpreter import Interpreter
from zines.pdf.content.state_operators import STACK
from zines.pdf.content.text_operators import TEXT_OBJECTS
from zines.pdf.resources.colour_spaces import CMYK

#: The first state removes no other ink from below (ISO 32000-1, 8.6.7); the second is the default.
_STATES: dict[str, dict[str, Any]] = {
    "/TypeOver": {"/op": True, "/OPM": 1},
    "/TypeOut": {"/op": False},
}
_BLACK_ALONE = CMYK.colour([0, 0, 0, 1])
_FOLLOWED = STACK | FILL_COLOURS | TEXT_OBJECTS


def black_type(pdf: pikepdf.Pdf) -> None:
    """Make type in 100 % black overprint, in pages and forms: patterns contain no type."""
    for stream in content_streams(pdf):
        if stream.kind not in ("page", "form"):
            continue
        stream.rewrite(partial(_overprinted, stream.resources))
        stream.add_graphics_states(_STATES)


def _overprinted(resources: Any, instructions: Iterable[Any]) -> Iterator[Any]:
    """Yield the instructions of a stream; the fill setting is 1 while fills overprint."""
    interpreter = Interpreter(_FOLLOWED, resources)
    for instruction in instructions:
        interpreter.execute(instruction)
        yield instruction
        state = interpreter.state
        over = interpreter.in_text and state.fill == _BLACK_ALONE
        if over != state.fill_setting:
            state.fill_setting = int(over)
            yield [Name("/TypeOver" if over else "/TypeOut")], Operator("gs")
