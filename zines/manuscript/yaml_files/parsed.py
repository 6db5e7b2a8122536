"""A file's value and where each part of it stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zines.base.problems import Problem

#: Way down to a value: keys and list indices.
Trail = tuple[str | int, ...]


@dataclass(frozen=True)
class Spot:
    """A place in a file, counted from 1, and the line on which what stands there ends."""

    line: int
    column: int
    last_line: int


@dataclass
class Parsed:
    """The plain value of a file, with the place of each value and of each key."""

    path: str
    value: Any = None
    lines: list[str] = field(default_factory=list)
    values: dict[Trail, Spot] = field(default_factory=dict)
    keys: dict[Trail, Spot] = field(default_factory=dict)
    #: How numbers and truth values were written: 1.50, not 1.5.
    written: dict[Trail, str] = field(default_factory=dict)
    #: What YAML cut off an unquoted text: the problem that this is, where the text is printed.
    cut: dict[Trail, Problem] = field(default_factory=dict)
    #: What was wrong with the file itself, where it could be read on.
    problems: list[Problem] = field(default_factory=list)
    _placed: dict[tuple[Trail, str], tuple[int, int]] = field(default_factory=dict)

    def spot(self, trail: Trail, *, key: bool = False) -> Spot:
        """Where the value (or its key) stands; the nearest parent when the trail leads nowhere."""
        places = self.keys if key else self.values
        while trail and trail not in places:
            trail, places = trail[:-1], self.values
        return places.get(trail, Spot(1, 1, 1))

    def problem(
        self,
        trail: Trail,
        code: str,
        message: str,
        hint: str = "",
        *,
        key: bool = False,
        fragment: str = "",
    ) -> Problem:
        """Make a problem placed at a value, or at the next ``fragment`` of text inside it.

        The same fragment asked for again is the following one, so that each gets its own place.
        """
        spot = self.spot(trail, key=key)
        line, column = spot.line, spot.column
        if fragment and self.lines:
            first, start = self._placed.get((trail, fragment), (spot.line, spot.column - 1))
            for number in range(first, spot.last_line + 1):
                index = self.lines[number - 1].find(fragment, start if number == first else 0)
                if index >= 0:
                    self._placed[trail, fragment] = number, index + len(fragment)
                    line, column = number, index + 1
                    break
        return Problem(code, message, hint, self.path, line, column)


def shortened(text: str) -> str:
    """Return a text as a message shows it: its beginning, when it is long."""
    return text if len(text) <= 60 else f"{text[:57]}..."
