"""Interpreter of content streams: follows the graphics state (ISO 32000-1, 7.8.2). Imports pikepdf.

It is the only interpreter: code that reads pages and code that rewrites them both use it. A device
passed to it decides what to do with what is painted; a table lists the operators that it follows.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Matrix

from zines.pdf.content import inline_pictures, shortened
from zines.pdf.content.content_faults import is_invalid_number
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.parsing import operator_of, parsed
from zines.pdf.content.path import Path
from zines.pdf.geometry import matrix_of
from zines.pdf.opening.budget import Budget
from zines.pdf.opening.safe_get import get, key, number, numbers
from zines.pdf.resources.colour_spaces import Space
from zines.pdf.resources.fonts import FontCache

#: Forms in forms and patterns beyond this depth are not entered. ISO 32000-1, table C.1, lets
#: states be saved 28 deep, and valid files nest forms as deep.
DEEPEST = 48
#: ``q`` beyond this depth saves nothing.
_DEEPEST_SAVES = 512
#: The cost of starting a form or a tile, in words.
_FORM = 50
#: The name of the operator of an inline picture, when pikepdf selects operators.
_INLINE = "INLINE IMAGE"


class MarkedContent(NamedTuple):
    """An open sequence of marked content (ISO 32000-1, 14.6).

    ``number`` counts, from 0, the outermost sequences of the stream. ``start`` is the index of its
    first instruction. ``operands`` are the tag and the properties. ``properties`` is the dictionary
    that the operand stands for, or None.
    """

    number: int
    start: int
    operands: Any
    properties: Any = None


class Device:
    """What an interpreter paints on. This class drops all: subclasses override what they need.

    Each method may read the state, path and resources of the interpreter.
    """

    def fill_path(self, interpreter: Interpreter) -> None:
        """Fill the path."""

    def stroke_path(self, interpreter: Interpreter) -> None:
        """Stroke the path."""

    def show_text(self, interpreter: Interpreter, advance: float, characters: int) -> None:
        """Show text at the text matrix; ``advance`` is its length in text space.

        ``characters`` is 0 for spaces alone.
        """

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        """Draw a picture on the unit square."""

    def draw_inline_image(self, interpreter: Interpreter, image: Any) -> None:
        """Draw a picture that is written in the content stream itself."""

    def paint_shading(self, interpreter: Interpreter, shading: Any) -> None:
        """Paint a shading (``sh``) over the whole clip."""

    def set_pattern(self, interpreter: Interpreter, pattern: Any) -> None:
        """Set a pattern as a colour; None for a pattern that is not in the resources."""

    def set_parameters(self, interpreter: Interpreter, parameters: Any) -> None:
        """Set the entries of a graphics state parameter dictionary (``gs``)."""

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        """Return whether a form or the tile of a pattern is entered, with that state."""
        return True

    def meet_invalid_number(self, interpreter: Interpreter) -> None:
        """Take note of an unknown operator that a program wrote in the place of a number."""

    def read_content(self, interpreter: Interpreter, data: bytes) -> None:
        """Take the data of a page or form before it is followed; its words were counted."""

    def in_layer(self, interpreter: Interpreter, layer: Any) -> Device | None:
        """Return the device for the content of a hidden layer; None if the layer is shown."""
        return None

    def refuse_form(self, interpreter: Interpreter) -> None:
        """Take note of a form that is drawn within itself or too deep, and so is not entered."""


Operator = Callable[["Interpreter", Any], None]


class Interpreter:
    """Follows one content stream; starts another interpreter for each form in it.

    ``operators`` are those that are followed; all others change nothing. ``inside`` are the keys of
    the page and of the forms that are being followed, the page first. ``followed_only``: ``run``
    reads no other instructions, which is faster, and ``index`` counts only those.
    """

    def __init__(
        self,
        operators: Mapping[str, Operator],
        resources: Any,
        state: GraphicsState | None = None,
        device: Device | None = None,
        *,
        budget: Budget | None = None,
        fonts: FontCache | None = None,
        inside: tuple[str, ...] = (),
        marked: tuple[MarkedContent, ...] = (),
        followed_only: bool = False,
    ) -> None:
        """Start with the state of a page, if none is given; without a budget there is no limit."""
        self.operators, self.resources = operators, resources
        self.state = state or GraphicsState()
        self.device, self.budget, self.inside = device or Device(), budget, inside
        self.followed_only = followed_only
        self.fonts = fonts or FontCache(budget)
        #: The matrix at the start of the stream: the matrices of patterns are relative to it.
        self.base = self.state.matrix
        self.saved: list[GraphicsState] = []
        self.index = -1
        self.path = Path()
        #: Whether the content has one instruction for each long path (see `shortened`).
        self.is_shortened = False
        self.clips_next = False
        self.text_matrix = self.line_matrix = Matrix()
        self.in_text = False
        self.marked = list(marked)
        self.sequences = 0
        #: The number of open sequences in a hidden layer, and the device to return to.
        self._hidden: tuple[int, Device] | None = None
        #: Colour spaces already read, by name.
        self.spaces: dict[str, Space] = {}

    def run(self, content: Any) -> None:
        """Follow a page or a form to its end.

        Raises TooMuchError beyond the budget, and pikepdf.PdfError for content that cannot be
        parsed.
        """
        chosen = " ".join([*self.operators, _INLINE]) if self.followed_only else ""
        if self.budget is None:
            self._follow(content, chosen)
            return
        data = self.budget.content(content)
        inline_pictures.check(data)
        with self.budget.holding(data):
            if shortened.OPERATOR in self.operators:
                data, self.is_shortened = shortened.shortened(data)
            self.device.read_content(self, data)
            owner = pikepdf.new()
            self._follow(pikepdf.Stream(owner, data), chosen)

    def _follow(self, content: Any, chosen: str) -> None:
        with warnings.catch_warnings():
            # pikepdf warns of operands at the end without an operator; they paint nothing.
            warnings.simplefilter("ignore")
            instructions = parsed(content, chosen)
        for instruction in instructions:
            self.execute(instruction)

    def spend(self, work: int) -> None:
        """Take steps of work from the budget, if there is one; raises TooMuchError beyond it."""
        if self.budget:
            self.budget.spend(work)

    def execute(self, instruction: Any) -> None:
        """Execute one instruction; raises TooMuchError beyond the budget."""
        self.index += 1
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            self.device.draw_inline_image(self, instruction.iimage)
        elif operator := self.operators.get(called := operator_of(instruction)):
            operator(self, instruction.operands)
        elif is_invalid_number(called):
            self.device.meet_invalid_number(self)

    def begin_layer(self, layer: Any) -> None:
        """Begin the marked content of a layer, after it was added to the open sequences."""
        if instead := self.device.in_layer(self, layer):
            self._hidden = len(self.marked), self.device
            self.device = instead

    def end_layer(self) -> None:
        """End marked content, after it was removed from the open sequences."""
        if self._hidden and len(self.marked) < self._hidden[0]:
            self.device = self._hidden[1]
            self._hidden = None

    def save(self) -> None:
        """Save the graphics state."""
        if len(self.saved) < _DEEPEST_SAVES:
            self.saved.append(self.state.copy())

    def restore(self) -> None:
        """Restore the graphics state that was saved last, if any."""
        if self.saved:
            self.state = self.saved.pop()

    def enter(self, form: Any, matrix: Matrix, state: GraphicsState) -> None:
        """Follow a form or the tile of a pattern, unless it is in itself, too deep, or refused.

        The matrix of the form itself is relative to ``matrix``.
        """
        own = key(form)
        self.spend(_FORM + len(self.marked))
        if own in self.inside or len(self.inside) > DEEPEST:
            self.device.refuse_form(self)
            return
        state.matrix = matrix_of(numbers(get(form, "/Matrix"))) @ matrix
        if not self.device.begin_form(self, form, state):
            return
        resources = get(form, "/Resources")
        Interpreter(
            self.operators,
            self.resources if resources is None else resources,
            state,
            self.device,
            budget=self.budget,
            fonts=self.fonts,
            inside=(*self.inside, own),
            marked=tuple(self.marked),
            followed_only=self.followed_only,
        ).run(form)

    def resource(self, kind: str, operands: Any) -> Any:
        """Return the resource that the first operand names, or None."""
        if not len(operands) or not isinstance(operands[0], pikepdf.Name):
            return None
        return get(get(self.resources, kind), operands[0])

    @property
    def named_spaces(self) -> Any:
        """The colour spaces that have names in this stream."""
        return get(self.resources, "/ColorSpace")


def all_numbers(operands: Any) -> list[float]:
    """Return operands as floats."""
    return [number(operand) for operand in operands]


def first_number(operands: Any) -> float:
    """Return the first operand as a float, 0 if there is none."""
    return number(operands[0]) if len(operands) else 0.0
