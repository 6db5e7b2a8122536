"""Black type overprints what lies below it. Names pikepdf.

Type cut out of a tint would show white edges where plates are out of register by 0.1 mm.
Only type: a large black over other inks would hold more ink than the paper takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Operator

from zines.pdf.content.colour_operators import FILL_COLOURS
from zines.pdf.content.content_stream import ContentStream, content_streams
from zines.pdf.content.interpreter import Interpreter
from zines.pdf.content.state_operators import STACK
from zines.pdf.content.text_operators import TEXT_OBJECTS
from zines.pdf.resources.colour_spaces import CMYK

#: Ink by ink, nothing is taken away from what lies below (ISO 32000-1, 8.6.7); and as usual.
_STATES: dict[str, dict[str, Any]] = {
    "/TypeOver": {"/op": True, "/OPM": 1},
    "/TypeOut": {"/op": False},
}
_BLACK_ALONE = CMYK.colour([0, 0, 0, 1])
_FOLLOWED = STACK | FILL_COLOURS | TEXT_OBJECTS


def black_type(pdf: pikepdf.Pdf) -> None:
    """Have type that is black alone overprint, in pages and forms: patterns hold no type."""
    for stream in content_streams(pdf):
        if stream.kind not in ("page", "form"):
            continue
        stream.write(pikepdf.unparse_content_stream(list(_overprinted(stream))))
        stream.add_graphics_states(_STATES)


def _overprinted(stream: ContentStream) -> Iterator[Any]:
    """Yield the instructions of a stream; the setting of a fill is 1 while it overprints."""
    interpreter = Interpreter(_FOLLOWED, stream.resources)
    for instruction in pikepdf.parse_content_stream(stream.content):
        interpreter.execute(instruction)
        yield instruction
        state = interpreter.state
        over = interpreter.in_text and state.fill == _BLACK_ALONE
        if over != state.fill_setting:
            state.fill_setting = int(over)
            yield [Name("/TypeOver" if over else "/TypeOut")], Operator("gs")
