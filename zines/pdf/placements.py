"""Where the forms and pictures of a page are drawn. Names pikepdf."""

from __future__ import annotations

from typing import Any, NamedTuple

import pikepdf
from pikepdf import Matrix

from zines.pdf.graphics_state import GraphicsState
from zines.pdf.interpreter import Device, Interpreter, MarkedContent
from zines.pdf.safe_get import entries, get, key
from zines.pdf.state_operators import MARKED_CONTENT, OBJECTS, STATE

_FOLLOWED = STATE | OBJECTS | MARKED_CONTENT


class Placement(NamedTuple):
    """A form or a picture as it is drawn once.

    ``matrix`` leads from the form, or from the unit square of the picture, to the page, in pt;
    ``marked`` is the outermost marked content around it.
    """

    stream: pikepdf.Stream
    matrix: Matrix
    is_form: bool
    marked: MarkedContent | None


def placements(page: pikepdf.Page) -> list[Placement]:
    """Return the forms and pictures of a page in the order in which they are drawn.

    What is in a form follows it, as often as the form is drawn; clips are not looked at.
    """
    device, resources = _Placements(), get(page.obj, "/Resources")
    if _has_objects(resources):
        own = (key(page.obj),)
        Interpreter(_FOLLOWED, resources, device=device, inside=own, followed_only=True).run(page)
    return device.found


def _has_objects(resources: Any) -> bool:
    """Say whether a stream can draw forms or pictures: most cannot, and are not even parsed."""
    return any(True for _ in entries(get(resources, "/XObject")))


class _Placements(Device):
    def __init__(self) -> None:
        self.found: list[Placement] = []

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        self._note(interpreter, image, interpreter.state.matrix, is_form=False)

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        self._note(interpreter, form, state.matrix, is_form=True)
        resources = get(form, "/Resources")
        return resources is None or _has_objects(resources)

    def _note(
        self, interpreter: Interpreter, stream: pikepdf.Stream, matrix: Matrix, *, is_form: bool
    ) -> None:
        marked = interpreter.marked[0] if interpreter.marked else None
        self.found.append(Placement(stream, matrix, is_form, marked))
