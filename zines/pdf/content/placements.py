"""Where the forms and pictures of a page are drawn. Imports pikepdf."""

from __future__ import annotations

from typing import Any, NamedTuple

import pikepdf
from pikepdf import Matrix

from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.content.interpreter import Device, Interpreter, MarkedContent
from zines.pdf.content.path_operators import PATHS
from zines.pdf.content.state_operators import MARKED_CONTENT, OBJECTS, STATE
from zines.pdf.geometry import EVERYWHERE, Box
from zines.pdf.opening.safe_get import entries, get, key

_FOLLOWED = STATE | OBJECTS | MARKED_CONTENT


class Placement(NamedTuple):
    """A form or a picture, as it is drawn once.

    ``matrix`` maps the form, or the unit square of the picture, to the page, in pt. ``marked`` is
    the outermost marked content around it. ``clip`` is the box on the page in which it is visible.
    """

    stream: pikepdf.Stream
    matrix: Matrix
    is_form: bool
    marked: MarkedContent | None
    clip: Box = EVERYWHERE


def placements(page: pikepdf.Page, *, clips: bool = False) -> list[Placement]:
    """Return the forms and pictures of a page in the order in which they are drawn.

    The content of a form comes after the form, each time that the form is drawn. ``clips``: compute
    the clips too; this follows all paths, which is slower.
    """
    device, resources = _Placements(), get(page.obj, "/Resources")
    if _has_objects(resources):
        own = (key(page.obj),)
        followed = {**_FOLLOWED, **PATHS} if clips else _FOLLOWED
        Interpreter(followed, resources, device=device, inside=own, followed_only=True).run(page)
    return device.found


def _has_objects(resources: Any) -> bool:
    """Return whether a stream can draw forms or pictures; most cannot, and are not parsed."""
    return any(True for _ in entries(get(resources, "/XObject")))


class _Placements(Device):
    def __init__(self) -> None:
        self.found: list[Placement] = []

    def draw_image(self, interpreter: Interpreter, image: pikepdf.Stream) -> None:
        self._note(interpreter, image, interpreter.state, is_form=False)

    def begin_form(self, interpreter: Interpreter, form: Any, state: GraphicsState) -> bool:
        self._note(interpreter, form, state, is_form=True)
        resources = get(form, "/Resources")
        return resources is None or _has_objects(resources)

    def _note(
        self,
        interpreter: Interpreter,
        stream: pikepdf.Stream,
        state: GraphicsState,
        *,
        is_form: bool,
    ) -> None:
        marked = interpreter.marked[0] if interpreter.marked else None
        self.found.append(Placement(stream, state.matrix, is_form, marked, state.clip))
