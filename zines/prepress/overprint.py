"""Black type overprints what lies below it. Names pikepdf, as finishing.py does.

Type cut out of a tint would show white edges where plates are laid a tenth of a millimetre off.
Only type: a large black over other inks would hold more ink than the paper takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator

#: Ink by ink, nothing is taken away from what lies below (ISO 32000-1, 8.6.7); and as usual.
_STATES: dict[str, dict[str, Any]] = {
    "/TypeOver": {"/op": True, "/OPM": 1},
    "/TypeOut": {"/op": False},
}


def black_type(pdf: pikepdf.Pdf) -> None:
    """Have type that is black alone overprint, in pages and forms."""
    for page in pdf.pages:
        page.contents_coalesce()
        page.Contents.write(_overprinted(page))
        _enter(page.obj)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            thing.write(_overprinted(thing))
            _enter(thing)


def _overprinted(stream: Any) -> bytes:
    return pikepdf.unparse_content_stream(list(_instructions(stream)))


def _instructions(stream: Any) -> Iterator[Any]:
    black, over, in_text, above = False, False, False, []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            above.append((black, over))
        elif operator == "Q" and above:
            black, over = above.pop()
        elif operator == "k":
            black = [float(part) for part in instruction.operands] == [0, 0, 0, 1]
        if operator == "ET":
            in_text = False
        yield instruction
        if operator == "BT":
            in_text = True
        if operator in ("BT", "ET", "k") and over != (black and in_text):
            over = black and in_text
            yield [Name("/TypeOver" if over else "/TypeOut")], Operator("gs")


def _enter(holder: Any) -> None:
    if "/Resources" not in holder:
        holder.Resources = Dictionary()
    if "/ExtGState" not in holder.Resources:
        holder.Resources.ExtGState = Dictionary()
    for name, state in _STATES.items():
        holder.Resources.ExtGState[name] = Dictionary(state)
