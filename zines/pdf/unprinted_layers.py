"""Layers with drawn content that do not print (ISO 32000-1, 8.11). Imports pikepdf."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

import pikepdf

from zines.base.language import tr, tr_n
from zines.pdf import page_boxes
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter
from zines.pdf.opening.budget import Budget, TooMuchError
from zines.pdf.opening.safe_get import entries, get, key
from zines.pdf.optional_content import Layers
from zines.pdf.pdf_file import UnprintedLayer

#: The cost of reading a condition, in words.
_CONDITION = 1_000
#: The most layers and conditions of a file that are read for warnings, and that are named.
_MOST_CONDITIONS, _MOST_NAMED = 100_000, 5
#: The most characters of the name of a layer in a message.
_LONGEST_NAME = 60


class Unprinted:
    """The layers of a file that do not print, as far as something is drawn in them."""

    def __init__(self, root: Any, budget: Budget) -> None:
        """Read the layers of a catalogue; reading conditions takes steps from the budget."""
        self._printed, self._seen = Layers(root, "Print"), Layers(root, "View")
        self._budget = budget
        self._by_key: dict[str, UnprintedLayer | None] = {}

    def of(self, condition: Any) -> UnprintedLayer | None:
        """Return the layer of an entry OC if it does not print, else None; each is read once."""
        if condition is None:
            return None
        own = key(condition)
        if not own or own not in self._by_key:
            self._budget.spend(_CONDITION)
            found = None
            if not self._printed.show(condition):
                named = ", ".join(filter(None, self._printed.names(condition)))
                found = UnprintedLayer(named[:_LONGEST_NAME], self._seen.show(condition))
            self._by_key[own] = found
        return self._by_key[own]


def warnings(pdf: pikepdf.Pdf, chosen: Collection[int]) -> tuple[str, ...]:
    """Return the warnings about layers of these pages (from 1) that only a screen shows."""
    pages, layers = list(pdf.pages), Unprinted(pdf.Root, Budget(_MOST_CONDITIONS * _CONDITION))
    found: dict[str, list[int]] = {}
    try:
        for number in sorted(set(chosen)):
            met = map(layers.of, _conditions(pages[number - 1]))
            for name in sorted({layer.name for layer in met if layer and layer.seen}):
                found.setdefault(name, []).append(number)
    except TooMuchError:
        # No page of a real file has so many; the rest prints as its program says.
        pass
    return tuple(
        tr_n(
            "page {first}: the layer '{name}' is seen on a screen, and not printed: have it "
            "printed by the program it comes from if it is to be on paper",
            "{count} pages from page {first} on: the layer '{name}' is seen on a screen, and not "
            "printed: have it printed by the program it comes from if it is to be on paper",
            len(numbers),
            first=numbers[0],
            name=name or tr("without a name"),
        )
        for name, numbers in list(found.items())[:_MOST_NAMED]
    )


def _conditions(page: pikepdf.Page) -> Iterator[Any]:
    """Yield the layers that the content of a page, of its forms and of its pictures may name."""
    waiting: list[Any] = [page_boxes.resources(page)]
    seen: set[str] = set()
    while waiting:
        resources = waiting.pop()
        yield from (value for _, value in entries(get(resources, "/Properties")))
        for _, drawn in entries(get(resources, "/XObject")):
            if isinstance(drawn, pikepdf.Stream) and key(drawn) not in seen:
                seen.add(key(drawn))
                yield get(drawn, "/OC")
                waiting.append(get(drawn, "/Resources"))


class Beside(Device):
    """Device for what does not print: it only passes forms and pictures to a function.

    Changes of the graphics state that last after the layer are passed on to the device around it.
    """

    def __init__(self, around: Device, saved: int, look: Callable[[Any], None]) -> None:
        """Set the function for forms and pictures, and how many states were saved at the start."""
        self._around, self._saved, self._look = around, saved, look

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        """Look at what the picture carries."""
        self._look(image)

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        """Look at what the form carries, and do not enter it."""
        self._look(form)
        return False

    def set_pattern(self, interpreter: Interpreter, pattern: Any) -> None:
        """Pass on a pattern that still paints after the layer."""
        if self._stays(interpreter):
            # The device of the interpreter enters the tile of a pattern.
            interpreter.device = self._around
            self._around.set_pattern(interpreter, pattern)
            interpreter.device = self

    def set_parameters(self, interpreter: Interpreter, parameters: Any) -> None:
        """Pass on parameters that still hold after the layer."""
        if self._stays(interpreter):
            self._around.set_parameters(interpreter, parameters)

    def meet_invalid_number(self, interpreter: Interpreter) -> None:
        """Pass it on: viewers may stop there."""
        self._around.meet_invalid_number(interpreter)

    def _stays(self, interpreter: Interpreter) -> bool:
        return len(interpreter.saved) <= self._saved
