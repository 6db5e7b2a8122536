"""The value of a file, with the position of each of its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zines.base.problems import Problem

#: The way down to a value: keys and list indices.
Trail = tuple[str | int, ...]


def key_of(trail: Trail) -> str:
    """Return the last key of a trail: that of a value, or of the list in which it is an item."""
    return next((part for part in reversed(trail) if isinstance(part, str)), "")


class Spot(NamedTuple):
    """The line and column, from 1, where a value or key begins, and the line on which it ends."""

    line: int
    column: int
    last_line: int


@dataclass
class Parsed:
    """The plain value of a file, with the position of each value and of each key."""

    path: str
    value: Any = None
    lines: list[str] = field(default_factory=list)
    values: dict[Trail, Spot] = field(default_factory=dict)
    keys: dict[Trail, Spot] = field(default_factory=dict)
    #: Numbers and truth values as they were written: 1.50, not 1.5.
    written: dict[Trail, str] = field(default_factory=dict)
    #: The problem of each unquoted text that YAML cut, to be reported if the text is printed.
    cut: dict[Trail, Problem] = field(default_factory=dict)
    #: Problems of the file itself that did not stop its reading.
    problems: list[Problem] = field(default_factory=list)
    _placed: dict[tuple[Trail, str], tuple[int, int]] = field(default_factory=dict)

    def spot(self, trail: Trail, *, key: bool = False) -> Spot:
        """Return the position of a value (or of its key), or that of its nearest known parent."""
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
        """Return a problem at a value, or at the next ``fragment`` of text inside it.

        Each call with the same fragment finds the next occurrence, so that each problem gets its
        own position.
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
    """Return a text as a message shows it: at most 60 characters, with ``...`` if it is cut."""
    return text if len(text) <= 60 else f"{text[:57]}..."
