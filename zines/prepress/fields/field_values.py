"""Initial values of form fields, from an edition, and their appearance. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from zines.base.language import tr
from zines.pdf.annotations.field_text import Piece, TextBox, operators, printable
from zines.pdf.content.drawing import written
from zines.prepress.fields import typed_font

#: Values that tick a box, and values that leave it empty.
_YES, _NO = {"oui", "x", "vrai", "yes", "true", "1"}, {"non", "faux", "no", "false", "0"}
#: A value that is too long is set smaller, down to this size.
_SMALLEST_PT = 7.0
#: How similar an unknown name must be to the name of a field, to be taken for a typing mistake.
_SLIP = 0.85
_CLIP = "q 0 0 {} {} re W n"


class PresetError(ValueError):
    """A value that cannot be set in its field; the message states which and why."""


@dataclass(frozen=True)
class Place:
    """The box of a field, the size of its text (0: as it fits) and the width of its border, in pt.

    ``lines``: its text is wrapped. ``cells``: how many characters it takes, each in a cell; 0 for
    none.
    """

    name: str
    width: float
    height: float
    size: float
    edge: float = 0.0
    lines: bool = False
    cells: int = 0


def cleaned(words: str) -> str:
    """Return a text as it is stored in a field: without invisible characters."""
    return "\n".join(map(printable, words.strip().splitlines()))


def is_ticked(name: str, words: str) -> bool:
    """Return whether a value ticks a box; raises PresetError if it is neither yes nor no."""
    answer = words.strip().casefold()
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    message = tr("the field '{name}' is a box to tick: 'oui' or 'non'", name=name)
    raise PresetError(message)


def look(words: str, place: Place) -> tuple[float, str]:
    """Return the size (pt) of a text in its field, and its operators from the corner of the box.

    Raises PresetError for a text that has no room, or for characters that the font lacks.
    """
    codes = [_codes(place.name, line) for line in words.splitlines()]
    size = place.size
    box = _box(place, size)
    if place.cells:
        (line,) = codes if len(codes) == 1 else [b" ".join(codes)]
        if len(line) > place.cells:
            raise PresetError(
                tr(
                    "the field '{name}' takes {cells} signs, and '{words}' has {count}",
                    name=place.name,
                    cells=place.cells,
                    words=words,
                    count=len(line),
                )
            )
        size, pieces = box.comb(line, place.cells)
    elif place.lines:
        size, pieces = box.lines(codes)
        if any(piece.y < place.edge for piece in pieces) or _is_wider(box, pieces, size):
            raise _too_long(place)
    else:
        line = b" ".join(codes)
        if box.long(line, size) > box.room:
            size, _ = _box(place, 0).line(line)
            box = _box(place, size)
        size, pieces = box.line(line)
    if size < _SMALLEST_PT:
        raise _too_long(place)
    return size, _drawn(place, size, pieces)


def slips(presets: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """Return the names that no field has, each with the similar name of a field."""
    found = {}
    for name in presets:
        if name not in names and (close := get_close_matches(name, names, 1, _SLIP)):
            found[name] = close[0]
    return found


def _box(place: Place, size: float) -> TextBox:
    return TextBox(place.width, place.height, place.edge, size, 0, typed_font.WIDTHS)


def _is_wider(box: TextBox, pieces: Sequence[Piece], size: float) -> bool:
    return any(box.long(piece.codes, size) > box.room for piece in pieces)


def _codes(name: str, line: str) -> bytes:
    try:
        return line.encode("cp1252")
    except UnicodeEncodeError as error:
        message = tr(
            "the field '{name}' cannot be filled in with '{sign}': its font has no such sign",
            name=name,
            sign=line[error.start],
        )
        raise PresetError(message) from error


def _too_long(place: Place) -> PresetError:
    return PresetError(tr("what fills in the field '{name}' is too long for it", name=place.name))


def _drawn(place: Place, size: float, pieces: Sequence[Piece]) -> str:
    """Return a text as the appearance of a field, marked as /Tx (ISO 32000-1, 12.7.3.3)."""
    high, wide = written(place.height), written(place.width)
    start = f"/Tx BMC {_CLIP.format(wide, high)} BT 0 0 0 1 k /{typed_font.NAME} {written(size)} Tf"
    return " ".join([start, *operators(pieces), "ET Q EMC"])
