"""What the operators of a content stream have in common. Names pikepdf."""

from __future__ import annotations

from typing import Any

import pikepdf

from zines.pdf.colour_spaces import Space, space_of
from zines.pdf.fonts import ReadFont, read_font
from zines.pdf.graphics_state import Path, State
from zines.pdf.model import Area, Box, Colour, Font, Line, Picture, Text
from zines.pdf.safe_get import entries, get, key, name, number


class Library:
    """What is read once for all pages: fonts, and what pictures were met."""

    def __init__(self) -> None:
        """Start empty."""
        self.fonts: dict[str, Font] = {}
        #: Pictures and their colour spaces, which may be named by the page alone.
        self.pictures: dict[str, tuple[Any, Space]] = {}
        self.operations = 0
        self._read: dict[str, ReadFont] = {}
        self._owner = pikepdf.new()

    def font(self, value: Any) -> ReadFont:
        """Read a font, once where it is an indirect object."""
        known = key(value)
        if not known:
            return read_font(value)
        if known not in self._read:
            self._read[known] = read_font(value)
        return self._read[known]

    def stream(self, raw: bytes, values: Any) -> Any:
        """Make a stream of the data of an inline picture, still packed, and of its entries."""
        made = pikepdf.Stream(self._owner, b"")
        made.write(raw, filter=get(values, "/Filter"), decode_parms=get(values, "/DecodeParms"))
        for entry, value in entries(values):
            if entry not in ("/Filter", "/DecodeParms", "/Length"):
                made[entry] = value
        return made


class Painted:
    """What one page was seen to paint."""

    def __init__(self) -> None:
        """Start empty."""
        self.texts: list[Text] = []
        self.lines: list[Line] = []
        self.areas: list[Area] = []
        self.pictures: list[Picture] = []
        self.shadings: list[tuple[Colour, Box]] = []
        self.transparency: set[str] = set()
        self.blended_in: set[str] = set()
        self.white_overprint = False
        self.overprints = False
        self.trouble: list[str] = []


class Pen:
    """Paints what operators say; the families of operators build on it."""

    def __init__(
        self,
        library: Library,
        painted: Painted,
        resources: Any,
        state: State,
        inside: tuple[str, ...],
    ) -> None:
        """``inside``: the page and the forms that are being walked through, the page first."""
        self.library, self.painted, self.resources = library, painted, resources
        self.state, self.base, self.inside = state, state.matrix, inside
        self.path = Path()
        self.spaces: dict[str, Space] = {}

    def enter(self, form: Any, state: State) -> None:
        """Walk through a form or the tile of a pattern."""
        raise NotImplementedError

    def resource(self, kind: str, operands: Any) -> Any:
        """Return what the first operand names among the resources, or None."""
        if not len(operands) or not isinstance(operands[0], pikepdf.Name):
            return None
        return get(get(self.resources, kind), str(operands[0]))

    def notice_group(self, thing: Any) -> None:
        """Note the transparency group of a page or form, and the colours it is blended in."""
        group = get(thing, "/Group")
        if name(get(group, "/S")):
            self.painted.transparency.add("group")
            space = get(group, "/CS")
            if space is not None:
                named = get(self.resources, "/ColorSpace")
                self.painted.blended_in.add(space_of(space, named).family)

    def notice_overprint(self, colour: Colour) -> None:
        """Note white that overprints: no ink on top of what is there, so that it vanishes."""
        if (
            self.state.overprint
            and colour.family in ("cmyk", "ink", "all")
            and not any(colour.values)
        ):
            self.painted.white_overprint = True


def has_room(clip: Box) -> bool:
    """Say whether a clip lets anything through."""
    return clip.width > 0 and clip.height > 0


def all_numbers(operands: Any) -> list[float]:
    """Return operands as floats."""
    return [number(one) for one in operands]


def first_number(operands: Any) -> float:
    """Return the first operand as a float, 0 where there is none."""
    return number(operands[0]) if len(operands) else 0.0
