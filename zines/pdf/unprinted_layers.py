"""Layers in which something is drawn that does not print (ISO 32000-1, 8.11). Names pikepdf."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pikepdf

from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter
from zines.pdf.opening.budget import Budget
from zines.pdf.opening.safe_get import key
from zines.pdf.optional_content import Layers
from zines.pdf.pdf_file import UnprintedLayer

#: What it costs to read a condition, in words.
_CONDITION = 1_000
#: What is said of the name of a layer.
_LONGEST_NAME = 60


class Unprinted:
    """The layers of a file that do not print, as far as something is drawn in them."""

    def __init__(self, root: Any, budget: Budget) -> None:
        """Read the layers of a catalogue; what is read of conditions is taken from the budget."""
        self._printed, self._seen = Layers(root, "Print"), Layers(root, "View")
        self._budget = budget
        self._known: dict[str, UnprintedLayer | None] = {}

    def of(self, condition: Any) -> UnprintedLayer | None:
        """Return what an entry OC keeps from printing, None where it prints; reads each once."""
        if condition is None:
            return None
        own = key(condition)
        if not own or own not in self._known:
            self._budget.spend(_CONDITION)
            found = None
            if not self._printed.show(condition):
                named = ", ".join(filter(None, self._printed.names(condition)))
                found = UnprintedLayer(named[:_LONGEST_NAME], self._seen.show(condition))
            self._known[own] = found
        return self._known[own]


class Beside(Device):
    """Takes what does not print: only what forms and pictures carry is looked at, by a function.

    What is set of the graphics state and stays set after the layer goes to the device around it.
    """

    def __init__(self, around: Device, saved: int, look: Callable[[Any], None]) -> None:
        """Look so at each form and picture; ``saved`` states were saved when the layer began."""
        self._around, self._saved, self._look = around, saved, look

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        """Look at what it carries."""
        self._look(image)

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        """Look at what it carries, and do not enter it."""
        self._look(form)
        return False

    def set_pattern(self, interpreter: Interpreter, pattern: Any) -> None:
        """Hand on a pattern with which things are painted after the layer, too."""
        if self._stays(interpreter):
            # The tile of a pattern is entered by the device of the interpreter.
            interpreter.device = self._around
            self._around.set_pattern(interpreter, pattern)
            interpreter.device = self

    def set_parameters(self, interpreter: Interpreter, parameters: Any) -> None:
        """Hand on parameters that hold after the layer, too."""
        if self._stays(interpreter):
            self._around.set_parameters(interpreter, parameters)

    def meet_no_number(self, interpreter: Interpreter) -> None:
        """Hand it on: viewers may stop there."""
        self._around.meet_no_number(interpreter)

    def _stays(self, interpreter: Interpreter) -> bool:
        return len(interpreter.saved) <= self._saved
