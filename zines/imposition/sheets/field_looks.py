"""Appearance streams for form fields that have a value, a border or a background, but no stream.

They are made as ISO 32000-1, 12.5.6.19 and 12.7.3.3 describe, in the fonts of the form. Imports
pikepdf.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

from zines.imposition.sheets import field_font
from zines.pdf.annotations import notes
from zines.pdf.annotations.field_text import Piece, TextBox, operators
from zines.pdf.content.drawing import circle, written
from zines.pdf.opening.safe_get import box, get, name, number, numbers, text

#: The most characters of a value, and the most cells: viewers would not show more.
_MOST_SIGNS, _MOST_CELLS = 20_000, 1_000
_FILLS, _STROKES = {1: "g", 3: "rg", 4: "k"}, {1: "G", 3: "RG", 4: "K"}
#: Ticks by their character in ZapfDingbats: a path in a square with sides of 1, and whether it is
#: filled.
_TICKS = {
    "4": ("0.15 0.5 m 0.4 0.2 l 0.85 0.8 l", False),
    "8": ("0.2 0.2 m 0.8 0.8 l 0.2 0.8 m 0.8 0.2 l", False),
    "n": ("0.2 0.2 0.6 0.6 re", True),
    "u": ("0.5 0.15 m 0.85 0.5 l 0.5 0.85 l 0.15 0.5 l h", True),
    "H": (
        "0.5 0.9 m 0.62 0.6 l 0.93 0.6 l 0.68 0.4 l 0.77 0.1 l 0.5 0.28 l 0.23 0.1 l "
        "0.32 0.4 l 0.07 0.6 l 0.38 0.6 l h",
        True,
    ),
    "l": (circle(0.5, 0.5, 0.3, written), True),
}
_ROUND = "l"
#: The cosine and the sine of a turn in degrees.
_TURNS = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}
#: The resource name of the font.
_FONT = "/F"
#: The highlight of a choice in a list, as Acrobat draws it.
_CHOSEN = "0.6 0.757 0.855 rg"


class AddedLook(NamedTuple):
    """Whether the appearance of a field was ``made``, and whether its edge ``cut`` off text."""

    made: bool
    cut: bool = False


class _Drawn(NamedTuple):
    """The operators for the value of a field, empty without one; ``cut`` as in `AddedLook`."""

    content: str = ""
    cut: bool = False


class _Field:
    """A field on its page: its upright box, its border and its background."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation
        place = box(get(annotation, "/Rect"))
        assert place is not None, "a field without an area is not shown"
        self.about = get(annotation, "/MK")
        self.turn = int(number(get(self.about, "/R"))) % 360
        across = place.width, place.height
        self.width, self.height = across[::-1] if self.turn in (90, 270) else across
        style = get(annotation, "/BS")
        older = numbers(get(annotation, "/Border"))
        wide = older[2] if style is None and len(older) > 2 else number(get(style, "/W"), 1.0)
        self.border = max(wide, 0.0)
        self.style = name(get(style, "/S")) or "S"
        self.dashes = numbers(get(style, "/D")) or [3.0]
        self.edge = self.border if numbers(get(self.about, "/BC")) else 0.0

    @property
    def caption(self) -> str:
        return text(get(self.about, "/CA"))


class FieldLooks:
    """Makes the appearances of the fields of one file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Read what the form declares for all its fields."""
        self._pdf = pdf
        self._form = pdf.Root.get("/AcroForm")

    def add_look(self, annotation: Any) -> AddedLook:
        """Add an appearance to a field that has something to show."""
        field = _Field(annotation)
        background = _background(field)
        fonts = Dictionary()
        drawn = self._value(field, fonts)
        if drawn is None:
            return AddedLook(made=False)
        if not background and not drawn.content:
            return AddedLook(made=True)
        look = self._pdf.make_stream(
            f"{background}{drawn.content}".encode("latin-1"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(field.width, 4), round(field.height, 4)]),
            Resources=Dictionary(Font=fonts),
        )
        if field.turn:
            cosine, sine = _TURNS.get(field.turn, (1, 0))
            look.Matrix = Array([cosine, sine, -sine, cosine, 0, 0])
        annotation.AP = Dictionary(N=look)
        return AddedLook(made=True, cut=drawn.cut)

    def _value(self, field: _Field, fonts: Dictionary) -> _Drawn | None:
        """Return the operators for the value of a field; None if its kind is unknown."""
        annotation = field.annotation
        kind, flags = notes.kind(annotation), notes.flags(annotation)
        if kind == "Btn" and flags & notes.PUSH_BUTTON:
            return self._words(field, [field.caption], fonts, 0) if field.caption else _Drawn()
        if not notes.is_filled(annotation):
            return _Drawn()
        if kind == "Btn":
            return _Drawn(self._tick(field))
        if kind == "Ch" and not flags & notes.COMBO:
            return self._list(field, fonts)
        if kind == "Ch":
            return self._words(field, notes.choices(annotation), fonts, 0)
        if kind == "Tx" and not isinstance(notes.inherited(annotation, "/V"), pikepdf.Stream):
            return self._words(field, notes.values(annotation), fonts, flags)
        return None

    def _tick(self, field: _Field) -> str:
        wanted = field_font.appearance(field.annotation, self._form)
        colour = wanted.colour if wanted else "0 g"
        path, filled = _TICKS.get(field.caption or "4", _TICKS["4"])
        side = max(min(field.width, field.height) - 2 * field.edge, 0.1)
        x, y = (field.width - side) / 2, (field.height - side) / 2
        paint = "f" if filled else "S"
        pen = "" if filled else f"{_stroking(colour)} 0.12 w 1 J 1 j "
        matrix = _written((side, 0, 0, side, x, y))
        return f"q {colour} {pen}{matrix} cm {path} {paint} Q\n"

    def _words(
        self, field: _Field, texts: list[str], fonts: Dictionary, flags: int
    ) -> _Drawn | None:
        """Return the operators for a text; None if no available font has its characters."""
        if flags & notes.PASSWORD:
            texts = ["*" * len(one) for one in texts]
        lines = [line for one in texts for line in one.splitlines()]
        if not (set_in := self._room(field, lines, fonts)):
            return None
        wanted, room, codes = set_in
        cells = int(number(notes.inherited(field.annotation, "/MaxLen")))
        cell_lines = ""
        in_cells = flags & notes.COMB and not flags & (notes.MULTILINE | notes.PASSWORD)
        if in_cells and 0 < cells <= _MOST_CELLS:
            size, pieces = room.comb(b" ".join(codes), cells)
            cell_lines = _cell_lines(field, cells)
        elif flags & notes.MULTILINE:
            size, pieces = room.lines(codes)
        else:
            size, pieces = room.line(b" ".join(codes))
        shown = cell_lines + _shown(field, wanted.colour, size, pieces)
        return _Drawn(shown, cut=any(room.cuts(piece, size) for piece in pieces))

    def _list(self, field: _Field, fonts: Dictionary) -> _Drawn | None:
        """Return the operators for the options of a list; those that are chosen are highlighted."""
        annotation = field.annotation
        options = notes.options(annotation)
        top = max(int(number(notes.inherited(annotation, "/TI"))), 0)
        shown = list(options.items())[top:] or [(one, one) for one in notes.values(annotation)]
        if not (set_in := self._room(field, [words for _, words in shown], fonts)):
            return None
        wanted, room, codes = set_in
        size, pieces = room.rows(codes)
        values = set(notes.values(annotation))
        # Some programs write the words of a row as its value.
        named = values - options.keys()
        marked = [
            (own, piece)
            for (value, words), piece in zip(shown, pieces, strict=True)
            if (own := {value} & values | {words} & named)
        ]
        chosen = [piece for _, piece in marked]
        rectangles = [_written(room.row(piece, size)) + " re" for piece in chosen]
        highlight = f"{_clip(field)} {_CHOSEN} {' '.join(rectangles)} f Q\n" if rectangles else ""
        # A list shows some of its options: only those that are chosen have to be seen.
        missing = values.difference(*(own for own, _ in marked))
        cut = bool(missing) or any(room.cuts(piece, size) for piece in chosen)
        return _Drawn(highlight + _shown(field, wanted.colour, size, pieces), cut)

    def _room(
        self, field: _Field, lines: list[str], fonts: Dictionary
    ) -> tuple[field_font.Appearance, TextBox, list[bytes]] | None:
        """Return the box of a text, and its text in codes of a font that is added to ``fonts``."""
        wanted = field_font.appearance(field.annotation, self._form)
        if wanted is None or sum(map(len, lines)) > _MOST_SIGNS:
            return None
        align = notes.inherited(field.annotation, "/Q")
        align = int(number(get(self._form, "/Q") if align is None else align))
        if notes.kind(field.annotation) == "Btn":
            align = 1
        for face in field_font.faces(wanted, field.annotation, self._form):
            codes = [code for line in lines if (code := face.codes(line)) is not None]
            if len(codes) == len(lines):
                fonts[_FONT] = face.resource
                size = (field.width, field.height, field.edge, wanted.size, align)
                return wanted, TextBox(*size, face.widths), codes
        return None


def _background(field: _Field) -> str:
    """Return the operators for background and border of a field; empty without either."""
    parts = []
    is_round = notes.kind(field.annotation) == "Btn" and field.caption == _ROUND
    background = numbers(get(field.about, "/BG"))
    if len(background) in _FILLS:
        parts.append(
            f"{_written(background)} {_FILLS[len(background)]} {_outline(field, 0, is_round)} f"
        )
    if pen := _pen(field):
        path = (
            f"0 {written(field.border / 2)} m {written(field.width)} {written(field.border / 2)} l"
            if field.style == "U"
            else _outline(field, field.border / 2, is_round)
        )
        parts.append(f"{pen} {path} S")
    return f"q {' '.join(parts)} Q\n" if parts else ""


def _pen(field: _Field) -> str:
    """Return the operators for colour, width and dashes of a border; empty without a border."""
    line = numbers(get(field.about, "/BC"))
    if len(line) not in _STROKES or not field.border:
        return ""
    dashes = f" [{_written(field.dashes[:10])}] 0 d" if field.style == "D" else ""
    return f"{_written(line)} {_STROKES[len(line)]} {written(field.border)} w{dashes}"


def _outline(field: _Field, inset: float, is_round: bool) -> str:
    width, height = field.width - 2 * inset, field.height - 2 * inset
    if is_round:
        return circle(field.width / 2, field.height / 2, min(width, height) / 2, written)
    return f"{written(inset)} {written(inset)} {written(width)} {written(height)} re"


def _written(values: Iterable[float]) -> str:
    return " ".join(map(written, values))


def _stroking(colour: str) -> str:
    *values, operator = colour.split()
    return " ".join([*values, operator.upper()])


def _cell_lines(field: _Field, cells: int) -> str:
    """Return the operators for the lines between the cells of a field that has a border."""
    pen = _pen(field)
    if not pen:
        return ""
    step = field.width / cells
    lines = " ".join(
        f"{written(count * step)} 0 m {written(count * step)} {written(field.height)} l"
        for count in range(1, cells)
    )
    return f"q {pen} {lines} S Q\n"


def _clip(field: _Field) -> str:
    edge = field.edge
    inner = f"{written(field.width - 2 * edge)} {written(field.height - 2 * edge)}"
    return f"q {written(edge)} {written(edge)} {inner} re W n"


def _shown(field: _Field, colour: str, size: float, pieces: list[Piece]) -> str:
    start = f"{_clip(field)} BT {colour} {_FONT} {written(size)} Tf"
    return " ".join([start, *operators(pieces), "ET Q\n"])
