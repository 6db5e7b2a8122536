"""Content streams with their colours painted in another way. Names pikepdf, as finishing.py does.

Colours of our pages are DeviceCMYK (``k`` and ``K``). Each is handed to a function that says how it
is painted, and whether it is painted plainly or in a special state: left alone on a plate. States
are set by ExtGState, and only where they change, so that a drawing's own
opacity stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name, Operator

_OTHER_COLOURS = frozenset(["g", "G", "rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "ri"])

Colour = Sequence[float]


class Painted(NamedTuple):
    """A colour as it is painted, by one operator; ``special`` in the special state."""

    operands: list[Decimal]
    operator: str
    special: bool = False


class OtherColourError(Exception):
    """A colour is no DeviceCMYK; the message is for people."""


#: How to paint in a colour, of a fill or (True) of a stroke.
Paint = Callable[[Colour, bool], Painted]


class States(NamedTuple):
    """Graphics states (ISO 32000-1, 8.4.5) of fills and strokes: the special one, and the plain."""

    fill: tuple[Mapping[str, Any], Mapping[str, Any]]
    stroke: tuple[Mapping[str, Any], Mapping[str, Any]]


def repaint(pdf: pikepdf.Pdf, paint: Paint, states: States) -> None:
    """Paint every colour of a file anew, in pages, forms and patterns.

    Raises OtherColourError for a colour that is no DeviceCMYK.
    """
    for page in pdf.pages:
        page.contents_coalesce()
        page.Contents.write(_repainted(page, paint))
        _enter(page.obj, states)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and (
            thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1
        ):
            thing.write(_repainted(thing, paint))
            _enter(thing, states)


def _repainted(stream: Any, paint: Paint) -> bytes:
    return pikepdf.unparse_content_stream(list(_instructions(stream, paint)))


def _instructions(stream: Any, paint: Paint) -> Iterator[Any]:
    special, above = [False, False], []
    for instruction in pikepdf.parse_content_stream(stream):
        operator = str(instruction.operator)
        if operator == "q":
            above.append(list(special))
        elif operator == "Q" and above:
            special = above.pop()
        if operator in ("k", "K"):
            stroke = operator == "K"
            painted = paint([float(part) for part in instruction.operands], stroke)
            if special[stroke] != painted.special:
                special[stroke] = painted.special
                yield _state(stroke, painted.special)
            yield painted.operands, Operator(painted.operator)
        elif operator == "Do" and any(special):
            # A form or picture has its own colours, whatever was painted before it.
            yield [], Operator("q")
            yield _state(False, False)
            yield _state(True, False)
            yield instruction
            yield [], Operator("Q")
        elif operator in _OTHER_COLOURS:
            raise OtherColourError(f"a colour that is no drum's ({operator}) is painted")
        else:
            yield instruction


def _name(stroke: bool, special: bool) -> str:
    return f"/{'Stroke' if stroke else 'Fill'}{'Special' if special else 'Plain'}"


def _state(stroke: bool, special: bool) -> tuple[list[Any], Operator]:
    return [Name(_name(stroke, special))], Operator("gs")


def _enter(holder: Any, states: States) -> None:
    if "/Resources" not in holder:
        holder.Resources = Dictionary()
    if "/ExtGState" not in holder.Resources:
        holder.Resources.ExtGState = Dictionary()
    for stroke, pair in enumerate(states):
        for plain, state in enumerate(pair):
            name = _name(bool(stroke), not plain)
            holder.Resources.ExtGState[name] = Dictionary(dict(state))
