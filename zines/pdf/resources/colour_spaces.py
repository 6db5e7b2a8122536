"""Colour spaces of a PDF, reduced to their meaning on paper. Imports pikepdf."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import pikepdf

from zines.pdf.content.painted import Colour
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import get, listed, name, number

_DEPTH = 8
#: The most inks of a DeviceN space (ISO 32000-1, annex C).
_MOST_INKS = 32
#: Bytes: 256 entries of at most 32 values (ISO 32000-1, 8.6.6.3) take 8 kB.
_LARGEST_TABLE = 16_000


@dataclass(frozen=True)
class Space:
    """A colour space: its family (see Colour), its number of values, the table if it is Indexed."""

    family: str
    count: int
    by_profile: bool = False
    table: bytes | None = None

    def first(self) -> Colour:
        """Return the initial colour of the space (ISO 32000-1, table 74: CS)."""
        if self.family == "cmyk":
            return Colour("cmyk", (0.0, 0.0, 0.0, 1.0), self.by_profile)
        value = 1.0 if self.family in ("ink", "all") else 0.0
        return Colour(self.family, (value,) * self.count, self.by_profile)

    def colour(self, values: list[float]) -> Colour:
        """Return the colour with these values; for an Indexed space, the entry of its table.

        Values below 0 or above 1 stand for the nearest of these (ISO 32000-1, table 74).
        """
        if self.table is not None and values:
            start = int(values[0]) * self.count
            entry = self.table[start : start + self.count]
            return Colour(self.family, tuple(one / 255 for one in entry), self.by_profile)
        if values and self.family != "lab" and (max(values) > 1 or min(values) < 0):
            values = [min(max(0.0, value), 1.0) for value in values]
        return Colour(self.family, tuple(values[:_MOST_INKS]), self.by_profile)


GREY, RGB, CMYK = Space("grey", 1), Space("rgb", 3), Space("cmyk", 4)
UNKNOWN = Space("unknown", 0)
_NAMED = {
    "DeviceGray": GREY,
    "G": GREY,
    "DeviceRGB": RGB,
    "RGB": RGB,
    "DeviceCMYK": CMYK,
    "CMYK": CMYK,
    "CalGray": Space("grey", 1, by_profile=True),
    "CalRGB": Space("rgb", 3, by_profile=True),
    "Lab": Space("lab", 3, by_profile=True),
    "Pattern": Space("pattern", 0),
}
#: The inks of a DeviceN space that is CMYK by other means.
_PROCESS = ["Cyan", "Magenta", "Yellow", "Black"]
#: Resources that replace a device space, if they exist (ISO 32000-1, 8.6.5.6).
_DEFAULTS = {"grey": "/DefaultGray", "rgb": "/DefaultRGB", "cmyk": "/DefaultCMYK"}
_BY_CHANNELS = {1: "grey", 3: "rgb", 4: "cmyk"}


def space_of(value: Any, named: Any = None, depth: int = 0) -> Space:
    """Read a colour space; ``named`` is the ColorSpace dictionary of the resources.

    Anything that is not a colour space gives ``unknown``.
    """
    if depth > _DEPTH:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        space = _NAMED.get(name(value))
        if space:
            return default_of(space, named)
        inner = get(named, value)
        return UNKNOWN if inner is None else space_of(inner, named, depth + 1)
    if not isinstance(value, pikepdf.Array) or len(value) == 0:
        return UNKNOWN
    # No space has more than five parts (DeviceN).
    first, *parts = islice(value, 6)
    match name(first), parts:
        case "ICCBased", [profile, *_]:
            count = int(number(get(profile, "/N")))
            found = _BY_CHANNELS.get(count)
            return Space(found or "unknown", count if found else 0, by_profile=True)
        case "Indexed" | "I", [base, _, table]:
            plain = space_of(base, named, depth + 1)
            return Space(plain.family, plain.count, plain.by_profile, _table(table))
        case "Separation", [ink, *_]:
            family = "all" if name(ink) == "All" else "ink"
            return Space(family, 0 if name(ink) == "None" else 1)
        case "DeviceN", [inks, *_]:
            count = len(inks) if isinstance(inks, pikepdf.Array) else 1
            if count > _MOST_INKS:
                return UNKNOWN
            return CMYK if [name(ink) for ink in listed(inks)] == _PROCESS else Space("ink", count)
        case family, []:
            return default_of(_NAMED.get(family, UNKNOWN), named)
        case family, _:
            return _NAMED.get(family, UNKNOWN)


def default_of(space: Space, named: Any) -> Space:
    """Return the space that replaces a device space in these resources, or the space itself.

    ``named`` is their ColorSpace dictionary. A default with another number of values is ignored; so
    is one that is Lab, Indexed or Pattern (ISO 32000-1, 8.6.5.6). Inks (DeviceN) may be a default.
    """
    entry = "" if space.by_profile else _DEFAULTS.get(space.family, "")
    value = get(named, entry) if entry else None
    if not isinstance(value, pikepdf.Array):
        return space
    default = space_of(value)
    allowed = default.family not in ("lab", "pattern", "unknown") and default.table is None
    return default if allowed and default.count == space.count else space


def _table(value: Any) -> bytes:
    """Return the table of an Indexed space, a string or a stream; empty if it is too long."""
    if isinstance(value, pikepdf.Stream):
        try:
            return decoded(value, _LARGEST_TABLE)
        except TooLongError:
            return b""
    return bytes(value) if isinstance(value, pikepdf.String) else b""
