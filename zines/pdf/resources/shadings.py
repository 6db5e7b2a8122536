"""The colours of a shading (ISO 32000-1, 8.7.4.5), as far as they are a few numbers.

The results of PostScript calculators and the vertices of meshes are not computed.
"""

from __future__ import annotations

from itertools import islice
from math import prod
from typing import Any

import pikepdf

from zines.pdf.content.painted import Colour
from zines.pdf.opening.budget import Budget
from zines.pdf.opening.decoding import TooLongError, decoded
from zines.pdf.opening.safe_get import get, key, number, numbers
from zines.pdf.resources.colour_spaces import space_of

_DEPTH = 8
_MOST_ENDS = 5_000
#: If a shading has more colours, those with the most ink are kept: the checks need these.
_MOST_COLOURS = 64
#: Functions of one shading, one for each channel (ISO 32000-1, 8.6.6.3: 32 inks at most).
_MOST_CHANNELS = 32
#: The most bytes of a table of samples.
_LARGEST_TABLE = 1_000_000
_Values = tuple[float, ...]


class Shadings:
    """The colours of the shadings of a file; each shading and each function is read once."""

    def __init__(self, budget: Budget) -> None:
        """Start empty; reading takes steps from the budget."""
        self._budget = budget
        self._colours: dict[str, list[Colour]] = {}
        self._known_ends: dict[str, list[_Values]] = {}

    def colours_of(self, shading: Any, named: Any) -> list[Colour]:
        """Return the colours between which a shading runs; one without values if none is known.

        ``named`` is the ColorSpace dictionary of the resources. Raises TooMuchError.
        """
        own = key(shading)
        if own in self._colours:
            return self._colours[own]
        space = space_of(get(shading, "/ColorSpace"), named)
        ends = self._ends(get(shading, "/Function"))
        if background := tuple(numbers(get(shading, "/Background"))):
            ends = [*ends, background]
        self._budget.spend(len(ends))
        # A shading function gives as many values as the space has; other ends are of a broken file.
        colours = [space.colour(list(values)) for values in ends if len(values) == space.count]
        found = list(dict.fromkeys(colours)) or [space.colour([])]
        if len(found) > _MOST_COLOURS:
            found.sort(key=lambda colour: colour.ink or 0.0, reverse=True)
            del found[_MOST_COLOURS:]
        if own:
            self._colours[own] = found
        return found

    def _ends(self, function: Any, depth: int = 0) -> list[_Values]:
        """Return values of a function between which all its other values lie (7.10)."""
        if depth > _DEPTH:
            return []
        own = key(function)
        if own in self._known_ends:
            return self._known_ends[own]
        found = self._read_ends(function, depth)
        self._budget.spend(1)
        if own:
            self._known_ends[own] = found
        return found

    def _read_ends(self, function: Any, depth: int) -> list[_Values]:
        if isinstance(function, pikepdf.Array):
            if len(function) == 1:
                return self._ends(function[0], depth + 1)
            # One function for each channel; ends at the same place in their lists are combined.
            several = [self._ends(one, depth + 1) for one in islice(function, _MOST_CHANNELS)]
            self._budget.spend(sum(map(len, several)))
            return list(zip(*([one[0] for one in ends if one] for ends in several), strict=False))
        kind = number(get(function, "/FunctionType"), -1)
        if kind == 2:
            # All channels follow the same power, so their sum is greatest at one of the ends.
            first, last = (
                tuple(numbers(get(function, one))[:_MOST_CHANNELS]) for one in ("/C0", "/C1")
            )
            return [first or (0.0,), last or (1.0,)]
        if kind == 3:
            found: list[_Values] = []
            parts = get(function, "/Functions")
            for part in islice(parts, _MOST_ENDS) if isinstance(parts, pikepdf.Array) else ():
                ends = self._ends(part, depth + 1)
                self._budget.spend(1 + len(ends))
                found += ends
                if len(found) >= _MOST_ENDS:
                    break
            return found
        return _table(function) if kind == 0 else []


def _table(function: Any) -> list[_Values]:
    """Return the samples of a function of type 0 with 8 or 16 bits."""
    bits = int(number(get(function, "/BitsPerSample")))
    ranges = numbers(get(function, "/Range"))
    decode = numbers(get(function, "/Decode")) or ranges
    count = len(ranges) // 2
    if bits not in (8, 16) or not 0 < count <= _MOST_CHANNELS or len(decode) < 2 * count:
        return []
    try:
        content, step = decoded(function, _LARGEST_TABLE), bits // 8
    except TooLongError:
        return []
    whole = int(prod(numbers(get(function, "/Size"))[:_MOST_CHANNELS])) * count
    read = (
        int.from_bytes(content[at : at + step], "big") / (2**bits - 1)
        for at in range(0, min(len(content), whole * step) - step + 1, step)
    )
    found: list[_Values] = []
    while len(sample := list(islice(read, count))) == count and len(found) < _MOST_ENDS:
        found.append(
            tuple(
                decode[2 * k] + value * (decode[2 * k + 1] - decode[2 * k])
                for k, value in enumerate(sample)
            )
        )
    return found
