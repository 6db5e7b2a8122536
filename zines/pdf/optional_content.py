"""Layers of a PDF: what is shown when it is printed (ISO 32000-1, 8.11). Imports pikepdf."""

from __future__ import annotations

from typing import Any, Literal

import pikepdf

from zines.pdf.opening.safe_get import get, key, listed, name, text

Event = Literal["Print", "View"]
#: The depth, and the number of terms, read in an expression; programs write two levels.
_DEEPEST, _MOST_TERMS = 16, 1_000


def counts(layer: Any, configuration: Any) -> bool:
    """Return whether the state of a layer counts: it needs an intent of the configuration.

    Without an entry, the intent is View (8.11.2.3); another one is Design.
    """
    wanted, own = _intents(configuration), _intents(layer)
    return "All" in wanted or not wanted.isdisjoint(own)


def _intents(holder: Any) -> set[str]:
    found = get(holder, "/Intent")
    return {"View"} if found is None else set(map(name, listed(found)))


class Layers:
    """The layers of a file, in the states of its default configuration for an event."""

    def __init__(self, root: Any, event: Event) -> None:
        """Read the layers of a catalogue."""
        self._left = _MOST_TERMS
        default = get(get(root, "/OCProperties"), "/D")
        self._default = default
        self._all_off = name(get(default, "/BaseState")) == "OFF"
        self._states = {
            key(layer): state
            for entry, state in (("/ON", True), ("/OFF", False))
            for layer in listed(get(default, entry))
        }
        for usage in listed(get(default, "/AS")):
            if name(get(usage, "/Event")) == event:
                self._follow(usage)

    def _follow(self, usage: Any) -> None:
        """Set the states of layers for this event: OFF if one category states OFF."""
        states: dict[str, bool] = {}
        for layer in listed(get(usage, "/OCGs")):
            for category in map(name, listed(get(usage, "/Category"))):
                wish = get(get(get(layer, "/Usage"), f"/{category}"), f"/{category}State")
                if name(wish) in ("ON", "OFF"):
                    states[key(layer)] = states.get(key(layer), True) and name(wish) == "ON"
        self._states |= states

    def show(self, condition: Any) -> bool:
        """Return whether a thing with this entry OC is shown; without an entry, it is."""
        if not isinstance(condition, pikepdf.Dictionary):
            return True
        if name(get(condition, "/Type")) != "OCMD":
            return self._on(condition)
        expression = get(condition, "/VE")
        if isinstance(expression, pikepdf.Array):
            self._left = _MOST_TERMS
            return self._holds(expression, _DEEPEST)
        states = [
            self._on(layer)
            for layer in listed(get(condition, "/OCGs"))
            if isinstance(layer, pikepdf.Dictionary)
        ]
        if not states:
            return True
        return {
            "AllOn": all(states),
            "AnyOff": not all(states),
            "AllOff": not any(states),
        }.get(name(get(condition, "/P")), any(states))

    def names(self, condition: Any) -> list[str]:
        """Return the names of the layers that an entry OC depends on, except by an expression."""
        layers = listed(get(condition, "/OCGs")) or [condition]
        return [text(get(layer, "/Name")) for layer in layers[:_DEEPEST]]

    def _on(self, layer: Any) -> bool:
        if not counts(layer, self._default):
            return True
        return self._states.get(key(layer), not self._all_off)

    def _holds(self, expression: Any, deeper: int) -> bool:
        if not isinstance(expression, pikepdf.Array):
            return self._on(expression)
        parts: list[Any] = list(expression)
        self._left -= len(parts)
        if not deeper or len(parts) < 2 or self._left < 0:
            return True
        word, terms = name(parts[0]), parts[1:]
        states = [self._holds(term, deeper - 1) for term in terms]
        if word == "Not":
            return not states[0]
        return any(states) if word == "Or" else all(states)
