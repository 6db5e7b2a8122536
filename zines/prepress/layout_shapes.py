"""Shapes of a drawing, each an artifact of layout and nothing else, in one instruction each.

Typst writes every shape of a drawing as marked content of its own: eight instructions, in thousands
of shapes. Of what they paint only the box is asked for (see `figures`).
"""

from __future__ import annotations

import re

from pikepdf import Matrix

from zines.pdf.content import shortened
from zines.pdf.content.graphics_state import GraphicsState
from zines.pdf.geometry import Box, transformed
from zines.pdf.opening.safe_get import number

#: The operator that stands for a shape: six numbers of its matrix, four of its box.
OPERATOR = "layout-shape"

_NUMBER = rb"-?\d{1,7}(?:\.\d{0,9})?\s+"
_SHAPE = (
    rb"/Artifact\s*<<\s*/Type\s*/Layout\s*>>\s*BDC\s+q\s+((?:" + _NUMBER + rb"){6})cm\s+"
    rb"(?:(?:" + _NUMBER + rb"){1,4}(?:k|g|rg)\s+)?((?:" + _NUMBER + rb"){4})\d+\s+"
    + shortened.OPERATOR.encode() + rb"\s+f\*?\s+Q\s+EMC(?![^\s/])"
)  # fmt: skip
#: Texts in brackets are passed over: what is in them is no instruction.
_FOUND = re.compile(_SHAPE + rb"|" + shortened.TEXT, re.DOTALL)


def replaced(content: bytes) -> bytes:
    """Return a content of `shortened` with one instruction for each shape."""

    def instead(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b"\n%b%b%b\n" % (found[1], found[2], OPERATOR.encode())

    return _FOUND.sub(instead, content)


def box(operands: object, state: GraphicsState) -> Box | None:
    """Return the box on the page of what a shape paints, None where it is clipped away."""
    *matrix, left, bottom, right, top = map(number, operands)  # type: ignore[call-overload]
    around = transformed(Box(left, bottom, right, top), Matrix(*matrix) @ state.matrix)
    return around.cut_to(state.clip) if state.clip.has_area else None
