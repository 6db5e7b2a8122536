"""The colours of a shading (ISO 32000-1, 8.7.4.5), as far as they are few numbers. Pure.

What a PostScript calculator or the vertices of a mesh come to is not computed.
"""

from __future__ import annotations

from itertools import islice
from math import prod
from typing import Any

from zines.pdf.colour_spaces import space_of
from zines.pdf.decoding import TooLongError, decoded
from zines.pdf.painted import Colour
from zines.pdf.safe_get import get, listed, number, numbers

_DEPTH = 8
_MOST_COLOURS = 5_000
#: Bytes of a table of samples.
_LARGEST_TABLE = 1_000_000


def colours_of(shading: Any, named: Any) -> list[Colour]:
    """Return the colours between which a shading runs; one without values where none is known.

    ``named`` is the ColorSpace dictionary of the resources.
    """
    space = space_of(get(shading, "/ColorSpace"), named)
    ends = _ends(get(shading, "/Function"))
    if background := numbers(get(shading, "/Background")):
        ends.append(background)
    # A shading function gives as many values as the space has: fewer are those of a broken file.
    known = [space.colour(values) for values in ends if len(values) == space.count]
    return list(dict.fromkeys(known)) or [space.colour([])]


def _ends(function: Any, depth: int = 0) -> list[list[float]]:
    """Return the values a function takes between which all others lie (7.10)."""
    if depth > _DEPTH:
        return []
    if len(several := listed(function)) > 1:
        # One function a channel. Where their ends are alike in number, they are met together.
        channels = [[one[0] for one in _ends(part, depth + 1) if one] for part in several[:32]]
        return [list(one) for one in zip(*channels, strict=False)]
    function = several[0] if several else None
    kind = number(get(function, "/FunctionType"), -1)
    if kind == 2:
        # All channels run by the same power: the sum of them is greatest at one of the ends.
        first, last = numbers(get(function, "/C0")), numbers(get(function, "/C1"))
        return [first or [0.0], last or [1.0]]
    if kind == 3:
        parts = listed(get(function, "/Functions"))[:_MOST_COLOURS]
        return [end for part in parts for end in _ends(part, depth + 1)][:_MOST_COLOURS]
    return _table(function) if kind == 0 else []


def _table(function: Any) -> list[list[float]]:
    """Return the samples of a function of type 0 with 8 or 16 bits."""
    bits = int(number(get(function, "/BitsPerSample")))
    ranges = numbers(get(function, "/Range"))
    decode = numbers(get(function, "/Decode")) or ranges
    count = len(ranges) // 2
    if bits not in (8, 16) or not count or len(decode) < 2 * count:
        return []
    try:
        content, step = decoded(function, _LARGEST_TABLE), bits // 8
    except TooLongError:
        return []
    whole = int(prod(numbers(get(function, "/Size")))) * count
    read = (
        int.from_bytes(content[at : at + step], "big") / (2**bits - 1)
        for at in range(0, min(len(content), whole * step) - step + 1, step)
    )
    found: list[list[float]] = []
    while len(sample := list(islice(read, count))) == count and len(found) < _MOST_COLOURS:
        found.append(
            [
                decode[2 * k] + value * (decode[2 * k + 1] - decode[2 * k])
                for k, value in enumerate(sample)
            ]
        )
    return found
